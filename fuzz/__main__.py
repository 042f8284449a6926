"""Fuzz every container for a while: `FUZZ_SECONDS=60 python -m fuzz [FORMAT…]`.

Prints executions and findings; exit status 1 if there is a finding. Files that show one are kept
in a folder outside the repository, whose path is printed.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from bot.images.formats import CONTAINERS
from bot.images.results import Format
from fuzz.seeds import seeds

START_SECONDS = 5
_EXECUTED = re.compile(r"number_of_executed_units:\s*(\d+)")


@dataclass(frozen=True, slots=True)
class Run:
    """What fuzzing one format came to."""

    format: Format
    executions: int
    findings: tuple[str, ...]


def fuzz(format_: Format, seconds: int, folder: Path) -> Run:
    """Fuzz one format in a process of its own; whatever it finds lies in `folder`."""
    folder.mkdir()
    command = [sys.executable, "-m", "fuzz.harness", format_.value, str(folder)]
    done = subprocess.run(
        [*command, f"-max_total_time={seconds}"],
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    executed = _EXECUTED.search(done.stderr)
    findings = [*_kept(folder), *_ended(folder)]
    if executed is None and not findings:
        findings.append(f"the fuzzer did not run: {done.stderr.strip()[-300:]}")
    return Run(format_, int(executed[1]) if executed else 0, tuple(findings))


def _kept(folder: Path) -> Iterator[str]:
    for note in sorted(folder.glob("*.txt")):
        yield f"{note.read_text(encoding='utf-8').strip()}  [{note.with_suffix('.bin')}]"


def _ended(folder: Path) -> Iterator[str]:
    """Yield what libFuzzer itself wrote down: crash-…, timeout-…, oom-…."""
    for path in sorted(folder.glob("*-*")):
        yield f"broken: {path.name.partition('-')[0]}  [{path}]"


def summary(runs: list[Run], missing: list[Format]) -> str:
    """Word what the runs came to, a line a format and a line a finding."""
    lines = []
    for run in runs:
        lines.append(f"{run.format:>5}  {run.executions:8} files, {len(run.findings)} findings")
        lines += [f"       {finding}" for finding in run.findings]
    lines += [f"{each:>5}  no seeds: nothing installed here can draw it" for each in missing]
    return "\n".join([*lines, f"{sum(run.executions for run in runs)} files in all\n"])


def main() -> None:
    """Fuzz the formats of the table, or those named, and tell what came of it."""
    wanted = [Format(name) for name in sys.argv[1:]] or list(CONTAINERS)
    formats = [format_ for format_ in wanted if seeds(format_)]
    cores = len(os.sched_getaffinity(0))
    total = int(os.environ.get("FUZZ_SECONDS", "60"))
    seconds = max(1, total * cores // len(formats) - START_SECONDS)
    folder = Path(tempfile.mkdtemp(prefix="image-privacy-bot-fuzz-"))
    with ThreadPoolExecutor(cores) as threads:
        runs = list(threads.map(lambda each: fuzz(each, seconds, folder / each.value), formats))
    missing = [format_ for format_ in wanted if format_ not in formats]
    sys.stdout.write(summary(runs, missing))
    sys.stdout.write(f"{seconds} s a format; the files are kept in {folder}\n")
    sys.exit(1 if any(run.findings for run in runs) else 0)


if __name__ == "__main__":
    main()
