"""The lock a picture's child puts on itself before it looks at one byte of the picture.

After it the process can compute and speak over the socket it already has: no file, no network, no
other process, no new program, bounded memory and time. Needs no privilege. Why these parts and
numbers: docs/decisions/0001-a-fresh-locked-child-for-every-picture.md.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys

from bot.sandbox import landlock, seccomp
from bot.sandbox.limits import Limits

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_NO_NEW_PRIVS = 1, 4, 38


def missing() -> str | None:
    """Return what this system lacks for the lock, in the operator's words; None if nothing."""
    if sys.platform != "linux":
        return "Linux"
    if seccomp.machine() is None:
        return "a seccomp filter for this processor (there is one for x86-64 and aarch64)"
    if landlock.abi() == 0:
        return "Landlock in the kernel (Linux 5.13 or newer, with landlock in the lsm= list)"
    if not seccomp.available():
        return "seccomp filters in the kernel"
    return None


def lock(limits: Limits, *, parent: int) -> None:
    """Lock the calling process for good; `parent` is the process it must not outlive.

    Raises `OSError` or `RuntimeError` if any part does not hold: the caller ends at once then.
    """
    _die_with(parent)
    _bound(limits)
    _prctl(PR_SET_DUMPABLE, 0)
    _prctl(PR_SET_NO_NEW_PRIVS, 1)
    landlock.deny_everything()
    machine = seccomp.machine()
    if machine is None:
        raise RuntimeError("no seccomp filter for this processor")
    seccomp.install(seccomp.program(machine))


def _die_with(parent: int) -> None:
    """Have the kernel kill this process when its parent ends, even if it just did."""
    _prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        raise RuntimeError("the parent is gone")


def _bound(limits: Limits) -> None:
    for kind, most in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CPU, limits.cpu_seconds),
        (resource.RLIMIT_NOFILE, limits.descriptors),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))
    # The default action ends the process; the filter then refuses to set the alarm anew.
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(limits.wall_seconds)


def _prctl(option: int, value: int) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(option, ctypes.c_ulong(value), 0, 0, 0):
        fault = ctypes.get_errno()
        raise OSError(fault, f"prctl {option}: {os.strerror(fault)}")
