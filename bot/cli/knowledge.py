"""Commands for the knowledge base: ask, check-knowledge, evaluate."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot import Mendable, why
from bot.cli.words import EXAMPLE, AsJson, Lang, fail, json_line

if TYPE_CHECKING:
    from bot.answers import Engine

commands = typer.Typer()


@commands.command(
    help=f'Answer from the knowledge base.{EXAMPLE}image-privacy-bot ask "Was ist EXIF?" --lang de'
)
def ask(
    question: Annotated[str | None, typer.Argument(help="The question.")] = None,
    batch: Annotated[Path | None, typer.Option(help="A TSV file with id and text.")] = None,
    as_json: AsJson = False,
    explain: Annotated[bool, typer.Option("--explain", help="Show the scores.")] = False,
    lang: Lang = None,
) -> None:
    """Answer one question, or each line of a batch."""
    if (question is None) == (batch is None):
        raise typer.BadParameter("give one question, or a file by --batch")
    if batch is not None and not as_json:
        raise typer.BadParameter("a batch needs --json", param_hint="--batch")
    engine = load_engine()
    if batch is not None:
        for row in read_questions(batch):
            print_answer(engine, row["text"], lang, {"id": row["id"]})
    elif as_json:
        print_answer(engine, question or "", lang, {})
    else:
        typer.echo(answer_text(engine.ask(question or "", lang=lang)))
    if explain and question is not None:
        typer.echo(engine.explain(question, lang=lang))


def print_answer(engine: Engine, text: str, lang: Any, more: dict[str, str]) -> None:
    """Print one answer as a JSON line."""
    from bot import shapes

    typer.echo(json_line({**more, **shapes.answer(engine.ask(text, lang=lang))}))


def answer_text(result: Any) -> str:
    """Word one answer for a terminal."""
    from bot.answers.results import Answered, Refused, Unsure
    from bot.clock import today
    from bot.texts import say

    match result:
        case Answered(entry=entry):
            lines = [entry.title, "", entry.answer.replace("**", "").strip(), ""]
            lines += [f"- {each.title}: {each.url}" for each in entry.sources]
            lines += [say(entry.lang, "reviewed", date=entry.reviewed.isoformat())]
            if entry.review_by < today():
                lines += [say(entry.lang, "overdue", date=entry.review_by.isoformat())]
            return "\n".join(lines)
        case Refused(text=text):
            return str(text).replace("**", "")
        case Unsure(lang=lang, near=near):
            key = "unsure-near" if near else "unsure-far"
            return "\n".join([say(lang, key), *(f"- {each.title}" for each in near)])
    raise TypeError(result)


def read_questions(path: Path) -> list[dict[str, str]]:
    """Read a batch file; its columns `id` and `text` are needed."""
    import csv

    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    except (OSError, UnicodeDecodeError) as error:
        raise Mendable(f"{path} cannot be read: {why(error)}") from None
    if rows and not {"id", "text"} <= set(rows[0]):
        raise Mendable(f"{path} needs the columns id and text, separated by tabs")
    return [{key: value or "" for key, value in row.items() if key} for row in rows]


def load_engine() -> Engine:
    """Load the knowledge base, or print every fault."""
    from bot import blas, settings  # noqa: F401 - blas comes before numpy
    from bot.answers import Engine, KnowledgeError
    from bot.clock import today

    try:
        return Engine.load(settings.load().knowledge(), today=today)
    except KnowledgeError as error:
        for fault in error.faults:
            typer.echo(str(fault), err=True)
        raise Mendable(
            "the knowledge base has faults: mend them, or set BOT_KNOWLEDGE_DIR"
        ) from None


@commands.command(
    "check-knowledge", help=f"Validate it.{EXAMPLE}image-privacy-bot check-knowledge"
)
def check_knowledge(
    folder: Annotated[Path | None, typer.Argument(metavar="DIR", help="The folder.")] = None,
    strict: Annotated[bool, typer.Option("--strict", help="A warning is a fault.")] = False,
    confusable: Annotated[
        bool, typer.Option("--confusable", help="Also name entries that steal questions.")
    ] = False,
) -> None:
    """Print `file:line: problem` for each fault; exit status 1 if there is one."""
    from bot import blas, settings  # noqa: F401 - blas comes before numpy
    from bot.answers import check
    from bot.clock import today

    checked = folder or settings.load().knowledge()
    if not checked.is_dir():
        fail(f"{checked} is no folder: name the one that holds the knowledge")
    faults = check(checked, strict=strict, today=today)
    for fault in faults:
        warning = " (a warning)" if fault.severity == "warning" else ""
        typer.echo(f"{fault}{warning}")
    if confusable:
        tell_confusable(checked)
    sys.exit(int(any(fault.fatal for fault in faults)))


def tell_confusable(folder: Path) -> None:
    """Print the pairs of entries that are near to each other in meaning."""
    from bot.answers import confusable, vectors
    from bot.answers.entries import read

    model = vectors.load_model()
    if model is None:
        fail("the model that compares meanings has no build for this system")
    for pair in confusable.confusable(read(folder)[0], vectors.reader(folder, model)):
        typer.echo(str(pair))


@commands.command(
    help=f"Score labelled questions.{EXAMPLE}image-privacy-bot evaluate questions.tsv"
)
def evaluate(file: Annotated[Path, typer.Argument(help="A TSV file.")]) -> None:
    """Score the answers on questions with the columns id, lang, style, text, topic, also_ok."""
    from bot.answers import evaluate as score

    try:
        rows = score.labelled(read_questions(file))
    except ValueError as error:
        raise Mendable(f"{file}: {error}") from None
    typer.echo(score.table(score.evaluate_labelled(load_engine(), rows)))
