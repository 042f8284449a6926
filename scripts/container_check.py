"""Run the image's tree under bubblewrap beside an emulator, and look at it from inside.

python -m scripts.container_check TREE      (scripts/container-test builds TREE and calls this)
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bot.demo.emulator import Emulator
from scripts.conversation import Asker, picture
from scripts.process import BotProcess, family

USER = 10001
MOST_DRAIN = 30.0  # seconds
TMP = "/tmp"  # noqa: S108 - inside, where it is the image's own
HEARTBEAT = f"{TMP}/heartbeat"
# Run inside, by the image's own Python: what a break-in would try first.
LOOK = """
import json, os, pathlib, shutil

def writes(folder):
    try:
        pathlib.Path(folder, "probe").write_text("x")
        os.unlink(f"{folder}/probe")
    except OSError:
        return False
    return True

lines = pathlib.Path("/proc/self/status").read_text().splitlines()
status = dict(line.split(":\\t", 1) for line in lines if ":\\t" in line)
tools = ("sh", "bash", "gcc", "cc", "pip", "apt-get", "dpkg", "perl", "su", "curl")
files = (path for path in pathlib.Path("/usr").rglob("*") if path.is_file())
print(json.dumps({
    "user": os.getuid(),
    "capabilities": int(status["CapEff"], 16),
    "no new privileges": status["NoNewPrivs"].strip() == "1",
    "writes": [f for f in ("/", "/data", "/etc", "/tmp", "/usr", "/venv") if writes(f)],
    "tools": [tool for tool in tools if shutil.which(tool)],
    "gain privileges": [str(path) for path in files if path.stat().st_mode & 0o6000],
}))
"""
EXPECTED = {
    "user": USER,
    "capabilities": 0,
    "no new privileges": True,
    "writes": ["/data", TMP],
    "tools": [],
    "gain privileges": [],
}


def inside(tree: Path, data: Path, *, temporary: Path) -> list[str]:
    """Return the bubblewrap command line that stands for compose.yaml's hardening."""
    return [
        "bwrap", "--unshare-all", "--share-net", "--die-with-parent", "--cap-drop", "ALL",
        "--uid", str(USER), "--gid", str(USER),
        "--ro-bind", str(tree), "/", "--proc", "/proc", "--dev", "/dev",
        "--bind", str(temporary), TMP, "--bind", str(data), "/data", "--chdir", TMP,
        "--setenv", "PATH", "/venv/bin:/usr/local/bin:/usr/bin", "--setenv", "HOME", TMP,
        "--unsetenv", "PYTHONPATH",
    ]  # fmt: skip


def looked_at(bwrap: list[str]) -> Iterator[str]:
    """Yield what is otherwise than `EXPECTED` inside."""
    done = subprocess.run(
        [*bwrap, "python", "-c", LOOK], capture_output=True, text=True, check=True
    )
    found = json.loads(done.stdout)
    for name, expected in EXPECTED.items():
        if found[name] != expected:
            yield f"{name}: {found[name]}, not {expected}"


def contained(pid: int) -> int:
    """Return the bot's process among bubblewrap's; a container engine signals it directly too."""
    names = {each: Path(f"/proc/{each}/comm").read_text().strip() for each in family(pid)}
    return next(each for each, name in names.items() if name != "bwrap")


async def talked_to(bwrap: list[str], folder: Path) -> list[str]:
    """Let the contained bot answer, clean, be asked for its health and stop; return the faults."""
    faults = []
    async with Emulator() as emulator:
        bot = await BotProcess.start(
            emulator, folder, [*bwrap, "image-privacy-bot", "run"],
            BOT_DATABASE_URL="sqlite:////data/bot.sqlite", BOT_HEARTBEAT_FILE=HEARTBEAT,
        )  # fmt: skip
        try:
            await bot.polls(emulator)
            asker = Asker(emulator, 0)
            await asker.ask("What is EXIF?")
            await asker.clean(picture(0.2))
            health = await asyncio.create_subprocess_exec(
                *bwrap, "python", "-m", "bot.heartbeat", HEARTBEAT
            )
            if await health.wait():
                faults.append("the health check fails")
            status, seconds = await bot.stop(contained(bot.pid))
            if status or seconds > MOST_DRAIN:
                faults.append(f"SIGTERM: status {status} after {seconds:.1f} s")
        except (ChildProcessError, TimeoutError) as error:
            faults.append(f"it does not work inside: {error}")
        finally:
            await bot.kill()
    return faults


def main(tree: Path) -> int:
    """Print what is wrong; returns the exit status."""
    with tempfile.TemporaryDirectory(prefix="container-test-") as name:
        folder = Path(name)
        data, temporary = folder / "data", folder / "tmp"
        for each in (data, temporary):
            each.mkdir()  # whoever runs bubblewrap is the user inside
        bwrap = inside(tree, data, temporary=temporary)
        faults = [*looked_at(bwrap), *asyncio.run(talked_to(bwrap, folder))]
        log = (folder / "bot.log").read_text()
    for fault in faults:
        sys.stdout.write(f"container-test: FAILED: {fault}\n")
    if faults:
        sys.stdout.write(log[-3000:])
        return 1
    sys.stdout.write(
        "container-test: ok: built; read-only, user 10001, no capability, no shell or compiler;"
        " answered, cleaned, healthy, drained\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
