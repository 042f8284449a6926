"""Findings in words."""

from __future__ import annotations

from bot.chat import findings
from bot.images.results import Category, Finding, Severity
from bot.texts import say

GPS = Finding(Category.GPS, Severity.HIGH, {"latitude": "52.5", "longitude": "13.4"})
NAME = Finding(Category.PERSON, Severity.HIGH, {"Artist": "Mia Example"})
TIME = Finding(Category.TIMESTAMP, Severity.MEDIUM, {"DateTimeOriginal": "2026:07:04 18:54:12"})
MODEL = Finding(Category.DEVICE, Severity.LOW, {"Model": "Acme"})
PREVIEW = Finding(Category.THUMBNAIL, Severity.LOW, {"ThumbnailImage": "400 bytes"})
PROFILE = Finding(Category.COLOUR_PROFILE, Severity.INFO, {"name": "sRGB"})


def first(*found, lang="en"):
    return findings.headline(found, lang).plain


def lines(*found, lang="en"):
    return findings.lines(found, lang).plain


def test_a_clean_picture_is_called_so():
    assert first().startswith("I found no hidden data")
    assert lines() == ""


def test_technical_facts_alone_are_called_harmless_and_carry_no_risk():
    assert first(PROFILE).startswith("This file gives away nothing that harms you.")
    assert say("en", "risk-colour_profile") not in lines(PROFILE)


def test_the_first_sentence_says_what_a_stranger_finds():
    assert first(GPS, NAME, TIME, MODEL, PROFILE).startswith(
        "In this file strangers find the exact place it was taken, a name and the date and time."
    )


def test_the_first_sentence_names_four_things_and_that_there_is_more():
    many = [Finding(category, Severity.HIGH) for category in list(Category)[:6]]
    sentence = first(*many, lang="de")
    assert sentence.endswith("das Gerät und noch mehr.")
    assert sentence.count(",") == 3


def test_a_prompt_is_called_what_it_is():
    prompt = Finding(Category.AI, Severity.MEDIUM, {"parameters": "a castle"})
    assert first(prompt).startswith(
        "In this file strangers find what somebody typed into an image AI."
    )


def test_small_things_stand_in_one_line_without_a_risk():
    assert lines(GPS, MODEL, PREVIEW).endswith("\n🟡 Low: device, preview picture.")


def test_small_things_alone_are_said_to_be_little():
    assert first(MODEL).startswith("There is not much in this file: strangers find the device.")


def test_the_risk_is_said_of_the_worst_only():
    assert say("en", "risk-gps") in lines(GPS, TIME)
    assert say("en", "risk-timestamp") not in lines(GPS, TIME)
