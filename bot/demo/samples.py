"""Sample pictures for the demo, drawn here and given the metadata that real ones carry."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache

import piexif
from PIL import Image, PngImagePlugin

from bot.demo import drawings

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
    return (_beach(), _sports_day(), _letter(), _castle(), _cat(), _flowers(), _broken())


def find(name: str) -> Sample | None:
    """Return the sample of that file name."""
    return next((each for each in all_samples() if each.name == name), None)


def _beach() -> Sample:
    picture = drawings.beach()
    data = _jpeg(picture, exif=piexif.dump(_phone_exif(picture)))
    return Sample(
        "PXL_20260704_185412.jpg",
        "Beach",
        "place, time, owner",
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
    data = _jpeg(drawings.sports_day())
    return Sample(
        "sports-day.jpg",
        "Sports day",
        "a child with her name",
        "image/jpeg",
        data[:2] + segment + data[2:],
        (b"Lea Example", b"Jonas Example", b"Lindau"),
    )


def _letter() -> Sample:
    preview = io.BytesIO()
    drawings.letter(covered=False).resize((160, 120)).save(preview, "JPEG", quality=80)
    exif = {
        "0th": {piexif.ImageIFD.Software: b"DemoPaint 4"},
        "1st": {piexif.ImageIFD.Compression: 6},
        "thumbnail": preview.getvalue(),
    }
    data = _jpeg(drawings.letter(covered=True), exif=piexif.dump(exif))
    return Sample(
        "Letter to Mia.jpg",
        "Letter",
        "its preview shows more",
        "image/jpeg",
        data,
        (b"DemoPaint 4",),
    )


def _castle() -> Sample:
    chunks = PngImagePlugin.PngInfo()
    chunks.add_text(
        "parameters",
        "castle in the clouds, portrait of Nora Example as queen\n"
        "Steps: 30, Sampler: Euler a, Seed: 31415926, Model: demo-diffusion",
    )
    out = io.BytesIO()
    drawings.castle().save(out, "PNG", pnginfo=chunks)
    return Sample(
        "castle.png",
        "Castle",
        "the prompt of an AI",
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
    drawings.cat().save(out, "WEBP", quality=85, exif=exif)
    return Sample(
        "cat.webp",
        "Cat",
        "device and time, in WebP",
        "image/webp",
        out.getvalue(),
        (b"Tablet Demo 3", b"2026:02:14"),
    )


def _flowers() -> Sample:
    data = _jpeg(drawings.flowers())
    return Sample("flowers.jpg", "Flowers", "nothing hidden in it", "image/jpeg", data)


def _broken() -> Sample:
    # Cut before the first scan: half a picture would be shown, and so is cleaned like a whole one.
    data = _jpeg(drawings.flowers())[:400]
    return Sample("broken.jpg", "Broken", "stopped too early", "image/jpeg", data)


def _jpeg(picture: Image.Image, exif: bytes = b"") -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=88, exif=exif)
    return out.getvalue()
