"""One scrape shows what all workers have done, whichever answers it."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import suppress

import pytest

from live.simulate.door import enter
from tests.live.figures import Figures, figures
from tests.live.gathering import SECONDS, together
from tests.live.witness import Witness
from tests.workers.conftest import WORKERS
from tests.workers.several import Several

SOCKETS = 12


async def until(server: Several, holds: Callable[[Figures], bool]) -> Figures:
    """The figures once something is true of them; each look is a request of its own."""
    async with asyncio.timeout(SECONDS):
        while True:
            with suppress(OSError):  # it had come to a worker that was killed
                found = await figures(server.url)
                if holds(found):
                    return found


def whole(found: Figures) -> bool:
    return found["workers"] == WORKERS and found["bus_up"] == 1


async def one_is_killed(server: Several) -> None:
    """Returns when another has taken its place."""
    before = server.workers
    os.kill(min(before), signal.SIGKILL)
    await server.becomes(lambda: len(server.workers - before) == 1)


@pytest.fixture(scope="module")
async def crowd(server: Several) -> AsyncIterator[list[Witness]]:
    links = await server.create_session()
    cookie = await enter(links.moderator_url, "Mona")
    crowd = [Witness(server.url, links.code, cookie) for _ in range(SOCKETS)]
    await together(witness.start() for witness in crowd)
    yield crowd
    await together(witness.stop() for witness in crowd)


async def test_any_worker_tells_of_all(server: Several, crowd: list[Witness]) -> None:
    await together(who.send("item.add", title="Item") for who in crowd)
    for _ in range(2 * WORKERS):
        found = await until(server, lambda figures: figures["workers"] == WORKERS)
        assert found.sum("connections", role="moderator") == SOCKETS
        assert found.sum("commands_total", command="item.add", outcome="done") == SOCKETS


async def test_what_a_worker_did_still_counts_when_it_is_gone(
    server: Several, crowd: list[Witness]
) -> None:
    await together(who.send("note.post", text="Noted") for who in crowd)
    await one_is_killed(server)
    found = await until(server, lambda figures: figures["connections"] == SOCKETS)
    assert found.sum("commands_total", command="note.post", outcome="done") == SOCKETS


async def test_what_a_worker_had_does_not_count_when_it_is_gone(server: Several) -> None:
    await one_is_killed(server)
    found = await until(server, whole)
    assert found["database_up"] == 1
