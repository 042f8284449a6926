"""From verdicts to one action: the group's modes, who wrote it, strikes and their ladder.

Pure: what a person's standing is and how many strikes they have is passed in.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.moderation.results import Outcome, Rule, Verdict
from bot.moderation.settings import GroupSettings, Mode

# Before one of these is removed, the log chat gets a copy, so that it can be restored from there.
COPIED: Final = frozenset({
    Rule.UNDRESS_PROMOTION, Rule.UNDRESS_REQUEST, Rule.SPAM, Rule.FLOOD, Rule.DUPLICATE,
    Rule.NEWCOMER_LINK,
})  # fmt: skip
STRIKING: Final = COPIED  # a picture's metadata, a threat in doubt or /notme give no strike
ACTING: Final = frozenset({Mode.WARN, Mode.DELETE, Mode.MUTE, Mode.BAN})
REMOVING: Final = frozenset({Mode.DELETE, Mode.MUTE, Mode.BAN})
# What does more stands further back.
SEVERITY: Final = (
    Mode.OFF, Mode.LOG, Mode.ADMINS, Mode.WARN, Mode.REPLACE, Mode.HIDE, Mode.DELETE, Mode.MUTE,
    Mode.BAN,
)  # fmt: skip
# The worst first: of several rules that do the same the first is what the message is about.
ORDER: Final = (
    Rule.THREAT, Rule.UNDRESS_REQUEST, Rule.UNDRESS_PROMOTION, Rule.SPAM, Rule.NEWCOMER_LINK,
    Rule.FLOOD, Rule.DUPLICATE, Rule.PICTURE_METADATA, Rule.NOT_ME,
)  # fmt: skip
TALKED_ABOUT: Final = frozenset({Rule.UNDRESS_PROMOTION, Rule.UNDRESS_REQUEST})


class Standing(StrEnum):
    """Who wrote a message, as far as the rules care."""

    EXEMPT = "exempt"  # administrators, anonymous ones, the linked channel, allowed bots
    TRUSTED = "trusted"  # an administrator said so
    KNOWN = "known"  # wrote so much here that floods and first messages are no question
    MEMBER = "member"
    NEWCOMER = "newcomer"


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to be done about one message; `mode` says it, `dry` that it is only written down."""

    rule: Rule
    reason: str
    mode: Mode
    dry: bool = False

    @property
    def action(self) -> str:
        """Return what a case and the audit note."""
        return f"dry-{self.mode.value}" if self.dry else self.mode.value

    @property
    def strikes(self) -> bool:
        """Say whether the author gets a strike."""
        return not self.dry and self.mode in ACTING and self.rule in STRIKING

    @property
    def removes(self) -> bool:
        """Say whether the message goes."""
        return self.mode in REMOVING

    @property
    def copied(self) -> bool:
        """Say whether the log chat gets a copy before the message goes."""
        return self.removes and self.rule in COPIED

    @property
    def told(self) -> bool:
        """Say whether anybody hears of it; what is not told is written down and no more."""
        return not self.dry and self.mode is not Mode.LOG


def decide(verdict: Verdict, settings: GroupSettings, standing: Standing) -> Decision | None:
    """Return what a group does about a verdict; None where it leaves the message alone."""
    if verdict.rule is None or verdict.outcome is Outcome.IGNORE or standing is Standing.EXEMPT:
        return None
    modes = settings.of(verdict.rule)
    mode = modes.sure if _sure(verdict, settings, standing) else modes.doubtful
    if mode is Mode.OFF:
        return None
    reason = verdict.reason or verdict.rule.value
    return Decision(verdict.rule, reason, mode, dry=settings.dry_run and mode is not Mode.LOG)


def _sure(verdict: Verdict, settings: GroupSettings, standing: Standing) -> bool:
    """Say whether a verdict may act: not on trusted people, nor where the topic is daily talk."""
    if verdict.outcome is not Outcome.ACT or standing is Standing.TRUSTED:
        return False
    return not (settings.talks_about_it and verdict.rule in TALKED_ABOUT)


def gravest(decisions: Iterable[Decision]) -> Decision | None:
    """Return the decision to carry out: what does most, then the graver rule.

    A rule that only writes down must not hide another one's doubt from the administrators.
    """
    return max(decisions, key=_weight, default=None)


def _weight(decision: Decision) -> tuple[int, int]:
    return SEVERITY.index(decision.mode), -ORDER.index(decision.rule)


def does_more(action: str, earlier: str) -> bool:
    """Tell whether an action, as a case notes it, does more than the one noted there before.

    A dry run and what stands in no order of modes did nothing.
    """
    return _severity(action) > _severity(earlier)


def _severity(action: str) -> int:
    return SEVERITY.index(Mode(action)) if action in SEVERITY else -1


class Step(StrEnum):
    """What a strike leads to."""

    NONE = "none"
    MUTE = "mute"
    ASK_BAN = "ask-ban"


def step(strikes: int, settings: GroupSettings) -> Step:
    """Return what the last of `strikes` in force leads to: a mute, then a question to the admins.

    With the limit at three: the third mutes, each further one asks to ban.
    """
    if strikes < settings.strike_limit:
        return Step.NONE
    return Step.MUTE if strikes == settings.strike_limit else Step.ASK_BAN
