"""What the record knows: plain facts of one session, in no language and no format.

Times are ms since 1970 UTC. People, items, turns and polls are named by their
ids. ``record.json`` is this, word for word.
"""

from collections.abc import Sequence
from functools import cached_property

import msgspec

from live.domain.actors import Milliseconds, PersonId, Role
from live.domain.agenda import Span
from live.domain.contributions import Verdict
from live.domain.life import STANDARD, Attribution, Place, Status
from live.domain.notes import Tag
from live.domain.papers import Ends, Per, Wordings
from live.domain.questions import Options, PollKind
from live.domain.run_sheet import Correction, PollState, Where
from live.domain.tally import Tally
from live.record.moment import Moment
from live.record.speaking import Caption, Request, Turn, Written

SCHEMA = 1
"""Of ``record.json``: goes up when a reader of the older form would misread the newer one."""


class Person(msgspec.Struct, frozen=True):
    """``left_at`` is None for who has stayed. ``guest``: never joined, but was put into the queue
    or named as a speaker by a moderator, at ``joined_at``."""

    id: PersonId
    name: str
    organisation: str
    group: str
    region: str
    role: Role
    joined_at: Milliseconds
    left: bool = False
    left_at: Milliseconds | None = None
    removed: bool = False
    guest: bool = False


class Item(msgspec.Struct, frozen=True):
    """``planned_at`` follows from the session's start and the minutes of the items before."""

    id: str
    nr: int
    title: str
    minutes: int | None
    planned_at: Milliseconds | None
    spans: tuple[Span, ...]
    spent_ms: Milliseconds


class Contribution(msgspec.Struct, frozen=True):
    """What somebody wrote on a ballot; its ``text`` where it was approved."""

    verdict: Verdict
    text: str | None
    edited: bool
    theme: str
    author: PersonId | None


class Poll(msgspec.Struct, frozen=True, kw_only=True):
    """One that was opened. ``tally`` is there once it is published to the record, without what
    was written: that is in ``contributions``, ``themes`` and ``words``. ``of_groups`` and
    ``of_regions``: who could vote; all where none is named."""

    id: str
    nr: int
    question: str
    kind: PollKind
    secret: bool
    min: int
    max: int
    ends: Ends
    options: Options
    of_groups: tuple[str, ...]
    of_regions: tuple[str, ...]
    quorum: int | None
    per: Per
    translations: Wordings
    rerun_of: str | None
    state: PollState
    opened_at: Milliseconds | None
    closed_at: Milliseconds | None
    published_at: Milliseconds | None
    published: dict[Where, Milliseconds]
    corrections: tuple[Correction, ...]
    voters: int | None
    eligible: int | None
    fingerprint: str | None
    tally: Tally | None
    contributions: tuple[Contribution, ...] | None
    themes: dict[str, int] | None
    words: dict[str, int] | None


class Note(msgspec.Struct, frozen=True):
    """``text`` is as it was written, in a little Markdown: see ``live.record.markup``. An action's
    ``owner`` is one of the ``people``, or anybody else in words (``owner_text``); ``due`` is an ISO
    8601 date. ``revision`` is 1, and one more each time that it was revised."""

    id: str
    nr: int
    text: str
    tag: Tag | None
    item: str | None
    turn: str | None
    speaker: PersonId | None
    author: PersonId
    happened_at: Milliseconds
    written_at: Milliseconds
    revision: int
    owner: PersonId | None = None
    owner_text: str = ""
    due: str | None = None
    pinned: bool = False
    proposed_by: PersonId | None = None


TOGETHER = " + "
"""Between the ids of groups or regions that are counted together."""


class Share(msgspec.Struct, frozen=True):
    """One group or region, or several: how many took part, spoke, and for how long.

    ``of_order``: its points of order, which are in none of the other numbers.
    """

    id: str
    participants: int
    speakers: int
    turns: int
    of_order: int
    spoken_ms: Milliseconds

    @property
    def places(self) -> list[str]:
        """The ids of those that are counted in it."""
        return self.id.split(TOGETHER)


class Template(msgspec.Struct, frozen=True):
    """The form of the summary. ``text`` is that of an organisation's own template, as it was when
    the record was made; empty for one of those that Plenary comes with."""

    name: str = STANDARD
    text: str = ""


class Link(msgspec.Struct, frozen=True):
    """An entry of the journal's chain of hashes, in hexadecimal. ``data`` and ``salt`` are there
    where the record says the same; ``redacted``: nobody has them any more."""

    seq: int
    at: Milliseconds
    actor: PersonId
    kind: str
    digest: str
    chain: str
    data: str | None = None
    salt: str | None = None
    redacted: bool = False


class Journal(msgspec.Struct, frozen=True):
    """The head of the chain as of the record, and all entries where people are named."""

    seq: int
    chain: str
    entries: tuple[Link, ...] = ()


