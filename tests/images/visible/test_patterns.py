"""Which lines of text give something away, and which do not. All numbers are made up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.images.results import Writing
from bot.images.visible.patterns import telling, writing

TELLING = [
    ("DE02 1203 0000 0000 2020 51", Writing.IBAN),
    ("IBAN: AT61 1904 3002 3457 3201", Writing.IBAN),
    ("CH93 0076 2011 6238 5295 7 BIC XYZ", Writing.IBAN),
    ("4111 1111 1111 1111", Writing.CARD),
    ("5555-5555-5555-4444", Writing.CARD),
    ("P<D<<MUSTERMANN<<ERIKA<<<<<<<<<<<<<<<<<<<<<<", Writing.DOCUMENT),
    ("IDD<<T220001293<<<<<<<<<<<<<<<", Writing.DOCUMENT),
    ("C01X00T478D<<6408125F2702283<<<<<<<<<<<<<<<4", Writing.DOCUMENT),
    ("B-AB 1234", Writing.PLATE),
    ("M:XY 12E", Writing.PLATE),
    ("HH·AB 7", Writing.PLATE),
    ("W-12345 A", Writing.PLATE),
    ("ZH 123456", Writing.PLATE),
    ("+49 30 1234567", Writing.PHONE),
    ("Tel.: 030/1234567", Writing.PHONE),
    ("0043 1 5876543", Writing.PHONE),
    ("erika.muster@example.org", Writing.EMAIL),
    ("Write to e@example.co.uk today", Writing.EMAIL),
    ("Musterstraße 12", Writing.ADDRESS),
    ("Hauptstr. 5a", Writing.ADDRESS),
    ("Am Alten Weg 7", Writing.ADDRESS),
    ("10115 Berlin", Writing.ADDRESS),
    ("D-80331 München", Writing.ADDRESS),
    ("8001 Zürich", Writing.ADDRESS),
    ("10 Downing Street", Writing.ADDRESS),
    ("Ihr Sicherheitscode: 482 913", Writing.ONE_TIME_CODE),
    ("Your verification code is 482913", Writing.ONE_TIME_CODE),
]
SILENT = [
    "DE02 1203 0000 0000 2020 52",  # its check digits are wrong
    "4111 1111 1111 1112",
    "0000 0000 0000 0000",
    "Hello world",
    "EXIT 12",
    "Gleis 7",
    "12:30",
    "24.11.2026",
    "3,99 EUR",
    "USB-C 100W",
    "ISO 9001",
    "Kapitel 12",
    "2026",
    "Version 1.2.3",
    "NO PARKING",
    "",
]


@pytest.mark.parametrize(("line", "kind"), TELLING)
def test_a_line_is_told_by_pattern_and_checksum(line, kind):
    assert writing(line) is kind


@pytest.mark.parametrize("line", SILENT)
def test_what_only_looks_alike_is_no_finding(line):
    assert writing(line) is None


def test_the_tail_of_an_account_number_is_no_card():
    lines = ["Konto", "DE89 3704 0044 0532 0130 00"]
    assert list(telling(lines)) == [(1, Writing.IBAN)]


@given(st.text(max_size=300))
def test_any_text_is_told_or_not_and_never_an_error(text):
    assert writing(text) in (None, *Writing)


@pytest.mark.parametrize(
    "line", ["DE02 1203 0000 0000 20", "XX02 1203 0000 0000 2020 51"], ids=["short", "nowhere"]
)
def test_a_number_of_no_known_countrys_length_is_no_account(line: str):
    assert writing(line) is not Writing.IBAN
