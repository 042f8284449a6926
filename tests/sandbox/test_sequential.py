from __future__ import annotations

import gzip
import select
import socket
import subprocess
import sys
from collections.abc import Iterable, Iterator

import pytest

from bot.images.clean import examine
from bot.images.limits import FILE_BYTES
from bot.images.results import Cleaned, Format, Options, Reason, Refused
from bot.sandbox import SandboxUnavailable, sequential, wire
from bot.sandbox.sequential import Sequential
from fuzz.seeds import seeds

COMMON = tuple(Format)


def told(formats: Iterable[Format], *, compare: bool = True) -> Sequential:
    sandbox = Sequential()
    sandbox.expect(formats, compare=compare)
    return sandbox


@pytest.fixture(scope="module")
def common() -> Iterator[Sequential]:
    with told(COMMON) as sandbox:
        yield sandbox


@pytest.mark.parametrize("format_", COMMON)
def test_a_zygote_ready_for_few_formats_answers_like_this_process(common, format_) -> None:
    for seed in seeds(format_):
        assert common.examine(seed, Options()) == examine(seed)


def test_a_picture_that_few_imports_cannot_read_is_shown_to_a_full_zygote() -> None:
    with told([Format.JPEG]) as sandbox:
        broken = sandbox.examine(b"\xff\xd8\xff\xd9", Options())
        whole = sandbox.examine(seeds(Format.BMP)[0], Options())
    assert broken.cleaned == Refused(Reason.DAMAGED, Format.JPEG)
    assert isinstance(whole.cleaned, Cleaned)


def test_a_compressed_drawing_comes_back_written_out(common) -> None:
    paths = "".join(f'<path d="M{at} {at}L9 9z"/>' for at in range(9_000))
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{paths}</svg>'
    data = gzip.compress(drawing.encode())
    cleaned = common.examine(data, Options()).cleaned
    assert isinstance(cleaned, Cleaned)
    assert len(cleaned.data) > len(data) + wire.GROWTH_BYTES


def test_no_process_is_left() -> None:
    with told([Format.PNG]) as sandbox:
        process = sandbox._process
    assert process.returncode == 0


def test_a_file_over_the_limit_is_refused_unread() -> None:
    with Sequential() as sandbox:
        answer = sandbox.examine(bytes(FILE_BYTES + 1), Options(clean=False))
    assert answer.report == Refused(Reason.TOO_LARGE)


def test_a_child_that_crashes_costs_its_picture_alone(hostile_sequential, good) -> None:
    crashed = hostile_sequential.examine(b"crash", Options(clean=False))
    fine = hostile_sequential.examine(good, Options(clean=False))
    assert crashed.report == Refused(Reason.CRASHED)
    assert not isinstance(fine.report, Refused)


def test_a_child_that_loops_is_refused_for_its_time(hostile_sequential) -> None:
    assert hostile_sequential.examine(b"loop", Options(clean=False)).report == Refused(
        Reason.TIMEOUT
    )


def test_a_zygote_serves_few_pictures(monkeypatch, hostile_sequential, good) -> None:
    monkeypatch.setattr(sequential, "PICTURES_EACH", 1)
    hostile_sequential.examine(good, Options(clean=False))
    first = hostile_sequential._process.pid
    hostile_sequential.examine(good, Options(clean=False))
    assert hostile_sequential._process.pid != first


def test_a_process_that_does_not_start_is_told(good) -> None:
    command = (sys.executable, "-c", "pass")
    with Sequential(command=command) as sandbox, pytest.raises(SandboxUnavailable):
        sandbox.examine(good, Options())


def test_a_client_that_leaves_without_listening_causes_no_fault() -> None:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs:
        command = [sys.executable, "-I", "-m", "bot.sandbox.zygote", "png"]
        process = subprocess.Popen(command, stdin=theirs.fileno(), stderr=subprocess.PIPE)
    select.select([ours], [], [], 30)
    ours.close()
    _, words = process.communicate(timeout=30)
    assert (process.returncode, words) == (0, b"")
