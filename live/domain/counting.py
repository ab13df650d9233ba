"""Counting a poll that closes: whose ballots, of whom, and how many were there."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from live.domain import rehearsal
from live.domain.actors import PersonId
from live.domain.electorate import electorate, voters_of
from live.domain.people import Directory
from live.domain.run_sheet import Poll
from live.domain.runs import Run
from live.domain.session import LiveSession
from live.domain.tally import Choices, Tally, tally


def counted(
    session: LiveSession,
    directory: Directory,
    poll: Poll,
    choices: Choices,
    online: AbstractSet[str],
    salt: str = "",
    earlier: Sequence[Run] = (),
) -> Tally:
    """``choices``: by voter. ``online``: the ids of persons who are connected. In a rehearsal
    all are made up. ``earlier``: the runs before it, of a secret poll."""
    if poll.rehearsal:
        members = rehearsal.electorate(session.life.plan, poll)
        choices, here = rehearsal.choices(poll, members), {*members}
    else:
        members = electorate(session.people, directory, poll, choices.keys())
        here = voters_of(poll, map(PersonId, online), directory)
    connected = len(here & members.keys())
    return tally(
        poll.kind,
        poll.options,
        poll.secret,
        choices,
        members,
        connected=connected,
        salt=salt,
        earlier=earlier,
    )
