"""The WebSocket ``/s/{code}/live``: a browser in a room."""

import asyncio
import re
from collections.abc import Mapping
from urllib.parse import parse_qsl

from starlette.requests import HTTPConnection
from starlette.types import Message, Receive, Scope, Send

from live import metrics, wire
from live.domain.actors import Actor
from live.domain.documents import audience_of
from live.errors import Busy, LiveError, NotFound
from live.room.hub import SWEEP_SECONDS
from live.room.lines import Connection
from live.room.room import Room
from live.room.submission import Done, Submission
from live.store.database import Unavailable
from live.web import identity
from live.web.admission import admitted
from live.web.doors import TooMany
from live.web.found import by_code, rooms_of
from live.web.peers import AsgiPeer, SocketPeer
from live.web.security import same_origin
from live.web.traces import socket_accepted, socket_refused
from live.web.transport import EXTENSION

ADDRESS = re.compile(r"/s/([^/]+)/live")
ADMIT_SECONDS = 5.0
"""How long it may take to find out who somebody is."""

LATER = "try again later"
MOST_DIGITS = 15
"""Of a ``seq`` in an address; no session has had so many events."""


class Refused(Exception):
    """The connection is closed with a code right after it was accepted."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(code)
        self.code = code
        self.reason = reason


async def live(scope: Scope, receive: Receive, send: Send) -> None:
    """ASGI: accept, say welcome, and carry commands in until the browser goes."""
    await receive()
    address = ADDRESS.fullmatch(scope["path"])
    if address is None or not same_origin(scope):
        socket_refused(scope)
        await send({"type": "websocket.close"})
        return
    if not await admitted(scope, send):
        return
    asked = dict(parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True))
    versioned = wire.SUBPROTOCOL in scope["subprotocols"]
    subprotocol = wire.SUBPROTOCOL if versioned else None
    await send(
        {
            "type": "websocket.accept",
            "subprotocol": subprotocol,
            "headers": socket_accepted(scope),
        }
    )
    try:
        if not versioned:
            raise Refused(wire.CLOSE_VERSION, "this server speaks live.v1")
        async with asyncio.timeout(ADMIT_SECONDS):
            room, actor = await _admit(scope, address[1], asked.get("as"))
        if len(room.hub.of(actor.id)) >= wire.MOST_SOCKETS:
            raise Refused(wire.CLOSE_TOO_MANY, "open too often")
    except TimeoutError:
        await send({"type": "websocket.close", "code": wire.CLOSE_LATER, "reason": LATER})
        return
    except Refused as refused:
        await send({"type": "websocket.close", "code": refused.code, "reason": refused.reason})
        return
    await Link(room, actor, _peer(scope, send)).run(asked, receive)


async def _admit(scope: Scope, code: str, role: str | None) -> tuple[Room, Actor]:
    """The room, and whom the badge proves the browser to be."""
    connection = HTTPConnection(scope)
    try:
        row = await by_code(connection, code)
        if row is None:
            raise Refused(wire.CLOSE_NO_SESSION, "there is no such session")
        room = await rooms_of(connection).room(row.id, row.seq)
        badge = identity.choose(await identity.badges(scope, row.id), role)
        if badge is None or _has_left(room, badge.actor):  # perhaps since the badge was looked up
            raise await _turned_away(scope, room)
        if rooms_of(connection).leaving or room.failed:
            raise Refused(wire.CLOSE_RESTART, "restart")
        return room, badge.actor
    except (TooMany, Unavailable):
        raise Refused(wire.CLOSE_LATER, LATER) from None
    except NotFound:  # it was deleted this moment
        raise Refused(wire.CLOSE_NO_SESSION, "there is no such session") from None


def _has_left(room: Room, actor: Actor) -> bool:
    who = room.session.people.everyone.get(actor.id)
    return who is not None and who.left


async def _turned_away(scope: Scope, room: Room) -> Refused:
    """Whoever was removed is not asked to join again."""
    held = await identity.badges(scope, room.session_id, revoked=True)
    everyone = room.session.people.everyone
    if any(badge.actor.id in everyone and everyone[badge.actor.id].removed for badge in held):
        return Refused(wire.CLOSE_REMOVED, "removed")
    return Refused(wire.CLOSE_JOIN_AGAIN, "join again")


def _seq(written: str) -> int | None:
    proper = written.isascii() and written.isdigit() and len(written) <= MOST_DIGITS
    return int(written) if proper else None


def _peer(scope: Scope, send: Send) -> SocketPeer | AsgiPeer:
    shown = scope.get("extensions", {}).get(EXTENSION)
    return shown["peer"] if shown else AsgiPeer(send)


class Link:
    """One browser's connection to a room: what comes in, and the answers to it."""

    def __init__(self, room: Room, actor: Actor, peer: SocketPeer | AsgiPeer) -> None:
        self.room = room
        self.actor = actor
        self.peer = peer
        self.connection: Connection
        self.over = False

    async def run(self, asked: Mapping[str, str], receive: Receive) -> None:
        """``asked``: what the browser's address says of what it knows, and wants to see."""
        self.connection = self.room.attach(
            self.actor,
            audience_of(self.actor.role, asked.get("audience")),
            self.peer,
            _seq(asked.get("since", "")),
            asked.get("epoch", ""),
        )
        try:
            while not self.over:
                await self._until_it_listens()
                message = await receive()
                if message["type"] == "websocket.disconnect":
                    break
                self._take(message)
        except asyncio.CancelledError:
            if not self.peer.aborted:
                raise
        finally:
            self.room.detach(self.connection)
            await self.peer.finish()

    async def _until_it_listens(self) -> None:
        """Read nothing from whoever leaves the answers lying; the network holds it back then."""
        while not self.room.hub.listens(self.connection):  # noqa: ASYNC110  as often as it sweeps
            await asyncio.sleep(SWEEP_SECONDS)

    def _take(self, message: Message) -> None:
        text = message.get("text")
        if text is None:
            return self._end(wire.CLOSE_BINARY, "text frames only")
        try:
            asked = wire.decode(text)
        except wire.Malformed:
            return self._end(wire.CLOSE_NOT_JSON, "not a JSON object")
        if isinstance(asked.command, LiveError):
            metrics.answered(metrics.UNREAD, asked.command)
            return self._refuse(asked.id, asked.command)
        if self.connection.under_way >= wire.IN_FLIGHT:
            metrics.answered(metrics.UNREAD, Busy())
            return self._refuse(asked.id, Busy())
        self.connection.under_way += 1
        answer = self.room.enqueue(Submission(self.actor, asked.id, asked.command))
        answer.add_done_callback(lambda answer: self._answer(asked.id, answer))
        return None

    def _end(self, code: int, reason: str) -> None:
        """Close, and take nothing of what is still on its way."""
        self.over = True
        self.peer.close(code, reason)

    def _answer(self, command_id: str, answer: "asyncio.Future[Done]") -> None:
        self.connection.under_way -= 1
        if answer.cancelled():
            return
        refusal = answer.exception()
        if refusal is None:
            done = answer.result()
            self._write(wire.done(command_id, done.seq, done.result))
        elif isinstance(refusal, LiveError):
            self._refuse(command_id, refusal)

    def _refuse(self, command_id: str, refusal: LiveError) -> None:
        self._write(wire.refused(command_id, refusal))

    def _write(self, frame: wire.Frame) -> None:
        self.room.hub.answer(self.connection, frame, self.room.seq)
