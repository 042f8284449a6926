"""Of what was covered nothing is left in any byte of the file, and all else is as it was."""

from __future__ import annotations

import io
import random
import zlib

import piexif
import pytest
from PIL import Image, ImageChops, ImageFilter

from bot.images.clean import examine
from bot.images.results import Cleaned, Format, Options, Reason, Refused, Subject
from bot.images.visible import moving
from bot.images.visible.fill import TILES
from bot.images.visible.redaction import cover

INNER = (50, 34, 94, 78)  # with two pixels to the edge of the place, the whole of which is covered
FILES = [
    ("JPEG", {"subsampling": 0}),
    ("JPEG", {"subsampling": 1, "quality": 95}),
    ("JPEG", {"subsampling": 2, "quality": 60}),
    ("JPEG", {"subsampling": 2, "restart_marker_rows": 1}),
    ("JPEG", {"subsampling": 2, "progressive": True}),
    ("PNG", {}),
    ("WEBP", {"lossless": True}),
    ("BMP", {}),
    ("TIFF", {}),
]
NAMES = [f"{kind}-{'-'.join(map(str, options.values()))}" for kind, options in FILES]
EACH = pytest.mark.parametrize(("kind", "options"), FILES, ids=NAMES)


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


@EACH
def test_pictures_that_differ_only_below_the_cover_become_the_same_file(
    noisy, save, place, kind, options
):
    asked = Options(areas=(INNER if kind == "JPEG" else place,))
    one, other = (examine(save(noisy(seed), kind, **options), asked).cleaned for seed in (1, 2))
    assert isinstance(one, Cleaned)
    assert isinstance(other, Cleaned)
    assert one.data == other.data


@EACH
def test_the_cover_is_one_grey_that_owes_nothing_to_the_picture(noisy, save, kind, options):
    cleaned = examine(save(noisy(3), kind, **options), Options(areas=(INNER,))).cleaned
    inside = opened(cleaned.data).convert("RGB").crop(INNER)
    assert inside.getextrema() == ((34, 34), (34, 34), (34, 34))
    assert cleaned.covered == (INNER,)
    assert cleaned.pixels == "re-encoded"


@EACH
def test_outside_the_covered_blocks_the_picture_is_as_it_was(noisy, save, place, kind, options):
    data = save(noisy(4), kind, **options)
    before = opened(data).convert("RGB")
    after = opened(examine(data, Options(areas=(INNER,))).cleaned.data).convert("RGB")
    difference = ImageChops.difference(before, after)
    # Colour samples of 4:2:0 reach one pixel over the edge when they are made larger again.
    difference.paste(0, (place[0] - 1, place[1] - 1, place[2] + 1, place[3] + 1))
    most = max(high for _, high in difference.getextrema())
    assert most <= (2 if "progressive" in options else 0)


def test_no_secondary_picture_or_metadata_still_shows_what_was_covered(noisy, save):
    picture = noisy(5)
    small = picture.resize((80, 64))
    exif = piexif.dump({"0th": {piexif.ImageIFD.Make: b"Acme"}, "thumbnail": save(small, "JPEG")})
    data = save(picture, "JPEG", exif=exif, comment=b"who it is") + save(picture, "JPEG")
    cleaned = examine(data, Options(areas=(INNER,), keep_hdr=True)).cleaned
    assert len(list(pictures_in(cleaned.data))) == 1
    assert b"who it is" not in cleaned.data
    assert b"Acme" not in cleaned.data


def test_no_compressed_stream_of_a_png_holds_the_covered_pixels(noisy, save):
    picture = noisy(6)
    rows = [picture.crop((50, row, 94, row + 1)).tobytes() for row in range(40, 70)]
    cleaned = examine(save(picture, "PNG"), Options(areas=(INNER,))).cleaned
    streams = list(inflated(cleaned.data))
    assert streams
    assert not any(row[:24] in stream for row in rows for stream in streams)


