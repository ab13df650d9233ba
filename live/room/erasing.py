"""Erasing within a transaction: what is redacted goes from the journal and the directory."""

from collections.abc import Container, Mapping

import msgspec

from live.domain.actors import PersonId
from live.domain.masking import MASK
from live.domain.people import NOBODY, Name
from live.domain.redaction import Blank, PersonErased, RedactionEvent, blank, names_of
from live.store import directory, journal, uploads
from live.store.connection import Connection


class Eraser:
    """Gathers what a batch redacts, and takes it out of every entry once all are written."""

    def __init__(self, connection: Connection, session_id: str) -> None:
        self.connection = connection
        self.session_id = session_id
        self._blanks: list[Blank] = []

    def take(
        self,
        event: RedactionEvent,
        names: Mapping[PersonId, Name],
        persons: Container[PersonId],
    ) -> None:
        """Take note of an event, while the directory still has the name."""
        person = event.person if isinstance(event, PersonErased) else None
        own = names.get(person, NOBODY) if person else NOBODY
        others = _others(person, names, persons)
        self._blanks.append(blank(event, own, others))

    def erase_name(
        self, person: PersonId, names: Mapping[PersonId, Name], persons: Container[PersonId]
    ) -> dict[PersonId, Name]:
        """The directory without somebody's row; where a row of nobody (of an organisation that
        voted, a label of a transcript, a file) tells the name, it is masked."""
        own = names_of(names.get(person, NOBODY), _others(person, names, persons))
        masked = {
            row: Name(own.masked(name.name, MASK))
            for row, name in names.items()
            if row not in persons and own.spans(name.name)
        }
        directory.remove(self.connection, self.session_id, [person])
        for row, name in masked.items():
            directory.save(self.connection, self.session_id, row, directory.Entry(name.name))
        return {who: name for who, name in names.items() if who != person} | masked

    def erase_words(self) -> bool:
        """Blank the journal; whether there was anything to do. Transcripts that were not taken in
        yet may say the same."""
        if not self._blanks:
            return False
        uploads.forget(self.connection, self.session_id)
        for entry in journal.read(self.connection, self.session_id):
            before = after = msgspec.json.decode(entry.event)
            for one in self._blanks:
                after = one(after)
            if after != before:
                remains = msgspec.json.encode(after)
                journal.redact(self.connection, self.session_id, entry.seq, remains)
        return True


def _others(
    person: PersonId | None, names: Mapping[PersonId, Name], persons: Container[PersonId]
) -> dict[PersonId, Name]:
    """The rows of all other people, and of nobody else."""
    return {who: name for who, name in names.items() if who != person and who in persons}
