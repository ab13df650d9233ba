"""What comes about by itself, when its time has come.

A deadline is a time in the state. Whichever room passes it first issues the command, under an
id that is the same for all.
"""

from collections.abc import Iterator

import msgspec

from live.domain import draft, polls, versions
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
    found = [*_of_polls(session), *_of_leases(session), *_of_record(session)]
    return min(found, key=lambda deadline: deadline.at, default=None)


def _of_polls(session: LiveSession) -> Iterator[Deadline]:
    if session.life.status == "closed":
        return
    for poll in session.polls.open():
        if (at := poll.overdue_at) is not None:
            yield Deadline(at, polls.ClosePoll(poll.id), f"close-{poll.id}-{at}")


def _of_leases(session: LiveSession) -> Iterator[Deadline]:
    """The draft is written after the close, too."""
    for section in session.draft.leased:
        command_id = f"lease-{section.id}-{section.until}"
        yield Deadline(section.until, draft.ReleaseSection(section.id), command_id)


def _of_record(session: LiveSession) -> Iterator[Deadline]:
    if session.life.status == "closed" and (at := session.versions.due_at) is not None:
        nr = len(session.versions.made) + 1
        yield Deadline(at, versions.MakeRecord(), f"record-{nr}-{at}")
