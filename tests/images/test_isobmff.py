"""HEIC files are built by hand around tiny payloads that nothing decodes; Pillow draws AVIF."""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageOps

from bot.images import verify
from bot.images.clean import examine
from bot.images.formats.container import Kind
from bot.images.formats.isobmff import ISOBMFF, av1, hevc, tracks
from bot.images.formats.isobmff.boxes import boxes as boxes_of
from bot.images.results import Category, Cleaned, Format, Options, Reason, Refused, Rejected
from bot.images.verify import isobmff

SECRET = b"PLANTED-SECRET"
ALPHA = b"urn:mpeg:hevc:2015:auxid:1"
DEPTH = b"urn:mpeg:hevc:2015:auxid:2"
XMP_UUID = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")


def box(kind: bytes, *parts: bytes) -> bytes:
    body = b"".join(parts)
    return struct.pack(">I", len(body) + 8) + kind + body


def full(kind: bytes, *parts: bytes, version: int = 0, flags: int = 0) -> bytes:
    return box(kind, bytes([version]), flags.to_bytes(3, "big"), *parts)


def short(*values: int) -> bytes:
    return b"".join(struct.pack(">H", value) for value in values)


def long(*values: int) -> bytes:
    return b"".join(struct.pack(">I", value) for value in values)


def nal(kind: int, body: bytes) -> bytes:
    unit = bytes([kind << 1, 1]) + body
    return long(len(unit)) + unit


def sei(number: int, body: bytes) -> bytes:
    return nal(39, bytes([number, len(body)]) + body + b"\x80")


def hvcc(*units: bytes) -> bytes:
    """Write a decoder configuration with a picture parameter set and more NAL units."""
    arrays = [bytes([0xA2]) + short(1, 4) + b"\x44\1pp"]
    arrays += [bytes([unit[4] >> 1]) + short(1, len(unit) - 4) + unit[4:] for unit in units]
    return box(b"hvcC", bytes(21) + b"\xff", bytes([len(arrays)]), *arrays)


def ispe(width: int, height: int) -> bytes:
    return full(b"ispe", long(width, height))


def auxc(urn: bytes, subtype: bytes = b"") -> bytes:
    return full(b"auxC", urn + b"\0" + subtype)


@dataclass
class Item:
    number: int
    kind: bytes
    data: bytes
    properties: tuple[bytes, ...] = ()
    hidden: bool = False
    name: bytes = b""
    tail: bytes = b""  # of the item information: content type and encoding
    method: int = 0
    essential: bool = False
    pieces: int = 1


def picture(number: int, body: bytes, *more: bytes, hidden: bool = False) -> Item:
    return Item(number, b"hvc1", nal(19, body), (hvcc(), ispe(64, 32), *more), hidden)


@dataclass
class Heif:
    """Writes a file of these items, whatever they hold."""

    items: list[Item]
    references: list[bytes] = field(default_factory=list)
    groups: list[bytes] = field(default_factory=list)
    beside: bytes = b""  # more boxes in meta
    behind: bytes = b""
    gap: bytes = b""
    handler: bytes = b""
    brands: bytes = b"heic\0\0\0\0mif1heic"
    primary: int = 1

    def write(self) -> bytes:
        head = box(b"ftyp", self.brands)
        start = len(head) + len(self.meta(0)) + 8
        stored = b"".join(item.data + self.gap for item in self.items if not item.method)
        return head + self.meta(start) + box(b"mdat", stored) + self.behind

    def meta(self, start: int) -> bytes:
        number = short(len(self.items))
        parts = [
            full(b"hdlr", bytes(4), b"pict", bytes(12), self.handler + b"\0"),
            full(b"pitm", short(self.primary)),
            full(b"iinf", number, *map(self.information, self.items)),
            full(b"iref", *self.references),
            self.property_boxes(),
            full(b"iloc", b"\x44\0", number, *self.locations(start), version=1),
            box(b"idat", *(item.data for item in self.items if item.method == 1)),
            box(b"grpl", *self.groups),
        ]
        return full(b"meta", *parts, self.beside)

    @staticmethod
    def information(item: Item) -> bytes:
        body = short(item.number, 0) + item.kind + item.name + b"\0" + item.tail
        return full(b"infe", body, version=2, flags=int(item.hidden))

    def property_boxes(self) -> bytes:
        every = [part for item in self.items for part in item.properties]
        rows, at = [], 1
        for item in self.items:
            count = len(item.properties)
            essential = 0x80 if item.essential else 0
            rows.append(short(item.number) + bytes([count]))
            rows.append(bytes(essential | index for index in range(at, at + count)))
            at += count
        table = full(b"ipma", long(len(self.items)), *rows)
        return box(b"iprp", box(b"ipco", *every), table)

    def locations(self, start: int) -> list[bytes]:
        at, inline, rows = start, 0, []
        for item in self.items:
            size = len(item.data) // item.pieces
            sizes = [size] * (item.pieces - 1) + [len(item.data) - size * (item.pieces - 1)]
            row = short(item.number, item.method, 0, item.pieces)
            for size in sizes:
                row += long(inline if item.method else at, size)
                inline, at = (inline + size, at) if item.method else (inline, at + size)
            at += 0 if item.method else len(self.gap)
            rows.append(row)
        return rows


def reference(kind: bytes, source: int, *targets: int) -> bytes:
    return box(kind, short(source, len(targets), *targets))


def clean(data: bytes, **options: bool) -> bytes:
    answer = examine(data, Options(**options)).cleaned
    assert isinstance(answer, Cleaned), answer
    return answer.data


def blocks(data: bytes) -> list[tuple[Kind, str]]:
    return [(block.kind, block.name) for block in ISOBMFF.parse(data).blocks]


def exif_item(number: int, exif: bytes) -> Item:
    return Item(number, b"Exif", long(0) + exif.removeprefix(b"Exif\0\0"))


def mime_item(number: int, data: bytes, encoding: bytes = b"") -> Item:
    return Item(number, b"mime", data, tail=b"application/rdf+xml\0" + encoding + b"\0")


def plain() -> bytes:
    return Heif([picture(1, b"coded picture")]).write()


