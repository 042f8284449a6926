"""Nothing is lost: the real process is killed or stopped while a hundred messages wait."""

from __future__ import annotations

from typing import Any

import pytest

from bot.demo.samples import find

GENEROUS = {"BOT_QUESTIONS_PER_MINUTE": "1000", "BOT_PICTURES_PER_HOUR": "1000"}
PATIENCE = 200  # seconds of silence; only a machine that does nothing else for us is this slow
# What is waited for are replies; the clock ends a test that hangs, and no other.
pytestmark = pytest.mark.timeout(600)


class Crowd:
    """Mia and Tom writing a hundred messages, and what the bot replied to each."""

    def __init__(self, emulator: Any, picture: bytes) -> None:
        self._heard = emulator.listen(
            lambda event: event["type"] == "message" and event["message"]["from"]["is_bot"]
        )
        self.waiting: set[tuple[int, int]] = set()
        self.replies = 0
        for number in range(50):
            for name in ("Mia", "Tom"):
                self._say(emulator.person(name), number, picture)

    def _say(self, person: Any, number: int, picture: bytes) -> None:
        if number % 10 == 9:
            sent = person.send_document(f"{number}.jpg", picture)
        else:
            sent = person.write(f"What is in the metadata of photo {number}?")
        self.waiting.add((sent["chat"]["id"], sent["message_id"]))

    async def hear(self, *, until_waiting: int) -> None:
        """Take replies until at most so many messages are without one."""
        while len(self.waiting) > until_waiting:
            event = await self._heard.wait_for(lambda _: True, seconds=PATIENCE)
            answered = event["message"].get("reply_to_message", {}).get("message_id")
            self.waiting.discard((event["chat_id"], answered))
            self.replies += 1


@pytest.fixture
def flowers() -> bytes:
    sample = find("flowers.jpg")
    assert sample is not None
    return sample.data


@pytest.mark.parametrize("left", [85, 40])
async def test_kill_9_in_the_middle_of_100_updates_loses_none(
    emulator: Any, start_bot: Any, all_confirmed: Any, flowers: bytes, left: int
) -> None:
    first = await start_bot(**GENEROUS)
    crowd = Crowd(emulator, flowers)
    await crowd.hear(until_waiting=left)
    await first.kill()
    await start_bot(**GENEROUS)
    await crowd.hear(until_waiting=0)
    await all_confirmed()
    assert crowd.waiting == set()


async def test_sigterm_finishes_what_was_begun_and_loses_none(
    emulator: Any, start_bot: Any, all_confirmed: Any, flowers: bytes
) -> None:
    first = await start_bot(**GENEROUS)
    crowd = Crowd(emulator, flowers)
    await crowd.hear(until_waiting=70)
    assert await first.stop() == 0
    await start_bot(**GENEROUS)
    await crowd.hear(until_waiting=0)
    await all_confirmed()
    assert crowd.waiting == set()
