"""How much a record tells of who said what."""

import csv
import re

import pytest
from msgspec.structs import replace

from live.domain import life, notes
from live.domain.actors import Actor, PersonId, Role
from live.domain.life import ATTRIBUTIONS, Attribution
from live.domain.masking import MASK, Names
from live.record.bidi import directions, leading
from live.record.merging import merged
from live.record.model import Record, Share
from live.record.projection import project
from live.record.words import Words, stopwatch
from tests.domain.occasion import chair, scribe
from tests.record.sittings import PLAN, Recorded, consultation, written
from tests.record.whispered import captioned, whispered

MINUTE = 60_000


def share(place: str, participants: int, speakers: int = 0, spoken_ms: int = 0) -> Share:
    return Share(place, participants, speakers, speakers, 0, spoken_ms)


@pytest.fixture(scope="module")
def record() -> Record:
    return captioned(whispered().record())


def test_what_is_told_by_name_is_the_record_itself(record: Record) -> None:
    assert project(record, "named") is record


def test_what_was_narrowed_does_not_widen(record: Record) -> None:
    with pytest.raises(ValueError, match="group does not become named"):
        project(project(record, "group"), "named")


def test_nothing_of_the_session_is_lost_but_people(record: Record) -> None:
    for attribution in ATTRIBUTIONS:
        told = project(record, attribution)
        assert [turn.start for turn in told.turns] == [turn.start for turn in record.turns]
        assert len(told.notes) == len(record.notes)
        assert [poll.voters for poll in told.polls] == [poll.voters for poll in record.polls]
        assert told.attended == record.attended == 8
        assert (told.groups, told.regions) == (record.groups, record.regions)


def test_by_group_people_can_be_told_apart_but_not_known(record: Record) -> None:
    told = project(record, "group")
    assert [who.id for who in told.people] == [f"p{nr}" for nr in range(1, len(told.people) + 1)]
    groups = [record.person[turn.person].group for turn in record.turns]
    assert [told.person[turn.person].group for turn in told.turns] == groups
    assert {(who.name, who.organisation, who.region) for who in told.people} == {("", "", "")}


def test_by_nobody_all_are_one(record: Record) -> None:
    told = project(record, "chatham")
    assert {turn.person for turn in told.turns} == {"participant"}
    assert {asked.person for asked in told.requests} == {"participant"}
    assert {note.author for note in told.notes} == {"staff"}
    assert {note.speaker for note in told.notes} == {None}
    assert {line.person for line in told.captions} == {None}
    assert {moment.by for moment in told.log} <= {"participant", "staff", "system"}
    assert told.participants == ()
    assert told.speakers(told.turns) is None


def test_by_nobody_there_is_no_list_of_participants(record: Record) -> None:
    assert len(written(project(record, "chatham"), "people.csv").splitlines()) == 1


@pytest.mark.parametrize("attribution", ["group", "chatham"])
def test_nobodys_ballot_is_told(record: Record, attribution: str) -> None:
    told = project(record, "group" if attribution == "group" else "chatham")
    named = [poll.tally for poll in told.polls if not poll.secret]
    assert len(named) == 2
    assert [tally.ballots if tally else None for tally in named] == [None, None]
    assert told.organisations == {}


def test_a_name_in_a_word_that_was_counted_is_masked_with_its_count(record: Record) -> None:
    poll = replace(record.polls[0], words={"Thrupp": 2, "Quuxington": 1, "palms": 4})
    told = project(replace(record, polls=(poll,)), "chatham")
    assert told.polls[0].words == {"[…]": 3, "palms": 4}


def test_those_who_hold_the_session_are_told(record: Record) -> None:
    held = replace(record, host="Quenby Foundation, Wilhelmina Thrupp", title="Quenby Foundation")
    assert project(held, "group").host == held.host
    assert project(held, "chatham").host == "Quenby Foundation, […]"
    assert project(held, "chatham").title == "Quenby Foundation"


def test_a_group_is_told_where_an_organisation_has_its_name() -> None:
    here = consultation()
    who = next(iter(here.directory))
    here.directory[who] = replace(here.directory[who], organisation="Academia")
    here.note("Academia agrees.")
    told = project(here.record(), "chatham")
    assert any(note.text == "Academia agrees." for note in told.notes)


def test_a_sentence_begins_with_a_capital() -> None:
    told = project(consultation().record(), "group")
    text = written(told, "transcript.md")
    assert "A representative of Government spoke for 2 minutes" in text
    assert "Not heard: a representative of Civil society." in text


@pytest.mark.parametrize("attribution", ["group", "chatham"])
def test_a_withheld_name_looks_like_one_that_was_erased(attribution: Attribution) -> None:
    here = consultation()
    erased, withheld = [who for who in here.directory if here.directory[who].name][:2]
    note = "{} and {} agree.".format(*(here.directory[who].name for who in (erased, withheld)))
    note = Names([here.directory[erased]]).masked(note, MASK)
    here.note(note)
    told = project(here.record(), attribution)
    assert "[…] and […] agree." in [note.text for note in told.notes]
    assert "[…] stands where a name was withheld or erased" in written(told, "summary.html")


