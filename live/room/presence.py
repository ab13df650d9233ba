"""Who is connected, and how many have voted: documents that last only while they are true."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from live.domain.actors import STAFF, PersonId
from live.domain.documents import Directory, Document
from live.domain.people import Name, Person
from live.domain.session import LiveSession
from live.domain.disclosure import K


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


def turnout(
    session: LiveSession,
    voters: AbstractSet[str],
    online: AbstractSet[str],
    last_vote_at: int | None,
    *,
    staff: bool,
) -> Document:
    """How many have voted so far; for staff also by group, groups of fewer than K together."""
    eligible = session.people.eligible()
    total: Document = {"voted": len(voters), "eligible": len(eligible)}
    if not staff:
        return total
    return {
        **total,
        "connected": sum(who.id in online for who in eligible),
        "groups": _turnout_by_group(eligible, voters),
        "last_vote_at": last_vote_at,
    }


def _turnout_by_group(eligible: Iterable[Person], voters: AbstractSet[str]) -> list[Document]:
    members: dict[str, list[PersonId]] = {}
    for who in eligible:
        members.setdefault(who.group, []).append(who.id)
    large = {group: ids for group, ids in members.items() if len(ids) >= K}
    small = {group: ids for group, ids in members.items() if len(ids) < K}
    rows = [_row([group], ids, voters) for group, ids in sorted(large.items())]
    if small:
        rows.append(_row(sorted(small), [who for ids in small.values() for who in ids], voters))
    return rows


def _row(groups: list[str], members: list[PersonId], voters: AbstractSet[str]) -> Document:
    voted = sum(who in voters for who in members)
    return {"ids": groups, "voted": voted, "eligible": len(members)}
