"""Answers to button presses and inline queries."""

from __future__ import annotations

from bot.demo.emulator.call import Call
from bot.demo.emulator.errors import Json, bad_request
from bot.demo.emulator.markup import utf16
from bot.demo.emulator.messages import quoted
from bot.demo.emulator.methods.content import CALLBACK_DATA_BYTES, chosen, keyboard_of
from bot.demo.emulator.methods.table import method
from bot.demo.emulator.updates import QUERY_SECONDS
from bot.demo.emulator.world import Query, World

LONGEST_ANSWER = 200
MOST_RESULTS = 50


@method("answerCallbackQuery")
async def answer_callback_query(world: World, call: Call) -> bool:
    """Stop the button's progress and show a note, if there is text."""
    query = _open(world, call, "callback_query_id")
    text = call.text("text")
    if utf16(text) > LONGEST_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    world.events.publish(
        "answer",
        query_id=query.id,
        user_id=query.user_id,
        text=text,
        alert=call.boolean("show_alert"),
        url=call.text("url"),
    )
    return True


@method("answerInlineQuery")
async def answer_inline_query(world: World, call: Call) -> bool:
    """Offer results for what somebody typed after the bot's name."""
    query = _open(world, call, "inline_query_id")
    results: list[Json] = call.json("results") or []
    if len(results) > MOST_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    ids = [str(result.get("id", "")) for result in results]
    if len(set(ids)) < len(ids):
        raise bad_request("RESULT_ID_DUPLICATE")
    if not all(1 <= len(each.encode()) <= CALLBACK_DATA_BYTES for each in ids):
        raise bad_request("RESULT_ID_INVALID")
    world.events.publish("inline", query_id=query.id, user_id=query.user_id, results=results)
    return True


@method("answerGuestQuery")
async def answer_guest_query(world: World, call: Call) -> Json:
    """Post the one message of a bot that was called where it is no member (Bot API 10.0)."""
    query = _open(world, call, "guest_query_id")
    asked, result = query.message, call.json("result") or {}
    if asked is None:
        raise bad_request("GUEST_QUERY_INVALID")
    shown = {**keyboard_of(result), "guest_bot_caller_user": asked["from"]}
    content = {**chosen(result), **shown, "reply_to_message": quoted(asked)}
    del world.queries[query.id]
    message = world.messages.add(asked["chat"], world.bot, content)
    return {"inline_message_id": f"guest-{message['message_id']}"}


def _open(world: World, call: Call, field: str) -> Query:
    query = world.queries.get(call.text(field))
    if query is None or world.clock.now() - query.at > QUERY_SECONDS:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    return query
