"""A request's session: found by the code in its path, within what may be tried."""

from typing import Any

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection, Request

from live.domain.actors import Role
from live.domain.documents import Audience, View, audience_of
from live.room.room import Room
from live.room.rooms import Rooms
from live.settings import Settings
from live.store.sessions import Session
from live.web import codes, identity
from live.web.limits import Buckets

WRONG_CODES_A_MINUTE = 10


class Doors:
    """How often a wrong code may be tried from an address, and a session be joined."""

    def __init__(self, settings: Settings) -> None:
        self.wrong = Buckets(WRONG_CODES_A_MINUTE, WRONG_CODES_A_MINUTE / 60)
        self.right = Buckets(settings.join_burst, settings.join_rate)


class TooMany(HTTPException):
    """Too many tries; ``Retry-After`` says when there is another."""

    def __init__(self, seconds: int) -> None:
        super().__init__(429, headers={"Retry-After": str(seconds)})
        self.seconds = seconds


def rooms_of(connection: HTTPConnection) -> Rooms:
    rooms: Rooms = connection.app.state.rooms
    return rooms


async def by_code(connection: HTTPConnection, written: str) -> Session | None:
    """The session that somebody's code names; TooMany after too many wrong ones.

    Whoever has a badge for the session is let through: many share an address, and one of
    them who tries codes must not lock the others out.
    """
    doors: Doors = connection.app.state.doors
    address = connection.client.host if connection.client else ""
    code = codes.canonical(written)
    session = await rooms_of(connection).find(code) if code else None
    if doors.wrong.left(address) < 1 and not await _known(connection, session):
        raise TooMany(doors.wrong.wait_seconds(address))
    if session is None:
        doors.wrong.take(address)
    return session


async def _known(connection: HTTPConnection, session: Session | None) -> bool:
    return session is not None and bool(await identity.badges(connection.scope, session.id))


def take_a_seat(request: Request, session: Session) -> None:
    """Count one who joins; TooMany when a session is joined faster than it may be."""
    doors: Doors = request.app.state.doors
    if not doors.right.take(session.id):
        raise TooMany(doors.right.wait_seconds(session.id))


async def required(request: Request) -> Session:
    """The session of the code in the path; a 404 page if there is none."""
    session = await by_code(request, request.path_params["code"])
    if session is None:
        raise HTTPException(404)
    return session


class Place(msgspec.Struct, frozen=True):
    """A room as one person's page shows it at first paint."""

    row: Session
    room: Room
    role: Role

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
        }


async def seated(request: Request, *roles: Role) -> Place | None:
    """The session's room, entered with the badge that fits best; None without any."""
    row = await required(request)
    badge = identity.fitting(await identity.badges(request.scope, row.id), *roles)
    if badge is None:
        return None
    return Place(row, await rooms_of(request).room(row.id), badge.actor.role)


def join_url(settings: Settings, code: str) -> str:
    return f"{settings.base_url}/j/{codes.shown(code)}"


def public_view(room: Room) -> View:
    return View(room.session, room.directory, Audience.PUBLIC)
