"""Who is connected, and how many have voted: documents that last only while they are true."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet

import msgspec

from live.domain import rehearsal
from live.domain.actors import STAFF, Milliseconds, PersonId
from live.domain.disclosure import K, Row
from live.domain.disclosure import turnout as taken_part
from live.domain.documents import Document
from live.domain.electorate import electorate, voters_of
from live.domain.people import Directory, Name, Person
from live.domain.run_sheet import Poll
from live.domain.session import LiveSession


def presence(
    session: LiveSession, directory: Directory, online: AbstractSet[str], *, staff: bool
) -> Document:
    """Public: how many participants are connected. Staff: by group, and who of the staff is."""
    here = [who for who in session.people.everyone.values() if who.id in online]
    eligible = [who for who in here if who.role not in STAFF]
    if not staff:
        return {"online": len(eligible)}
    return {
        "online": len(eligible),
        "groups": _by_group(eligible),
        "staff": [_staff(who, directory) for who in here if who.role in STAFF],
        "offline": sorted(
            request.person
            for request in session.queue.waiting.values()
            if request.person not in online
        ),
    }


def _staff(who: Person, directory: Directory) -> Document:
    return {"id": who.id, "name": directory.get(who.id, Name("")).name, "role": who.role.value}


def _by_group(people: Iterable[Person]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for who in people:
        counts[who.group] = counts.get(who.group, 0) + 1
    return counts


class Seen(msgspec.Struct, frozen=True):
    """What the room sees of a poll that is open: who has voted, by the id under which they did;
    which persons are connected, and which were a moment ago."""

    voters: AbstractSet[str]
    online: AbstractSet[str]
    dropped: AbstractSet[str]
    last_vote_at: Milliseconds | None


def turnout(
    session: LiveSession, directory: Directory, poll: Poll, seen: Seen, *, staff: bool
) -> Document:
    """How many have voted so far; for staff also by group, groups of fewer than K together."""
    if poll.rehearsal:
        eligible = rehearsal.electorate(session.life.plan, poll)
        voters: AbstractSet[str] = rehearsal.choices(poll, eligible).keys()
        online, dropped = {*eligible}, set[PersonId]()
    else:
        voters = seen.voters
        eligible = electorate(session.people, directory, poll, voters)
        online = voters_of(poll, map(PersonId, seen.online), directory)
        dropped = voters_of(poll, map(PersonId, seen.dropped), directory) - online
    total: Document = {"voted": len(voters), "eligible": len(eligible)}
    if not staff:
        return total
    return {
        **total,
        "connected": len(online & eligible.keys()),
        "reconnecting": len(dropped & eligible.keys()),
        "groups": _turnout_by_group(eligible.values(), voters),
        "last_vote_at": seen.last_vote_at,
    }


def running(poll: Poll, counts: Mapping[str, int], voters: int) -> Document | None:
    """The counts of a pulse so far, once they are of K people: who watches a single vote come in
    would know whose it is."""
    if poll.kind != "pulse" or voters < K:
        return None
    return {"counts": {option.id: counts[option.id] for option in poll.options}, "voters": voters}


def _turnout_by_group(eligible: Iterable[Person], voters: AbstractSet[str]) -> list[Document]:
    members: dict[str, list[PersonId]] = {}
    for who in eligible:
        members.setdefault(who.group, []).append(who.id)
    rows = [
        Row((group,), sum(who in voters for who in ids), len(ids), None)
        for group, ids in members.items()
    ]
    return [
        {"ids": list(row.ids), "voted": row.voters, "eligible": row.eligible}
        for row in taken_part(rows, secret=True)
    ]
