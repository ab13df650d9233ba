"""What each audience sees: the state of a session as small documents under keys.

This is the one place that decides what an audience may see. A value is plain
JSON data. ``touched`` names the keys that an event can change; ``project``
makes one document, or None where the audience has none under that key.
"""

import enum
from collections.abc import Callable, Iterator

from msgspec import to_builtins

from live.domain import acts, floor, life, notes, queue
from live.domain.actors import STAFF, Milliseconds, PersonId, Role
from live.domain.acts import Act
from live.domain.advice import Advice
from live.domain.masking import MASK, Names
from live.domain.people import NOBODY, Directory, Person
from live.domain.run_sheet import Poll, Where
from live.domain.session import LiveSession
from live.domain.tally import Tally

Document = dict[str, object]

VERSION = 5
"""Of the projection: goes up when a document's shape changes, so that nobody resumes into it."""


class Audience(enum.StrEnum):
    """The screen is of the public, but for results, which are published to it by themselves."""

    PUBLIC = "public"
    SCREEN = "screen"
    STAFF = "staff"


WHERE: dict[Audience, Where] = {Audience.PUBLIC: "phones", Audience.SCREEN: "screen"}
"""Where a result has to be published for an audience to have it."""


def audience_of(role: Role, wished: str | None = None) -> Audience:
    """Staff may look as others do; nobody sees more than is theirs."""
    own = Audience.STAFF if role in STAFF else Audience.PUBLIC
    if role is Role.SCREEN:
        own = Audience.SCREEN
    if wished == Audience.PUBLIC or (wished == Audience.SCREEN and own is Audience.STAFF):
        return Audience(wished)
    return own


STAFF_ONLY = frozenset(
    {
        "person",
        "written",
        "suggestion",
        "undo",
        "log",
        "retracted",
        "proposal",
        "caption",
        "section",
    }
)
"""Parts of which the public has no document, ever."""


