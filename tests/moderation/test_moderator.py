"""What the rules say of whole messages: the speech act, the vetoes, the lists."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.labelled import Labelled, read
from bot.moderation import detectors
from bot.moderation.addresses import AddressList, AddressLists
from bot.moderation.hosts import keys, parse
from bot.moderation.moderator import CLEAR, Moderator
from bot.moderation.reading import read as read_message
from bot.moderation.results import Button, Message, Outcome, Rule, Verdict
from bot.moderation.rules import verdict

Judge = Callable[..., Verdict]
TODAY = date(2026, 11, 25)

ADVERT = "Undress any girl with our AI, first photo free: https://bare.example/app"
COVERT = (
    "I understand you. I looked into such platforms more closely, and technically it is quite "
    "impressive what those undress apps do in seconds. Only use pictures you feel good about."
)


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        (ADVERT, "nudify-offer-link"),
        ("We remove her clothes from any photo, 5 dollars, DM me", "nudify-offer-contact"),
        ("U.n.d.r.e.s.s any girl free: https://bare.example", "nudify-hidden-wording"),
        ("Earn 900 dollars daily with crypto signals: https://t.me/+abc", "spam-money"),
        ("Your account will be suspended, verify here: https://tg.example", "spam-phishing"),
        ("Passports and driving licences, no exam, write to @fast__docs", "spam-documents"),
        ("Pay 200 euros or I send your nudes to your parents", "threat-to-publish"),
        ("Kann mir jemand meine Ex ausziehen? Hab Fotos von ihr", "asks-for-fake"),
    ],
)
def test_what_is_acted_on_names_its_reason(message: str, reason: str, verdict_on: Judge) -> None:
    found = verdict_on(message)

    assert (found.outcome, found.reason) == (Outcome.ACT, reason)


def test_a_covert_testimonial_goes_to_the_administrators(verdict_on: Judge) -> None:
    assert verdict_on(COVERT).outcome is Outcome.REVIEW


def test_a_covert_testimonial_with_a_link_is_acted_on(verdict_on: Judge) -> None:
    assert verdict_on(f"{COVERT} Try it: https://bare.example").outcome is Outcome.ACT


@pytest.mark.parametrize(
    "words",
    [
        "Someone did this to me with it, please help: ",
        "Das hat jemand mit Bildern meiner Tochter gemacht, bitte helft mir: ",
        "Achtung, Betrug, bitte melden: ",
        "Warning, this scam is going around, do not click: ",
    ],
)
def test_what_protects_is_a_veto_on_action(words: str, verdict_on: Judge) -> None:
    assert verdict_on(f"{words}{ADVERT}").outcome is not Outcome.ACT


def test_a_button_that_names_the_subject_is_an_offer() -> None:
    below = (Button("Strip her now", url="https://peel.example"),)
    message = Message(own="🔥", urls=("https://peel.example",), buttons=below)

    assert Moderator().judge(message, newcomer=False).outcome is Outcome.ACT


def test_who_tells_of_the_ban_of_an_own_bot_is_reviewed(verdict_on: Judge) -> None:
    message = "Our old bot was banned, the new undress bot is here: @undress__next_bot"

    assert verdict_on(message).outcome is Outcome.REVIEW


def test_who_was_told_of_an_own_picture_by_a_lure_is_left_alone(verdict_on: Judge) -> None:
    message = "A friend wrote that I am naked on https://bare.example and yes, this is really me"

    assert verdict_on(message).outcome is Outcome.IGNORE


def listed(address: str) -> AddressLists:
    found = parse(address)
    assert found
    entries = AddressList("s").add(keys(found)[0], reason="nudify-listed-address", today=TODAY)
    return AddressLists(blocked=(entries,))


def judged(text: str, lists: AddressLists) -> Verdict:
    return Moderator().judge(read_message({"text": text}), newcomer=False, lists=lists)


def test_a_listed_address_acts() -> None:
    found = judged("look https://bad.example", listed("https://bad.example"))

    assert (found.outcome, found.reason) == (Outcome.ACT, "nudify-listed-address")


def test_a_listed_address_beside_a_call_for_help_is_reviewed_at_most() -> None:
    text = "Pictures of me are on https://bad.example, how do I report it?"

    assert judged(text, listed("https://bad.example")).outcome is Outcome.REVIEW


def test_a_listed_name_alone_never_acts() -> None:
    names = AddressList().add("name:strangename", reason="nudify-listed-name", today=TODAY)
    text = "What is this Strangename everybody talks about?"

    assert judged(text, AddressLists(blocked=(names,))).outcome is Outcome.IGNORE


def test_an_allowed_address_is_no_way_to_an_offer() -> None:
    allowed = AddressLists(allowed=listed("https://bare.example").blocked)

    assert judged(ADVERT, allowed).outcome is not Outcome.ACT


def test_who_is_new_decides_nothing(labelled: list[Labelled]) -> None:
    moderator = Moderator()
    messages = [read_message(row.message) for row in labelled]

    assert [moderator.judge(m, newcomer=True) for m in messages] == [
        moderator.judge(m, newcomer=False) for m in messages
    ]


def test_no_made_up_ending_is_a_signal(labelled: list[Labelled]) -> None:
    """Labelled sets end made-up hosts in `.test`; real ones end otherwise."""
    moderator = Moderator()
    messages = [read_message(row.message) for row in labelled]
    renamed = [_renamed(m, ".example", ".test") for m in messages]

    assert [moderator.judge(m, newcomer=False) for m in renamed] == [
        moderator.judge(m, newcomer=False) for m in messages
    ]


def test_no_double_underscore_is_a_signal(labelled: list[Labelled]) -> None:
    """Labelled sets put it into every made-up handle; Telegram allows none."""
    moderator = Moderator()
    messages = [read_message(row.message) for row in labelled]
    renamed = [_renamed(m, "__", "_") for m in messages]

    assert [moderator.judge(m, newcomer=False).outcome for m in renamed] == [
        moderator.judge(m, newcomer=False).outcome for m in messages
    ]


def _renamed(message: Message, old: str, new: str) -> Message:
    return replace(
        message,
        own=message.own.replace(old, new),
        urls=tuple(url.replace(old, new) for url in message.urls),
        mentions=tuple(name.replace(old, new) for name in message.mentions),
        buttons=tuple(Button(b.text, b.url.replace(old, new)) for b in message.buttons),
        via_bot=message.via_bot.replace(old, new) if message.via_bot else None,
    )


def test_nothing_said_is_nothing_found() -> None:
    assert Moderator().judge(Message(own=""), newcomer=True) == CLEAR


def test_confidence_rises_with_the_verdict() -> None:
    ranks = [verdict(o, Rule.SPAM, "x", s).confidence for o, s in _OUTCOMES for _ in (0,)]

    assert ranks == sorted(ranks)


_OUTCOMES = [
    (Outcome.IGNORE, 0.0), (Outcome.IGNORE, 0.9), (Outcome.REVIEW, 0.1), (Outcome.REVIEW, 0.9),
    (Outcome.ACT, 0.0), (Outcome.ACT, 1.0),
]  # fmt: skip


@given(st.text(max_size=300))
def test_any_text_is_judged(text: str) -> None:
    found = Moderator().judge(read_message({"text": text}), newcomer=False)

    assert 0 <= found.confidence <= 1


def test_the_weights_are_few_enough_to_be_read() -> None:
    assert sum(map(len, detectors.shipped_weights().values())) <= 60


def test_no_protecting_signal_speaks_for_a_harm() -> None:
    weights = detectors.shipped_weights()

    assert all(weights[harm].get(name, 0) <= 0 for harm in weights for name in detectors.PROTECTS)


def test_no_rule_reads_a_shortcut_of_labelled_sets() -> None:
    folder = files("bot.moderation") / "vocabulary"
    text = "".join(each.read_text(encoding="utf-8") for each in folder.iterdir())

    assert not re.search(r"\.test\b|__", text)


def shares(rows: list[Labelled]) -> dict[str, float]:
    """The share of each kind that was found, acted on, or needlessly reviewed."""
    moderator = Moderator()
    found = [
        (row, moderator.judge(read_message(row.message), newcomer=row.newcomer).outcome)
        for row in rows
    ]

    def share(wanted: Callable[[Labelled], bool], *outcomes: Outcome) -> float:
        kept = [outcome for row, outcome in found if wanted(row)]
        return sum(outcome in outcomes for outcome in kept) / max(1, len(kept))

    told = (Outcome.ACT, Outcome.REVIEW)
    return {
        "undress": share(lambda r: (r.label, r.expect) == ("nudify-promo", "act"), *told),
        "spam": share(lambda r: (r.label, r.expect) == ("generic-spam", "act"), *told),
        "review": share(lambda r: r.expect == "review", *told),
        "ignore acted": share(lambda r: r.expect == "ignore", Outcome.ACT),
        "help reviewed": share(lambda r: r.label == "help-seeking", Outcome.REVIEW),
        "rest reviewed": share(
            lambda r: r.expect == "ignore" and r.label != "help-seeking", Outcome.REVIEW
        ),
    }


def check(found: dict[str, float]) -> None:
    assert found["ignore acted"] == found["help reviewed"] == 0
    assert found["rest reviewed"] <= 0.03
    assert found["undress"] >= 0.9
    assert found["spam"] >= 0.85
    assert found["review"] >= 0.6


def test_the_projects_own_messages_are_judged_right(labelled: list[Labelled]) -> None:
    check(shares(labelled))


@pytest.mark.shared
def test_the_labelled_messages_of_others_are_judged_right(shared: Path) -> None:
    check(shares(read(shared / "moderation" / "messages-dev.jsonl")))


@pytest.mark.shared
def test_almost_no_harmless_message_of_the_public_sets_is_acted_on(shared: Path) -> None:
    sets = sorted((shared / "moderation" / "public").glob("*.jsonl"))
    harmless = [row for path in sets for row in read(path)]
    moderator = Moderator()

    acted = sum(
        moderator.judge(read_message(row.message), newcomer=True).outcome is Outcome.ACT
        for row in harmless
    )

    assert acted * 3500 <= 3 * len(harmless)
