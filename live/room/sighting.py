"""What a worker looks for in the database: announcements can be lost."""

from collections.abc import Collection, Mapping

import msgspec

from live.store import badges, ballots, sessions
from live.store.connection import Connection
from live.store.sessions import Head

Seat = tuple[str, str]
"""A session, and somebody who has come in by one of its links."""


class Hosted(msgspec.Struct, frozen=True):
    """What there is to ask for: the sessions that are live here, their open polls, and who is
    connected by a link."""

    sessions: Collection[str]
    polls: Collection[str]
    seats: Collection[Seat]


class Sighting(msgspec.Struct, frozen=True):
    """How it stands in the database. ``unseated``: those whose badges were all revoked."""

    heads: Mapping[str, Head]
    marks: Mapping[str, int]
    unseated: Collection[Seat]


def look(connection: Connection, hosted: Hosted) -> Sighting:
    return Sighting(
        sessions.heads(connection, hosted.sessions),
        ballots.marks(connection, hosted.polls) if hosted.polls else {},
        badges.unseated(connection, hosted.seats) if hosted.seats else [],
    )