def test_metadata_items_go_and_are_told(pictures) -> None:
    items = [
        picture(1, b"coded picture"),
        exif_item(2, pictures.exif(6)),
        mime_item(3, b"<x:xmpmeta>" + SECRET),
        mime_item(4, zlib.compress(b"<x:xmpmeta>" + SECRET), b"deflate"),
        Item(5, b"iptc", b"\x1c\x02" + SECRET),
        Item(6, b"uri ", SECRET, tail=b"urn:private\0"),
        Item(7, b"prvt", SECRET),
    ]
    dirty = Heif(items, [reference(b"cdsc", 2, 1)]).write()
    kinds = [kind for kind, _ in blocks(dirty)]
    assert kinds == [Kind.EXIF, Kind.XMP, Kind.XMP, Kind.IPTC, Kind.UNKNOWN, Kind.UNKNOWN]
    assert clean(dirty) == clean(plain())


def test_an_exif_offset_is_passed_over(pictures) -> None:
    stream = pictures.exif().removeprefix(b"Exif\0\0")
    for head in (long(0), long(6) + b"Exif\0\0", long(0) + b"Exif\0\0", long(9999)):
        data = Heif([picture(1, b"coded"), Item(2, b"Exif", head + stream)]).write()
        assert ISOBMFF.parse(data).blocks[0].data == stream


def test_exif_does_not_turn_a_picture(pictures) -> None:
    data = Heif([picture(1, b"coded"), exif_item(2, pictures.exif(6))]).write()
    assert ISOBMFF.parse(data).orientation == 1


@pytest.mark.parametrize(
    ("properties", "orientation"),
    [
        ([], 1),
        ([box(b"irot", b"\1")], 8),
        ([box(b"irot", b"\2")], 3),
        ([box(b"irot", b"\3")], 6),
        ([box(b"imir", b"\1")], 2),
        ([box(b"imir", b"\0")], 4),
        ([box(b"irot", b"\1"), box(b"imir", b"\1")], 7),
        ([box(b"imir", b"\1"), box(b"irot", b"\1")], 5),
    ],
)
def test_turns_and_mirrors_stay_in_their_order(properties: list[bytes], orientation: int) -> None:
    data = Heif([picture(1, b"coded", *properties)]).write()
    assert ISOBMFF.parse(data).orientation == orientation
    assert ISOBMFF.parse(clean(data)).orientation == orientation


def test_reserved_bits_of_a_turn_go() -> None:
    assert b"irot\x03" in clean(Heif([picture(1, b"coded", box(b"irot", b"\xff"))]).write())


def test_thumbnails_depth_and_hidden_pictures_go_and_are_told() -> None:
    items = [
        picture(1, b"coded picture"),
        picture(2, b"thumbnail " + SECRET),
        picture(3, b"depth " + SECRET, auxc(DEPTH), hidden=True),
        picture(4, b"gain " + SECRET, auxc(b"urn:com:apple:photo:2020:aux:hdrgainmap")),
        picture(5, b"hidden " + SECRET, hidden=True),
    ]
    links = [reference(b"thmb", 2, 1), reference(b"auxl", 3, 1), reference(b"auxl", 4, 1)]
    dirty = Heif(items, links).write()
    assert blocks(dirty) == [
        (Kind.THUMBNAIL, ""),
        (Kind.SECONDARY, "depth map"),
        (Kind.SECONDARY, "gain map"),
        (Kind.SECONDARY, "hidden picture"),
    ]
    assert clean(dirty) == clean(plain())


def test_an_alpha_plane_stays_without_its_subtype() -> None:
    alpha = picture(2, b"the alpha plane", auxc(ALPHA, SECRET), hidden=True)
    links = [reference(b"auxl", 2, 1), reference(b"prem", 1, 2)]
    cleaned = clean(Heif([picture(1, b"coded picture"), alpha], links).write())
    assert b"the alpha plane" in cleaned
    assert b"prem" in cleaned
    assert SECRET not in cleaned


def test_tiles_stay_and_their_grid_is_cut_to_its_size() -> None:
    grid = Item(1, b"grid", b"\0\0\0\1" + short(128, 32) + SECRET, (ispe(128, 32),), method=1)
    tiles = [picture(number, b"tile %d" % number, hidden=True) for number in (2, 3)]
    cleaned = clean(Heif([grid, *tiles], [reference(b"dimg", 1, 2, 3)]).write())
    assert b"tile 2" in cleaned
    assert b"tile 3" in cleaned
    assert SECRET not in cleaned
    assert ISOBMFF.parse(cleaned).width == 128


def test_tiles_with_the_same_bytes_are_stored_once() -> None:
    grid = Item(1, b"grid", b"\0\0\0\1" + short(128, 32), (ispe(128, 32),), method=1)
    tiles = [picture(number, b"the same tile", hidden=True) for number in (2, 3)]
    cleaned = clean(Heif([grid, *tiles], [reference(b"dimg", 1, 2, 3)]).write())
    assert cleaned.count(b"the same tile") == 1


def test_extents_in_pieces_are_put_together() -> None:
    whole = picture(1, b"in three pieces")
    whole.pieces = 3
    assert clean(Heif([whole]).write()) == clean(Heif([picture(1, b"in three pieces")]).write())


def test_an_item_in_another_item_is_found() -> None:
    inner = Item(1, b"hvc1", b"", (hvcc(), ispe(64, 32)), method=2)
    outer = Item(2, b"prvt", nal(19, b"coded picture"))
    data = bytearray(Heif([inner, outer], [reference(b"iloc", 1, 2)]).write())
    at = data.index(b"iloc\1") + 4 + 8  # version, sizes, count
    row = short(1, 2, 0, 1) + long(0, 0)
    assert bytes(data[at : at + len(row)]) == row
    data[at - 4 : at - 2] = b"\x44\x04"  # offsets, lengths and indices of four bytes
    rows = short(1, 2, 0, 1) + long(1, 0, 0) + short(2, 0, 0, 1) + long(0)
    rows += data[at + len(row) + 8 : at + len(row) + 16]
    grown = data[:at] + rows + data[at + 2 * len(row) :]
    sizes = {b"iloc": 8, b"meta": 8}
    for kind, more in sizes.items():
        place = grown.index(kind + bytes([kind == b"iloc"])) - 4
        grown[place : place + 4] = long(int.from_bytes(grown[place : place + 4], "big") + more)
    place = grown.index(nal(19, b"coded picture"))
    offset = at + 20 + 8 + 4
    grown[offset : offset + 4] = long(place)
    cleaned = clean(bytes(grown))
    assert b"coded picture" in cleaned
    assert b"prvt" not in cleaned


