"""What remains of events: no words of a redacted note, no name of whoever was erased."""

from collections.abc import Iterator
from typing import Any, get_args

import msgspec
import pytest

from live.domain.actors import PersonId, Role
from live.domain.captions import Captions
from live.domain.events import EVENTS, decode, encode
from live.domain.notes import Note, Notes
from live.domain.people import Name, People, Person
from live.domain.proposals import Proposals
from live.domain.redaction import (
    WORDS,
    CaptionRedacted,
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
    "act", "address", "annulled", "answers", "aside", "author", "ballots", "basis", "behind",
    "budgets", "by", "call_url", "capacity", "caption", "captions", "category", "claims",
    "code", "contribution", "counts", "digest", "due", "ended", "fate", "fingerprint", "follow",
    "format", "gone", "group", "group_seconds", "groups", "id", "ids", "instead_of",
    "interrupts", "item", "kind", "kind_seconds", "label", "labels", "languages", "note",
    "notes", "order_categories", "owner", "pairs", "pending", "per", "person", "points",
    "policy", "poll", "proposal", "proposed_by", "published", "queue", "ranks", "ready",
    "receipt", "region", "regions", "request", "requests", "rerun_of", "revised_by", "role",
    "run", "said", "salt", "section", "shuffle", "source", "speaker", "speakers", "standard",
    "state", "stream", "tag", "taken", "targets", "time_zone", "to", "translations", "turn",
    "attribution", "template", "undone_by", "verdict", "what", "where", "why", "writer",
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
    assert without({"type": "x", "note": "n_1", "text": "secret"}) == {
        "type": "x",
        "note": "n_1",
        "text": "",
    }


def test_other_notes_keep_theirs() -> None:
    without = blank(NoteRedacted("n_1"), Name(""), {})
    other = {"type": "note.posted", "note": "n_2", "text": "secret"}
    assert without(other) == other


def test_what_a_note_said_goes_from_the_draft() -> None:
    without = blank(NoteRedacted("n_1"), Name(""), {})
    without({"type": "note.posted", "note": "n_1", "text": "It leaked."})
    drafted = {"type": "draft.begun", "section": "i_1", "text": "First.\nIt leaked.\nLast."}
    assert without(drafted)["text"] == "First.\n[…]\nLast."


def test_a_note_of_a_word_does_not_take_that_word_from_all_of_the_draft() -> None:
    without = blank(NoteRedacted("n_1"), Name(""), {})
    without({"type": "note.posted", "note": "n_1", "text": "data"})
    written = {"type": "draft.written", "section": "i_1", "text": "Old database.\ndata\nNew data."}
    assert without(written)["text"] == "Old database.\n[…]\nNew data."


def test_a_proposal_goes_with_the_note_that_was_made_of_it() -> None:
    without = blank(NoteRedacted("n_1", "s_1"), Name(""), {})
    proposed = {"type": "note.proposed", "proposal": "s_1", "text": "secret"}
    assert without(proposed)["text"] == ""


LINES = [{"id": "x_1.1", "text": "public"}, {"id": "x_1.2", "text": "secret"}]


def test_a_line_goes_and_its_neighbours_stay() -> None:
    without = blank(CaptionRedacted("x_1.2"), Name(""), {})
    added = {"type": "caption.lines_added", "stream": "x_1", "lines": LINES}
    assert [line["text"] for line in without(added)["lines"]] == ["public", ""]


def test_a_correction_goes_with_its_line() -> None:
    without = blank(CaptionRedacted("x_1.2"), Name(""), {})
    told = {"type": "caption.corrected", "stream": "x_1", "caption": "x_1.2", "text": "secret"}
    assert without(told)["text"] == ""


def posted(kept: int, *lines: str) -> dict[str, Any]:
    told = {"type": "caption.posted", "stream": "live.en", "kept": kept, "digest": "d1", "size": 9}
    return {**told, "lines": [{"typed": line, "start": 1, "end": 2} for line in lines]}


def typed(data: Any) -> list[str]:
    return [line["typed"] for line in data["lines"]]


def test_a_live_line_goes_from_every_post_that_wrote_on_it() -> None:
    without = blank(CaptionRedacted("live.en.2"), Name(""), {})
    first, second = without(posted(0, "One.", "sec")), without(posted(1, "secret.", "Three."))
    assert [line["typed"] for line in first["lines"] + second["lines"]] == [
        "One.",
        "",
        "",
        "Three.",
    ]


def test_lines_are_counted_on_after_a_stream_was_removed() -> None:
    without = blank(CaptionRedacted("live.en.3"), Name(""), {})
    without(posted(0, "One.", "Two."))
    without({"type": "caption.stream_removed", "stream": "live.en"})
    assert [line["typed"] for line in without(posted(0, "Three.", "Four."))["lines"]] == [
        "",
        "Four.",
    ]


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
        decide(PEOPLE, NOTES, Proposals(), Captions(), ErasePerson(PersonId("p_x")))


def test_no_note_is_redacted_that_is_not_there() -> None:
    with pytest.raises(NotFound):
        decide(PEOPLE, NOTES, Proposals(), Captions(), RedactNote("n_9"))


def test_what_is_asked_for_happens() -> None:
    assert decide(PEOPLE, NOTES, Proposals(), Captions(), ErasePerson(ADA)) == [PersonErased(ADA)]
    assert decide(PEOPLE, NOTES, Proposals(), Captions(), RedactNote("n_1")) == [
        NoteRedacted("n_1")
    ]
