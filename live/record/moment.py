"""What happened, and when: the journal's entries, and the record's own lines."""

from typing import Literal

import msgspec

from live.domain.actors import Milliseconds, PersonId
from live.domain.fairness import Policy
from live.domain.queue import Why
from live.domain.run_sheet import Where
from live.domain.session import Event


class Happened(msgspec.Struct, frozen=True):
    """An entry of the journal: its number, when it was written, and who brought the event about."""

    seq: int
    at: Milliseconds
    by: PersonId
    event: Event


What = Literal[
    "session.opened",
    "session.suspended",
    "session.resumed",
    "session.closed",
    "session.reopened",
    "session.limited",
    "session.limits",
    "person.joined",
    "person.left",
    "person.removed",
    "item.started",
    "queue.opened",
    "queue.closed",
    "queue.policy",
    "queue.requested",
    "queue.given",
    "queue.limited",
    "queue.moved",
    "queue.skipped",
    "queue.withdrawn",
    "queue.written",
    "queue.writing_offered",
    "queue.unheard",
    "queue.restored",
    "turn.started",
    "turn.paused",
    "turn.resumed",
    "turn.limited",
    "turn.identified",
    "turn.corrected",
    "act.undone",
    "poll.opened",
    "poll.closed",
    "poll.corrected",
    "poll.published",
    "note",
    "note.retracted",
    "erased.note",
    "erased.caption",
    "erased.person",
]


class Moment(msgspec.Struct, frozen=True, omit_defaults=True):
    """Something that happened; ``id``: of the person, request, item, turn, poll or note.

    ``seq``: the journal's entry that tells of it. ``by``: who did it. ``person``: whom it names.
    ``requests`` and ``why``: those that were not heard. ``limit_ms``: 0 for none, None for that
    of all. ``act``: the command that was taken back; ``why`` says if it gave the last word.
    ``policy``: by which somebody is suggested, or with ``follow`` the queue is ordered.
    ``person`` of a note that was retracted: who had written it.
    ``reason``: why the words of a poll were corrected. ``to``: where its result was published.
    """

    at: Milliseconds
    seq: int
    what: What
    id: str | None
    by: PersonId
    person: PersonId | None = None
    requests: tuple[str, ...] = ()
    why: Why | None = None
    limit_ms: Milliseconds | msgspec.UnsetType | None = msgspec.UNSET
    act: str | None = None
    policy: Policy | None = None
    follow: bool = False
    reason: str = ""
    to: tuple[Where, ...] = ()


def moment(
    fact: Happened, what: What, of: str | None = None, *, at: Milliseconds | None = None
) -> Moment:
    """That a fact is told as ``what`` of whom or what it is about."""
    return Moment(fact.at if at is None else at, fact.seq, what, of, fact.by)
