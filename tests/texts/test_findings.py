"""One sentence a finding, with its telling value."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.images.results import Category
from bot.texts.findings import file_name, summary

WHEN = {"exif:DateTimeOriginal": "2024:05:01 12:33:01"}


@pytest.mark.parametrize(
    ("lang", "category", "values", "sentence"),
    [
        ("en", "gps", {"latitude": "52.52000", "longitude": "13.40500"},
         "The file tells exactly where the picture was taken: 52.52000, 13.40500."),
        ("en", "gps", {"latitude": "53.9", "longitude": "8.7", "near": "Cuxhaven, DE (3 km)"},
         ("The file tells exactly where the picture was taken: 53.9, 8.7,"
         " near Cuxhaven, Germany (3\u00a0km).")),
        ("de", "gps", {"latitude": "53.9", "longitude": "8.7", "near": "Cuxhaven, DE (3 km)"},
         ("Die Datei verrät genau, wo das Bild aufgenommen wurde: 53.9, 8.7,"
         " bei Cuxhaven, Deutschland (3\u00a0km).")),
        ("en", "gps", {"latitude": "53.9", "longitude": "8.7", "near": "nowhere"},
         "The file tells exactly where the picture was taken: 53.9, 8.7, near nowhere."),
        ("en", "thumbnail", {"differs": "content", "ThumbnailImage": "400 bytes"},
         ("The file holds a small preview that shows something else than the picture, such as a"
         " part that was cut off or a face that was covered.")),
        ("en", "gps", {"latitude": "52.52000"},
         "The file says at which place the picture was taken."),
        ("en", "gps", {"position": "0, 0"},
         "The file has a field for the place, but it is empty."),
        ("en", "gps", {"altitude": "34 m", "GPSImgDirection": "12"},
         "The file holds a height, a direction or a time from GPS, but no place."),
        ("en", "trailer", {"jpeg:surplus rows": "20"},
         "The file holds more of the picture than it shows, such as a part that was cut off."),
        ("en", "other", {"jpeg:damaged": "x"},
         "A part of the file is damaged; what stood there can no longer be read."),
        ("de", "timestamp", WHEN,
         "In der Datei steht ein Zeitpunkt: 01.05.2024, 12:33 Uhr (mittags)."),
        ("en", "timestamp", WHEN, "The file holds a date: 1 May 2024, 12:33 (at noon)."),
        ("en", "timestamp", {"DateTime": "2024:99:01 12:33:01"},
         "The file holds a date: 2024:99:01 12:33 (at noon)."),
        ("de", "timestamp", {"DateTimeOriginal": "2024:05:01 19:02:00", "time zone": "+02:00"},
         "In der Datei steht ein Zeitpunkt: 01.05.2024, 19:02 Uhr (am Abend, Zeitzone +02:00)."),
        ("en", "timestamp", {"CreateDate": "2024-05-01T23:02:00Z", "time zone": "+05:45 (clock)"},
         "The file holds a date: 1 May 2024, 23:02 (time zone +05:45)."),
        ("en", "timestamp", {"DateTime": "2024:05:01", "time zone": "<b>"},
         "The file holds a date: 1 May 2024."),
        ("en", "device", {"Make": "Apple", "Model": "iPhone 12"},
         "The file names the device: Apple iPhone 12."),
        ("en", "device", {"Make": "Canon", "Model": "Canon EOS R"},
         "The file names the device: Canon EOS R."),
        ("en", "place", {"photoshop:Country": "France", "photoshop:City": "Lyon"},
         "The file names a place in words: Lyon, France."),
        ("en", "person", {"Exif/Artist": "Ann"},
         "The file holds a name or another hint at a person: Ann."),
        ("de", "ai", {"Generator": "declared-made-by-ai, Firefly"},
         ("In der Datei stehen Spuren einer KI oder ein Herkunftsnachweis:"
          " als KI-Bild gekennzeichnet, Firefly.")),
        ("en", "ai", {"Hidden in pixels": "a prompt", "Generator": "NovelAI"},
         ("The pixels themselves hide what made the picture. That only goes away when the picture"
          " is saved anew.")),
        ("en", "serial", {"BodySerialNumber": "123"},
         "The file holds a number that only your device has."),
    ],
)  # fmt: skip
def test_the_telling_value_stands_in_the_sentence(lang, category, values, sentence):
    assert summary(lang, category, values) == sentence


@given(
    st.sampled_from(["de", "en"]),
    st.sampled_from([category.value for category in Category]),
    st.dictionaries(st.text(max_size=20), st.text(max_size=200), max_size=5),
)
def test_whatever_the_file_holds_it_is_one_short_line(lang, category, values):
    sentence = summary(lang, category, values)
    assert 0 < len(sentence) < 250
    assert len(sentence.splitlines()) == 1


@pytest.mark.parametrize(
    ("lang", "categories", "things"),
    [
        ("en", ["text"], "too: words that somebody wrote. Rename"),
        ("en", ["text", "timestamp"], "too: words that somebody wrote and a date. Rename"),
        ("de", ["text", "timestamp", "software"],
         "Wörter, die jemand geschrieben hat, einen Zeitpunkt und die App"),
    ],
)  # fmt: skip
def test_a_telling_file_name_is_named_by_its_kinds(lang, categories, things):
    assert things in file_name(lang, categories)
