"""Covering blocks of a JPEG in its coded data."""

from __future__ import annotations

import io
import random
import struct
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.images.formats.jpeg import write
from bot.images.formats.jpeg.walk import DHT, DQT, SOS, Segment, walk
from bot.images.results import Rejected
from bot.images.visible.areas import Patch
from bot.images.visible.entropy import steps, visits
from bot.images.visible.huffman import Bits, Table, Unreadable, category, magnitude
from bot.images.visible.wiping import snapped, wipe


def grey() -> int:
    return 34


def luma(data: bytes) -> Image.Image:
    with Image.open(io.BytesIO(data)) as image:
        image.draft("YCbCr", image.size)
        return image.getchannel(0) if image.mode == "YCbCr" else image.convert("L")


@settings(deadline=None, max_examples=60)
@given(
    seed=st.integers(0, 999),
    size=st.tuples(st.integers(17, 90), st.integers(17, 90)),
    sampling=st.integers(0, 2),
    quality=st.integers(5, 100),
    place=st.tuples(
        st.integers(0, 60), st.integers(0, 60), st.integers(1, 40), st.integers(1, 40)
    ),
    rows=st.booleans(),
)
def test_only_the_blocks_of_a_patch_change(seed, size, sampling, quality, place, rows):
    noise = random.Random(seed).randbytes(size[0] * size[1] * 3)
    out = io.BytesIO()
    image = Image.frombytes("RGB", size, noise).resize((size[0], size[1]), Image.Resampling.BOX)
    image.save(out, "JPEG", quality=quality, subsampling=sampling, restart_marker_rows=int(rows))
    patch = Patch(place[0], place[1], place[0] + place[2], place[1] + place[3])
    before, after = luma(out.getvalue()), luma(wipe(out.getvalue(), [patch], grey))
    mcu = {0: (8, 8), 1: (16, 8), 2: (16, 16)}[sampling]
    whole = snapped(patch, mcu)
    inside = (whole.left, whole.top, min(size[0], whole.right), min(size[1], whole.bottom))
    if inside[0] < inside[2] and inside[1] < inside[3]:
        low, high = after.crop(inside).getextrema()
        assert low == high
        before.paste(0, inside)
        after.paste(0, inside)
    assert before.tobytes() == after.tobytes()


@pytest.mark.parametrize("mode", ["L", "CMYK"])
def test_pictures_of_one_and_of_four_colours_are_covered_too(mode, noisy, save):
    data = save(noisy(1).convert(mode), "JPEG")
    with Image.open(io.BytesIO(wipe(data, [Patch(50, 34, 94, 78)], grey))) as image:
        assert len(image.crop((50, 34, 94, 78)).getcolors(2)) == 1


def test_optimised_tables_get_the_codes_that_a_cover_needs(save):
    flat = Image.new("RGB", (64, 64), (250, 250, 250))
    data = save(flat, "JPEG", optimize=True)
    after = luma(wipe(data, [Patch(18, 18, 30, 30)], grey))
    assert after.getpixel((24, 24)) == 34
    assert after.getpixel((60, 60)) == 250


def test_components_in_scans_of_their_own_are_covered_alike(save):
    data = separate_scans(save)
    patch = Patch(18, 18, 30, 30)
    done = wipe(data, [patch], grey)
    with Image.open(io.BytesIO(done)) as after:
        after.draft("YCbCr", after.size)
        assert after.crop((18, 18, 30, 30)).getcolors() == [(144, (34, 128, 128))]
    before, after = luma(data), luma(done)
    assert before.size == (67, 51)
    for image in (before, after):
        image.paste(0, (16, 16, 32, 32))
    assert before.tobytes() == after.tobytes()


def separate_scans(save) -> bytes:
    """Put three grey pictures together as the scans of one with halved colours."""
    sizes = (67, 51), (34, 26), (34, 26)
    greys = [save(Image.linear_gradient("L").resize(size), "JPEG", quality=90) for size in sizes]
    first = walk(greys[0])
    frame = struct.pack(">BHHB", 8, 51, 67, 3) + bytes([1, 0x22, 0, 2, 0x11, 0, 3, 0x11, 0])
    segments = [part for part in first.segments if part.marker in (0xE0, DQT)]
    segments += [Segment(0xC0, frame)]
    segments += [part for part in first.segments if part.marker == DHT]
    for ident, each in enumerate(greys, start=1):
        (scan,) = (part for part in walk(each).segments if part.marker == SOS)
        segments.append(replace(scan, body=bytes([1, ident, 0, 0, 63, 0])))
    return write(segments)


def test_a_progressive_picture_is_not_done_here(noisy, save):
    with pytest.raises(Unreadable):
        wipe(save(noisy(1), "JPEG", progressive=True), [Patch(0, 0, 9, 9)], grey)


@settings(deadline=None, max_examples=40)  # working out the tables of a file takes 0.1 s
@given(st.data())
def test_damaged_data_is_refused_and_ends(data):
    out = io.BytesIO()
    Image.linear_gradient("L").convert("RGB").save(out, "JPEG", quality=70)
    whole = bytearray(out.getvalue())
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(2, len(whole) - 1))] = data.draw(st.integers(0, 255))
    with suppress(Unreadable, Rejected):
        wipe(bytes(whole), [Patch(40, 40, 90, 90)], grey)


