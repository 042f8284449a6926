from __future__ import annotations

import io

import piexif
import pytest
from PIL import Image, ImageOps

from bot.images.formats import webp
from bot.images.formats.container import Block, Kind
from bot.images.formats.kept import COLOUR_PROFILE, DATE, ORIENTATION
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


def container(*parts: bytes) -> bytes:
    body = b"WEBP" + b"".join(parts)
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def lossy(size: tuple[int, int], rest: bytes = b"", *, tag: int = 0) -> bytes:
    """The header of a VP8 key frame; a `tag` is a frame type and 32 times a partition size."""
    sides = b"".join(side.to_bytes(2, "little") for side in size)
    return tag.to_bytes(3, "little") + b"\x9d\x01\x2a" + sides + rest


def lossless(size: tuple[int, int]) -> bytes:
    """The header of a VP8L bitstream."""
    return b"\x2f" + (size[0] - 1 | size[1] - 1 << 14).to_bytes(4, "little")


def frame(pictures, *parts: bytes, last: int = 0) -> bytes:
    return pictures.riff(b"ANMF", bytes([*range(15), last]) + b"".join(parts))


def moving(pictures, *frames: bytes, loop: bytes = b"LOOPS!") -> bytes:
    return pictures.extended_webp(
        container(pictures.riff(b"ANIM", loop)), 0x02, *frames, size=(3, 5)
    )


def kinds_of(data: bytes) -> list[bytes]:
    kinds, at = [], 12
    while at < len(data):
        kinds.append(data[at : at + 4])
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        at += 8 + size + size % 2
    return kinds


def refusal(data: bytes) -> Reason:
    with pytest.raises(Rejected) as refused:
        WEBP.parse(data)
    return refused.value.reason


@pytest.mark.parametrize("size", [(3, 5), (16_383, 2), (2, 16_383)])
def test_the_size_of_a_simple_lossy_picture_is_told_without_its_scaling(pictures, size) -> None:
    scaled = (size[0] | 0x4000, size[1] | 0xC000)
    picture = WEBP.parse(container(pictures.riff(b"VP8 ", lossy(scaled))))
    assert (picture.width, picture.height) == size


@pytest.mark.parametrize("size", [(3, 5), (16_384, 2), (2, 16_384)])
def test_the_size_of_a_simple_lossless_picture_is_told(pictures, size) -> None:
    picture = WEBP.parse(container(pictures.riff(b"VP8L", lossless(size))))
    assert (picture.width, picture.height) == size


@pytest.mark.parametrize("size", [(3, 5), (70_000, 2), (2, 70_000)])
def test_a_canvas_is_told_and_stays(pictures, size) -> None:
    data = pictures.extended_webp(pictures.webp, 0, size=size)
    picture = WEBP.parse(data)
    assert (picture.width, picture.height) == size
    assert strip(data) == data


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (b"VP8 ", lossy((3, 5), tag=1)),  # no key frame
        (b"VP8 ", lossy((3, 5), bytes(8), tag=9 << 5)),  # a first partition that breaks off
        (b"VP8 ", lossy((3, 5), tag=0x01_00_00)),
        (b"VP8 ", lossy((3, 5))[:-1]),
        (b"VP8 ", lossy((3, 5)).replace(b"\x9d", b"\x9e")),
        (b"VP8 ", lossless((3, 5)) + bytes(8)),
        (b"VP8L", lossy((3, 5))),
        (b"VP8L", lossless((3, 5))[:-1]),
        (b"VP8L", lossless((3, 5))[:-1] + b"\x20"),  # of version 1
        (b"VP8L", b"\x2e" + lossless((3, 5))[1:]),
    ],
)
def test_a_bitstream_without_a_sound_header_is_damaged(pictures, kind: bytes, body: bytes) -> None:
    assert refusal(container(pictures.riff(kind, body))) is Reason.DAMAGED


@pytest.mark.parametrize("read", [read_layout, strip, WEBP.payload])
def test_a_damaged_bitstream_is_neither_copied_nor_compared(pictures, read) -> None:
    with pytest.raises(Rejected) as refused:
        read(container(pictures.riff(b"VP8L", bytes(9))))
    assert refused.value.reason is Reason.DAMAGED


def test_a_first_partition_may_fill_the_bitstream(pictures) -> None:
    body = lossy((3, 5), bytes(9), tag=9 << 5)
    data = container(pictures.riff(b"VP8 ", body))
    assert strip(data) == data


