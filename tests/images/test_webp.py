from __future__ import annotations

import io

import pytest
from PIL import Image, ImageOps

from bot.images.formats import webp
from bot.images.formats.container import Kind
from bot.images.formats.webp import WEBP, read_layout
from bot.images.orientation import EXIF_HEAD
from bot.images.results import Options, Reason, Rejected


def strip(data: bytes) -> bytes:
    return WEBP.strip(data, Options()).data


def blocks(data: bytes) -> list[tuple[Kind, str]]:
    return [(block.kind, block.name) for block in WEBP.parse(data).blocks]


def test_metadata_and_unknown_chunks_go_and_are_told(pictures) -> None:
    kinds = (b"EXIF", b"XMP ", b"C2PA", b"JUNK")
    parts = [pictures.riff(kind, pictures.secret) for kind in kinds]
    dirty = pictures.extended_webp(pictures.webp, 0x0C, *parts)
    assert [kind for kind, _ in blocks(dirty)] == [Kind.EXIF, Kind.XMP, Kind.JUMBF, Kind.UNKNOWN]
    assert pictures.secret not in strip(dirty)
    assert pictures.pixels(strip(dirty)) == pictures.pixels(pictures.webp)


def test_a_simple_file_stays_simple(pictures) -> None:
    assert strip(pictures.webp) == pictures.webp


def test_a_second_picture_and_a_trailer_go(pictures) -> None:
    inside = pictures.webp[12:] + pictures.riff(b"JUNK", pictures.secret)
    body = pictures.webp[8:] + inside
    dirty = b"RIFF" + len(body).to_bytes(4, "little") + body + pictures.secret
    assert (Kind.TRAILER, "unknown") in blocks(dirty)
    assert strip(dirty) == pictures.webp


def test_flags_tell_only_what_is_there(pictures) -> None:
    cleaned = strip(pictures.extended_webp(pictures.webp, 0xFF & ~0x02))
    assert read_layout(cleaned).flags == 0x10


def test_padding_is_zero(pictures) -> None:
    odd = pictures.riff(b"ICCP", b"abc")[:-1] + b"!"
    cleaned = strip(pictures.extended_webp(pictures.webp, 0x20, odd))
    assert b"!" not in cleaned.replace(pictures.webp[12:], b"")


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_turned_picture_stays_turned(pictures, orientation: int) -> None:
    data = pictures.save(pictures.draw(), "WEBP", exif=pictures.exif(orientation))
    with Image.open(io.BytesIO(data)) as before, Image.open(io.BytesIO(strip(data))) as after:
        assert (
            ImageOps.exif_transpose(before).tobytes() == ImageOps.exif_transpose(after).tobytes()
        )
    assert pictures.secret not in strip(data)


def test_exif_that_no_flag_announces_turns_nothing(pictures) -> None:
    exif = pictures.riff(b"EXIF", pictures.exif(6).removeprefix(EXIF_HEAD))
    assert WEBP.parse(pictures.extended_webp(pictures.webp, 0, exif)).orientation == 1
    assert WEBP.parse(pictures.extended_webp(pictures.webp, 0x08, exif)).orientation == 6


def test_alpha_stays_identical(pictures) -> None:
    image = pictures.draw(mode="RGBA")
    image.putalpha(Image.linear_gradient("L").resize(image.size))
    for lossless in (True, False):
        data = pictures.save(image, "WEBP", lossless=lossless, exif=pictures.exif())
        assert pictures.pixels(strip(data)) == pictures.pixels(data)


@pytest.fixture
def animation(pictures) -> bytes:
    frames = [pictures.draw(shift=shift) for shift in (0, 6, 12)]
    options = {"save_all": True, "append_images": frames[1:], "duration": [30, 40, 50], "loop": 2}
    return pictures.save(frames[0], "WEBP", exif=pictures.exif(), **options)


