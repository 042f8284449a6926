from __future__ import annotations

import functools
import io
import random
import struct
import zlib

import pytest
from PIL import Image, ImageOps

from bot.images.formats.container import Kind
from bot.images.formats.png import PNG, chunks, pixels
from bot.images.formats.png.chunks import read_chunks
from bot.images.orientation import EXIF_HEAD
from bot.images.results import Format, Options, Reason, Rejected


def strip(data: bytes) -> bytes:
    return PNG.strip(data, Options()).data


def names(data: bytes) -> list[bytes]:
    return [chunk.kind for chunk in read_chunks(data)[0]]


def blocks(data: bytes) -> list[tuple[Kind, bytes, str]]:
    return [(block.kind, block.data, block.name) for block in PNG.parse(data).blocks]


def tiny(pictures, rows: bytes, *, size: int = 4, tail: bytes = b"") -> bytes:
    """A 4 x 4 RGB picture of these rows."""
    head = struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)
    stream = zlib.compress(rows) + tail
    parts = ((b"IHDR", head), (b"IDAT", stream), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(pictures.chunk(*part) for part in parts)


ROWS = (b"\0" + bytes(range(12))) * 4


@pytest.mark.parametrize(
    "kind", [b"tEXt", b"zTXt", b"iTXt", b"tIME", b"eXIf", b"caBX", b"prVt", b"sPLT"]
)
@pytest.mark.parametrize("place", [b"IDAT", b"IEND"])
def test_chunks_that_tell_something_go_wherever_they_stand(
    pictures, kind: bytes, place: bytes
) -> None:
    dirty = pictures.before(pictures.png, place, pictures.chunk(kind, b"key\0" + pictures.secret))
    assert strip(dirty) == strip(pictures.png)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_pixels_of_every_kind_stay_identical(pictures, mode: str) -> None:
    data = pictures.save(
        pictures.draw().convert("L").convert(mode) if mode == "I;16" else pictures.draw(mode=mode),
        "PNG",
    )
    with Image.open(io.BytesIO(data)) as before, Image.open(io.BytesIO(strip(data))) as after:
        assert (before.mode, before.tobytes()) == (after.mode, after.tobytes())


def test_rows_are_not_compressed_again(pictures) -> None:
    idat = b"".join(chunk.body for chunk in read_chunks(pictures.png)[0] if chunk.kind == b"IDAT")
    assert idat in strip(pictures.png)


def test_rows_the_picture_does_not_need_go_and_are_told(pictures) -> None:
    dirty = tiny(pictures, ROWS + pictures.secret)
    assert blocks(dirty) == [(Kind.HIDDEN, pictures.secret, "surplus rows")]
    assert PNG.payload(dirty) == PNG.payload(tiny(pictures, ROWS))
    (stream,) = [chunk.body for chunk in read_chunks(strip(dirty))[0] if chunk.kind == b"IDAT"]
    assert zlib.decompress(stream) == ROWS


@functools.cache
def noisy_rows() -> bytes:
    """1000 x 1000 grey pixels under noise: the fast levels of zlib pack them tightest."""
    noise = random.Random(5).randbytes(1000 * 1001)
    rows = bytearray((place * 7 // 5 + grain % 8) & 255 for place, grain in enumerate(noise))
    rows[::1001] = bytes(1000)
    return bytes(rows)


@functools.cache
def rolled_rows() -> bytes:
    """1000 x 1000 grey pixels, each row the one above rolled: slow levels pack them tightest."""
    row = noisy_rows()[1:1001]
    return b"".join(b"\0" + row[at:] + row[:at] for at in range(1000))


@pytest.mark.parametrize("draw", [noisy_rows, rolled_rows])
@pytest.mark.parametrize("level", [1, 3, 4, 9])
@pytest.mark.parametrize("strategy", [zlib.Z_DEFAULT_STRATEGY, zlib.Z_FILTERED])
@pytest.mark.parametrize("fast_above", [0, pixels._FAST_ABOVE])
def test_rows_without_their_surplus_grow_by_next_to_nothing(
    pictures, monkeypatch, draw, level: int, strategy: int, fast_above: int
) -> None:
    monkeypatch.setattr(pixels, "_FAST_ABOVE", fast_above)
    deflater = zlib.compressobj(level, strategy=strategy)
    stream = deflater.compress(draw() + pictures.secret) + deflater.flush()
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", 1000, 1000, 8, 0, 0, 0, 0)),
        *((b"IDAT", stream), (b"IEND", b"")),
    )
    dirty = b"\x89PNG\r\n\x1a\n" + b"".join(pictures.chunk(*part) for part in parts)
    cleaned = strip(dirty)
    assert PNG.payload(cleaned) == PNG.payload(dirty)
    assert pictures.secret not in zlib.decompress(b"".join(
        chunk.body for chunk in read_chunks(cleaned)[0] if chunk.kind == b"IDAT"
    ))  # fmt: skip
    assert len(cleaned) <= len(dirty) + (1 << 13)


def test_bytes_behind_the_compressed_rows_go_and_are_told(pictures) -> None:
    dirty = tiny(pictures, ROWS, tail=pictures.secret)
    assert blocks(dirty) == [(Kind.HIDDEN, pictures.secret, "behind the compressed rows")]
    assert strip(dirty) == strip(tiny(pictures, ROWS))


def test_a_wrong_checksum_of_the_rows_is_repaired(pictures) -> None:
    data = tiny(pictures, ROWS)
    stream = zlib.compress(ROWS)
    dirty = data.replace(stream[-4:], b"abcd")
    assert PNG.payload(strip(dirty)) == PNG.payload(data)


def test_bytes_behind_the_end_go_and_are_told(pictures) -> None:
    dirty = pictures.png + pictures.chunk(b"IDAT", pictures.secret)
    assert [(block.kind, block.name) for block in PNG.parse(dirty).blocks] == [
        (Kind.TRAILER, "png")
    ]
    assert strip(dirty) == strip(pictures.png)


def test_a_second_run_of_image_data_goes(pictures) -> None:
    parts = pictures.chunk(b"tEXt", b"a\0b") + pictures.chunk(b"IDAT", pictures.secret)
    assert strip(pictures.before(pictures.png, b"IEND", parts)) == strip(pictures.png)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("place", [b"IDAT", b"IEND"])
def test_a_turned_picture_stays_turned(pictures, orientation: int, place: bytes) -> None:
    exif = pictures.exif(orientation).removeprefix(EXIF_HEAD)
    data = pictures.before(pictures.png, place, pictures.chunk(b"eXIf", exif))
    with Image.open(io.BytesIO(data)) as before, Image.open(io.BytesIO(strip(data))) as after:
        before.load()
        assert (
            ImageOps.exif_transpose(before).tobytes() == ImageOps.exif_transpose(after).tobytes()
        )
    assert pictures.secret not in strip(data)


def test_exif_in_a_raw_profile_is_found(pictures) -> None:
    exif = pictures.exif(6)
    text = b"\nexif\n%8d\n" % len(exif) + exif.hex().encode() + b"\0$ garbage"
    body = b"Raw profile type exif\0\0" + zlib.compress(text)
    data = pictures.before(pictures.png, b"IDAT", pictures.chunk(b"zTXt", body))
    assert blocks(data) == [(Kind.EXIF, exif.removeprefix(EXIF_HEAD), "")]
    assert PNG.parse(data).orientation == 6


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (b"tEXt", b"Author\0J\xf6rg"),
        (b"zTXt", b"Author\0\0" + zlib.compress(b"J\xf6rg")),
        (b"iTXt", b"Author\0\0\0de\0Autor\0" + "Jörg".encode()),
        (b"iTXt", b"Author\0\1\0de\0Autor\0" + zlib.compress("Jörg".encode())),
    ],
)
def test_text_of_every_kind_is_read_as_utf8(pictures, kind: bytes, body: bytes) -> None:
    data = pictures.before(pictures.png, b"IDAT", pictures.chunk(kind, body))
    assert blocks(data) == [(Kind.TEXT, "Jörg".encode(), "Author")]


