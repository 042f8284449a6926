"""The filter, run by a small BPF machine: the tables of both processors are tested on one."""

from __future__ import annotations

import errno
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.seccomp import (
    ALLOWED,
    CLONE,
    CLONE3,
    MACHINES,
    MMAP,
    MPROTECT,
    RET_ALLOW,
    RET_KILL_PROCESS,
    Machine,
    program,
    refuse,
)

THREAD = 0x3D0F00  # the flags of glibc's pthread_create
FORK = 0x1200011  # those of its fork

machines = pytest.mark.parametrize("machine", MACHINES.values(), ids=MACHINES.keys())


def verdict(machine: Machine, number: int, *arguments: int, audit: int | None = None) -> int:
    """Run the filter as the kernel does on `struct seccomp_data`."""
    padded = (*arguments, 0, 0, 0, 0, 0, 0)[:6]
    data = struct.pack("<iIQ6Q", number, audit or machine.audit, 0, *padded)
    code = list(struct.iter_unpack("HBBI", program(machine)))
    at = word = 0
    while True:
        operation, yes, no, value = code[at]
        at += 1
        match operation:
            case 0x20:
                (word,) = struct.unpack_from("<I", data, value)
            case 0x06:
                return int(value)
            case 0x15:
                at += yes if word == value else no
            case 0x35:
                at += yes if word >= value else no
            case 0x45:
                at += yes if word & value else no
            case _:
                raise AssertionError(operation)


@machines
@pytest.mark.parametrize("name", ALLOWED)
def test_a_call_on_the_list_passes(machine: Machine, name: str) -> None:
    assert verdict(machine, ALLOWED[name][machine.column]) == RET_ALLOW


@machines
@given(number=st.integers(0, 600))
def test_a_call_that_is_not_on_the_list_is_refused(machine: Machine, number: int) -> None:
    listed = {*ALLOWED.values(), CLONE, CLONE3, MMAP, MPROTECT}
    if number not in {numbers[machine.column] for numbers in listed}:
        assert verdict(machine, number) == refuse(errno.EPERM)


@machines
def test_a_thread_may_be_started_and_a_process_may_not(machine: Machine) -> None:
    clone = CLONE[machine.column]
    assert verdict(machine, clone, THREAD) == RET_ALLOW
    assert verdict(machine, clone, FORK) == refuse(errno.EPERM)


@machines
@pytest.mark.parametrize("call", [MMAP, MPROTECT], ids=["mmap", "mprotect"])
def test_memory_may_be_had_but_never_executable(machine: Machine, call: tuple[int, int]) -> None:
    number = call[machine.column]
    assert verdict(machine, number, 0, 4096, 0b011) == RET_ALLOW
    assert verdict(machine, number, 0, 4096, 0b111) == refuse(errno.EPERM)


@machines
def test_a_call_of_another_architecture_ends_the_process(machine: Machine) -> None:
    i386 = 0x40000003
    assert verdict(machine, 0, audit=i386) == RET_KILL_PROCESS


def test_a_call_of_the_x32_abi_ends_the_process() -> None:
    assert verdict(MACHINES["x86_64"], 0x40000000) == RET_KILL_PROCESS


@machines
def test_the_program_is_within_the_kernels_limit(machine: Machine) -> None:
    assert len(program(machine)) // 8 < 4096
