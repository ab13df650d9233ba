"""What may be done with notes, and with what participants propose as notes."""

from typing import Any, get_args

from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from live.domain import life, notes, proposals
from live.domain.actors import Actor
from tests.domain.occasion import MINUTE
from tests.domain.rules import (
    UNKNOWN,
    chairs,
    crowd,
    flag,
    mostly,
    nth,
    participants,
    pick,
    words,
    writers,
)
from tests.domain.undo_rules import UndoRules

owners = st.sampled_from([None, *(who.id for who in crowd)])
dates = st.sampled_from([None, "2026-12-12", "2027-01-01"])


class NoteRules(UndoRules):
    def __init__(self) -> None:
        super().__init__()
        self.pinned: set[str] = set()
        self.retracted: set[str] = set()
        self.proposed: dict[str, proposals.State] = {}

    @rule(who=writers, text=words, ago=st.none() | st.sampled_from([-5, 1, 2 * MINUTE]))
    def post(self, who: Actor, text: str, ago: int | None) -> None:
        at = None if ago is None else self.sitting.now - ago
        if self.does(who, notes.PostNote(text, "point", at)):
            self.notes[self.sitting.ids[-1]] = 1

    @rule(
        who=writers, text=words, owner=owners, other=st.sampled_from(["", "The bureau"]), due=dates
    )
    def post_action(self, who: Actor, text: str, owner: Any, other: str, due: str | None) -> None:
        known = owner is None or owner in self.session.people.everyone
        command = notes.PostNote(text, "action", None, owner, other, due)
        if self.does(who, command, may=known):
            note = self.session.notes.note(self.sitting.ids[-1])
            self.notes[note.id] = 1
            assert (note.owner, note.due) == (owner, due)
            assert note.owner_text == ("" if owner else other)

    @precondition(lambda self: self.notes)
    @rule(who=writers, which=nth, text=words, tag=st.sampled_from(get_args(notes.Tag)), saw=mostly)
    def revise(self, who: Actor, which: int, text: str, tag: notes.Tag, saw: bool) -> None:
        name = pick(list(self.notes), which)
        before = self.session.notes.note(name)
        revision = self.notes[name] if saw else 99
        if self.does(who, notes.ReviseNote(name, revision, text, tag), may=saw):
            self.notes[name] += 1
            after = self.session.notes.note(name)
            assert after.earlier[-1].content == before.content
            assert (after.revised_by, after.happened_at) == (who.id, before.happened_at)

    @precondition(lambda self: self.notes)
    @rule(who=writers, which=nth, ago=st.sampled_from([0, 1, MINUTE]))
    def place(self, who: Actor, which: int, ago: int) -> None:
        name, at = pick(list(self.notes), which), self.sitting.now - ago
        if self.does(who, notes.PlaceNote(name, at)):
            note, lasting = self.session.notes.note(name), self.session.life
            assert note.happened_at == max(at, lasting.opened_at or lasting.created_at)
            on = self.session.floor.turn_at(note.happened_at) or (None, None)
            assert (note.turn, note.speaker) == on

    @precondition(lambda self: self.notes)
    @rule(who=writers, which=nth, pinned=flag)
    def pin(self, who: Actor, which: int, pinned: bool) -> None:
        name = pick(list(self.notes), which)
        if self.does(who, notes.PinNote(name, pinned)):
            self.pinned ^= {name}

    @precondition(lambda self: self.notes)
    @rule(who=writers, which=nth)
    def retract(self, who: Actor, which: int) -> None:
        note = pick(list(self.notes), which)
        if self.does(who, notes.RetractNote(note)):
            del self.notes[note]
            self.pinned.discard(note)
            self.retracted.add(note)

    @rule(
        who=chairs,
        proposing=st.sampled_from([None, True, True, False]),
        shown=st.sampled_from(get_args(life.NotesFor)),
    )
    def choose_what_becomes_of_notes(
        self, who: Actor, proposing: bool | None, shown: life.NotesFor
    ) -> None:
        self.does(who, life.EditSession(notes=shown, proposals=proposing))

    @rule(who=participants, text=words)
    def propose(self, who: Actor, text: str) -> None:
        waiting = [one for one in self.session.proposals.of(who.id) if one.state == "waiting"]
        may = self.status in ("open", "suspended") and self.session.life.plan.proposals
        may = may and len(waiting) < proposals.MOST_WAITING
        if self.does(who, proposals.ProposeNote(text), may=may):
            self.proposed[self.sitting.ids[-1]] = "waiting"

    @precondition(lambda self: self.proposed)
    @rule(who=writers, which=nth, text=st.none() | words)
    def accept(self, who: Actor, which: int, text: str | None) -> None:
        name = pick(list(self.proposed), which)
        command = proposals.AcceptProposal(name, text, "point")
        if self.does(who, command, may=self.proposed[name] == "waiting"):
            self.proposed[name] = "accepted"
            proposal = self.session.proposals.made[name]
            note = self.session.notes.note(proposal.note or UNKNOWN)
            self.notes[note.id] = 1
            assert note.text == (text or proposal.text)
            assert (note.proposed_by, note.happened_at) == (proposal.author, proposal.at)

    @precondition(lambda self: self.proposed)
    @rule(who=writers, which=nth)
    def decline(self, who: Actor, which: int) -> None:
        name = pick(list(self.proposed), which)
        command = proposals.DeclineProposal(name)
        if self.does(who, command, may=self.proposed[name] == "waiting"):
            self.proposed[name] = "declined"

    @invariant()
    def notes_are_as_expected(self) -> None:
        standing = self.session.notes.standing.values()
        assert {note.id for note in standing if note.pinned} == self.pinned
        assert self.session.notes.retracted.keys() == self.retracted
        assert all(note.revision == len(note.earlier) + 1 for note in standing)
        made = self.session.proposals.made.items()
        assert {name: proposal.state for name, proposal in made} == self.proposed
