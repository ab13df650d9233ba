"""The server as a browser reaches it: its address, and pages over a connection that is kept."""

import asyncio
import gzip
from http import HTTPStatus
from ssl import SSLContext, create_default_context
from types import TracebackType
from typing import Self
from urllib.parse import urlencode, urlsplit

from live.simulate.door import TIMEOUT_SECONDS, Answer

MOST_HEAD_BYTES = 64 * 1024
FORM = "application/x-www-form-urlencoded"
BODILESS = {HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED}


class Unreachable(Exception):
    """There was no answer; the message says why, in a word or two."""


class Site:
    def __init__(self, base_url: str) -> None:
        parts = urlsplit(base_url)
        self.origin = f"{parts.scheme}://{parts.netloc}"
        self.host = parts.netloc
        self.name = parts.hostname or ""
        secure = parts.scheme == "https"
        self.port = parts.port or (443 if secure else 80)
        self.tls: SSLContext | None = create_default_context() if secure else None


class Visit:
    """One connection of a browser's, which asks one thing after the other."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        self._hang_up()

    async def get(self, path: str, cookie: str = "") -> Answer:
        return await self.ask("GET", path, {"Cookie": cookie}, b"")

    async def post(self, path: str, form: dict[str, str], cookie: str = "") -> Answer:
        body = urlencode(form).encode()
        headers = {"Content-Type": FORM, "Content-Length": str(len(body)), "Cookie": cookie}
        return await self.ask("POST", path, headers, body)

    async def ask(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
        """Any request; Unreachable. An empty header is none."""
        lines = [f"{method} {path} HTTP/1.1", f"Host: {self._site.host}"]
        lines += [f"Origin: {self._site.origin}", "Accept-Encoding: gzip"]
        lines += [f"{name}: {value}" for name, value in headers.items() if value]
        raw = "\r\n".join((*lines, "", "")).encode() + body
        try:
            async with asyncio.timeout(TIMEOUT_SECONDS):
                return await self._exchange(raw)
        except TimeoutError:
            self._hang_up()
            raise Unreachable("no answer in time") from None
        except (OSError, EOFError, ValueError, asyncio.LimitOverrunError) as fault:
            self._hang_up()
            raise Unreachable(_in_words(fault)) from None

    async def _exchange(self, raw: bytes) -> Answer:
        kept = self._streams is not None
        try:
            return await self._once(raw)
        except (ConnectionError, EOFError):
            if not kept:
                raise
        self._hang_up()  # a server lets go of connections that are quiet, rightly
        return await self._once(raw)

    async def _once(self, raw: bytes) -> Answer:
        reader, writer = self._streams = self._streams or await self._call()
        writer.write(raw)
        await writer.drain()
        answer = await _read(reader)
        if ("connection", "close") in answer.headers:
            self._hang_up()
        return answer

    async def _call(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        site = self._site
        return await asyncio.open_connection(
            site.name, site.port, ssl=site.tls, limit=MOST_HEAD_BYTES
        )

    def _hang_up(self) -> None:
        if self._streams:
            self._streams[1].close()
        self._streams = None


def _in_words(fault: Exception) -> str:
    match fault:
        case ConnectionRefusedError():
            return "connection refused"
        case ConnectionResetError() | EOFError() | BrokenPipeError():
            return "connection cut"
        case OSError():
            return fault.strerror or "no connection"
        case _:
            return "no HTTP"


async def _read(reader: asyncio.StreamReader) -> Answer:
    head = await reader.readuntil(b"\r\n\r\n")
    status, *lines = head.decode("latin-1").rstrip().split("\r\n")
    pairs = (line.partition(":") for line in lines)
    headers = [(name.lower(), value.strip()) for name, _, value in pairs]
    answer = Answer(int(status.split()[1]), headers, b"")
    return Answer(answer.status, headers, await _body(reader, answer))


async def _body(reader: asyncio.StreamReader, answer: Answer) -> bytes:
    headers = dict(answer.headers)
    if answer.status in BODILESS:
        return b""
    if headers.get("transfer-encoding") == "chunked":
        body = await _chunks(reader)
    else:
        body = await reader.readexactly(int(headers.get("content-length", "0")))
    return gzip.decompress(body) if headers.get("content-encoding") == "gzip" else body


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    chunks: list[bytes] = []
    while size := int((await reader.readline()).split(b";")[0], 16):
        chunks.append((await reader.readexactly(size + 2))[:-2])
    await reader.readline()
    return b"".join(chunks)
