"""The doors of a server: how often a wrong code may be tried, and a session be joined."""

from ipaddress import IPv6Address, ip_address, ip_network

from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection

from live.room.redis_link import RedisLink
from live.settings import Settings
from live.web.shared_limits import Limit

WRONG_CODES_A_MINUTE = 10
MOST_KNOWN = 10_000
SUBSCRIBER_BITS = 64
"""Of an IPv6 address: the rest of it, its holder chooses as they like."""


class TooMany(HTTPException):
    """Too many tries; ``Retry-After`` says when there is another."""

    def __init__(self, seconds: int) -> None:
        super().__init__(429, headers={"Retry-After": str(seconds)})
        self.seconds = seconds


class Doors:
    """Counts wrong codes by address, and joins by session.

    Many share an address, and one of them who tries codes must not lock the others out: a
    session that somebody from there has joined stays open to that address. What is left to
    guess there is one code of 40 bits.
    """

    def __init__(self, settings: Settings) -> None:
        self._wrong = Limit("wrong", WRONG_CODES_A_MINUTE, WRONG_CODES_A_MINUTE / 60)
        self._right = Limit("join", settings.join_burst, settings.join_rate)
        self._known: dict[tuple[str, str], None] = {}

    def share(self, link: RedisLink) -> None:
        """Count together with all workers."""
        self._wrong.share(link)
        self._right.share(link)

    def shut(self, address: str) -> bool:
        """Whether too many wrong codes have come from there."""
        return self._wrong.left(address) < 1

    def too_many(self, address: str) -> TooMany:
        return TooMany(self._wrong.wait_seconds(address))

    async def wrong(self, address: str) -> None:
        """Count a wrong code; TooMany if others have heard too many from there already."""
        if not await self._wrong.take(address):
            raise self.too_many(address)

    async def take_a_seat(self, session_id: str) -> None:
        """Count one who joins; TooMany when a session is joined faster than it may be."""
        if not await self._right.take(session_id):
            raise TooMany(self._right.wait_seconds(session_id))

    def joined(self, address: str, session_id: str) -> None:
        """Somebody has come in from there."""
        self._known.pop((address, session_id), None)
        self._known[address, session_id] = None
        if len(self._known) > MOST_KNOWN:
            del self._known[next(iter(self._known))]

    def knows(self, address: str, session_id: str) -> bool:
        return (address, session_id) in self._known


def doors_of(connection: HTTPConnection) -> Doors:
    doors: Doors = connection.app.state.doors
    return doors


def address_of(connection: HTTPConnection) -> str:
    """Where a request comes from, as far as one subscriber can be told from the next."""
    written = connection.client.host if connection.client else ""
    try:
        address = ip_address(written)
    except ValueError:
        return written
    if not isinstance(address, IPv6Address):
        return written
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ip_network((int(address), SUBSCRIBER_BITS), strict=False))
