"""A request's session: found by the code in its path, within what may be tried."""

from typing import Any
from urllib.parse import quote

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection, Request

from live.domain.actors import Actor, Role
from live.domain.documents import Audience, View, audience_of
from live.record.summary.library import Library
from live.room.room import Room
from live.room.rooms import Rooms
from live.settings import Settings
from live.store.sessions import Session
from live.web import codes, identity
from live.web.doors import address_of, doors_of
from live.web.security import SAFE_METHODS


class Elsewhere(HTTPException):
    """The page is at another address."""

    def __init__(self, path: str, query: str) -> None:
        super().__init__(307, headers={"Location": f"{path}?{query}" if query else path})


def library_of(connection: HTTPConnection) -> Library:
    """The templates of the summary."""
    library: Library = connection.app.state.library
    return library


def rooms_of(connection: HTTPConnection) -> Rooms:
    rooms: Rooms = connection.app.state.rooms
    return rooms


async def by_code(connection: HTTPConnection, written: str) -> Session | None:
    """The session that somebody's code names; TooMany after too many wrong ones.

    Whoever is known is let through all the same: by a badge for the session, or by coming
    from where others have joined it.
    """
    doors, address = doors_of(connection), address_of(connection)
    code = codes.canonical(written)
    session = await rooms_of(connection).find(code) if code else None
    if doors.shut(address) and not await _known(connection, session):
        raise doors.too_many(address)
    if session is None:
        await doors.wrong(address)
    return session


async def _known(connection: HTTPConnection, session: Session | None) -> bool:
    if session is None:
        return False
    if doors_of(connection).knows(address_of(connection), session.id):
        return True
    return bool(await identity.badges(connection.scope, session.id))


async def required(request: Request) -> Session:
    """The session of the code in the path; a 404 page if there is none.

    Cookies are bound to one spelling of the code: pages asked for by another are there.
    """
    written = request.path_params["code"]
    session = await by_code(request, written)
    if session is None:
        raise HTTPException(404)
    if written != session.code and request.method in SAFE_METHODS:
        first, _, *rest = request.scope["path"].removeprefix("/").split("/")
        raise Elsewhere(quote("/".join(("", first, session.code, *rest))), request.url.query)
    return session


class Place(msgspec.Struct, frozen=True):
    """A room as one person's page shows it at first paint."""

    row: Session
    room: Room
    actor: Actor

    @property
    def role(self) -> Role:
        return self.actor.role

    def context(self, settings: Settings) -> dict[str, Any]:
        """What every page of a session is painted with."""
        view = View(self.room.session, self.room.directory, audience_of(self.role))
        session = view.project("session") or {}
        holder = self.room.session.floor.holder
        current = self.room.session.agenda.current
        return {
            "session": session,
            "code": codes.shown(self.row.code),
            "role": self.role.value,
            "floor_person": view.named(holder.person) if holder else None,
            "item": view.project(f"item/{current}") if current else None,
            "join_url": join_url(settings, self.row.code),
            "record_url": f"/s/{self.row.code}/record",
            "moderate_url": f"/s/{self.row.code}/moderate",
            "notes_url": f"/s/{self.row.code}/notes",
            "captions_url": f"/s/{self.row.code}/captions",
        }


async def seated(request: Request, *roles: Role) -> Place | None:
    """The session's room, entered with the badge that fits best; None without any."""
    row = await required(request)
    badge = identity.fitting(await identity.badges(request.scope, row.id), *roles)
    if badge is None:
        return None
    return Place(row, await rooms_of(request).room(row.id, row.seq), badge.actor)


def join_url(settings: Settings, code: str) -> str:
    return f"{settings.base_url}/j/{codes.shown(code)}"


def public_view(room: Room) -> View:
    return View(room.session, room.directory, Audience.PUBLIC)