def test_a_short_extended_header_is_damaged(pictures) -> None:
    assert refusal(container(pictures.riff(b"VP8X", bytes(9)), pictures.webp[12:])) is (
        Reason.DAMAGED
    )


def test_a_long_extended_header_is_cut(pictures) -> None:
    head = bytes(10) + pictures.secret
    cleaned = strip(container(pictures.riff(b"VP8X", head), pictures.webp[12:]))
    assert cleaned == container(pictures.riff(b"VP8X", bytes(10)), pictures.webp[12:])


def test_an_animation_without_frames_is_damaged(pictures) -> None:
    still = pictures.riff(b"VP8L", lossless((3, 5)))
    assert refusal(moving(pictures, still)) is Reason.DAMAGED


def test_an_animation_with_short_parameters_is_damaged(pictures) -> None:
    shown = frame(pictures, pictures.riff(b"VP8L", lossless((3, 5))))
    assert refusal(moving(pictures, shown, loop=b"LOOPS")) is Reason.DAMAGED


def test_long_animation_parameters_are_cut(pictures) -> None:
    shown = frame(pictures, pictures.riff(b"VP8L", lossless((3, 5))))
    cleaned = strip(moving(pictures, shown, loop=b"LOOPS!" + pictures.secret))
    assert cleaned == moving(pictures, shown)


@pytest.mark.parametrize("loop", [b"", b"LOOPS!"])
def test_animation_parameters_of_a_still_picture_go(pictures, loop: bytes) -> None:
    dirty = pictures.extended_webp(pictures.webp, 0, pictures.riff(b"ANIM", loop))
    assert strip(dirty) == pictures.extended_webp(pictures.webp, 0)


def test_reserved_bits_of_a_frame_go_and_its_blending_and_disposal_stay(pictures) -> None:
    bitstream = pictures.riff(b"VP8L", lossless((3, 5)))
    dirty = moving(pictures, *(frame(pictures, bitstream, last=last) for last in (0xFC, 0xFF)))
    clean = moving(pictures, *(frame(pictures, bitstream, last=last) for last in (0, 3)))
    assert strip(dirty) == clean


def test_a_frame_with_nothing_in_it_goes(pictures) -> None:
    shown = frame(pictures, pictures.riff(b"VP8L", lossless((3, 5))))
    dirty = moving(pictures, frame(pictures), shown, frame(pictures))
    assert WEBP.parse(dirty).frames == 1
    assert strip(dirty) == moving(pictures, shown)


def test_a_bomb_in_a_small_canvas_is_refused(pictures) -> None:
    bomb = pictures.riff(b"VP8L", lossless((16_384, 16_384)))
    assert refusal(moving(pictures, frame(pictures, bomb))) is Reason.TOO_MANY_PIXELS


def test_only_the_first_alpha_of_a_lossy_picture_stays(pictures) -> None:
    first, second = pictures.riff(b"ALPH", b"first"), pictures.riff(b"ALPH", pictures.secret)
    bitstream = pictures.riff(b"VP8 ", lossy((37, 23)))
    dirty = pictures.extended_webp(container(first, second, bitstream, second), 0x10)
    assert strip(dirty) == pictures.extended_webp(container(first, bitstream), 0x10)


def test_the_alpha_of_a_lossless_picture_goes(pictures) -> None:
    alpha = pictures.riff(b"ALPH", pictures.secret)
    bitstream = pictures.riff(b"VP8L", lossless((37, 23)))
    dirty = pictures.extended_webp(container(alpha, bitstream), 0x10)
    assert strip(dirty) == pictures.extended_webp(container(bitstream), 0x10)


@pytest.mark.parametrize(
    ("kind", "head", "told"),
    [
        (b"EXIF", EXIF_HEAD, Block(Kind.EXIF, "EXIF", b"planted")),
        (b"EXIF", b"", Block(Kind.EXIF, "EXIF", b"planted")),
        (b"XMP ", b"http://ns.adobe.com/xap/1.0/\0", Block(Kind.XMP, "XMP", b"planted")),
        (b"XMP ", b"", Block(Kind.XMP, "XMP", b"planted")),
        (b"ICCP", b"", Block(Kind.ICC, "ICCP", b"planted")),
        (b"C2PA", b"", Block(Kind.JUMBF, "C2PA", b"planted")),
        (b"prv ", b"", Block(Kind.UNKNOWN, "prv", b"planted", "prv")),
    ],
)
@pytest.mark.parametrize("extended", [True, False])
def test_a_chunk_is_told_without_its_head(pictures, extended, kind, head, told) -> None:
    part = pictures.riff(kind, head + b"planted")
    still = pictures.webp[12:]
    data = pictures.extended_webp(pictures.webp, 0, part) if extended else container(still, part)
    assert WEBP.parse(data).blocks == (told,)


