"""One method call as it came over HTTP: parameters, uploads and typed access to both."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import BodyPartReader, web

from bot.demo.emulator.errors import Json, bad_request


@dataclass(frozen=True, slots=True)
class Upload:
    """A file part of a multipart request."""

    name: str
    type: str
    data: bytes

    def summary(self) -> Json:
        """Return name, size in bytes and SHA-256, for the record of calls."""
        digest = hashlib.sha256(self.data).hexdigest()
        return {"name": self.name, "type": self.type, "size": len(self.data), "sha256": digest}


@dataclass(frozen=True, slots=True)
class Call:
    """A call; values are strings (form) or JSON values, so every getter converts."""

    method: str
    params: Mapping[str, Any]
    uploads: Mapping[str, Upload]

    def text(self, name: str, default: str = "") -> str:
        """Return a string parameter."""
        value = self.params.get(name)
        return default if value is None else str(value)

    def integer(self, name: str, default: int = 0) -> int:
        """Return an integer parameter; a word where a number belongs is refused."""
        value = self.params.get(name)
        if value is None or value == "":
            return default
        try:
            return int(value)
        except (TypeError, ValueError):
            raise bad_request(f"invalid {name} specified") from None

    def boolean(self, name: str) -> bool:
        """Return a flag; forms send `true`, `True` or `1`."""
        return str(self.params.get(name, "")).lower() in {"true", "1", "yes"}

    def json(self, name: str) -> Any:
        """Return a JSON-serialised parameter, None where it is absent."""
        value = self.params.get(name)
        if not isinstance(value, str) or not value:
            return value or None
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {name} JSON object") from None


async def read_call(request: web.Request) -> Call:
    """Read a call from the query string and a JSON, urlencoded or multipart body."""
    params: Json = dict(request.query)
    uploads: dict[str, Upload] = {}
    match request.content_type:
        case "application/json":
            params |= await _json_body(request)
        case "application/x-www-form-urlencoded":
            params |= dict(await request.post())
        case "multipart/form-data":
            await _read_parts(request, params, uploads)
    return Call(request.match_info["method"], params, uploads)


async def _json_body(request: web.Request) -> Json:
    try:
        body = await request.json()
    except ValueError:
        raise bad_request("can't parse request JSON object") from None
    if not isinstance(body, dict):
        raise bad_request("can't parse request JSON object")
    return body


async def _read_parts(request: web.Request, params: Json, uploads: dict[str, Upload]) -> None:
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or part.name is None:
            continue
        if part.filename is None:
            params[part.name] = await part.text()
        else:
            kind = part.headers.get("Content-Type", "application/octet-stream")
            data = bytes(await part.read(decode=False))
            uploads[part.name] = Upload(part.filename, kind, data)
