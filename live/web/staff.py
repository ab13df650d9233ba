"""Who has come in by the links of a session, and the host's way to take that back."""

from collections.abc import Mapping

import msgspec
from starlette.requests import Request

from live.domain.actors import BY_LINK, Role
from live.store import badges, directory
from live.store.badges import Badge
from live.store.connection import Connection
from live.store.sessions import Session
from live.web.found import rooms_of


class Seat(msgspec.Struct, frozen=True):
    """``name`` is empty for a screen."""

    actor: str
    role: str
    name: str


async def seats(request: Request, row: Session) -> list[Seat]:
    """Those whose badges are good, in the order in which they came."""
    return await rooms_of(request).database.read(lambda connection: _seats(connection, row.id))


def _seats(connection: Connection, session_id: str) -> list[Seat]:
    held = badges.of_session(connection, session_id)
    names = directory.read(connection, session_id)
    return [_seat(badge, names) for badge in held if badge.revoked_at is None and _by_link(badge)]


def _by_link(badge: Badge) -> bool:
    return Role(badge.role) in BY_LINK


def _seat(badge: Badge, names: Mapping[str, directory.Entry]) -> Seat:
    known = names.get(badge.actor)
    return Seat(badge.actor, badge.role, known.name if known else "")


async def unseat(request: Request, row: Session, actor: str) -> None:
    """Void every badge of somebody who came in by a link, and end their connections."""
    rooms = rooms_of(request)
    if actor not in {seat.actor for seat in await seats(request, row)}:
        return
    now = rooms.clock.now()
    await rooms.database.write(lambda c: badges.revoke_actor(c, row.id, actor, now))
    room = await rooms.room(row.id, row.seq)
    room.unseat(actor)
