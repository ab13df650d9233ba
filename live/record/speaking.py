"""Who asked to speak, who spoke, and who wrote instead: plain facts, as in ``model``."""

from typing import Literal

import msgspec

from live.domain.actors import Milliseconds, PersonId
from live.domain.queue import POINT_OF_ORDER, Capacity, Kind, Source, Why

Fate = Literal["waiting", "heard", "written", "withdrawn", "merged", "unheard", "undone"]
"""Of a request; ``merged``: it was one with another of the same person; ``undone``: a moderator
had added it and took that back."""


class Turn(msgspec.Struct, frozen=True, kw_only=True):
    """``end`` is None while it lasts; ``spoken_ms`` and ``paused_ms`` make up the time between.

    Where that is not told, ``spoken_ms`` is 0, and ``end`` in whole minutes.

    ``limit_ms``: None for none. ``pauses``: how often the clock was stopped. ``interrupts``: the
    turn that waited until this one was over; ``interrupted_by``: those for which this one did.
    ``answers``: the turn to which this one is a reply. ``corrected``: whether its times are those
    that somebody wrote, since they had been measured wrongly.
    """

    id: str
    nr: int
    request: str
    person: PersonId
    item: str | None
    kind: Kind
    about: str
    category: str
    capacity: Capacity | None
    on_behalf_of: str
    language: str
    source: Source | None
    start: Milliseconds
    end: Milliseconds | None
    spoken_ms: Milliseconds
    paused_ms: Milliseconds
    limit_ms: Milliseconds | None
    pauses: int
    interrupts: str | None
    interrupted_by: tuple[str, ...]
    answers: str | None = None
    corrected: bool = False

    @property
    def over_ms(self) -> Milliseconds:
        """How much longer than its limit it took."""
        return 0 if self.limit_ms is None else max(0, self.spoken_ms - self.limit_ms)

    @property
    def of_order(self) -> bool:
        """Whether it was a point of order, which is nobody's speaking time."""
        return self.kind == POINT_OF_ORDER


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """To speak. ``turn`` is the one that it became, where it was heard; ``why``: it was not."""

    id: str
    person: PersonId
    kind: Kind
    about: str
    category: str
    item: str | None
    at: Milliseconds
    capacity: Capacity | None
    on_behalf_of: str
    language: str
    source: Source | None
    fate: Fate
    turn: str | None = None
    why: Why | None = None


class Written(msgspec.Struct, frozen=True):
    """A statement that came in writing, in place of the request's turn."""

    request: str
    person: PersonId
    text: str
    at: Milliseconds


Method = Literal["hand", "label", "floor", "none"]
"""How it is known who spoke a line: a rapporteur said so, the source names a person, that person
had the floor, or nobody knows."""

Confidence = Literal["certain", "likely", "unknown"]


class Caption(msgspec.Struct, frozen=True, kw_only=True):
    """A timed line of what was said. ``label``: who speaks, as the source has it; ``person`` and
    ``turn``: who spoke, as far as it is known, and in which turn."""

    id: str
    stream: str
    language: str
    start: Milliseconds
    end: Milliseconds
    text: str
    label: str
    person: PersonId | None
    turn: str | None
    item: str | None
    method: Method
    confidence: Confidence
