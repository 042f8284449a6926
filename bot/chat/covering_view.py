"""How a picture on its way to a covered copy is shown: words below the preview, and buttons."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.chat import keyboards, reports
from bot.chat.covering_state import Covering
from bot.chat.keyboards import Action
from bot.chat.markup import Markup, join, plain
from bot.chat.render import spoken
from bot.images.visible import grid
from bot.texts import say
from bot.texts.visible import sentences

ABREAST = 3
MOST_NUMBERS = 24  # that get a button each; more are covered together

Row = list[InlineKeyboardButton | None]


def caption(covering: Covering, lang: str) -> Markup:
    """Say what the numbers stand for, what will be covered, and that faces can be missed."""
    visible = covering.visible
    found = reports.sights(visible, lang)
    wanted = [each for each in visible.missing if each != "text"]
    lines = [plain(each) for each in sentences(lang, found, wanted)]
    if covering.cells:
        lines.append(spoken(lang, "cover-cells", cells=", ".join(covering.cells)))
    how = "cover-how-grid" if covering.gridded else "cover-how"
    return join("\n\n", [join(" ", lines[:1]), join(" ", lines[1:]), spoken(lang, how)])


def buttons(history: Sequence[Covering], lang: str) -> InlineKeyboardMarkup | None:
    """The steps there are from here."""
    covering, turn = history[-1], str(len(history))
    if covering.gridded:
        return _grid(covering, lang, turn)

    def step(key: str, name: str, *, offered: bool = True) -> InlineKeyboardButton | None:
        label = say(lang, key)
        return keyboards.button(label, Action.COVER, lang, name, "", turn) if offered else None

    chosen = say(lang, "cover-chosen", count=covering.covered)
    go = keyboards.button(chosen, Action.COVER, lang, "go", "", turn)
    return keyboards.keyboard(
        [
            [step("cover-all", "all", offered=bool(covering.kept))],
            [go if covering.covered else None],
            *_numbers(covering, lang, turn),
            [step("cover-add-area", "grid")],
            [step("cover-harder", "harder", offered=not covering.harder),
             step("cover-text", "text", offered=not covering.text)],
            [step("cover-tiles" if covering.fill == "solid" else "cover-solid", "fill"),
             step("cover-undo", "undo", offered=len(history) > 1)],
        ]
    )  # fmt: skip


def _numbers(covering: Covering, lang: str, turn: str) -> list[Row]:
    """One button a number: pressed, it stays to be seen or is covered again."""
    if covering.count > MOST_NUMBERS:
        return []
    each: Row = []
    for number in range(1, covering.count + 1):
        key = "cover-number-stays" if number in covering.kept else "cover-number-covered"
        label = say(lang, key, number=number)
        each.append(keyboards.button(label, Action.COVER, lang, "n", str(number), turn))
    return [each[at : at + ABREAST] for at in range(0, len(each), ABREAST)]


def _grid(covering: Covering, lang: str, turn: str) -> InlineKeyboardMarkup | None:
    rows: list[Row] = []
    for names in grid.names(covering.width, covering.height):
        labels = [
            say(lang, "cover-cell-covered", name=name) if name in covering.cells else name
            for name in names
        ]
        rows.append(
            [keyboards.button(label, Action.COVER, lang, "cell", name, turn)
             for label, name in zip(labels, names, strict=True)]
        )  # fmt: skip
    done = keyboards.button(say(lang, "cover-grid-done"), Action.COVER, lang, "done", "", turn)
    return keyboards.keyboard([*rows, [done]])