def test_other_pictures_that_are_meant_to_be_shown_stay() -> None:
    data = Heif([picture(1, b"first picture"), picture(2, b"second picture")]).write()
    assert ISOBMFF.parse(data).frames == 2
    assert b"second picture" in clean(data)


def tone_mapped() -> bytes:
    parameters = bytes(1) + short(0, 0) + b"\0" + bytes(16 + 40) + SECRET
    items = [
        picture(1, b"base picture"),
        Item(2, b"tmap", parameters, (ispe(64, 32),)),
        picture(3, b"gain map", hidden=True),
    ]
    group = full(b"altr", long(9, 2, 2, 1))
    brands = b"heic\0\0\0\0mif1heictmap"
    return Heif(items, [reference(b"dimg", 2, 1, 3)], [group], brands=brands).write()


def test_a_tone_map_goes_with_its_gain_map() -> None:
    assert clean(tone_mapped()) == clean(Heif([picture(1, b"base picture")]).write())
    assert (Kind.SECONDARY, "gain map") in blocks(tone_mapped())


def test_a_tone_map_stays_if_asked_for_cut_to_its_size() -> None:
    answer = examine(tone_mapped(), Options(keep_hdr=True)).cleaned
    assert isinstance(answer, Cleaned)
    assert [kept.what for kept in answer.kept] == ["gain-map"]
    assert all(part in answer.data for part in (b"gain map", b"tmap", b"altr"))
    assert SECRET not in answer.data


def test_names_gaps_free_boxes_and_what_stands_behind_go_and_are_told() -> None:
    named = picture(1, b"coded picture")
    named.name = b"holiday"
    beside = box(b"uuid", bytes(16) + SECRET) + box(b"free", SECRET)
    behind = b"".join(
        (
            box(b"mpvd", box(b"ftyp", b"isom\0\0\0\0") + SECRET),
            box(b"uuid", XMP_UUID + b"<x:xmpmeta>" + SECRET),
            box(b"sefd", SECRET + b"SEFT"),
            box(b"free", SECRET),
            SECRET,
        )
    )
    options = {"beside": beside, "behind": behind, "gap": SECRET, "handler": SECRET}
    dirty = Heif([named], **options).write()
    told = dict.fromkeys(kind for kind, _ in blocks(dirty))
    assert list(told) == [Kind.TEXT, Kind.UNKNOWN, Kind.HIDDEN, Kind.TRAILER, Kind.QUICKTIME]
    assert clean(dirty) == clean(plain())


def test_a_c2pa_box_is_handed_over_as_jumbf() -> None:
    uuid = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")
    manifest = box(b"jumb", SECRET)
    behind = box(b"uuid", uuid + bytes(4) + b"manifest\0" + bytes(8) + manifest)
    (found,) = ISOBMFF.parse(plain() + behind).blocks
    assert (found.kind, found.data) == (Kind.JUMBF, manifest)


def test_texts_and_times_in_properties_go_and_are_told() -> None:
    texts = full(b"udes", b"en\0Title\0Caption " + SECRET + b"\0tags\0")
    moment = full(b"crtt", struct.pack(">Q", 3_900_000_000_000_000))
    private = box(b"prvt", SECRET)
    dirty = Heif([picture(1, b"coded picture", texts, moment, private)]).write()
    told = blocks(dirty)
    assert (Kind.TEXT, "Description") in told
    assert (Kind.TIME, "") in told
    assert (Kind.UNKNOWN, "prvt") in told
    assert clean(dirty) == clean(plain())


def test_properties_are_cut_to_their_size() -> None:
    pasp = box(b"pasp", long(1, 1) + SECRET)
    nclx = box(b"colr", b"nclx" + short(1, 13, 6) + b"\xff" + SECRET)
    cleaned = clean(Heif([picture(1, b"coded", pasp, nclx)]).write())
    assert SECRET not in cleaned
    assert box(b"colr", b"nclx" + short(1, 13, 6) + b"\x80") in cleaned


@pytest.mark.parametrize(
    ("width", "kept"), [(60, []), (100, ["cropped-pixels"])], ids=["padding", "a crop"]
)
def test_pixels_that_a_crop_hides_are_named_as_kept(width: int, kept: list[str]) -> None:
    crop = box(b"clap", long(*(value for side in (64, 32, 0, 0) for value in (side, 1))))
    item = Item(1, b"hvc1", nal(19, b"coded"), (hvcc(), ispe(64 + width, 32), crop))
    data = Heif([item]).write()
    answer = examine(data).cleaned
    assert isinstance(answer, Cleaned)
    assert [each.what for each in answer.kept] == kept
    assert ISOBMFF.parse(data).width == 64


def test_a_bitstream_that_is_not_examined_is_named_as_kept() -> None:
    item = Item(1, b"j2k1", b"coded picture", (ispe(64, 32),))
    answer = examine(Heif([item]).write()).cleaned
    assert isinstance(answer, Cleaned)
    assert [each.what for each in answer.kept] == ["coded-picture"]


def test_a_jpeg_in_a_heif_file_is_cleaned_like_a_jpeg_file(pictures) -> None:
    dirty = pictures.in_header(pictures.jpeg, pictures.segment(0xFE, SECRET))
    cleaned = clean(Heif([Item(1, b"jpeg", dirty, (ispe(37, 23),))]).write())
    assert pictures.jpeg[-40:] in cleaned
    assert SECRET not in cleaned


def test_messages_of_avc_go() -> None:
    configuration = box(
        b"avcC", b"\1\x42\0\x0a\xff\xe1" + short(2) + b"\x67s\1" + short(2) + b"\x68p"
    )
    units = [long(len(unit)) + unit for unit in (b"\6" + SECRET, b"\x65coded picture")]
    item = Item(1, b"avc1", b"".join(units), (configuration, ispe(64, 32)))
    assert SECRET not in clean(Heif([item]).write())


