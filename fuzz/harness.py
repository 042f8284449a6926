"""One atheris target for every container: `python -m fuzz.harness FORMAT FOUND -max_total_time=9`.

It goes on after a finding: the first file for each broken promise is written to the folder FOUND,
so that a short run shows all there is. What ends the process itself (a crash of a C library, a
file that takes ten seconds) is written there by libFuzzer.
"""

from __future__ import annotations

import hashlib
import random
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["bot.images"]):
    from fuzz.mutations import mended, mutated
    from fuzz.promises import broken, tripped
    from fuzz.seeds import seeds

from bot.images.results import Format

SECONDS_A_FILE = 10
LONGEST = 1 << 16
_PREFIXES = {broken: "broken", tripped: "tripped"}


class Target:
    """Checks each file libFuzzer comes up with and keeps what was found."""

    def __init__(self, found: Path) -> None:
        self._found = found
        self._known: set[str] = set()

    def __call__(self, data: bytes) -> None:
        """Check one file."""
        for check, prefix in _PREFIXES.items():
            finding = check(data)
            if finding is not None and finding not in self._known:
                self._known.add(finding)
                self._keep(data, f"{prefix}: {finding}")

    def _keep(self, data: bytes, finding: str) -> None:
        name = hashlib.sha256(data).hexdigest()[:12]
        self._found.joinpath(f"{name}.bin").write_bytes(data)
        self._found.joinpath(f"{name}.txt").write_text(finding + "\n", encoding="utf-8")


def mutate(data: bytes, most: int, seed: int) -> bytes:
    """Change a file in libFuzzer's way or in ours; checksums are mended so that changes count."""
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    if chance.random() < 0.5:
        return mutated(data, chance)[:most]
    return mended(atheris.Mutate(data, most))[:most]


def main() -> None:
    """Draw the seeds of the format and run libFuzzer on them."""
    format_, found, *options = sys.argv[1:]
    target = Target(Path(found))
    with tempfile.TemporaryDirectory() as corpus:
        for number, seed in enumerate(seeds(Format(format_))):
            Path(corpus, f"seed-{number}").write_bytes(seed)
        limits = (f"-timeout={SECONDS_A_FILE}", f"-max_len={LONGEST}", "-print_final_stats=1")
        arguments = [sys.argv[0], corpus, *limits, f"-artifact_prefix={found}/", *options]
        atheris.Setup(arguments, target, custom_mutator=mutate)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
