"""Methods that change or remove messages."""

from __future__ import annotations

from bot.demo.emulator.call import Call
from bot.demo.emulator.errors import Json, bad_request
from bot.demo.emulator.messages import content_of
from bot.demo.emulator.methods.content import call_caption, keyboard, text_content
from bot.demo.emulator.methods.media import item
from bot.demo.emulator.methods.table import method
from bot.demo.emulator.world import World

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly"
    " the same as a current content and reply markup of the message"
)
MOST_AT_ONCE = 100


@method("editMessageText")
async def edit_message_text(world: World, call: Call) -> Json:
    """Replace a text; without `reply_markup` the keyboard goes."""
    message = _own(world, call)
    if "text" not in message:
        raise bad_request("there is no text in the message to edit")
    return _change(world, message, {**text_content(call), **keyboard(call)})


@method("editMessageCaption")
async def edit_message_caption(world: World, call: Call) -> Json:
    """Replace a caption; without `reply_markup` the keyboard goes."""
    message = _own(world, call)
    content = content_of(message)
    if not {"photo", "document"} & content.keys():
        raise bad_request("there is no caption in the message to edit")
    content.pop("caption", None)
    content.pop("caption_entities", None)
    return _change(world, message, {**content, **call_caption(call), **keyboard(call)})


@method("editMessageMedia")
async def edit_message_media(world: World, call: Call) -> Json:
    """Replace a photo or file and its caption; without `reply_markup` the keyboard goes."""
    message = _own(world, call)
    if not {"photo", "document"} & content_of(message).keys():
        raise bad_request("there is no media in the message to edit")
    return _change(
        world, message, {**await item(world, call, call.json("media")), **keyboard(call)}
    )


@method("editMessageReplyMarkup")
async def edit_message_reply_markup(world: World, call: Call) -> Json:
    """Replace the keyboard alone."""
    message = _own(world, call)
    return _change(world, message, {**content_of(message), **keyboard(call)}, edited=False)


@method("deleteMessage")
async def delete_message(world: World, call: Call) -> bool:
    """Delete one message; refused where it is too old, missing, or not the bot's to delete."""
    chat_id, message_id = call.integer("chat_id"), call.integer("message_id")
    world.chats.chat(chat_id)
    message = world.messages.get(chat_id, message_id)
    if message is None:
        raise bad_request("message to delete not found")
    if not _deletable(world, message):
        raise bad_request("message can't be deleted")
    return world.messages.remove(chat_id, message_id)


@method("deleteMessages")
async def delete_messages(world: World, call: Call) -> bool:
    """Delete up to 100 messages; those that cannot be are passed over."""
    ids = call.json("message_ids")
    if not isinstance(ids, list) or not 1 <= len(ids) <= MOST_AT_ONCE:
        raise bad_request("there must be from 1 to 100 message identifiers")
    chat_id = call.integer("chat_id")
    world.chats.chat(chat_id)
    for message_id in ids:
        message = world.messages.get(chat_id, int(message_id))
        if message is not None and _deletable(world, message):
            world.messages.remove(chat_id, int(message_id))
    return True


def _own(world: World, call: Call) -> Json:
    chat_id = call.integer("chat_id")
    world.chats.writable(chat_id)
    message = world.messages.get(chat_id, call.integer("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    if message["from"]["id"] != world.bot["id"]:
        raise bad_request("message can't be edited")
    return message


def _change(world: World, message: Json, content: Json, *, edited: bool = True) -> Json:
    shown = {**content_of(message), "reply_markup": message.get("reply_markup")}
    if shown == {"reply_markup": None, **content}:
        raise bad_request(NOT_MODIFIED)
    return world.messages.change(message, content, edited=edited)


def _deletable(world: World, message: Json) -> bool:
    if not world.messages.fresh(message):
        return False
    chat_id = message["chat"]["id"]
    own = message["from"]["id"] == world.bot["id"]
    return own or world.chats.bot_may(chat_id, "can_delete_messages")
