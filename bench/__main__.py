"""Measure the image core and the answers, and print the tables: `python -m bench [--write]`.

With `--write` they replace the part of docs/benchmarks.md between its two marks.
"""

from __future__ import annotations

import os
import platform
import sys
from pathlib import Path

from bench import answers, command, core, isolation, memory, moderation, visible
from bench.pictures import undrawn

PAGE = Path(__file__).resolve().parent.parent / "docs" / "benchmarks.md"
BEGIN, END = "<!-- measured: begin -->\n", "<!-- measured: end -->\n"


def machine() -> str:
    """Say what was measured on."""
    cores = len(os.sched_getaffinity(0))
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{python} on {platform.system()} {platform.machine()}, {cores} cores."


def measured() -> str:
    """Run every benchmark; about two minutes on two cores."""
    parts = [machine()]
    measures = (
        *(command.rivals, core.formats, core.growth, memory.peaks, isolation.cost),
        *(answers.speed, moderation.quality, moderation.speed),
        *(visible.looking, visible.covering, visible.linking),
    )
    for measure in measures:
        sys.stderr.write(f"{measure.__module__} {measure.__name__} ...\n")
        parts.append(str(measure()))
    if left_out := ", ".join(undrawn()):
        parts.append(f"Not measured, because nothing installed draws them: {left_out}.\n")
    return "\n\n".join(parts)


def main() -> None:
    """Print the tables and, if asked to, write them into the page."""
    tables = measured()
    sys.stdout.write(tables)
    if "--write" in sys.argv[1:]:
        before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
        after = rest.partition(END)[2]
        PAGE.write_text(f"{before}{BEGIN}\n{tables}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