def test_an_icc_profile_is_rebuilt(pictures) -> None:
    profile = box(b"colr", b"prof" + pictures.icc)
    answer = examine(Heif([picture(1, b"coded", profile)]).write()).cleaned
    assert isinstance(answer, Cleaned)
    assert [kept.what for kept in answer.kept] == ["colour-profile"]
    assert b"Little CMS" not in answer.data


def test_an_essential_property_nobody_knows_is_refused() -> None:
    item = picture(1, b"coded", box(b"prvt", b"how to decode it"))
    item.essential = True
    answer = examine(Heif([item]).write())
    assert answer.cleaned == Refused(Reason.UNSUPPORTED, Format.HEIC)


def test_encoder_messages_go_from_bitstream_and_configuration() -> None:
    message = sei(5, bytes(16) + b"x265 options " + SECRET)
    filler = nal(38, SECRET)
    coded = message + nal(19, b"coded picture") + filler
    item = Item(1, b"hvc1", coded, (hvcc(message), ispe(64, 32)))
    dirty = Heif([item]).write()
    assert (Kind.TEXT, "Encoder") in blocks(dirty)
    assert clean(dirty) == clean(plain())


def test_messages_about_brightness_stay() -> None:
    level = sei(144, b"\1\2\3\4")
    both = nal(39, bytes([144, 4]) + b"\1\2\3\4" + bytes([5, 20]) + b"u" * 20 + b"\x80")
    assert hevc.clean(level + nal(19, b"picture"), 4) == level + nal(19, b"picture")
    assert hevc.clean(both, 4) == level


def test_empty_units_and_what_stands_behind_the_last_one_go() -> None:
    coded = nal(19, b"picture")
    assert hevc.clean(long(0) + coded + b"abc", 4) == coded


def test_start_codes_in_messages_stay_escaped() -> None:
    escaped = nal(39, bytes([144, 4]) + b"\0\0\3\0\1" + b"\x80")
    assert hevc.clean(escaped, 4) == escaped


def obu(kind: int, body: bytes) -> bytes:
    return bytes([kind << 3 | 2, len(body)]) + body


def test_padding_and_private_units_of_av1_go() -> None:
    kept = [obu(1, b"sequence"), obu(5, b"\1abcd\x80"), obu(6, b"frame")]
    gone = [obu(15, SECRET), obu(5, b"\4\xb5" + SECRET + b"\x80"), obu(9, SECRET)]
    mixed = b"".join(part for pair in zip(gone, kept, strict=True) for part in pair)
    assert av1.clean(mixed) == b"".join(kept)


@pytest.mark.parametrize("data", [b"\x0a", b"\x0a\x7f", b"\x0a" + b"\xff" * 9])
def test_units_of_av1_that_break_off_are_damaged(data: bytes) -> None:
    with pytest.raises(Rejected):
        av1.clean(data)


def test_a_motion_video_in_a_still_picture_goes() -> None:
    movie = box(b"moov", box(b"udta", box(b"\xa9xyz", short(18, 0) + b"+52.5+013.4/" + SECRET)))
    dirty = plain() + movie
    assert {Kind.QUICKTIME, Kind.TRAILER} == {kind for kind, _ in blocks(dirty)}
    assert clean(dirty) == clean(plain())


def test_unknown_brands_go() -> None:
    dirty = Heif([picture(1, b"coded picture")], brands=b"heic\0\1\2\3mif1heicPRVTmp42").write()
    assert clean(dirty) == clean(plain())


@pytest.mark.parametrize(
    ("items", "reason"),
    [
        ([], Reason.DAMAGED),
        ([Item(1, b"hvc1", nal(19, b"coded"), (hvcc(),))], Reason.DAMAGED),
        ([Item(1, b"hvc1", nal(19, b"coded"), (hvcc(), ispe(0, 9)))], Reason.DAMAGED),
        ([Item(1, b"hvc1", long(99) + b"cut", (hvcc(), ispe(9, 9)))], Reason.DAMAGED),
        ([Item(1, b"av01", b"\x0a\x7f", (ispe(9, 9),))], Reason.DAMAGED),
        ([Item(1, b"what", b"coded", (ispe(9, 9),))], Reason.UNSUPPORTED),
        ([Item(1, b"hvc1", b"", (hvcc(), ispe(20_000, 20_000)))], Reason.TOO_MANY_PIXELS),
    ],
)
def test_a_picture_that_cannot_be_shown_is_refused(items: list[Item], reason: Reason) -> None:
    assert examine(Heif(items).write()).cleaned == Refused(reason, Format.HEIC)


def test_a_grid_of_missing_tiles_is_damaged() -> None:
    grid = Item(1, b"grid", b"\0\0\0\1" + short(128, 32), (ispe(128, 32),), method=1)
    data = Heif([grid], [reference(b"dimg", 1, 2, 3)]).write()
    assert examine(data).cleaned == Refused(Reason.DAMAGED, Format.HEIC)


def test_items_made_of_each_other_end() -> None:
    grids = [Item(n, b"grid", b"\0\0\0\0" + short(9, 9), (ispe(9, 9),)) for n in (1, 2)]
    data = Heif(grids, [reference(b"dimg", 1, 2), reference(b"dimg", 2, 1)]).write()
    assert isinstance(examine(data).cleaned, Cleaned)


def test_a_file_whose_items_are_many_times_the_file_is_refused() -> None:
    data = bytearray(Heif([Item(n, b"prvt", b"x") for n in range(2, 900)]).write())
    at = data.index(b"iloc") + 12
    for number in range(898):
        data[at + 16 * number + 8 : at + 16 * number + 16] = long(0, len(data))
    assert examine(bytes(data)).cleaned == Refused(Reason.DAMAGED, Format.HEIC)


# AVIF, drawn and decoded by Pillow


