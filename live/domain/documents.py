"""What each audience sees: the state of a session as small documents under keys.

This is the one place that decides what an audience may see. A value is plain
JSON data. ``touched`` names the keys that an event can change; ``project``
makes one document, or None where the audience has none under that key.
"""

import enum
from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec import to_builtins

from live.domain import agenda, floor, life, notes, people, polls, queue
from live.domain.actors import STAFF, Milliseconds, PersonId, Role
from live.domain.people import Name, Person
from live.domain.session import Event, LiveSession
from live.domain.tally import Tally

Document = dict[str, object]
Directory = Mapping[PersonId, Name]

VERSION = 2
"""Of the projection: goes up when a document's shape changes, so that nobody resumes into it."""

NOBODY = Name("")


class Audience(enum.StrEnum):
    PUBLIC = "public"
    STAFF = "staff"


def audience_of(role: Role) -> Audience:
    return Audience.STAFF if role in STAFF else Audience.PUBLIC


class View:
    """One session as one audience sees it."""

    def __init__(self, session: LiveSession, directory: Directory, audience: Audience) -> None:
        self.session = session
        self.directory = directory
        self.staff = audience is Audience.STAFF

    def project(self, key: str) -> Document | None:
        """The document under a key, or None."""
        part, _, name = key.partition("/")
        return PROJECTIONS[part](self, name)

    def everything(self) -> dict[str, Document]:
        """All documents, by key."""
        found = ((key, self.project(key)) for key in self.keys())
        return {key: document for key, document in found if document is not None}

    def keys(self) -> Iterator[str]:
        session = self.session
        yield from ("session", "floor", "airtime")
        yield from (f"item/{item}" for item in session.agenda.items)
        yield from (f"request/{request}" for request in session.queue.waiting)
        if session.floor.holder:
            yield f"request/{session.floor.holder.request}"
        yield from (f"turn/{turn}" for turn in session.floor.turns)
        for poll in session.polls.sheet:
            yield from (f"poll/{poll}", f"tally/{poll}")
        yield from (f"note/{note}" for note in session.notes.standing)
        yield from (f"person/{person}" for person in session.people.everyone)

    def life(self, _: str) -> Document:
        lasting, plan = self.session.life, self.session.life.plan
        closed_at = lasting.closed_at
        return {
            "title": plan.title,
            "status": lasting.status,
            "code": plan.code,
            "starts_at": plan.starts_at,
            "planned_minutes": plan.planned_minutes,
            "opened_at": lasting.opened_at,
            "closed_at": closed_at,
            "reopen_until": None if closed_at is None else closed_at + life.REOPEN_MS,
            "time_zone": plan.time_zone,
            "call_url": plan.call_url,
            "host": plan.host,
            "notice": plan.notice,
            "retention_days": plan.retention_days,
            "attribution": "named",
            "item": self.session.agenda.current,
            "queue_open": self.session.queue.open,
            "groups": to_builtins(plan.groups),
            "regions": to_builtins(plan.regions),
            "languages": list(plan.languages),
            "notes": plan.notes,
            "speaking_ms": plan.speaking_ms,
        }

    def item(self, name: str) -> Document | None:
        item = self.session.agenda.items.get(name)
        if item is None:
            return None
        return {
            "title": item.title,
            "minutes": item.minutes,
            "rank": item.rank,
            "state": item.state,
            "since": item.since,
            "spent_ms": item.spent_ms,
        }

    def request(self, name: str) -> Document | None:
        waiting = self.session.queue.waiting.get(name)
        if waiting is not None:
            return self._waiting(waiting)
        holder = self.session.floor.holder
        return self._holding(holder) if holder and holder.request == name else None

    def _waiting(self, request: queue.Request) -> Document:
        return {
            "person": self.named(request.person),
            "kind": request.kind,
            "about": request.about,
            "rank": request.rank,
            "state": "waiting",
            "at": request.at,
            "item": request.item,
            "answers": request.answers,
        }

    def _holding(self, holder: floor.Holder) -> Document:
        return {
            "person": self.named(holder.person),
            "kind": holder.kind,
            "about": holder.about,
            "rank": 0,
            "state": "paused" if holder.since is None else "floor",
            "at": holder.start,
            "item": holder.item,
            "answers": None,
        }

    def floor(self, _: str) -> Document:
        holder = self.session.floor.holder
        return {
            "request": holder and holder.request,
            "turn": holder and holder.turn,
            "since": holder and holder.since,
            "spoken_ms": holder.spoken_ms if holder else 0,
            "limit_ms": holder and holder.limit_ms,
            "paused": bool(holder and holder.since is None),
        }

    def turn(self, name: str) -> Document | None:
        turn = self.session.floor.turns.get(name)
        if turn is None:
            return None
        return {
            "person": self.named(turn.person),
            "kind": turn.kind,
            "about": turn.about,
            "item": turn.item,
            "start": turn.start,
            "end": turn.end,
            "spoken_ms": turn.spoken_ms,
        }

    def airtime(self, _: str) -> Document:
        return {
            "groups": airtime(self.session, lambda who: who.group),
            "regions": airtime(self.session, lambda who: who.region),
        }

    def poll(self, name: str) -> Document | None:
        poll = self.session.polls.sheet.get(name)
        if poll is None or (poll.state == "draft" and not self.staff):
            return None
        return {
            "question": poll.question,
            "options": to_builtins(poll.options),
            "kind": poll.kind,
            "secret": poll.secret,
            "min": poll.min,
            "max": poll.max,
            "state": poll.state,
            "rank": poll.rank,
            "opened_at": poll.opened_at,
            "closed_at": poll.closed_at,
            "published_at": poll.published_at,
        }

    def tally(self, name: str) -> Document | None:
        poll = self.session.polls.sheet.get(name)
        if poll is None or poll.tally is None:
            return None
        if poll.state != "published" and not self.staff:
            return None
        return self._counted(poll.tally)

    def _counted(self, tally: Tally) -> Document:
        counted: Document = {
            "counts": tally.counts,
            "voters": tally.voters,
            "eligible": tally.eligible,
            "groups": to_builtins(tally.groups),
            "regions": to_builtins(tally.regions),
            "fingerprint": tally.fingerprint,
        }
        if self.staff and tally.ballots is not None:
            counted["ballots"] = [
                {"person": self.named(person), "choice": list(choice)}
                for person, choice in tally.ballots.items()
            ]
        return counted

    def note(self, name: str) -> Document | None:
        note = self.session.notes.standing.get(name)
        if note is None or not (self.staff or self.session.life.plan.notes == "everyone"):
            return None
        return {
            "text": note.text,
            "tag": note.tag,
            "author": {"id": note.author, "name": self.directory.get(note.author, NOBODY).name},
            "item": note.item,
            "turn": note.turn,
            "speaker": note.speaker and self.named(note.speaker),
            "at": note.at,
            "happened_at": note.happened_at,
            "revision": note.revision,
        }

    def person(self, name: str) -> Document | None:
        who = self.session.people.everyone.get(PersonId(name))
        if who is None or not self.staff:
            return None
        entry = self.directory.get(who.id, NOBODY)
        return {
            "name": entry.name,
            "organisation": entry.organisation,
            "group": who.group,
            "region": who.region,
            "role": who.role.value,
            "joined_at": who.joined_at,
            "left": who.left,
        }

    def named(self, person: PersonId) -> Document:
        """A person as they stand in other documents."""
        entry = self.directory.get(person, NOBODY)
        return {
            "id": person,
            "name": entry.name,
            "organisation": entry.organisation,
            "group": self.session.people.everyone[person].group,
        }


