"""Events as the journal keeps them: a kind and JSON data."""

from collections.abc import Iterator
from functools import reduce
from operator import or_

import msgspec

from live.domain import (
    acts,
    agenda,
    captioning,
    contributions,
    draft,
    floor,
    life,
    notes,
    people,
    polls,
    proposals,
    queue,
    redaction,
    turns,
    versions,
)
from live.domain.session import Event

PARTS: tuple[type[Event], ...] = (
    life.LifeEvent,
    people.PersonEvent,
    agenda.AgendaEvent,
    queue.QueueEvent,
    floor.FloorEvent,
    turns.TurnsEvent,
    acts.ActEvent,
    polls.PollsEvent,
    contributions.ContributionsEvent,
    notes.NotesEvent,
    proposals.ProposalsEvent,
    redaction.RedactionEvent,
    captioning.CaptionsEvent,
    draft.DraftEvent,
    versions.VersionsEvent,
)


def _leaves(part: type[Event]) -> Iterator[type[Event]]:
    yield from part.__subclasses__()


EVENTS: dict[str, type[Event]] = {
    str(kind.__struct_config__.tag): kind for part in PARTS for kind in _leaves(part)
}
"""Every event by its kind."""

_decoder = msgspec.json.Decoder(reduce(or_, EVENTS.values()))


def encode(event: Event) -> tuple[str, bytes]:
    """The event's kind, and the JSON that holds all of it (its kind as ``type``)."""
    return str(type(event).__struct_config__.tag), msgspec.json.encode(event)


def decode(data: bytes) -> Event:
    """The event that was encoded; what a later release has added to it is ignored."""
    event: Event = _decoder.decode(data)
    return event
