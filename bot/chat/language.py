"""Which language to speak, and how it writes a date."""

from __future__ import annotations

from datetime import date

from telegram import Update, User

from bot.answers.results import Language
from bot.chat.services import Services

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def from_code(code: str | None) -> Language:
    """Return German for `de`, `de-AT` and so on, English for everything else."""
    return "de" if (code or "").lower().startswith("de") else "en"


def known(lang: str | None) -> Language | None:
    """Return a language the bot has texts for."""
    match lang:
        case "de" | "en":
            return lang
        case _:
            return None


async def chosen(update: Update, services: Services) -> Language | None:
    """Return what the person set with /language."""
    user = update.effective_user
    return known(await services.store.languages.get(user.id)) if user else None


async def of_group(update: Update, services: Services) -> Language | None:
    """Return what a group speaks, None where nothing was set: it never follows the speaker."""
    chat = update.effective_chat
    return known(await services.store.languages.get(chat.id)) if chat else None


async def of(update: Update, services: Services) -> Language:
    """Return the language of the chat: a group's own, or the person's choice, or their app's."""
    chat = update.effective_chat
    if chat is not None and chat.id < 0:
        return known(await services.store.languages.get(chat.id)) or "en"
    return await of_person(update, services)


async def of_person(update: Update, services: Services) -> Language:
    """Return the person's choice, else the language of their app."""
    return await chosen(update, services) or of_user(update.effective_user)


def of_user(user: User | None) -> Language:
    """Return the language of a person's app."""
    return from_code(user.language_code if user else None)


def day(when: date, lang: str) -> str:
    """Write a date: 23.11.2026 in German, 23 Nov 2026 in English."""
    if lang == "de":
        return f"{when:%d.%m.%Y}"
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"