def took_part(people: Sequence[Person], turns: Sequence[Turn]) -> tuple[Person, ...]:
    """The participants who spoke, or joined without being sent out."""
    spoke = {turn.person for turn in turns}
    return tuple(
        who
        for who in people
        if who.role is Role.PARTICIPANT and (who.id in spoke or not (who.removed or who.guest))
    )


class Record(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """Everything about one session.

    ``breaks``: while it was suspended, or closed by mistake. ``unheard``: the requests that
    were not heard, nor withdrawn, nor made good for in writing; among them those that wait.
    ``sections``: the prose of the draft summary, by item or as in draft.BESIDES.
    ``version``: which of those that were made it is; ``final_at``: since when it is final, with the
    ``fingerprint`` of ``live.record.fingerprint``. ``attended``: how many took part.
    ``attribution``: how much is told of who they are, see ``live.record.projection``.
    """

    schema: int = SCHEMA
    version: int | None = None
    final_at: Milliseconds | None = None
    fingerprint: str | None = None
    attribution: Attribution = "named"
    title: str
    code: str
    host: str
    notice: str
    status: Status
    time_zone: str
    starts_at: Milliseconds | None
    planned_minutes: int | None
    opened_at: Milliseconds | None
    closed_at: Milliseconds | None
    made_at: Milliseconds
    breaks: tuple[Span, ...]
    languages: tuple[str, ...] = ()
    template: Template = Template()
    groups: tuple[Place, ...]
    regions: tuple[Place, ...]
    by_group: tuple[Share, ...]
    by_region: tuple[Share, ...]
    attended: int
    people: tuple[Person, ...]
    organisations: dict[PersonId, str]
    items: tuple[Item, ...]
    turns: tuple[Turn, ...]
    polls: tuple[Poll, ...]
    notes: tuple[Note, ...]
    requests: tuple[Request, ...]
    unheard: tuple[str, ...]
    written: tuple[Written, ...]
    sections: dict[str, str] = {}
    captions: tuple[Caption, ...] = ()
    log: tuple[Moment, ...]
    journal: Journal | None = None

    @cached_property
    def person(self) -> dict[PersonId, Person]:
        return {who.id: who for who in self.people}

    @cached_property
    def item(self) -> dict[str, Item]:
        return {item.id: item for item in self.items}

    @cached_property
    def turn(self) -> dict[str, Turn]:
        return {turn.id: turn for turn in self.turns}

    @cached_property
    def poll(self) -> dict[str, Poll]:
        return {poll.id: poll for poll in self.polls}

    @cached_property
    def note(self) -> dict[str, Note]:
        return {note.id: note for note in self.notes}

    @cached_property
    def request(self) -> dict[str, Request]:
        return {request.id: request for request in self.requests}

    @property
    def closed(self) -> bool:
        return self.status == "closed"

    @property
    def named(self) -> bool:
        """Whether people are told by their names."""
        return self.attribution == "named"

    @property
    def grouped(self) -> bool:
        """Whether it is told of which group somebody is."""
        return self.attribution != "chatham"

    @cached_property
    def participants(self) -> tuple[Person, ...]:
        """Those who took part; nobody where no list of them is told."""
        return took_part(self.people, self.turns) if self.grouped else ()

    def speakers(self, turns: Sequence[Turn]) -> int | None:
        """How many people have had these turns; None where that is not told."""
        return len({turn.person for turn in turns}) if self.grouped else None

    @property
    def lasted_ms(self) -> Milliseconds:
        """From the opening to the close, or until now, with the breaks."""
        if self.opened_at is None:
            return 0
        return (self.closed_at or self.made_at) - self.opened_at

    @property
    def breaks_ms(self) -> Milliseconds:
        until = self.closed_at or self.made_at
        return sum((until if span.end is None else span.end) - span.start for span in self.breaks)

    @property
    def spoken_ms(self) -> Milliseconds:
        """Without the points of order. Where that of turns is not told, it is that of the groups,
        and 0 where that is not told either."""
        if not self.grouped:
            return sum(share.spoken_ms for share in self.by_group)
        return sum(turn.spoken_ms for turn in self.turns if not turn.of_order)

    def turns_on(self, item: str | None) -> Sequence[Turn]:
        return [turn for turn in self.turns if turn.item == item]

    def notes_on(self, item: str | None) -> Sequence[Note]:
        return [note for note in self.notes if note.item == item]

    def polls_on(self, item: str | None) -> Sequence[Poll]:
        """Those that were opened while it was on."""
        return [poll for poll in self.polls if self._item_at(poll.opened_at or 0) == item]

    def _item_at(self, at: Milliseconds) -> str | None:
        """The one that was on, or had just been begun."""
        on = [
            item.id
            for item in self.items
            for span in item.spans
            if span.start <= at and (span.end is None or at < span.end)
        ]
        return on[-1] if on else None
