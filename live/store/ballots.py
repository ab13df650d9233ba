"""Ballots: one for each person and poll, whatever their phone does.

A secret ballot lies under HMAC(K, person), with a random K for each poll. Its row
is key and choice, nothing else, in a table of open secret polls. Sealing a closed poll
takes the rows to the others, without their keys, and destroys K; who marked what cannot
be told any more, by anybody.
"""

import hmac
from collections.abc import Callable, Collection, Iterable, Sequence
from hashlib import sha256
from secrets import token_bytes
from typing import Any

import msgspec
from sqlalchemy import Connection, Table, bindparam, delete, func, select

from live.store import tables
from live.store.inserts import upsert

table = tables.ballots
secret_table = tables.secret_ballots
poll_keys = tables.poll_keys
turnouts = tables.turnout

# Made once: making a query takes longer than asking it.
LAST = select(turnouts.c.person, turnouts.c.n, turnouts.c.command_id).where(
    turnouts.c.poll == bindparam("poll"),
    turnouts.c.person.in_(bindparam("persons", expanding=True)),
)
KEY = select(poll_keys.c.key).where(poll_keys.c.poll == bindparam("poll"))

Choice = tuple[str, ...]
"""The ids of the options that a ballot marks."""

_choice = msgspec.json.Decoder(Choice)


class Cast(msgspec.Struct, frozen=True):
    """The ``n``-th ballot that a person has sent in a poll."""

    person: str
    n: int
    command_id: str
    choice: Choice

    def __repr__(self) -> str:
        return "Cast(…)"  # a choice appears in no log


class NoKey(Exception):
    """The poll has no key: it is no secret poll, has not been opened, or is sealed."""


def create_key(connection: Connection, poll: str) -> None:
    """Make the key of a secret poll that opens."""
    connection.execute(poll_keys.insert(), {"poll": poll, "key": token_bytes(32)})


def has_key(connection: Connection, poll: str) -> bool:
    """Whether ballots of a secret poll can be written, and counted."""
    return connection.execute(KEY, {"poll": poll}).scalar_one_or_none() is not None


def lookup(
    connection: Connection, poll: str, persons: Collection[str]
) -> dict[str, tuple[int, str]]:
    """The last ballot of each of some people: its ``n``, and the id of its command."""
    rows = connection.execute(LAST, {"poll": poll, "persons": list(persons)})
    return {person: (n, command_id) for person, n, command_id in rows}


def record(
    connection: Connection, session_id: str, poll: str, secret: bool, casts: Sequence[Cast]
) -> None:
    """Write ballots of an open poll; those that are not newer than what is there are left out.

    NoKey if the poll is secret and not open.
    """
    key = _keys(connection, poll, secret)
    newest = _newest(casts, lookup(connection, poll, {cast.person for cast in casts}))
    if not newest:
        return
    moved = [
        {
            "session": session_id,
            "poll": poll,
            "person": c.person,
            "n": c.n,
            "command_id": c.command_id,
        }
        for c in newest
    ]
    marked = [{"poll": poll, "key": key(c.person), "choice": _text(c.choice)} for c in newest]
    connection.execute(upsert(connection, turnouts), moved)
    connection.execute(upsert(connection, secret_table if secret else table), marked)


def _newest(casts: Iterable[Cast], seen: dict[str, tuple[int, str]]) -> list[Cast]:
    newest: dict[str, Cast] = {}
    highest = {person: n for person, (n, _) in seen.items()}
    for cast in casts:
        if cast.n > highest.get(cast.person, 0):
            highest[cast.person] = cast.n
            newest[cast.person] = cast
    return list(newest.values())


def choices(
    connection: Connection, poll: str, secret: bool, people: Iterable[str]
) -> dict[str, Choice]:
    """Who marked what, to be counted in memory. NoKey once a secret poll is sealed."""
    key = _keys(connection, poll, secret)
    whose = {key(person): person for person in people}
    rows = _rows(connection, secret_table if secret else table, poll)
    return {whose[row.key]: _choice.decode(row.choice) for row in rows}


def named_choices(connection: Connection, poll: str) -> dict[str, Choice]:
    """Who marked what in a named poll."""
    return {row.key.decode(): _choice.decode(row.choice) for row in _rows(connection, table, poll)}


def seal(connection: Connection, poll: str) -> None:
    """Take the keys from the ballots of a secret poll, and destroy its key.

    The files still hold them until ``Database.scrub`` has run after the commit.
    """
    rows = _rows(connection, secret_table, poll)
    connection.execute(delete(secret_table).where(secret_table.c.poll == poll))
    connection.execute(delete(poll_keys).where(poll_keys.c.poll == poll))
    if rows:
        sealed = [
            {"poll": poll, "key": place.to_bytes(4, "big"), "choice": row.choice}
            for place, row in enumerate(rows)
        ]
        connection.execute(table.insert(), sealed)


def wipe(connection: Connection, poll: str) -> None:
    """Take all that a poll has left away."""
    for left in (table, secret_table, poll_keys, tables.turnout):
        connection.execute(delete(left).where(left.c.poll == poll))


def turnout(connection: Connection, session_id: str) -> dict[str, dict[str, int]]:
    """How many ballots each person has sent, by poll."""
    columns = turnouts.c
    query = select(columns.poll, columns.person, columns.n).where(columns.session == session_id)
    voted: dict[str, dict[str, int]] = {}
    for poll, person, n in connection.execute(query):
        voted.setdefault(poll, {})[person] = n
    return voted


def cast(connection: Connection, polls: Collection[str]) -> dict[str, dict[str, int]]:
    """How many ballots each person has sent in some polls."""
    query = select(turnouts.c.poll, turnouts.c.person, turnouts.c.n)
    voted: dict[str, dict[str, int]] = {poll: {} for poll in polls}
    for poll, person, n in connection.execute(query.where(turnouts.c.poll.in_(polls))):
        voted[poll][person] = n
    return voted


def marks(connection: Connection, polls: Collection[str]) -> dict[str, int]:
    """A number for each poll in which there are ballots, which grows with every one that comes."""
    query = select(turnouts.c.poll, func.sum(turnouts.c.n)).where(turnouts.c.poll.in_(polls))
    return {poll: int(mark) for poll, mark in connection.execute(query.group_by(turnouts.c.poll))}


def _rows(connection: Connection, table: Table, poll: str) -> Sequence[Any]:
    """A poll's ballots in the order of their keys, which says nothing of the people."""
    query = select(table.c.key, table.c.choice).where(table.c.poll == poll)
    return connection.execute(query.order_by(table.c.key)).all()


def _keys(connection: Connection, poll: str, secret: bool) -> Callable[[str], bytes]:
    """How the key of a person's ballot is made."""
    if not secret:
        return str.encode
    key = connection.execute(KEY, {"poll": poll}).scalar_one_or_none()
    if key is None:
        raise NoKey
    return lambda person: hmac.digest(key, person.encode(), sha256)


def _text(choice: Choice) -> str:
    return msgspec.json.encode(choice).decode()
