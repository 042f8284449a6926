"""What Telegram shows of the bot: name, descriptions, commands; set only where it differs."""

from __future__ import annotations

from collections.abc import Callable

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
)

from bot.chat.commands import COMMANDS, Scope
from bot.texts import say

# Telegram's default language has no code; it is English here.
CODES: tuple[tuple[str, str | None], ...] = (("en", None), ("de", "de"))
SCOPES: tuple[tuple[Scope, Callable[[], BotCommandScope]], ...] = (
    (Scope.PRIVATE, BotCommandScopeAllPrivateChats),
    (Scope.GROUP, BotCommandScopeAllGroupChats),
    (Scope.ADMINISTRATORS, BotCommandScopeAllChatAdministrators),
)


async def publish(bot: Bot) -> None:
    """Bring name, descriptions and commands up to date in each language and scope."""
    for lang, code in CODES:
        await _names(bot, lang, code)
        for scope, kind in SCOPES:
            await _commands(bot, lang, code, scope, kind())


async def _names(bot: Bot, lang: str, code: str | None) -> None:
    name, text = say(lang, "profile-name"), say(lang, "profile-description")
    short = say(lang, "profile-short")
    if (await bot.get_my_name(language_code=code)).name != name:
        await bot.set_my_name(name, language_code=code)
    if (await bot.get_my_description(language_code=code)).description != text:
        await bot.set_my_description(text, language_code=code)
    shown = await bot.get_my_short_description(language_code=code)
    if shown.short_description != short:
        await bot.set_my_short_description(short, language_code=code)


async def _commands(
    bot: Bot, lang: str, code: str | None, scope: Scope, where: BotCommandScope
) -> None:
    wanted = commands(lang, scope)
    if await bot.get_my_commands(scope=where, language_code=code) != wanted:
        await bot.set_my_commands(wanted, scope=where, language_code=code)


def commands(lang: str, scope: Scope) -> tuple[BotCommand, ...]:
    """Return the command list of a scope."""
    return tuple(
        BotCommand(each.name, say(lang, f"command-{each.name}"))
        for each in COMMANDS
        if scope in each.scope
    )
