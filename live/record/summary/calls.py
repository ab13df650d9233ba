"""What a template can say and call. docs/templates.md tells each."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import msgspec

from live.domain.actors import CHAIRS, Role
from live.domain.notes import Tag
from live.record import transcript
from live.record.bidi import given
from live.record.document import Block, Heading
from live.record.model import Record
from live.record.summary import exchanges, outcomes, overview, results
from live.record.summary.agenda import agenda
from live.record.summary.airtime import speaking_time
from live.record.summary.interventions import interventions
from live.record.summary.outline import ANNEX, BLOCK, SEE, mark, unmarked
from live.record.summary.part import Compose, parts
from live.record.summary.participants import participants, present
from live.record.summary.participation import organisations, participation
from live.record.summary.points import bullets
from live.record.summary.polls import polls
from live.record.summary.requests import unheard, waiting, written
from live.record.telling import Telling

Section = Callable[[Telling], Iterator[Block]]


def _tagged(tag: Tag) -> Section:
    def section(tell: Telling) -> Iterator[Block]:
        return bullets(tell, [note for note in tell.record.notes if note.tag == tag])

    return section


def _open_questions(tell: Telling) -> Iterator[Block]:
    found = exchanges.exchanges(tell, tell.record.notes, tell.record.turns)
    return exchanges.unanswered(tell, found)


def _transcript(tell: Telling) -> Iterator[Block]:
    """Its headings are below that under which it stands."""
    for block in transcript.sections(tell):
        yield Heading(block.text, block.level + 1) if isinstance(block, Heading) else block


SECTIONS: dict[str, Section] = {
    "facts": overview.facts,
    "overview": overview.overview,
    "participation": participation,
    "organisations": organisations,
    "agenda": agenda,
    "decisions": lambda tell: outcomes.decisions(tell, tell.record.notes),
    "actions": outcomes.tasks,
    "risks": _tagged("risk"),
    "quotes": _tagged("quote"),
    "open_questions": _open_questions,
    "poll_results": lambda tell: results.lines(tell, tell.record.polls),
    "written_statements": written,
    "waiting": waiting,
    "unheard": unheard,
    "next_steps": outcomes.next_steps,
    "next_steps_drafted": outcomes.drafted,
    "due_dates": outcomes.due_dates,
    "present": present,
    "participants": participants,
    "interventions": interventions,
    "speaking_time": speaking_time,
    "polls": polls,
    "transcript": _transcript,
}


class Numbers(msgspec.Struct, frozen=True):
    """How many there are. ``unheard``: requests that could not be heard."""

    participants: int
    speakers: int
    interventions: int
    items: int
    polls: int
    decisions: int
    actions: int
    statements: int
    unheard: int


def numbers(record: Record) -> Numbers:
    spoken = [turn for turn in record.turns if not turn.of_order]
    tags = [note.tag for note in record.notes]
    return Numbers(
        participants=record.attended,
        speakers=record.speakers(spoken) or 0,
        interventions=len(spoken),
        items=len(record.items),
        polls=len(record.polls),
        decisions=tags.count("decision"),
        actions=tags.count("action"),
        statements=len(record.written),
        unheard=len(record.unheard),
    )


def _staff(tell: Telling, *roles: Role) -> str:
    people = [who for who in tell.record.people if who.role in roles and who.name]
    return tell.words.listed([given(who.name) for who in people])


def _date(tell: Telling) -> str:
    record = tell.record
    at = record.starts_at if record.opened_at is None else record.opened_at
    return "" if at is None else tell.words.date(at)


VALUES: dict[str, Callable[[Telling], Any]] = {
    "title": Telling.title,
    "host": lambda tell: given(tell.record.host) if tell.record.host else "",
    "code": lambda tell: given(tell.record.code),
    "date": _date,
    "duration": lambda tell: tell.words.duration(tell.record.lasted_ms),
    "moderators": lambda tell: _staff(tell, *CHAIRS),
    "rapporteurs": lambda tell: _staff(tell, Role.RAPPORTEUR),
    "language": lambda tell: tell.words.language,
    "closed": lambda tell: tell.record.closed,
    "named": lambda tell: tell.record.named,
    "numbers": lambda tell: numbers(tell.record),
}


class Called:
    """The blocks that a template calls for, in the order of the calls; made when all is said."""

    def __init__(self) -> None:
        self._composed: list[Compose] = []

    def call(self, compose: Compose) -> str:
        """A mark on a line of its own, in the place of what is composed later."""
        self._composed.append(compose)
        return f"\n{mark(BLOCK, str(len(self._composed) - 1))}\n"

    def blocks(self, nr: int) -> list[Block]:
        return [*self._composed[nr]()]


def context(tell: Telling, called: Called) -> Mapping[str, object]:
    """All that a template knows by name."""
    words = tell.words

    def annex(title: str, name: str = "") -> str:
        return words._("Annex {nr}: {title}", nr=mark(ANNEX, name), title=title)

    def see(name: str) -> str:
        return words._("annex {nr}", nr=mark(SEE, name))

    return {
        **{name: _clean(value(tell)) for name, value in VALUES.items()},
        **{name: _call(tell, called, section) for name, section in SECTIONS.items()},
        "items": parts(tell, called.call),
        "annex": annex,
        "see": see,
    }


def _clean(value: object) -> object:
    return unmarked(value) if isinstance(value, str) else value


def _call(tell: Telling, called: Called, section: Section) -> Callable[[], str]:
    return lambda: called.call(lambda: section(tell))
