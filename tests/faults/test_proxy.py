"""The proxy does to a connection what it is told, and nothing else."""

import asyncio
import errno
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from random import Random

import pytest

from tests.faults.postgres_wire import LostCommits
from tests.faults.proxy import LOOPBACK, Proxy, through
from tests.faults.quality import Quality
from tests.faults.redis_wire import Messages, Rates, end_of_value, is_message

SECONDS = 20
Ends = tuple[StreamReader, StreamWriter]


@pytest.fixture
async def echo() -> AsyncIterator[tuple[str, int]]:
    """A server that says again what it is told."""

    async def answer(reader: StreamReader, writer: StreamWriter) -> None:
        try:
            while said := await reader.read(65536):
                writer.write(said)
                await writer.drain()
        except OSError:
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(answer, LOOPBACK, 0)
    yield server.sockets[0].getsockname()[:2]
    server.close()


@pytest.fixture
async def proxy(echo: tuple[str, int]) -> AsyncIterator[Proxy]:
    async with asyncio.timeout(SECONDS), through(echo) as made:
        yield made


@asynccontextmanager
async def called(proxy: Proxy) -> AsyncIterator[Ends]:
    """A connection by way of the proxy, over which a word has gone."""
    reader, writer = await asyncio.open_connection(LOOPBACK, proxy.port)
    try:
        assert await said((reader, writer), b"hello") == b"hello"
        yield reader, writer
    finally:
        writer.close()


async def said(ends: Ends, words: bytes) -> bytes:
    ends[1].write(words)
    return await ends[0].readexactly(len(words))


async def test_what_is_said_passes_whole(proxy: Proxy) -> None:
    words = Random(1).randbytes(300_000)
    async with called(proxy) as ends:
        assert await said(ends, words) == words


async def test_an_end_passes(proxy: Proxy) -> None:
    async with called(proxy) as (reader, writer):
        writer.write_eof()
        assert await reader.read() == b""


async def test_a_connection_that_ended_is_forgotten(proxy: Proxy) -> None:
    async with called(proxy) as (reader, writer):
        [line] = proxy.lines
        writer.write_eof()
        await reader.read()
        await asyncio.wait(line.tasks)
    assert not proxy.lines


async def test_latency_is_waited_for_both_ways(proxy: Proxy) -> None:
    now = asyncio.get_running_loop().time
    async with called(proxy) as ends:
        proxy.spoil(Quality(round_trip_s=0.2, jitter_s=0.05, kbit_s=8_000))
        began = now()
        assert await said(ends, b"late") == b"late"
        assert now() - began >= 0.2


async def test_a_narrow_line_takes_its_time(proxy: Proxy) -> None:
    now = asyncio.get_running_loop().time
    async with called(proxy) as ends:
        proxy.spoil(Quality(kbit_s=800))
        began = now()
        await said(ends, bytes(20_000))
        assert now() - began >= 0.2


async def test_loss_holds_up_what_follows_in_its_order(proxy: Proxy) -> None:
    words = Random(2).randbytes(30_000)
    async with called(proxy) as ends:
        proxy.spoil(Quality(loss=0.2, kbit_s=80_000))
        assert await said(ends, words) == words


async def test_what_is_held_arrives_later(proxy: Proxy) -> None:
    async with called(proxy) as (reader, writer):
        proxy.hold()
        writer.write(b"later")
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(reader.readexactly(5), 0.1)
        proxy.release()
        assert await reader.readexactly(5) == b"later"


async def test_what_is_swallowed_never_arrives(proxy: Proxy) -> None:
    async with called(proxy) as (reader, writer):
        proxy.swallow()
        writer.write(b"never")
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(reader.readexactly(1), 0.1)
        proxy.swallow(swallowing=False)
        assert await said((reader, writer), b"again") == b"again"


async def test_a_reset_is_heard_at_both_ends(echo: tuple[str, int]) -> None:
    async with (
        asyncio.timeout(SECONDS),
        through(echo) as outer,
        through(place_of(outer)) as inner,
        called(inner) as (reader, _),
    ):
        outer.reset()
        with pytest.raises(ConnectionResetError) as heard:
            await reader.readexactly(1)
        assert heard.value.errno == errno.ECONNRESET


def place_of(proxy: Proxy) -> tuple[str, int]:
    return LOOPBACK, proxy.port


