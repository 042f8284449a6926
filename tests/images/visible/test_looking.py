"""Looking at a file: what is said where it cannot be looked at, and the preview."""

from __future__ import annotations

import io
import sys
from dataclasses import replace

import piexif
import pytest
import zxingcpp
from PIL import Image, ImageCms

from bot.images.clean import examine
from bot.images.decode import Undecodable
from bot.images.results import PREVIEW_BYTES, Face, Options, Subject, Visible
from bot.images.visible import moving, pixels, preview

LOOK = Options(clean=False, look=(Subject.FACES, Subject.CODES))


def test_nobody_who_did_not_ask_pays_for_looking(noisy, save):
    assert examine(save(noisy(1), "PNG"), Options(clean=False)).report.visible is None


def test_what_was_asked_for_is_told(noisy, save, drawn_face):
    visible = examine(save(noisy(1), "PNG"), LOOK).report.visible
    assert (visible.faces, visible.codes, visible.text) == ((), (), None)


def test_a_picture_too_large_is_not_said_to_show_nothing(noisy, save, monkeypatch):
    monkeypatch.setattr(pixels, "OTHER_PIXELS", 1000)
    assert examine(save(noisy(1), "PNG"), LOOK).report.visible is None


def test_an_animation_too_long_is_not_said_to_show_nothing(noisy, save, monkeypatch):
    monkeypatch.setattr(moving, "FRAMES", 1)
    data = save(noisy(1), "GIF", save_all=True, append_images=[noisy(2)])
    assert examine(data, LOOK).report.visible is None


def test_an_animation_that_takes_too_long_is_not_said_to_show_nothing(noisy, save, monkeypatch):
    monkeypatch.setattr(moving, "SECONDS", -1.0)
    data = save(noisy(1), "GIF", save_all=True, append_images=[noisy(2)])
    assert examine(data, LOOK).report.visible is None


def test_a_face_in_a_later_frame_is_told(save, drawn_face):
    empty, face = Image.new("RGB", (240, 240), "teal"), drawn_face(240).resize((240, 240))
    data = save(empty, "GIF", save_all=True, append_images=[face])
    assert len(examine(data, LOOK).report.visible.faces) == 1


def test_what_moves_a_little_is_one_thing_and_what_is_elsewhere_another():
    def at(*boxes):
        return Visible(faces=tuple(Face(box, 0.9) for box in boxes))

    frames = iter([at((0, 0, 40, 40)), at((10, 0, 50, 40), (100, 0, 140, 40))])
    found = moving.look([None, None], lambda _: next(frames))
    assert [face.box for face in found.faces] == [(0, 0, 50, 40), (100, 0, 140, 40)]


def test_pixels_that_cannot_be_decoded_leave_the_rest_of_the_report(noisy, save):
    data = save(noisy(1), "WEBP", lossless=True)
    examined = examine(data[:60] + bytes(len(data) - 60), LOOK)
    assert examined.report.width == 160
    assert examined.report.visible is None


def test_a_drawing_without_pixels_is_not_said_to_show_nothing():
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    assert examine(svg, LOOK).report.visible is None


@pytest.mark.parametrize("turn", [1, 3, 6, 8])
def test_a_face_is_found_however_the_camera_was_held(save, drawn_face, turn):
    quarters = {1: 0, 3: 180, 6: 90, 8: 270}[turn]
    picture = drawn_face(120).rotate(quarters)
    exif = piexif.dump({"0th": {piexif.ImageIFD.Orientation: turn}})
    (face,) = examine(save(picture, "JPEG", quality=95, exif=exif), LOOK).report.visible.faces
    assert face.box[0] < 120 < face.box[2]
    assert face.box[1] < 110 < face.box[3]


def test_a_large_photo_is_decoded_small_and_told_in_its_own_pixels(save, drawn_face):
    picture = drawn_face(1200)
    (face,) = examine(save(picture, "JPEG", quality=80), LOOK).report.visible.faces
    assert face.box[0] < 1200 < face.box[2]
    assert face.box[2] - face.box[0] > 600


def test_heic_is_looked_at_where_its_decoder_is_installed(drawn_face, needs):
    heif = needs("pillow-heif")
    out = io.BytesIO()
    heif.from_pillow(drawn_face(120)).save(out, quality=90)
    (face,) = examine(out.getvalue(), LOOK).report.visible.faces
    assert face.box[0] < 120 < face.box[2]


def test_a_covered_heic_keeps_its_colours_as_a_png(drawn_face, needs):
    heif = needs("pillow-heif")
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    out = io.BytesIO()
    heif.from_pillow(drawn_face(60)).save(out, quality=90, icc_profile=profile)
    cleaned = examine(out.getvalue(), Options(areas=((0, 0, 20, 20),))).cleaned
    with Image.open(io.BytesIO(cleaned.data)) as image:
        assert image.format == "PNG"
        assert image.info["icc_profile"]
        assert image.getpixel((10, 10)) == (34, 34, 34)


