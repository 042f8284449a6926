"""The least a bot can do: send every text and every file back. The yardstick of `bench.chat`.

Reads BOT_TOKEN and BOT_API_URL. It keeps nothing, survives nothing and looks at nothing, so no bot
that does anything is expected to be as fast.
"""

from __future__ import annotations

import asyncio
import os
from typing import Any

from aiohttp import ClientSession, FormData

Json = dict[str, Any]


class Echo:
    """One session with the Bot API."""

    def __init__(self, session: ClientSession, api: str, token: str) -> None:
        self._session = session
        self._method = f"{api}/bot{token}"
        self._file = f"{api}/file/bot{token}"
        self._running: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Poll for ever and answer each message in a task of its own."""
        offset = 0
        while True:
            for update in await self._call("getUpdates", offset=offset, timeout=20):
                offset = update["update_id"] + 1
                task = asyncio.create_task(self._answer(update["message"]))
                self._running.add(task)
                task.add_done_callback(self._running.discard)

    async def _answer(self, message: Json) -> None:
        to = {
            "chat_id": message["chat"]["id"],
            "reply_parameters": {"message_id": message["message_id"]},
        }
        if "document" not in message:
            await self._call("sendMessage", **to, text=message["text"])
            return
        file = await self._call("getFile", file_id=message["document"]["file_id"])
        async with self._session.get(f"{self._file}/{file['file_path']}") as response:
            data = await response.read()
        await self._send_document(message, data)

    async def _send_document(self, message: Json, data: bytes) -> None:
        form = FormData()
        form.add_field("chat_id", str(message["chat"]["id"]))
        form.add_field("reply_parameters", f'{{"message_id": {message["message_id"]}}}')
        form.add_field("document", data, filename="echo.jpg")
        async with self._session.post(f"{self._method}/sendDocument", data=form) as response:
            response.raise_for_status()

    async def _call(self, method: str, **parameters: object) -> Any:
        async with self._session.post(f"{self._method}/{method}", json=parameters) as response:
            return (await response.json())["result"]


async def main() -> None:
    """Echo until killed."""
    async with ClientSession() as session:
        await Echo(session, os.environ["BOT_API_URL"], os.environ["BOT_TOKEN"]).run()


if __name__ == "__main__":
    asyncio.run(main())
