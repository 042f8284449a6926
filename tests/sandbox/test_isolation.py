"""The contract of every isolation, and what only the locked one promises."""

from __future__ import annotations

import asyncio
import io
import runpy
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import piexif
import pytest
from PIL import Image

from bot.images.clean import examine
from bot.images.results import Cleaned, Examined, Options, Reason, Refused, Report
from bot.sandbox import Isolation, SandboxUnavailable, lock, open_sandbox
from bot.sandbox.client import Sandbox
from bot.sandbox.unconfined import Unconfined

SCRIPT = Path(__file__).parent / "hostile.py"


class IsolationContract:
    """What the bot relies on, whichever isolation it was given."""

    async def test_a_picture_is_reported_and_cleaned(
        self, isolation: Isolation, good: bytes
    ) -> None:
        examined = await isolation.examine(good)
        assert isinstance(examined.report, Report)
        assert (examined.report.width, examined.report.height) == (2, 3)
        assert isinstance(examined.cleaned, Cleaned)
        assert examined.cleaned.data == good

    async def test_options_reach_the_examination(self, isolation: Isolation, good: bytes) -> None:
        examined = await isolation.examine(good, Options(clean=False))
        assert examined.cleaned is None

    async def test_an_exception_in_a_reader_is_a_refusal(self, isolation: Isolation) -> None:
        examined = await isolation.examine(b"fault")
        assert examined == Examined(Refused(Reason.CRASHED), Refused(Reason.CRASHED))

    async def test_a_report_alone_is_refused_alone(self, isolation: Isolation) -> None:
        examined = await isolation.examine(b"fault", Options(clean=False))
        assert examined == Examined(Refused(Reason.CRASHED))

    async def test_everyone_gets_their_own_picture_back(
        self, isolation: Isolation, good: bytes
    ) -> None:
        pictures = [good + bytes([number]) * 5000 for number in range(12)]
        answers = await asyncio.gather(*map(isolation.examine, pictures))
        assert [a.cleaned.data for a in answers if isinstance(a.cleaned, Cleaned)] == pictures

    async def test_the_event_loop_goes_on_meanwhile(self, isolation: Isolation) -> None:
        task = asyncio.create_task(isolation.examine(b"threads"))
        turns = 0
        while not task.done():
            await asyncio.sleep(0)
            turns += 1
        assert turns > 2


class TestLocked(IsolationContract):
    @pytest.fixture
    def isolation(self, sandbox: Sandbox) -> Isolation:
        return sandbox


class TestUnconfined(IsolationContract):
    @pytest.fixture
    async def isolation(self) -> AsyncIterator[Isolation]:
        isolation = Unconfined(runpy.run_path(str(SCRIPT))["job"])
        await isolation.start()
        yield isolation
        await isolation.close()


@pytest.fixture
def photo() -> bytes:
    """Draw a JPEG with a position, a serial number and a caption."""
    exif = piexif.dump({
        "GPS": {
            piexif.GPSIFD.GPSLatitudeRef: b"N",
            piexif.GPSIFD.GPSLatitude: ((52, 1), (31, 1), (0, 1)),
            piexif.GPSIFD.GPSLongitudeRef: b"E",
            piexif.GPSIFD.GPSLongitude: ((13, 1), (24, 1), (0, 1)),
        },
        "Exif": {piexif.ExifIFD.BodySerialNumber: b"PLANTED-0815"},
        "0th": {piexif.ImageIFD.ImageDescription: b"planted caption"},
    })  # fmt: skip
    drawn = io.BytesIO()
    Image.radial_gradient("L").convert("RGB").save(drawn, "JPEG", exif=exif)
    return drawn.getvalue()


async def test_the_locked_child_says_what_the_core_says(photo: bytes) -> None:
    sandbox = open_sandbox("on")
    await sandbox.start()
    try:
        examined = await sandbox.examine(photo)
    finally:
        await sandbox.close()
    assert examined == examine(photo)
    assert isinstance(examined.cleaned, Cleaned)
    assert b"PLANTED" not in examined.cleaned.data


@pytest.mark.shared
async def test_every_known_picture_fares_in_the_child_as_outside(shared: Path) -> None:
    folders = [shared / "corpus", shared / "corpus" / "planted", shared / "corpus" / "malformed"]
    files = [file for folder in folders for file in folder.iterdir() if file.is_file()]
    sandbox = open_sandbox("on")
    await sandbox.start()
    try:
        inside = await asyncio.gather(*(sandbox.examine(file.read_bytes()) for file in files))
    finally:
        await sandbox.close()
    outside = [examine(file.read_bytes()) for file in files]
    names = [file.name for file in files]
    different = [n for n, a, b in zip(names, inside, outside, strict=True) if a != b]
    assert different == []


@pytest.mark.parametrize("encoding", ["utf-16-be", "shift_jis", "gb18030", "mac_roman", "idna"])
async def test_a_text_in_any_encoding_is_read_after_the_lock(
    encoding: str, isolated_decoder: Isolation, outcome: Callable[[Examined], str]
) -> None:
    assert outcome(await isolated_decoder.examine(f"decode {encoding}".encode())) == "planted"


@pytest.fixture
async def isolated_decoder() -> AsyncIterator[Isolation]:
    """Run hostile.py's jobs in a zygote that was warmed up as the real one."""
    sandbox = Sandbox((sys.executable, "-I", str(SCRIPT), "{}", "warm"))
    await sandbox.start()
    yield sandbox
    await sandbox.close()


async def test_without_a_sandbox_the_core_itself_is_asked(photo: bytes) -> None:
    assert await open_sandbox("off").examine(photo) == examine(photo)


@pytest.mark.parametrize("lack", ["Landlock in the kernel", "seccomp filters in the kernel"])
def test_a_kernel_that_cannot_is_refused_in_one_sentence(
    lack: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "missing", lambda: lack)
    with pytest.raises(SandboxUnavailable) as caught:
        open_sandbox("on")
    assert lack in str(caught.value)
    assert "BOT_SANDBOX=off" in str(caught.value)


def test_the_package_itself_loads_no_codec_and_no_event_loop() -> None:
    code = "import sys, bot.sandbox; print({'PIL', 'asyncio', 'structlog'} & set(sys.modules))"
    run = subprocess.run(
        [sys.executable, "-I", "-c", code], capture_output=True, check=True, timeout=20
    )
    assert run.stdout.strip() == b"set()"
