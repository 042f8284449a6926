"""Does an embedded thumbnail show the same picture? Told by its content."""

from __future__ import annotations

import io
import json
from pathlib import Path

import piexif
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageDraw, ImageStat

from bot.images import glimpse
from bot.images.clean import examine
from bot.images.formats import jpeg as jpeg_container
from bot.images.formats.container import Picture
from bot.images.glimpse import Difference
from bot.images.results import THUMBNAIL_BYTES, Category, Format, Options, Severity
from bot.images.views import View

REPORT_ONLY = Options(clean=False)


def scene(seed: int = 1, size: tuple[int, int] = (480, 360)) -> Image.Image:
    """Draw a scene of its own for each seed."""
    image = Image.effect_mandelbrot((480, 360), (-3, -2.5, 2, 2.5), 100).convert("RGB")
    pen = ImageDraw.Draw(image)
    for number in range(12):
        left, top = (number * 97 * seed) % 400, (number * 61 * seed * seed) % 300
        grey = (number * 83 * seed) % 256
        pen.ellipse((left, top, left + 110, top + 90), fill=(grey, 255 - grey, grey))
    return image.resize(size)


def jpeg(image: Image.Image, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", **options)
    return out.getvalue()


def with_thumbnail(picture: Image.Image, thumbnail: Image.Image, **options: object) -> bytes:
    small = jpeg(thumbnail.resize((160, 120)), comment=b"PLANTED-SECRET")
    parts = {"1st": {piexif.ImageIFD.Compression: 6}, "thumbnail": small}
    first = {piexif.ImageIFD.Orientation: options.pop("orientation", 1)}
    return jpeg(picture, exif=piexif.dump({"0th": first, **parts}), **options)


def thumbnail_finding(data: bytes):
    report = examine(data, REPORT_ONLY).report
    return next(each for each in report.findings if each.category is Category.THUMBNAIL)


def covered(picture: Image.Image) -> Image.Image:
    """Cover what stands in the middle, as one covers a face."""
    copy = picture.copy()
    ImageDraw.Draw(copy).rectangle((190, 120, 290, 240), fill=0)
    return copy


def test_a_thumbnail_of_the_same_scene_is_a_small_matter():
    finding = thumbnail_finding(with_thumbnail(scene(), scene()))
    assert finding.severity is Severity.LOW
    assert not {"differs", "checked"} & set(finding.values)


def test_a_thumbnail_of_another_scene_is_a_grave_matter():
    finding = thumbnail_finding(with_thumbnail(scene(2), scene(1)))
    assert (finding.severity, finding.values["differs"]) == (Severity.HIGH, "content")


def test_a_thumbnail_that_shows_what_was_covered_is_a_grave_matter():
    finding = thumbnail_finding(with_thumbnail(covered(scene()), scene()))
    assert (finding.severity, finding.values["differs"]) == (Severity.HIGH, "part")


@pytest.mark.parametrize("quarter", [90, 180, 270])
def test_a_turned_thumbnail_of_the_same_scene_does_not_differ(quarter):
    turned = scene().rotate(quarter, expand=True).convert("L")
    assert glimpse.difference(scene().convert("L"), turned) is None


def test_black_bars_are_no_difference():
    letterboxed = Image.new("L", (480, 480))
    letterboxed.paste(scene().convert("L"), (0, 60))
    assert glimpse.difference(scene().convert("L"), letterboxed) is None


@pytest.mark.parametrize("blank", [0, 128, 255])
def test_a_blank_picture_hides_what_its_thumbnail_shows(blank):
    grey = Image.new("L", (100, 100), blank)
    assert glimpse.difference(grey, scene().convert("L")) is Difference.CONTENT
    assert glimpse.difference(grey, grey) is None


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 9), st.integers(60, 95), st.floats(0.8, 1.2))
def test_quality_and_brightness_are_no_difference(seed, quality, light):
    shown = scene(seed).point(lambda value: min(255, int(value * light)))
    small = glimpse.decode_thumbnail(jpeg(scene(seed, (160, 120)), quality=quality))
    assert glimpse.difference(shown.convert("L"), small) is None


def test_the_differing_thumbnail_comes_along_drawn_anew():
    thumbnail = examine(with_thumbnail(scene(2), scene(1)), REPORT_ONLY).thumbnail
    assert b"PLANTED-SECRET" not in thumbnail
    assert len(thumbnail) <= THUMBNAIL_BYTES
    shown = Image.open(io.BytesIO(thumbnail)).convert("L")
    assert glimpse.difference(scene(1).convert("L"), shown) is None


