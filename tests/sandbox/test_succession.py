"""Zygotes come and go; nobody's picture suffers, and nothing is left behind."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.images.results import Cleaned, Examined, Reason, Refused
from bot.sandbox import SandboxUnavailable
from bot.sandbox.client import Sandbox
from bot.sandbox.limits import Limits
from bot.sandbox.succession import Zygote

MakeSandbox = Callable[..., Sandbox]
Read = Callable[[Examined], str]
Task = asyncio.Task[Examined]


def serving(sandbox: Sandbox) -> Zygote:
    """Return the zygote that serves now."""
    zygote = sandbox._succession._current
    assert zygote is not None
    return zygote


def children(pid: int) -> list[int]:
    """Return the children of a process."""
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(word) for word in text.split()]


def open_files(pid: int | str) -> int:
    """Return how many descriptors a process holds."""
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))


@contextmanager
def watched(pid: int) -> Iterator[Callable[[], Awaitable[None]]]:
    """Hold on to a process; what is yielded waits for its end."""
    loop = asyncio.get_running_loop()
    descriptor = os.pidfd_open(pid)
    ended = asyncio.Event()
    loop.add_reader(descriptor, ended.set)

    async def end() -> None:
        await asyncio.wait_for(ended.wait(), 5)

    try:
        yield end
    finally:
        loop.remove_reader(descriptor)
        os.close(descriptor)


async def until(holds: Callable[[], object]) -> None:
    """Wait for a state of another process that comes with no event."""
    while not holds():  # noqa: ASYNC110
        await asyncio.sleep(0.005)


async def running_child(zygote: Zygote) -> int:
    """Wait for a child of this zygote and return its pid."""
    await until(lambda: children(zygote.process.pid))
    return children(zygote.process.pid)[0]


def ticks(pid: int) -> int:
    """Return the processor time a process has used in user mode, in hundredths of a second."""
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11])


@pytest.mark.parametrize("word", ["crash", "loop", "flood", "leave", "bomb"])
async def test_a_good_picture_beside_a_bad_one_is_cleaned(
    word: str, hostile_sandbox: MakeSandbox, good: bytes
) -> None:
    sandbox = hostile_sandbox(Limits(memory=256 << 20, cpu_seconds=1, wall_seconds=2), at_once=2)
    await sandbox.start()
    try:
        bad, *others = await asyncio.gather(
            sandbox.examine(word.encode()), *(sandbox.examine(good) for _ in range(6))
        )
    finally:
        await sandbox.close()
    assert isinstance(bad.report, Refused)
    assert all(isinstance(other.cleaned, Cleaned) for other in others)


async def test_every_picture_has_a_process_of_its_own(sandbox: Sandbox, outcome: Read) -> None:
    pids = {outcome(await sandbox.examine(b"pid")) for _ in range(5)}
    assert len(pids) == 5


async def test_a_zygote_serves_no_picture_after_a_crash(sandbox: Sandbox, good: bytes) -> None:
    before = serving(sandbox)
    await sandbox.examine(b"crash")
    await sandbox.examine(good)
    assert serving(sandbox) is not before
    assert before.pictures == 1


async def test_a_zygote_goes_on_after_a_refusal_in_good_order(
    sandbox: Sandbox, good: bytes
) -> None:
    before = serving(sandbox)
    await sandbox.examine(b"fault")
    await sandbox.examine(good)
    assert serving(sandbox) is before


async def test_a_zygote_is_replaced_after_its_share_of_pictures(
    hostile_sandbox: MakeSandbox, good: bytes
) -> None:
    sandbox = hostile_sandbox(pictures_each=3)
    await sandbox.start()
    before = serving(sandbox)
    try:
        while serving(sandbox) is before:
            examined = await sandbox.examine(good)
            assert isinstance(examined.cleaned, Cleaned)
    finally:
        await sandbox.close()
    assert before.pictures >= 3


async def test_a_zygote_that_was_killed_is_replaced(sandbox: Sandbox, good: bytes) -> None:
    zygote = serving(sandbox)
    zygote.process.kill()
    await zygote.process.wait()
    examined = await sandbox.examine(good)
    assert isinstance(examined.cleaned, Cleaned)


async def test_a_terminal_or_a_service_manager_cannot_end_it_before_the_bot(
    sandbox: Sandbox, good: bytes
) -> None:
    zygote = serving(sandbox)
    zygote.process.send_signal(signal.SIGTERM)
    zygote.process.send_signal(signal.SIGINT)
    examined = await sandbox.examine(good)
    assert isinstance(examined.cleaned, Cleaned)
    assert serving(sandbox) is zygote


async def test_pictures_are_taken_in_the_order_they_came(
    hostile_sandbox: MakeSandbox, good: bytes
) -> None:
    sandbox = hostile_sandbox(at_once=1)
    await sandbox.start()
    finished: list[int] = []

    async def examine(number: int) -> None:
        await sandbox.examine(good)
        finished.append(number)

    try:
        await asyncio.gather(*map(examine, range(8)))
    finally:
        await sandbox.close()
    assert finished == list(range(8))


async def test_a_picture_given_up_ends_its_child_at_once(hostile_sandbox: MakeSandbox) -> None:
    sandbox = hostile_sandbox(Limits())
    await sandbox.start()
    try:
        task = asyncio.create_task(sandbox.examine(b"loop"))
        child = await running_child(serving(sandbox))
        with watched(child) as end:
            await until(lambda: ticks(child) > 5)
            task.cancel()
            await end()
    finally:
        await sandbox.close()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_closing_leaves_no_process_and_no_descriptor(
    hostile_sandbox: MakeSandbox, good: bytes
) -> None:
    before = open_files("self")
    sandbox = hostile_sandbox(Limits())
    await sandbox.start()
    await sandbox.examine(b"crash")  # the next zygote is being started now
    task = asyncio.create_task(sandbox.examine(b"stubborn-idle"))
    await until(lambda: serving(sandbox).fit)
    zygote = serving(sandbox)
    with watched(await running_child(zygote)) as end:
        await sandbox.close()
        await end()
    assert (await task).report == Refused(Reason.CRASHED)
    assert zygote.process.returncode == 0
    assert open_files("self") == before


async def test_after_closing_a_picture_is_refused_as_busy(
    hostile_sandbox: MakeSandbox, good: bytes
) -> None:
    sandbox = hostile_sandbox()
    await sandbox.start()
    await sandbox.close()
    assert (await sandbox.examine(good)).report == Refused(Reason.BUSY)


@pytest.mark.parametrize("code", ["pass", "import time; time.sleep(0); raise SystemExit(3)"])
async def test_a_zygote_that_does_not_come_up_is_one_sentence(code: str) -> None:
    sandbox = Sandbox((sys.executable, "-I", "-c", code))
    with pytest.raises(SandboxUnavailable, match="did not start"):
        await sandbox.start()
    await sandbox.close()


async def test_a_zygote_says_what_the_system_lacks() -> None:
    code = "import socket; socket.socket(fileno=0).send(b'missing Landlock in the kernel')"
    sandbox = Sandbox((sys.executable, "-I", "-c", code))
    with pytest.raises(SandboxUnavailable, match="Landlock in the kernel"):
        await sandbox.start()


BOT_TO_BE_KILLED = """
import asyncio, sys
from pathlib import Path
from bot.sandbox.client import Sandbox
from bot.sandbox.limits import Limits

