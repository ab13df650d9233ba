"""What comes about by itself, when its time has come.

A deadline is a time in the state. Whichever room passes it first issues the command, under an
id that is the same for all.
"""

import msgspec

from live.domain import polls
from live.domain.actors import Actor, Milliseconds, PersonId, Role
from live.domain.commands import Command
from live.domain.session import LiveSession

CLOCK = Actor(PersonId("clock"), Role.SYSTEM)
"""Who issues the commands."""


class Deadline(msgspec.Struct, frozen=True):
    at: Milliseconds
    command: Command
    command_id: str


def next_deadline(session: LiveSession) -> Deadline | None:
    """The first that is to come, or has passed."""
    if session.life.status == "closed":
        return None
    found = [
        Deadline(at, polls.ClosePoll(poll.id), f"close-{poll.id}-{at}")
        for poll in session.polls.open()
        if (at := poll.overdue_at) is not None
    ]
    return min(found, key=lambda deadline: deadline.at, default=None)