async def test_whoever_is_half_open_hears_nothing(proxy: Proxy) -> None:
    async with called(proxy) as (reader, writer):
        proxy.desert()
        writer.write(b"anybody?")
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(reader.read(1), 0.1)


async def test_refused_connections_come_back_later(proxy: Proxy) -> None:
    async with called(proxy) as old:
        proxy.refuse()
        with pytest.raises(ConnectionRefusedError):
            await asyncio.open_connection(LOOPBACK, proxy.port)
        assert await said(old, b"still") == b"still"
    await proxy.listen()
    async with called(proxy):
        pass


# PostgreSQL


def message(kind: bytes, content: bytes) -> bytes:
    return kind + (len(content) + 4).to_bytes(4, "big") + content


COMMITTED = message(b"C", b"COMMIT\0") + message(b"Z", b"I")


async def answered(commits: LostCommits, asked: bytes, answer: bytes) -> bytes:
    """What a client hears of an answer that comes in two pieces."""

    async def answering(reader: StreamReader, writer: StreamWriter) -> None:
        await reader.readexactly(len(asked))
        for piece in (answer[:9], answer[9:]):
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(0)
        await reader.read()
        writer.close()

    server = await asyncio.start_server(answering, LOOPBACK, 0)
    place = server.sockets[0].getsockname()[:2]
    async with asyncio.timeout(SECONDS), through(place, commits.spoiler) as proxy:
        reader, writer = await asyncio.open_connection(LOOPBACK, proxy.port)
        writer.write(asked)
        try:
            return await reader.readexactly(len(answer))
        except (asyncio.IncompleteReadError, ConnectionResetError):
            return b""
        finally:
            writer.close()
            server.close()


async def test_the_answer_to_a_commit_is_lost() -> None:
    commits = LostCommits()
    commits.lose()
    assert await answered(commits, b"COMMIT", COMMITTED) == b""
    assert commits.lost == 1
    assert await answered(commits, b"COMMIT", COMMITTED) == COMMITTED


async def test_other_answers_are_not_lost() -> None:
    commits = LostCommits()
    commits.lose()
    row = message(b"D", b"a row that says COMMIT\0") + message(b"C", b"SELECT 1\0")
    assert await answered(commits, b"SELECT", row) == row
    assert await answered(commits, b"BEGIN READ ONLY", COMMITTED) == COMMITTED


# Redis

PUSH = b">3\r\n$7\r\nmessage\r\n$2\r\nch\r\n$3\r\nabc\r\n"
OLD = b"*3\r\n$7\r\nmessage\r\n$2\r\nch\r\n$3\r\nabc\r\n"
REPLY = b"+PONG\r\n"
MAP = b"%1\r\n$1\r\na\r\n*2\r\n:1\r\n$-1\r\n"


@pytest.mark.parametrize("value", [PUSH, OLD, REPLY, MAP, b"_\r\n", b"*-1\r\n", b"=5\r\ntxt:a\r\n"])
def test_a_value_ends_where_it_ends(value: bytes) -> None:
    assert end_of_value(value + REPLY) == len(value)
    assert all(end_of_value(value[:short]) is None for short in range(len(value)))


def test_what_was_published_is_told_from_answers() -> None:
    subscribed = PUSH.replace(b"$7\r\nmessage", b"$9\r\nsubscribe")
    assert [is_message(value) for value in (PUSH, OLD, REPLY, MAP, subscribed)] == [
        *(True, True),
        *(False, False, False),
    ]


def passed(rates: Rates, *values: bytes) -> bytes:
    messages = Messages(rates, Random(0))
    whole = b"".join(values)
    return b"".join(messages.down(whole[at : at + 5]) for at in range(0, len(whole), 5))


def nth(number: int) -> bytes:
    return PUSH.replace(b"abc", f"{number:03}".encode())


def test_messages_pass_as_they_are() -> None:
    values = [nth(1), REPLY, nth(2)]
    assert passed(Rates(), *values) == b"".join(values)


def test_messages_are_lost() -> None:
    rates = Rates(lost=1)
    assert passed(rates, nth(1), REPLY, nth(2)) == REPLY
    assert rates.harmed == 2


def test_messages_come_twice() -> None:
    assert passed(Rates(doubled=1), nth(1), REPLY) == nth(1) + nth(1) + REPLY


def test_messages_come_after_what_follows() -> None:
    assert passed(Rates(swapped=1), nth(1), REPLY, nth(2), nth(3)) == REPLY + nth(1) + nth(2)
