"""The earlier runs of a secret poll that is asked again: what they show, and who voted in them.

Of which group and region somebody was at the time is told by the journal: it may have changed.
"""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain

from live.domain.actors import PersonId
from live.domain.electorate import electorate
from live.domain.people import Directory, People, PersonEvent, evolve
from live.domain.polls import PollWasClosed
from live.domain.run_sheet import Poll, Polls
from live.domain.runs import Run, Voters
from live.domain.session import Event
from live.room.past import event_of
from live.store import ballots, journal
from live.store.connection import Connection


def earlier_runs(
    connection: Connection,
    session_id: str,
    polls: Polls,
    poll: Poll,
    directory: Directory,
    unwritten: Sequence[Event],
) -> list[Run]:
    """Those that are counted, the first one first; ``unwritten``: what the journal has not yet."""
    others = _others(polls, poll)
    if not others:
        return []
    turnout = ballots.turnout(connection, session_id)
    people = People()
    runs: dict[str, Run] = {}
    for event in chain(_written(connection, session_id), unwritten):
        match event:
            case PersonEvent():
                people = evolve(people, event)
            case PollWasClosed(closed) if closed in others and closed not in runs:
                voted = turnout.get(closed, {}).keys()
                runs[closed] = _run(others[closed], _places(people, directory, poll, voted))
    return list(runs.values())


def _others(polls: Polls, poll: Poll) -> dict[str, Poll]:
    """All that ask the same and are counted, whichever of them they say they ask again."""
    first = _first(polls, poll)
    return {
        other.id: other
        for other in polls.sheet.values()
        if other.id != poll.id and other.tally and _first(polls, other) == first
    }


def _first(polls: Polls, poll: Poll) -> Poll:
    while poll.rerun_of is not None:
        poll = polls.poll(poll.rerun_of)
    return poll


def _written(connection: Connection, session_id: str) -> Iterator[Event]:
    """What the journal has of people, and of polls that were closed."""
    for entry in journal.read(connection, session_id):
        if entry.kind.startswith(("person.", "poll.closed")):
            yield event_of(entry)


def _run(poll: Poll, voters: Voters) -> Run:
    assert poll.tally, "it is counted"
    return Run(poll.tally.counts, poll.tally.groups, poll.tally.regions, voters)


def _places(people: People, directory: Directory, poll: Poll, voted: AbstractSet[str]) -> Voters:
    """An organisation that nobody is of any more may have been anywhere."""
    members = electorate(people, directory, poll, voted)
    found = {who: (members[who].group, members[who].region) for who in members}
    return {PersonId(who): found.get(PersonId(who)) for who in voted}
