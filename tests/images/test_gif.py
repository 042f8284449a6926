from __future__ import annotations

import io
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.images.formats import lzw
from bot.images.formats.container import Kind
from bot.images.formats.gif import GIF, read_layout
from bot.images.once import one_job
from bot.images.results import Options, Reason, Rejected
from bot.images.verify import gif as second_reader

XMP_TAIL = b"\x01" + bytes(range(255, -1, -1)) + b"\0"


def strip(data: bytes) -> bytes:
    return GIF.strip(data, Options()).data


def blocks(data: bytes) -> list[tuple[Kind, str]]:
    return [(block.kind, block.name) for block in GIF.parse(data).blocks]


def extension(label: int, *pieces: bytes) -> bytes:
    chain = b"".join(bytes([len(piece)]) + piece for piece in pieces)
    return b"!" + bytes([label]) + chain + b"\0"


def in_front(data: bytes, *parts: bytes) -> bytes:
    """Put blocks behind the global colour table."""
    at = 13 + (3 * (2 << (data[10] & 7)) if data[10] & 0x80 else 0)
    return data[:at] + b"".join(parts) + data[at:]


@pytest.fixture(scope="module")
def still(pictures) -> bytes:
    return pictures.save(pictures.draw(mode="P"), "GIF")


@pytest.fixture(scope="module")
def animation(pictures) -> bytes:
    frames = [pictures.draw(mode="P", shift=shift) for shift in (0, 6, 12)]
    options = {"save_all": True, "append_images": frames[1:], "duration": [30, 40, 50], "loop": 2}
    return pictures.save(frames[0], "GIF", **options)


@pytest.fixture(scope="module")
def dirty(pictures, animation: bytes) -> bytes:
    secret = pictures.secret
    parts = (
        extension(0xFE, secret),
        extension(0xFF, b"ImageMagick", secret),
        extension(0x01, bytes(12), secret),
        extension(0x77, secret),
        secret.replace(b",", b"").replace(b"!", b""),
    )
    return in_front(animation, *parts) + secret


def test_everything_but_the_pictures_goes_and_is_told(pictures, animation, dirty) -> None:
    assert pictures.secret not in strip(dirty)
    assert strip(dirty) == strip(animation)
    kinds = [kind for kind, _ in blocks(dirty)]
    assert kinds == [Kind.TEXT, Kind.UNKNOWN, Kind.TEXT, Kind.UNKNOWN, Kind.HIDDEN, Kind.TRAILER]


def test_an_animation_keeps_frames_times_and_loops(pictures, animation, dirty) -> None:
    with Image.open(io.BytesIO(strip(dirty))) as after:
        assert (after.n_frames, after.info["loop"], after.info["duration"]) == (3, 2, 30)
    assert pictures.pixels(strip(dirty)) == pictures.pixels(animation)
    assert GIF.payload(strip(dirty)) == GIF.payload(dirty)


def test_xmp_that_is_written_without_sub_blocks_is_told_whole(still: bytes) -> None:
    packet = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + b"told " * 100 + b"</x:xmpmeta>"
    raw = b"!\xff\x0bXMP DataXMP" + packet + XMP_TAIL
    (block,) = GIF.parse(in_front(still, raw)).blocks
    assert (block.kind, block.data) == (Kind.XMP, packet)
    assert strip(in_front(still, raw)) == strip(still)


def test_a_loop_keeps_its_count_alone(pictures, still: bytes) -> None:
    loop = extension(0xFF, b"NETSCAPE2.0", b"\x01\x05\x00", pictures.secret)
    cleaned = strip(in_front(still, loop))
    assert extension(0xFF, b"NETSCAPE2.0", b"\x01\x05\x00") in cleaned
    assert pictures.secret not in cleaned


