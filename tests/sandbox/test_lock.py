"""Each attack is tried for real in a locked child; each alone must fail."""

from __future__ import annotations

import json
import platform
import socket
import subprocess
import sys
from collections.abc import Callable

import pytest

from bot.images.results import Examined, Reason, Refused
from bot.sandbox import landlock
from bot.sandbox.client import Sandbox
from bot.sandbox.limits import Limits

MakeSandbox = Callable[..., Sandbox]
Read = Callable[[Examined], str]

REFUSED_BY_THE_KERNEL = [
    "read-file", "write-file", "list-directory", "look-at-file", "remove-file", "connect",
    "socket-pair", "fork", "exec", "signal-parent", "signal-all", "signal-by-descriptor",
    "trace-parent", "more-memory", "new-alarm", "survive-parent", "mount", "new-namespace",
    "io-uring", "new-code",
]  # fmt: skip


@pytest.mark.parametrize("attack", REFUSED_BY_THE_KERNEL)
async def test_an_attack_is_refused(attack: str, sandbox: Sandbox, outcome: Read) -> None:
    assert outcome(await sandbox.examine(attack.encode())) == "EPERM"


async def test_clone3_is_unknown_so_that_glibc_falls_back(sandbox: Sandbox, outcome: Read) -> None:
    assert outcome(await sandbox.examine(b"clone3")) == "ENOSYS"


async def test_decoders_may_start_threads(hostile_sandbox: MakeSandbox, outcome: Read) -> None:
    sandbox = hostile_sandbox(Limits())
    await sandbox.start()
    try:
        assert outcome(await sandbox.examine(b"threads")) == "4"
    finally:
        await sandbox.close()


async def test_a_child_holds_its_socket_and_nothing_else(sandbox: Sandbox, outcome: Read) -> None:
    assert outcome(await sandbox.examine(b"descriptors")) == "0,1,2,3"


async def test_the_environment_with_its_token_does_not_reach_a_child(
    hostile_sandbox: MakeSandbox, outcome: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOT_TOKEN", "planted")
    sandbox = hostile_sandbox()
    await sandbox.start()
    try:
        names = outcome(await sandbox.examine(b"environment"))
    finally:
        await sandbox.close()
    assert "BOT_TOKEN" not in names


@pytest.mark.parametrize(
    ("act", "reason"),
    [
        ("crash", Reason.CRASHED),
        ("leave", Reason.CRASHED),
        ("loop", Reason.TIMEOUT),
        ("idle", Reason.TIMEOUT),
        ("stubborn-loop", Reason.TIMEOUT),
        ("stubborn-idle", Reason.TIMEOUT),
        ("flood", Reason.CRASHED),
        ("raw nonsense that is no frame", Reason.CRASHED),
        ("half-raw \0\0\0\x05\0\0\0\0[1", Reason.CRASHED),
    ],
)
async def test_a_picture_that_takes_over_its_child_is_refused(
    act: str, reason: Reason, sandbox: Sandbox
) -> None:
    examined = await sandbox.examine(act.encode())
    assert examined == Examined(Refused(reason), Refused(reason))


@pytest.mark.skipif(platform.machine() != "x86_64", reason="only x86-64 has an x32 ABI")
async def test_the_x32_door_is_shut(sandbox: Sandbox) -> None:
    examined = await sandbox.examine(b"x32")
    assert examined.report == Refused(Reason.CRASHED)


async def test_a_memory_bomb_is_refused_and_its_zygote_stays(
    hostile_sandbox: MakeSandbox, good: bytes
) -> None:
    sandbox = hostile_sandbox(Limits(memory=256 << 20))
    await sandbox.start()
    try:
        examined = await sandbox.examine(b"bomb")
    finally:
        await sandbox.close()
    assert examined.report == Refused(Reason.CRASHED)


LANDLOCK_ALONE = """
import ctypes, errno, json, os, socket, sys
from bot.sandbox import landlock

def tried(act):
    try:
        act()
    except OSError as error:
        return errno.errorcode[error.errno]
    return "done"

ctypes.CDLL(None).prctl(38, 1, 0, 0, 0)
landlock.deny_everything()
port = int(sys.argv[1])
print(json.dumps({
    "read": tried(lambda: os.open("/etc/passwd", os.O_RDONLY)),
    "write": tried(lambda: os.open("/tmp/escaped", os.O_WRONLY | os.O_CREAT)),
    "connect": tried(lambda: socket.socket().connect(("127.0.0.1", port))),
    "signal": tried(lambda: os.kill(os.getppid(), 0)),
}))
"""


@pytest.fixture(scope="module")
def fenced_only() -> dict[str, str]:
    """Attack from a process that has Landlock but no seccomp filter."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        command = [sys.executable, "-I", "-c", LANDLOCK_ALONE, str(server.getsockname()[1])]
        run = subprocess.run(command, capture_output=True, check=True, timeout=20)
    told: dict[str, str] = json.loads(run.stdout)
    return told


@pytest.mark.parametrize(
    ("attack", "refusal", "abi"),
    [
        ("read", "EACCES", 1),
        ("write", "EACCES", 1),
        ("connect", "EACCES", 4),
        ("signal", "EPERM", 6),
    ],
)
def test_landlock_holds_without_the_filter(
    attack: str, refusal: str, abi: int, fenced_only: dict[str, str]
) -> None:
    if landlock.abi() < abi:
        pytest.skip(f"this kernel's Landlock knows this from ABI {abi} on")
    assert fenced_only[attack] == refusal


@pytest.mark.parametrize(
    ("abi", "size", "rights"),
    [(1, 8, 13), (2, 8, 14), (3, 8, 15), (4, 16, 15), (5, 16, 16), (6, 24, 16), (99, 24, 16)],
)
def test_a_ruleset_asks_for_all_that_its_abi_knows(abi: int, size: int, rights: int) -> None:
    ruleset, told = landlock.ruleset(abi)
    assert (told, ruleset.handled_access_fs.bit_count()) == (size, rights)
