"""All rooms of this process: found by code, loaded once, let go when nobody is there."""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Iterator, Sequence
from contextvars import Context
from functools import partial
from random import random
from secrets import token_hex
from time import monotonic

import msgspec

from live import metrics, wire
from live.domain.actors import Actor, Ask, PersonId, Role
from live.domain.agenda import AddItem
from live.domain.deadlines import next_deadline
from live.domain.events import encode
from live.domain.founding import found
from live.domain.life import Plan
from live.domain.polls import CreatePoll
from live.domain.session import Event, fold
from live.room import sighting
from live.room.bus import Bus
from live.room.farewell import Farewell
from live.room.lines import Connection
from live.room.room import Room
from live.room.services import Services
from live.store import badges, journal, links, sessions, uploads, wall
from live.store.badges import Badge
from live.store.connection import Connection as DatabaseConnection
from live.store.database import OutcomeUnknown, Unavailable
from live.store.sessions import Session
from live.store.together import Together
from live.store.tokens import new_token, token_hash

IDLE_SECONDS = 600.0
EXPIRE_SECONDS = 600.0
TAKE_UP_SECONDS = 30.0
LOOK_SECONDS = 1.0
LOOK_WITHOUT_BUS_SECONDS = 0.25
"""How often the database is looked at for what others have written."""

LINK_ROLES = (Role.MODERATOR, Role.RAPPORTEUR, Role.SCREEN)
FOUNDER = Actor(PersonId("founder"), Role.SYSTEM)

logger = logging.getLogger(__name__)


class Created(msgspec.Struct, frozen=True):
    """A new session, and the tokens of its links, which are kept nowhere else in the clear."""

    session_id: str
    code: str
    tokens: dict[Role, str]


