from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from bot.images.ready import make_ready
from bot.images.results import Format
from fuzz.seeds import seeds

CLEANS = """
import sys
from bot.images.clean import examine
from bot.images.ready import make_ready
from bot.images.results import Cleaned, Format, Options

form = Format(sys.argv[1])
make_ready([form], compare=False)
before = set(sys.modules)
answer = examine(sys.stdin.buffer.read(), Options(compare=False)).cleaned
assert isinstance(answer, Cleaned), answer
print(*sorted(set(sys.modules) - before))
print(*sorted(name for name in sys.modules if name == "PIL"))
"""


def cleaned_in_a_fresh_process(format_: Format) -> tuple[str, str]:
    """Return the modules that came in while a picture was cleaned, and "PIL" if it is there."""
    done = subprocess.run(
        [sys.executable, "-c", CLEANS, format_],
        input=seeds(format_)[0],
        capture_output=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    late, decoder = done.stdout.decode().split("\n")[:2]
    return late, decoder


@pytest.mark.parametrize("format_", [format_ for format_ in Format if seeds(format_)])
def test_nothing_is_imported_any_more_once_a_process_is_ready(format_: Format) -> None:
    assert cleaned_in_a_fresh_process(format_)[0] == ""


@pytest.mark.parametrize("format_", [Format.JPEG, Format.WEBP, Format.HEIC, Format.JXL])
def test_cleaning_needs_no_decoder_where_the_second_reader_checks_everything(
    format_: Format,
) -> None:
    assert cleaned_in_a_fresh_process(format_)[1] == ""


def test_a_process_that_looks_and_checks_has_what_that_needs() -> None:
    make_ready([Format.PNG], compare=True, look=True, signed=True)
    assert {"bot.images.visible.redaction", "bot.images.credentials"} <= sys.modules.keys()


def test_a_drawing_may_hold_any_picture() -> None:
    make_ready([Format.SVG], compare=False)
    assert {"bot.images.formats.jxl", "bot.images.verify.isobmff"} <= sys.modules.keys()


def test_no_decoder_is_made_ready_where_none_is_needed(monkeypatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr(Image, "preinit", lambda: asked.append(True))
    make_ready([Format.JXL], compare=False)
    assert asked == []
