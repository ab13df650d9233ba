"""More workers on a rig's database: each with rooms, and a subscription, of its own."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from live.domain.actors import Actor
from live.domain.commands import Command
from live.domain.documents import Audience, audience_of
from live.room.bus import RedisBus
from live.room.company import RedisCompany
from live.room.redis_link import RedisLink
from live.room.room import Room
from live.room.rooms import Rooms
from live.room.services import Services
from live.room.submission import Done
from live.store.database import Database
from tests.room.rig import Peer, Rig


class Worker:
    """One of several that serve the same sessions; without ``redis`` it is told of nothing."""

    def __init__(self, rig: Rig, redis: str | None) -> None:
        self._rig = rig
        self.database = Database(rig.url)
        self.link = RedisLink(redis) if redis else None
        self.rooms = Rooms(self._services())

    def _services(self) -> Services:
        if self.link is None:
            return Services(self.database)
        bus = RedisBus(self.link)
        return Services(self.database, bus=bus, company=RedisCompany(self.link, bus))

    async def room(self) -> Room:
        return await self.rooms.room(self._rig.session_id)

    async def do(self, actor: Actor, command: Command, command_id: str = "") -> Done:
        self._rig.sent += 1
        name = command_id or f"c{self._rig.sent}"
        return await (await self.room()).submit(actor, name, command)

    async def attach(self, actor: Actor, audience: Audience | None = None) -> Peer:
        """A browser of somebody's, connected to this worker."""
        peer = Peer()
        (await self.room()).attach(actor, audience or audience_of(actor.role), peer, None, "")
        return peer

    async def stop(self) -> None:
        await self.rooms.close()
        if self.link:
            await self.link.close()
        await self.database.close()


@asynccontextmanager
async def workers(rig: Rig, redis: str | None, number: int = 2) -> AsyncIterator[list[Worker]]:
    running = [Worker(rig, redis) for _ in range(number)]
    try:
        for worker in running:
            await worker.room()
        yield running
    finally:
        for worker in running:
            await worker.stop()
