"""Commands for picture files: report, clean."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.words import EXAMPLE, AsJson, Files, Lang, Sandboxed, json_line

if TYPE_CHECKING:
    from bot.images.results import Examined, Subject

commands = typer.Typer()


class Keepable(StrEnum):
    """What a clean copy may keep on request."""

    HDR = "hdr"
    DATE = "date"


@commands.command(help=f"Tell what pictures give away.{EXAMPLE}image-privacy-bot report photo.jpg")
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


@commands.command(
    help=f"Write clean copies.{EXAMPLE}image-privacy-bot clean photo.jpg --output clean/"
)
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
