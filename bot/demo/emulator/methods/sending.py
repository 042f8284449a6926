"""Methods that post without files: text, copies, forwards, places, actions, reactions."""

from __future__ import annotations

from typing import Any

from bot.demo.emulator.call import Call
from bot.demo.emulator.errors import Json, bad_request
from bot.demo.emulator.messages import album_id, content_of
from bot.demo.emulator.methods.content import call_caption, post, text_content
from bot.demo.emulator.methods.table import method
from bot.demo.emulator.world import World

MOST_AT_ONCE = 100
CHAT_ACTIONS = frozenset({
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
    "upload_document", "choose_sticker", "find_location", "record_video_note",
    "upload_video_note",
})  # fmt: skip
# Bot API, ReactionTypeEmoji: no other emoji may be used, U+2705 (check mark) for one may not.
REACTIONS = frozenset({
    "❤", "👍", "👎", "🔥", "🥰", "👏", "😁", "🤔", "🤯", "😱", "🤬", "😢", "🎉", "🤩", "🤮", "💩",
    "🙏", "👌", "🕊", "🤡", "🥱", "🥴", "😍", "🐳", "❤\u200d🔥", "🌚", "🌭", "💯", "🤣", "⚡", "🍌",
    "🏆", "💔", "🤨", "😐", "🍓", "🍾", "💋", "🖕", "😈", "😴", "😭", "🤓", "👻", "👨\u200d💻",
    "👀", "🎃", "🙈", "😇", "😨", "🤝", "✍", "🤗", "🫡", "🎅", "🎄", "☃", "💅", "🤪", "🗿", "🆒",
    "💘", "🙉", "🦄", "😘", "💊", "🙊", "😎", "👾", "🤷\u200d♂", "🤷", "🤷\u200d♀", "😡",
})  # fmt: skip


@method("sendMessage")
async def send_message(world: World, call: Call) -> Json:
    """Post a text."""
    return post(world, call, text_content(call))


@method("sendLocation")
async def send_location(world: World, call: Call) -> Json:
    """Post a place; coordinates in degrees."""
    try:
        latitude, longitude = float(call.text("latitude")), float(call.text("longitude"))
    except ValueError:
        raise bad_request("invalid location specified") from None
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise bad_request("invalid location specified")
    return post(world, call, {"location": {"latitude": latitude, "longitude": longitude}})


@method("sendChatAction")
async def send_chat_action(world: World, call: Call) -> bool:
    """Show "typing…" or another action for five seconds."""
    world.chats.writable(call.integer("chat_id"))
    if call.text("action") not in CHAT_ACTIONS:
        raise bad_request("wrong parameter action in request")
    world.events.publish("action", chat_id=call.integer("chat_id"), action=call.text("action"))
    return True


@method("setMessageReaction")
async def set_message_reaction(world: World, call: Call) -> bool:
    """Set or take back the bot's one reaction."""
    chat_id, message_id = call.integer("chat_id"), call.integer("message_id")
    world.chats.writable(chat_id)
    if world.messages.get(chat_id, message_id) is None:
        raise bad_request("message to react not found")
    reaction: list[Json] = call.json("reaction") or []
    if len(reaction) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    if any(str(each.get("emoji")).strip("\ufe0f") not in REACTIONS for each in reaction):
        raise bad_request("REACTION_INVALID")
    world.messages.react(chat_id, message_id, reaction)
    return True


def _source(world: World, call: Call, verb: str) -> Json:
    message = world.messages.get(call.integer("from_chat_id"), call.integer("message_id"))
    if message is None:
        raise bad_request(f"message to {verb} not found")
    return message


@method("forwardMessage")
async def forward_message(world: World, call: Call) -> Json:
    """Post a message again with its origin."""
    message = _source(world, call, "forward")
    return post(world, call, {**content_of(message), "forward_origin": origin(message)})


@method("copyMessage")
async def copy_message(world: World, call: Call) -> Any:
    """Post a message again without its origin; a new caption replaces the old one."""
    content = content_of(_source(world, call, "copy"))
    if "caption" in call.params:
        content.pop("caption", None)
        content.pop("caption_entities", None)
        content |= call_caption(call)
    return {"message_id": post(world, call, content)["message_id"]}


@method("copyMessages")
async def copy_messages(world: World, call: Call) -> list[Json]:
    """Post messages again without their origin; missing ones are skipped, albums stay albums."""
    ids = call.json("message_ids")
    if not isinstance(ids, list) or not 1 <= len(ids) <= MOST_AT_ONCE:
        raise bad_request("there must be from 1 to 100 message identifiers")
    source = call.integer("from_chat_id")
    found = [world.messages.get(source, int(each)) for each in ids]
    messages = [each for each in found if each is not None]
    if not messages:
        raise bad_request("there are no messages to copy")
    groups = {each["media_group_id"]: album_id() for each in messages if "media_group_id" in each}
    copies = []
    for message in messages:
        album = groups.get(message.get("media_group_id", ""))
        together: Json = {"media_group_id": album} if album else {}
        copies.append(post(world, call, {**content_of(message), **together}))
    return [{"message_id": each["message_id"]} for each in copies]


def origin(message: Json) -> Json:
    """Return where a message comes from, kept through a chain of forwards."""
    if "forward_origin" in message:
        return dict(message["forward_origin"])
    return {"type": "user", "sender_user": message["from"], "date": message["date"]}
