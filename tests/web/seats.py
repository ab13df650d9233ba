"""Somebody's seat in a session, and the two ways to ask for something from there."""

import msgspec
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from live.simulate import door
from tests.servers import Links
from tests.web.browsing import ADA
from tests.web.sockets import Frame, answer, ended, opened


class Seat(msgspec.Struct, frozen=True):
    """Where somebody is, and the badge that proves who."""

    url: str
    code: str
    cookie: str


async def of_newcomer(url: str, links: Links, **person: str) -> Seat:
    return Seat(url, links.code, await door.join(url, links.code, **{**ADA, **person}))


async def of_moderator(url: str, links: Links) -> Seat:
    return Seat(url, links.code, await door.enter(links.moderator_url, "Mona"))


async def of_rapporteur(url: str, links: Links) -> Seat:
    return Seat(url, links.code, await door.enter(links.rapporteur_url, "Ro"))


async def of_screen(url: str, links: Links) -> Seat:
    return Seat(url, links.code, await door.enter(links.screen_url))


async def by_socket(seat: Seat, *raw: str | bytes) -> list[Frame]:
    """The answers to what is sent over one connection, or how it was closed."""
    async with opened(seat.url, seat.code, seat.cookie) as socket:
        return [await _told(socket, one) for one in raw]


async def _told(socket: ClientConnection, raw: str | bytes) -> Frame:
    try:
        return await answer(socket, raw)
    except ConnectionClosed:
        return {"type": "closed", "code": await ended(socket)}


async def by_post(seat: Seat, *raw: str | bytes) -> list[Frame]:
    """The answers to what is posted, each with its HTTP status."""
    return [await _posted(seat, one.encode() if isinstance(one, str) else one) for one in raw]


async def _posted(seat: Seat, body: bytes) -> Frame:
    path = f"/s/{seat.code}/do"
    posted = await door.post(seat.url, path, body, seat.cookie, "application/json")
    return {**msgspec.json.decode(posted.body, type=Frame), "status": posted.status}


WAYS = (by_socket, by_post)
