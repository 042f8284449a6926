"""The heartbeat that a container engine asks for."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

from bot import heartbeat


async def test_it_beats_while_the_database_answers(tmp_path: Path) -> None:
    asked = asyncio.Event()

    async def alive() -> None:
        asked.set()

    task = asyncio.create_task(heartbeat.keep(tmp_path / "beat", alive, every=0))
    await asked.wait()
    asked.clear()
    await asked.wait()
    task.cancel()
    assert heartbeat.fresh(tmp_path / "beat")


async def test_it_misses_a_beat_while_the_database_fails(tmp_path: Path) -> None:
    asked = asyncio.Event()

    async def dead() -> None:
        asked.set()
        raise OSError

    task = asyncio.create_task(heartbeat.keep(tmp_path / "beat", dead, every=0))
    await asked.wait()
    asked.clear()
    await asked.wait()
    task.cancel()
    assert not heartbeat.fresh(tmp_path / "beat")


def test_an_old_beat_is_not_fresh(tmp_path: Path) -> None:
    (tmp_path / "beat").touch()
    beaten = (tmp_path / "beat").stat().st_mtime
    assert heartbeat.fresh(tmp_path / "beat", beaten + heartbeat.FRESH - 1)
    assert not heartbeat.fresh(tmp_path / "beat", beaten + heartbeat.FRESH + 1)


def test_the_engine_is_told_by_the_exit_status(tmp_path: Path) -> None:
    beat = tmp_path / "beat"
    assert asked_by_the_engine(beat) == 1
    beat.touch()
    assert asked_by_the_engine(beat) == 0


def asked_by_the_engine(beat: Path) -> int:
    return subprocess.run([sys.executable, "-m", "bot.heartbeat", beat], check=False).returncode
