"""The buttons below a report on one picture: the map, the values, the preview, other copies.

Nothing was kept for them. The place stands in the report itself; for all else the picture, which
the report replies to, is fetched from Telegram and examined once more.
"""

from __future__ import annotations

from telegram.constants import ChatAction

from bot.chat import copies, details, refetching, reports
from bot.chat.examining import BOTH
from bot.chat.pressed import Pressed
from bot.chat.render import Reply
from bot.chat.reports import Item
from bot.chat.sending import beside
from bot.images.results import Options
from bot.texts import say

LOOK_ONLY = Options(clean=False)
COPIES = {"date": Options(keep_date=True), "thorough": Options(thorough=True)}


async def show_map(press: Pressed) -> None:
    """Send the place as a location; in a group it would tell everybody, so never there."""
    found = details.position(press.message.text or "")
    if found is None or press.message.chat_id < 0:
        await press.say("map-gone")
        return
    latitude, longitude = found
    await press.bot.send_location(
        press.message.chat_id,
        latitude,
        longitude,
        reply_parameters=beside(press.message).reply_parameters(),
    )


async def show_details(press: Pressed) -> None:
    """Send all values: as a message, or as a file where they are too many for one."""
    item = await _again(press, LOOK_ONLY, ChatAction.TYPING)
    if item is None:
        return
    if not item.found:
        await press.say("picture-gone")
        return
    match reports.exact(item.found, press.lang):
        case Reply() as reply:
            await press.answer(reply)
        case text:
            name = say(press.lang, "details-file")
            await copies.send_text(name, text, beside(press.message), press.bot)


async def show_preview(press: Pressed) -> None:
    """Show the preview that is hidden in the file, beside the picture as everybody sees it."""
    item = await _again(press, BOTH, ChatAction.UPLOAD_PHOTO)
    if item is None:
        return
    if item.examined.thumbnail is None:
        await press.say("picture-gone")
        return
    shown = item.cleaned.data if item.cleaned and copies.is_photo(item.cleaned) else None
    place = beside(press.message)
    await copies.send_preview(item.examined.thumbnail, shown, place, press.bot, press.lang)


async def send_copy(press: Pressed) -> None:
    """Clean the picture in another way and send that copy; what stayed is said with it."""
    kind = press.argument(1)
    if kind not in COPIES:
        await press.say("stale-button")
        return
    file_id = await _file_id(press)
    if file_id is not None:
        await refetching.send_copy(
            press, file_id, COPIES[kind], lambda copy: reports.copy_caption(copy, kind, press.lang)
        )


async def _again(press: Pressed, options: Options, action: ChatAction) -> Item | None:
    """Examine the picture once more; None where that was refused, which is said."""
    file_id = await _file_id(press)
    return await refetching.look(press, file_id, options, action) if file_id else None


async def _file_id(press: Pressed) -> str | None:
    """Return the picture of the report; None where it is gone, or a group would see what comes."""
    file_id = refetching.file_id_of(press.message.reply_to_message)
    if file_id is None or press.message.chat_id < 0:
        await press.say("picture-gone")
        return None
    return file_id
