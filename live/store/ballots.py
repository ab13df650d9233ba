"""Ballots: written under a key, never appended, so that there is one per person and poll.

In a named poll the key is the person. In a secret one it is an HMAC of the person under a key
of the poll's, which is destroyed when the poll closes; from then on nothing in the database
tells whose ballot is whose.
"""

import hmac
from collections.abc import Collection, Iterable, Sequence
from secrets import token_bytes

import msgspec
from sqlalchemy import Connection, delete, insert, select

from live.store.tables import ballots, poll_keys
from live.store.tables import turnout as turnouts
from live.store.upsert import upsert

KEY_BYTES = 32
Choice = tuple[str, ...]


class Cast(msgspec.Struct, frozen=True):
    """A person's ``n``-th ballot in a poll, and the id of the command that brought it."""

    person: str
    n: int
    command_id: str
    choice: Choice


def create_key(connection: Connection, poll: str) -> None:
    """Make the key of a secret poll, when it opens."""
    connection.execute(insert(poll_keys), {"poll": poll, "key": token_bytes(KEY_BYTES)})


def lookup(
    connection: Connection, poll: str, persons: Collection[str]
) -> dict[str, tuple[int, str]]:
    """How far some persons have come in a poll: the last ``n``, and its command's id."""
    query = select(turnouts.c.person, turnouts.c.n, turnouts.c.command_id).where(
        turnouts.c.poll == poll, turnouts.c.person.in_(list(persons))
    )
    return {person: (n, command_id) for person, n, command_id in connection.execute(query)}


def record(
    connection: Connection, session_id: str, poll: str, secret: bool, casts: Sequence[Cast]
) -> None:
    """Keep ballots; of several by one person the last counts."""
    last = {cast.person: cast for cast in casts}
    key = _key_of(connection, poll, secret)
    moved = [
        {
            "poll": poll,
            "person": c.person,
            "session": session_id,
            "n": c.n,
            "command_id": c.command_id,
        }
        for c in last.values()
    ]
    marked = [
        {"poll": poll, "key": _ballot_key(key, c.person), "choice": ",".join(c.choice)}
        for c in last.values()
    ]
    upsert(connection, turnouts, moved)
    upsert(connection, ballots, marked)


def _key_of(connection: Connection, poll: str, secret: bool) -> bytes | None:
    if not secret:
        return None
    query = select(poll_keys.c.key).where(poll_keys.c.poll == poll)
    key: bytes = connection.execute(query).scalar_one()
    return key


def _ballot_key(key: bytes | None, person: str) -> bytes:
    return person.encode() if key is None else hmac.digest(key, person.encode(), "sha256")


def choices(
    connection: Connection, poll: str, secret: bool, people: Iterable[str]
) -> dict[str, Choice]:
    """What everybody marked, in memory, while the poll's key is there to tell."""
    key = _key_of(connection, poll, secret)
    owners = {_ballot_key(key, person): person for person in people}
    return {owners[kept]: choice for kept, choice in _rows(connection, poll)}


def _rows(connection: Connection, poll: str) -> list[tuple[bytes, Choice]]:
    query = select(ballots.c.key, ballots.c.choice).where(ballots.c.poll == poll)
    rows = connection.execute(query.order_by(ballots.c.key))
    return [(key, tuple(filter(None, choice.split(",")))) for key, choice in rows]


def named_choices(connection: Connection, poll: str) -> dict[str, Choice]:
    """What everybody marked in a named poll."""
    return {key.decode(): choice for key, choice in _rows(connection, poll)}


def seal(connection: Connection, poll: str) -> None:
    """Rewrite a secret poll's ballots in the order of their keys, without them; destroy the key."""
    rows = [
        {"poll": poll, "key": place.to_bytes(4, "big"), "choice": ",".join(choice)}
        for place, (_, choice) in enumerate(_rows(connection, poll))
    ]
    connection.execute(delete(ballots).where(ballots.c.poll == poll))
    if rows:
        connection.execute(insert(ballots), rows)
    connection.execute(delete(poll_keys).where(poll_keys.c.poll == poll))


def turnout(connection: Connection, session_id: str) -> dict[str, dict[str, int]]:
    """Who has cast how many ballots, by poll."""
    query = select(turnouts.c.poll, turnouts.c.person, turnouts.c.n).where(
        turnouts.c.session == session_id
    )
    found: dict[str, dict[str, int]] = {}
    for poll, person, n in connection.execute(query):
        found.setdefault(poll, {})[person] = n
    return found
