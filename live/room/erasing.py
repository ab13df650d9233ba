"""Erasing within a transaction: what is redacted goes from the journal and the directory."""

from collections.abc import Container, Mapping

import msgspec

from live.domain.actors import PersonId
from live.domain.people import NOBODY, Name
from live.domain.redaction import Blank, PersonErased, RedactionEvent, blank, shared
from live.domain.text import folded
from live.store import directory, journal
from live.store.connection import Connection


class Eraser:
    """Gathers what a batch redacts, and takes it out of every entry once all are written."""

    def __init__(self, connection: Connection, session_id: str) -> None:
        self.connection = connection
        self.session_id = session_id
        self._blanks: list[Blank] = []

    def take(self, event: RedactionEvent, names: Mapping[PersonId, Name]) -> None:
        """Take note of an event, while the directory still has the name."""
        person = event.person if isinstance(event, PersonErased) else None
        own = names.get(person, NOBODY) if person else NOBODY
        others = {who: name for who, name in names.items() if who != person}
        self._blanks.append(blank(event, own, others))

    def without(
        self, person: PersonId, names: Mapping[PersonId, Name], persons: Container[PersonId]
    ) -> dict[PersonId, Name]:
        """The directory without somebody's row, and without those of nobody that say the same."""
        gone = {person, *_namesakes(person, names, persons)}
        directory.remove(self.connection, self.session_id, gone)
        return {who: name for who, name in names.items() if who not in gone}

    def erase(self) -> bool:
        """Blank the journal; whether there was anything to do."""
        if not self._blanks:
            return False
        for entry in journal.read(self.connection, self.session_id):
            before = after = msgspec.json.decode(entry.event)
            for one in self._blanks:
                after = one(after)
            if after != before:
                remains = msgspec.json.encode(after)
                journal.redact(self.connection, self.session_id, entry.seq, remains)
        return True


def _namesakes(
    person: PersonId, names: Mapping[PersonId, Name], persons: Container[PersonId]
) -> list[PersonId]:
    """The rows beside those of people (of organisations that voted, of labels in transcripts)
    that say nothing but this person's name, or an organisation that nobody else is of."""
    own = names.get(person, NOBODY)
    others = {who: name for who, name in names.items() if who != person}
    told = {own.name} if shared(own, others) else {own.name, own.organisation}
    said = {folded(name) for name in told if name}
    return [who for who, name in others.items() if who not in persons and folded(name.name) in said]
