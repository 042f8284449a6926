"""Rows packed anew: as they were, in about as many bytes."""

from __future__ import annotations

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.images.formats import deflate


@given(st.lists(st.binary(max_size=300)), st.integers(0, 255), st.integers(0, 99), st.booleans())
def test_rows_come_out_as_they_went_in(rows, flags: int, before: int, large: bool) -> None:
    packed = deflate.pack(lambda: rows, flags, before, large=large)
    assert zlib.decompress(b"".join(packed)) == b"".join(rows)


def test_where_no_way_is_tight_enough_the_tightest_is_taken() -> None:
    rows = b"abcabcabd" * 9 + bytes(range(99)) * 2
    packed = b"".join(deflate.pack(lambda: (rows,), zlib.compress(rows, 1)[1], 0))
    assert len(packed) == min(len(zlib.compress(rows, level)) for level in (1, 3, 6))


@pytest.mark.parametrize("level", [1, 6, 9])
def test_rows_are_packed_as_they_were_before(level: int) -> None:
    before = zlib.compress(bytes(range(256)) * 40, level)
    packed = deflate.pack(lambda: (zlib.decompress(before),), before[1], len(before))
    assert b"".join(packed) == before
