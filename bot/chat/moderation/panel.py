"""/settings: the panel of a group, an inline keyboard whose every press is checked for rights.

A press carries the page, the field and the new value, so a doubled press sets the same again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from telegram import InlineKeyboardButton, Update

from bot.chat import language, render
from bot.chat.keyboards import Action, button, keyboard
from bot.chat.markup import bold, join
from bot.chat.moderation import exchange, people, rooms, words
from bot.chat.moderation.memory import Room
from bot.chat.moderation.people import Right
from bot.chat.pressed import Pressed
from bot.chat.render import Reply, spoken
from bot.chat.sending import beside, send
from bot.chat.services import Context, services_of
from bot.moderation.results import Rule
from bot.moderation.settings import (
    DOUBTFUL,
    JUDGED,
    LIMITS,
    SWITCHES,
    GroupSettings,
    Mode,
    Night,
    SettingsFault,
    possible,
)
from bot.texts import say

MAIN, RULE, NUMBERS, SWITCH, NIGHT, LANGUAGE, CLOSE = "m", "r", "n", "s", "z", "l", "x"
RULES = tuple(Rule)
NAMES = tuple(LIMITS)
STEPS = {"mute_hours": 12, "trust_messages": 10, "notice_minutes": 5, "quiet_minutes": 15,
         "answer_hours": 12}  # fmt: skip
HOURS = (20, 21, 22, 23, 0, 1), (5, 6, 7, 8, 9)
ZONES = (-8, -5, 0, 1, 2, 3)


async def open_(update: Update, context: Context) -> None:
    """Open the panel; `/settings export` and `/settings import` exchange settings as a file."""
    message, services = update.effective_message, services_of(context)
    if message is None or message.chat_id > 0:
        return
    lang = await language.of(update, services)
    if not await people.sender_may(message, context.bot, Right.SETTINGS):
        await send(context.bot, beside(message), render.note(lang, "settings-not-yours"))
        return
    room = await rooms.of(services, message.chat_id)
    match context.args:
        case ["export"]:
            await exchange.export(context.bot, services, room, message)
        case ["import"]:
            await exchange.import_(context.bot, services, room, message)
        case _:
            await send(context.bot, beside(message), main(room))


async def pressed(press: Pressed) -> str | None:
    """Show a page, or set what the button says; returns the words of the small notice."""
    chat_id = press.message.chat_id
    if not await people.may(press.bot, chat_id, press.user_id, Right.SETTINGS):
        return say(press.lang, "settings-not-yours")
    room = await rooms.of(press.services, chat_id)
    page, *values = press.arguments[1:] or (MAIN,)
    if page == CLOSE:
        await press.bot.delete_message(chat_id, press.message.message_id)
        return None
    try:
        changed = await _change(press, room, page, values)
    except (SettingsFault, ValueError, IndexError, KeyError):
        return say(press.lang, "stale-button")
    if changed is not None:
        await rooms.save(press.services, room, changed)
        await press.services.store.moderation.audit.write(
            room.home, words.BY_HAND, page, "settings", press.user_id
        )
    room = await rooms.of(press.services, chat_id)
    await press.turn_into(_page(room, page, values))
    return say(room.lang, "settings-saved") if changed is not None else None


async def _change(
    press: Pressed, room: Room, page: str, values: list[str]
) -> GroupSettings | None:
    """Return the settings as a press wants them; None where it only turns a page."""
    settings = room.settings
    match page, values:
        case "r", [number, "s", mode]:
            return settings.with_mode(RULES[int(number)], sure=Mode(mode))
        case "r", [number, "d", mode]:
            return settings.with_mode(RULES[int(number)], doubtful=Mode(mode))
        case "n", [number, value]:
            return settings.with_number(NAMES[int(number)], int(value))
        case "s", [number, value]:
            changed = settings.switched(SWITCHES[int(number)], on=value == "1")
            if not changed.recognise_taken_down:
                await press.services.store.moderation.taken_down.clear(room.home)
            return changed
        case "z", [begin, end, zone]:
            night = None if begin == end else Night(int(begin), int(end), int(zone))
            return replace(settings, night=night)
        case "l", [lang] if language.known(lang):
            await press.services.store.languages.set(room.chat_id, lang)
            press.services.moderating.forget_group(room.chat_id)
    return None


def _page(room: Room, page: str, values: list[str]) -> Reply:
    match page:
        case "r" if values:
            return rule_page(room, int(values[0]))
        case "n":
            return numbers_page(room)
        case "s":
            return switches_page(room)
        case "z":
            return night_page(room)
        case _:
            return main(room)


def main(room: Room) -> Reply:
    """Show all rules with their modes, and the ways to the other pages."""
    lang = room.lang
    rows = [
        [_press(f"{words.name(lang, rule)}: {_mode(lang, room.settings.of(rule).sure)}", lang,
                RULE, str(at))]
        for at, rule in enumerate(RULES)
    ]  # fmt: skip
    others = [
        _press(say(lang, f"settings-page-{name}"), lang, page)
        for name, page in (("numbers", NUMBERS), ("switches", SWITCH), ("night", NIGHT))
    ]
    tongues = [
        _press(say(lang, f"language-{each}"), lang, LANGUAGE, each) for each in ("de", "en")
    ]
    close = [_press(say(lang, "settings-close"), lang, CLOSE)]
    text = join("\n\n", [spoken(lang, "settings-title"), spoken(lang, "settings-more")])
    return Reply(text, keyboard([*rows, others, tongues, close]))


def rule_page(room: Room, number: int) -> Reply:
    """Show one rule: what it is for, and its modes for sure and doubtful finds."""
    lang, rule = room.lang, RULES[number]
    modes = room.settings.of(rule)
    rows = _choices(room, number, "s", possible(rule), modes.sure)
    text = [bold(words.name(lang, rule)), spoken(lang, f"about-{rule.value}")]
    if rule in JUDGED:
        rows += _choices(room, number, "d", DOUBTFUL, modes.doubtful)
        text.append(spoken(lang, "settings-sure-doubtful"))
    return Reply(join("\n\n", text), keyboard([*rows, _back(lang)]))


def _choices(
    room: Room, number: int, kind: str, modes: Iterable[Mode], chosen: Mode
) -> list[list[InlineKeyboardButton | None]]:
    label = "settings-sure" if kind == "s" else "settings-doubtful"
    made = [
        _press(
            say(room.lang, label, mode=_mode(room.lang, mode), chosen=int(mode is chosen)),
            room.lang, RULE, str(number), kind, mode.value,
        )
        for mode in modes
    ]  # fmt: skip
    return [made[at : at + 2] for at in range(0, len(made), 2)]


def numbers_page(room: Room) -> Reply:
    """Show strikes, newcomers, floods and quiet times, each with less and more."""
    lang = room.lang
    rows = []
    for at, name in enumerate(NAMES):
        value, step = getattr(room.settings, name), STEPS.get(name, 1)
        label = say(lang, f"number-{name.replace('_', '-')}", n=value)
        rows.append(
            [
                _press(say(lang, "settings-less"), lang, NUMBERS, str(at), str(value - step)),
                _press(label, lang, NUMBERS),
                _press(say(lang, "settings-greater"), lang, NUMBERS, str(at), str(value + step)),
            ]
        )
    return Reply(spoken(lang, "settings-numbers"), keyboard([*rows, _back(lang)]))


def switches_page(room: Room) -> Reply:
    """Show what is on or off."""
    lang = room.lang
    rows = [
        [_press(say(lang, f"switch-{name.replace('_', '-')}", on=int(on)), lang, SWITCH, str(at),
                "0" if on else "1")]
        for at, name in enumerate(SWITCHES)
        for on in [bool(getattr(room.settings, name))]
    ]  # fmt: skip
    return Reply(spoken(lang, "settings-switches"), keyboard([*rows, _back(lang)]))


def night_page(room: Room) -> Reply:
    """Show the hours of the night and their time zone."""
    lang, night = room.lang, room.settings.night
    begin, end, zone = (night.begin, night.end, night.utc_hours) if night else (23, 6, 0)
    rows = [
        [
            _press(say(lang, "night-from", hour=hour), lang, NIGHT, str(hour), str(end), str(zone))
            for hour in HOURS[0]
        ],
        [
            _press(say(lang, "night-to", hour=hour), lang, NIGHT, str(begin), str(hour), str(zone))
            for hour in HOURS[1]
        ],
        [_press(f"UTC{each:+d}", lang, NIGHT, str(begin), str(end), str(each)) for each in ZONES],
        [_press(say(lang, "night-off"), lang, NIGHT, "0", "0", "0")],
    ]
    state = (
        spoken(lang, "night-on", begin=begin, end=end, zone=f"{zone:+d}")
        if night
        else spoken(lang, "night-is-off")
    )
    return Reply(join("\n\n", [spoken(lang, "settings-night"), state]),
                 keyboard([*rows, _back(lang)]))  # fmt: skip


def _mode(lang: str, mode: Mode) -> str:
    return say(lang, f"mode-{mode.value}")


def _press(label: str, lang: str, page: str, *values: str) -> InlineKeyboardButton | None:
    return button(label, Action.PANEL, lang, page, *values)


def _back(lang: str) -> list[InlineKeyboardButton | None]:
    return [_press(say(lang, "settings-back"), lang, MAIN)]
