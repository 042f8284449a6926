"""The command line: results to stdout, diagnostics to stderr, never a traceback for bad input."""

from __future__ import annotations

import asyncio
import csv
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, NoReturn

import typer

from bot import Mendable, __version__

if TYPE_CHECKING:
    from bot.answers import Engine
    from bot.images.results import Examined, Options, Reason

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
Sandboxed = Annotated[
    Literal["on", "off"],
    typer.Option("--sandbox", envvar="BOT_SANDBOX", help="off: only for development."),
]
Lang = Annotated[str | None, typer.Option("--lang", metavar="de|en", help="Language of the text.")]


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
    files: Files, as_json: AsJson = False, lang: Lang = None, sandbox: Sandboxed = "on"
) -> None:
    """Report on every file; exit status 1 if one was refused."""
    from bot import shapes
    from bot.images.results import Options

    lang = language(lang) or "en"
    refused = False
    for path, _, examined in examine_all(files, Options(clean=False), sandbox):
        line = shapes.report(str(path), examined, lang)
        refused |= not line["ok"]
        typer.echo(json.dumps(line, ensure_ascii=False) if as_json else report_text(line))
    sys.exit(1 if refused else 0)


def report_text(line: dict[str, Any]) -> str:
    """Word one report for a terminal."""
    if not line["ok"]:
        return f"{line['file']}: {line['error']}"
    head = f"{line['file']}: {line['format']}, {line['width']} x {line['height']}"
    if not line["findings"]:
        return f"{head}\n  nothing found"
    return "\n".join(
        [head, *(f"  {each['severity']:>6}  {each['summary']}" for each in line["findings"])]
    )


@app.command(help=f"Write clean copies.{EXAMPLE}image-privacy-bot clean photo.jpg --output clean/")
def clean(
    files: Files,
    output: Annotated[Path, typer.Option(help="Folder for the copies.", file_okay=False)],
    keep: Annotated[list[str] | None, typer.Option(help="hdr: keep the gain map.")] = None,
    neutral_names: Annotated[
        bool, typer.Option("--neutral-names", help="Number the copies: picture-1.jpg, …")
    ] = False,
    as_json: AsJson = False,
    sandbox: Sandboxed = "on",
) -> None:
    """Clean every file; exit status 1 if one was refused (the others are still written)."""
    from bot import shapes
    from bot.images.results import Cleaned, Options

    if set(keep or ()) - {"hdr"}:
        raise typer.BadParameter("only `hdr` can be kept", param_hint="--keep")
    make_folder(output)
    refused = False
    wanted = Options(keep_hdr=bool(keep))
    for number, (path, size, examined) in enumerate(examine_all(files, wanted, sandbox), start=1):
        written = None
        if isinstance(examined.cleaned, Cleaned):
            stem = f"picture-{number}" if neutral_names else path.stem
            written = write_new(output, stem, examined.cleaned)
        line = shapes.clean(
            str(path), examined, output=str(written) if written else None, size=size
        )
        refused |= not line["ok"]
        typer.echo(json.dumps(line, ensure_ascii=False) if as_json else clean_text(line))
    sys.exit(1 if refused else 0)


