"""Text is read by processes of their own, that start when the first such picture comes."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from bot.images.results import Examined, Format, Options, Report, Subject
from bot.sandbox import SandboxUnavailable
from bot.sandbox.reading import WithReader

READ = Options(clean=False, look=(Subject.TEXT,))
COVER = Options(cover=(Subject.FACES, Subject.TEXT))


@dataclass
class Isolation:
    """Remembers what it was asked."""

    able: bool = True
    started: int = 0
    closed: int = 0
    asked: list[Options] = field(default_factory=list)

    async def start(self) -> None:
        if not self.able:
            raise SandboxUnavailable("no")
        self.started += 1

    async def close(self) -> None:
        self.closed += 1

    async def examine(self, _: bytes, options: Options | None = None) -> Examined:
        self.asked.append(options or Options())
        return Examined(Report(Format.PNG, 1, 1))


@pytest.fixture
def plain() -> Isolation:
    return Isolation()


@pytest.fixture
def reader() -> Isolation:
    return Isolation()


@pytest.fixture
async def sandbox(plain, reader):
    both = WithReader(plain, lambda: reader)
    await both.start()
    yield both
    await both.close()


async def test_no_reader_starts_for_pictures_whose_text_nobody_asked_for(sandbox, plain, reader):
    await sandbox.examine(b"", Options(look=(Subject.FACES,)))
    assert len(plain.asked) == 1
    assert reader.started == 0


@pytest.mark.parametrize("options", [READ, COVER])
async def test_one_reader_serves_all_pictures_whose_text_is_asked_for(
    sandbox, plain, reader, options
):
    for _ in range(2):
        await sandbox.examine(b"", options)
    assert reader.asked == [options, options]
    assert reader.started == 1
    assert plain.asked == []


async def test_without_a_reader_that_starts_the_rest_is_looked_at(sandbox, plain, reader):
    reader.able = False
    await sandbox.examine(b"", READ)
    assert plain.asked == [READ]


async def test_the_reader_ends_with_the_sandbox(plain, reader):
    sandbox = WithReader(plain, lambda: reader)
    await sandbox.start()
    await sandbox.examine(b"", READ)
    await sandbox.close()
    assert (plain.closed, reader.closed) == (1, 1)