def pictures_in(data: bytes):
    """Yield every picture that can be decoded from any offset of a file."""
    for signature in (b"\xff\xd8\xff", b"\x89PNG", b"RIFF", b"GIF8", b"BM", b"II*\0", b"MM\0*"):
        at = data.find(signature)
        while at >= 0:
            try:
                picture = Image.open(io.BytesIO(data[at:]))
                picture.load()
            except (OSError, SyntaxError, ValueError):
                pass
            else:
                yield picture
            at = data.find(signature, at + 1)


def inflated(data: bytes):
    """Yield what any zlib stream that begins anywhere in a file holds."""
    for at in range(len(data) - 2):
        if data[at] == 0x78 and (data[at] << 8 | data[at + 1]) % 31 == 0:
            try:
                yield zlib.decompressobj().decompress(data[at:])
            except zlib.error:
                continue


@pytest.mark.parametrize("turn", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_boxes_are_places_of_the_picture_as_it_is_displayed(save, turn, kind):
    picture = Image.new("RGB", (96, 64), "white")
    data = save(picture, kind, exif=piexif.dump({"0th": {piexif.ImageIFD.Orientation: turn}}))
    cleaned = examine(data, Options(areas=((4, 6, 20, 30),))).cleaned
    with opened(cleaned.data) as image:
        shown = upright(image)
    assert shown.getpixel((12, 18)) == (34, 34, 34)
    assert shown.getpixel((60, 56)) == (255, 255, 255)


def upright(image: Image.Image) -> Image.Image:
    from PIL import ImageOps

    return ImageOps.exif_transpose(image).convert("RGB")


def test_what_lies_behind_transparency_is_covered_too(noisy, save):
    picture = noisy(7).convert("RGBA")
    picture.putalpha(0)
    cleaned = examine(save(picture, "PNG"), Options(areas=(INNER,))).cleaned
    assert opened(cleaned.data).crop(INNER).getextrema()[:3] == ((34, 34),) * 3


def test_a_picture_of_sixteen_bits_keeps_them(noisy, save):
    deep = noisy(8).convert("L").convert("I;16").point(lambda value: value * 200)
    cleaned = examine(save(deep, "PNG"), Options(areas=(INNER,))).cleaned
    with opened(cleaned.data) as image:
        assert image.mode == "I;16"
        assert image.getpixel((150, 100)) == deep.getpixel((150, 100))


def test_tiles_are_random_greys_and_no_two_covers_are_alike(noisy, save):
    data = save(noisy(9), "JPEG", quality=95)
    one, other = (examine(data, Options(areas=(INNER,), fill="tiles")).cleaned for _ in range(2))
    shades = {colour[0] for _, colour in opened(one.data).convert("RGB").crop(INNER).getcolors(16)}
    assert len(shades) > 1
    assert all(min(abs(shade - tile) for tile in TILES) <= 1 for shade in shades)
    assert one.data != other.data


def test_a_gif_becomes_a_png_because_nothing_is_lost_by_that(noisy, save):
    cleaned = examine(save(noisy(1), "GIF"), Options(areas=(INNER,))).cleaned
    assert cleaned.format is Format.PNG


MOVING = [
    pytest.param("PNG", {}, Format.APNG, id="apng"),
    pytest.param("PNG", {"default_image": True}, Format.APNG, id="apng-apart"),
    pytest.param("WEBP", {"lossless": True}, Format.WEBP, id="webp"),
]
GIF = pytest.param("GIF", {}, Format.APNG, id="gif")


def frames_of(data: bytes) -> list[tuple[Image.Image, float]]:
    image, found = opened(data), []
    for number in range(image.n_frames):
        image.seek(number)
        found.append((image.convert("RGB"), image.info.get("duration", 0)))
    return found


@pytest.mark.parametrize(("kind", "options", "format_"), [*MOVING, GIF])
def test_an_animation_is_covered_in_every_frame_and_else_as_it_was(
    noisy, save, kind, options, format_
):
    frames = [noisy(seed) for seed in (1, 2, 3)]
    times = [50, 70] if options.get("default_image") else [50, 70, 90]
    data = save(
        frames[0], kind, save_all=True, append_images=frames[1:], duration=times, loop=0, **options
    )
    cleaned = examine(data, Options(areas=(INNER,))).cleaned
    before, after = frames_of(data), frames_of(cleaned.data)
    assert cleaned.format is format_
    assert [time for _, time in after] == [time for _, time in before]
    for (one, _), (other, _) in zip(before, after, strict=True):
        assert other.crop(INNER).getextrema() == ((34, 34),) * 3
        difference = ImageChops.difference(one, other)
        difference.paste(0, INNER)
        assert difference.getbbox() is None


# Not GIF: the one palette of a frame was made from what is below the cover too.
@pytest.mark.parametrize(("kind", "options", "format_"), MOVING)
def test_animations_that_differ_only_below_the_cover_become_the_same_file(
    noisy, save, kind, options, format_
):
    def covered(seed):
        frames = [noisy(2), noisy(3)]
        for frame in frames:
            frame.paste(noisy(seed).crop(INNER), INNER)
        data = save(frames[0], kind, save_all=True, append_images=frames[1:], **options)
        return examine(data, Options(areas=(INNER,))).cleaned.data

    assert covered(5) == covered(6)


def test_tiles_stand_still_while_the_picture_moves(noisy, save):
    data = save(noisy(1), "PNG", save_all=True, append_images=[noisy(2)])
    cleaned = examine(data, Options(areas=(INNER,), fill="tiles")).cleaned
    one, other = (frame.crop(INNER).tobytes() for frame, _ in frames_of(cleaned.data))
    assert one == other


def test_an_animation_too_long_is_refused_and_never_covered_in_one_frame_alone(
    noisy, save, monkeypatch
):
    monkeypatch.setattr(moving, "PIXELS", 1000)
    data = save(noisy(1), "GIF", save_all=True, append_images=[noisy(2)])
    examined = examine(data, Options(areas=(INNER,)))
    assert examined.cleaned == Refused(Reason.NOT_COVERABLE, Format.GIF)


def test_where_faces_cannot_be_looked_for_no_copy_is_handed_out(noisy, save, monkeypatch):
    from bot.images.visible import faces

    monkeypatch.setattr(faces, "detector", lambda: None)
    examined = examine(save(noisy(1), "JPEG"), Options(cover=(Subject.FACES,)))
    assert examined.cleaned == Refused(Reason.NOT_LOOKED_AT, Format.JPEG)


def test_a_picture_without_faces_is_cleaned_as_ever(noisy, save, drawn_face):
    data = save(Image.new("RGB", (64, 64), "teal"), "JPEG")
    cleaned = examine(data, Options(cover=(Subject.FACES, Subject.CODES))).cleaned
    assert cleaned.pixels == "identical"
    assert cleaned.covered == ()


def test_a_face_is_covered_with_its_hair(save, drawn_face):
    picture = drawn_face(200)
    examined = examine(save(picture, "JPEG", quality=90), Options(cover=(Subject.FACES,)))
    (found,) = examined.report.visible.faces
    (covered,) = examined.cleaned.covered
    assert covered[1] < found.box[1] - 0.3 * (found.box[3] - found.box[1])
    assert (
        examine(examined.cleaned.data, Options(look=(Subject.FACES,))).report.visible.faces == ()
    )


def test_a_cover_that_did_not_hold_is_not_handed_out(noisy, save, parse, monkeypatch):
    from bot.images.visible import redaction

    monkeypatch.setattr(redaction, "wipe", lambda data, *_: data)
    data = save(noisy(1), "JPEG")
    examined = examine(data, Options(areas=(INNER,)))
    assert examined.cleaned == Refused(Reason.NOT_VERIFIED, Format.JPEG)


@pytest.mark.parametrize("fill", ["solid", "tiles"])
def test_covered_places_are_linked_to_their_source_no_better_than_by_chance(noisy, fill):
    """The attacker knows all candidates and covers each alike (McPherson et al. 2016)."""
    sources = [noisy(seed) for seed in range(60)]
    seen = [covered(source, fill) for source in sources]
    again = [covered(source, fill) for source in sources]
    assert linked(seen, again) <= 5  # of 60; 1 is chance


def test_the_same_attack_sees_through_a_blur(noisy):
    sources = [noisy(seed) for seed in range(60)]
    blurred = [source.crop(INNER).filter(ImageFilter.GaussianBlur(12)) for source in sources]
    assert linked(blurred, blurred) >= 57


def covered(source: Image.Image, fill: str) -> Image.Image:
    out = io.BytesIO()
    source.save(out, "PNG")
    from bot.images.formats import CONTAINERS

    data = out.getvalue()
    done = cover(data, CONTAINERS[Format.PNG].parse(data), [INNER], fill)
    return opened(done).convert("RGB").crop(INNER)


def linked(seen: list[Image.Image], candidates: list[Image.Image]) -> int:
    """Count how many are nearest to their own source; of equally near ones one is guessed."""
    guess = random.Random(1)
    hits = 0
    for number, picture in enumerate(seen):
        distances = [distance(picture, each) for each in candidates]
        nearest = [at for at, found in enumerate(distances) if found == min(distances)]
        hits += guess.choice(nearest) == number
    return hits


def distance(one: Image.Image, other: Image.Image) -> int:
    histogram = ImageChops.difference(one, other).convert("L").histogram()
    return sum(count * value * value for value, count in enumerate(histogram))


@pytest.mark.parametrize(
    ("mode", "kind", "options"),
    [
        ("L", "PNG", {}),
        ("LA", "PNG", {}),
        ("LA", "WEBP", {"lossless": True}),
        ("P", "PNG", {"transparency": 0}),
        ("CMYK", "JPEG", {"progressive": True, "quality": 95}),
        ("L", "JPEG", {"progressive": True, "quality": 95}),
    ],
)
def test_the_cover_is_the_same_grey_in_pictures_of_every_kind(noisy, save, mode, kind, options):
    data = save(noisy(3).convert(mode), kind, **options)
    cleaned = examine(data, Options(areas=(INNER,))).cleaned
    with opened(cleaned.data) as image:
        (low, high), *rest = image.convert("RGB").crop(INNER).getextrema()
    assert low == high
    assert rest == [(low, high)] * 2
    assert low == 34 or mode == "CMYK"  # there it is a share of ink


def test_a_progressive_picture_stays_turned(save):
    exif = piexif.dump({"0th": {piexif.ImageIFD.Orientation: 6}})
    data = save(Image.new("RGB", (96, 64), "white"), "JPEG", progressive=True, exif=exif)
    cleaned = examine(data, Options(areas=((4, 6, 20, 30),))).cleaned
    with opened(cleaned.data) as image:
        assert upright(image).getpixel((12, 18)) == (34, 34, 34)


def test_a_turned_animation_is_covered_where_it_is_displayed(save):
    exif = piexif.dump({"0th": {piexif.ImageIFD.Orientation: 6}})
    frames = [Image.new("RGB", (96, 64), colour) for colour in ("white", "yellow")]
    data = save(frames[0], "WEBP", save_all=True, append_images=frames[1:], exif=exif)
    cleaned = examine(data, Options(areas=((4, 6, 20, 30),))).cleaned
    with opened(cleaned.data) as image:
        assert image.getexif()[piexif.ImageIFD.Orientation] == 6
        shown = image.convert("RGB").transpose(Image.Transpose.ROTATE_270)
    assert shown.getpixel((12, 18)) == (34, 34, 34)
    assert shown.getpixel((60, 90)) == (255, 255, 255)


def test_pixels_that_cannot_be_decoded_are_not_coverable(noisy, save):
    data = save(noisy(1), "WEBP", lossless=True)
    examined = examine(data[:60] + bytes(len(data) - 60), Options(areas=(INNER,)))
    assert examined.cleaned == Refused(Reason.NOT_COVERABLE, Format.WEBP)


def test_a_picture_that_its_encoder_cannot_write_is_not_coverable(wide_webp):
    examined = examine(wide_webp, Options(areas=((0, 0, 1, 1),)))
    assert examined.cleaned == Refused(Reason.NOT_COVERABLE, Format.WEBP)