def test_the_time_chunk_is_read_as_a_date(pictures) -> None:
    body = struct.pack(">H5B", 2024, 5, 17, 13, 37, 42)
    data = pictures.before(pictures.png, b"IDAT", pictures.chunk(b"tIME", body))
    assert blocks(data) == [(Kind.TIME, b"2024:05:17 13:37:42", "")]


def test_texts_that_inflate_without_end_are_cut(pictures) -> None:
    bomb = pictures.chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(9 << 20)))
    data = pictures.before(pictures.png, b"IDAT", bomb, bomb)
    assert sum(len(block.data) for block in PNG.parse(data).blocks) <= 8 << 20


def test_colour_chunks_stay(pictures) -> None:
    gamma = pictures.chunk(b"gAMA", struct.pack(">I", 45455))
    data = pictures.before(pictures.png, b"IDAT", gamma, pictures.chunk(b"sRGB", b"\0"))
    assert [name for name in names(strip(data)) if name in (b"gAMA", b"sRGB")] == [
        b"gAMA",
        b"sRGB",
    ]


def test_a_colour_chunk_that_is_too_long_goes(pictures) -> None:
    data = pictures.before(pictures.png, b"IDAT", pictures.chunk(b"gAMA", pictures.secret))
    assert strip(data) == strip(pictures.png)


