"""The command line: results to stdout, diagnostics to stderr, never a traceback for bad input.

Only what a command needs is imported, when it runs, and the sandbox starts meanwhile.
"""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, NoReturn

import typer

from bot import Mendable, __version__

if TYPE_CHECKING:
    from bot.answers import Engine
    from bot.images.results import Examined, Subject


class Keepable(StrEnum):
    """What a clean copy may keep on request."""

    HDR = "hdr"
    DATE = "date"


EXAMPLE = "\n\nExample: "
app = typer.Typer(
    name="image-privacy-bot",
    help="A Telegram bot that people trust with their pictures, and its tools for the terminal.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Files = Annotated[list[Path], typer.Argument(metavar="FILE...", help="Picture files.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
Lang = Annotated[Literal["de", "en"] | None, typer.Option("--lang", help="Language of the text.")]
Sandboxed = Annotated[
    Literal["on", "off"],
    typer.Option("--sandbox", envvar="BOT_SANDBOX", help="off: only for development."),
]


def main() -> None:
    """Run the command line; what an operator can mend is one sentence and exit status 2."""
    try:
        app()
    except Mendable as error:
        fail(str(error))
    except KeyboardInterrupt:
        sys.exit(130)


def fail(sentence: str, status: int = 2) -> NoReturn:
    """Say what is wrong on stderr and leave."""
    typer.echo(f"image-privacy-bot: {sentence}", err=True)
    sys.exit(status)


@app.callback(invoke_without_command=True)
def options(
    version: Annotated[bool, typer.Option("--version", help="Show the version.")] = False,
) -> None:
    """Show the version, or go on to the command."""
    if version:
        typer.echo(__version__)
        raise typer.Exit


@app.command(help=f"Run the bot.{EXAMPLE}BOT_TOKEN=… image-privacy-bot run")
def run() -> None:
    """Run the bot until SIGTERM."""
    import asyncio

    from bot import log, settings

    loaded = settings.load()
    log.configure(loaded.log_level, loaded.log_format)
    loaded.bot_token()  # a missing token is told before anything is imported or built
    from bot import app as application

    asyncio.run(application.run(loaded))


@app.command(help=f"Try the bot in your browser, without a token.{EXAMPLE}image-privacy-bot demo")
def demo(
    port: Annotated[int, typer.Option(help="Port on 127.0.0.1.", min=0, max=65535)] = 8000,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Only print it.")] = False,
) -> None:
    """Run the bot against a Bot API emulator on loopback, with a web chat page."""
    import asyncio

    from bot import app as application
    from bot import demo as demonstration
    from bot import log

    log.configure("WARNING")

    def ready(address: str) -> None:
        typer.echo(f"The demo is at {address} (stop it with Ctrl+C)")

    try:
        asyncio.run(
            demonstration.serve(port, application.run, ready=ready, open_browser=not no_browser)
        )
    except OSError as error:
        fail(f"port {port} cannot be used: {error.strerror}; try another with --port")


@app.command(help=f"Tell what pictures give away.{EXAMPLE}image-privacy-bot report photo.jpg")
def report(
    files: Files,
    look: Annotated[
        str, typer.Option(metavar="WHAT,...", help="What to look for: faces, codes, text.")
    ] = "faces,codes",
    text: Annotated[
        bool, typer.Option("--text", help="Also read text (slower; needs the extra text).")
    ] = False,
    as_json: AsJson = False,
    lang: Lang = None,
    sandbox: Sandboxed = "on",
) -> None:
    """Report on every file; exit status 1 if one was refused."""
    from bot.images.results import Options
    from bot.picture_files import examine_all, tell_what_cannot_be_read

    refused = False
    wanted = Options(clean=False, look=subjects(f"{look},text" if text else look, "--look"))
    tell_what_cannot_be_read(wanted)
    for path, _, examined in examine_all(files, wanted, sandbox):
        from bot import shapes

        line = shapes.report(str(path), examined, lang or "en")
        refused |= not line["ok"]
        typer.echo(json_line(line) if as_json else report_text(line))
    sys.exit(int(refused))


def report_text(line: dict[str, Any]) -> str:
    """Word one report for a terminal."""
    if not line["ok"]:
        return f"{line['file']}: {line['error']}"
    head = f"{line['file']}: {line['format']}, {line['width']} x {line['height']}"
    lines = [f"  {each['severity']:>6}  {each['summary']}" for each in line["findings"]]
    lines += [f"  {'!':>6}  {each['summary']}" for each in line["together"][:1]]
    lines = lines or ["  nothing found"]
    lines += [f"  {'seen':>6}  {sentence}" for sentence in line["seen"]]
    lines += [f"  {'name':>6}  {line['file_name']['summary']}"] if line["file_name"] else []
    return "\n".join([head, *lines])


@app.command(help=f"Write clean copies.{EXAMPLE}image-privacy-bot clean photo.jpg --output clean/")
def clean(  # noqa: PLR0913, PLR0917 - the options of a command
    files: Files,
    output: Annotated[Path, typer.Option(metavar="DIR", help="Folder for the copies.")],
    redact: Annotated[
        str | None,
        typer.Option(
            metavar="WHAT,...", help="Cover faces, codes, text (one or more, with commas)."
        ),
    ] = None,
    keep: Annotated[
        list[Keepable] | None,
        typer.Option(help="hdr: the gain map; date: when it was taken. May be repeated."),
    ] = None,
    thorough: Annotated[
        bool,
        typer.Option(
            "--thorough",
            help="Save the pixels anew: removes what hides in their lowest bits; costs quality.",
        ),
    ] = False,
    neutral_names: Annotated[
        bool, typer.Option("--neutral-names", help="Number the copies: picture-1.jpg, …")
    ] = False,
    as_json: AsJson = False,
    sandbox: Sandboxed = "on",
) -> None:
    """Clean every file; exit status 1 if one was refused (the others are still written)."""
    from bot.images.results import Cleaned, Options
    from bot.picture_files import examine_all, make_folder, write_new

    make_folder(output)
    refused = False
    cover = subjects(redact, "--redact")
    wanted = Options(
        keep_hdr=Keepable.HDR in (keep or ()),
        keep_date=Keepable.DATE in (keep or ()),
        thorough=thorough,
        compare=False,
        cover=cover,
        harder=bool(cover),  # a face that is missed costs more than one too many
    )
    for number, (path, size, examined) in enumerate(examine_all(files, wanted, sandbox), start=1):
        written = None
        if isinstance(examined.cleaned, Cleaned):
            stem = f"picture-{number}" if neutral_names else path.stem
            written = write_new(output, stem, examined.cleaned)
        refused |= written is None
        typer.echo(cleaned_line(path, size, examined, written, as_json=as_json))
    sys.exit(int(refused))


def subjects(listed: str | None, option: str) -> tuple[Subject, ...]:
    """Read what is to be looked for or covered."""
    from bot.images.results import Subject

    named = [part.strip() for part in (listed or "").split(",") if part.strip()]
    known = [each.value for each in Subject]
    if unknown := [name for name in named if name not in known]:
        raise typer.BadParameter(
            f"{unknown[0]!r} is none of {', '.join(known)}", param_hint=option
        )
    return tuple(Subject(name) for name in dict.fromkeys(named))


LEFT_IN_PIXELS = ("same-pixels", "not-rewritten")


def cleaned_line(
    path: Path, size: int, examined: Examined, written: Path | None, *, as_json: bool
) -> str:
    """Word one cleaned file; the texts are loaded only where words are needed."""
    from bot.images.results import Cleaned

    if isinstance(examined.cleaned, Cleaned) and not as_json:
        removed = ", ".join(examined.cleaned.removed) or "nothing had to go"
        stays = [each.what for each in examined.cleaned.kept if each.why in LEFT_IN_PIXELS]
        still = f"; STILL THERE: {', '.join(stays)}" if stays else ""
        return f"{path} -> {written} (pixels {examined.cleaned.pixels}; removed: {removed}{still})"
    from bot import shapes

    output = str(written) if written else None
    line = shapes.clean(str(path), examined, output=output, size=size)
    return json_line(line) if as_json else f"{line['file']}: {line['error']}"


def json_line(line: dict[str, Any]) -> str:
    """Word a result for a program."""
    return json.dumps(line, ensure_ascii=False)


@app.command(
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
    from bot.texts import say

    match result:
        case Answered(entry=entry):
            lines = [entry.title, "", entry.answer.replace("**", "").strip(), ""]
            lines += [f"- {each.title}: {each.url}" for each in entry.sources]
            return "\n".join(
                [*lines, say(entry.lang, "reviewed", date=entry.reviewed.isoformat())]
            )
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
        raise Mendable(
            f"{path} cannot be read: {getattr(error, 'strerror', None) or 'not UTF-8 text'}"
        ) from None
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


@app.command(
    help=f"Judge group messages.{EXAMPLE}image-privacy-bot moderate --batch messages.jsonl"
)
def moderate(
    batch: Annotated[
        Path,
        typer.Option(
            help="JSON lines with id, message and new_member. Hosts in it may carry an extra "
            ".example (t.me.example stands for t.me): it is taken off."
        ),
    ],
    as_json: AsJson = False,
) -> None:
    """Say what the rules find in each message, under the default policy."""
    from bot.moderate_files import judge_file, worded

    for result in judge_file(batch):
        typer.echo(json_line(result) if as_json else worded(result))


@app.command("check-knowledge", help=f"Validate it.{EXAMPLE}image-privacy-bot check-knowledge")
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


@app.command(help=f"Look at everything `run` needs.{EXAMPLE}image-privacy-bot doctor")
def doctor(as_json: AsJson = False) -> None:
    """Look at settings, token, sandbox, database and more; exit status 1 if something is to do."""
    import asyncio

    from bot import doctor as examination
    from bot import log

    log.silence()
    lines = asyncio.run(examination.examine())
    for line in lines:
        typer.echo(json_line(line.plain()) if as_json else str(line))
    sys.exit(int(not all(line.ok for line in lines)))


blocklist = typer.Typer(
    help=f"Lines for BOT_BLOCKLIST_FILE.{EXAMPLE}image-privacy-bot blocklist add example.org",
    no_args_is_help=True,
)
app.add_typer(blocklist, name="blocklist")


@blocklist.callback()
def of_blocklist() -> None:
    """Keep a list of addresses that names none of them."""


@blocklist.command(
    "add", help=f"Print the line of an address.{EXAMPLE}image-privacy-bot blocklist add @name"
)
def add_to_blocklist(
    address: Annotated[str, typer.Argument(help="A link, a host, or a Telegram @name.")],
) -> None:
    """Print the line that lists an address, hashed as the list of BOT_BLOCKLIST_FILE is."""
    from bot import settings
    from bot.blocklist import line, salt_of
    from bot.clock import today

    typer.echo(line(address, today=today(), salt=salt_of(settings.load().blocklist_file)))


@app.command(help=f"Score labelled questions.{EXAMPLE}image-privacy-bot evaluate questions.tsv")
def evaluate(file: Annotated[Path, typer.Argument(help="A TSV file.")]) -> None:
    """Score the answers on questions with the columns id, lang, style, text, topic, also_ok."""
    from bot.answers import evaluate as score

    typer.echo(score.table(score.evaluate(load_engine(), read_questions(file))))
