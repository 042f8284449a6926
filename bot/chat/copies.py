"""What goes back of a picture: its clean copy, and the preview that was hidden in it."""

from __future__ import annotations

from telegram import Bot, InputMediaDocument

from bot.chat.sending import Place


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


async def send_thumbnail(data: bytes, place: Place, bot: Bot, caption: str) -> None:
    """Show what the embedded preview still shows, where the picture shows something else."""
    await bot.send_photo(
        place.chat_id,
        data,
        caption=caption,
        filename="preview.jpg",
        message_thread_id=place.thread_id,
        reply_parameters=place.reply_parameters(),
    )
