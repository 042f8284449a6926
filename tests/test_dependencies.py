"""No part of the core is under the GPL, and the page of licences says what is installed."""

from __future__ import annotations

import re

import pytest

from tools import dependencies

ALLOWED = re.compile(
    r"(MIT|MIT-0|MIT-CMU|ISC|0BSD|BSD-[23]-Clause|Apache-2\.0|PSF-2\.0|MPL-2\.0|Zlib|CC0-1\.0|LGPL-3\.0-only"
    r"|Unlicense| |AND|OR)+"
)


@pytest.mark.parametrize("package", [*dependencies.core(), *dependencies.extras()])
def test_each_licence_is_one_that_an_mit_program_may_ship_with(package: str) -> None:
    assert ALLOWED.fullmatch(dependencies.licence(package))


def test_the_page_of_licences_lists_what_is_installed() -> None:
    written = dependencies.PAGE.read_text(encoding="utf-8")
    assert all(f"| {package} | " in written for package in dependencies.locked())


def test_the_lock_holds_nothing_but_the_core_and_what_extras_add() -> None:
    assert set(dependencies.locked()) == {*dependencies.core(), *dependencies.extras()}


def test_what_holds_gpl_parts_is_no_part_of_the_core() -> None:
    assert "pillow-heif" not in dependencies.core()


def test_a_package_is_followed_through_the_extras_it_is_asked_for_with() -> None:
    assert "greenlet" in dependencies.closure(["SQLAlchemy[asyncio]"])
    assert "cryptography" not in dependencies.closure(["httpx"])


def test_a_gpl_licence_is_not_allowed() -> None:
    assert not ALLOWED.fullmatch("GPL-3.0-or-later")
