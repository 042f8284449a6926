"""Groups: silent unless addressed by a command, a mention, or a reply to the bot."""

from __future__ import annotations

import re

from telegram import Bot, ChatMemberAdministrator, ChatMemberOwner, Message, Update

from bot.chat import language, pictures, questions, render
from bot.chat.limits import DOWNLOAD_BYTES
from bot.chat.moderation import joining
from bot.chat.sending import beside, send
from bot.chat.services import Context, services_of
from bot.delivery import intake

PRESENT = ("member", "administrator")


async def asked(update: Update, context: Context) -> None:
    """Answer a mention or a reply; a bare mention gets the short help."""
    message = update.effective_message
    if message is None or not message.text:
        return
    question = without_name(message.text, context.bot.username)
    if question:
        await questions.answer(update, context, question)
        return
    lang = await language.of(update, services_of(context))
    await send(context.bot, beside(message), render.note(lang, "help-group"))


def without_name(text: str, username: str) -> str:
    """Take the bot's @name out of a question."""
    return " ".join(re.sub(rf"@{re.escape(username)}\b", "", text, flags=re.IGNORECASE).split())


async def clean(update: Update, context: Context) -> None:
    """Clean the picture that /clean replies to, for its poster or an administrator."""
    message, services = update.effective_message, services_of(context)
    if message is None or message.chat_id > 0:
        return
    lang = await language.of(update, services)
    refusal = await may_not(message, context.bot, "clean-how", "clean-not-yours")
    if refusal is not None:
        await send(context.bot, beside(message), render.note(lang, refusal))
        return
    picture, user = message.reply_to_message, update.effective_user
    if picture is None or user is None:
        return
    an_hour = services.settings.pictures_per_hour
    if not await services.memory.limits.picture(user.id, an_hour):
        note = render.note(lang, "picture-limit", count=an_hour)
        await send(context.bot, beside(message), note)
        return
    intake.jobs().append(
        pictures.new_job(picture, lang, services.store.job_user(user.id), alone=True)
    )


async def may_not(message: Message, bot: Bot, how: str, not_yours: str) -> str | None:
    """Return the text that says why not to clean or report; None where it may go on."""
    picture = message.reply_to_message
    if picture is None or not (picture.document or picture.photo):
        return how
    if picture.document and (picture.document.file_size or 0) > DOWNLOAD_BYTES:
        return "refused-too-large"
    if not (_is_poster(message, picture) or await is_administrator(message, bot)):
        return not_yours
    return None


def _is_poster(message: Message, picture: Message) -> bool:
    """Compare people; whoever posts as a channel or group is told apart by that."""
    if message.sender_chat or picture.sender_chat:
        return message.sender_chat == picture.sender_chat
    return message.from_user is not None and message.from_user == picture.from_user


async def is_administrator(message: Message, bot: Bot) -> bool:
    """Ask Telegram; an anonymous administrator posts as the group itself."""
    if message.sender_chat is not None:
        return message.sender_chat.id == message.chat_id
    if message.from_user is None:
        return False
    member = await bot.get_chat_member(message.chat_id, message.from_user.id)
    return isinstance(member, ChatMemberAdministrator | ChatMemberOwner)


async def membership(update: Update, context: Context) -> None:
    """Take over the language of who adds the bot to a group; forget a chat that blocks it."""
    change, services = update.my_chat_member, services_of(context)
    if change is None:
        return
    if change.new_chat_member.status not in PRESENT:
        services.memory.forget(change.chat.id)
    elif change.chat.id < 0 and change.old_chat_member.status not in PRESENT:
        await services.store.languages.set(change.chat.id, language.of_user(change.from_user))
    if change.chat.type in {change.chat.GROUP, change.chat.SUPERGROUP}:
        await joining.changed(change, context)
