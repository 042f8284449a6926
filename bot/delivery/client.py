"""How requests reach the Bot API: one aiohttp session for each kind, kept open between requests.

PTB's own backend, httpx, costs 1.5 ms of processor a request and copies an upload several times;
aiohttp costs a third and reads a file from where it is (docs/benchmarks.md). What this one knows
in addition is whether a request that failed can have arrived: see `never_arrived`.
"""

from __future__ import annotations

import io
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final, TypeAlias
from urllib.request import getproxies, proxy_bypass

from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientSession,
    ClientTimeout,
    ConnectionTimeoutError,
    DummyCookieJar,
    MultipartWriter,
    TCPConnector,
    hdrs,
)
from telegram import Bot
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

DEFAULT: Final = BaseRequest.DEFAULT_NONE
Timeout: TypeAlias = Any
"""Seconds, None, or `DEFAULT`, whose type PTB keeps private."""
JSON: Final = {hdrs.CONTENT_TYPE: "application/json"}


class Upload(MultipartWriter):
    """A request with files, which knows whether all of it was handed to the network."""

    def __init__(self, data: RequestData) -> None:
        """Take PTB's parameters and files; no file's bytes are copied."""
        super().__init__("form-data")
        self.written = False
        for name, value in data.json_parameters.items():
            self._add(name, value)
        for name, (file_name, content, kind) in data.multipart_data.items():
            stream = io.BytesIO(content) if isinstance(content, bytes) else content
            self._add(name, stream, {hdrs.CONTENT_TYPE: kind}, filename=file_name)

    async def write(self, writer: Any, close_boundary: bool = True) -> None:
        """Write everything; a fault in the middle leaves `written` false."""
        await super().write(writer, close_boundary)
        self.written = True

    def _add(
        self, name: str, value: Any, headers: dict[str, str] | None = None, **more: str
    ) -> None:
        part = self.append(value, headers)
        part.set_content_disposition("form-data", quote_fields=False, name=name, **more)


class HalfSentError(ClientError):
    """The connection broke off before the last byte of a file: nobody can act on that."""


class Client(BaseRequest):
    """PTB's way to the Bot API; timeouts in seconds."""

    __slots__ = ("_connect", "_connections", "_proxies", "_read", "_session", "_upload")

    def __init__(
        self, connections: int, *, read: float = 5.0, connect: float = 30.0, upload: float = 60.0
    ) -> None:
        """Take the most connections, and how long to wait for an answer, a connection, a file."""
        self._connections = connections
        self._read = read
        self._connect = connect
        self._upload = upload
        self._session: ClientSession | None = None
        self._proxies: dict[URL, str | None] = {}

    @property
    def session(self) -> ClientSession:
        """The open session; raises `RuntimeError` where there is none."""
        if self._session is None:
            raise RuntimeError("the client is not initialised")
        return self._session

    @property
    def read_timeout(self) -> float:
        """How long an answer is waited for; PTB adds the length of a long poll to it."""
        return self._read

    async def initialize(self) -> None:
        """Open the session, once."""
        if self._session is None:
            self._session = ClientSession(
                connector=TCPConnector(limit=self._connections),
                cookie_jar=DummyCookieJar(),
                headers={hdrs.USER_AGENT: self.USER_AGENT},
            )

    async def shutdown(self) -> None:
        """Close it."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Timeout = DEFAULT,
        write_timeout: Timeout = DEFAULT,
        connect_timeout: Timeout = DEFAULT,
        pool_timeout: Timeout = DEFAULT,  # noqa: ARG002 - a part of `connect_timeout`
    ) -> tuple[int, bytes]:
        """See `BaseRequest.do_request`; raises `NetworkError` and `TimedOut` with their cause."""
        upload = Upload(request_data) if request_data and request_data.contains_files else None
        wait = ClientTimeout(
            connect=_given(connect_timeout, self._connect),
            # The wait for an answer begins with the request, so it covers the file's way too.
            sock_read=_given(read_timeout, self._read)
            + (_given(write_timeout, self._upload) if upload else 0.0),
        )
        try:
            return await self._sent(method, url, upload or _json(request_data), wait)
        except (ClientError, TimeoutError, OSError) as error:
            if upload is not None and not upload.written and not never_arrived(error):
                error = HalfSentError(type(error).__name__)
            # The error's own words may hold the address, and with it the token.
            kind = TimedOut if isinstance(error, TimeoutError) else NetworkError
            raise kind(type(error).__name__) from error

    async def _sent(
        self, method: str, url: str, body: Upload | bytes | None, wait: ClientTimeout
    ) -> tuple[int, bytes]:
        address = URL(url, encoded=True)
        async with self.session.request(
            method, address, data=body, headers=JSON if isinstance(body, bytes) else None,
            timeout=wait, proxy=self.proxy(address),
        ) as response:  # fmt: skip
            return response.status, await response.read()

    def proxy(self, address: URL) -> str | None:
        """Return the proxy that HTTPS_PROXY and its like name for a server, looked up once."""
        server = address.origin()
        if server not in self._proxies:
            direct = proxy_bypass(server.host or "")
            self._proxies[server] = None if direct else getproxies().get(server.scheme)
        return self._proxies[server]


@asynccontextmanager
async def session_of(bot: Bot) -> AsyncIterator[ClientSession]:
    """Give the bot's own open session, so that a download needs no connection of its own."""
    if isinstance(bot.request, Client):
        yield bot.request.session
        return
    async with ClientSession() as session:
        yield session


def never_arrived(cause: BaseException) -> bool:
    """Tell whether the server cannot have acted on a request that failed for this cause."""
    return isinstance(cause, ClientConnectorError | ConnectionTimeoutError | HalfSentError)


def _given(value: Timeout, otherwise: float) -> float:
    return otherwise if value is None or value is DEFAULT else float(value)


def _json(data: RequestData | None) -> bytes | None:
    return json.dumps(data.parameters).encode() if data else None
