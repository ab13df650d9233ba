"""Who spoke a line, how that is known, and how surely."""

from collections.abc import Sequence
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from live.domain.actors import Milliseconds, PersonId, Role
from live.domain.agenda import Span
from live.domain.captions import Line, Stream
from live.record.attribution.lines import LAG_MS, attributed
from live.record.model import Item, Person
from live.record.speaking import Caption, Confidence, Method, Turn
from tests.record.spoken import CHAIR, MINUTE, SECOND, Setting, spoken, turn

ada, ben, chair, other_chair = map(PersonId, ("ada", "ben", "chair", "other_chair"))


def person(who: PersonId, name: str, role: Role = Role.PARTICIPANT) -> Person:
    return Person(who, name, "", "", "", role, 0)


PEOPLE = [
    person(ada, "Ada Lovelace"),
    person(ben, "Ben Okri"),
    person(chair, "Chair Person", Role.MODERATOR),
]
TURNS = [
    turn(ada, MINUTE, 3 * MINUTE, 1),
    turn(ben, 2 * MINUTE, 2 * MINUTE + 30 * SECOND, 2, interrupts="t_1"),
    turn(ben, 3 * MINUTE + 20 * SECOND, 5 * MINUTE, 3),
]
ZERO = 1


def line(at: Milliseconds, label: str = "", lasts: Milliseconds = 4 * SECOND) -> Line:
    return Line(f"l_{at}", at - ZERO, at - ZERO + lasts, "So it is, then.", label)


def captions(
    *lines: Line,
    people: Sequence[Person] = PEOPLE,
    speakers: dict[str, PersonId | None] | None = None,
) -> list[Caption]:
    stream = Stream("x_1", "en", "webvtt", ZERO, lines=lines, speakers=speakers or {})
    return list(attributed(stream, TURNS, people))


def said(
    one: Line,
    people: Sequence[Person] = PEOPLE,
    speakers: dict[str, PersonId | None] | None = None,
) -> tuple[PersonId | None, str | None, Method, Confidence]:
    """Of a line: whose it is, in which turn, and how that is known."""
    [caption] = captions(one, people=people, speakers=speakers)
    return caption.person, caption.turn, caption.method, caption.confidence


def at(minutes: int, seconds: int = 0) -> Milliseconds:
    return minutes * MINUTE + seconds * SECOND


def test_a_line_well_within_a_turn_is_the_speakers() -> None:
    assert said(line(at(1, 30))) == (ada, "t_1", "floor", "certain")


def test_a_line_that_alone_has_no_label_is_only_likely_the_speakers() -> None:
    others = [line(at(1, seconds), "Ada Lovelace") for seconds in (40, 45)]
    bare, *_ = captions(line(at(1, 30)), *others)
    assert (bare.person, bare.method, bare.confidence) == (ada, "floor", "likely")


def test_a_line_among_many_without_labels_is_the_speakers() -> None:
    others = [line(at(1, seconds)) for seconds in (40, 45)]
    bare, *_ = captions(line(at(1, 30)), line(at(1, 35), "Ada Lovelace"), *others)
    assert (bare.person, bare.method, bare.confidence) == (ada, "floor", "certain")


def test_a_line_near_the_edge_of_a_turn_is_only_likely_the_speakers() -> None:
    assert said(line(at(1, 2))) == (ada, "t_1", "floor", "likely")
    assert said(line(at(4, 52))) == (ben, "t_3", "floor", "likely")


def test_a_line_within_a_point_of_order_is_that_speakers() -> None:
    assert said(line(at(2, 10))) == (ben, "t_2", "floor", "certain")


def test_a_line_over_two_turns_is_theirs_who_have_more_of_it() -> None:
    assert said(line(at(1, 57), lasts=10 * SECOND)) == (ben, "t_2", "floor", "likely")
    assert said(line(at(1, 54), lasts=10 * SECOND)) == (ada, "t_1", "floor", "likely")


def test_a_brief_line_without_a_label_may_be_thrown_in() -> None:
    assert said(line(at(1, 30), lasts=SECOND)) == (ada, "t_1", "floor", "likely")


def test_between_two_turns_it_is_likely_the_only_moderator() -> None:
    assert said(line(at(3, 8))) == (chair, None, "floor", "likely")


def test_between_two_turns_it_is_nobody_where_there_are_two_moderators() -> None:
    people = [*PEOPLE, person(other_chair, "Other Chair", Role.MODERATOR)]
    assert said(line(at(3, 8)), people) == (None, None, "none", "unknown")


def linked() -> tuple[list[Line], list[Turn]]:
    """The chair leads on, with one click, between two long pauses."""
    starts = [*range(0, 115_000, 4_500), 121_000, 125_500, *range(134_000, 240_000, 4_500)]
    return [line(start) for start in starts], [
        turn(ada, 0, at(2), 1),
        turn(ben, at(2), at(4), 2),
    ]


