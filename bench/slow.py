"""Those who do not read: ``python -m bench.slow``.

A thousand people hear what a moderator writes, first alone, then beside a hundred who read a byte
a second and twenty who read nothing, by turns. Nobody who reads should notice.
"""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import count, islice
from pathlib import Path

import msgspec

from bench.measure import Load, build, load, median, percentile, resident_kib, run
from bench.occasion import Occasion, occasion

PEOPLE, SLOW, STUCK = 1000, 100, 20
BLOCKS = 4
ROUNDS = 200
PATCH = '{"type":"patch"'
TEXT = "What was said, in words that take their time. " * 80
SMALL_BUFFER = 4096
BYTE_SECONDS = 1.0
SECONDS_TO_ARRIVE = 2.0
HANDSHAKE = (
    "GET {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nCookie: {cookie}\r\n"
    "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Protocol: live.v1\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
)


async def main(folder: Path) -> None:
    build("load", folder)
    alone: list[float] = []
    beside: list[float] = []
    with occasion(folder) as here:
        moderator = await here.moderator()
        await moderator.send("session.open")
        note = str((await moderator.send("note.post", text=TEXT))["note"])
        await moderator.stop()
        cookies = [await here.moderator_cookie(), *await here.people(PEOPLE)]
        others = await here.people(SLOW + STUCK, before=PEOPLE)
        notes = _revisions(note)
        with load(folder / "load", here.port, here.socket_path, cookies) as everybody:
            await everybody.connected()
            await _hear(everybody, notes)
            before = resident_kib(here.pid)
            for _ in range(BLOCKS):
                alone += await _hear(everybody, notes)
                with _not_reading(here, others) as slow:
                    await asyncio.sleep(SECONDS_TO_ARRIVE)
                    reading = asyncio.create_task(_read_on(slow[:SLOW]))
                    beside += await _hear(everybody, notes)
                    reading.cancel()
            grown = resident_kib(here.pid) - before
    print(f"Slow readers: {len(alone)} times a note of {len(TEXT):,} characters to {PEOPLE + 1:,}")
    _tell("nobody slow", alone)
    _tell(f"{SLOW} slow, {STUCK} stuck", beside)
    print(f"  {percentile(beside, 0.99) / percentile(alone, 0.99):.2f} times the p99")
    print(f"  the server has grown by {grown / 1024:.0f} MiB meanwhile")


async def _hear(everybody: Load, notes: Iterator[str]) -> list[float]:
    return [(await everybody.say(PATCH, note))[0] for note in islice(notes, ROUNDS)]


def _tell(who: str, seconds: list[float]) -> None:
    print(
        f"  {who:22} to the last who reads: p50 {median(seconds) * 1e3:5.1f} ms, "
        f"p99 {percentile(seconds, 0.99) * 1e3:5.1f} ms"
    )


@contextmanager
def _not_reading(here: Occasion, cookies: list[str]) -> Iterator[list[socket.socket]]:
    """Connections that have been asked for; their ends take as little as they can."""
    host = f"127.0.0.1:{here.port}"
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in cookies]
        for one, cookie in zip(sockets, cookies, strict=True):
            one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL_BUFFER)
            one.connect(("127.0.0.1", here.port))
            request = HANDSHAKE.format(path=here.socket_path, host=host, cookie=cookie)
            one.sendall(request.encode())
            one.setblocking(False)
        yield sockets


async def _read_on(sockets: list[socket.socket]) -> None:
    """A byte of each, now and then; who was cut off is left alone."""
    left = list(sockets)
    while left:
        await asyncio.sleep(BYTE_SECONDS)
        left = [one for one in left if _takes_a_byte(one)]


def _takes_a_byte(one: socket.socket) -> bool:
    try:
        return one.recv(1) != b""
    except BlockingIOError:
        return True
    except OSError:
        return False


def _revisions(note: str) -> Iterator[str]:
    for nth in count(1):
        arguments = {"note": note, "revision": nth, "text": f"{nth} {TEXT}"[:3800]}
        command = {"id": f"revision {nth}", "do": "note.revise", "with": arguments}
        yield msgspec.json.encode(command).decode()


if __name__ == "__main__":
    run(main)
