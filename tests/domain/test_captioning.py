"""Captions as they are made."""

from itertools import pairwise

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from live.domain import captioning, life
from live.domain.actors import PersonId
from live.domain.captioning import (
    CHUNK,
    MOST_LINES,
    AttributeCaptions,
    CorrectCaption,
    ImportCaptions,
    ImportedLine,
    LinesAdded,
    PlaceStream,
    PostCaption,
    RemoveStream,
    captioner,
)
from live.domain.captions import SHOWN, Line, Stream, live_id
from live.domain.documents import Audience, View
from live.domain.people import Name
from live.domain.session import answer
from live.domain.text import LIMITS
from live.errors import (
    Invalid,
    LiveError,
    NotAllowed,
    NotFound,
    SessionClosed,
    SessionNotOpen,
    Stale,
    TooLong,
)
from tests.domain.occasion import NOW, SECOND, Sitting, ada, bo, chair, cy, scribe, sitting
from tests.domain.watched import Watched

KEY = "k_1"
COST = "The costs are shared by all who take part.\n"


def posts(here: Sitting, text: str | bytes, seq: int, key: str = KEY, language: str = "en") -> None:
    data = text if isinstance(text, bytes) else text.encode()
    here.do(captioner(key), PostCaption(key, language, seq, data))


def stream(here: Sitting, name: str = "live.en") -> Stream:
    return here.session.captions.streams[name]


def texts(here: Sitting, name: str = "live.en") -> list[str]:
    return [line.text for line in stream(here, name).said()]


@pytest.fixture
def here() -> Sitting:
    return sitting()


def transcript(*lines: ImportedLine, **fields: object) -> ImportCaptions:
    said = lines or (
        ImportedLine(2_000, 3_000, "Thank you.", 1),
        ImportedLine(0, 1_000, "Good morning.", 0),
        ImportedLine(4_000, 5_000, "Let us begin."),
    )
    given: dict[str, object] = {"name": "call.vtt", "zero": NOW, "labels": ("Chair", "Ada L.")}
    return ImportCaptions("en", "vtt", lines=said, **{**given, **fields})  # type: ignore[arg-type]


def brought(here: Sitting, command: ImportCaptions) -> str:
    return str(answer(here.do(scribe, command))["stream"])


# Live


def test_posts_make_one_text(here: Sitting) -> None:
    posts(here, "The costs ", 1)
    posts(here, "are shared.\nWe ag", 2)
    assert texts(here) == ["The costs are shared.", "We ag"]


def test_a_post_that_comes_again_changes_nothing(here: Sitting) -> None:
    posts(here, "The costs ", 5)
    before = here.session
    posts(here, "The costs ", 5)
    posts(here, "Older", 4)
    assert here.session == before


def test_a_post_that_comes_again_with_more_has_only_that_taken(here: Sitting) -> None:
    posts(here, "The costs ", 1)
    posts(here, "The costs are shared.", 1)
    assert texts(here) == ["The costs are shared."]


def test_a_number_that_was_left_out_is_no_matter(here: Sitting) -> None:
    posts(here, "The costs ", 1)
    posts(here, "are shared.", 9)
    assert texts(here) == ["The costs are shared."]


def test_each_address_has_numbers_of_its_own(here: Sitting) -> None:
    posts(here, "The costs ", 7)
    posts(here, "are shared.", 1, key="k_2")
    assert texts(here) == ["The costs are shared."]


def test_each_language_has_a_text_of_its_own(here: Sitting) -> None:
    posts(here, "The costs", 1)
    posts(here, "Les coûts", 1, language="fr")
    assert (texts(here), texts(here, "live.fr")) == (["The costs"], ["Les coûts"])


def test_only_the_server_posts_captions(here: Sitting) -> None:
    assert isinstance(here.refusal(chair, PostCaption(KEY, "en", 1, b"")), NotAllowed)


def test_captions_are_posted_while_the_session_is_open(here: Sitting) -> None:
    post = PostCaption(KEY, "en", 1, b"Good morning.")
    assert isinstance(Sitting().refusal(captioner(KEY), post), SessionNotOpen)
    here.do(chair, life.CloseSession())
    assert isinstance(here.refusal(captioner(KEY), post), SessionClosed)