def test_chunks_behind_one_of_an_odd_size_are_told(pictures) -> None:
    parts = [pictures.riff(b"odd1", b"abc"), pictures.riff(b"even", b"abcd"), b"tail\1\0\0\0x"]
    dirty = pictures.extended_webp(pictures.webp, 0, *parts)
    assert [name for _, name in blocks(dirty)] == ["odd1", "even", "tail"]


def test_metadata_that_breaks_off_is_told_as_far_as_it_goes(pictures) -> None:
    cut = pictures.riff(b"EXIF", pictures.secret + b"gone")[:-4]
    [told] = WEBP.parse(pictures.extended_webp(pictures.webp, 0, cut)).blocks
    assert told == Block(Kind.EXIF, "EXIF", pictures.secret)


def test_a_head_of_a_chunk_at_the_very_end_counts(pictures) -> None:
    dirty = pictures.extended_webp(pictures.webp, 0, pictures.riff(b"EXIF", b""))
    assert blocks(dirty) == [(Kind.EXIF, "")]


def test_bytes_too_few_for_a_chunk_go(pictures) -> None:
    dirty = pictures.extended_webp(pictures.webp, 0, b"VP8L\xff\0\0")
    assert strip(dirty) == pictures.extended_webp(pictures.webp, 0)


def test_the_first_of_two_exif_chunks_turns(pictures) -> None:
    parts = [pictures.riff(b"EXIF", pictures.exif(turned)) for turned in (6, 3)]
    assert WEBP.parse(pictures.extended_webp(pictures.webp, 0x08, *parts)).orientation == 6


def test_exif_of_a_simple_file_turns_nothing(pictures) -> None:
    dirty = container(pictures.webp[12:], pictures.riff(b"EXIF", pictures.exif(6)))
    assert WEBP.parse(dirty).orientation == 1
    assert strip(dirty) == pictures.webp


@pytest.mark.parametrize(("flags", "orientation"), [(0x04, 6), (0xFF & ~0x06, 1)])
def test_xmp_turns_only_where_a_flag_announces_it(pictures, flags: int, orientation: int) -> None:
    xmp = pictures.riff(b"XMP ", b'<x tiff:Orientation="6"/>')
    dirty = pictures.extended_webp(pictures.webp, flags, xmp)
    assert WEBP.parse(dirty).orientation == orientation


@pytest.mark.parametrize(
    ("flags", "kinds"),
    [
        (0x28, [b"VP8X", b"ICCP", b"VP8 ", b"EXIF"]),
        (0x20, [b"VP8X", b"ICCP", b"VP8 "]),
        (0x08, [b"VP8X", b"VP8 ", b"EXIF"]),
        (0x00, [b"VP8X", b"VP8 "]),
    ],
)
def test_what_is_announced_stays_in_order_and_is_told(pictures, flags: int, kinds) -> None:
    """Every other flag stands in the file, but for the one of an animation."""
    exif, profile = pictures.riff(b"EXIF", pictures.exif(6)), pictures.riff(b"ICCP", pictures.icc)
    others = 0xFF & ~0x2A
    stripped = WEBP.strip(
        pictures.extended_webp(pictures.webp, flags | others, exif, profile), Options()
    )
    assert kinds_of(stripped.data) == kinds
    assert read_layout(stripped.data).flags == flags | 0x10
    told = [kept for kept, flag in ((ORIENTATION, 0x08), (COLOUR_PROFILE, 0x20)) if flags & flag]
    assert stripped.kept == tuple(told)


@pytest.mark.parametrize("keep_date", [True, False])
def test_a_date_stays_only_where_asked_for(pictures, keep_date: bool) -> None:
    date = b"2024:05:17 13:37:42"
    exif = piexif.dump({"Exif": {piexif.ExifIFD.DateTimeOriginal: date}})
    dirty = pictures.extended_webp(pictures.webp, 0x08, pictures.riff(b"EXIF", exif))
    stripped = WEBP.strip(dirty, Options(keep_date=keep_date))
    assert stripped.kept == ((DATE,) if keep_date else ())
    assert (date in stripped.data) is keep_date
    assert read_layout(stripped.data).flags == (0x08 if keep_date else 0)


def test_the_exif_of_a_copy_starts_with_its_byte_order(pictures) -> None:
    exif = pictures.riff(b"EXIF", pictures.exif(6))
    cleaned = strip(pictures.extended_webp(pictures.webp, 0x08, exif))
    assert read_layout(cleaned).first(b"EXIF", 0x08)[:4] in (b"II*\0", b"MM\0*")


