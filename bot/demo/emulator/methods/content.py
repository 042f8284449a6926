"""Parameters that many methods share: formatted text, keyboards, replies, the chat they go to."""

from __future__ import annotations

from bot.demo.emulator.call import Call
from bot.demo.emulator.errors import Json, bad_request
from bot.demo.emulator.markup import detect, parse_html, trim, utf16
from bot.demo.emulator.messages import quoted
from bot.demo.emulator.world import World

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
CALLBACK_DATA_BYTES = 64
EPHEMERAL_SECONDS = 15
ACTIONS = (
    "url", "callback_data", "web_app", "login_url", "switch_inline_query",
    "switch_inline_query_current_chat", "switch_inline_query_chosen_chat", "copy_text",
    "callback_game", "pay",
)  # fmt: skip


def formatted(source: str, mode: str, entities: list[Json] | None) -> tuple[str, list[Json]]:
    """Return plain text and entities of a text that came with `parse_mode` or `entities`."""
    match mode.lower():
        case "html":
            text, found = parse_html(source)
        case "":
            text, found = trim(source, entities or [])
        case _:
            # The demo's bot writes HTML only; MarkdownV2 is refused rather than guessed at.
            raise bad_request("unsupported parse_mode")
    return text, detect(text, found)


def text_content(call: Call) -> Json:
    """Return `text` and `entities` of a call; raises where it is empty or over 4096."""
    text, entities = formatted(call.text("text"), call.text("parse_mode"), call.json("entities"))
    if not text:
        raise bad_request("message text is empty")
    if utf16(text) > TEXT_LIMIT:
        raise bad_request("message is too long")
    content: Json = {"text": text}
    if entities:
        content["entities"] = entities
    if preview := call.json("link_preview_options"):
        content["link_preview_options"] = preview
    return content


def caption_content(caption: str, mode: str, entities: list[Json] | None) -> Json:
    """Return `caption` and `caption_entities`, nothing where there is no caption."""
    text, found = formatted(caption, mode, entities)
    if utf16(text) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    if not text:
        return {}
    return {"caption": text, "caption_entities": found} if found else {"caption": text}


def call_caption(call: Call) -> Json:
    """Return the caption of a call."""
    return caption_content(
        call.text("caption"), call.text("parse_mode"), call.json("caption_entities")
    )


def chosen(result: Json) -> Json:
    """Return what an inline result posts: an article, or anything with a message text."""
    content = result.get("input_message_content") or {}
    text, entities = formatted(
        str(content.get("message_text", result.get("title", ""))),
        str(content.get("parse_mode") or ""),
        content.get("entities"),
    )
    return {"text": text, **({"entities": entities} if entities else {})}


def keyboard(call: Call) -> Json:
    """Return `reply_markup` if it is an inline keyboard; other markups show nothing here."""
    return keyboard_of({"reply_markup": call.json("reply_markup")})


def keyboard_of(result: Json) -> Json:
    """Return the keyboard of a call or of an inline result, checked."""
    markup = result.get("reply_markup")
    if markup is None:
        return {}
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    rows = [row for row in markup.get("inline_keyboard", []) if row]
    for row in rows:
        for button in row:
            _check_button(button)
    return {"reply_markup": {"inline_keyboard": rows}} if rows else {}


def _check_button(button: Json) -> None:
    if not str(button.get("text", "")).strip():
        raise bad_request("inline keyboard button text must be non-empty")
    actions = [name for name in ACTIONS if name in button]
    if len(actions) != 1:
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    if actions[0] == "callback_data":
        length = len(str(button["callback_data"]).encode())
        if not 1 <= length <= CALLBACK_DATA_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
    if actions[0] == "url" and not str(button["url"]).startswith(("http://", "https://", "tg://")):
        raise bad_request(
            f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL"
        )


def reply(world: World, chat_id: int, call: Call) -> Json:
    """Return `reply_to_message` for the call's `reply_parameters`."""
    parameters = call.json("reply_parameters") or {}
    message_id = parameters.get("message_id") or call.integer("reply_to_message_id")
    if not message_id:
        return {}
    message = world.messages.get(int(parameters.get("chat_id", chat_id)), int(message_id))
    if message is not None:
        return {"reply_to_message": quoted(message)}
    if parameters.get("allow_sending_without_reply"):
        return {}
    raise bad_request("message to be replied not found")


def post(world: World, call: Call, content: Json) -> Json:
    """Check the chat, the reply and the keyboard, and post `content` as the bot."""
    chat_id = call.integer("chat_id")
    chat = world.chats.writable(chat_id)
    extra: Json = {}
    if call.integer("message_thread_id"):
        extra["message_thread_id"] = call.integer("message_thread_id")
        if chat.get("is_forum"):
            extra["is_topic_message"] = True
    if call.boolean("protect_content"):
        extra["has_protected_content"] = True
    whole = {**reply(world, chat_id, call), **extra, **content, **keyboard(call)}
    alone = receiver(world, chat_id, call)
    if alone is not None:
        return world.messages.add_ephemeral(chat, world.bot, alone, whole)
    return world.messages.add(chat, world.bot, whole)


def receiver(world: World, chat_id: int, call: Call) -> Json | None:
    """Return the one who alone is to see the message, None where it is for everybody.

    An administrator bot may write to any member, others within 15 s of that member's button press
    (Bot API 10.2; since 10.3 in `ephemeral_message_parameters`).
    """
    alone = call.json("ephemeral_message_parameters") or {}
    user_id = int(alone.get("receiver_user_id") or call.integer("receiver_user_id"))
    if not user_id:
        return None
    member = world.chats.group(chat_id).member(user_id)
    if member is None or not member.present or member.user["is_bot"]:
        raise bad_request("the receiver is not a member of the chat")
    pressed = world.queries.get(str(alone.get("callback_query_id") or ""))
    recent = pressed is not None and world.clock.now() - pressed.at <= EPHEMERAL_SECONDS
    if not (recent or world.chats.groups[chat_id].leads(world.bot["id"])):
        raise bad_request("not enough rights to send ephemeral messages to the chat")
    return dict(member.user)