class View:
    """One session as one audience sees it."""

    def __init__(self, session: LiveSession, directory: Directory, audience: Audience) -> None:
        self.session = session
        self.directory = directory
        self.audience = audience
        self.staff = audience is Audience.STAFF

    def project(self, key: str) -> Document | None:
        """The document under a key, or None."""
        if not self.shows(key):
            return None
        part, _, name = key.partition("/")
        return PROJECTIONS[part](self, name)

    def shows(self, key: str) -> bool:
        """Whether the audience can have a document under a key."""
        return self.staff or key.partition("/")[0] not in STAFF_ONLY

    def everything(self) -> dict[str, Document]:
        """All documents, by key."""
        found = ((key, self.project(key)) for key in self.keys())
        return {key: document for key, document in found if document is not None}

    def keys(self) -> Iterator[str]:
        session = self.session
        yield from ("session", "floor", "airtime")
        yield from (f"item/{item}" for item in session.agenda.items)
        yield from (f"request/{request}" for request in session.queue.waiting)
        yield from (f"request/{holder.request}" for holder in session.floor.holders)
        yield from (f"written/{request}" for request in session.queue.written)
        yield from ("suggestion", "undo")
        yield from (f"log/{act.id}" for act in (*session.acts.done, *session.acts.undone))
        yield from (f"turn/{turn}" for turn in session.floor.turns)
        for poll in session.polls.sheet:
            yield from (f"poll/{poll}", f"tally/{poll}")
        yield from (f"contribution/{one}" for one in session.contributions.entries)
        yield from (f"note/{note}" for note in session.notes.standing)
        yield from (f"retracted/{note}" for note in session.notes.retracted)
        yield from (f"proposal/{proposal}" for proposal in session.proposals.made)
        yield from (f"caption/{caption}" for caption in session.captions.latest())
        yield from (f"section/{section}" for section in session.draft.sections)
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
            "attribution": plan.attribution,
            "template": plan.template,
            "versions": to_builtins(self.session.versions.made),
            "final": self.session.versions.final,
            "final_at": self.session.versions.final_at,
            "item": self.session.agenda.current,
            "queue_open": self.session.queue.open,
            "points_of_order": self.session.queue.points_of_order,
            "writing_offered": self.session.queue.writing_offered,
            "groups": to_builtins(plan.groups),
            "regions": to_builtins(plan.regions),
            "languages": list(plan.languages),
            "notes": plan.notes,
            "proposals": plan.proposals,
            "speaking_ms": plan.speaking_ms,
            "kind_seconds": plan.kind_seconds,
            "group_seconds": plan.group_seconds,
            "policy": plan.policy,
            "follow": plan.follow,
            "most_passed": plan.most_passed,
            "basis": plan.basis,
            "targets": plan.targets,
            "budgets": plan.budgets,
            "order_categories": list(plan.order_categories),
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
            return self._request(waiting, "waiting")
        for holder in self.session.floor.holders:
            if holder.request == name:
                return self._holding(holder)
        return None

    def _holding(self, holder: floor.Holder) -> Document:
        state = "paused" if holder.since is None else "floor"
        if holder is self.session.floor.interrupted:
            state = "interrupted"
        return self._request(holder.asked, state)

    def _request(self, request: queue.Request, state: str) -> Document:
        shown: Document = {
            "person": self.named(request.person),
            "kind": request.kind,
            "about": request.about,
            "capacity": request.capacity,
            "on_behalf_of": request.on_behalf_of,
            "language": request.language,
            "source": request.source,
            "category": request.category,
            "rank": request.rank,
            "state": state,
            "at": request.at,
            "item": request.item,
            "answers": request.answers,
            "ready": request.ready,
            "skipped": request.skipped,
            "limit_seconds": request.limit_seconds,
        }
        if self.staff:
            claims = request.claims
            shown["statement"] = request.statement
            shown["claims"] = None if claims is None else self.named(claims)
        return shown

    def floor(self, _: str) -> Document:
        holder, interrupted = self.session.floor.holder, self.session.floor.interrupted
        return {
            "request": holder and holder.request,
            "turn": holder and holder.turn,
            "start": holder and holder.start,
            "since": holder and holder.since,
            "spoken_ms": holder.spoken_ms if holder else 0,
            "limit_ms": holder and holder.limit_ms,
            "paused": bool(holder and holder.since is None),
            "interrupted": None
            if interrupted is None
            else {
                "request": interrupted.request,
                "turn": interrupted.turn,
                "start": interrupted.start,
                "spoken_ms": interrupted.spoken_ms,
                "limit_ms": interrupted.limit_ms,
            },
        }

    def turn(self, name: str) -> Document | None:
        turn = self.session.floor.turns.get(name)
        if turn is None:
            return None
        return {
            "person": self.named(turn.person),
            "kind": turn.asked.kind,
            "about": turn.asked.about,
            "capacity": turn.asked.capacity,
            "on_behalf_of": turn.asked.on_behalf_of,
            "language": turn.asked.language,
            "source": turn.asked.source,
            "category": turn.asked.category,
            "item": turn.item,
            "start": turn.start,
            "end": turn.end,
            "spoken_ms": turn.spoken_ms,
            "limit_ms": turn.limit_ms,
            "interrupts": turn.interrupts,
            "revision": turn.revision,
        }

    def written(self, name: str) -> Document | None:
        written = self.session.queue.written.get(name)
        if written is None:
            return None
        return {
            "person": self.named(written.request.person),
            "kind": written.request.kind,
            "about": written.request.about,
            "item": written.request.item,
            "text": written.text,
            "at": written.at,
        }

    def suggestion(self, _: str) -> Document | None:
        session = self.session
        advice = Advice(session.life.plan, session.people, session.queue, session.floor).next()
        return None if advice is None else to_builtins(advice)

    def undo(self, _: str) -> Document | None:
        session, act = self.session, self.session.undoable
        if act is None:
            return None
        return {**self._act(act), "spoken_ms": acts.spoken_ms(act, session.stands)}

    def log(self, name: str) -> Document | None:
        for act in self.session.acts.done:
            if act.id == name:
                return {**self._act(act), "undone": False, "undone_by": None}
        for act in self.session.acts.undone:
            if act.id == name:
                return {**self._act(act), "undone": True, "undone_by": self._staff(act.undone_by)}
        return None

    def _act(self, act: Act) -> Document:
        return {
            "act": act.id,
            "what": act.what,
            "last_word": act.what == "floor.grant" and act.doors is not None,
            "by": self._staff(act.by),
            "at": act.at,
            "person": None if act.person is None else self.named(act.person),
        }

    def _staff(self, person: PersonId | None) -> Document | None:
        if person is None:
            return None
        return {"id": person, "name": self.directory.get(person, NOBODY).name}

    def airtime(self, _: str) -> Document:
        return {
            "groups": airtime(self.session, lambda who: who.group),
            "regions": airtime(self.session, lambda who: who.region),
        }

    def poll(self, name: str) -> Document | None:
        poll = self.session.polls.sheet.get(name)
        if poll is None or (poll.state == "draft" and not self.staff):
            return None
        published = self._sees_result(poll)
        shown: Document = {
            "question": poll.question,
            "options": to_builtins(poll.options),
            "kind": poll.kind,
            "secret": poll.secret,
            "min": poll.min,
            "max": poll.max,
            "ends": list(poll.ends),
            "seconds": poll.seconds,
            "groups": list(poll.groups),
            "regions": list(poll.regions),
            "quorum": poll.quorum,
            "shuffle": poll.shuffle,
            "per": poll.per,
            "translations": to_builtins(poll.translations),
            "rehearsal": poll.rehearsal,
            "rerun_of": poll.rerun_of,
            "state": "closed" if poll.state == "published" and not published else poll.state,
            "rank": poll.rank,
            "opened_at": poll.opened_at,
            "closes_at": poll.closes_at,
            "closed_at": poll.closed_at,
            "published_at": self._published_at(poll),
            "revision": poll.revision,
            "corrections": to_builtins(poll.corrections),
            "fingerprint": poll.tally and poll.tally.fingerprint,
        }
        if self.staff:
            shown["published_to"] = list(poll.published)
        return shown

    def _published_at(self, poll: Poll) -> Milliseconds | None:
        return poll.published_at if self.staff else poll.published.get(WHERE[self.audience])

    def _sees_result(self, poll: Poll) -> bool:
        return self.staff or WHERE[self.audience] in poll.published

    def tally(self, name: str) -> Document | None:
        poll = self.session.polls.sheet.get(name)
        if poll is None or poll.tally is None or not self._sees_result(poll):
            return None
        return self._counted(poll, poll.tally)

    def _counted(self, poll: Poll, tally: Tally) -> Document:
        said = self.session.contributions
        counted: Document = {
            "counts": tally.counts,
            "voters": tally.voters,
            "eligible": tally.eligible,
            "groups": to_builtins(tally.groups),
            "regions": to_builtins(tally.regions),
            "points": tally.points,
            "pairs": tally.pairs,
            "median": tally.median,
            "mean": tally.mean,
            "words": None if tally.words is None else said.counted(poll.id),
            "merged": len(said.counted_as.get(poll.id, {})),
            "themes": None if tally.written is None else said.themes(poll.id),
            "connected": tally.connected,
            "fingerprint": tally.fingerprint,
            "salt": tally.salt,
        }
        if self.staff:
            counted["close_to_earlier"] = tally.close_to_earlier
            counted["spelt"] = None if tally.words is None else said.spelt(poll.id)
            counted["counted_as"] = said.counted_as.get(poll.id, {})
        if self.staff and tally.ballots is not None:
            counted["ballots"] = [
                {"person": self._voter(person), "choice": list(choice)}
                for person, choice in tally.ballots.items()
            ]
        return counted

    def _voter(self, voter: PersonId) -> Document:
        """A person, or an organisation that has voted as one."""
        if voter in self.session.people.everyone:
            return self.named(voter)
        name = self.directory.get(voter, NOBODY).name
        return {"id": voter, "name": name, "organisation": "", "group": ""}

    def contribution(self, name: str) -> Document | None:
        one = self.session.contributions.entries.get(name)
        if one is None or not self._sees_result(self.session.polls.sheet[one.poll]):
            return None
        approved = one.verdict == "approved"
        shown: Document = {
            "poll": one.poll,
            "verdict": one.verdict,
            "text": one.text if approved or self.staff else None,
            "edited": one.edited,
            "theme": one.theme if one.verdict != "declined" or self.staff else "",
            "receipt": one.receipt,
        }
        if self.staff:
            author = None if one.author is None else self._voter(one.author)
            shown |= {"author": author, "written": one.written, "revision": one.revision}
        return shown

    def note(self, name: str) -> Document | None:
        note = self.session.notes.standing.get(name)
        if note is None or not (self.staff or self.session.life.notes_public):
            return None
        return self._note(note) if self.named_openly else self._unnamed(note)

    @property
    def named_openly(self) -> bool:
        """Whether the audience may read who said what."""
        return self.staff or self.session.life.plan.attribution == "named"

    def _unnamed(self, note: notes.Note) -> Document:
        """A note that does not tell whose words it holds: of the speaker the group, if that is
        told; in the text neither speaker nor owner by name."""
        shown = self._note(note)
        about = [one for one in (note.speaker, note.owner) if one]
        names = Names(self.directory.get(one, NOBODY) for one in about)
        by_group = self.session.life.plan.attribution == "group"
        group = note.speaker and self.session.people.everyone[note.speaker].group
        of_group = {"id": "", "name": "", "organisation": "", "group": group}
        return {
            **shown,
            "text": names.masked(note.text, MASK),
            "owner": None,
            "owner_text": names.masked(note.owner_text, MASK),
            "author": None,
            "turn": None,
            "speaker": of_group if by_group and group else None,
        }

    def _note(self, note: notes.Note) -> Document:
        shown: Document = {
            **self._content(note.content),
            "author": self._staff(note.author),
            "item": note.item,
            "turn": note.turn,
            "speaker": note.speaker and self.named(note.speaker),
            "at": note.at,
            "happened_at": note.happened_at,
            "revision": note.revision,
            "pinned": note.pinned,
            "redacted": note.redacted,
        }
        if self.staff:
            shown["proposed_by"] = note.proposed_by and self.named(note.proposed_by)
            shown["revised_by"] = self._staff(note.revised_by)
            shown["revised_at"] = note.revised_at
            shown["earlier"] = [
                {**self._content(was.content), "by": self._staff(was.by), "at": was.at}
                for was in note.earlier
            ]
        return shown

    def _content(self, said: notes.Content) -> Document:
        return {
            "text": said.text,
            "tag": said.tag,
            "owner": said.owner and self.named(said.owner),
            "owner_text": said.owner_text,
            "due": said.due,
        }

    def retracted(self, name: str) -> Document | None:
        gone = self.session.notes.retracted.get(name)
        if gone is None:
            return None
        told = {"retracted_by": self._staff(gone.by), "retracted_at": gone.at}
        return {**self._note(gone.note), **told}

    def proposal(self, name: str) -> Document | None:
        proposal = self.session.proposals.made.get(name)
        if proposal is None:
            return None
        return {
            "text": proposal.text,
            "author": self.named(proposal.author),
            "item": proposal.item,
            "turn": proposal.turn,
            "speaker": proposal.speaker and self.named(proposal.speaker),
            "at": proposal.at,
            "state": proposal.state,
            "note": proposal.note,
            "by": self._staff(proposal.by),
        }

    def caption(self, name: str) -> Document | None:
        captions = self.session.captions
        stream = captions.streams.get(name.rpartition(".")[0])
        place = stream.place(name) if stream else -1
        if stream is None or place not in stream.latest() or not stream.lines[place].text:
            return None
        line = stream.lines[place]
        floor = self.session.floor
        turn = floor.turn_at(line.start) or floor.turn_at(line.end)
        return {
            "language": stream.language,
            "nr": stream.first + place,
            "start": line.start,
            "end": line.end,
            "text": line.text,
            "turn": turn and turn[0],
            "person": line.person and self.named(line.person),
            "by_hand": line.by_hand,
            "growing": place == len(stream.lines) - 1 and captions.growing(stream),
            "revision": line.revision,
        }

    def section(self, name: str) -> Document | None:
        section = self.session.draft.sections.get(name)
        if section is None:
            return None
        return {
            "text": section.text,
            "revision": section.revision,
            "writer": self._staff(section.writer),
            "until": section.until if section.writer else None,
            "written_by": self._staff(section.written_by),
            "written_at": section.written_at,
            "asides": [
                {
                    "id": aside.id,
                    "author": self._staff(aside.author),
                    "text": aside.text,
                    "at": aside.at,
                }
                for aside in section.asides
            ],
        }

    def person(self, name: str) -> Document | None:
        who = self.session.people.everyone.get(PersonId(name))
        if who is None:
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
            "guest": who.guest,
            "erased": who.erased,
        }

    def named(self, person: PersonId) -> Document:
        """A person as they stand in other documents."""
        entry, who = self.directory.get(person, NOBODY), self.session.people.everyone[person]
        shown: Document = {
            "id": person,
            "name": entry.name,
            "organisation": entry.organisation,
            "group": who.group,
        }
        return {**shown, "erased": True} if who.erased else shown