def test_a_stream_has_an_end(here: Sitting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(captioning, "MOST_POSTS", 2)
    posts(here, "One", 1)
    posts(here, "Two", 2)
    assert isinstance(here.refusal(captioner(KEY), PostCaption(KEY, "en", 3, b"Three")), TooLong)


def test_a_line_lasts_from_its_first_word_to_its_last(here: Sitting) -> None:
    posts(here, "Good ", 1)
    here.now += 2 * SECOND
    posts(here, "morning, ", 2)
    here.now += 2 * SECOND
    posts(here, "all.", 3)
    [line] = stream(here).lines
    assert (line.start, line.end) == (NOW - 5 * captioning.SIGN_MS, NOW + 4 * SECOND)


def test_taking_back_does_not_make_a_line_last_longer(here: Sitting) -> None:
    posts(here, "Good morrn", 1)
    here.now += 2 * SECOND
    posts(here, "\x08\x08", 2)
    [line] = stream(here).lines
    assert line.end == NOW


def test_lines_that_come_at_once_follow_each_other(here: Sitting) -> None:
    posts(here, "Before.\n", 1)
    here.now += 60 * SECOND
    posts(here, "One two\n" * 3, 2)
    before, *lines = stream(here).lines
    assert before.end == NOW
    assert [line.end - line.start for line in lines] == [8 * captioning.SIGN_MS] * 3
    assert lines[-1].end == here.now


@given(st.lists(st.tuples(st.text("ab.\n\x08", max_size=60), st.integers(0, 5_000)), max_size=12))
def test_lines_are_in_the_order_of_time(said: list[tuple[str, int]]) -> None:
    here = sitting()
    for seq, (text, later) in enumerate(said, 1):
        here.now += later
        posts(here, text, seq)
    lines = stream(here).lines if said else ()
    times = [time for line in lines for time in (line.start, line.end)]
    assert times == sorted(times)
    assert all(time <= here.now for time in times)


PARTS = st.lists(st.text("ab. \n\x08é界", max_size=40), min_size=1, max_size=10)


@given(PARTS, st.data())
def test_any_split_with_any_retries_gives_the_same_text(
    parts: list[str], data: st.DataObject
) -> None:
    """Posts come again at any later time, also with more than the first time."""
    posted = "".join(parts).encode()
    cuts = sorted(data.draw(st.sets(st.integers(0, len(posted)), max_size=8)))
    pieces = [posted[start:end] for start, end in pairwise([0, *cuts, len(posted)])]
    here, once = sitting(), sitting()
    for seq, piece in enumerate(pieces, 1):
        heard = data.draw(st.integers(0, len(piece)))
        posts(here, piece[:heard], seq)
        posts(here, piece, seq)
        again = data.draw(st.integers(1, seq))
        posts(here, pieces[again - 1], again)
    posts(once, posted, 1)
    assert here.session.captions.texts["live.en"].lines == (
        once.session.captions.texts["live.en"].lines
    )
    assert texts(here) == texts(once)


def test_a_tool_that_was_started_again_counts_from_one_again(here: Sitting) -> None:
    for seq, text in enumerate(("One.\n", "Two.\n", "Three.\n"), 1):
        posts(here, text, seq)
    posts(here, "Four.\n", 1)
    posts(here, "Four.\n", 1)
    posts(here, "Five.\n", 2)
    assert texts(here) == ["One.", "Two.", "Three.", "Four.", "Five."]


def test_a_first_post_that_comes_late_again_begins_nothing(here: Sitting) -> None:
    for seq, text in enumerate(("One.\n", "Two.\n"), 1):
        posts(here, text, seq)
    posts(here, "One.\n", 1)
    assert texts(here) == ["One.", "Two."]


# Corrections


def test_a_line_is_put_into_other_words(here: Sitting) -> None:
    posts(here, "Good mourning.\n", 1)
    here.do(scribe, CorrectCaption("live.en.1", 1, "Good morning."))
    assert texts(here) == ["Good morning."]
    assert stream(here).lines[0].revision == 2


def test_a_correction_of_what_has_changed_is_stale(here: Sitting) -> None:
    posts(here, "Good mourn", 1)
    posts(here, "ing", 2)
    refused = here.refusal(scribe, CorrectCaption("live.en.1", 1, "Good morn"))
    assert isinstance(refused, Stale)
    assert refused.details == {"revision": 2}


def test_what_comes_behind_a_correction_is_put_to_it(here: Sitting) -> None:
    posts(here, "Good mourning ", 1)
    here.do(scribe, CorrectCaption("live.en.1", 1, "Good morning"))
    posts(here, "all.", 2)
    assert texts(here) == ["Good morning all."]


def test_a_correction_stands_while_what_comes_behind_it_is_taken_back(here: Sitting) -> None:
    posts(here, "Good mourning ", 1)
    here.do(scribe, CorrectCaption("live.en.1", 1, "Good morning"))
    posts(here, "oll", 2)
    posts(here, "\x08\x08\x08all", 3)
    assert texts(here) == ["Good morning all"]


def test_a_correction_goes_when_the_captioner_takes_back_what_it_corrects(here: Sitting) -> None:
    posts(here, "Good mourning", 1)
    here.do(scribe, CorrectCaption("live.en.1", 1, "Good morning"))
    posts(here, "\x08" * 8 + "morning!", 2)
    assert texts(here) == ["Good morning!"]


def test_a_line_can_be_taken_out(here: Sitting) -> None:
    posts(here, f"[music]\n{COST}", 1)
    here.do(scribe, CorrectCaption("live.en.1", 1, ""))
    assert texts(here) == [COST.strip()]
    assert isinstance(here.refusal(scribe, CorrectCaption("live.en.1", 2, "x")), NotFound)


def test_a_correction_may_be_as_long_as_its_limit(here: Sitting) -> None:
    posts(here, COST, 1)
    refused = here.refusal(scribe, CorrectCaption("live.en.1", 1, "x" * (LIMITS["caption"] + 1)))
    assert isinstance(refused, TooLong)
    here.do(scribe, CorrectCaption("live.en.1", 1, "x" * LIMITS["caption"]))


def test_correcting_to_the_same_words_changes_nothing(here: Sitting) -> None:
    posts(here, COST, 1)
    assert here.do(scribe, CorrectCaption("live.en.1", 1, COST)) == []


@pytest.mark.parametrize("caption", ["live.en.2", "live.en.0", "live.fr.1", "live.en.x", "en", ""])
def test_a_line_that_is_not_there_cannot_be_corrected(here: Sitting, caption: str) -> None:
    posts(here, COST, 1)
    assert isinstance(here.refusal(scribe, CorrectCaption(caption, 1, "x")), NotFound)


# Who spoke


def spoke(here: Sitting, name: str = "live.en") -> list[PersonId | None]:
    return [line.person for line in stream(here, name).lines]


def test_lines_are_attributed_one_by_one(here: Sitting) -> None:
    posts(here, COST * 3, 1)
    here.do(scribe, AttributeCaptions(ada.id, ("live.en.1", "live.en.3")))
    assert spoke(here) == [ada.id, None, ada.id]
    assert [line.by_hand for line in stream(here).lines] == [True, False, True]


def test_lines_are_attributed_by_the_run(here: Sitting) -> None:
    posts(here, COST * 4, 1)
    here.do(scribe, AttributeCaptions(ada.id, run=("live.en.2", "live.en.3")))
    assert spoke(here) == [None, ada.id, ada.id, None]


def test_who_spoke_is_taken_back(here: Sitting) -> None:
    posts(here, COST, 1)
    before = stream(here)
    here.do(scribe, AttributeCaptions(ada.id, ("live.en.1",)))
    here.do(scribe, AttributeCaptions(None, ("live.en.1",), by_hand=False))
    assert stream(here) == before


def test_all_lines_of_a_label_are_attributed(here: Sitting) -> None:
    name = brought(here, transcript())
    label = stream(here, name).labels[1]
    here.do(scribe, AttributeCaptions(ada.id, stream=name, label=label))
    assert stream(here, name).speakers == {label: ada.id}
    here.do(scribe, AttributeCaptions(None, stream=name, label=label))
    assert stream(here, name).speakers == {label: None}
    here.do(scribe, AttributeCaptions(None, stream=name, label=label, by_hand=False))
    assert stream(here, name).speakers == {}


def test_saying_again_who_spoke_changes_nothing(here: Sitting) -> None:
    posts(here, COST, 1)
    name = brought(here, transcript())
    label = stream(here, name).labels[0]
    for command in (
        AttributeCaptions(ada.id, ("live.en.1",)),
        AttributeCaptions(ada.id, stream=name, label=label),
    ):
        here.do(scribe, command)
        assert here.do(scribe, command) == []


@pytest.mark.parametrize(
    ("command", "refusal"),
    [
        (AttributeCaptions(ada.id), Invalid),
        (AttributeCaptions(ada.id, ("live.en.1",), run=("live.en.1", "live.en.1")), Invalid),
        (AttributeCaptions(ada.id, run=("live.en.2", "live.en.1")), Invalid),
        (AttributeCaptions(ada.id, run=("live.en.1", "live.fr.1")), NotFound),
        (AttributeCaptions(ada.id, ("live.en.1", "live.en.7")), NotFound),
        (AttributeCaptions(PersonId("nobody"), ("live.en.1",)), NotFound),
        (AttributeCaptions(ada.id, stream="live.en", label="l_1"), NotFound),
        (AttributeCaptions(ada.id, stream="x_1", label="l_1"), NotFound),
    ],
)
def test_who_spoke_has_to_be_said_of_lines_that_are_there(
    here: Sitting, command: AttributeCaptions, refusal: type[LiveError]
) -> None:
    posts(here, COST * 2, 1)
    assert type(here.refusal(scribe, command)) is refusal


# Transcripts


def test_a_transcript_is_taken_in_whole(here: Sitting) -> None:
    name = brought(here, transcript(speakers={1: ada.id}))
    found = stream(here, name)
    chairs, adas = found.labels
    assert found.lines == (
        Line(f"{name}.1", 0, 1_000, "Good morning.", chairs),
        Line(f"{name}.2", 2_000, 3_000, "Thank you.", adas),
        Line(f"{name}.3", 4_000, 5_000, "Let us begin."),
    )
    assert (found.language, found.format, found.zero) == ("en", "vtt", NOW)
    assert found.speakers == {adas: ada.id}


def test_after_the_close_a_transcript_is_taken_in(here: Sitting) -> None:
    here.do(chair, life.CloseSession())
    name = brought(here, transcript())
    here.do(scribe, CorrectCaption(f"{name}.1", 1, "Good evening."))
    assert texts(here, name)[0] == "Good evening."


def test_names_stand_in_the_directory_alone(here: Sitting) -> None:
    events = here.do(scribe, transcript())
    [stream] = here.session.captions.streams.values()
    names = [here.directory[PersonId(row)] for row in (*stream.labels, stream.id)]
    assert names == [Name("Chair"), Name("Ada L."), Name("call.vtt")]
    told = msgspec.json.encode(events).decode()
    assert not [name for name in ("Chair", "Ada", "call.vtt") if name in told]


def test_a_long_transcript_is_told_in_several_events(here: Sitting) -> None:
    lines = [ImportedLine(nth, nth + 1, f"{nth}") for nth in range(2 * CHUNK + 1)]
    events = here.do(scribe, transcript(*lines))
    told = [len(event.lines) for event in events if isinstance(event, LinesAdded)]
    assert told == [CHUNK, CHUNK, 1]
    [found] = here.session.captions.streams.values()
    assert [line.text for line in found.lines] == [line.text for line in lines]


@pytest.mark.parametrize(
    "fields",
    [
        {"lines": ()},
        {"lines": (ImportedLine(2, 1, "Backwards"),)},
        {"lines": (ImportedLine(0, 10**12, "For ever"),)},
        {"lines": (ImportedLine(0, 1, " "),)},
        {"lines": (ImportedLine(0, 1, "x" * 2_001),)},
        {"lines": (ImportedLine(0, 1, "x", 2),)},
        {"lines": (ImportedLine(0, 1, "x"),) * (MOST_LINES + 1)},
        {"speakers": {2: ada.id}},
        {"speakers": {0: PersonId("nobody")}},
        {"labels": ("x" * 81, "y")},
    ],
    ids=lambda fields: next(iter(fields)),
)
def test_nothing_is_taken_in_by_halves(here: Sitting, fields: dict[str, object]) -> None:
    command = msgspec.structs.replace(transcript(), **fields)
    before, names = here.session, dict(here.directory)
    assert isinstance(here.refusal(scribe, command), Invalid | NotFound)
    assert (here.session, here.directory) == (before, names)


def test_a_session_has_room_for_so_many_streams(
    here: Sitting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(captioning, "MOST_STREAMS", 1)
    brought(here, transcript())
    assert isinstance(here.refusal(scribe, transcript()), TooLong)
    assert isinstance(here.refusal(captioner(KEY), PostCaption(KEY, "en", 1, b"")), TooLong)


def test_it_is_said_when_a_recording_began(here: Sitting) -> None:
    name = brought(here, transcript(zero=None))
    here.do(scribe, PlaceStream(name, NOW - SECOND))
    assert stream(here, name).zero == NOW - SECOND
    assert here.do(scribe, PlaceStream(name, NOW - SECOND)) == []


@pytest.mark.parametrize("zero", [-62_135_629_200_000, 0, 253_402_300_799_000])
def test_no_recording_began_before_our_times_or_long_after(here: Sitting, zero: int) -> None:
    name = brought(here, transcript(zero=None))
    assert isinstance(here.refusal(scribe, PlaceStream(name, zero)), Invalid)


def test_live_captions_have_their_times(here: Sitting) -> None:
    posts(here, COST, 1)
    assert isinstance(here.refusal(scribe, PlaceStream("live.en", NOW)), Invalid)


def test_a_transcript_is_taken_out(here: Sitting) -> None:
    name = brought(here, transcript())
    here.do(scribe, RemoveStream(name))
    assert here.session.captions.streams == {}
    assert isinstance(here.refusal(scribe, RemoveStream(name)), NotFound)


def test_behind_live_captions_that_were_taken_out_come_new_lines(here: Sitting) -> None:
    posts(here, COST * 2 + "And", 1)
    here.do(scribe, RemoveStream("live.en"))
    posts(here, "Old", 1)
    posts(here, " so on", 2)
    assert [(line.id, line.text) for line in stream(here).lines] == [("live.en.4", "so on")]


# What is shown


def shown(here: Sitting) -> list[str]:
    documents = View(here.session, here.directory, Audience.STAFF).everything()
    return [key for key in documents if key.startswith("caption/")]


def test_the_last_lines_of_each_language_are_shown(here: Sitting) -> None:
    posts(here, COST * (SHOWN + 3), 1)
    posts(here, "Les coûts", 1, language="fr")
    brought(here, transcript())
    en = [f"caption/live.en.{nr}" for nr in range(4, SHOWN + 4)]
    assert shown(here) == [*en, "caption/live.fr.1"]


def test_captions_are_for_staff(here: Sitting) -> None:
    posts(here, COST, 1)
    for audience in (Audience.PUBLIC, Audience.SCREEN):
        assert View(here.session, here.directory, audience).project("caption/live.en.1") is None


def test_a_line_is_shown_with_the_turn_in_which_it_began(here: Sitting) -> None:
    here.now += SECOND
    turn = here.calls(here.asks(ada))
    here.now += 10 * SECOND
    posts(here, COST, 1)
    document = View(here.session, here.directory, Audience.STAFF).project("caption/live.en.1")
    assert document
    assert document["turn"] == turn


def test_a_line_that_begins_before_the_turn_in_which_it_ends_is_of_that_one(here: Sitting) -> None:
    turn = here.calls(here.asks(ada))
    here.now += SECOND
    posts(here, COST, 1)
    document = View(here.session, here.directory, Audience.STAFF).project("caption/live.en.1")
    assert document
    assert int(str(document["start"])) < NOW
    assert document["turn"] == turn


class Captioned(Watched):
    """In which documents are followed by patches."""

    def checks(self) -> None:
        assert self.rebuilt == self.session
        for audience, documents in self.shown.items():
            assert documents == self.everything(audience)


ANY = st.integers(1, 70)
acts = st.one_of(
    st.tuples(st.just("post"), st.text("ab .\n\x08\x08", max_size=90), st.just(0)),
    st.tuples(st.just("many"), st.just(COST * 20), st.just(0)),
    st.tuples(st.just("correct"), st.text("xy", max_size=9), ANY),
    st.tuples(st.just("attribute"), st.just(""), ANY),
    st.tuples(st.just("remove"), st.just(""), st.just(0)),
    st.tuples(st.sampled_from(["floor", "leave"]), st.just(""), st.just(0)),
)


@given(st.lists(acts, max_size=25))
def test_patches_bring_all_that_changes(done: list[tuple[str, str, int]]) -> None:
    here = Captioned()
    here.join(ada, bo, cy, chair, scribe)
    here.do(chair, life.OpenSession())
    for seq, (what, text, nr) in enumerate(done, 1):
        here.now += 50
        caption = f"live.en.{nr}"
        try:
            match what:
                case "post" | "many":
                    posts(here, text, seq)
                case "correct":
                    line = stream(here).line(caption)
                    here.do(scribe, CorrectCaption(caption, line.revision, text))
                case "attribute":
                    here.do(scribe, AttributeCaptions(ada.id, run=("live.en.1", caption)))
                case "remove":
                    here.do(scribe, RemoveStream(live_id("en")))
                case "floor" if here.speaker is None:
                    here.calls(here.asks(bo))
                case "floor":
                    here.takes_back()
        except (LiveError, KeyError):
            pass
        here.checks()
