"""The buttons below a report on one picture: the map, and the values that had no room.

Nothing was kept for them. The place stands in the report itself; for the values the picture,
which the report replies to, is fetched from Telegram and read once more.
"""

from __future__ import annotations

from telegram import Message
from telegram.constants import ChatAction

from bot.chat import details, reports, signs
from bot.chat.examining import examine
from bot.chat.pressed import Pressed
from bot.chat.render import note
from bot.chat.sending import beside
from bot.images.results import Options

LOOK_ONLY = Options(clean=False)


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
    """Read the picture once more and send all its values; it counts as one more picture."""
    picture = press.message.reply_to_message
    file_id = _file_id(picture) if picture else None
    if picture is None or file_id is None or press.message.chat_id < 0:
        await press.say("picture-gone")
        return
    an_hour = press.services.settings.pictures_per_hour
    if not await press.services.memory.limits.picture(press.user_id, an_hour):
        await press.answer(note(press.lang, "picture-limit", count=an_hour))
        return
    async with signs.busy(press.bot, beside(press.message), ChatAction.TYPING):
        item = await examine(press.bot, press.services, file_id, "document", LOOK_ONLY)
    if item.found:
        await press.answer(reports.exact(item.found, press.lang))
    else:
        await press.say("picture-gone")


def _file_id(picture: Message) -> str | None:
    if picture.document:
        return picture.document.file_id
    return picture.photo[-1].file_id if picture.photo else None
