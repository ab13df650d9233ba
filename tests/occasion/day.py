"""The session itself, made by commands as in real life, and what its recording heard."""

from typing import NamedTuple

from live.domain import agenda, draft, floor, life, notes, polls, queue
from live.domain.actors import PersonId
from live.record.model import Record
from tests.domain.occasion import MINUTE, SECOND, chair, scribe
from tests.occasion.people import (
    CARLOS,
    EVERYBODY,
    KENJI,
    LISTENING,
    MARIA,
    MONA,
    PLAN,
    ROSA,
    SPEAKERS,
    Guest,
)
from tests.occasion.script import DRAFTED, ITEMS, LINKS, SPEECHES, Noted, Speech
from tests.record.sittings import Recorded

WORDS_A_SECOND = 2.5
LAG = 1_500
"""By which captions come after what is said."""


class Heard(NamedTuple):
    """Something said, as the recording has it: from when to when (ms since 1970), by whom."""

    start: int
    end: int
    who: Guest
    text: str


class Day:
    """``items``, ``turns``, ``polls`` and ``requests`` by their place in the script."""

    def __init__(self) -> None:
        self._held = ""
        self.here = Recorded(PLAN)
        self.heard: list[Heard] = []
        self.turns: list[str] = []
        self._enter()
        self.items = [
            self.here.made(chair, agenda.AddItem(title, minutes)) for title, minutes in ITEMS
        ]
        self.here.now += MINUTE
        self.here.do(chair, life.OpenSession())
        self._speak()
        self._vote()
        self._end()

    @property
    def record(self) -> Record:
        return self.here.record()

    def _enter(self) -> None:
        for guest in EVERYBODY:
            self.here.enter(guest.actor, guest.name, guest.organisation, guest.group, guest.region)
            self.here.now += SECOND
        self.here.enter(chair, MONA.name, MONA.organisation)
        self.here.enter(scribe, ROSA.name, ROSA.organisation)

    def _speak(self) -> None:
        item = None
        for nth, speech in enumerate(SPEECHES):
            if speech.item != item:
                item = speech.item
                self.here.then(chair, agenda.StartItem(self.items[item]))
            self._link(LINKS[nth % len(LINKS)])
            self._turn(speech)

    def _link(self, text: str) -> None:
        """The moderator leads from one speaker to the next."""
        self.here.now += 2 * SECOND
        self._say(MONA, text)

    def _turn(self, speech: Speech) -> None:
        here = self.here
        answers = self.turns[-1] if speech.answers else None
        asked = queue.RequestFloor(speech.kind, speech.about, answers=answers)
        asked_for = here.made(speech.who.actor, asked)
        if speech.answers:  # whoever asked still had the floor
            here.do(chair, floor.ReleaseFloor(self._held))
        self.turns.append(here.made(chair, floor.GrantFloor(asked_for, None)))
        self._held = asked_for
        for nth, sentence in enumerate(speech.said):
            here.now += 1_200
            self._say(speech.who, sentence)
            if nth < len(speech.notes):
                self._note(speech.notes[nth])
        for noted in speech.notes[len(speech.said) :]:
            self._note(noted)
        here.now += 1_500
        if speech.kind != "question":
            here.do(chair, floor.ReleaseFloor(asked_for))

    def _say(self, who: Guest, text: str) -> None:
        start = self.here.now
        self.here.now += round(len(text.split()) / WORDS_A_SECOND * SECOND)
        self.heard.append(Heard(start, self.here.now, who, text))

    def _note(self, noted: Noted) -> None:
        owner = PersonId(noted.owner) if noted.owner else None
        post = notes.PostNote(noted.text, noted.tag)
        if noted.tag == "action":
            post = notes.PostNote(
                noted.text, noted.tag, owner=owner, owner_text=noted.owner_text, due=noted.due
            )
        self.here.do(scribe, post)

    def _vote(self) -> None:
        here = self.here
        adopted = here.made(
            chair,
            polls.CreatePoll(
                "single", "Is the summary of the panels accepted?", ("Yes", "No"), False
            ),
        )
        here.vote(
            adopted, *((guest.actor, [0]) for guest in SPEAKERS[:9]), (SPEAKERS[9].actor, [1])
        )
        here.then(chair, polls.PublishPoll(adopted))
        safeguard = here.made(
            chair,
            polls.CreatePoll(
                "single",
                "Should access to stored content need the authorisation of a court?",
                ("Yes, always", "Only for content", "No"),
            ),
        )
        here.vote(
            safeguard,
            *((guest.actor, [nth % 3 % 2]) for nth, guest in enumerate(LISTENING)),
            *((guest.actor, [0 if nth % 4 else 2]) for nth, guest in enumerate(SPEAKERS)),
        )
        here.then(chair, polls.PublishPoll(safeguard))
        unpublished = here.made(
            chair, polls.CreatePoll("single", "Was the interpretation good?", ("Good", "Poor"))
        )
        here.vote(unpublished, *((guest.actor, [0]) for guest in SPEAKERS))

    def _end(self) -> None:
        here = self.here
        here.then(MARIA.actor, queue.RequestFloor("statement", "national legislation"))
        here.then(CARLOS.actor, queue.RequestFloor("statement", "freedom of the press"))
        kenji = here.made(KENJI.actor, queue.RequestFloor("statement", "retention of data"))
        here.then(
            KENJI.actor,
            queue.WriteIn(kenji, "Retention beyond ninety days needs a reason in each case."),
        )
        here.then(chair, life.CloseSession())
        here.then(scribe, draft.TakeSection(self.items[2], None))
        section = here.session.draft.sections[self.items[2]]
        here.then(scribe, draft.WriteSection(self.items[2], section.revision, DRAFTED))
        here.now += MINUTE


def held() -> Day:
    return Day()
