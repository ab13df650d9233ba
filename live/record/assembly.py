"""From a session's state, its directory and its journal to the record."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TypedDict

from msgspec.structs import replace

from live.domain import agenda, contributions, people
from live.domain.actors import Milliseconds, PersonId
from live.domain.captions import Captions
from live.domain.contributions import Contributions
from live.domain.electorate import is_organisation
from live.domain.people import Name
from live.domain.questions import PULSE
from live.domain.run_sheet import Polls
from live.domain.session import LiveSession
from live.domain.tally import Tally
from live.record.attribution.lines import attributed
from live.record.log import breaks, log
from live.record.model import Contribution, Item, Note, Person, Poll, Record, Template, took_part
from live.record.moment import Happened
from live.record.representation import shares
from live.record.requests import requests, unheard, written
from live.record.speaking import Caption, Turn
from live.record.turns import turns

MINUTE_MS = 60_000
NOBODY = Name("")


def assemble(
    session: LiveSession,
    directory: Mapping[PersonId, Name],
    made_at: Milliseconds,
    happened: Sequence[Happened],
) -> Record:
    """The record as of ``made_at``; a preview while the session is not closed.

    ``happened`` is the journal: it tells what the state does not keep.
    """
    plan, lasting = session.life.plan, session.life
    everyone = tuple(_people(session.people, directory, happened))
    items = tuple(_items(session.agenda, plan.starts_at, made_at))
    spoken = tuple(turns(session.floor, made_at))
    sheet = tuple(_polls(session.polls, session.contributions))
    notes = tuple(_notes(session, {turn.id for turn in spoken}))
    participants = took_part(everyone, spoken)
    said = _captions(session.captions, directory, (spoken, everyone, items), made_at)
    return Record(
        title=plan.title,
        code=plan.code,
        host=plan.host,
        notice=plan.notice,
        status=lasting.status,
        time_zone=plan.time_zone,
        starts_at=plan.starts_at,
        planned_minutes=plan.planned_minutes,
        opened_at=lasting.opened_at,
        closed_at=lasting.closed_at,
        made_at=made_at,
        breaks=breaks(happened),
        languages=plan.languages,
        template=Template(plan.template),
        groups=plan.groups,
        regions=plan.regions,
        by_group=shares(plan.groups, participants, spoken, lambda who: who.group),
        by_region=shares(plan.regions, participants, spoken, lambda who: who.region),
        attended=len(participants),
        people=everyone,
        organisations={
            voter: name.name for voter, name in directory.items() if is_organisation(voter)
        },
        items=items,
        turns=spoken,
        polls=sheet,
        notes=notes,
        requests=tuple(requests(session.queue, spoken, happened)),
        unheard=tuple(unheard(session.queue)),
        written=tuple(written(session.queue)),
        sections=_sections(session),
        captions=tuple(sorted(said, key=lambda line: (line.start, line.stream))),
        log=log(spoken, notes, {poll.id for poll in sheet}, happened),
    )


def _people(
    all_people: people.People, directory: Mapping[PersonId, Name], happened: Sequence[Happened]
) -> Iterator[Person]:
    left_at = {
        fact.event.person: fact.at for fact in happened if isinstance(fact.event, people.PersonLeft)
    }
    for who in all_people.everyone.values():
        entry = directory.get(who.id, NOBODY)
        yield Person(
            id=who.id,
            name=entry.name,
            organisation=entry.organisation,
            group=who.group,
            region=who.region,
            role=who.role,
            joined_at=who.joined_at,
            left=who.left,
            left_at=left_at.get(who.id),
            removed=who.removed,
            guest=who.guest,
        )


def _items(
    planned: agenda.Agenda, starts_at: Milliseconds | None, made_at: Milliseconds
) -> Iterator[Item]:
    planned_at = starts_at
    for nr, item in enumerate(planned.ordered(), 1):
        since = item.since
        yield Item(
            id=item.id,
            nr=nr,
            title=item.title,
            minutes=item.minutes,
            planned_at=planned_at,
            spans=item.spans,
            spent_ms=item.spent_ms + (0 if since is None else made_at - since),
        )
        if planned_at is not None:
            planned_at = None if item.minutes is None else planned_at + item.minutes * MINUTE_MS


def _polls(all_polls: Polls, said: Contributions) -> Iterator[Poll]:
    """Those that were opened, and not in a rehearsal, in the order of opening."""
    sheet = (poll for poll in all_polls.ordered() if not poll.rehearsal)
    opened = [poll for poll in sheet if poll.opened_at is not None]
    opened.sort(key=lambda poll: poll.opened_at or 0)
    for nr, poll in enumerate(opened, 1):
        tally = poll.tally if "record" in poll.published else None
        yield Poll(
            id=poll.id,
            nr=nr,
            question=poll.question or PULSE,
            kind=poll.kind,
            secret=poll.secret,
            min=poll.min,
            max=poll.max,
            ends=poll.ends,
            options=poll.options,
            of_groups=poll.groups,
            of_regions=poll.regions,
            quorum=poll.quorum,
            per=poll.per,
            translations=poll.translations,
            rerun_of=poll.rerun_of,
            state=poll.state,
            opened_at=poll.opened_at,
            closed_at=poll.closed_at,
            published_at=poll.published_at,
            published=poll.published,
            corrections=poll.corrections,
            voters=None if poll.tally is None else poll.tally.voters,
            eligible=None if poll.tally is None else poll.tally.eligible,
            fingerprint=None if poll.tally is None else poll.tally.fingerprint,
            tally=tally and replace(tally, written=None, words=None),
            **_said(poll.id, tally, said),
        )


class _Said(TypedDict):
    contributions: tuple[Contribution, ...] | None
    themes: dict[str, int] | None
    words: dict[str, int] | None


def _said(poll: str, tally: Tally | None, said: Contributions) -> _Said:
    written = tally is not None and tally.written is not None
    listed = tally is not None and tally.words is not None
    return {
        "contributions": tuple(map(_contribution, said.of(poll))) if written else None,
        "themes": said.themes(poll) if written else None,
        "words": said.counted(poll) if listed else None,
    }


def _contribution(one: contributions.Contribution) -> Contribution:
    shown = one.verdict == "approved"
    return Contribution(
        one.verdict,
        one.text if shown else None,
        one.edited,
        one.theme,
        one.author if shown else None,
    )


def _captions(
    all_captions: Captions,
    directory: Mapping[PersonId, Name],
    known: tuple[Sequence[Turn], Sequence[Person], Sequence[Item]],
    made_at: Milliseconds,
) -> Iterator[Caption]:
    """Of the streams of which is known when they began."""
    spoken, everyone, items = known
    for stream in all_captions.streams.values():
        labels = {label: directory.get(PersonId(label), NOBODY).name for label in stream.labels}
        yield from attributed(stream, spoken, everyone, labels=labels, items=items, until=made_at)


def _sections(session: LiveSession) -> dict[str, str]:
    drafted = session.draft.sections.values()
    return {section.id: section.text for section in drafted if section.text}


def _notes(session: LiveSession, turns: AbstractSet[str]) -> Iterator[Note]:
    """Those that were not erased. A turn that was taken back is none of theirs any more."""
    told = (note for note in session.notes.ordered() if note.text)
    for nr, note in enumerate(told, 1):
        yield Note(
            id=note.id,
            nr=nr,
            text=note.text,
            tag=note.tag,
            item=note.item,
            turn=note.turn if note.turn in turns else None,
            speaker=note.speaker,
            author=note.author,
            happened_at=note.happened_at,
            written_at=note.at,
            revision=note.revision,
            owner=note.owner,
            owner_text=note.owner_text,
            due=note.due,
            pinned=note.pinned,
            proposed_by=note.proposed_by,
        )
