"""Seccomp: the list of system calls a picture's child may make; all others fail with EPERM.

The filter is a short classic BPF program built here and handed to the kernel by prctl, so no
libseccomp is needed. Source: Linux, Documentation/userspace-api/seccomp_filter.rst,
`include/uapi/linux/seccomp.h`, `filter.h` and `audit.h`.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass

PR_SET_SECCOMP = 22
MODE_FILTER = 2
RET_KILL_PROCESS, RET_ERRNO, RET_ALLOW = 0x80000000, 0x00050000, 0x7FFF0000

# BPF instruction codes: load a 32-bit word of `struct seccomp_data`, compare, return.
LOAD, EQUAL, AT_LEAST, ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
NUMBER, ARCHITECTURE = 0, 4  # offsets in `struct seccomp_data`
X32_CALLS = 0x40000000  # x86-64: numbers from here on belong to the x32 ABI

CLONE_THREAD = 0x00010000
PROT_EXEC = 0x4


@dataclass(frozen=True, slots=True)
class Machine:
    """A processor the filter is written for; `column` picks its numbers in the tables below."""

    audit: int
    column: int


MACHINES = {"x86_64": Machine(0xC000003E, 0), "aarch64": Machine(0xC00000B7, 1)}

# name: (number on x86-64, number on aarch64)
Calls = dict[str, tuple[int, int]]

# The picture comes and the answer goes over one socket that is already open.
TALK: Calls = {
    "read": (0, 63),
    "write": (1, 64),
    "readv": (19, 65),
    "writev": (20, 66),
    "recvfrom": (45, 207),
    "sendto": (44, 206),
    "close": (3, 57),
}
# malloc and Python's arenas. mmap and mprotect have a rule of their own: never executable.
MEMORY: Calls = {
    "brk": (12, 214),
    "munmap": (11, 215),
    "mremap": (25, 216),
    "madvise": (28, 233),
}
# Decoders start threads; glibc needs these to run, size and end them.
THREADS: Calls = {
    "futex": (202, 98),
    "set_robust_list": (273, 99),
    "rseq": (334, 293),
    "sched_yield": (24, 124),
    "sched_getaffinity": (204, 123),
    "gettid": (186, 178),
    "getpid": (39, 172),
    "exit": (60, 93),
}
# Python's own handlers and thread stacks; sending a signal is not among them.
SIGNALS: Calls = {
    "rt_sigaction": (13, 134),
    "rt_sigprocmask": (14, 135),
    "rt_sigreturn": (15, 139),
    "sigaltstack": (131, 132),
    "restart_syscall": (219, 128),
}
# Clocks, randomness for hash tables, the end. Pillow's save() asks for the working directory,
# which is "/" here.
REST: Calls = {
    "clock_gettime": (228, 113),
    "gettimeofday": (96, 169),
    "getrandom": (318, 278),
    "getcwd": (79, 17),
    "exit_group": (231, 94),
}
ALLOWED: Calls = TALK | MEMORY | THREADS | SIGNALS | REST

CLONE = (56, 220)
CLONE3 = (435, 435)
MMAP = (9, 222)
MPROTECT = (10, 226)


def machine() -> Machine | None:
    """Return the processor this runs on, or None if there is no filter for it."""
    return MACHINES.get(os.uname().machine)


def available() -> bool:
    """Tell whether the kernel takes a filter: asked with a null program, it answers EFAULT."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(PR_SET_SECCOMP, ctypes.c_ulong(MODE_FILTER), None, 0, 0)
    return ctypes.get_errno() == errno.EFAULT


def program(target: Machine) -> bytes:
    """Return the filter as an array of `struct sock_filter`, 8 bytes an instruction."""
    return b"".join(_instructions(target))


def install(code: bytes) -> None:
    """Put the calling thread under the filter for good; needs no_new_privs; raises `OSError`."""
    libc = ctypes.CDLL(None, use_errno=True)
    instructions = ctypes.create_string_buffer(code, len(code))
    # struct sock_fprog: unsigned short len, then (aligned) a pointer
    header = struct.pack("HP", len(code) // 8, ctypes.addressof(instructions))
    if libc.prctl(PR_SET_SECCOMP, ctypes.c_ulong(MODE_FILTER), header, 0, 0):
        fault = ctypes.get_errno()
        raise OSError(fault, f"seccomp: {os.strerror(fault)}")


def _instructions(target: Machine) -> Iterator[bytes]:
    yield _load(ARCHITECTURE)
    yield struct.pack("HBBI", EQUAL, 1, 0, target.audit)
    yield _return(RET_KILL_PROCESS)
    yield _load(NUMBER)
    if target is MACHINES["x86_64"]:
        yield from _if(AT_LEAST, X32_CALLS, RET_KILL_PROCESS)
    for numbers in ALLOWED.values():
        yield from _if(EQUAL, numbers[target.column], RET_ALLOW)
    # A new thread, never a new process. clone3 hides its flags in memory, where a filter cannot
    # look; ENOSYS makes glibc fall back to clone.
    yield from _by_bit(CLONE[target.column], 0, CLONE_THREAD, present=RET_ALLOW, absent=refuse())
    yield from _if(EQUAL, CLONE3[target.column], refuse(errno.ENOSYS))
    # New code cannot be brought in: no memory becomes executable after the lock.
    for call in (MMAP, MPROTECT):
        yield from _by_bit(call[target.column], 2, PROT_EXEC, present=refuse(), absent=RET_ALLOW)
    yield _return(refuse())


def refuse(code: int = errno.EPERM) -> int:
    """Return the filter's verdict "fail with this errno"."""
    return RET_ERRNO | code


def _if(test: int, value: int, verdict: int) -> Iterator[bytes]:
    """Return the verdict if the test holds, else go on with the next rule."""
    yield struct.pack("HBBI", test, 0, 1, value)
    yield _return(verdict)


def _by_bit(number: int, argument: int, bit: int, *, present: int, absent: int) -> Iterator[bytes]:
    """Decide call `number` by a bit of its argument's low word (both are little-endian)."""
    yield struct.pack("HBBI", EQUAL, 0, 4, number)
    yield _load(16 + 8 * argument)
    yield struct.pack("HBBI", ANY_BIT, 0, 1, bit)
    yield _return(present)
    yield _return(absent)


def _load(offset: int) -> bytes:
    return struct.pack("HBBI", LOAD, 0, 0, offset)


def _return(verdict: int) -> bytes:
    return struct.pack("HBBI", RETURN, 0, 0, verdict)