@pytest.mark.parametrize("orientation", range(1, 9))
def test_an_avif_is_shown_as_before(pictures, orientation: int) -> None:
    options = {"exif": pictures.exif(orientation), "xmp": SECRET, "icc_profile": pictures.icc}
    data = pictures.save(pictures.draw(), "AVIF", **options)
    with Image.open(io.BytesIO(data)) as before, Image.open(io.BytesIO(clean(data))) as after:
        upright = [ImageOps.exif_transpose(image).tobytes() for image in (before, after)]
    assert upright[0] == upright[1]
    assert SECRET not in clean(data)


def test_alpha_of_an_avif_stays_identical(pictures) -> None:
    image = pictures.draw(mode="RGBA")
    image.putalpha(Image.linear_gradient("L").resize(image.size))
    data = pictures.save(image, "AVIF", exif=pictures.exif())
    assert pictures.pixels(clean(data)) == pictures.pixels(data)


@pytest.fixture(scope="module")
def animation(pictures) -> bytes:
    frames = [pictures.draw(shift=shift, mode="RGBA") for shift in (0, 6, 12)]
    frames[0].putalpha(Image.linear_gradient("L").resize(frames[0].size))
    options = {"save_all": True, "append_images": frames[1:], "duration": [30, 40, 50]}
    exif = pictures.exif()
    return pictures.save(frames[0], "AVIF", exif=exif, xmp=SECRET, speed=10, **options)


def test_a_sequence_keeps_frames_and_times(pictures, animation: bytes) -> None:
    cleaned = clean(animation)
    assert ISOBMFF.parse(cleaned).frames == 3
    assert pictures.pixels(cleaned) == pictures.pixels(animation)
    assert ISOBMFF.payload(cleaned) == ISOBMFF.payload(animation)
    for name in ("duration", "timestamp"):
        assert shown_times(cleaned, name) == shown_times(animation, name)


def shown_times(data: bytes, name: str) -> list[object]:
    with Image.open(io.BytesIO(data)) as image:
        times = []
        for number in range(3):
            image.seek(number)
            image.load()
            times.append(image.info.get(name))
        return times


def test_dates_names_and_user_data_of_a_sequence_go(animation: bytes) -> None:
    at = animation.index(b"mvhd")
    assert any(animation[at + 8 : at + 16])
    movie = animation.index(b"moov") - 4
    size = int.from_bytes(animation[movie : movie + 4], "big")
    extra = box(b"udta", box(b"name", SECRET))
    inside = animation[movie + 8 : movie + size]
    sound = box(b"trak", box(b"tkhd", bytes(84)), box(b"mdia", full(b"hdlr", b"\0" * 4 + b"soun")))
    grown = box(b"moov", inside, extra, sound)
    # Behind the data box, so that no offset changes.
    hidden = animation[:movie] + long(size) + b"free" + inside + animation[movie + size :] + grown
    assert (Kind.SECONDARY, "sound") in blocks(hidden)
    assert SECRET not in clean(hidden)
    assert clean(hidden) == clean(animation)


def test_a_sequence_without_an_end_is_refused(animation: bytes) -> None:
    at = animation.index(b"stsz") + 12
    bomb = animation[:at] + long(0xFFFFFFFF) + animation[at + 4 :]
    assert examine(bomb).cleaned == Refused(Reason.TOO_MANY_FRAMES, Format.AVIF)


# Properties


@pytest.fixture(scope="module")
def seeds(pictures, animation: bytes) -> dict[str, bytes]:
    grid = Item(1, b"grid", b"\0\0\0\1" + short(128, 32), (ispe(128, 32),), method=1)
    tiles = [picture(number, b"tile %d" % number, hidden=True) for number in (2, 3)]
    extra = [exif_item(4, pictures.exif()), mime_item(5, SECRET)]
    heic = Heif([grid, *tiles, *extra], [reference(b"dimg", 1, 2, 3)], behind=2 * SECRET).write()
    avif = pictures.save(pictures.draw(mode="RGBA"), "AVIF", exif=pictures.exif(6), speed=10)
    return {"heic": heic, "avif": avif + SECRET, "tone map": tone_mapped(), "sequence": animation}


NAMES = ("heic", "avif", "tone map", "sequence")


@pytest.mark.parametrize("name", NAMES)
def test_no_planted_secret_survives(seeds, name: str) -> None:
    assert SECRET in seeds[name]
    assert SECRET not in clean(seeds[name])


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("keep_hdr", [False, True])
def test_cleaning_twice_gives_the_same_bytes(seeds, name: str, keep_hdr: bool) -> None:
    options = Options(keep_hdr=keep_hdr)
    once = examine(seeds[name], options).cleaned
    twice = examine(once.data, options).cleaned
    assert (twice.data, twice.removed, twice.kept) == (once.data, (), once.kept)


def test_a_sequence_with_a_broken_still_picture_promises_none(animation: bytes) -> None:
    broken = animation.replace(b"pitm", b"p?tm", 1)
    cleaned = examine(broken).cleaned
    assert isinstance(cleaned, Cleaned)
    assert b"mif1" not in cleaned.data[:64]


def test_a_track_in_an_unknown_coding_is_refused_as_such(animation: bytes) -> None:
    at = animation.index(b"stsd") + 16
    unknown = animation[:at] + b"av0?" + animation[at + 4 :]
    assert animation[at : at + 4] == b"av01"
    assert examine(unknown).cleaned == Refused(Reason.UNSUPPORTED, Format.AVIF)


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=80, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_any_mutation_ends_in_a_clean_copy_or_a_refusal(
    seeds, name: str, seed: int, mutate, settles
) -> None:
    settles(mutate(seeds[name], seed, within=2_000), verified=False)  # where the structure is


@pytest.mark.parametrize("name", NAMES)
def test_every_cut_ends_in_a_clean_copy_or_a_refusal(seeds, name: str) -> None:
    for size in range(12, len(seeds[name]), 37):
        assert isinstance(examine(seeds[name][:size]).cleaned, Cleaned | Refused)


@settings(max_examples=60, deadline=None)
@given(data=st.binary(max_size=200))
def test_any_bytes_behind_a_file_type_are_answered(data: bytes) -> None:
    answer = examine(box(b"ftyp", b"heic\0\0\0\0mif1") + data)
    assert isinstance(answer.cleaned, Cleaned | Refused)


