"""The same with python-telegram-bot as it comes: the echo bot that most people would write.

The second yardstick of `bench.chat`: what its client, its objects and its handlers cost alone.
Reads BOT_TOKEN and BOT_API_URL.
"""

from __future__ import annotations

import os

from telegram import Update
from telegram.ext import ApplicationBuilder, ContextTypes, MessageHandler, filters


async def echo(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    """Send a message back."""
    message = update.effective_message
    if message is None:
        return
    if message.document is None:
        await message.reply_text(message.text or "", do_quote=True)
        return
    file = await message.document.get_file()
    data = bytes(await file.download_as_bytearray())
    await message.reply_document(data, filename="echo.jpg", do_quote=True)


def main() -> None:
    """Echo until killed."""
    api = os.environ["BOT_API_URL"]
    application = (
        ApplicationBuilder()
        .token(os.environ["BOT_TOKEN"])
        .base_url(f"{api}/bot")
        .base_file_url(f"{api}/file/bot")
        .concurrent_updates(True)
        .connection_pool_size(64)
        .pool_timeout(60)
        .build()
    )
    application.add_handler(MessageHandler(filters.TEXT | filters.Document.ALL, echo))
    application.run_polling()


if __name__ == "__main__":
    main()
