"""The emulated world: one bot, its people and chats, and everything that happens between them."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

from bot.demo.emulator.calls import Calls
from bot.demo.emulator.chats import Chats
from bot.demo.emulator.errors import Json
from bot.demo.emulator.events import Clock, Events
from bot.demo.emulator.faults import Faults
from bot.demo.emulator.files import Files
from bot.demo.emulator.messages import Messages
from bot.demo.emulator.updates import Updates
from bot.demo.emulator.webhook import Webhook

BOT_ID = 7_000_000_001
GROUP_ID = -1_001_700_000_001
CLUB_ID = -1_001_700_000_002
MIA, TOM, ANNA, BEN, CHRIS = range(5_200_000_001, 5_200_000_006)


@dataclass(slots=True)
class Query:
    """A button press or inline query the bot has to answer."""

    id: str
    user_id: int
    at: int
    message: Json | None = None  # the one that called the bot as a guest


@dataclass(slots=True)
class Profile:
    """What BotFather's settings hold, by language code ("" = default), and commands by scope."""

    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)


class World:
    """All state of one emulator; nothing of it outlives the process."""

    def __init__(self, *, token: str | None = None) -> None:
        self.token = token or f"{BOT_ID}:{secrets.token_urlsafe(26)}"
        self.clock = Clock()
        self.events = Events()
        self.faults = Faults()
        self.files = Files()
        self.calls = Calls(self.events)
        self.updates = Updates(self.clock)
        self.webhook = Webhook(self.updates, self.clock)
        self.messages = Messages(self.clock, self.events)
        self.profile = Profile()
        self.queries: dict[str, Query] = {}
        self.bot: Json = {
            "id": int(self.token.split(":", 1)[0]),
            "is_bot": True,
            "first_name": "Image privacy",
            "username": "image_privacy_demo_bot",
        }
        self.reads_all_group_messages = False
        self.chats = Chats(self.bot)

    def me(self) -> Json:
        """Return the `User` of getMe."""
        return {
            **self.bot,
            "can_join_groups": True,
            "can_read_all_group_messages": self.reads_all_group_messages,
            "supports_inline_queries": True,
            "supports_guest_queries": True,
            "can_connect_to_business": False,
            "has_main_web_app": False,
        }

    def query(self, user_id: int) -> Query:
        """Open a query that waits for the bot's answer."""
        query = Query(str(10**17 + secrets.randbelow(10**17)), user_id, self.clock.now())
        self.queries[query.id] = query
        return query

    def tell(self, message: Json) -> None:
        """Tell the bot of a new message, if it is one that it gets."""
        if self.sees(message):
            self.updates.push("message", message)
        elif not self._is_present(message["chat"]["id"]) and self._names_bot(message):
            query = self.query(message["from"]["id"])
            query.message = message
            self.updates.push("guest_message", {**message, "guest_query_id": query.id})

    def _is_present(self, chat_id: int) -> bool:
        me = self.chats.groups[chat_id].member(self.bot["id"])
        return me is not None and me.present

    def _names_bot(self, message: Json) -> bool:
        return f"@{self.bot['username']}".lower() in str(message.get("text", "")).lower()

    def sees(self, message: Json) -> bool:
        """Tell whether the bot gets a group message (core.telegram.org/bots/features, privacy)."""
        group = self.chats.groups.get(message["chat"]["id"])
        if group is None:
            return True
        me = group.member(self.bot["id"])
        if me is None or not me.present:
            return False
        if self.reads_all_group_messages or me.status == "administrator":
            return True
        return self._is_command(message) or self._is_reply(message)

    def _is_command(self, message: Json) -> bool:
        entities = message.get("entities") or message.get("caption_entities") or []
        if not entities or entities[0]["type"] != "bot_command" or entities[0]["offset"] != 0:
            return False
        text = str(message.get("text") or message.get("caption"))[: entities[0]["length"]]
        _, at, name = text.partition("@")
        return not at or name.lower() == str(self.bot["username"]).lower()

    def _is_reply(self, message: Json) -> bool:
        replied: Json = message.get("reply_to_message") or {"from": {}}
        return bool(replied["from"].get("id") == self.bot["id"])


def demo_world(*, token: str | None = None) -> World:
    """Return a world with Mia (German) and Tom (English), and a group where Anna is in charge.

    In the book club of Mia and Tom the bot is no member: there it can be called as a guest.
    """
    world = World(token=token)
    chats = world.chats
    chats.add_person(MIA, "Mia", "de", "German", username="mia_demo")
    chats.add_person(TOM, "Tom", "en", "English", username="tom_demo")
    anna = chats.add_person(ANNA, "Anna", "de", "admin", last_name="Berger")
    ben = chats.add_person(BEN, "Ben", "de", "member")
    chris = chats.add_person(CHRIS, "Chris", "en", "newcomer", username="chris_new")
    chats.add_group(GROUP_ID, "Familie & Freunde")
    chats.join(GROUP_ID, anna, "creator")
    chats.join(GROUP_ID, ben)
    chats.join(GROUP_ID, chris)
    chats.join(GROUP_ID, world.bot, "administrator")
    chats.add_group(CLUB_ID, "Book club")
    chats.join(CLUB_ID, chats.people[MIA], "creator")
    chats.join(CLUB_ID, chats.people[TOM])
    return world
