"""Connections that get nowhere: those who begin to ask and never end, and those who never go."""

import asyncio
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest
from msgspec.structs import replace

from live.web.transport import HEAD_BYTES, Protocol, Requests
from tests.web.meeting import Meeting, held
from tests.web.sockets import SECONDS, heard, opened
from tests.web.within import OURS, Within, serving_within

SOON = 0.5
REQUEST = b"GET /healthz HTTP/1.1\r\nHost: here\r\n\r\n"
HANDSHAKE = (
    b"GET /s/AAAAAAAA/live HTTP/1.1\r\nHost: here\r\nConnection: Upgrade\r\n"
    b"Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
)


class Hasty(Requests):
    head_seconds = SOON


class Curt(Protocol):
    close_seconds = SOON


@pytest.fixture(scope="module")
async def server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Within]:
    way = replace(OURS, requests=Hasty, protocol=Curt)
    async with serving_within(tmp_path_factory.mktemp("within"), way) as running:
        yield running


@pytest.fixture(scope="module")
async def meeting(server: Within) -> AsyncIterator[Meeting]:
    async with held(server.url, await server.create_session()) as meeting:
        yield meeting


@asynccontextmanager
async def line(server: Within) -> AsyncIterator[tuple[StreamReader, StreamWriter]]:
    async with asyncio.timeout(SECONDS):
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        yield reader, writer
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()


async def status(reader: StreamReader) -> int:
    """Of the answer that comes next; its body is read as well."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
    _, _, size = head.partition("content-length: ")
    await reader.readexactly(int(size.split()[0]) if size else 0)
    return int(head.split()[1])


# Who begins to ask


@pytest.mark.parametrize("begun", [b"G", REQUEST[:-2], HANDSHAKE, HANDSHAKE + b"X: "])
async def test_whoever_never_asks_to_the_end_is_let_go(server: Within, begun: bytes) -> None:
    async with line(server) as (reader, writer):
        writer.write(begun)
        assert await status(reader) == 408
        assert await reader.read() == b""


async def test_whoever_never_asks_at_all_is_let_go(server: Within) -> None:
    async with line(server) as (reader, _):
        assert await reader.read() == b""


async def test_no_byte_now_and_then_buys_more_time(server: Within) -> None:
    async with line(server) as (reader, writer):
        answer = asyncio.create_task(status(reader))
        writer.write(HANDSHAKE + b"X: ")
        while not answer.done():
            writer.write(b"x")
            await asyncio.wait([answer], timeout=SOON / 10)
        assert answer.result() == 408


async def test_each_request_of_a_connection_is_to_be_asked_in_time(server: Within) -> None:
    async with line(server) as (reader, writer):
        writer.write(REQUEST)
        assert await status(reader) == 200
        writer.write(REQUEST[:-2])
        assert await status(reader) == 408


async def test_the_head_of_a_request_has_a_bound(server: Within) -> None:
    async with line(server) as (reader, writer):
        writer.write(REQUEST[:-2] + b"X: " + b"x" * HEAD_BYTES)
        assert await status(reader) == 431
        assert await reader.read() == b""


@pytest.mark.parametrize("head", [HANDSHAKE, HANDSHAKE.replace(b"GET", b"POST")])
async def test_a_handshake_that_is_none_is_refused(server: Within, head: bytes) -> None:
    async with line(server) as (reader, writer):
        writer.write(head + b"Sec-WebSocket-Key: short\r\n\r\n")
        assert await status(reader) in (400, 405)


async def test_what_does_not_fit_into_an_address_is_refused(server: Within) -> None:
    async with line(server) as (reader, writer):
        key = b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
        writer.write(HANDSHAKE.replace(b"AAAAAAAA", b"\xff\xfe") + key)
        assert await status(reader) in (400, 403)


async def test_whoever_has_asked_stays(server: Within, meeting: Meeting) -> None:
    async with opened(meeting.url, meeting.links.code, meeting.seat.cookie) as socket:
        await heard(socket, "welcome")
        async with line(server) as (reader, _):
            assert await reader.read() == b""
        await (await socket.ping())