# The second reader


def test_clean_copies_pass_the_second_reader(seeds) -> None:
    for data in seeds.values():
        assert list(verify.residue(clean(data), Format.HEIC)) == []


def spoiled(data: bytes, old: bytes, new: bytes) -> bytes:
    assert old in data
    assert len(old) == len(new)
    return data.replace(old, new, 1)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"hvc1\0", b"mime\0"),
        (b"hvc1\0", b"hvc1x"),
        (b"ispe", b"udes"),
        (b"\0\0\0\0pict" + bytes(13), b"\0\0\0\0pict" + bytes(12) + b"x"),
        (b"mif1", b"PRVT"),
        (b"hvcC", b"uuid"),
    ],
)
def test_what_stayed_in_a_heic_is_seen(old: bytes, new: bytes) -> None:
    assert list(isobmff.read(spoiled(clean(plain()), old, new)))


def test_data_that_no_item_covers_is_seen() -> None:
    cleaned = clean(plain())
    size = len(nal(19, b"coded picture"))
    at = cleaned.rindex(long(size), 0, cleaned.index(b"mdat") - 4)
    assert list(isobmff.read(cleaned[:at] + long(size - 1) + cleaned[at + 4 :])) == [
        "data behind the items"
    ]


@pytest.mark.parametrize(
    "behind", [b"left", box(b"free"), box(b"mdat", b"left"), box(b"uuid", bytes(16))]
)
def test_what_stayed_behind_the_data_is_seen(behind: bytes) -> None:
    assert list(isobmff.read(clean(plain()) + behind))


def test_messages_that_stayed_are_seen() -> None:
    left = spoiled(clean(plain()), b"\xa2\0\1\0\4\x44\1pp", b"\xa7\0\1\0\4\x4e\1\5\0")
    assert list(isobmff.read(left)) == ["property hvcC"]


@pytest.mark.parametrize(
    ("kind", "picture_bytes", "left"),
    [
        (b"hvc1", nal(19, b"a coded picture"), sei(5, b"x" * 5) + nal(19, b"a")),
        (b"av01", b"\x32\x04abcd", b"\x7a\x01p\x32\x01a"),
    ],
)
def test_messages_that_stayed_in_an_item_are_seen(
    kind: bytes, picture_bytes: bytes, left: bytes
) -> None:
    configuration = hvcc() if kind == b"hvc1" else box(b"av1C", b"\x81\0\0\0")
    item = Item(1, kind, picture_bytes, (configuration, ispe(64, 32)))
    found = isobmff.read(spoiled(clean(Heif([item]).write()), picture_bytes, left))
    assert any(name.endswith("beside a picture") for name in found)


def test_dates_that_stayed_in_a_sequence_are_seen(animation: bytes) -> None:
    cleaned = clean(animation)
    for kind in (b"mvhd", b"tkhd", b"mdhd"):
        at = cleaned.index(kind) + 8
        assert list(isobmff.read(cleaned[:at] + b"\1" + cleaned[at + 1 :]))


def test_the_categories_that_are_gone_are_told(seeds) -> None:
    removed = examine(seeds["heic"]).cleaned.removed
    assert removed[0] is Category.GPS
    assert Category.TRAILER in removed


@pytest.mark.shared
@pytest.mark.filterwarnings("ignore")
def test_study_files_come_out_clean(shared) -> None:
    """Every whole file of these formats is accepted, and none of the broken ones hangs."""
    folders = (shared / "corpus", shared / "corpus" / "planted")
    files = [p for d in folders for p in d.iterdir() if p.name.startswith(("heic_", "avif_"))]
    for path in files:
        assert isinstance(examine(path.read_bytes()).cleaned, Cleaned), path.name
    for path in (shared / "corpus" / "malformed").iterdir():
        assert isinstance(examine(path.read_bytes()).cleaned, Cleaned | Refused), path.name
    assert len(files) > 20


def test_more_kinds_of_items_are_told() -> None:
    items = [
        picture(1, b"coded picture"),
        Item(2, b"jumb", SECRET),
        Item(3, b"mime", SECRET, tail=b"text/plain\0\0"),
        mime_item(4, b"no deflate <x:xmpmeta>", b"deflate"),
        picture(5, b"alpha of nothing", auxc(ALPHA), hidden=True),
    ]
    told = blocks(Heif(items).write())
    assert [kind for kind, _ in told[:3]] == [Kind.JUMBF, Kind.TEXT, Kind.XMP]
    assert (Kind.SECONDARY, "alpha plane") in told


def test_registered_user_data_goes_and_is_told() -> None:
    dirty = Heif([Item(1, b"hvc1", sei(4, SECRET) + nal(19, b"coded picture"),
                       (hvcc(), ispe(64, 32)))]).write()  # fmt: skip
    assert (Kind.UNKNOWN, "user data") in blocks(dirty)
    assert clean(dirty) == clean(plain())


def test_a_time_beyond_all_calendars_is_passed_over() -> None:
    dirty = Heif([picture(1, b"coded picture", full(b"crtt", b"\xff" * 8))]).write()
    assert blocks(dirty) == []


def test_colours_of_quicktime_and_sizes_of_layers_are_cut() -> None:
    nclc = box(b"colr", b"nclc" + short(1, 13, 6) + SECRET)
    layers = box(b"a1lx", b"\xff" + long(1, 2, 3) + SECRET)
    chosen = box(b"lsel", short(1))
    cleaned = clean(Heif([picture(1, b"coded", nclc, layers, chosen)]).write())
    assert SECRET not in cleaned
    assert box(b"colr", b"nclc" + short(1, 13, 6)) in cleaned
    assert box(b"a1lx", b"\1" + long(1, 2, 3)) in cleaned


def test_an_avc_configuration_that_goes_on_is_cut_behind_its_sets() -> None:
    body = b"\1\x64\0\x0a\xff\xe1" + short(2) + b"\x67s\1" + short(2) + b"\x68p"
    body += b"\xfd\xf8\xf8\1" + short(2) + b"\x6dx"
    coded = long(14) + b"\x65coded picture"
    item = Item(1, b"avc1", coded, (box(b"avcC", body + SECRET), ispe(64, 32)))
    cleaned = clean(Heif([item]).write())
    assert box(b"avcC", body) in cleaned


