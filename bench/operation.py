"""Measure the bot in operation and print the tables: `python -m bench.operation [--write]`.

With `--write` they replace the part of docs/benchmarks.md between its second two marks. It takes
three to four minutes on two cores, and wants them for itself.
"""

from __future__ import annotations

import sys

from bench import chat, delivery
from bench.__main__ import PAGE, machine

BEGIN, END = "<!-- operation: begin -->\n", "<!-- operation: end -->\n"


def main() -> None:
    """Print the tables and, if asked to, write them into the page."""
    measures = (chat.conversation, chat.replicas, delivery.databases)
    tables = "\n\n".join([machine(), *(str(measure()) for measure in measures)])
    sys.stdout.write(tables)
    if "--write" in sys.argv[1:]:
        before, begin, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
        _, end, after = rest.partition(END)
        PAGE.write_text(f"{before}{begin}\n{tables}\n{end}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
