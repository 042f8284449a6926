"""Write docs/dependencies.md: what the bot installs, under which licence, and why.

Run it by `make licences` after `make lock`. Licences are read from the metadata of the installed
packages (core metadata: License-Expression, else the classifiers, else the first line of License).
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "dependencies.md"
HEAD = """\
# Dependencies and their licences

Everything that `pip install .` brings on Linux, without extras. No part of the core is under the
GPL; python-telegram-bot is under the LGPL-3.0, which lets this MIT-licensed program use it.
Versions and hashes stand in `requirements/run.txt`; `make sbom` writes them as a CycloneDX bill of
materials. `make licences` writes this page, and a test compares it with what is installed.

| package | licence | here for |
| --- | --- | --- |
"""
EXTRAS = """
## Extras

Everything that the extras add; `make demo`, `make test` and the container install them. The
licences are those of the packages: the wheel of pillow-heif also holds libheif and libde265
(LGPL-3.0) and x265 (GPL-2.0), that of opencv-python-headless FFmpeg (LGPL-2.1). Who hands out a
container with `[heic]` hands out GPL software and owes its source; without that extra nothing but
the decoding of HEIC is missing.

| package | licence | of the extra |
| --- | --- | --- |
"""
CLASSIFIERS = {
    "MIT License": "MIT",
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "Python Software Foundation License": "PSF-2.0",
    "ISC License (ISCL)": "ISC",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}
SPELLINGS = {"3-Clause BSD License": "BSD-3-Clause"}
DIRECT = re.compile(r'^    "([\w.-]+)[^"]*",\s*# (.+)$', re.MULTILINE)
DIRECT_BELOW_ITS_REASON = re.compile(r'^    # (.+)\n    "([\w.-]+).*",$', re.MULTILINE)


def normal(name: str) -> str:
    """Return the normalised name of a package (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def locked() -> list[str]:
    """Return the packages in the lock of the running bot that this system installs."""
    text = (ROOT / "requirements" / "run.txt").read_text(encoding="utf-8")
    lines = re.findall(r"^([\w.-]+==.+?) \\$", text, re.MULTILINE)
    wanted = [
        each for each in map(Requirement, lines) if not each.marker or each.marker.evaluate()
    ]
    names = {normal(each.name) for each in wanted}
    return sorted(names & {normal(each.name) for each in metadata.distributions()})


def project() -> dict[str, Any]:
    """Return pyproject.toml."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def core() -> list[str]:
    """Return what is installed without extras, with what builds the package."""
    declared = project()
    asked = [*declared["project"]["dependencies"], *declared["dependency-groups"]["build"]]
    return sorted(closure(asked) & set(locked()))


def extras() -> dict[str, list[str]]:
    """Return the packages that only extras bring, each with the names of those extras."""
    found: dict[str, list[str]] = {}
    for extra, asked in project()["project"]["optional-dependencies"].items():
        for package in closure(asked).difference(core()):
            found.setdefault(package, []).append(extra)
    return dict(sorted(found.items()))


def closure(asked: Iterable[str]) -> set[str]:
    """Return the installed packages that requirements ask for (PEP 508), and so on from there."""
    waiting = [(requirement, "") for requirement in map(Requirement, asked)]
    seen: set[tuple[str, str]] = set()
    while waiting:
        wanted, extra = waiting.pop()
        if wanted.marker is not None and not wanted.marker.evaluate({"extra": extra}):
            continue
        for new in {(normal(wanted.name), each) for each in ("", *wanted.extras)} - seen:
            seen.add(new)
            waiting += [(Requirement(each), new[1]) for each in metadata.requires(new[0]) or []]
    return {name for name, _ in seen}


def licence(name: str) -> str:
    """Return the SPDX expression of a package's licence, or "unknown"."""
    about = metadata.metadata(name)
    if expression := about.get("License-Expression"):
        return expression
    labels = [label.split(" :: ")[-1] for label in about.get_all("Classifier") or []]
    known = [CLASSIFIERS[label] for label in labels if label in CLASSIFIERS]
    first = (about.get("License") or "unknown").splitlines()[0]
    return " OR ".join(known) or SPELLINGS.get(first, first)


def reasons() -> dict[str, str]:
    """Return the reason beside each direct dependency in pyproject.toml."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    return {normal(name): reason for name, reason in DIRECT.findall(text)} | {
        normal(name): reason for reason, name in DIRECT_BELOW_ITS_REASON.findall(text)
    }


def needed_by(name: str, packages: list[str]) -> str:
    """Return who asks for a package that the bot itself does not ask for."""
    for with_extras in (False, True):
        askers = [each for each in packages if name in requirements(each, with_extras=with_extras)]
        if askers:
            return "needed by " + ", ".join(askers)
    return "builds the package"


def requirements(name: str, *, with_extras: bool) -> set[str]:
    """Return the packages that an installed one asks for."""
    asked = (
        each for each in metadata.requires(name) or [] if with_extras or "extra ==" not in each
    )
    return {normal(matched[0]) for each in asked if (matched := re.match(r"[\w.-]+", each))}


def page() -> str:
    """Return the whole page as Markdown."""
    packages, why = core(), reasons()
    rows = [
        f"| {name} | {licence(name)} | {why.get(name) or needed_by(name, packages)} |\n"
        for name in packages
    ]
    more = [
        f"| {name} | {licence(name)} | {', '.join(f'`[{each}]`' for each in names)} |\n"
        for name, names in extras().items()
    ]
    return "".join([HEAD, *rows, EXTRAS, *more])


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    sys.stdout.write(f"{PAGE.relative_to(ROOT)}: {len(locked())} packages\n")