def test_the_differing_thumbnail_stands_upright():
    data = with_thumbnail(scene(2), scene(1), orientation=6)
    thumbnail = Image.open(io.BytesIO(examine(data, REPORT_ONLY).thumbnail))
    assert thumbnail.size == (120, 160)


def test_a_thumbnail_of_the_same_scene_does_not_come_along():
    assert examine(with_thumbnail(scene(), scene()), REPORT_ONLY).thumbnail is None


def test_a_preview_over_the_limit_is_not_offered():
    assert glimpse.preview(jpeg(scene()), 1, 500) is None


@pytest.mark.parametrize("pixels", [glimpse.JPEG_PIXELS + 1, glimpse.OTHER_PIXELS + 1])
def test_a_picture_above_the_measured_size_is_not_decoded(pixels):
    format_ = Format.JPEG if pixels > glimpse.JPEG_PIXELS else Format.PNG
    data = jpeg(scene()) if format_ is Format.JPEG else b""
    assert View(data, Picture(format_, pixels, 1)).grey is None


@pytest.mark.parametrize("format_", [Format.HEIC, Format.JXL, Format.SVG])
def test_a_format_without_a_decoder_has_no_view(format_):
    assert View(b"", Picture(format_, 10, 10)).grey is None


def test_what_could_not_be_compared_is_told(monkeypatch):
    monkeypatch.setattr(glimpse, "JPEG_PIXELS", 1000)
    finding = thumbnail_finding(with_thumbnail(scene(2), scene(1)))
    assert (finding.severity, finding.values["checked"]) == (Severity.LOW, "no")


@pytest.mark.parametrize("data", [b"", b"\xff\xd8\xff", jpeg(scene())[:300], bytes(2 << 20)])
def test_broken_bytes_have_no_view(data):
    assert glimpse.decode(data) is None
    assert glimpse.decode_thumbnail(data) is None
    assert glimpse.preview(data, 1, THUMBNAIL_BYTES) is None


def test_transparent_pictures_are_seen_on_grey():
    clear = Image.new("RGBA", (64, 64), (255, 255, 255, 0))
    out = io.BytesIO()
    clear.save(out, "PNG")
    assert glimpse.decode(out.getvalue(), "PNG").getextrema() == (128, 128)


def test_sixteen_bits_are_seen_in_eight():
    out = io.BytesIO()
    Image.new("I;16", (64, 64), 40_000).save(out, "PNG")
    assert glimpse.decode(out.getvalue(), "PNG").getextrema() == (156, 156)


@pytest.mark.shared
def test_replaced_pictures_of_the_study_are_told_from_their_thumbnails(shared: Path):
    corpus = shared / "corpus"
    replaced = {"jpeg_010_exiv2-nikon-d70.jpg", "jpeg_029_exiv2-bug1202.jpg", "jpeg_015_r_pen.jpg"}
    replaced |= {"jpeg_033_r_casio.jpg", "jpeg_005_ocsp.jpg", "png_012_issue_1825.png"}
    replaced |= {"png_004_png_with_exif_and_gps.png"}
    names = json.loads((corpus / "corpus.json").read_text())
    names = [name for name in names if name.startswith(("jpeg_", "png_", "webp_"))]
    differing = {name for name in names if examine((corpus / name).read_bytes()).thumbnail}
    assert differing == replaced


def test_a_progressive_picture_is_seen_by_its_averages_alone() -> None:
    data = jpeg(scene(size=(1200, 1100)), progressive=True)
    coarse = jpeg_container.coarse(data)
    assert len(coarse) < len(data) / 2
    differences = ImageChops.difference(glimpse.decode(data), glimpse.decode(coarse))
    assert ImageStat.Stat(differences).mean[0] < 1.0


def test_a_picture_that_is_not_progressive_is_looked_at_as_it_is() -> None:
    data = jpeg(scene())
    assert jpeg_container.coarse(data) is data


def test_a_thumbnail_larger_than_any_is_not_drawn_anew():
    assert glimpse.preview(jpeg(Image.new("L", (2100, 2000))), 1, THUMBNAIL_BYTES) is not None
    assert glimpse.preview(jpeg(Image.new("L", (400, 12_000))), 1, THUMBNAIL_BYTES) is None