def test_whatever_changes_what_is_seen_changes_the_payload(pictures) -> None:
    bitstreams = [pictures.riff(b"VP8L", lossless(size)) for size in ((3, 5), (5, 3))]
    alpha = pictures.riff(b"ALPH", b"seen")
    lossy_one = pictures.riff(b"VP8 ", lossy((3, 5)))
    one, other = (frame(pictures, bitstream) for bitstream in bitstreams)
    seen = [
        container(bitstreams[0]),
        container(bitstreams[1]),
        pictures.extended_webp(container(bitstreams[0]), 0, size=(3, 5)),
        pictures.extended_webp(container(bitstreams[0]), 0, size=(5, 3)),
        pictures.extended_webp(container(bitstreams[0]), 0x10, size=(3, 5)),
        pictures.extended_webp(container(lossy_one), 0x10, size=(3, 5)),
        pictures.extended_webp(container(alpha, lossy_one), 0x10, size=(3, 5)),
        moving(pictures, one),
        moving(pictures, other),
        moving(pictures, one, other),
        moving(pictures, other, one),
        moving(pictures, one, loop=b"loops!"),
        moving(pictures, frame(pictures, bitstreams[0], last=1)),
    ]
    assert len({tuple(map(bytes, WEBP.payload(data))) for data in seen}) == len(seen)


def test_metadata_and_its_flags_leave_the_payload_alone(pictures) -> None:
    dirty = pictures.extended_webp(
        pictures.webp, 0xFF & ~0x12, pictures.riff(b"EXIF", pictures.exif(6))
    )
    assert WEBP.payload(dirty) == WEBP.payload(pictures.extended_webp(pictures.webp, 0))


def test_as_many_chunks_as_are_allowed_are_read(monkeypatch, pictures) -> None:
    monkeypatch.setattr(webp, "_MOST_CHUNKS", 2)
    assert WEBP.parse(pictures.extended_webp(pictures.webp, 0)).frames == 1


def test_what_a_picture_is_made_of_is_no_metadata(pictures) -> None:
    alpha, bitstream = pictures.riff(b"ALPH", b"seen"), pictures.riff(b"VP8 ", lossy((3, 5)))
    lossless_one = pictures.riff(b"VP8L", lossless((3, 5)))
    data = moving(pictures, frame(pictures, alpha, bitstream), frame(pictures, lossless_one))
    still = pictures.extended_webp(container(alpha, bitstream, lossless_one), 0x10)
    assert blocks(data) == blocks(still) == []


@pytest.mark.parametrize("kind", [b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF"])
def test_a_part_of_the_picture_that_breaks_off_is_damaged(pictures, kind: bytes) -> None:
    cut = pictures.riff(kind, bytes(64))[:-1]
    assert refusal(pictures.extended_webp(pictures.webp, 0, cut)) is Reason.DAMAGED


def test_a_bitstream_that_claims_millions_of_bytes_is_damaged(pictures) -> None:
    claim = b"VP8L\x05\0\0\x01" + lossless((3, 5)) + b"\0"
    assert refusal(container(claim)) is Reason.DAMAGED


def test_a_container_that_claims_millions_of_bytes_is_repaired(pictures) -> None:
    assert strip(pictures.webp[:7] + b"\x01" + pictures.webp[8:]) == pictures.webp


def test_what_makes_pixels_is_a_view_of_the_file_and_no_copy(pictures) -> None:
    alpha, bitstream = pictures.riff(b"ALPH", b"seen"), pictures.riff(b"VP8 ", lossy((3, 5)))
    lossless_one = pictures.riff(b"VP8L", lossless((3, 5)))
    data = moving(pictures, frame(pictures, alpha, bitstream), frame(pictures, lossless_one))
    bodies = [chunk.body for shown in read_layout(data).frames for chunk in shown.chunks]
    assert [isinstance(body, memoryview) and body.obj is data for body in bodies] == [True] * 3


def test_a_trailer_is_told_from_its_first_byte(pictures) -> None:
    [told] = WEBP.parse(pictures.webp + pictures.secret).blocks
    assert told == Block(Kind.TRAILER, "behind the end", pictures.secret, "unknown")


def test_a_simple_file_that_starts_with_something_else_is_damaged(pictures) -> None:
    data = container(pictures.riff(b"JUNK", b"abcd"), pictures.webp[12:])
    assert refusal(data) is Reason.DAMAGED
