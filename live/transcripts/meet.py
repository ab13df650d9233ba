"""The entries of a transcript of Meet, from its REST interface: one page, or several in a list."""

from collections.abc import Iterator

import msgspec

from live.transcripts.gathering import Gathering
from live.transcripts.model import Transcript
from live.transcripts.objects import decoded
from live.transcripts.source import Source
from live.transcripts.times import moment


class Person(msgspec.Struct, frozen=True, rename="camel"):
    display_name: str = ""


class Participant(msgspec.Struct, frozen=True, rename="camel"):
    """Of the conference: signed in, or not, or by telephone."""

    name: str
    signedin_user: Person | None = None
    anonymous_user: Person | None = None
    phone_user: Person | None = None

    @property
    def display_name(self) -> str:
        people = (self.signedin_user, self.anonymous_user, self.phone_user)
        return next((one.display_name for one in people if one and one.display_name), "")


class Entry(msgspec.Struct, frozen=True, rename="camel"):
    text: str
    start_time: str
    end_time: str = ""
    participant: str = ""
    language_code: str = ""


class Page(msgspec.Struct, frozen=True, rename="camel"):
    transcript_entries: list[msgspec.Raw]
    participants: list[msgspec.Raw] = []


RESOURCE = "/participants/"


def read(source: Source, data: bytes) -> Transcript | None:
    found = Gathering(source.problems)
    entries, names = _whole(data)
    unnamed = False
    for nr, raw in enumerate(entries, 1):
        entry = decoded(raw, Entry)
        start = moment(entry.start_time) if entry else None
        if entry is None or start is None:
            found.skip(nr, "bad_entry", bytes(raw)[:400].decode(errors="replace"))
            continue
        end = moment(entry.end_time)
        label = names.get(entry.participant, entry.participant)
        if RESOURCE in label:
            unnamed, label = True, label.rpartition("/")[2]
        found.entry(
            nr, start, start if end is None else end, entry.text, label, entry.language_code
        )
    if unnamed:
        found.note(0, "unnamed")
    return found.transcript("meet", absolute=True, attendees=names.values())


def _whole(data: bytes) -> tuple[list[msgspec.Raw], dict[str, str]]:
    """All entries, and the names by the resources that stand for them."""
    entries: list[msgspec.Raw] = []
    names: dict[str, str] = {}
    for part in _parts(data):
        page = decoded(part, Page)
        if page is None:
            entries.append(part)
            continue
        entries.extend(page.transcript_entries)
        for raw in page.participants:
            person = decoded(raw, Participant)
            if person and person.display_name:
                names[person.name] = person.display_name
    return entries, names


def _parts(data: bytes) -> Iterator[msgspec.Raw]:
    listed = decoded(data, list[msgspec.Raw])
    if listed is not None:
        yield from listed
    elif decoded(data, Page):
        yield msgspec.Raw(data)