PROJECTIONS: dict[str, Callable[[View, str], Document | None]] = {
    "session": View.life,
    "item": View.item,
    "request": View.request,
    "floor": View.floor,
    "turn": View.turn,
    "written": View.written,
    "suggestion": View.suggestion,
    "undo": View.undo,
    "log": View.log,
    "airtime": View.airtime,
    "poll": View.poll,
    "tally": View.tally,
    "contribution": View.contribution,
    "note": View.note,
    "retracted": View.retracted,
    "proposal": View.proposal,
    "caption": View.caption,
    "section": View.section,
    "person": View.person,
}
"""The durable documents, by the first part of their key."""


def airtime(session: LiveSession, place: Callable[[Person], str]) -> dict[str, dict[str, int]]:
    """Milliseconds and number of the finished turns, and the number of points of order, by
    group or region. What is said to a point of order is nobody's speaking time."""
    spent: dict[str, dict[str, Milliseconds]] = {}
    for turn in session.floor.turns.values():
        row = spent.setdefault(
            place(session.people.everyone[turn.person]), {"ms": 0, "turns": 0, "of_order": 0}
        )
        if turn.asked.of_order:
            row["of_order"] += 1
        else:
            row["ms"] += turn.spoken_ms
            row["turns"] += 1
    return spent
