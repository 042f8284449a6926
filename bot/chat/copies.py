"""Files that go back: clean copies, a hidden preview, values too many for a message."""

from __future__ import annotations

from telegram import Bot, InputMediaDocument, InputMediaPhoto

from bot.chat.sending import Place
from bot.images.results import Cleaned, Format
from bot.texts import say

# What Telegram shows as a photo (Bot API, sendPhoto); it saves it anew.
PHOTOS = frozenset({Format.JPEG, Format.PNG, Format.WEBP})
PHOTO_BYTES = 10_000_000


async def send_one(
    copies: dict[str, bytes], place: Place, bot: Bot, caption: str
) -> tuple[int, ...]:
    """Send a single copy, by its file name; returns the id of its message."""
    ((name, data),) = copies.items()
    message = await bot.send_document(
        place.chat_id,
        data,
        filename=name,
        caption=caption,
        disable_content_type_detection=True,
        message_thread_id=place.thread_id,
        reply_parameters=place.reply_parameters(),
    )
    return (message.message_id,)


async def send_together(copies: dict[str, bytes], place: Place, bot: Bot) -> tuple[int, ...]:
    """Send several copies as one album; returns the ids of its messages."""
    media = [
        InputMediaDocument(data, filename=name, disable_content_type_detection=True)
        for name, data in copies.items()
    ]
    sent = await bot.send_media_group(
        place.chat_id,
        media,
        message_thread_id=place.thread_id,
        reply_parameters=place.reply_parameters(),
    )
    return tuple(message.message_id for message in sent)


async def send_text(name: str, text: str, place: Place, bot: Bot) -> None:
    """Send a text as a file."""
    await bot.send_document(
        place.chat_id,
        text.encode(),
        filename=name,
        message_thread_id=place.thread_id,
        reply_parameters=place.reply_parameters(),
    )


def is_photo(cleaned: Cleaned) -> bool:
    """Tell whether Telegram can show a copy as a photo."""
    return cleaned.format in PHOTOS and len(cleaned.data) <= PHOTO_BYTES


async def send_preview(
    preview: bytes, picture: bytes | None, place: Place, bot: Bot, lang: str
) -> None:
    """Show the hidden preview, with the picture beside it where that can be shown.

    An album shows a caption only where it has no other: one stands for both.
    """
    if picture is None:
        await bot.send_photo(
            place.chat_id,
            preview,
            caption=say(lang, "thumbnail-caption"),
            filename="preview.jpg",
            message_thread_id=place.thread_id,
            reply_parameters=place.reply_parameters(),
        )
        return
    beside = [
        InputMediaPhoto(preview, caption=say(lang, "thumbnail-caption-beside"), filename="1.jpg"),
        InputMediaPhoto(picture, filename="2.jpg"),
    ]
    await bot.send_media_group(
        place.chat_id,
        beside,
        message_thread_id=place.thread_id,
        reply_parameters=place.reply_parameters(),
    )
