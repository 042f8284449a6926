"""Each message and each edit of a group: read, judged, decided, and handed on to be acted upon.

Runs before all other handlers; what was removed goes no further. Words are read here and nowhere
kept. Who leads the group, its linked channel and bots it allows are never judged.
"""

from __future__ import annotations

import asyncio
from functools import partial

from telegram import Message, Update
from telegram.ext import ApplicationHandlerStop

from bot.chat.moderation import (
    acting,
    albums,
    counting,
    keeping,
    listing,
    people,
    pictures,
    rooms,
)
from bot.chat.moderation.acting import Found
from bot.chat.moderation.memory import Room
from bot.chat.moderation.people import Author
from bot.chat.sending import beside
from bot.chat.services import Context, Services, services_of
from bot.moderation import activity, policy
from bot.moderation.activity import Seen
from bot.moderation.hosts import keys, named
from bot.moderation.policy import Decision, Standing
from bot.moderation.reach import addresses_of
from bot.moderation.reading import read
from bot.moderation.results import Message as Plain
from bot.moderation.results import Rule, Verdict
from bot.moderation.settings import Mode

# Who is answered by a message of this kind may be the person it is against.
CONCERNING = frozenset({"threat-to-publish", "threat"})


async def watched(update: Update, context: Context) -> None:
    """Look at one group message; stops all other handlers where it was removed."""
    message, services = update.effective_message, services_of(context)
    if message is None or _is_service(message):
        return
    author = await people.author_of(message, context.bot, services)
    if author is None or author.id == context.bot.id:
        return
    room = await rooms.of(services, message.chat_id)
    albums.of(message, services)
    if await _judged(message, author, room, context):
        raise ApplicationHandlerStop
    if message.edit_date is None or message.document:
        await pictures.watch(message, author, room, services)


def _is_service(message: Message) -> bool:
    """Tell whether a message is Telegram's own: it has nothing that a person says."""
    content = (message.text, message.caption, message.effective_attachment, message.poll)
    return not any(content) and "rich_message" not in message.api_kwargs


async def _judged(message: Message, author: Author, room: Room, context: Context) -> bool:
    """Judge a message and act on it; tells whether it is gone."""
    services = services_of(context)
    plain = read(message.to_dict())
    if author.exempt or _is_allowed_bot(plain, author, message, room):
        return False
    if await _of_condemned_album(message, room, context):
        return True
    standing = await _standing(author, room, services)
    verdicts = await _verdicts(message, plain, author, standing, room, services)
    decided = [policy.decide(each, room.settings, standing) for each in verdicts]
    decision = policy.gravest(_by_night(each, room, services) for each in decided if each)
    if decision is None:
        if message.edit_date is None:
            await counting.add(author, room, services)
        return False
    if decision.reason == listing.REASON:
        await listing.met(services, room, plain)
    found = _found(message, plain, author, room, decision, context)
    case = await acting.act(found)
    if case is not None:
        albums.of(message, services).case_id = case.id
    return case is not None


def _is_allowed_bot(plain: Plain, author: Author, message: Message, room: Room) -> bool:
    """Tell whether a bot writes, or is written through, that an administrator allowed."""
    sender = message.from_user.username if author.is_bot and message.from_user else None
    names = [each for each in (sender, plain.via_bot) if each]
    return any(room.lists.allows(keys(named(each))) for each in names)


async def _standing(author: Author, room: Room, services: Services) -> Standing:
    known = await counting.known(author, room, services)
    return activity.standing(
        known.messages, exempt=author.exempt, trusted=known.trusted, settings=room.settings
    )


async def _verdicts(
    message: Message, plain: Plain, author: Author, standing: Standing, room: Room,
    services: Services,
) -> list[Verdict]:  # fmt: skip
    """Return what words, addresses and activity say."""
    moderating = services.moderating
    newcomer = standing is Standing.NEWCOMER
    # In a thread: where the rules are silent, a second look by meaning takes 20 ms.
    judge = partial(moderating.moderator.judge, plain, newcomer=newcomer, lists=room.lists)
    found = [await asyncio.to_thread(judge)]
    found += activity.newcomer_verdicts(plain, standing)
    if message.edit_date is None:
        seen = Seen(
            message.date.timestamp(), message.chat_id, moderating.recently.digest(plain),
            message.message_id,
        )  # fmt: skip
        unusual = activity.observe(author.id, seen, moderating.recently, room.settings)
        found += unusual if standing is not Standing.KNOWN else []
    return [each for each in found if _counts(each, plain, room)]


def _counts(verdict: Verdict, plain: Plain, room: Room) -> bool:
    """Leave out a newcomer's link to what the group allows."""
    if verdict.rule is not Rule.NEWCOMER_LINK or verdict.reason != "newcomer-link":
        return True
    reached = addresses_of(plain)
    return not reached or not all(room.lists.allows(keys(each)) for each in reached)


def _by_night(decision: Decision, room: Room, services: Services) -> Decision:
    """At night nobody is awake to look: newcomers' links and forwards are removed."""
    night = activity.is_night(room.settings.night, services.clock())
    if not night or decision.rule is not Rule.NEWCOMER_LINK or decision.dry:
        return decision
    return Decision(decision.rule, "night", Mode.DELETE, dry=room.settings.dry_run)


def _found(
    message: Message, plain: Plain, author: Author, room: Room, decision: Decision,
    context: Context,
) -> Found:  # fmt: skip
    services = services_of(context)
    answered = message.reply_to_message
    concerned = answered.from_user if answered and decision.reason in CONCERNING else None
    album = albums.of(message, services)
    return Found(
        context.bot, services, room, beside(message), author, decision,
        title=message.chat.title or "",
        album=tuple(each for each in album.messages if each != message.message_id),
        threatened=concerned.id if concerned and not concerned.is_bot else None,
        listable=bool(addresses_of(plain)),
    )  # fmt: skip


async def _of_condemned_album(message: Message, room: Room, context: Context) -> bool:
    """Remove the further pictures of an album whose caption was removed; no second strike."""
    services = services_of(context)
    case_id = albums.of(message, services).case_id
    if case_id is None:
        return False
    case = await services.store.moderation.cases.get(case_id)
    if case is not None:
        await keeping.keep(context.bot, services, room, case, [message.message_id])
    await context.bot.delete_messages(room.chat_id, [message.message_id])
    return True
