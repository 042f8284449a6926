"""A picture fetched once more from Telegram after a press: nothing of it was kept.

Each time counts as one more picture of the person's hour.
"""

from __future__ import annotations

from collections.abc import Callable

from telegram import Message
from telegram.constants import ChatAction

from bot.chat import copies, reports, signs
from bot.chat.examining import examine
from bot.chat.pressed import Pressed
from bot.chat.render import Reply, note
from bot.chat.reports import Item
from bot.chat.sending import beside
from bot.images.results import Cleaned, Options


async def look(press: Pressed, file_id: str, options: Options, action: ChatAction) -> Item | None:
    """Fetch and examine a picture; None where the person has had their hour's, which is said."""
    services = press.services
    an_hour = services.settings.pictures_per_hour
    if not await services.memory.limits.picture(press.user_id, an_hour):
        await press.answer(note(press.lang, "picture-limit", count=an_hour))
        return None
    async with signs.busy(press.bot, beside(press.message), action):
        return await examine(press.bot, services, file_id, "document", options)


async def send_copy(
    press: Pressed, file_id: str, options: Options, caption: Callable[[Cleaned], str]
) -> None:
    """Clean a picture in another way and send that copy; where there is none, say why."""
    item = await look(press, file_id, options, ChatAction.UPLOAD_DOCUMENT)
    if item is None:
        return
    if item.cleaned is None:
        await press.answer(Reply(reports.refusal(item, press.lang)))
        return
    files = {reports.file_name(1, item.cleaned): item.cleaned.data}
    await copies.send_one(files, beside(press.message), press.bot, caption(item.cleaned))


def file_id_of(picture: Message | None) -> str | None:
    """Return the file of a message with a picture, a photo in its largest size."""
    if picture is None:
        return None
    if picture.document:
        return picture.document.file_id
    return picture.photo[-1].file_id if picture.photo else None