def test_the_colour_profile_is_rebuilt(pictures, still: bytes) -> None:
    profile = pictures.icc
    pieces = [profile[at : at + 255] for at in range(0, len(profile), 255)]
    result = GIF.strip(in_front(still, extension(0xFF, b"ICCRGBG1012", *pieces)), Options())
    assert [kept.what for kept in result.kept] == ["colour-profile"]
    assert list(second_reader.read(result.data)) == []


def test_bytes_behind_the_end_code_go_and_are_told(pictures, still: bytes) -> None:
    secret = pictures.secret
    sound = strip(still)
    hidden = sound[:-2] + bytes([len(secret)]) + secret + b"\0;"
    assert (Kind.HIDDEN, "behind the compressed rows") in blocks(hidden)
    assert strip(hidden) == sound


def test_spare_bits_are_zero(still: bytes) -> None:
    at = still.index(b",\0\0\0\0")
    spoiled = bytearray(still)
    spoiled[12] = 49  # aspect
    spoiled[at + 9] |= 0x18
    assert strip(bytes(spoiled)) == strip(still)


def test_a_file_without_its_end_is_completed(pictures, still: bytes) -> None:
    picture = GIF.parse(still[:-1])
    assert picture.damaged == ("trailer",)
    assert pictures.pixels(strip(still[:-1])) == pictures.pixels(still)


@pytest.mark.parametrize(
    "broken", [b"GIF89a", b"GIF89a\1\0\1\0\0\0\0;", b"GIF89a\1\0\1\0\x80\0\0"]
)
def test_a_file_without_an_image_is_damaged(broken: bytes) -> None:
    with pytest.raises(Rejected) as refusal:
        GIF.parse(broken)
    assert refusal.value.reason is Reason.DAMAGED


def test_too_many_frames_are_refused(still: bytes) -> None:
    at = 13 + 3 * (2 << (still[10] & 7))
    frame = b",\0\0\0\0\1\0\1\0\0\2\2\x44\1\0"
    with pytest.raises(Rejected) as refusal:
        GIF.parse(still[:at] + frame * 1001 + b";")
    assert refusal.value.reason is Reason.TOO_MANY_FRAMES


def test_a_canvas_bomb_is_refused(still: bytes) -> None:
    with pytest.raises(Rejected) as refusal:
        GIF.parse(still[:6] + b"\xff\xff\xff\xff" + still[10:])
    assert refusal.value.reason is Reason.TOO_MANY_PIXELS


