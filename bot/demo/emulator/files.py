"""Files as Telegram keeps them: documents byte for byte, photos re-encoded in several sizes."""

from __future__ import annotations

import hashlib
import io
import secrets
from dataclasses import dataclass, replace
from typing import Literal

from PIL import Image, ImageOps, UnidentifiedImageError

from bot.demo.emulator.errors import ApiError, Json, bad_request

DOWNLOAD_LIMIT = 20 * 1024 * 1024
UPLOAD_LIMIT = 50 * 1024 * 1024
PHOTO_LIMIT = 10 * 1024 * 1024
# Longest sides in pixels of the sizes a bot sees (core.telegram.org/api/files, thumbnail types).
PHOTO_SIDES = (90, 320, 800, 1280)
PHOTO_QUALITY = 87
THUMBNAIL_SIDE = 320
PHOTO_SIDES_SUM = 10_000
PHOTO_RATIO = 20

Kind = Literal["photos", "documents"]


@dataclass(frozen=True, slots=True)
class File:
    """A stored file; `size` in bytes is what Telegram claims, `data` what a download gives."""

    id: str
    unique_id: str
    path: str
    name: str
    type: str
    data: bytes
    size: int
    width: int = 0
    height: int = 0

    def document(self) -> Json:
        """Return it as a `Document`."""
        return {
            "file_id": self.id,
            "file_unique_id": self.unique_id,
            "file_name": self.name,
            "mime_type": self.type,
            "file_size": self.size,
        }

    def photo_size(self) -> Json:
        """Return it as a `PhotoSize`."""
        return {
            "file_id": self.id,
            "file_unique_id": self.unique_id,
            "file_size": self.size,
            "width": self.width,
            "height": self.height,
        }


class Files:
    """Everything ever sent; gone when the emulator stops."""

    def __init__(self) -> None:
        self._by_id: dict[str, File] = {}
        self._by_path: dict[str, File] = {}
        self._photos: dict[str, tuple[str, ...]] = {}

    def add(self, name: str, kind: str, data: bytes, *, size: int | None = None) -> File:
        """Store a document; `size` lets a test claim a wrong one."""
        return self._store("documents", name, kind, data, size=size)

    def add_photo(self, encoded: list[tuple[bytes, int, int]]) -> list[Json]:
        """Store the sizes of one photo (JPEG bytes, width, height); returns its `PhotoSize`s."""
        stored = [
            replace(self._store("photos", "", "image/jpeg", data), width=width, height=height)
            for data, width, height in encoded
        ]
        for file in stored:
            self._keep(file)
            self._photos[file.id] = tuple(each.id for each in stored)
        return [file.photo_size() for file in stored]

    def get(self, file_id: str) -> File:
        """Return a file; raises `ApiError` for an id that was never given out."""
        if file_id not in self._by_id:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return self._by_id[file_id]

    def photo(self, file_id: str) -> list[Json]:
        """Return all sizes of the photo one of whose sizes has this id."""
        if file_id not in self._photos:
            raise bad_request("type of file mismatch")
        return [self._by_id[each].photo_size() for each in self._photos[file_id]]

    def downloadable(self, file_id: str) -> Json:
        """Return the `File` of getFile; raises over 20 MB (Bot API, getFile)."""
        if file_id not in self._by_id:
            raise bad_request("invalid file_id")
        file = self._by_id[file_id]
        if file.size > DOWNLOAD_LIMIT:
            raise bad_request("file is too big")
        return {
            "file_id": file.id,
            "file_unique_id": file.unique_id,
            "file_size": file.size,
            "file_path": file.path,
        }

    def at(self, path: str) -> File | None:
        """Return the file a download path names."""
        return self._by_path.get(path)

    def lose(self, file_id: str) -> None:
        """Make a file's download answer 404, as after it has expired."""
        self._by_path.pop(self._by_id[file_id].path, None)

    def _store(
        self, folder: Kind, name: str, kind: str, data: bytes, *, size: int | None = None
    ) -> File:
        number = len(self._by_id)
        suffix = ".jpg" if folder == "photos" else _suffix(name)
        file = File(
            id=("AgACAgI" if folder == "photos" else "BQACAgI") + secrets.token_urlsafe(36),
            unique_id="AQAD" + hashlib.sha256(data + name.encode()).hexdigest()[:12],
            path=f"{folder}/file_{number}{suffix}",
            name=name,
            type=kind,
            data=data,
            size=len(data) if size is None else size,
        )
        self._keep(file)
        return file

    def _keep(self, file: File) -> None:
        self._by_id[file.id] = file
        self._by_path[file.path] = file


def encode_photo(data: bytes) -> list[tuple[bytes, int, int]]:
    """Re-encode as Telegram does with what is sent as a photo: upright, sized, no metadata.

    Returns (JPEG, width, height), smallest first. Raises `ApiError` where the bytes are no picture
    or over the limits of sendPhoto: 10 MB, width and height together 10,000, ratio 20.
    """
    if len(data) > PHOTO_LIMIT:
        raise ApiError(413, "Request Entity Too Large")
    try:
        with Image.open(io.BytesIO(data)) as opened:
            _check_dimensions(*opened.size)
            picture = ImageOps.exif_transpose(opened).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        raise bad_request("IMAGE_PROCESS_FAILED") from None
    longest = max(picture.size)
    sides = [side for side in PHOTO_SIDES if side < longest] + [min(longest, PHOTO_SIDES[-1])]
    return [_encode(picture, side) for side in dict.fromkeys(sides)]


def encode_thumbnail(data: bytes) -> bytes | None:
    """Return a small JPEG of a picture, upright; None where it is no picture that can be read."""
    try:
        with Image.open(io.BytesIO(data)) as opened:
            opened.draft("RGB", (THUMBNAIL_SIDE, THUMBNAIL_SIDE))
            picture = ImageOps.exif_transpose(opened).convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    return _encode(picture, THUMBNAIL_SIDE)[0]


def _check_dimensions(width: int, height: int) -> None:
    if width + height > PHOTO_SIDES_SUM or max(width, height) > PHOTO_RATIO * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")


def _encode(picture: Image.Image, side: int) -> tuple[bytes, int, int]:
    sized = picture.copy()
    sized.thumbnail((side, side))
    sized.info.clear()
    out = io.BytesIO()
    sized.save(out, "JPEG", quality=PHOTO_QUALITY)
    return out.getvalue(), sized.width, sized.height


def _suffix(name: str) -> str:
    stem, dot, suffix = name.rpartition(".")
    return f".{suffix.lower()}" if stem and dot and suffix.isalnum() else ""