class Rooms:
    """The sessions of the database, and those of them that are live here."""

    def __init__(self, services: Services) -> None:
        self.services = services
        self.database = database = services.database
        self.clock = services.clock
        self.badges = Together[bytes, Badge](
            lambda hashes: database.read(partial(badges.find, hashes=hashes, revoked=True))
        )
        """By the hashes of their tokens, those too that were revoked."""
        self._by_code = Together[str, Session](
            lambda codes: database.read(partial(sessions.by_codes, codes=codes))
        )
        self._rooms: dict[str, asyncio.Task[Room]] = {}
        self._used_at: dict[str, float] = {}
        self._by_itself: list[asyncio.Task[None]] = []
        self._ending: set[asyncio.Task[None]] = set()
        self.forgetting: list[Callable[[str], None]] = []
        """Whom to tell of a session of which something was erased, or that was deleted."""
        self.deleted: list[Callable[[str], None]] = []
        """Whom to tell of a session that was deleted here."""
        self.leaving = False

    async def create(
        self, plan: Plan, items: Sequence[AddItem] = (), drafts: Sequence[CreatePoll] = ()
    ) -> Created:
        """Found a session under the plan's code; Invalid or TooLong if the plan cannot be."""
        created = Created(f"s_{token_hex(9)}", plan.code, {r: new_token() for r in LINK_ROLES})
        ask = Ask(FOUNDER, created.session_id, self.clock.now())
        events = found(plan, items, drafts, ask)
        await self.database.write(partial(_found, created=created, events=events, ask=ask))
        return created

    @property
    def bus(self) -> Bus:
        return self.services.bus

    async def every(self) -> list[Session]:
        return await self.database.read(sessions.every)

    async def find(self, code: str) -> Session | None:
        """The session that has a canonical join code."""
        return (await self._by_code.find([code])).get(code)

    async def room(self, session_id: str, seq: int = 0) -> Room:
        """The live session, which knows all up to ``seq``; it is loaded once, whoever asks.

        Who has asked can use it for IDLE_SECONDS: only then is it let go.
        """
        self._used_at[session_id] = monotonic()
        task = self._rooms.get(session_id)
        if task is None or _failed(task):
            self._end(task)
            task = self._rooms[session_id] = asyncio.create_task(
                self._start(session_id),
                context=Context(),  # it outlives the request
            )
            task.add_done_callback(partial(self._forget_failed, session_id))
            self._begin()
        room = await asyncio.shield(task)
        await room.reach(seq)
        # It may have failed on the way: its journal is another one by now.
        return await self.room(session_id) if room.failed else room

    async def room_now(self, session_id: str) -> Room:
        """The live session, which knows all that any worker has written until now."""
        heads = await self.database.read(partial(sessions.heads, session_ids=[session_id]))
        return await self.room(session_id, heads[session_id].seq if heads else 0)

    async def keep_up(self) -> None:
        """Take up the sessions that go on, now and from time to time."""
        while True:
            with contextlib.suppress(Unavailable, OutcomeUnknown):  # then the next time
                await self.take_up()
            await asyncio.sleep(TAKE_UP_SECONDS)

    async def take_up(self) -> None:
        """Load the sessions that go on, and fall to this worker: what is due in them does not
        wait until somebody comes."""
        running = await self.database.read(sessions.running)
        ours = filter(self.services.company.responsible, running)
        await asyncio.gather(*map(self.room, ours), return_exceptions=True)

    async def expire(self) -> None:
        """Delete the sessions that are to be kept no longer, now and from time to time."""
        while True:
            with contextlib.suppress(Unavailable, OutcomeUnknown):  # then the next time
                await self.let_expire(await self.surely())
            await asyncio.sleep(EXPIRE_SECONDS)

    async def surely(self) -> int:
        """The earlier of this worker's time and the database's: what is deleted is gone."""
        there = await self.database.read(wall.now)
        here = self.clock.now()
        return here if there is None else min(here, there)

    async def let_expire(self, now: int) -> None:
        """Delete those whose time is over; ``now`` in ms since 1970."""
        await self.database.write(partial(uploads.expire, now=now))
        for session_id in await self.database.read(partial(sessions.expired, now=now)):
            await self.delete(session_id)

    async def delete(self, session_id: str) -> None:
        """Delete a session with all that was said in it; whoever is there is sent away."""
        await self._dissolve(session_id)
        await self.database.write(partial(sessions.delete_all, session_id=session_id))
        self._forget(session_id)
        for tell in self.deleted:
            tell(session_id)
        self.database.scrub()

    async def _dissolve(self, session_id: str) -> None:
        task = self._rooms.pop(session_id, None)
        self._used_at.pop(session_id, None)
        if task is not None and not _failed(task):
            await (await task).dissolve()

    async def _start(self, session_id: str) -> Room:
        room = Room(session_id, self.services, partial(self._forget, session_id))
        await room.start()
        return room

    def _begin(self) -> None:
        if not self._by_itself:
            work = (self._sweep(), self._watch())
            self._by_itself = [asyncio.create_task(one) for one in work]

    def _end(self, failed: "asyncio.Task[Room] | None") -> None:
        """Let a room that has failed finish."""
        if failed is None or failed.cancelled() or failed.exception():
            return
        task = asyncio.create_task(failed.result().stop())
        self._ending.add(task)
        task.add_done_callback(self._ending.discard)

    def _forget(self, session_id: str) -> None:
        for forget in self.forgetting:
            forget(session_id)

    def _forget_failed(self, session_id: str, task: asyncio.Task[Room]) -> None:
        if _failed(task) and self._rooms.get(session_id) is task:
            del self._rooms[session_id], self._used_at[session_id]

    async def _sweep(self) -> None:
        while True:
            await asyncio.sleep(IDLE_SECONDS / 10)
            await self.let_go(monotonic())

    async def _watch(self) -> None:
        while True:
            seconds = LOOK_SECONDS if self.services.bus.sound else LOOK_WITHOUT_BUS_SECONDS
            await asyncio.sleep(seconds * (0.8 + 0.4 * random()))
            try:
                await self.look_around()
            except (Unavailable, OutcomeUnknown):
                pass  # then the next time
            except Exception:
                logger.exception("a fault in looking for what others have written")

    async def look_around(self) -> None:
        """Find in the database what no announcement has told."""
        rooms = {room.session_id: room for room in self.here()}
        if not rooms:
            return
        polls = [poll.id for room in rooms.values() for poll in room.session.polls.open()]
        seats = [(room.session_id, who) for room in rooms.values() for who in room.by_link()]
        hosted = sighting.Hosted([*rooms], polls, seats)
        metrics.HEAD_POLLS.inc()
        seen = await self.database.read(partial(sighting.look, hosted=hosted))
        for session_id, room in rooms.items():
            if head := seen.heads.get(session_id):
                room.compare(head, seen.marks)
            else:  # another worker has deleted it
                self._forget(session_id)
                await self._dissolve(session_id)
        for session_id, actor in seen.unseated:
            rooms[session_id].unseat(actor)

    async def let_go(self, now: float) -> None:
        """Unload what nobody has used for a while; ``now`` by the monotonic clock."""
        for session_id, task in list(self._rooms.items()):
            if self._rooms.get(session_id) is not task:
                continue  # it was deleted while another was stopped
            if task.done() and _failed(task):
                del self._rooms[session_id], self._used_at[session_id]
                self._end(task)
            elif self._idle(session_id, task, now):
                del self._rooms[session_id], self._used_at[session_id]
                await task.result().stop()

    def _idle(self, session_id: str, task: asyncio.Task[Room], now: float) -> bool:
        if not task.done() or _failed(task):
            return False
        room = task.result()
        waits = next_deadline(room.session) and self.services.company.responsible(session_id)
        if len(room.hub) or waits:
            self._used_at[session_id] = now
        return now - self._used_at[session_id] > IDLE_SECONDS

    async def farewell(self, seconds: float, within_ms: int = wire.RECONNECT_WITHIN_MS) -> None:
        """Say goodbye to everybody, in slices; each is answered first what they have asked.

        ``within_ms``: in which time they come back.
        """
        self.leaving = True
        await Farewell(self._everybody, within_ms).say(seconds)

    def _everybody(self) -> Iterator[Connection]:
        for task in self._rooms.values():
            if task.done() and not _failed(task):
                yield from task.result().hub

    async def close(self) -> None:
        """Stop every room; what they have acknowledged is on disk."""
        for task in self._by_itself:
            task.cancel()
        await asyncio.gather(*(room.stop() for room in await self._all()), *self._ending)
        self._rooms.clear()
        await self.services.company.close()
        await self.services.bus.close()

    def here(self) -> list[Room]:
        """Those that are loaded now."""
        return [task.result() for task in self._rooms.values() if task.done() and not _failed(task)]

    async def _all(self) -> list[Room]:
        """Those that could be loaded, once they all are."""
        loaded = await asyncio.gather(*self._rooms.values(), return_exceptions=True)
        return [room for room in loaded if isinstance(room, Room)]


def _failed(task: asyncio.Task[Room]) -> bool:
    """Whether the room could not be loaded, or has failed since."""
    if not task.done():
        return False
    return task.cancelled() or task.exception() is not None or task.result().failed


def _found(
    connection: DatabaseConnection, created: Created, events: Sequence[Event], ask: Ask
) -> None:
    """Write a new session: its row, its first events, and its links."""
    life = fold(events).life
    row = Session(
        id=created.session_id,
        code=created.code,
        title=life.plan.title,
        status=life.status,
        epoch=token_hex(8),
        created_at=ask.now,
    )
    sessions.insert(connection, row)
    entries = [
        journal.NewEntry(ask.now, ask.actor.id, ask.command_id, *encode(event), b"")
        for event in events
    ]
    seq, chain = journal.append(connection, created.session_id, (0, b""), entries)
    sessions.advance(connection, row.id, seq, chain, title=row.title, status=row.status)
    for role, token in created.tokens.items():
        links.insert(connection, links.Link(token_hash(token), created.session_id, role, ask.now))
