"""The consultation of ``tests.record.consultation``, as the moderator has led it, in a database."""

from live.domain.actors import Actor, PersonId, Role
from live.domain.floor import GrantFloor, ReleaseFloor
from live.domain.life import OpenSession, Plan
from live.domain.people import Join
from live.domain.queue import AddRequest
from live.office import Office
from live.room.clock import Clock
from live.room.room import Room
from live.room.rooms import Rooms
from live.room.services import Services
from live.settings import Settings
from live.store.database import Database
from live.web import codes
from tests.record.consultation import CHAIR, GUESTS, OPENED, SPEECHES, Guest, Speech
from tests.servers import Links

HELENA = Actor(PersonId("p_chair"), Role.MODERATOR)
STAFF = {CHAIR: HELENA, "tom": Actor(PersonId("p_tom"), Role.RAPPORTEUR)}


class Then(Clock):
    """Of the day of the consultation."""

    def __init__(self) -> None:
        super().__init__()
        self.at = OPENED - 60_000

    def now(self) -> int:
        return self.at


class Consultation:
    def __init__(self, room: Room, clock: Then) -> None:
        self._room = room
        self._clock = clock
        self._sent = 0

    async def held(self) -> None:
        self._clock.at = OPENED - 60_000
        for guest in GUESTS.values():
            await self._joins(guest)
        self._clock.at = OPENED
        await self._does(OpenSession())
        for speech in SPEECHES:
            if speech.by not in STAFF:
                await self._speaks(speech)

    async def _joins(self, guest: Guest) -> None:
        who = STAFF.get(guest.id, Actor(PersonId(f"p_{guest.id}"), Role.PARTICIPANT))
        joined = Join(who.role, guest.name, guest.organisation)
        await self._room.submit(Actor(who.id, Role.SYSTEM), f"join {guest.id}", joined)

    async def _speaks(self, speech: Speech) -> None:
        self._clock.at, over = speech.floor
        asked = await self._does(AddRequest("call", PersonId(f"p_{speech.by}")))
        request = str(asked["request"])
        await self._does(GrantFloor(request, None))
        self._clock.at = over
        await self._does(ReleaseFloor(request))

    async def _does(
        self, command: OpenSession | AddRequest | GrantFloor | ReleaseFloor
    ) -> dict[str, object]:
        self._sent += 1
        return (await self._room.submit(HELENA, f"c{self._sent}", command)).result


async def consulted(settings: Settings) -> Links:
    """The ways into it; to be called before a server serves the database."""
    database, clock = Database(settings.database_url), Then()
    database.upgrade()
    rooms = Rooms(Services(database, clock))
    try:
        plan = Plan(title="Consultation on technical assistance", code=codes.new_code())
        links = await Office(settings, rooms).new_session(plan)
        row = await rooms.find(links.code)
        assert row is not None
        await Consultation(await rooms.room(row.id), clock).held()
        return links
    finally:
        await rooms.close()
        await database.close()
