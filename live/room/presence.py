"""Who is connected, and how many have voted: documents that last only while they are true."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from live.domain.actors import STAFF, PersonId
from live.domain.disclosure import K
from live.domain.documents import Directory, Document
from live.domain.people import Name, Person
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


def turnout(
    session: LiveSession,
    poll: Poll,
    voters: AbstractSet[str],
    online: AbstractSet[str],
    last_vote_at: int | None,
    *,
    staff: bool,
) -> Document:
    """How many have voted so far; for staff also by group, groups of fewer than K together."""
    eligible = session.people.electorate(voters, poll.groups, poll.regions)
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
    by_size = sorted(members.items(), key=lambda row: (len(row[1]), row[0]))
    small = sum(len(ids) < K for _, ids in by_size)
    folded = by_size[: max(small, 2) if small else 0]  # one alone would stand there by itself
    rows = [_row([group], ids, voters) for group, ids in sorted(by_size[len(folded) :])]
    if folded:
        groups = sorted(group for group, _ in folded)
        rows.append(_row(groups, [who for _, ids in folded for who in ids], voters))
    return rows


def _row(groups: list[str], members: list[PersonId], voters: AbstractSet[str]) -> Document:
    voted = sum(who in voters for who in members)
    return {"ids": groups, "voted": voted, "eligible": len(members)}
