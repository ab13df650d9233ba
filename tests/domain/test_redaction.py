"""What remains of events: no words of a redacted note, no name of whoever was erased."""

from collections.abc import Iterator
from typing import Any, get_args

import msgspec
import pytest

from live.domain.actors import PersonId, Role
from live.domain.events import EVENTS, decode, encode
from live.domain.notes import Note, Notes
from live.domain.people import Name, People, Person
from live.domain.proposals import Proposals
from live.domain.redaction import (
    WORDS,
    ErasePerson,
    NoteRedacted,
    PersonErased,
    RedactNote,
    blank,
    decide,
)
from live.errors import NotFound
from tests.domain.test_events import SAMPLES

ADA = PersonId("p_ada")
LOVELACE = Name("Ada Lovelace", "Analytical Engines")
PEOPLE = People({ADA: Person(ADA, Role.PARTICIPANT, "civil", "africa", 1)})
NOTES = Notes({"n_1": Note("n_1", ADA, "Said.", None, None, None, None, 1, 1)})

IDS = frozenset({
    "act", "annulled", "answers", "author", "ballots", "due", "owner", "proposal", "proposed_by",
    "revised_by",
    "basis", "behind", "by", "call_url",
    "capacity", "category", "claims", "code", "contribution", "counts", "ended", "fate",
    "fingerprint", "follow", "gone", "group", "groups", "id", "ids", "instead_of", "interrupts",
    "item", "kind", "languages", "note", "notes", "order_categories", "pairs", "per", "person",
    "points", "policy", "poll", "published", "queue", "ranks", "ready", "receipt", "region",
    "regions", "request", "requests", "rerun_of", "role", "said", "salt", "shuffle", "source",
    "speaker", "speakers", "standard", "state", "tag", "taken", "targets", "time_zone", "to",
    "translations",
    "turn", "undone_by", "verdict", "what", "where", "why", "group_seconds", "kind_seconds",
    "budgets",
})  # fmt: skip
"""Fields that hold ids, one of a few words, or numbers by id: nobody writes into them."""


def fields(kind: Any, seen: set[Any]) -> Iterator[str]:
    """The names of all fields in which there is text, in a type and all within it."""
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        if kind in seen:
            return
        seen.add(kind)
        for field in msgspec.structs.fields(kind):
            if "str" in str(field.type):
                yield field.name
            yield from fields(field.type, seen)
    for part in get_args(kind):
        yield from fields(part, seen)


@pytest.mark.parametrize("kind", EVENTS)
def test_of_every_text_it_is_known_whether_people_write_it(kind: str) -> None:
    assert set(fields(EVENTS[kind], set())) <= WORDS | IDS


@pytest.mark.parametrize(("kind", "event"), SAMPLES.items())
def test_what_remains_is_still_an_event_of_its_kind(kind: str, event: Any) -> None:
    names = Name("Ada Item Point Statement", "Open Named Yes")
    remains = blank(PersonErased(ADA), names, {})(msgspec.json.decode(encode(event)[1]))
    assert type(decode(msgspec.json.encode(remains))) is EVENTS[kind]


def test_a_redacted_note_loses_its_words() -> None:
    without = blank(NoteRedacted("n_1"), Name(""), {})
    assert without({"note": "n_1", "text": "secret"}) == {"note": "n_1", "text": ""}


def test_other_notes_keep_theirs() -> None:
    without = blank(NoteRedacted("n_1"), Name(""), {})
    assert without({"note": "n_2", "text": "secret"}) == {"note": "n_2", "text": "secret"}


def test_a_name_goes_from_what_others_wrote() -> None:
    masked = blank(PersonErased(ADA), LOVELACE, {})
    event = {"person": "p_bo", "about": "as Lovelace of ANALYTICAL ENGINES said"}
    assert masked(event) == {"person": "p_bo", "about": "as […] of […] said"}


def test_an_id_stays_though_it_looks_like_a_name() -> None:
    masked = blank(PersonErased(ADA), Name("Open"), {})
    assert masked({"state": "Open", "text": "Open"}) == {"state": "Open", "text": "[…]"}


def test_an_organisation_stays_while_others_are_of_it() -> None:
    others = {PersonId("p_bo"): Name("Bo", "Analytical Engines")}
    masked = blank(PersonErased(ADA), LOVELACE, others)
    said = masked({"text": "Ada of Analytical Engines"})
    assert said == {"text": "[…] of Analytical Engines"}


def test_nobody_is_erased_who_is_not_there() -> None:
    with pytest.raises(NotFound):
        decide(PEOPLE, NOTES, Proposals(), ErasePerson(PersonId("p_x")))


def test_no_note_is_redacted_that_is_not_there() -> None:
    with pytest.raises(NotFound):
        decide(PEOPLE, NOTES, Proposals(), RedactNote("n_9"))


def test_what_is_asked_for_happens() -> None:
    assert decide(PEOPLE, NOTES, Proposals(), ErasePerson(ADA)) == [PersonErased(ADA)]
    assert decide(PEOPLE, NOTES, Proposals(), RedactNote("n_1")) == [NoteRedacted("n_1")]