def test_an_avc_configuration_that_breaks_off_is_damaged() -> None:
    item = Item(1, b"avc1", long(1) + b"\x65", (box(b"avcC", b"\1\x64"), ispe(64, 32)))
    with pytest.raises(Rejected):
        ISOBMFF.strip(Heif([item]).write(), Options())


def test_metadata_of_av1_without_its_end_goes() -> None:
    assert b"left" not in av1.clean(b"\x2a\5\1left\x32\1a")


def test_messages_with_numbers_above_a_byte_are_read() -> None:
    unit = b"\x4e\1" + b"\xff\x09\5hello\x80"
    assert hevc.clean(long(len(unit)) + unit + nal(19, b"coded"), 4) == nal(19, b"coded")


def test_an_identity_holds_no_bytes() -> None:
    turned = Item(1, b"iden", SECRET, (ispe(64, 32), box(b"irot", b"\1")))
    data = Heif([turned, picture(2, b"coded", hidden=True)], [reference(b"dimg", 1, 2)]).write()
    assert SECRET not in clean(data)


def test_a_tone_map_with_one_denominator_is_cut_to_its_size() -> None:
    parameters = bytes(1) + short(0, 0) + b"\x08" + bytes(12 + 20)
    data = tone_mapped().replace(
        bytes(1) + short(0, 0) + b"\0" + bytes(56), parameters + bytes(24)
    )
    cleaned = clean(data, keep_hdr=True)
    assert parameters in cleaned
    assert SECRET not in cleaned


def test_the_base_of_a_tone_map_that_is_primary_is_shown_without_it() -> None:
    parameters = bytes(1) + short(0, 0) + b"\0" + bytes(16 + 40)
    items = [picture(1, b"base picture"), Item(2, b"tmap", parameters, (ispe(64, 32),)),
             picture(3, b"gain map", hidden=True)]  # fmt: skip
    data = Heif(items, [reference(b"dimg", 2, 1, 3)], primary=2).write()
    assert b"base picture" in clean(data)
    assert b"gain map" not in clean(data)


@pytest.mark.parametrize(
    ("module", "bound", "value"),
    [
        ("boxes", "_MOST_BOXES", 3),
        ("meta", "_MOST_LINKS", 0),
        ("meta", "_MOST_NESTING", -1),
        ("shown", "_MOST_PICTURES", 0),
        ("tracks", "_MOST_TRACKS", 0),
        ("tracks", "_MOST_RUNS", 0),
    ],
)
def test_hostile_numbers_are_refused(monkeypatch, animation, module, bound, value) -> None:
    monkeypatch.setattr(f"bot.images.formats.isobmff.{module}.{bound}", value)
    outcomes = [examine(data).cleaned for data in (plain(), animation)]
    assert any(isinstance(outcome, Refused) for outcome in outcomes)


def test_brands_of_no_picture_are_refused() -> None:
    answer = examine(Heif([picture(1, b"coded")], brands=b"msf1\0\0\0\0msf1").write()).cleaned
    assert answer == Refused(Reason.UNSUPPORTED, Format.HEIC)


def test_an_item_without_a_place_is_damaged() -> None:
    item = picture(1, b"coded")
    item.method = 3
    assert examine(Heif([item]).write()).cleaned == Refused(Reason.DAMAGED, Format.HEIC)


def renamed(data: bytes, old: bytes, new: bytes) -> bytes:
    """Change a name inside the movie box alone."""
    at = data.index(b"moov")
    assert old in data[at:]
    return data[:at] + data[at:].replace(old, new)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (b"mvhd", b"mvex", Reason.UNSUPPORTED),
        (b"stco", b"st?o", Reason.DAMAGED),
        (b"stsc", b"st?c", Reason.DAMAGED),
        (b"stsz", b"st?z", Reason.DAMAGED),
        (b"stbl", b"st?l", Reason.DAMAGED),
        (b"pict", b"soun", Reason.DAMAGED),
        (b"mvhd\1", b"mvhd\7", Reason.DAMAGED),
    ],
)
def test_a_movie_that_cannot_be_followed_is_refused(animation, old, new, reason) -> None:
    assert examine(renamed(animation, old, new)).cleaned == Refused(reason, Format.AVIF)


@pytest.mark.parametrize(
    ("name", "at", "value"),
    [
        (b"stsc", 8, 9_999),  # more runs than the table holds
        (b"stco", 8, 9_999),  # more chunks than the table holds
        (b"stsc", 20, 99),  # an entry that does not exist
        (b"stts", 8, 9_999),  # more times than the table holds
    ],
)
def test_a_table_of_a_movie_that_lies_is_damaged(animation, name, at, value) -> None:
    place = animation.index(name) + at
    lying = animation[:place] + long(value) + animation[place + 4 :]
    assert examine(lying).cleaned == Refused(Reason.DAMAGED, Format.AVIF)


@pytest.mark.parametrize(
    "left",
    [
        box(b"colr", b"nclx" + short(1, 13, 6) + b"\x80left"),
        auxc(ALPHA, b"left"),
        full(b"ispe", long(64, 32) + b"left"),
        box(b"av1C", b"\x81\0\0\0\x7a\1p"),
    ],
)
def test_properties_that_stayed_are_seen(left: bytes) -> None:
    found = isobmff.read(Heif([picture(1, b"coded picture", left)]).write())
    assert f"property {left[4:8].decode()}" in set(found)


def test_an_hevc_configuration_with_a_tail_is_seen() -> None:
    longer = box(b"hvcC", hvcc()[8:] + b"left")
    item = Item(1, b"hvc1", nal(19, b"coded"), (longer, ispe(64, 32)))
    assert "property hvcC" in set(isobmff.read(Heif([item]).write()))


def test_messages_about_brightness_pass_the_second_reader_and_fillers_do_not() -> None:
    light = nal(39, b"\x90\4abcd\x80")
    for unit, seen in ((light, False), (nal(38, b"left"), True)):
        item = Item(1, b"hvc1", unit + nal(19, b"coded"), (hvcc(), ispe(64, 32)))
        found = set(isobmff.read(Heif([item]).write()))
        assert any(name.endswith("beside a picture") for name in found) is seen


