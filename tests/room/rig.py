"""A room on a real database, and people who have joined it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import msgspec

from live.domain.actors import Actor, PersonId, Role
from live.domain.agenda import AddItem
from live.domain.commands import Command
from live.domain.life import OpenSession, Place, Plan
from live.domain.people import Join
from live.domain.polls import CreatePoll, OpenPoll
from live.room.clock import Clock
from live.room.lines import NONE, nobody
from live.room.room import Room
from live.room.rooms import Rooms
from live.room.services import Services
from live.room.submission import Done
from live.store.database import Database
from live.wire import Frame

PLAN = Plan(
    title="Consultation",
    code="ABCDEFGH",
    groups=(Place("civil", "Civil society"), Place("private", "Private sector")),
    regions=(Place("africa", "Africa"),),
)


class Peer:
    """The other end of a connection: keeps what it is sent."""

    descriptor = NONE

    def __init__(self) -> None:
        self.changed: Callable[[], None] = nobody
        self.frames: list[dict[str, Any]] = []
        self.closed: tuple[int, str] | None = None
        self._arrived = asyncio.Event()

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait for something to be true of what was sent."""
        async with asyncio.timeout(60):
            while not holds():
                self._arrived.clear()
                await self._arrived.wait()

    def write(self, frame: Frame, sent: int = 0) -> int:
        self.frames.append(msgspec.json.decode(frame.payload))
        self._arrived.set()
        return 0

    def buffered(self) -> int:
        return 0

    def close(self, code: int, reason: str) -> None:
        self.closed = (code, reason)
        self._arrived.set()

    def abort(self) -> None:
        self.closed = (1006, "aborted")
        self._arrived.set()


class Rig:
    """A room, its moderator, and a counter that numbers commands."""

    def __init__(self, path: Path, url: str) -> None:
        self.path = path
        self.url = url
        self.new_clock: Callable[[], Clock] = Clock
        self.sent = 0
        self.chair = Actor(PersonId("p_chair"), Role.MODERATOR)

    async def start(self) -> None:
        self.database = Database(self.url)
        self.database.upgrade()
        self.rooms = Rooms(Services(self.database, self.new_clock()))

    async def found(self) -> None:
        drafts = [CreatePoll("single", "Which?", ("Yes", "No"))]
        created = await self.rooms.create(PLAN, [AddItem("Opening", 5)], drafts)
        self.session_id = created.session_id
        await self.join("p_chair", Role.MODERATOR)
        await self.do(self.chair, OpenSession())

    async def again(self) -> None:
        """Stop everything, and begin anew from what is on disk."""
        await self.stop()
        await self.start()

    async def stop(self) -> None:
        await self.rooms.close()
        await self.database.close()

    async def room(self) -> Room:
        return await self.rooms.room(self.session_id)

    async def join(self, person: str, role: Role = Role.PARTICIPANT, group: str = "civil") -> Actor:
        group = group if role is Role.PARTICIPANT else ""
        await self.do(
            Actor(PersonId(person), Role.SYSTEM), Join(role, person.upper(), "Org", group)
        )
        return Actor(PersonId(person), role)

    async def do(self, actor: Actor, command: Command, command_id: str = "") -> Done:
        self.sent += 1
        return await (await self.room()).submit(actor, command_id or f"c{self.sent}", command)

    async def open_poll(self, secret: bool = True) -> tuple[str, list[str]]:
        made = await self.do(self.chair, CreatePoll("single", "Shall we?", ("Yes", "No"), secret))
        poll = str(made.result["poll"])
        await self.do(self.chair, OpenPoll(poll))
        options = (await self.room()).session.polls.sheet[poll].options
        return poll, [option.id for option in options]


@asynccontextmanager
async def rig_at(path: Path, url: str) -> AsyncIterator[Rig]:
    rig = Rig(path, url)
    await rig.start()
    await rig.found()
    try:
        yield rig
    finally:
        await rig.stop()
