"""Sample pictures for the demo, drawn here and given the metadata that real ones carry."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache

import piexif
from PIL import Image, ImageDraw, PngImagePlugin

SIZE = (1440, 1080)
Colour = tuple[int, int, int]
XMP_HEADER = b"http://ns.adobe.com/xap/1.0/\0"
# A named face as phone galleries write it (Metadata Working Group, "Guidelines", 5.9).
XMP_FACES = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:mwg-rs="http://www.metadataworkinggroup.com/schemas/regions/"
 xmlns:stArea="http://ns.adobe.com/xmp/sType/Area#"
 xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
 photoshop:City="Lindau">
<dc:creator><rdf:Seq><rdf:li>Jonas Example</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">Lea's class, sports day</rdf:li></rdf:Alt>
</dc:description>
<mwg-rs:Regions rdf:parseType="Resource"><mwg-rs:RegionList><rdf:Bag>
<rdf:li rdf:parseType="Resource"><mwg-rs:Name>Lea Example</mwg-rs:Name>
<mwg-rs:Type>Face</mwg-rs:Type>
<mwg-rs:Area stArea:x="0.30" stArea:y="0.52" stArea:w="0.08" stArea:h="0.10"
 stArea:unit="normalized"/></rdf:li>
</rdf:Bag></mwg-rs:RegionList></mwg-rs:Regions>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""


@dataclass(frozen=True, slots=True)
class Sample:
    """A picture with `planted` words that must not come back from cleaning."""

    name: str
    title: str
    note: str
    type: str
    data: bytes
    planted: tuple[bytes, ...] = ()


@cache
def all_samples() -> tuple[Sample, ...]:
    """Draw all samples, once."""
    return (_beach(), _sports_day(), _castle(), _cat(), _flowers(), _broken())


def find(name: str) -> Sample | None:
    """Return the sample of that file name."""
    return next((each for each in all_samples() if each.name == name), None)


def _beach() -> Sample:
    picture = _draw_beach()
    data = _jpeg(picture, exif=piexif.dump(_phone_exif(picture)))
    return Sample(
        "PXL_20260704_185412.jpg",
        "Beach",
        "place, time, phone, serial number, preview",
        "image/jpeg",
        data,
        (b"Pixel Demo 9", b"SN-DEMO-4711", b"Mia Example", b"2026:07:04"),
    )


def _phone_exif(picture: Image.Image) -> dict[str, object]:
    """Return what a phone writes (CIPA DC-008, Exif 2.32): here a beach near Cuxhaven."""
    preview = io.BytesIO()
    small = picture.resize((160, 120))
    small.save(preview, "JPEG")
    return {
        "0th": {
            piexif.ImageIFD.Make: b"Example",
            piexif.ImageIFD.Model: b"Pixel Demo 9",
            piexif.ImageIFD.Software: b"DemoCamera 9.1",
            piexif.ImageIFD.DateTime: b"2026:07:04 18:54:12",
            piexif.ImageIFD.Artist: b"Mia Example",
            piexif.ImageIFD.Orientation: 1,
        },
        "Exif": {
            piexif.ExifIFD.DateTimeOriginal: b"2026:07:04 18:54:12",
            piexif.ExifIFD.OffsetTimeOriginal: b"+02:00",
            piexif.ExifIFD.BodySerialNumber: b"SN-DEMO-4711",
            piexif.ExifIFD.FocalLength: (26, 1),
        },
        "GPS": {
            piexif.GPSIFD.GPSVersionID: (2, 3, 0, 0),
            piexif.GPSIFD.GPSLatitudeRef: b"N",
            piexif.GPSIFD.GPSLatitude: ((53, 1), (53, 1), (2040, 100)),
            piexif.GPSIFD.GPSLongitudeRef: b"E",
            piexif.GPSIFD.GPSLongitude: ((8, 1), (38, 1), (5280, 100)),
            piexif.GPSIFD.GPSDateStamp: b"2026:07:04",
        },
        "1st": {piexif.ImageIFD.Compression: 6},
        "thumbnail": preview.getvalue(),
    }


def _sports_day() -> Sample:
    packet = XMP_HEADER + XMP_FACES.encode()
    segment = b"\xff\xe1" + (len(packet) + 2).to_bytes(2, "big") + packet
    data = _jpeg(_draw_sports_day())
    return Sample(
        "sports-day.jpg",
        "Sports day",
        "a child's name at her face, author, town",
        "image/jpeg",
        data[:2] + segment + data[2:],
        (b"Lea Example", b"Jonas Example", b"Lindau"),
    )


def _castle() -> Sample:
    chunks = PngImagePlugin.PngInfo()
    chunks.add_text(
        "parameters",
        "castle in the clouds, portrait of Nora Example as queen\n"
        "Steps: 30, Sampler: Euler a, Seed: 31415926, Model: demo-diffusion",
    )
    out = io.BytesIO()
    _draw_castle().save(out, "PNG", pnginfo=chunks)
    return Sample(
        "castle.png",
        "Castle",
        "the prompt of an AI picture",
        "image/png",
        out.getvalue(),
        (b"Nora Example", b"31415926"),
    )


def _cat() -> Sample:
    exif = piexif.dump(
        {
            "0th": {
                piexif.ImageIFD.Model: b"Tablet Demo 3",
                piexif.ImageIFD.Software: b"CatCam 2",
            },
            "Exif": {piexif.ExifIFD.DateTimeOriginal: b"2026:02:14 07:12:00"},
        }
    )
    out = io.BytesIO()
    _draw_cat().save(out, "WEBP", quality=85, exif=exif)
    return Sample(
        "cat.webp",
        "Cat",
        "device and time, in WebP",
        "image/webp",
        out.getvalue(),
        (b"Tablet Demo 3", b"2026:02:14"),
    )


def _flowers() -> Sample:
    data = _jpeg(_draw_flowers())
    return Sample("flowers.jpg", "Flowers", "nothing hidden in it", "image/jpeg", data)


def _broken() -> Sample:
    # Cut before the first scan: half a picture would be shown, and so is cleaned like a whole one.
    data = _jpeg(_draw_flowers())[:400]
    return Sample("broken.jpg", "Broken", "a download that stopped early", "image/jpeg", data)


def _jpeg(picture: Image.Image, exif: bytes = b"") -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=88, exif=exif)
    return out.getvalue()


def _gradient(top: Colour, bottom: Colour, size: tuple[int, int] = SIZE) -> Image.Image:
    column = Image.new("RGB", (1, 256))
    for y in range(256):
        mixed = [round(a + (b - a) * y / 255) for a, b in zip(top, bottom, strict=True)]
        column.putpixel((0, y), (mixed[0], mixed[1], mixed[2]))
    return column.resize(size)


def _draw_beach() -> Image.Image:
    picture = _gradient((38, 70, 130), (250, 170, 110))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((900, 470, 1100, 670), fill=(255, 226, 150))
    picture.paste(_gradient((190, 110, 110), (24, 60, 100), (1440, 240)), (0, 600))
    for row in range(10):
        y, half = 612 + row * 22, 90 - row * 7
        draw.line((1000 - half, y, 1000 + half, y), fill=(255, 214, 150), width=6)
    draw.polygon(
        [(0, 1080), (0, 850), (500, 800), (1440, 860), (1440, 1080)], fill=(222, 190, 140)
    )
    draw.polygon([(300, 560), (300, 690), (210, 690)], fill=(250, 250, 245))
    draw.polygon([(308, 590), (308, 690), (380, 690)], fill=(240, 230, 220))
    draw.polygon([(190, 698), (400, 698), (370, 735), (225, 735)], fill=(120, 60, 50))
    draw.line((1150, 960, 1230, 700), fill=(110, 80, 60), width=10)
    draw.pieslice((1060, 620, 1400, 860), 180, 360, fill=(214, 72, 66))
    draw.pieslice((1160, 620, 1300, 860), 180, 360, fill=(250, 244, 236))
    return picture


def _draw_sports_day() -> Image.Image:
    picture = _gradient((120, 190, 240), (220, 240, 250))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 640, 1440, 1080), fill=(98, 170, 92))
    draw.polygon([(0, 1080), (260, 640), (420, 640), (500, 1080)], fill=(196, 96, 70))
    draw.rectangle((900, 380, 1340, 640), fill=(236, 220, 190))
    draw.polygon([(860, 390), (1120, 250), (1380, 390)], fill=(160, 70, 60))
    for x in (950, 1070, 1190):
        draw.rectangle((x, 450, x + 70, 540), fill=(130, 170, 200))
    for x, shirt in ((430, (235, 180, 50)), (640, (80, 120, 210)), (820, (210, 80, 120))):
        _draw_child(draw, x, 560, shirt)
    return picture


def _draw_child(draw: ImageDraw.ImageDraw, x: int, y: int, shirt: Colour) -> None:
    for dx in (-30, 30):
        draw.line((x, y + 190, x + dx, y + 310), fill=(60, 60, 80), width=22)
    draw.line((x - 80, y + 70, x + 80, y + 130), fill=(240, 200, 170), width=18)
    draw.rounded_rectangle((x - 45, y + 50, x + 45, y + 210), 24, fill=shirt)
    draw.ellipse((x - 48, y - 48, x + 48, y + 48), fill=(244, 206, 176))
    draw.pieslice((x - 52, y - 58, x + 52, y + 40), 180, 360, fill=(90, 60, 40))
    for dx in (-16, 16):
        draw.ellipse((x + dx - 5, y, x + dx + 5, y + 10), fill=(50, 40, 40))
    draw.arc((x - 18, y + 4, x + 18, y + 28), 20, 160, fill=(160, 70, 70), width=4)


def _draw_castle() -> Image.Image:
    picture = _gradient((70, 50, 120), (240, 170, 200), (960, 960))
    draw = ImageDraw.Draw(picture)
    for x, y, r in ((120, 800, 150), (330, 850, 190), (600, 830, 210), (860, 810, 180)):
        draw.ellipse((x - r, y - r // 2, x + r, y + r // 2), fill=(250, 240, 250))
    for x, top, wide in ((300, 420, 110), (430, 280, 130), (580, 380, 110)):
        draw.rectangle((x, top, x + wide, 780), fill=(230, 220, 240))
        draw.polygon(
            [(x - 14, top), (x + wide // 2, top - 150), (x + wide + 14, top)], fill=(110, 70, 160)
        )
        draw.rounded_rectangle((x + wide // 2 - 14, top + 60, x + wide // 2 + 14, top + 120), 14,
                               fill=(90, 70, 120))  # fmt: skip
    draw.ellipse((180, 740, 800, 900), fill=(255, 250, 255))
    return picture


def _draw_cat() -> Image.Image:
    picture = _gradient((246, 214, 170), (220, 160, 130), (1200, 900))
    draw = ImageDraw.Draw(picture)
    fur, dark = (92, 84, 92), (60, 54, 62)
    draw.ellipse((330, 480, 870, 1000), fill=fur)
    draw.polygon([(400, 330), (430, 120), (560, 250)], fill=fur)
    draw.polygon([(800, 330), (770, 120), (640, 250)], fill=fur)
    draw.ellipse((390, 210, 810, 590), fill=fur)
    for x in (500, 700):
        draw.ellipse((x - 46, 340, x + 46, 420), fill=(206, 214, 90))
        draw.ellipse((x - 12, 342, x + 12, 418), fill=(20, 20, 20))
    draw.polygon([(576, 450), (624, 450), (600, 480)], fill=(230, 140, 150))
    for side in (-1, 1):
        for dy in (-14, 8, 30):
            draw.line((600 + side * 50, 480, 600 + side * 230, 470 + dy), fill=dark, width=4)
    return picture


def _draw_flowers() -> Image.Image:
    picture = _gradient((200, 226, 244), (150, 200, 130))
    draw = ImageDraw.Draw(picture)
    blooms = ((260, 470, (226, 80, 96)), (560, 380, (240, 180, 60)), (860, 500, (150, 100, 210)),
              (1160, 400, (240, 130, 170)))  # fmt: skip
    for x, y, colour in blooms:
        draw.line((x, y, x + 20, 1080), fill=(60, 130, 70), width=16)
        draw.ellipse((x + 14, y + 300, x + 150, y + 360), fill=(70, 150, 80))
        for dx, dy in (
            (-80, 0),
            (80, 0),
            (0, -80),
            (0, 80),
            (-58, -58),
            (58, -58),
            (-58, 58),
            (58, 58),
        ):
            draw.ellipse((x + dx - 56, y + dy - 56, x + dx + 56, y + dy + 56), fill=colour)
        draw.ellipse((x - 46, y - 46, x + 46, y + 46), fill=(250, 226, 120))
    return picture
