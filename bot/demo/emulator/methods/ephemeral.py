"""Methods for messages that one member of a group alone sees (Bot API 10.2)."""

from __future__ import annotations

from bot.demo.emulator.call import Call
from bot.demo.emulator.errors import Json, bad_request
from bot.demo.emulator.messages import content_of
from bot.demo.emulator.methods.content import call_caption, keyboard, text_content
from bot.demo.emulator.methods.table import method
from bot.demo.emulator.world import World


@method("editEphemeralMessageText")
async def edit_ephemeral_text(world: World, call: Call) -> bool:
    """Replace a text; without `reply_markup` the keyboard goes."""
    world.messages.change(_message(world, call), {**text_content(call), **keyboard(call)})
    return True


@method("editEphemeralMessageCaption")
async def edit_ephemeral_caption(world: World, call: Call) -> bool:
    """Replace a caption; without `reply_markup` the keyboard goes."""
    message = _message(world, call)
    content = content_of(message)
    for old in ("caption", "caption_entities"):
        content.pop(old, None)
    world.messages.change(message, {**content, **call_caption(call), **keyboard(call)})
    return True


@method("editEphemeralMessageReplyMarkup")
async def edit_ephemeral_keyboard(world: World, call: Call) -> bool:
    """Replace the keyboard alone."""
    message = _message(world, call)
    world.messages.change(message, {**content_of(message), **keyboard(call)}, edited=False)
    return True


@method("deleteEphemeralMessage")
async def delete_ephemeral(world: World, call: Call) -> bool:
    """Take a message back from the one who saw it."""
    message = _message(world, call)
    return world.messages.remove(message["chat"]["id"], -message["ephemeral_message_id"])


def _message(world: World, call: Call) -> Json:
    chat_id = call.integer("chat_id")
    world.chats.writable(chat_id)
    message = world.messages.get(chat_id, -call.integer("ephemeral_message_id"))
    if message is None or message["receiver_user"]["id"] != call.integer("receiver_user_id"):
        raise bad_request("message not found")
    return message