def test_data_between_items_is_seen() -> None:
    items = [picture(1, b"first picture"), picture(2, b"second picture")]
    assert "data of no item" in set(isobmff.read(Heif(items, gap=b"left").write()))


@pytest.mark.parametrize("field", [4, 8, 16])
def test_compact_tables_of_sizes_are_read(field: int) -> None:
    packed = {4: b"\x12\x30", 8: b"\1\2\3", 16: short(1, 2, 3)}[field]
    data = full(b"stz2", long(field, 3), packed)
    (table,) = boxes_of(data, 0, len(data))
    assert tracks._sizes(data, {b"stz2": table}) == [1, 2, 3]


def beside_the_tracks(animation: bytes, *more: bytes) -> bytes:
    """Write the movie box anew with more in it, behind the data box, so that no offset changes."""
    movie = animation.index(b"moov") - 4
    size = int.from_bytes(animation[movie : movie + 4], "big")
    inside = animation[movie + 8 : movie + size]
    free = long(size) + b"free" + inside
    return animation[:movie] + free + animation[movie + size :] + box(b"moov", inside, *more)


def test_a_broken_description_of_a_movie_goes_untold(animation: bytes) -> None:
    broken = beside_the_tracks(animation, full(b"meta", full(b"iinf")))
    assert blocks(broken) == blocks(beside_the_tracks(animation))
    assert clean(broken) == clean(animation)


def test_a_sequence_without_edits_stays_without(animation: bytes) -> None:
    cleaned = clean(renamed(animation, b"edts", b"free"))
    assert ISOBMFF.parse(cleaned).frames == 3
    assert b"edts" not in cleaned


def test_an_alpha_track_in_an_unknown_coding_is_refused(animation: bytes) -> None:
    first = animation.index(b"av01", animation.index(b"moov"))
    at = animation.index(b"av01", first + 4)
    unknown = animation[:at] + b"av0?" + animation[at + 4 :]
    assert examine(unknown).cleaned == Refused(Reason.UNSUPPORTED, Format.AVIF)


def test_a_sequence_without_frames_is_damaged(animation: bytes) -> None:
    at = animation.index(b"stsz") + 12
    none = animation[:at] + long(0) + animation[at + 4 :]
    assert examine(none).cleaned == Refused(Reason.DAMAGED, Format.AVIF)


def test_a_sequence_whose_frames_have_no_size_is_as_large_as_its_track(animation: bytes) -> None:
    at = animation.index(b"av01", animation.index(b"moov")) + 28
    assert animation[at : at + 4] == short(37, 23)
    assert ISOBMFF.parse(animation[:at] + bytes(4) + animation[at + 4 :]).width == 37


def test_a_sequence_with_a_colour_profile_keeps_it_rebuilt(pictures) -> None:
    frames = [pictures.draw(shift=shift) for shift in (0, 6)]
    options = {"save_all": True, "append_images": frames[1:], "icc_profile": pictures.icc}
    data = pictures.save(frames[0], "AVIF", speed=10, **options)
    kept = [kept.what for kept in ISOBMFF.strip(data, Options()).kept]
    assert kept == ["colour-profile"]


def test_a_sequence_in_a_bitstream_that_is_not_examined_is_named_as_kept(animation: bytes) -> None:
    other = renamed(animation, b"av01", b"vvc1")
    kept = [kept.what for kept in ISOBMFF.strip(other, Options()).kept]
    assert kept == ["coded-picture"]


def test_brightness_is_kept_and_not_told() -> None:
    light = nal(39, b"\x90\4abcd\x80")
    item = Item(1, b"hvc1", light + nal(19, b"coded"), (hvcc(), ispe(64, 32)))
    assert blocks(Heif([item]).write()) == []


def test_properties_without_a_place_for_texts_stay_whole() -> None:
    volume = box(b"cclv", bytes(range(20)))
    assert volume in clean(Heif([picture(1, b"coded", volume)]).write())


def test_sizes_of_layers_go_where_something_went_out_of_them() -> None:
    layers = box(b"a1lx", b"\0" + short(1, 2, 3))
    sound = obu(1, b"sequence") + obu(6, b"frame")
    cleaned = [
        clean(Heif([Item(1, b"av01", data, (ispe(64, 32), layers))]).write())
        for data in (sound, obu(15, SECRET) + sound)
    ]
    assert [layers in data for data in cleaned] == [True, False]


@pytest.mark.parametrize(
    "item",
    [
        Item(1, b"hvc1", nal(19, b"coded"), (box(b"hvcC", bytes(5)), ispe(64, 32))),
        Item(1, b"grid", b"\0\0\0", (ispe(64, 32),), method=1),
    ],
    ids=["configuration", "grid"],
)
def test_an_item_that_breaks_off_is_damaged(item: Item) -> None:
    data = Heif([item, picture(2, b"tile", hidden=True)], [reference(b"dimg", 1, 2)]).write()
    assert examine(data).cleaned == Refused(Reason.DAMAGED, Format.HEIC)


def test_an_item_inside_a_box_that_is_missing_is_damaged() -> None:
    grid = Item(1, b"grid", b"\0\0\0\0" + short(64, 32), (ispe(64, 32),), method=1)
    tile = picture(2, b"tile", hidden=True)
    data = Heif([grid, tile], [reference(b"dimg", 1, 2)]).write()
    assert isinstance(examine(data).cleaned, Cleaned)
    missing = data.replace(b"idat", b"free")
    assert examine(missing).cleaned == Refused(Reason.DAMAGED, Format.HEIC)


def test_a_group_that_names_more_than_it_holds_is_passed_over() -> None:
    lying = Heif([picture(1, b"coded picture")], groups=[full(b"altr", long(9, 99, 1))]).write()
    assert clean(lying) == clean(plain())


def test_a_minimized_picture_is_refused() -> None:
    data = box(b"ftyp", b"mif3\0\0\0\0heic") + box(b"mini", SECRET)
    assert examine(data).cleaned == Refused(Reason.UNSUPPORTED, Format.HEIC)
