"""Covers faces, codes and places in a picture: a preview with numbers, buttons, a file as result.

A preview and its choices belong to one private chat. What was chosen is held in memory for an
hour; the picture itself is fetched anew for each look and each copy, and counts as one each time.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from telegram import InputMediaPhoto, Message
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest

from bot.chat import covering_view, refetching
from bot.chat.covering_state import Covering
from bot.chat.pressed import Pressed
from bot.chat.sending import beside
from bot.images.results import Report
from bot.texts import say

FIRST_LOOK = Covering("", 0, 0).look()
MOST_STEPS = 100  # that can be taken back
Steps = tuple[Covering, ...]


async def pressed(press: Pressed) -> None:
    """Take one step: begin below a report, change a choice, look again, or cover."""
    if press.message.chat_id < 0:  # a group would see the preview
        await press.say("picture-gone")
        return
    if press.argument(1) == "start":
        await _start(press)
        return
    steps = press.services.memory.covering.get(_key(press.message))
    if not steps:
        await press.say("cover-gone")
        return
    await _step(press, steps)


async def _start(press: Pressed) -> None:
    """Send the preview of the picture that a report is about."""
    file_id = _file_id(press)
    if file_id is None:
        await press.say("picture-gone")
        return
    item = await refetching.look(press, file_id, FIRST_LOOK, ChatAction.UPLOAD_PHOTO)
    if item is None:
        return
    report, preview = item.examined.report, item.examined.preview
    if not isinstance(report, Report) or preview is None:
        await press.say("cover-impossible" if isinstance(report, Report) else "picture-gone")
        return
    steps = (Covering.of(file_id, report),)
    place = beside(press.message)
    sent = await press.bot.send_photo(
        place.chat_id,
        preview,
        caption=covering_view.caption(steps[-1], press.lang).html(),
        parse_mode=ParseMode.HTML,
        filename="preview.jpg",
        message_thread_id=place.thread_id,
        reply_parameters=place.reply_parameters(),
        reply_markup=covering_view.buttons(steps, press.lang),
    )
    press.services.memory.covering.put(_key(sent), steps)


async def _step(press: Pressed, steps: Steps) -> None:
    now, about = steps[-1], press.argument(2)
    match press.argument(1):
        case "n" if about.isdecimal():
            await _show(press, (*steps, now.toggled(int(about))))
        case "cell":
            await _show(press, (*steps, now.with_cell(about)))
        case "fill":
            other: Literal["solid", "tiles"] = "tiles" if now.fill == "solid" else "solid"
            await _show(press, (*steps, replace(now, fill=other)))
        case "undo":
            await _undo(press, steps)
        case "grid":
            await _look_again(press, (*steps[:-1], replace(now, gridded=True)))
        case "done":
            await _look_again(press, (*steps[:-1], replace(now, gridded=False)))
        case "harder":
            await _look_again(press, (*steps, replace(now, harder=True)))
        case "text":
            await _look_again(press, (*steps, replace(now, text=True)))
        case "all":
            await _cover(press, replace(now, kept=frozenset()))
        case "go":
            await _cover(press, now)
        case _:
            await press.say("stale-button")


async def _show(press: Pressed, steps: Steps) -> None:
    """Change the words and buttons below the preview."""
    _remember(press, steps)
    try:
        await press.bot.edit_message_caption(
            press.message.chat_id,
            press.message.message_id,
            caption=covering_view.caption(steps[-1], press.lang).html(),
            parse_mode=ParseMode.HTML,
            reply_markup=covering_view.buttons(steps, press.lang),
        )
    except BadRequest as error:
        if "not modified" not in str(error):
            raise


async def _undo(press: Pressed, steps: Steps) -> None:
    before = steps[:-1] or steps
    if _looks_alike(before[-1], steps[-1]):
        await _show(press, before)
    else:
        await _look_again(press, before)


def _looks_alike(one: Covering, other: Covering) -> bool:
    """Tell whether both have the same preview."""
    return (one.visible, one.cells) == (other.visible, other.cells)


async def _look_again(press: Pressed, steps: Steps) -> None:
    """Fetch the picture once more and show a new preview in the same message."""
    now = steps[-1]
    item = await refetching.look(press, now.file_id, now.look(), ChatAction.UPLOAD_PHOTO)
    if item is None:
        return
    report, preview = item.examined.report, item.examined.preview
    if not isinstance(report, Report) or preview is None:
        await press.say("picture-gone")
        return
    found = now.with_found(report.visible)
    if now.text and found.visible.text is None:
        await press.say("cover-no-text")
    steps = (*steps[:-1], found)
    shown = InputMediaPhoto(
        preview,
        caption=covering_view.caption(found, press.lang).html(),
        parse_mode=ParseMode.HTML,
        filename="preview.jpg",
    )
    await press.bot.edit_message_media(
        shown,
        press.message.chat_id,
        press.message.message_id,
        reply_markup=covering_view.buttons(steps, press.lang),
    )
    _remember(press, steps)


async def _cover(press: Pressed, covering: Covering) -> None:
    """Send the copy with everything chosen covered, as a file."""
    if not covering.covered:
        await press.say("cover-nothing")
        return
    caption = say(press.lang, "cover-caption", count=covering.covered)
    await refetching.send_copy(press, covering.file_id, covering.cover(), lambda _: caption)


def _file_id(press: Pressed) -> str | None:
    """Return the picture of a report, or the one of an album that the button names."""
    position = press.argument(2)
    if position:
        album = press.services.memory.albums.get(_key(press.message)) or ()
        known = position.isdecimal() and 1 <= int(position) <= len(album)
        return album[int(position) - 1] if known else None
    return refetching.file_id_of(press.message.reply_to_message)


def _remember(press: Pressed, steps: Steps) -> None:
    press.services.memory.covering.put(_key(press.message), steps[-MOST_STEPS:])


def _key(message: Message) -> tuple[int, int]:
    return message.chat_id, message.message_id