@given(st.lists(st.tuples(st.integers(0, 2**20 - 1), st.just(20)), max_size=20))
def test_bits_come_out_as_they_went_in(values):
    bits = Bits()
    for value, count in values:
        bits.put(value, count)
    data = bits.stuffed().replace(b"\xff\x00", b"\xff")
    whole = int.from_bytes(data, "big") >> (len(data) * 8 - 20 * len(values)) if values else 0
    for value, _ in reversed(values):
        assert whole & (2**20 - 1) == value
        whole >>= 20


@given(st.integers(-2047, 2047))
def test_a_difference_is_told_by_as_many_bits_as_its_category(difference):
    assert 0 <= magnitude(difference) < 1 << category(difference) or difference == 0


def test_new_codes_leave_the_old_ones_and_the_code_of_ones_alone():
    table = Table((0, 3, *(0,) * 14), bytes([1, 2, 3]))
    longer = table.with_symbols(range(12))
    assert list(longer.codes())[:3] == list(table.codes())
    assert {symbol for symbol, _, _ in longer.codes()} == set(range(12))
    assert all(code != (1 << length) - 1 for _, code, length in longer.codes())


def test_a_table_without_room_is_refused():
    full = Table((*(1,) * 15, 1), bytes(range(16)))
    with pytest.raises(Unreadable):
        full.with_symbols([99])


def spoiled(noisy, save, marker: int, change) -> bytes:
    """A picture whose segments with this marker are changed."""
    found = walk(save(noisy(1), "JPEG", restart_marker_blocks=4))
    parts = [part for part in found.segments if not 0xE0 <= part.marker <= 0xEF]
    return write([change(part) if part.marker == marker else part for part in parts])


@pytest.mark.parametrize(
    ("marker", "change"),
    [
        (DHT, lambda part: replace(part, body=part.body[:1] + b"\3" + part.body[2:])),
        (DHT, lambda part: replace(part, body=part.body[:17] + b"\x0f" * (len(part.body) - 17))),
        (SOS, lambda part: replace(part, body=part.body[:1] + b"\x99" + part.body[2:])),
        (SOS, lambda part: replace(part, body=part.body[:2] + b"\x33" + part.body[3:])),
        (SOS, lambda part: replace(part, entropy=bytes(part.entropy).replace(b"\xff\xd1", b""))),
        (SOS, lambda part: replace(part, entropy=b"\xff\0" * 40)),
    ],
    ids=["too many codes", "category 15", "no component", "no table", "no marker", "no code"],
)
def test_what_breaks_the_rules_of_baseline_is_refused(noisy, save, marker, change):
    with pytest.raises((Unreadable, Rejected)):
        wipe(spoiled(noisy, save, marker, change), [Patch(0, 0, 40, 40)], grey)


@pytest.mark.parametrize("body", [b"\0\1", bytes([0, 1, *(0,) * 14]), b""])
def test_a_table_that_ends_early_is_refused(body):
    with pytest.raises(Unreadable):
        Table.read(body)


AC = Table((1, *(0,) * 15), b"\0")


@pytest.mark.parametrize(
    ("dc", "ac"),
    [
        (Table((1, *(0,) * 15), b"\x0c"), AC),  # a DC category that 8 bits do not have
        (Table((3, *(0,) * 15), b"\0\1\2"), AC),  # more codes than fit
        (AC, Table((1, *(0,) * 15), b"\x0b")),  # an AC symbol that baseline does not have
    ],
)
def test_tables_that_baseline_does_not_have_are_refused(dc, ac):
    with pytest.raises(Unreadable):
        steps(dc, ac)


@pytest.mark.parametrize(
    ("ac", "data"),
    [
        (AC, b"\x80"),  # no DC code
        (AC, b"\x40"),  # no AC code
        (Table((2, *(0,) * 15), b"\0\xf0"), b"\x7f" * 9),  # more coefficients than a block has
        (AC, b""),  # an end before the first block
    ],
)
def test_coded_data_that_breaks_its_tables_is_refused(ac, data):
    meanings = steps(AC, ac)
    with pytest.raises(Unreadable):
        visits(data, [0], [meanings], range(40 if not data else 1), ())


def test_coded_data_whose_last_block_would_lie_in_the_padding_is_refused():
    assert visits(b"\0", [0], [steps(AC, AC)], range(4), ())[1] == 8
    with pytest.raises(Unreadable):
        visits(b"\0", [0], [steps(AC, AC)], range(5), ())


def test_a_cover_too_far_from_its_neighbours_for_baseline_is_refused(save):
    bits = Bits()
    for _ in range(5):  # brighter by 2047 each, then the end of the block: tables K.3 and K.5
        bits.put(0b111111110, 9)
        bits.put(2047, 11)
        bits.put(0b1010, 4)
    drawn = walk(save(Image.new("L", (40, 8)), "JPEG", quality=100)).segments
    coded = [
        replace(part, entropy=bits.stuffed()) if part.marker == SOS else part for part in drawn
    ]
    with pytest.raises(Unreadable, match="DC difference"):
        wipe(write(coded), [Patch(18, 1, 22, 7)], grey)