def test_what_the_moderator_says_after_the_click_is_likely_theirs() -> None:
    lines, turns = linked()
    stream = Stream("x_1", "en", "webvtt", ZERO, lines=tuple(lines))
    found = {one.id: one for one in attributed(stream, turns, PEOPLE)}
    said = found["l_121000"]
    assert (said.person, said.turn, said.confidence) == (chair, "t_2", "likely")
    assert found["l_134000"].person == ben


def test_what_one_of_two_moderators_says_after_the_click_is_nobodys() -> None:
    lines, turns = linked()
    stream = Stream("x_1", "en", "webvtt", ZERO, lines=tuple(lines))
    people = [*PEOPLE, person(other_chair, "Other Chair", Role.MODERATOR)]
    found = {one.id: one for one in attributed(stream, turns, people)}
    assert (found["l_121000"].person, found["l_121000"].method) == (None, "none")


def test_before_the_first_turn_it_is_nobody() -> None:
    assert said(line(at(0, 20))) == (None, None, "none", "unknown")


def test_long_between_two_turns_it_is_nobody() -> None:
    turns = [turn(ada, at(1), at(2), 1), turn(ben, at(10), at(11), 2)]
    stream = Stream("x_1", "en", "webvtt", ZERO, lines=(line(at(5)),))
    [caption] = attributed(stream, turns, PEOPLE)
    assert (caption.person, caption.confidence) == (None, "unknown")


def test_a_label_says_who_speaks() -> None:
    assert said(line(at(1, 30), "LOVELACE Ada")) == (ada, "t_1", "label", "certain")


def test_a_label_tells_who_speaks_in_whose_turn_where_the_click_was_late() -> None:
    assert said(line(at(3, 17), "Ben Okri")) == (ben, "t_3", "label", "certain")


def test_a_label_against_the_floor_is_only_likely() -> None:
    assert said(line(at(1, 30), "Ben Okri")) == (ben, "t_1", "label", "likely")


def test_a_moderator_speaks_without_the_floor() -> None:
    assert said(line(at(1, 30), "Chair Person")) == (chair, "t_1", "label", "certain")


def test_a_label_counts_where_nobody_has_the_floor() -> None:
    assert said(line(at(0, 20), "Ben Okri")) == (ben, None, "label", "certain")


def test_a_part_of_a_name_is_only_likely_without_the_floor() -> None:
    assert said(line(at(0, 20), "B. Okri")) == (ben, None, "label", "likely")
    assert said(line(at(4), "B. Okri")) == (ben, "t_3", "label", "certain")


def test_of_two_whom_a_label_may_mean_it_is_who_has_the_floor() -> None:
    people = [*PEOPLE, person(other_chair, "Ada LOVELACE")]
    assert said(line(at(1, 30), "Ada Lovelace"), people) == (ada, "t_1", "label", "likely")
    assert said(line(at(4), "Ada Lovelace"), people) == (None, "t_3", "none", "unknown")


def within(label: str) -> list[Line]:
    """Lines under a label, most of what is said in a turn of Ada's."""
    return [line(at(1, second), label) for second in range(10, 50, 5)]


def test_a_label_that_names_nobody_is_likely_who_has_the_floor_while_it_prevails() -> None:
    *found, other = captions(*within("iPhone"), line(at(1, 52), "Speaker 3"))
    assert {(one.person, one.method, one.confidence) for one in found} == {(ada, "floor", "likely")}
    assert (other.person, other.method, other.confidence) == (None, "none", "unknown")


def test_a_label_with_a_word_of_the_name_leaves_no_doubt() -> None:
    assert {one.confidence for one in captions(*within("Ada's iPad"))} == {"certain"}


def test_among_lines_without_a_label_one_that_names_nobody_is_nobodys() -> None:
    *_, other = captions(*within(""), line(at(1, 52), "iPhone"))
    assert other.person is None


def test_a_label_that_names_nobody_is_nobody_between_turns() -> None:
    assert said(line(at(3, 8), "iPhone")) == (None, None, "none", "unknown")


def test_what_a_rapporteur_said_of_a_line_is_certain() -> None:
    by_hand = replace(line(at(1, 30), "Ada Lovelace"), person=ben, by_hand=True)
    assert said(by_hand) == (ben, "t_1", "hand", "certain")


def test_a_rapporteur_may_say_that_nobody_knows() -> None:
    by_hand = replace(line(at(1, 30), "Ada Lovelace"), by_hand=True)
    assert said(by_hand) == (None, "t_1", "hand", "unknown")