def test_an_animation_keeps_frames_times_and_loops(pictures, animation: bytes) -> None:
    cleaned = strip(animation)
    assert pictures.pixels(cleaned) == pictures.pixels(animation)
    assert WEBP.payload(cleaned) == WEBP.payload(animation)
    assert WEBP.parse(cleaned).frames == 3


def test_unknown_chunks_in_a_frame_go_and_are_told(pictures, animation: bytes) -> None:
    at = animation.index(b"ANMF")
    size = int.from_bytes(animation[at + 4 : at + 8], "little")
    frame = animation[at + 8 : at + 8 + size] + pictures.riff(b"prvt", pictures.secret)
    rest = animation[at + 8 + size + size % 2 :]
    body = animation[8:at] + pictures.riff(b"ANMF", frame) + rest
    dirty = b"RIFF" + len(body).to_bytes(4, "little") + body
    assert (Kind.UNKNOWN, "prvt") in blocks(dirty)
    assert strip(dirty) == strip(animation)


@pytest.mark.parametrize(
    "broken",
    [
        b"RIFF\x04\0\0\0WEBP",
        b"RIFF\x0c\0\0\0WEBPVP8 \0\0\0\0",
        b"RIFF\x16\0\0\0WEBPVP8 \x0a\0\0\0\0\0\0aaaaaaa",
    ],
)
def test_a_file_without_a_bitstream_is_damaged(broken: bytes) -> None:
    with pytest.raises(Rejected) as refusal:
        WEBP.parse(broken)
    assert refusal.value.reason is Reason.DAMAGED


def test_a_bitstream_that_breaks_off_is_damaged(pictures) -> None:
    with pytest.raises(Rejected):
        WEBP.parse(pictures.webp[:-20])


def test_a_container_that_claims_too_much_is_repaired(pictures) -> None:
    assert strip(pictures.webp[:4] + b"\xfe\xff\xff\x7f" + pictures.webp[8:]) == pictures.webp


def test_a_canvas_bomb_is_refused(pictures) -> None:
    bomb = pictures.extended_webp(pictures.webp, 0, size=(16_384, 16_384))
    with pytest.raises(Rejected) as refusal:
        WEBP.parse(bomb)
    assert refusal.value.reason is Reason.TOO_MANY_PIXELS


def test_an_animation_without_its_parameters_is_damaged(animation: bytes) -> None:
    at = animation.index(b"ANIM")
    with pytest.raises(Rejected) as refusal:
        WEBP.parse(animation[:at] + b"anim" + animation[at + 4 :])
    assert refusal.value.reason is Reason.DAMAGED


def test_a_hostile_number_of_chunks_is_refused(monkeypatch, pictures) -> None:
    monkeypatch.setattr(webp, "_MOST_CHUNKS", 1)
    dirty = pictures.extended_webp(pictures.webp, 0)
    with pytest.raises(Rejected) as refusal:
        WEBP.parse(dirty)
    assert refusal.value.reason is Reason.DAMAGED


def test_a_lossless_bitstream_of_an_unknown_version_is_damaged(pictures) -> None:
    data = bytearray(pictures.save(pictures.draw(), "WEBP", lossless=True))
    data[data.index(b"VP8L") + 12] |= 0xE0
    with pytest.raises(Rejected) as refusal:
        WEBP.parse(bytes(data))
    assert refusal.value.reason is Reason.DAMAGED


def test_empty_chunks_of_nobody_say_nothing(pictures) -> None:
    dirty = pictures.extended_webp(pictures.webp, 0, pictures.riff(b"JUNK", bytes(8)))
    assert blocks(dirty) == []


def test_a_profile_is_told_and_rebuilt(pictures) -> None:
    dirty = pictures.extended_webp(pictures.webp, 0x20, pictures.riff(b"ICCP", pictures.icc))
    assert (Kind.ICC, "") in blocks(dirty)
    assert b"ICCP" in strip(dirty)
