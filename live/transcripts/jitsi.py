"""What Jigasi writes of a Jitsi call, as JSON; in 2017 it wrote names and times in another way."""

import msgspec

from live.domain.actors import Milliseconds
from live.transcripts.gathering import Begun, Gathering
from live.transcripts.model import Transcript
from live.transcripts.objects import decoded
from live.transcripts.source import Source
from live.transcripts.times import moment

LATEST = 253_402_300_800_000
"""The end of the year 9999, in ms since 1970."""


class Participant(msgspec.Struct, frozen=True):
    name: str | None = None


class Alternative(msgspec.Struct, frozen=True):
    text: str


class Event(msgspec.Struct, frozen=True):
    event: str
    timestamp: int | str
    participant: Participant | None = None
    name: str | None = None
    transcript: list[Alternative] = []
    language: str | None = None
    is_interim: bool = False
    message_id: str | None = None

    @property
    def who(self) -> str:
        return (self.participant.name if self.participant else self.name) or ""

    @property
    def at(self) -> Milliseconds | None:
        if isinstance(self.timestamp, str):
            return moment(self.timestamp)
        return self.timestamp if 0 <= self.timestamp < LATEST else None


class Conference(msgspec.Struct, frozen=True):
    events: list[msgspec.Raw]
    room_name: str = ""
    initial_participants: list[msgspec.Raw] = []


def read(source: Source, data: bytes) -> Transcript | None:
    whole = decoded(data, Conference)
    if whole is None:
        return None
    found = Gathering(source.problems)
    events = _events(whole, found)
    kept = _kept(events)
    begun = []
    for nr, event in events:
        if event.event == "SPEECH" and kept.get(event.message_id, nr) == nr:
            begun.append(_begun(nr, event))
        elif event.event == "SPEECH":
            found.skip(nr, "interim", _text(event))
    found.say_all(sorted(begun, key=lambda one: one.start))
    initial = [decoded(raw, Participant) or Participant() for raw in whole.initial_participants]
    attendees = [one.name or "" for one in initial] + [event.who for _, event in events]
    return found.transcript("jitsi", absolute=True, attendees=attendees)


def _events(whole: Conference, found: Gathering) -> list[tuple[int, Event]]:
    events: list[tuple[int, Event]] = []
    for nr, raw in enumerate(whole.events, 1):
        event = decoded(raw, Event)
        if event is None or event.at is None:
            found.skip(nr, "bad_entry", bytes(raw)[:400].decode(errors="replace"))
        else:
            events.append((nr, event))
    return events


def _kept(events: list[tuple[int, Event]]) -> dict[str | None, int]:
    """By message, which of its forms counts: the final one, else the last."""
    kept: dict[str | None, int] = {}
    final: set[str] = set()
    for nr, event in events:
        if event.message_id and (not event.is_interim or event.message_id not in final):
            kept[event.message_id] = nr
            if not event.is_interim:
                final.add(event.message_id)
    return kept


def _begun(nr: int, event: Event) -> Begun:
    assert event.at is not None
    return Begun(nr, event.at, event.who, _text(event), event.language or "")


def _text(event: Event) -> str:
    """The likeliest of what was understood."""
    return event.transcript[0].text if event.transcript else ""
