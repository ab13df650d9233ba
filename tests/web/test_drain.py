"""A server that was told to stop lets everybody go, and waits for nobody for long."""

import asyncio
import os
import signal
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.live.raw import raw_connection
from tests.servers import Server
from tests.web.seats import Seat, of_moderator
from tests.web.sockets import SECONDS, command, ended, heard, opened

OK = "http/1.1 200 ok"


@pytest.fixture
async def own(tmp_path: Path) -> AsyncIterator[Server]:
    """A server that can be stopped without harm to others."""
    running = Server(tmp_path)
    await running.start()
    yield running
    await running.stop()


@pytest.fixture
async def seat(own: Server) -> Seat:
    return await of_moderator(own.url, await own.create_session())


@asynccontextmanager
async def line(server: Server) -> AsyncIterator[tuple[StreamReader, StreamWriter]]:
    """A connection on which several requests can be made."""
    async with asyncio.timeout(SECONDS):
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        writer.write(get("/healthz"))
        assert (await head(reader))[0] == OK
        yield reader, writer
        writer.close()


def get(path: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: here\r\n\r\n".encode()


async def head(reader: StreamReader) -> list[str]:
    """What is answered, without the body."""
    lines = (await reader.readuntil(b"\r\n\r\n")).decode().lower().split("\r\n")
    size = next(int(line.split()[1]) for line in lines if line.startswith("content-length"))
    await reader.readexactly(size)
    return lines


async def test_it_says_that_it_is_not_ready(own: Server, seat: Seat) -> None:
    async with silent(own, seat), line(own) as (reader, writer):
        stopping = asyncio.create_task(own.stop())
        answer = [OK]
        while "connection: close" not in answer:
            writer.write(get("/readyz"))
            answer = await head(reader)
        assert answer[0] == "http/1.1 503 service unavailable"
        await stopping


@asynccontextmanager
async def silent(server: Server, seat: Seat) -> AsyncIterator[None]:
    """Somebody is there who does not answer a goodbye."""
    async with raw_connection(seat, server.port) as raw:
        assert (await raw.frame())["type"] == "welcome"
        yield


async def test_whoever_does_not_answer_the_goodbye_does_not_keep_it(
    own: Server, seat: Seat
) -> None:
    async with silent(own, seat):
        await own.stop()


async def test_it_takes_nobody_in_any_more(own: Server, seat: Seat) -> None:
    async with opened(seat.url, seat.code, seat.cookie) as socket, silent(own, seat):
        await heard(socket, "welcome")
        stopping = asyncio.create_task(own.stop())
        await heard(socket, "bye")
        with pytest.raises(OSError, match="Connect call failed"):
            await asyncio.open_connection("127.0.0.1", own.port)
        await stopping


async def test_a_goodbye_comes_before_the_end(own: Server, seat: Seat) -> None:
    async with opened(seat.url, seat.code, seat.cookie) as socket:
        await heard(socket, "welcome")
        stopping = asyncio.create_task(own.stop())
        bye = await heard(socket, "bye")
        assert (bye["reason"], bye["reconnect_within_ms"]) == ("restart", 10_000)
        assert await ended(socket) == 1012
        await stopping


async def test_one_process_says_goodbye_also_when_it_is_to_be_renewed(
    own: Server, seat: Seat
) -> None:
    async with opened(seat.url, seat.code, seat.cookie) as socket:
        await heard(socket, "welcome")
        os.kill(own.pid, signal.SIGHUP)
        assert (await heard(socket, "bye"))["reason"] == "restart"
        assert await ended(socket) == 1012


async def test_a_request_under_way_is_answered(own: Server, seat: Seat) -> None:
    async with opened(seat.url, seat.code, seat.cookie) as socket, line(own) as (reader, writer):
        body = command("item.add", {"title": "Opening"}).encode()
        writer.write(request(own, seat, len(body)) + body[:5])
        await heard(socket, "welcome")
        stopping = asyncio.create_task(own.stop())
        await heard(socket, "bye")
        writer.write(body[5:])
        assert (await head(reader))[0] == OK
        await stopping


def request(server: Server, seat: Seat, size: int) -> bytes:
    lines = (
        f"POST /s/{seat.code}/do HTTP/1.1",
        "Host: here",
        f"Origin: {server.url}",
        f"Cookie: {seat.cookie}",
        "Content-Type: application/json",
        f"Content-Length: {size}",
    )
    return "".join(f"{line}\r\n" for line in (*lines, "")).encode()
