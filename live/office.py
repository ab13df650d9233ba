"""What is done around sessions from the command line: create them, hand out links."""

from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import TypeVar

import msgspec

from live.domain.actors import Role
from live.domain.agenda import AddItem
from live.domain.life import Attribution, Plan, tellable
from live.domain.polls import CreatePoll
from live.errors import NotFound
from live.i18n import SOURCE
from live.record.formats import FORMATS
from live.record.projection import project
from live.record.reading import kept, plan_of, record_of
from live.record.summary.library import Library
from live.room.rooms import Rooms
from live.room.services import Services
from live.settings import Settings
from live.store import addresses, links
from live.store.addresses import Address
from live.store.database import Database
from live.store.tokens import new_token, token_hash
from live.store.upgrade import Standing, standing
from live.web import caption_addresses, codes, places
from live.web.found import join_url

T = TypeVar("T")


class Links(msgspec.Struct, frozen=True):
    """The ways into a session. The role links are kept nowhere else in the clear."""

    code: str
    join_url: str
    moderator_url: str
    rapporteur_url: str
    screen_url: str


class Wish(msgspec.Struct, frozen=True):
    """How a record is to be told; what is left out is as the session has it."""

    language: str = SOURCE
    attribution: Attribution | None = None
    version: int | None = None
    template: str | None = None


class WrongTables(Exception):
    """The database has not the tables of this release."""

    def __init__(self, standing: Standing) -> None:
        what = "has no tables yet" if standing is Standing.MISSING else "is of an older release"
        super().__init__(f"The database {what}. Bring it up to date: plenary db upgrade")


class Promised(Exception):
    """The record of a session was promised to tell less than is wished."""

    def __init__(self, promised: Attribution) -> None:
        possible = " or ".join(tellable(promised))
        super().__init__(
            f"Its people were promised a record told as “{promised}”. "
            f"--attribution can be {possible}."
        )


class Office:
    """The sessions of one database, from outside of them."""

    def __init__(self, settings: Settings, rooms: Rooms) -> None:
        self._settings = settings
        self._rooms = rooms

    async def new_session(
        self, plan: Plan, items: Sequence[AddItem] = (), drafts: Sequence[CreatePoll] = ()
    ) -> Links:
        """Create a session; a refusal if its plan cannot be."""
        created = await self._rooms.create(plan, items, drafts)
        enter = {role: self._enter(token) for role, token in created.tokens.items()}
        return Links(
            created.code,
            join_url(self._settings, created.code),
            enter[Role.MODERATOR],
            enter[Role.RAPPORTEUR],
            enter[Role.SCREEN],
        )

    async def new_host_link(self) -> str:
        token = new_token()
        link = links.Link(token_hash(token), None, Role.HOST, self._rooms.clock.now())
        await self._rooms.database.write(lambda connection: links.insert(connection, link))
        return self._enter(token)

    async def record_file(self, code: str, file: str, wish: Wish) -> bytes:
        """A file of a session's record; NotFound or FontMissing where there is none, Promised where
        it may not tell as much."""
        row = await self._rooms.find(codes.canonical(code) or "")
        if row is None:
            raise NotFound("session")
        of = await self._rooms.database.read(partial(kept, session_id=row.id))
        made = record_of(of, self._rooms.clock.now(), wish.version)
        promised = plan_of(of).attribution
        attribution = wish.attribution or promised
        if attribution not in tellable(promised):
            raise Promised(promised)
        library = Library(self._settings.record_templates)
        told = project(library.fitted(made, wish.template), attribution)
        return FORMATS[file].write(told, wish.language)

    async def has_host_link(self) -> bool:
        """Whether any link of a host is still good."""
        known = await self._rooms.database.read(
            lambda connection: links.of_session(connection, None)
        )
        return any(link.usable(self._rooms.clock.now()) for link in known)

    async def new_caption_address(self, code: str, language: str) -> str:
        """To which a captioner's program posts; it is kept nowhere else in the clear."""
        row = await self._rooms.find(code)
        if row is None:
            raise NotFound("session")
        token = new_token()
        made = Address(token_hash(token), row.id, language, "", self._rooms.clock.now())
        await self._rooms.database.write(lambda connection: addresses.insert(connection, made))
        return caption_addresses.url(self._settings, token, language)

    def _enter(self, token: str) -> str:
        return f"{self._settings.base_url}/enter/{token}"


def plan(title: str) -> Plan:
    """A session as the host's form proposes it, in English."""
    return Plan(
        title=title,
        code=codes.new_code(),
        notice=places.NOTICE,
        groups=places.GROUPS,
        regions=places.REGIONS,
        languages=places.LANGUAGES,
    )


async def visit(settings: Settings, work: Callable[[Office], Awaitable[T]]) -> T:
    """Do something in the office while no server of this process is running.

    WrongTables where somebody has to bring the database up to date first.
    """
    database = Database(settings.database_url)
    try:
        if settings.sqlite_file:
            database.upgrade()
        else:
            _check(await database.read(standing))
        return await work(Office(settings, Rooms(Services(database))))
    finally:
        await database.close()


def _check(found: Standing) -> None:
    """A newer release only adds to the tables: while it comes in, the older one goes on."""
    if found in (Standing.MISSING, Standing.OLDER):
        raise WrongTables(found)


async def look(settings: Settings) -> None:
    """Whether a server can begin; WrongTables where it cannot."""
    if not settings.sqlite_file:
        await visit(settings, _nothing)


async def _nothing(desk: Office) -> None:
    pass