async def main():
    sandbox = Sandbox((sys.executable, "-I", sys.argv[1], "{}"), limits=Limits())
    await sandbox.start()
    zygote = sandbox._succession._current.process.pid
    task = asyncio.create_task(sandbox.examine(b"stubborn-idle"))
    children = Path(f"/proc/{zygote}/task/{zygote}/children")
    while not children.read_text():
        await asyncio.sleep(0.005)
    print(zygote, children.read_text(), flush=True)
    await task

asyncio.run(main())
"""


async def test_a_bot_that_is_killed_takes_zygote_and_children_along() -> None:
    script = str(Path(__file__).parent / "hostile.py")
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", BOT_TO_BE_KILLED, script,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    assert process.stdout is not None
    while len(pids := (await process.stdout.readline()).split()) != 2:
        assert pids, "the bot ended by itself"
    with watched(int(pids[0])) as zygote_end, watched(int(pids[1])) as child_end:
        process.kill()
        await zygote_end()
        await child_end()
    await process.communicate()


async def grown(sandbox: Sandbox, good: bytes, pictures: int) -> tuple[int, int]:
    """Examine pictures, every eighth of them a crash; return the bot's growth in files and KiB."""
    await asyncio.gather(*(sandbox.examine(good) for _ in range(8)))
    before = resources()
    for first in range(0, pictures, 8):
        batch = [sandbox.examine(good) for _ in range(7)]
        await asyncio.gather(sandbox.examine(b"crash"), *batch)
        assert first < pictures
    await sandbox.examine(good)
    after = resources()
    return after[0] - before[0], after[1] - before[1]


def resources() -> tuple[int, int]:
    """Return this process's open descriptors and resident memory in KiB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return open_files("self"), pages * os.sysconf("SC_PAGE_SIZE") // 1024


async def test_descriptors_and_memory_stay_flat(hostile_sandbox: MakeSandbox, good: bytes) -> None:
    sandbox = hostile_sandbox(at_once=2)
    await sandbox.start()
    try:
        descriptors, memory = await grown(sandbox, good, 64)
    finally:
        await sandbox.close()
    assert descriptors <= 3  # a zygote being relieved may still be ending
    assert memory < 4096


@pytest.mark.slow
@pytest.mark.timeout(600)
async def test_descriptors_and_memory_stay_flat_over_many_pictures(
    hostile_sandbox: MakeSandbox, good: bytes
) -> None:
    sandbox = hostile_sandbox(at_once=2)
    await sandbox.start()
    try:
        descriptors, memory = await grown(sandbox, good, 1600)
    finally:
        await sandbox.close()
    assert descriptors <= 3
    assert memory < 8192


async def test_a_zygote_itself_stays_flat(sandbox: Sandbox, good: bytes) -> None:
    pid = serving(sandbox).process.pid
    await sandbox.examine(good)
    before = open_files(pid)
    for _ in range(60):
        await sandbox.examine(good)
    assert serving(sandbox).process.pid == pid
    assert open_files(pid) <= before  # a pipe may close between the two
    with contextlib.suppress(ProcessLookupError):
        assert len(children(pid)) <= 1
