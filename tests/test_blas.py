"""One thread for linear algebra: small matrices gain nothing from more, and pay for it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot import blas

COUNT = "import os, bot.app, numpy; print(len(os.listdir('/proc/self/task')))"


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="threads are counted in /proc")
def test_the_bot_starts_no_threads_for_linear_algebra() -> None:
    environment = {k: v for k, v in os.environ.items() if not k.endswith("_NUM_THREADS")}
    counted = subprocess.run(
        [sys.executable, "-c", COUNT], env=environment, capture_output=True, text=True, check=True
    )
    assert counted.stdout.strip() == "1"


def test_an_operator_who_sets_another_number_is_obeyed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "3")
    blas.keep_to_one_thread()
    assert os.environ["OPENBLAS_NUM_THREADS"] == "3"