def test_a_palette_that_only_suggests_goes(pictures) -> None:
    data = pictures.before(pictures.png, b"IDAT", pictures.chunk(b"PLTE", pictures.secret + b"x"))
    assert strip(data) == strip(pictures.png)


def test_the_name_of_a_profile_is_neutral(pictures) -> None:
    body = pictures.secret + b"\0\0" + zlib.compress(pictures.icc)
    cleaned = strip(pictures.before(pictures.png, b"IDAT", pictures.chunk(b"iCCP", body)))
    assert pictures.secret not in cleaned
    assert b"iCCPICC profile\0" in cleaned


@pytest.fixture
def animation(pictures) -> bytes:
    frames = [pictures.draw(shift=shift) for shift in (0, 6, 12)]
    return pictures.save(
        frames[0], "PNG", save_all=True, append_images=frames[1:], duration=[30, 40, 50]
    )


def test_an_animation_keeps_frames_and_times(pictures, animation: bytes) -> None:
    dirty = pictures.before(animation, b"fdAT", pictures.chunk(b"tEXt", b"a\0" + pictures.secret))
    cleaned = strip(dirty)
    assert PNG.parse(cleaned).format is Format.APNG
    assert pictures.pixels(cleaned) == pictures.pixels(animation)
    assert PNG.payload(cleaned) == PNG.payload(animation)


def test_frames_behind_the_announced_number_go(pictures, animation: bytes) -> None:
    at = animation.index(b"acTL")
    shorter = (
        animation[: at - 4]
        + pictures.chunk(b"acTL", struct.pack(">II", 2, 0))
        + animation[at + 16 :]
    )
    assert names(strip(shorter)).count(b"fcTL") == 2


def test_frames_that_are_never_shown_go_and_are_told(pictures, animation: bytes) -> None:
    at = animation.index(b"acTL")
    still = animation[: at - 4] + animation[at + 16 :]
    assert (Kind.HIDDEN, "frames that are not shown") in [
        (kind, name) for kind, _, name in blocks(still)
    ]
    assert names(strip(still)) == [b"IHDR", b"IDAT", b"IEND"]


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda data: data[:8] + data[33:], Reason.DAMAGED),
        (lambda data: data[:8] + data[8:33] + data[8:33] + data[33:], Reason.DAMAGED),
        (lambda data: data[:20] + b"\xff" + data[21:], Reason.DAMAGED),
        (
            lambda data: data[:8] + b"\0\0\0\4CgBI\x50\0\x20\x02\x2b\xd5\xb3\x7f" + data[8:],
            Reason.UNSUPPORTED,
        ),
        (lambda data: data[: data.index(b"IDAT") - 4], Reason.DAMAGED),
    ],
)
def test_a_file_without_a_sound_header_is_refused(pictures, spoil, reason: Reason) -> None:
    with pytest.raises(Rejected) as refusal:
        PNG.strip(spoil(pictures.png), Options())
    assert refusal.value.reason is reason


@pytest.mark.parametrize("rows", [b"\x09" * 52, b"\0" * 39 + b"\x05" + b"\0" * 12])
def test_a_filter_that_does_not_exist_is_damage(pictures, rows: bytes) -> None:
    with pytest.raises(Rejected):
        PNG.strip(tiny(pictures, rows), Options())


def test_rows_that_end_early_are_left_as_they_are(pictures) -> None:
    short = tiny(pictures, ROWS[:20])
    assert PNG.payload(strip(short)) == PNG.payload(short)


def test_a_size_bomb_is_refused_before_anything_is_inflated(pictures) -> None:
    bomb = tiny(pictures, ROWS, size=100_000)
    with pytest.raises(Rejected) as refusal:
        PNG.parse(bomb)
    assert refusal.value.reason is Reason.TOO_MANY_PIXELS


def test_interlaced_rows_are_counted_by_pass(pictures) -> None:
    head = struct.pack(">IIBBBBB", 5, 3, 8, 0, 0, 0, 1)
    passes = ((1, 1), (1, 1), (1, 1), (3, 1), (2, 2), (5, 1))  # width and rows of those not empty
    rows = b"".join((b"\0" + bytes(wide)) * high for wide, high in passes)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    data = b"\x89PNG\r\n\x1a\n" + b"".join(pictures.chunk(*part) for part in parts)
    with Image.open(io.BytesIO(data)) as image:
        image.load()
    assert blocks(data) == []
    assert zlib.compress(rows) in strip(data)