def make_folder(folder: Path) -> None:
    """Make the output folder, or say why not."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        fail(f"the folder {folder} cannot be made: {error.strerror}")


def write_new(folder: Path, stem: str, cleaned: Any) -> Path:
    """Write a copy under a name that is not taken: `-1`, `-2`, … is added."""
    suffix = f".{cleaned.format.extension}"
    for attempt in range(10_000):
        target = folder / (f"{stem}-{attempt}{suffix}" if attempt else f"{stem}{suffix}")
        try:
            with target.open("xb") as file:
                file.write(cleaned.data)
        except FileExistsError:
            continue
        except OSError as error:
            fail(f"{target} cannot be written: {error.strerror}")
        return target
    fail(f"{folder} holds too many files called {stem}")


def clean_text(line: dict[str, Any]) -> str:
    """Word one cleaned file for a terminal."""
    if not line["ok"]:
        return f"{line['file']}: {line['error']}"
    removed = ", ".join(line["removed"]) or "nothing had to go"
    return f"{line['file']} -> {line['output']} (pixels {line['pixels']}; removed: {removed})"


def examine_all(
    files: list[Path], wanted: Options, mode: str
) -> Iterator[tuple[Path, int, Examined]]:
    """Examine files one after the other in the sandbox, with a progress bar on a terminal."""
    from bot import log

    log.silence()
    with asyncio.Runner() as runner, progress(files) as advance:
        isolation = runner.run(start_isolation(mode))
        try:
            for path in files:
                size, examined = runner.run(examine_one(isolation, path, wanted))
                yield path, size, examined
                advance()
        finally:
            runner.run(isolation.close())


async def start_isolation(mode: Any) -> Any:
    """Start the sandbox, or say why it cannot be had."""
    from bot.sandbox import SandboxUnavailable, open_sandbox

    try:
        isolation = open_sandbox(mode)
        await isolation.start()
    except SandboxUnavailable as error:
        fail(str(error))
    return isolation


async def examine_one(isolation: Any, path: Path, wanted: Options) -> tuple[int, Examined]:
    """Read and examine a file; what cannot be read is refused like a bad picture."""
    from bot.images.results import Examined, Reason, Refused

    size, data = read_file(path)
    if isinstance(data, Reason):
        return size, Examined(Refused(data), Refused(data))
    return size, await isolation.examine(data, wanted)


def read_file(path: Path) -> tuple[int, bytes | Reason]:
    """Return size and bytes of a file, or the reason why it is not taken."""
    from bot.images.results import Reason

    try:
        size = path.stat().st_size
        return size, path.read_bytes() if size <= MAX_BYTES else Reason.TOO_LARGE
    except OSError:
        return 0, Reason.UNREADABLE


MAX_BYTES = 20_971_520  # what the Bot API lets a bot download; the same limit here


@contextmanager
def progress(files: list[Path]) -> Iterator[Any]:
    """Show a bar on stderr for long work, if stderr is a terminal."""
    if len(files) < 2 or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("pictures", total=len(files))
        yield lambda: bar.advance(task)


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
    engine, chosen = load_engine(), language(lang)
    if batch is not None:
        for row in read_questions(batch):
            print_answer(engine, row["text"], chosen, {"id": row["id"]})
    elif as_json:
        print_answer(engine, question or "", chosen, {})
    else:
        typer.echo(answer_text(engine.ask(question or "", lang=chosen)))
    if explain and question is not None:
        typer.echo(engine.explain(question, lang=chosen))


def print_answer(engine: Engine, text: str, lang: Any, more: dict[str, str]) -> None:
    """Print one answer as a JSON line."""
    from bot import shapes

    typer.echo(
        json.dumps({**more, **shapes.answer(engine.ask(text, lang=lang))}, ensure_ascii=False)
    )


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
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    except (OSError, UnicodeDecodeError) as error:
        fail(f"{path} cannot be read: {getattr(error, 'strerror', None) or 'not UTF-8 text'}")
    if rows and not {"id", "text"} <= set(rows[0]):
        fail(f"{path} needs the columns id and text, separated by tabs")
    return [{key: value or "" for key, value in row.items() if key} for row in rows]


def load_engine() -> Engine:
    """Load the knowledge base, or print every fault."""
    from bot import settings
    from bot.answers import Engine, KnowledgeError
    from bot.clock import today

    try:
        return Engine.load(settings.load().knowledge(), today=today)
    except KnowledgeError as error:
        for fault in error.faults:
            typer.echo(str(fault), err=True)
        fail("the knowledge base has faults: mend them, or set BOT_KNOWLEDGE_DIR")


@app.command("check-knowledge", help=f"Validate it.{EXAMPLE}image-privacy-bot check-knowledge")
def check_knowledge(
    folder: Annotated[Path | None, typer.Argument(metavar="DIR", help="The folder.")] = None,
    strict: Annotated[bool, typer.Option(help="An overdue review is a fault.")] = False,
) -> None:
    """Print `file:line: problem` for each fault; exit status 1 if there is one."""
    from bot import settings
    from bot.answers import check
    from bot.clock import today

    faults = check(folder or settings.load().knowledge(), strict=strict, today=today)
    for fault in faults:
        warning = " (a warning)" if fault.severity == "warning" else ""
        typer.echo(f"{fault}{warning}")
    sys.exit(1 if any(fault.severity == "fault" for fault in faults) else 0)


@app.command(help=f"Score labelled questions.{EXAMPLE}image-privacy-bot evaluate questions.tsv")
def evaluate(file: Annotated[Path, typer.Argument(help="A TSV file.")]) -> None:
    """Score the answers on questions with the columns id, lang, style, text, topic, also_ok."""
    from bot.answers import evaluate as score

    typer.echo(score.table(score.evaluate(load_engine(), read_questions(file))))


def language(value: str | None) -> Any:
    """Take `de`, `en` or nothing."""
    if value not in {None, "de", "en"}:
        raise typer.BadParameter("de or en", param_hint="--lang")
    return value