def test_what_a_rapporteur_said_of_somebody_who_is_gone_is_unknown() -> None:
    by_hand = replace(line(at(1, 30)), person=PersonId("gone"), by_hand=True)
    assert said(by_hand) == (None, "t_1", "hand", "unknown")


def test_what_a_rapporteur_said_of_a_label_counts_for_its_lines() -> None:
    found = said(line(at(3, 8), "iPhone"), speakers={"iPhone": ben})
    assert found == (ben, None, "hand", "certain")


def test_what_was_said_of_a_line_comes_before_what_was_said_of_its_label() -> None:
    by_hand = replace(line(at(3, 8), "iPhone"), person=ada, by_hand=True)
    assert said(by_hand, speakers={"iPhone": ben})[0] == ada


def test_a_label_may_stand_under_an_id() -> None:
    stream = Stream("x_1", "en", "webvtt", ZERO, lines=(line(at(4), "label_7"),))
    [caption] = attributed(stream, TURNS, PEOPLE, labels={"label_7": "OKRI, Ben"})
    assert (caption.person, caption.label) == (ben, "OKRI, Ben")


def test_times_are_those_of_the_session_in_their_order() -> None:
    found = captions(line(at(4)), line(at(1, 30)))
    assert [(one.start, one.end) for one in found] == [
        (at(1, 30), at(1, 34)),
        (at(4), at(4, 4)),
    ]


def test_a_live_line_was_said_a_little_before_it_came() -> None:
    stream = Stream("live.en", "en", "live", 0, lines=(Line("l", at(4), at(4, 3), "So it is."),))
    [caption] = attributed(stream, TURNS, PEOPLE)
    assert caption.start == at(4) - LAG_MS


def test_a_stream_has_no_captions_while_nobody_knows_when_it_began() -> None:
    stream = Stream("x_1", "en", "webvtt", None, lines=(line(at(4)),))
    assert attributed(stream, TURNS, PEOPLE) == ()


def test_a_line_of_which_nothing_is_left_is_none() -> None:
    assert captions(replace(line(at(4)), text="")) == []


def test_a_line_stands_on_the_item_of_its_turn_or_of_its_time() -> None:
    items = [Item("i_1", 1, "Opening", None, None, (Span(0, at(4)),), 0)]
    items += [Item("i_2", 2, "Discussion", None, None, (Span(at(4), None),), 0)]
    turns = [replace(TURNS[2], item="i_1")]
    lines = (line(at(0, 20)), line(at(4, 30)), line(at(6)))
    stream = Stream("x_1", "en", "webvtt", ZERO, lines=lines)
    found = attributed(stream, turns, PEOPLE, items=items)
    assert [one.item for one in found] == ["i_1", "i_1", "i_2"]


seeds = st.integers(0, 10**6)
few = settings(max_examples=15, deadline=None)
SHORT = Setting(turns=12, speakers=8)


@given(seeds, st.floats(0, 1))
@few
def test_nobody_is_given_a_line_who_neither_had_the_floor_nor_is_named(
    seed: int, kept: float
) -> None:
    here = spoken(seed, SHORT)
    lines = here.labelled(Random(seed), kept)
    spoke = {one.person for one in here.turns} | {CHAIR, None}
    stream = Stream("x_1", "en", "webvtt", here.zero, lines=lines)
    turns = here.turns[:6]
    allowed = {one.person for one in turns} | {CHAIR, None}
    for caption in attributed(stream, turns, here.people):
        assert caption.person in (spoke if caption.label else allowed)


@given(seeds, st.integers(-(10**9), 10**9))
@few
def test_clock_and_recording_may_be_moved_together(seed: int, later: int) -> None:
    here = spoken(seed, SHORT)
    turns = [replace(o, start=o.start + later, end=(o.end or 0) + later) for o in here.turns]
    stream = Stream("x_1", "en", "webvtt", here.zero, lines=here.lines)
    moved = replace(stream, zero=here.zero + later)
    before = attributed(stream, here.turns, here.people)
    after = attributed(moved, turns, here.people)
    assert [replace(o, start=o.start - later, end=o.end - later) for o in after] == list(before)


@given(seeds)
@few
def test_hardly_a_line_that_is_certain_is_wrong(seed: int) -> None:
    """But for what the chair says while somebody has the floor already, as the words are not
    known to be theirs."""
    here = spoken(seed, Setting(turns=12, speakers=8, passed=0))
    by = {one.line.id: one.by for one in here.said}
    stream = Stream("x_1", "en", "webvtt", here.zero, lines=here.lines)
    found = [
        one for one in attributed(stream, here.turns, here.people) if one.confidence == "certain"
    ]
    wrong = [one for one in found if one.person != by[one.id]]
    assert len(wrong) * 50 <= len(found)
