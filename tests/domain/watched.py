"""A sitting under watch: its journal, and what each audience has of it by patches alone."""

from collections.abc import Sequence

import msgspec

from live.domain import acts, agenda, floor, life, notes, people, polls, proposals, queue
from live.domain.actors import Actor, PersonId
from live.domain.commands import Command
from live.domain.documents import Audience, Document, View
from live.domain.events import decode, encode
from live.domain.me import Marks, concerned, me
from live.domain.session import Event, LiveSession, evolve
from live.domain.touched import touched
from live.errors import LiveError
from tests.domain.occasion import PLAN, Sitting


class Watched(Sitting):
    """A sitting that keeps its journal, and what both audiences have of it by patches alone."""

    def __init__(self) -> None:
        super().__init__()
        created = life.SessionCreated(PLAN, self.now)
        self.journal: list[Event] = [created]
        self.rebuilt = self.session
        self.shown = {audience: self.everything(audience) for audience in Audience}
        self.ids: list[str] = []

    def everything(self, audience: Audience) -> dict[str, Document]:
        return View(self.session, self.directory, audience).everything()

    def own(self) -> dict[PersonId, Document]:
        present = [Actor(who.id, who.role) for who in self.session.people.everyone.values()]
        return {who.id: me(self.session, self.directory, who, Marks()) for who in present}

    def do(self, who: Actor, command: Command) -> list[Event]:
        before, was, own = self.session, msgspec.json.encode(self.session), self.own()
        names = dict(self.directory)
        try:
            events = super().do(who, command)
        except LiveError:
            assert (self.session, self.directory) == (before, names)
            raise
        finally:
            assert msgspec.json.encode(before) == was, "a state was changed in place"
        self.follow(before, events, own)
        return events

    def follow(
        self, before: LiveSession, events: Sequence[Event], own: dict[PersonId, Document]
    ) -> None:
        keys, persons = set[str](), set[PersonId]()
        for event in events:
            keys |= touched(before, event)
            persons |= concerned(before, event)
            before = evolve(before, event)
            self.keep(event)
        for audience, documents in self.shown.items():
            patch(documents, View(self.session, self.directory, audience), keys)
        now = self.own()
        assert {who for who in own if own[who] != now[who]} <= persons

    def keep(self, event: Event) -> None:
        kind, data = encode(event)
        again = decode(data)
        assert msgspec.json.decode(data)["type"] == kind
        self.rebuilt = evolve(self.rebuilt, again)
        at = getattr(event, "at", self.now)
        if isinstance(event, polls.PollWasClosed):
            assert at <= self.now  # when its time was over
        else:
            assert at == self.now
        self.journal.append(again)
        self.ids += minted(event)


def patch(documents: dict[str, Document], view: View, keys: set[str]) -> None:
    for key in keys:
        document = view.project(key)
        if document is None:
            documents.pop(key, None)
        else:
            documents[key] = document


def minted(event: Event) -> list[str]:
    """The ids that an event brings into the session."""
    match event:
        case queue.FloorRequested():
            return [event.request]
        case floor.FloorGranted():
            return [event.turn]
        case acts.ActDone():
            return [event.act.id]
        case people.PersonAdded():
            return [event.person]
        case agenda.ItemAdded():
            return [event.item]
        case polls.PollDrafted():
            new = () if event.rerun_of else event.options
            return [event.poll, *(option.id for option in new)]
        case notes.NotePosted():
            return [event.note]
        case proposals.NoteProposed():
            return [event.proposal]
        case _:
            return []
