"""What a group has decided: one mode a rule, strikes, newcomers, the night, and how quiet it is.

The defaults are the table of the public contract. Settings travel as JSON: into the store, and
between groups as a file of the administrators'; what such a file lacks keeps its default.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from bot.moderation.results import Rule

FORMAT: Final = 1  # of the JSON; a newer one is refused
RULES_LENGTH: Final = 3000  # characters of a group's own rules: one message with room for a title


class Mode(StrEnum):
    """What a rule does with what it finds; each one but `off` is written to the audit."""

    OFF = "off"
    LOG = "log"
    ADMINS = "admins"
    WARN = "warn"
    DELETE = "delete"
    MUTE = "mute"
    BAN = "ban"
    REPLACE = "replace"  # pictures with metadata only
    HIDE = "hide"  # /notme only


class SettingsFault(ValueError):  # noqa: N818 - a fault of a file, said to who sent it
    """Settings that cannot be read; `args[0]` is the name of the field."""


@dataclass(frozen=True, slots=True)
class Modes:
    """The modes of one rule: for a sure verdict, and for a doubtful one."""

    sure: Mode
    doubtful: Mode = Mode.OFF


DEFAULT_MODES: Final[Mapping[Rule, Modes]] = MappingProxyType(
    {
        Rule.PICTURE_METADATA: Modes(Mode.WARN),
        Rule.UNDRESS_PROMOTION: Modes(Mode.WARN, Mode.ADMINS),
        Rule.UNDRESS_REQUEST: Modes(Mode.WARN, Mode.ADMINS),
        Rule.SPAM: Modes(Mode.WARN, Mode.ADMINS),
        Rule.THREAT: Modes(Mode.ADMINS, Mode.ADMINS),
        Rule.FLOOD: Modes(Mode.LOG),
        Rule.DUPLICATE: Modes(Mode.LOG),
        Rule.NEWCOMER_LINK: Modes(Mode.LOG),
        Rule.NOT_ME: Modes(Mode.ADMINS),
    }
)
ORDINARY: Final = (Mode.OFF, Mode.LOG, Mode.ADMINS, Mode.WARN, Mode.DELETE, Mode.MUTE, Mode.BAN)
POSSIBLE: Final[Mapping[Rule, tuple[Mode, ...]]] = MappingProxyType(
    {
        Rule.PICTURE_METADATA: (
            Mode.OFF, Mode.LOG, Mode.ADMINS, Mode.WARN, Mode.REPLACE, Mode.DELETE,
        ),
        Rule.NOT_ME: (Mode.OFF, Mode.ADMINS, Mode.HIDE),
    }
)  # fmt: skip
DOUBTFUL: Final = (Mode.OFF, Mode.LOG, Mode.ADMINS)  # a doubt never acts
JUDGED: Final = (Rule.UNDRESS_PROMOTION, Rule.UNDRESS_REQUEST, Rule.SPAM, Rule.THREAT)


def possible(rule: Rule) -> tuple[Mode, ...]:
    """Return the modes a rule may have for a sure verdict."""
    return POSSIBLE.get(rule, ORDINARY)


@dataclass(frozen=True, slots=True)
class Night:
    """Hours in which no administrator is awake, of the group's clock; `begin` may be above `end`.

    Newcomers' links and forwarded posts are removed in them.
    """

    begin: int = 23
    end: int = 6
    utc_hours: int = 0


@dataclass(frozen=True, slots=True)
class GroupSettings:
    """All that a group can set. Times as their names say; `log_chat` is a chat id."""

    modes: Mapping[Rule, Modes] = field(default_factory=lambda: DEFAULT_MODES)
    dry_run: bool = False
    talks_about_it: bool = False  # the group discusses the topic: what would act is reviewed
    recognise_taken_down: bool = False  # fingerprints of pictures taken down are kept 30 days
    ask_first: bool = False  # who posts a picture with faces is reminded to ask those in it
    strike_limit: int = 3
    strike_days: int = 30
    mute_hours: int = 24
    newcomer_messages: int = 5
    trust_messages: int = 30
    flood_messages: int = 8
    flood_seconds: int = 10
    duplicates: int = 3
    notice_minutes: int = 10  # after which the bot removes its own notice; 0 = never
    quiet_minutes: int = 60  # one public notice a person in this time
    answer_hours: int = (
        24  # a poster's time to answer a /notme before the administrators are asked
    )
    night: Night | None = None
    log_chat: int | None = None
    rules_text: str = ""

    def of(self, rule: Rule) -> Modes:
        """Return the modes of a rule."""
        return self.modes.get(rule, DEFAULT_MODES[rule])

    def with_mode(
        self, rule: Rule, *, sure: Mode | None = None, doubtful: Mode | None = None
    ) -> GroupSettings:
        """Change one mode; raises `SettingsFault` where the rule has no such mode."""
        modes = self.of(rule)
        changed = Modes(sure or modes.sure, doubtful or modes.doubtful)
        _check(rule, changed)
        return replace(self, modes={**self.modes, rule: changed})

    def with_number(self, name: str, value: int) -> GroupSettings:
        """Change one of the numbers in `LIMITS`, within its limits."""
        least, most = LIMITS[name]
        changed: dict[str, Any] = {name: min(max(value, least), most)}
        return replace(self, **changed)

    def switched(self, name: str, *, on: bool) -> GroupSettings:
        """Turn one of `SWITCHES` on or off."""
        changed: dict[str, Any] = {name: on}
        return replace(self, **changed)


# The least and the most of each number that a group can set.
LIMITS: Final[Mapping[str, tuple[int, int]]] = MappingProxyType(
    {
        "strike_limit": (1, 10),
        "strike_days": (1, 30),
        "mute_hours": (1, 720),
        "newcomer_messages": (0, 50),
        "trust_messages": (1, 500),
        "flood_messages": (3, 50),
        "flood_seconds": (3, 120),
        "duplicates": (2, 20),
        "notice_minutes": (0, 1440),
        "quiet_minutes": (1, 1440),
        "answer_hours": (1, 168),
    }
)
SWITCHES: Final = ("dry_run", "talks_about_it", "recognise_taken_down", "ask_first")


def to_json(settings: GroupSettings) -> dict[str, Any]:
    """Return the settings as JSON values."""
    written = {each.name: getattr(settings, each.name) for each in fields(settings)}
    written["modes"] = {
        rule.value: [modes.sure.value, modes.doubtful.value]
        for rule, modes in settings.modes.items()
    }
    written["night"] = asdict(settings.night) if settings.night else None
    return {"format": FORMAT, **written}


def from_json(read: Mapping[str, Any]) -> GroupSettings:
    """Read settings; unknown names are passed over, missing ones keep their default.

    Raises `SettingsFault` with the name of the first field whose value cannot be.
    """
    if read.get("format", FORMAT) != FORMAT:
        raise SettingsFault("format")
    values: dict[str, Any] = {"modes": _modes(read.get("modes", {}))}
    for name, (least, most) in LIMITS.items():
        if name in read:
            values[name] = _number(name, read[name], least, most)
    for name in SWITCHES:
        if name in read:
            values[name] = _of_type(name, read[name], bool)
    if read.get("night") is not None:
        values["night"] = _night(read["night"])
    if read.get("log_chat") is not None:
        values["log_chat"] = _number("log_chat", read["log_chat"], -(2**62), -1)
    values["rules_text"] = _of_type("rules_text", read.get("rules_text", ""), str)[:RULES_LENGTH]
    return GroupSettings(**values)


def _modes(read: object) -> dict[Rule, Modes]:
    if not isinstance(read, Mapping):
        raise SettingsFault("modes")
    modes = dict(DEFAULT_MODES)
    for name, pair in read.items():
        try:
            rule = Rule(name)
            sure, doubtful = pair
            modes[rule] = Modes(Mode(sure), Mode(doubtful))
        except (ValueError, TypeError):
            raise SettingsFault(f"modes.{str(name)[:32]}") from None
        _check(rule, modes[rule])
    return modes


def _check(rule: Rule, modes: Modes) -> None:
    if modes.sure not in possible(rule):
        raise SettingsFault(f"modes.{rule.value}")
    if modes.doubtful not in DOUBTFUL:
        raise SettingsFault(f"modes.{rule.value}")


def _night(read: object) -> Night:
    if not isinstance(read, Mapping):
        raise SettingsFault("night")
    return Night(
        _number("night.begin", read.get("begin", 23), 0, 23),
        _number("night.end", read.get("end", 6), 0, 23),
        _number("night.utc_hours", read.get("utc_hours", 0), -12, 14),
    )


def _number(name: str, value: object, least: int, most: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise SettingsFault(name)
    return value


def _of_type(name: str, value: Any, kind: type) -> Any:
    if not isinstance(value, kind):
        raise SettingsFault(name)
    return value
