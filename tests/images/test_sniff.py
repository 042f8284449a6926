from __future__ import annotations

import pytest

from bot.images.results import Format
from bot.images.sniff import sniff

FTYP = b"\0\0\0\x18ftyp"


@pytest.mark.parametrize(
    ("data", "format_"),
    [
        (b"\xff\xd8\xff\xe0", Format.JPEG),
        (b"GIF89a\1\0\1\0", Format.GIF),
        (b"GIF87a\1\0\1\0", Format.GIF),
        (b"II*\0\x08\0\0\0", Format.TIFF),
        (b"MM\0*\0\0\0\x08", Format.TIFF),
        (b"II+\0\x08\0\0\0", Format.TIFF),
        (b"\xff\x0a\xfa", Format.JXL),
        (b"\0\0\0\x0cJXL \r\n\x87\n", Format.JXL),
        (FTYP + b"heic\0\0\0\0mif1heic", Format.HEIC),
        (FTYP + b"mif1\0\0\0\0avifmif1", Format.AVIF),
        (FTYP + b"avis\0\0\0\0msf1avis", Format.AVIF),
        (FTYP + b"isom\0\0\0\0isommp42", None),
        (b"BM" + bytes(40), Format.BMP),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", Format.SVG),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- a -->\n<!DOCTYPE svg>\n<svg>", Format.SVG),
        (b"<html><svg></svg></html>", None),
        (b"%PDF-1.7", None),
        (b"PK\x03\x04", None),
        (b"\r\n\xff\xd8\xff\xe0", None),
        (b"\x1f\x8bno gzip at all", None),
        (b"", None),
    ],
)
def test_the_bytes_decide_the_format(data: bytes, format_: Format | None) -> None:
    assert sniff(data) is format_


def test_a_png_is_animated_by_its_chunks_and_not_by_its_texts(pictures) -> None:
    text = pictures.before(pictures.png, b"IDAT", pictures.chunk(b"tEXt", b"acTL\0acTL"))
    control = pictures.before(pictures.png, b"IDAT", pictures.chunk(b"acTL", bytes(8)))
    assert (sniff(text), sniff(control)) == (Format.PNG, Format.APNG)


def test_a_webp_is_told_from_other_riff_files(pictures) -> None:
    assert sniff(pictures.webp) is Format.WEBP
    assert sniff(b"RIFF\x04\0\0\0WAVE") is None