def test_a_withheld_name_leaves_a_text_its_direction(record: Record) -> None:
    told = project(record, "chatham")
    text = next(note.text for note in told.notes if " said so, and " in note.text)
    assert text.startswith(MASK)
    assert leading(text, "rtl") == "ltr"
    assert directions(MASK) == set()


def test_it_is_the_same_each_time(record: Record) -> None:
    assert project(record, "group") == project(record, "group")


# Speaking time


def busy() -> Record:
    """Five of each of two groups, who all speak for a little less or more than a minute."""
    here = Recorded(PLAN)
    here.enter(chair, "Marguerite Plonk", "")
    people = [Actor(PersonId(f"p_{nr}"), Role.PARTICIPANT) for nr in range(10)]
    for nr, who in enumerate(people):
        group, region = ("government", "africa") if nr < 5 else ("academia", "global")
        here.enter(who, f"Name{nr} Zyx{nr}", "", group, region)
    here.do(chair, life.OpenSession())
    for nr, who in enumerate(people):
        here.speak(who, 35_938 + 7_001 * nr, "Costs")
    here.do(chair, life.CloseSession())
    return here.record()


@pytest.mark.parametrize("attribution", ["group", "chatham"])
def test_notes_are_a_rapporteurs_whoever_of_the_staff_wrote_them(
    attribution: Attribution,
) -> None:
    here = consultation()
    for who in (chair, scribe):
        here.do(who, notes.PostNote("Budget lines stay.", None))
    text = written(project(here.record(), attribution), "transcript.md")
    assert text.count("Noted by a rapporteur") >= 2
    assert not re.search("noted by a moderator", text, re.IGNORECASE)


@pytest.mark.parametrize("attribution", ["group", "chatham"])
def test_shares_add_up_to_the_whole_that_is_told(attribution: Attribution) -> None:
    told = project(busy(), attribution)
    text = written(told, "summary.md")
    [sentence] = re.findall(r"The speaking time was shared as follows: (.*?)\.", text)
    assert sum(map(int, re.findall(r"(\d+)%", sentence))) == 100
    total = stopwatch(told.spoken_ms)
    totals = re.findall(r"\| \*{0,2}Total\*{0,2} \|.*?(\d+:\d\d)", text)
    assert totals == [total, total]
    assert f"lasting {Words('en', 'UTC').duration(told.spoken_ms)}" in text


def test_by_nobody_no_turns_speaking_time_is_told() -> None:
    told = project(busy(), "chatham")
    assert {(turn.spoken_ms, turn.paused_ms, turn.pauses) for turn in told.turns} == {(0, 0, 0)}
    assert all(turn.end in (turn.start, (turn.end or 1) // MINUTE * MINUTE) for turn in told.turns)
    assert "A participant spoke on “Costs”." in written(told, "transcript.md")
    rows = [*csv.DictReader(written(told, "turns.csv").lstrip("\ufeff").splitlines())]
    assert {row["spoken_seconds"] for row in rows} == {""}
    for file in ("summary.md", "transcript.md", "turns.csv"):
        assert not re.search(r"\d seconds|35\.938|\b0:36\b", written(told, file))


def test_by_nobody_what_one_item_took_is_not_told() -> None:
    text = written(project(consultation().record(), "chatham"), "summary.md")
    assert "interventions in all." in text or "intervention in all." in text
    assert "lasting" not in text


# Counted together


def test_few_are_counted_together() -> None:
    rows = (share("a", 9, 5, 6 * MINUTE), share("b", 3, 2, MINUTE), share("c", 4, 3, MINUTE))
    kept, together = merged(rows)
    assert kept == rows[0]
    assert together == share("b + c", 7, 5, 2 * MINUTE)
    assert together.places == ["b", "c"]


def test_who_spoke_alone_is_not_told_by_how_many_were_there() -> None:
    (together,) = merged([share("a", 20, 1, MINUTE), share("b", 30, 9, MINUTE)])
    assert together.places == ["a", "b"]


def test_groups_of_which_nobody_spoke_are_told() -> None:
    rows = (share("a", 5), share("b", 6))
    assert merged(rows) == rows


def test_too_few_in_all_are_not_told() -> None:
    assert merged([share("a", 2), share("b", 2)]) == ()


def test_nobody_makes_no_row() -> None:
    assert merged([]) == ()


def test_rounded_times_add_up_to_that_of_all() -> None:
    rows = merged([share(place, 9, 5, 95_000) for place in ("a", "b", "c")])
    assert [row.spoken_ms for row in rows] == [2 * MINUTE, 2 * MINUTE, MINUTE]


def test_times_are_rounded_to_minutes() -> None:
    (row,) = merged([share("a", 9, 5, 5 * MINUTE + 29_999)])
    assert row.spoken_ms == 5 * MINUTE
