"""What members ask of the bot: /report on a picture, /report_message to the administrators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from telegram import Bot, InlineKeyboardButton, Message, Update

from bot.chat import groups, render, reports
from bot.chat import pictures as jobs
from bot.chat.examining import examine
from bot.chat.keyboards import keyboard
from bot.chat.language import known
from bot.chat.moderation import cards, notices, requests, rooms, words
from bot.chat.moderation.cards import Card
from bot.chat.moderation.memory import Room
from bot.chat.moderation.people import Target
from bot.chat.render import Reply
from bot.chat.sending import Place, beside, send
from bot.chat.services import Context, Services, services_of
from bot.delivery import intake
from bot.images.results import Options, Subject
from bot.store import Job
from bot.store.moderation_cases import NewCase, Step
from bot.texts import say

REPORTS = 5  # of one member in an hour
LOOK = Options(clean=False, look=(Subject.FACES, Subject.CODES))


async def report(update: Update, context: Context) -> None:
    """Report on the picture it replies to, to whoever asked alone; never into the group."""
    message, services = update.effective_message, services_of(context)
    user = update.effective_user
    if message is None or user is None or message.chat_id > 0:
        return
    room = await rooms.of(services, message.chat_id)
    refusal = await groups.may_not(message, context.bot, "report-how", "report-not-yours")
    picture = message.reply_to_message
    if refusal is not None or picture is None:
        note = render.note(room.lang, refusal or "report-how")
        await send(context.bot, beside(message), note)
        return
    # A first word shows whether this server can speak to one member alone: findings never risk it.
    here = beside(message, reply=False)
    begun = render.note(room.lang, "report-begun")
    if message.sender_chat or not await notices.whisper(
        context.bot, services, here, user.id, begun
    ):
        await _offer_private_chat(message, room, context)
        return
    job = jobs.new_job(picture, room.lang, services.store.job_user(user.id), alone=True)
    sealed = services.store.moderation.members.seal(job.chat_id, job.message_id, user.id)
    intake.jobs().append(replace(job, purpose="report", receiver=sealed))


async def _offer_private_chat(message: Message, room: Room, context: Context) -> None:
    link = f"https://t.me/{context.bot.username}?start=report"
    button = InlineKeyboardButton(say(room.lang, "report-private-button"), url=link)
    text = render.spoken(room.lang, "report-private")
    await send(context.bot, beside(message), Reply(text, keyboard([[button]])))


async def run(waiting: Sequence[Job], bot: Bot, services: Services) -> None:
    """Examine a picture and whisper its report."""
    for job in waiting:
        item = await examine(bot, services, job.file_id, job.kind, LOOK)
        reply = reports.single(item, known(job.lang) or "en")
        place = Place(job.chat_id, job.thread_id)
        members = services.store.moderation.members
        asker = members.unseal(job.chat_id, job.message_id, job.receiver or "")
        # Buttons below a report fetch its picture again, which an ephemeral message cannot name.
        await notices.whisper(bot, services, place, asker or 0, Reply(reply.text))


async def report_message(update: Update, context: Context) -> None:
    """Put a message before the administrators; its author is not told by whom."""
    request = await requests.of(update, context)
    if request is None:
        return
    target = request.target
    if request.asker is None or target is None:
        key = "report-message-how"
    elif target.author.exempt:
        key = "leads-the-group"
    elif not request.within(request.services.moderating.reports, REPORTS):
        key = "report-message-limit"
    else:
        key = await _put_before(target, request.room, context)
    reply = render.note(request.room.lang, key)
    if not await request.whisper(reply):
        await send(context.bot, beside(request.message), reply)


async def _put_before(target: Target, room: Room, context: Context) -> str:
    """Send one card a message, however many report it."""
    services = services_of(context)
    cases = services.store.moderation.cases
    case, _ = await cases.open(
        NewCase(
            room.home, target.message.message_id, words.REPORTED, words.REPORTED, "admins",
            target.author.id, thread_id=beside(target.message).thread_id,
        )
    )  # fmt: skip
    if case.done(Step.TOLD):
        return "report-message-known"
    card = Card(target.author, "did-admins", target.message.chat.title or "",
                choices=tuple(cards.reviewed(listable=False)))  # fmt: skip
    await cards.send_card(context.bot, services, room, case, card)
    await cases.note(case.id, Step.TOLD)
    return "report-message-thanks"
