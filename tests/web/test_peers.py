"""Both ways to write to a browser: into the socket itself, and by what any ASGI server offers."""

import asyncio
from collections.abc import AsyncIterator, MutableMapping
from contextlib import AbstractAsyncContextManager
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection

from live import wire
from live.office import Links
from live.simulate.client import Client
from live.simulate.replica import Replica
from live.web.peers import AsgiPeer
from tests.web.seats import Seat, of_moderator, of_newcomer
from tests.web.sockets import answer, command, ended, heard, opened
from tests.web.within import ANY, OURS, Way, Within, serving_within

SIGNS = "Was gesagt wurde \u2013 \u0645\u0627 \u0642\u064a\u0644 \U0001f399 "
SIZES = (1, 6, 7, 100, 1000)
"""How often the signs are repeated: frames with every kind of header, and larger than a buffer."""

NOTES = 40


class Hall:
    """A session on a server that writes in one way."""

    def __init__(self, server: Within, links: Links, way: Way, chair: Client) -> None:
        self.server = server
        self.links = links
        self.way = way
        self.chair = chair

    async def newcomer(self) -> Seat:
        return await of_newcomer(self.server.url, self.links)


@pytest.fixture(scope="module", params=[OURS, ANY], ids=str)
async def hall(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Hall]:
    way = request.param
    async with serving_within(tmp_path_factory.mktemp("within"), way) as server:
        links = await server.create_session()
        seat = await of_moderator(server.url, links)
        chair = await Client(server.url, links.code, seat.cookie).start()
        yield Hall(server, links, way, chair)
        await chair.stop()


def sitting(seat: Seat) -> AbstractAsyncContextManager[ClientConnection]:
    return opened(seat.url, seat.code, seat.cookie)


async def kept_up(socket: ClientConnection, seq: int) -> Replica:
    """What somebody knows who has read everything up to a ``seq``."""
    replica = Replica()
    replica.welcome(await heard(socket, "welcome"))
    while replica.seq < seq:
        replica.patch(await heard(socket, "patch"))
    return replica


async def test_it_is_the_way_that_is_meant(hall: Hall) -> None:
    room = await hall.server.room(hall.links)
    assert {type(connection.peer) for connection in room.hub} == {hall.way.peer}


@pytest.mark.parametrize("size", SIZES)
async def test_a_text_arrives_as_it_was_sent(hall: Hall, size: int) -> None:
    async with sitting(await hall.newcomer()) as socket:
        written = (SIGNS * size)[:19_000].strip()
        posted = await hall.chair.ask("note.post", {"text": written})
        replica = await kept_up(socket, posted["seq"])
    assert replica.documents[f"note/{posted['result']['note']}"]["text"] == written


async def test_whoever_reads_late_misses_nothing(hall: Hall) -> None:
    async with sitting(await hall.newcomer()) as socket:
        posted = [
            await hall.chair.ask("note.post", {"text": f"{nth} {SIGNS * 500}"})
            for nth in range(NOTES)
        ]
        replica = await kept_up(socket, posted[-1]["seq"])
    await hall.chair.until(lambda: hall.chair.replica.seq >= replica.seq)
    assert {frame["result"]["note"] for frame in posted} <= replica.of("note").keys()
    for key, document in replica.documents.items():
        assert document.items() <= hall.chair.documents[key].items()  # staff see more


async def test_answers_come_in_the_order_of_their_commands(hall: Hall) -> None:
    raw = [command("person.edit", {"name": f"Ada {nth}"}, f"{nth}") for nth in range(40)]
    async with sitting(await hall.newcomer()) as socket:
        await asyncio.gather(*map(socket.send, raw))
        done = [await heard(socket, "done") for _ in raw]
    assert [frame["id"] for frame in done] == [str(nth) for nth in range(40)]


async def test_whoever_leaves_is_answered_before_the_goodbye(hall: Hall) -> None:
    async with sitting(await hall.newcomer()) as socket:
        done = await answer(socket, command("person.leave", {}))
        code = await ended(socket)
    assert (done["type"], code, socket.close_reason) == ("done", wire.CLOSE_JOIN_AGAIN, "left")


async def test_whoever_is_removed_is_told_on_every_device(hall: Hall) -> None:
    seat = await hall.newcomer()
    async with sitting(seat) as phone, sitting(seat) as laptop:
        you = (await heard(phone, "welcome"))["you"]
        await heard(laptop, "welcome")
        await hall.chair.send("person.remove", person=you["id"])
        assert [await ended(phone), await ended(laptop)] == [wire.CLOSE_REMOVED] * 2


@pytest.mark.parametrize(
    ("raw", "code"), [(b"\0", wire.CLOSE_BINARY), ("no object", wire.CLOSE_NOT_JSON)]
)
async def test_whoever_breaks_the_protocol_is_told(hall: Hall, raw: str | bytes, code: int) -> None:
    async with sitting(await hall.newcomer()) as socket:
        await socket.send(raw)
        assert await ended(socket) == code


@pytest.mark.parametrize("politely", [True, False])
async def test_whoever_goes_is_let_go(hall: Hall, politely: bool) -> None:
    room = await hall.server.room(hall.links)
    async with sitting(await hall.newcomer()) as socket:
        person = (await heard(socket, "welcome"))["you"]["id"]
        assert person in room.hub.actors()
        if not politely:
            socket.transport.abort()
    last = await hall.newcomer()
    async with sitting(last) as socket:
        while person in room.hub.actors():
            await heard(socket, "now")


# While the network takes nothing


class Network:
    """An ASGI server's way to send, which can be held."""

    def __init__(self) -> None:
        self.sent: list[str] = []
        self.asked = asyncio.Event()
        self.open = asyncio.Event()

    async def send(self, message: MutableMapping[str, Any]) -> None:
        self.asked.set()
        await self.open.wait()
        self.sent.append(message.get("text") or f"{message['code']} {message['reason']}")


async def test_what_waits_is_sent_before_the_goodbye() -> None:
    network = Network()
    peer = AsgiPeer(network.send)
    peer.write(wire.Frame(b"first"))
    await network.asked.wait()
    assert peer.write(wire.Frame(b"second")) == len("firstsecond")
    peer.close(wire.CLOSE_JOIN_AGAIN, "left")
    network.open.set()
    await peer.finish()
    assert network.sent == ["first", "second", "4401 left"]
    assert peer.buffered() == 0


async def test_nothing_is_sent_behind_the_goodbye() -> None:
    network = Network()
    network.open.set()
    peer = AsgiPeer(network.send)
    peer.close(wire.CLOSE_REMOVED, "removed")
    peer.close(wire.CLOSE_JOIN_AGAIN, "left")
    peer.write(wire.Frame(b"late"))
    await peer.finish()
    assert network.sent == ["4403 removed"]