def read_codes(stream: bytes, roots: int) -> int | None:
    """Where the end code ends, found one code after the other."""
    at, width, following = 0, roots + 1, (1 << roots) + 1
    while at + width <= 8 * len(stream):
        three = int.from_bytes(stream[at // 8 : at // 8 + 3], "little")
        code, at = three >> at % 8 & (1 << width) - 1, at + width
        if code == (1 << roots) + 1:
            return at
        if code == 1 << roots:
            width, following = roots + 1, (1 << roots) + 1
        else:
            following = min(following + 1, 4096)
            width += following == 1 << width and width < 12
    return None


def test_a_stream_of_symbols_without_width_is_refused(still: bytes) -> None:
    at = still.index(b",", 13 + 3 * (2 << (still[10] & 7))) + 10
    with pytest.raises(Rejected) as refusal:
        strip(still[:at] + b"\0" + still[at + 1 :])
    assert refusal.value.reason is Reason.DAMAGED


@settings(max_examples=150, deadline=None)
@given(seed=st.integers(0, 2**32), size=st.integers(0, 9000), roots=st.integers(1, 8))
def test_the_end_code_is_found_where_a_decoder_finds_it(seed: int, size: int, roots: int) -> None:
    stream = random.Random(seed).randbytes(size)
    assert lzw.end(stream, lzw.Coding(roots)) == read_codes(stream, roots)


@settings(max_examples=80, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_any_mutation_ends_in_a_clean_copy_or_a_refusal(
    dirty: bytes, seed: int, mutate, settles
) -> None:
    settles(mutate(dirty, seed))


def test_a_file_is_read_once_in_a_job(still: bytes) -> None:
    with one_job():
        assert read_layout(still) is read_layout(still)


def test_nothing_read_of_a_file_is_remembered_behind_its_job(still: bytes) -> None:
    with one_job():
        before = read_layout(still)
    assert read_layout(still) is not before


@pytest.mark.parametrize(
    "left",
    [
        extension(0xFE, b"left"),
        extension(0xFF, b"ImageMagick", b"left"),
        extension(0xFF, b"NETSCAPE2.0", b"\x01\0\0", b"left"),
        extension(0xF9, b"\xe0\0\0\0"),
        b"left",
        b",\0\0\0\0\1\0\1\0\x38\2\2\x44\1\0",  # spare bits
        b",\0\0\0\0\1\0\1\0\0\2\1\x44\1\1\0",  # sub-blocks of odd sizes
        b",\0\0\0\0\1\0\1\0\0\2\6\x44\1left\0",  # behind the end code
    ],
)
def test_the_second_reader_sees_what_stayed(still: bytes, left: bytes) -> None:
    assert list(second_reader.read(strip(still))) == []
    assert list(second_reader.read(in_front(strip(still), left)))
    assert list(second_reader.read(strip(still) + left))


def test_of_loops_behind_the_first_image_the_last_one_counts(still: bytes) -> None:
    body, loops = still[:-1], [extension(0xFF, b"NETSCAPE2.0", bytes([1, n, 0])) for n in (5, 7)]
    assert strip(body + loops[0] + body[13:] + loops[1] + b";").count(b"NETSCAPE2.0") == 1


def test_an_empty_extension_says_nothing(still: bytes) -> None:
    assert blocks(in_front(still, extension(0x42))) == []
    assert blocks(in_front(still, extension(0xFF))) == []


def test_a_hostile_number_of_blocks_is_refused(still: bytes) -> None:
    with pytest.raises(Rejected) as refusal:
        GIF.parse(in_front(still, extension(0x42) * 200_001))
    assert refusal.value.reason is Reason.DAMAGED


def test_the_second_reader_wants_no_more_of_a_screen_than_its_size(still: bytes) -> None:
    cleaned = strip(still)
    for place, bit in ((10, 0x08), (12, 49)):
        left = bytearray(cleaned)
        left[place] |= bit
        assert "a screen descriptor with more than a size" in list(second_reader.read(bytes(left)))
    bare = b"GIF89a\1\0\1\0\x70\0\0,\0\0\0\0\1\0\1\0\0\2\2\x44\1\0;"
    assert list(second_reader.read(bare)) == []


def test_an_application_block_of_a_loop_without_its_count_goes(still: bytes) -> None:
    buffered = extension(0xFF, b"NETSCAPE2.0", b"\x02\0\0\1\0")
    assert strip(in_front(still, buffered)) == strip(still)


def test_a_stream_of_more_codes_than_any_picture_has_counts_as_without_an_end(monkeypatch) -> None:
    stream = b"\x64\x01"  # clear, clear and end in codes of three bits
    assert lzw.end(stream, lzw.Coding(2)) is not None
    monkeypatch.setattr(lzw, "_MOST_STEPS", 1)
    assert lzw.end(stream, lzw.Coding(2)) is None


def test_a_frame_that_breaks_off_before_its_first_pixel_goes(animation: bytes) -> None:
    frame = b"," + bytes(4) + b"\4\0\4\0\0" + b"\2"
    assert strip(animation[:-1] + frame + b"\0;").endswith(b";")
    assert GIF.parse(animation[:-1] + frame + b"\0;").frames == 3


def test_the_second_reader_walks_through_a_bounded_number_of_bytes(monkeypatch, still) -> None:
    hidden = strip(still)[:-2] + b"\4left\0;"
    assert "bytes behind the end code" in second_reader.read(hidden)
    monkeypatch.setattr(second_reader, "_LONGEST_WALK", 0)
    assert "bytes behind the end code" not in second_reader.read(hidden)
