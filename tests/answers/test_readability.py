"""LIX and sentence length, on texts whose figures can be counted by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.readability import HARDEST, LONGEST_SENTENCE, readability
from bot.answers.results import Language

# After Article 20(1) of the GDPR: what must never pass.
HARD = {
    "de": (
        "Die betroffene Person hat das Recht, die sie betreffenden personenbezogenen Daten, die "
        "sie einem Verantwortlichen bereitgestellt hat, in einem strukturierten, gängigen und "
        "maschinenlesbaren Format zu erhalten, sofern die Verarbeitung automatisiert erfolgt."
    ),
    "en": (
        "The data subject shall have the right to receive the personal data concerning him or "
        "her, which he or she has provided to a controller, in a structured, commonly used and "
        "machine-readable format, where the processing is carried out by automated means."
    ),
}


def test_lix_is_words_a_sentence_plus_the_share_of_long_ones() -> None:
    # 8 words in 2 sentences, 2 of them longer than six letters: 4 + 25
    assert readability("Your picture stays there. You delete it tomorrow.").lix == 4 + 25


def test_a_word_of_six_letters_is_not_long() -> None:
    assert readability("Server").lix == 1
    assert readability("Servers").lix == 101


def test_a_label_is_no_part_of_the_sentence_for_lix() -> None:
    assert readability("**Law:** It can be so.").lix == 5 / 2


def test_a_label_counts_for_the_length_of_the_sentence() -> None:
    assert readability("**Law:** It can be so.").words == 5


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ruf an.\nHol dir Hilfe.", 3),
        ("116 016 (Frauen) · 0800 111 0 111 (für alle, Tag und Nacht)", 5),
        ("Das gilt seit dem 2. Dezember 2026 überall.", 6),
        ("So war es 2015. Heute ist es anders.", 4),
        ("Das steht in Art. 16 der Regeln.", 5),
        ("Nimm z. B. ein Bild ohne Gesicht.", 5),
        ("Er sagte: „Lösch das.“ Dann ging er.", 4),
        ("Schau auf takeitdown.ncmec.org nach dem Formular.", 5),
        ("1. Öffne die App.\n2. Tippe auf das Bild.", 4),
        ("", 0),
        ("112 · 999", 0),
    ],
)
def test_the_longest_sentence_is_counted_in_words(text: str, words: int) -> None:
    assert readability(text).words == words


def test_the_longest_sentence_is_told() -> None:
    assert readability("Ja. Das darfst du nicht tun. Nein.").longest == "Das darfst du nicht tun"


@pytest.mark.parametrize("lang", ["de", "en"])
def test_a_sentence_of_a_law_is_over_both_limits(lang: Language) -> None:
    read = readability(HARD[lang])
    assert read.lix > HARDEST[lang]
    assert read.words > LONGEST_SENTENCE


@given(st.text(max_size=300))
def test_any_text_can_be_measured(text: str) -> None:
    read = readability(text)
    assert read.lix >= 0
    assert read.words >= 0