def test_empty_image_data_is_damage(pictures) -> None:
    head = pictures.png[:33]
    data = head + pictures.chunk(b"IDAT", b"") + pictures.chunk(b"IEND", b"")
    with pytest.raises(Rejected):
        PNG.parse(data)


def raw_profile(pictures, name: bytes, profile: bytes) -> bytes:
    """A picture with a profile in hexadecimal, as ImageMagick writes it."""
    text = b"\n%s\n%8d\n" % (name, len(profile)) + profile.hex().encode()
    body = b"Raw profile type " + name + b"\0\0" + zlib.compress(text)
    return pictures.before(pictures.png, b"IDAT", pictures.chunk(b"zTXt", body))


@pytest.mark.parametrize(
    ("name", "profile", "found"),
    [
        (b"iptc", b"\x1c\2\x5a\0\6Berlin", (Kind.IPTC, "")),
        (b"8bim", b"8BIM\4\4\0\0\0\0\0\0", (Kind.PHOTOSHOP, "")),
        (b"icc", b"\0\0\0\0lcms", (Kind.ICC, "")),
        (b"odd", b"whatever", (Kind.UNKNOWN, "raw profile odd")),
    ],
)
def test_a_raw_profile_is_told_by_its_name(pictures, name, profile, found) -> None:
    assert blocks(raw_profile(pictures, name, profile)) == [(found[0], profile, found[1])]


def test_content_credentials_are_handed_over_as_jumbf(pictures) -> None:
    data = pictures.before(pictures.png, b"IDAT", pictures.chunk(b"caBX", b"box"))
    assert blocks(data) == [(Kind.JUMBF, b"box", "")]


def test_a_palette_that_only_suggests_is_told(pictures) -> None:
    data = pictures.before(pictures.png, b"IDAT", pictures.chunk(b"PLTE", b"abcdef"))
    assert (Kind.UNKNOWN, b"abcdef", "suggested palette") in blocks(data)


@pytest.mark.parametrize("spoil", ["none", "checksum"])
def test_a_palette_picture_needs_a_sound_palette(pictures, spoil: str) -> None:
    data = pictures.save(pictures.draw(mode="P"), "PNG")
    at = data.index(b"PLTE")
    end = at + 8 + int.from_bytes(data[at - 4 : at], "big")
    broken = data[: at - 4] + (data[at - 4 : end - 4] + b"odd!" if spoil == "checksum" else b"")
    with pytest.raises(Rejected) as refusal:
        PNG.strip(broken + data[end:], Options())
    assert refusal.value.reason is Reason.DAMAGED


def test_an_animation_that_announces_nothing_or_does_not_fit_is_a_still(
    pictures, animation: bytes
) -> None:
    at = animation.index(b"acTL")
    odd = animation[: at - 4] + pictures.chunk(b"acTL", b"odd") + animation[at + 16 :]
    first = animation.index(b"fcTL")
    head = animation[first + 4 : first + 30]
    narrow = head[:4] + struct.pack(">I", 5) + head[8:]
    apart = animation[: first - 4] + pictures.chunk(b"fcTL", narrow) + animation[first + 34 :]
    assert PNG.parse(odd).frames == PNG.parse(apart).frames == 1


def test_a_hostile_number_of_chunks_is_refused(monkeypatch, pictures) -> None:
    monkeypatch.setattr(chunks, "_MOST_CHUNKS", 2)
    with pytest.raises(Rejected) as refusal:
        PNG.parse(pictures.png)
    assert refusal.value.reason is Reason.DAMAGED


def test_xmp_in_a_text_chunk_is_told_as_such(pictures) -> None:
    body = b"XML:com.adobe.xmp" + bytes(5) + b"<x:xmpmeta/>"
    dirty = pictures.before(pictures.png, b"IDAT", pictures.chunk(b"iTXt", body))
    assert blocks(dirty) == [(Kind.XMP, b"<x:xmpmeta/>", "")]


def test_a_raw_profile_without_its_lines_is_a_text(pictures) -> None:
    body = b"Raw profile type exif\0\0" + zlib.compress(b"45786966")
    dirty = pictures.before(pictures.png, b"IDAT", pictures.chunk(b"zTXt", body))
    assert [(kind, data) for kind, data, _ in blocks(dirty)] == [(Kind.TEXT, b"45786966")]


def test_a_transparent_grey_is_cut_to_its_size(pictures) -> None:
    grey = pictures.save(pictures.draw(mode="L"), "PNG")
    dirty = pictures.before(grey, b"IDAT", pictures.chunk(b"tRNS", b"\0\7" + pictures.secret))
    assert pictures.chunk(b"tRNS", b"\0\7") in strip(dirty)
