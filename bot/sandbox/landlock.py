"""Landlock: the kernel's own fence around files, TCP ports, signals and abstract sockets.

Spoken to by three system calls through ctypes; no library is needed. No rule is ever added to the
ruleset, so everything it handles is denied. Source: Linux, `include/uapi/linux/landlock.h` and
Documentation/userspace-api/landlock.rst.
"""

from __future__ import annotations

import ctypes
import os

# The numbers are the same on every architecture (asm-generic).
CREATE_RULESET = 444
RESTRICT_SELF = 446
CREATE_RULESET_VERSION = 1

# The highest file-system right each ABI knows, as a count of bits: ABI 2 added REFER, 3 TRUNCATE,
# 5 IOCTL_DEV.
FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
BIND_AND_CONNECT_TCP = 0b11  # from ABI 4
ABSTRACT_SOCKETS_AND_SIGNALS = 0b11  # from ABI 6

_libc = ctypes.CDLL(None, use_errno=True)


class Ruleset(ctypes.Structure):
    """`struct landlock_ruleset_attr`: what is denied unless a rule allows it."""

    _fields_ = (
        ("handled_access_fs", ctypes.c_uint64),
        ("handled_access_net", ctypes.c_uint64),
        ("scoped", ctypes.c_uint64),
    )


def abi() -> int:
    """Return the kernel's Landlock ABI; 0 where Landlock is absent or switched off."""
    version = _libc.syscall(
        ctypes.c_long(CREATE_RULESET),
        None,
        ctypes.c_size_t(0),
        ctypes.c_uint32(CREATE_RULESET_VERSION),
    )
    return max(int(version), 0)


def ruleset(version: int) -> tuple[Ruleset, int]:
    """Return everything that ABI `version` (1 or higher) can deny, and the struct's size there."""
    rights = FILE_RIGHTS[min(version, max(FILE_RIGHTS))]
    attributes = Ruleset(handled_access_fs=(1 << rights) - 1)
    if version < 4:
        return attributes, 8
    attributes.handled_access_net = BIND_AND_CONNECT_TCP
    if version < 6:
        return attributes, 16
    attributes.scoped = ABSTRACT_SOCKETS_AND_SIGNALS
    return attributes, 24


def deny_everything() -> None:
    """Fence in the calling thread and all it will start; needs no_new_privs; raises `OSError`."""
    attributes, size = ruleset(abi())
    descriptor = _call(
        CREATE_RULESET, ctypes.byref(attributes), ctypes.c_size_t(size), ctypes.c_uint32(0)
    )
    try:
        _call(RESTRICT_SELF, ctypes.c_int(descriptor), ctypes.c_uint32(0))
    finally:
        os.close(descriptor)


def _call(number: int, *arguments: object) -> int:
    result = _libc.syscall(ctypes.c_long(number), *arguments)
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, f"Landlock: {os.strerror(code)}")
    return int(result)