def test_without_a_decoder_heic_is_not_said_to_show_nothing(drawn_face, monkeypatch, needs):
    heif = needs("pillow-heif")
    out = io.BytesIO()
    heif.from_pillow(drawn_face(60)).save(out, quality=90)
    monkeypatch.setattr(pixels, "heif", lambda: None)
    assert examine(out.getvalue(), LOOK).report.visible is None


def test_the_preview_is_a_small_jpeg_with_outlines_and_no_metadata(save, drawn_face):
    exif = piexif.dump({"0th": {piexif.ImageIFD.Make: b"SECRET"}})
    data = save(drawn_face(120), "JPEG", exif=exif, comment=b"SECRET")
    plain = examine(data, replace(LOOK, look=(), preview="outlines")).preview
    outlined = examine(data, replace(LOOK, preview="outlines")).preview
    assert b"SECRET" not in outlined
    assert len(outlined) <= PREVIEW_BYTES
    assert yellow(plain) == 0
    assert yellow(outlined) > 100


def test_areas_and_the_grid_are_drawn_too(noisy, save):
    data = save(noisy(1), "PNG")
    areas = examine(data, Options(clean=False, areas=((9, 9, 90, 90),), preview="outlines"))
    gridded = examine(data, Options(clean=False, preview="grid"))
    assert yellow(areas.preview) > 100
    assert yellow(gridded.preview) > 100


def yellow(data: bytes) -> int:
    with Image.open(io.BytesIO(data)) as image:
        colours = image.convert("RGB").getcolors(1 << 20)
    bright = (each for each in colours if each[1][0] > 200 and each[1][2] < each[1][1] - 90)
    return sum(count for count, _ in bright)


def test_a_code_is_covered_and_cannot_be_read_any_more(save):
    code = zxingcpp.create_barcode("WIFI:S:home;P:SECRET;;", zxingcpp.QRCode)
    page = Image.new("L", (400, 400), 235)
    page.paste(Image.fromarray(zxingcpp.write_barcode_to_image(code, scale=6)), (80, 80))
    data = save(page.convert("RGB"), "JPEG", quality=90)
    cleaned = examine(data, Options(cover=(Subject.CODES,))).cleaned
    assert len(cleaned.covered) == 1
    assert zxingcpp.read_barcodes(Image.open(io.BytesIO(cleaned.data))) == []


def test_an_animation_that_cannot_be_decoded_is_not_said_to_show_nothing(noisy, save):
    data = save(noisy(1), "WEBP", save_all=True, append_images=[noisy(2)], lossless=True)
    at = data.rindex(b"VP8L")
    examined = examine(data[: at + 13] + bytes(len(data) - at - 13), LOOK)
    assert examined.report.visible is None


def test_a_transparent_picture_is_looked_at_on_grey(save):
    clear = Image.new("RGBA", (80, 60), (255, 255, 255, 0))
    shown = pixels.on_grey(clear)
    assert (shown.mode, shown.getextrema()) == ("RGB", ((128, 128),) * 3)


def test_heic_is_not_decoded_where_its_decoder_is_missing(monkeypatch):
    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    assert pixels.heif() is None


def test_heic_that_its_decoder_cannot_read_is_undecodable(drawn_face, needs):
    heif = needs("pillow-heif")
    out = io.BytesIO()
    heif.from_pillow(drawn_face(60)).save(out, quality=90)
    data = out.getvalue()
    at = data.index(b"mdat") + 4
    examined = examine(data[:at] + bytes(len(data) - at), LOOK)
    assert examined.report.visible is None


def test_a_preview_that_cannot_be_small_enough_is_not_offered(monkeypatch, noisy, save):
    monkeypatch.setattr(preview, "PREVIEW_BYTES", 100)
    assert examine(save(noisy(1), "PNG"), replace(LOOK, preview="outlines")).preview is None


def test_an_animation_with_more_frames_than_were_counted_is_not_looked_at(noisy, save, parse):
    data = save(noisy(1), "GIF", save_all=True, append_images=[noisy(2), noisy(3), noisy(4)])
    with pytest.raises(Undecodable):
        list(moving.frames(data, replace(parse(data), frames=2)))


def test_heic_without_a_decoder_is_undecodable(monkeypatch, parse, drawn_face, needs):
    heif = needs("pillow-heif")
    out = io.BytesIO()
    heif.from_pillow(drawn_face(60)).save(out, quality=90)
    monkeypatch.setattr(pixels, "heif", lambda: None)
    with pytest.raises(Undecodable), pixels.decoded(out.getvalue(), parse(out.getvalue())):
        pass