PROJECTIONS: dict[str, Callable[[View, str], Document | None]] = {
    "session": View.life,
    "item": View.item,
    "request": View.request,
    "floor": View.floor,
    "turn": View.turn,
    "airtime": View.airtime,
    "poll": View.poll,
    "tally": View.tally,
    "note": View.note,
    "person": View.person,
}
"""The durable documents, by the first part of their key."""


def airtime(session: LiveSession, place: Callable[[Person], str]) -> dict[str, dict[str, int]]:
    """Milliseconds and number of the finished turns, by group or region."""
    spent: dict[str, dict[str, Milliseconds]] = {}
    for turn in session.floor.turns.values():
        row = spent.setdefault(place(session.people.everyone[turn.person]), {"ms": 0, "turns": 0})
        row["ms"] += turn.spoken_ms
        row["turns"] += 1
    return spent


def touched(before: LiveSession, event: Event) -> set[str]:
    """The keys of the documents that an event can change."""
    match event:
        case life.LifeEvent():
            return {"session", *_notes_if_shown_otherwise(before, event)}
        case people.PersonJoined() if event.person not in before.people.everyone:
            return {f"person/{event.person}"}
        case people.PersonEvent():
            return set(_naming(before, event.person))
        case agenda.ItemStarted() | agenda.ItemEnded():
            return {"session", f"item/{event.item}"}
        case agenda.AgendaEvent():
            return {f"item/{event.item}"}
        case queue.QueueEvent():
            return _queue(event)
        case floor.FloorEvent():
            return _floor(before, event)
        case polls.PollsEvent():
            return {f"poll/{event.poll}", f"tally/{event.poll}"}
        case notes.NotesEvent():
            return {f"note/{event.note}"}
        case _:
            raise TypeError(f"not an event: {event!r}")


def _notes_if_shown_otherwise(before: LiveSession, event: life.LifeEvent) -> Iterable[str]:
    if isinstance(event, life.SessionEdited) and event.plan.notes != before.life.plan.notes:
        return (f"note/{note}" for note in before.notes.standing)
    return ()


def _naming(session: LiveSession, person: PersonId) -> Iterator[str]:
    """The keys of the documents in which a person is named or counted."""
    yield from (f"person/{person}", "airtime")
    yield from (f"request/{request.id}" for request in session.queue.of_person(person))
    holder = session.floor.holder
    if holder and holder.person == person:
        yield f"request/{holder.request}"
    yield from (f"turn/{turn.id}" for turn in session.floor.turns.values() if turn.person == person)
    for note in session.notes.standing.values():
        if person in (note.author, note.speaker):
            yield f"note/{note.id}"
    for poll in session.polls.sheet.values():
        if poll.tally and poll.tally.ballots and person in poll.tally.ballots:
            yield f"tally/{poll.id}"


def _queue(event: queue.QueueEvent) -> set[str]:
    match event:
        case queue.QueueOpened() | queue.QueueWasClosed():
            return {"session"}
        case queue.QueueSpread():
            return {f"request/{request}" for request in event.ranks}
        case queue.RequestsUnheard() | queue.RequestsRestored():
            return {f"request/{request}" for request in event.requests}
        case (
            queue.FloorRequested()
            | queue.RequestEdited()
            | queue.RequestWithdrawn()
            | queue.RequestMoved()
        ):
            return {f"request/{event.request}"}
        case _:
            raise TypeError(f"not an event of the queue: {event!r}")


def _floor(before: LiveSession, event: floor.FloorEvent) -> set[str]:
    if isinstance(event, floor.FloorGranted):
        return {"floor", f"request/{event.request}"}
    holder = before.floor.holder
    keys = {"floor"} | ({f"request/{holder.request}"} if holder else set())
    return keys | (
        {f"turn/{event.turn}", "airtime"} if isinstance(event, floor.FloorReleased) else set()
    )
