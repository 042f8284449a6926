"""Codes are found and told by what they are for; what they say is told to nobody."""

from __future__ import annotations

import dataclasses
import sys

import pytest
import zxingcpp
from PIL import Image

from bot.images.results import Content
from bot.images.visible import codes
from bot.images.visible.pixels import Scene

SAID = {
    "https://example.org/login?token=SECRET": Content.URL,
    "www.example.org": Content.URL,
    "otpauth://totp/bank?secret=SECRET": Content.URL,
    "WIFI:T:WPA;S:home;P:SECRET;;": Content.WIFI,
    "wifi:S:home;P:SECRET;;": Content.WIFI,
    "BCD\n002\n1\nSCT\nBIC\nErika\nDE02120300000000202051\nEUR1": Content.PAYMENT,
    "SPC\r\n0200\r\n1\r\nCH9300762011623852957": Content.PAYMENT,
    "bitcoin:SECRET?amount=1": Content.PAYMENT,
    "BEGIN:VCARD\nFN:SECRET\nEND:VCARD": Content.CONTACT,
    "MECARD:N:SECRET;;": Content.CONTACT,
    "tel:+4930SECRET": Content.CONTACT,
    "M1MUSTERMANN/ERIKA    EABC123 BERVIELH 1234 012Y014C0057 100": Content.TICKET,
    "HC1:6BFOXN*TS0BI$ZD": Content.TICKET,
    "just words": Content.TEXT,
    "Mittwoch um drei": Content.TEXT,
    "": Content.TEXT,
}


@pytest.mark.parametrize(("said", "content"), SAID.items())
def test_a_code_is_told_by_its_beginning(said, content):
    assert codes.content(said) is content


@pytest.mark.parametrize("kind", ["aztec", "pdf417"])
def test_what_railways_and_airlines_print_is_a_ticket(kind):
    assert codes.content("\x01\x02", kind) is Content.TICKET


def drawn(said: str, kind: object, side: int = 240, turn: int = 0) -> Scene:
    code = zxingcpp.create_barcode(said, kind)
    image = Image.fromarray(zxingcpp.write_barcode_to_image(code, scale=5)).convert("L")
    page = Image.new("L", (side + 400, side + 300), 235)
    page.paste(image.rotate(turn, expand=True, fillcolor=255), (200, 100))
    return Scene(page.convert("RGB"), page.width * 2, page.height * 2)


@pytest.mark.parametrize("turn", [0, 90, 30])
def test_a_code_is_found_in_pixels_of_the_displayed_picture(turn):
    (found,) = codes.find(drawn("WIFI:S:home;P:SECRET;;", zxingcpp.QRCode, turn=turn))
    assert (found.kind, found.content) == ("qr", Content.WIFI)
    left, top, right, bottom = found.box
    assert 400 <= left < right <= 1000
    assert 200 <= top < bottom <= 900


def test_a_bar_code_is_told_by_its_kind():
    (found,) = codes.find(drawn("4006381333931", zxingcpp.EAN13, side=600))
    assert (found.kind, found.content) == ("ean13", Content.TEXT)


def test_what_a_code_says_is_nowhere_in_the_answer():
    found = codes.find(drawn("https://example.org/SECRET", zxingcpp.QRCode))
    assert "SECRET" not in repr([dataclasses.asdict(each) for each in found])


def test_a_picture_without_codes_has_none():
    assert codes.find(Scene(Image.new("RGB", (300, 200), "white"), 300, 200)) == ()


def test_a_system_without_a_reader_says_nothing_about_codes(monkeypatch):
    monkeypatch.setitem(sys.modules, "zxingcpp", None)
    monkeypatch.setattr(codes, "decoder", codes.decoder.__wrapped__)
    assert codes.find(Scene(Image.new("RGB", (9, 9)), 9, 9)) is None
