"""Counting: every ballot once, every total of the right people."""

from collections import Counter

import pytest
from hypothesis import given
from msgspec.structs import replace

from live.domain.actors import PersonId, Role
from live.domain.disclosure import Row
from live.domain.people import Person
from live.domain.questions import Option, Options, PollKind
from live.domain.tally import Choices, Tally, Written, fingerprint, tally, words
from tests.domain.electorate import (
    NO,
    OPTIONS,
    PAPER,
    YES,
    Vote,
    counted,
    electorates,
    many_marks,
    votes,
)
from tests.domain.occasion import NOW, ada, bo, chair, cy, person

one_mark = electorates("abc", "xyz")


@given(many_marks)
def test_counts_are_the_ballots(cast: list[Vote]) -> None:
    expected = Counter(option for _, _, choice in cast for option in choice)
    assert counted(cast).counts == {option: expected[option] for option in OPTIONS}


@given(many_marks)
def test_voters_are_the_ballots(cast: list[Vote]) -> None:
    assert counted(cast, absent=3).voters == len(cast)


@given(many_marks)
def test_eligible_are_also_those_who_did_not_vote(cast: list[Vote]) -> None:
    assert counted(cast, absent=3).eligible == len(cast) + 3


@given(one_mark)
def test_marks_of_a_single_choice_add_up_to_the_voters(cast: list[Vote]) -> None:
    assert sum(counted(cast).counts.values()) == len(cast)


@given(many_marks)
def test_no_option_has_more_marks_than_voters(cast: list[Vote]) -> None:
    result = counted(cast)
    for row in (*result.groups, *result.regions):
        assert all(n <= row.voters <= row.eligible for n in (row.counts or {}).values())


@pytest.mark.parametrize("secret", [True, False])
@given(cast=many_marks)
def test_break_downs_add_up_to_the_total(secret: bool, cast: list[Vote]) -> None:
    result = counted(cast, secret=secret, absent=2)
    for rows in (result.groups, result.regions):
        assert sum(row.voters for row in rows) == result.voters
        assert sum(row.eligible for row in rows) == result.eligible
        if all(row.counts is not None for row in rows):
            assert added_up(rows) == result.counts


def added_up(rows: tuple[Row, ...]) -> dict[str, int]:
    return {option: sum((row.counts or {})[option] for row in rows) for option in OPTIONS}


@pytest.mark.parametrize("secret", [True, False])
@given(cast=many_marks)
def test_everybody_is_in_one_row_of_a_break_down(secret: bool, cast: list[Vote]) -> None:
    result = counted(cast, secret=secret)
    for rows, place in ((result.groups, 0), (result.regions, 1)):
        shown = [name for row in rows for name in row.ids]
        assert sorted(shown) == sorted({vote[place] for vote in cast})


@given(many_marks)
def test_named_polls_show_every_row_as_it_is(cast: list[Vote]) -> None:
    for row in counted(cast, secret=False).groups:
        (group,) = row.ids
        marks = Counter(option for of, _, choice in cast for option in choice if of == group)
        assert row.counts == {option: marks[option] for option in OPTIONS}


def test_nobody_voting_is_a_tally_too() -> None:
    empty = counted([])
    assert (empty.counts, empty.voters, empty.groups) == ({"yes": 0, "no": 0, "maybe": 0}, 0, ())


def test_those_who_do_not_say_their_group_are_a_row() -> None:
    result = counted(votes("", "x", yes=5, no=2), secret=False)
    assert [row.ids for row in result.groups] == [("",)]


def test_staff_are_not_eligible() -> None:
    result = tally("multiple", PAPER, False, {}, {who.id: person(who) for who in (ada, chair)})
    assert result.eligible == 1


def test_who_left_without_voting_is_not_eligible() -> None:
    people = {ada.id: person(ada), bo.id: person(bo, left=True)}
    assert tally("multiple", PAPER, False, {}, people).eligible == 1


def test_who_left_after_voting_counts() -> None:
    people = {ada.id: person(ada), bo.id: person(bo, left=True)}
    result = tally("multiple", PAPER, False, {bo.id: YES}, people)
    assert (result.voters, result.eligible) == (1, 2)


def test_a_named_tally_says_who_marked_what() -> None:
    people = {who.id: person(who) for who in (ada, bo, cy)}
    result = tally("multiple", PAPER, False, {bo.id: NO, ada.id: YES}, people)
    assert result.ballots == {ada.id: YES, bo.id: NO}


def test_a_secret_tally_does_not_say_who_marked_what() -> None:
    assert counted(votes("a", "x", yes=9, no=9)).ballots is None


@given(many_marks)
def test_a_secret_tally_does_not_depend_on_the_order_of_the_ballots(cast: list[Vote]) -> None:
    people = {PersonId(f"p_{nth}"): vote for nth, vote in enumerate(cast)}
    assert from_ballots(people) == from_ballots(dict(reversed(people.items())))


def from_ballots(votes: dict[PersonId, Vote]) -> Tally:
    people = {
        who: Person(who, Role.PARTICIPANT, vote[0], vote[1], NOW) for who, vote in votes.items()
    }
    return tally("multiple", PAPER, True, {who: vote[2] for who, vote in votes.items()}, people)


def test_the_fingerprint_is_of_the_whole_tally() -> None:
    result = counted(votes("a", "x", yes=9, no=9))
    assert fingerprint(result) == result.fingerprint
    assert fingerprint(replace(result, voters=19)) != result.fingerprint


# Rankings and ratings

RANKED = (*PAPER, Option("abstain", "Abstain", "abstain"))


def of_kind(kind: PollKind, *choices: tuple[str, ...], options: Options = RANKED) -> Tally:
    people = {PersonId(f"p_{nth}"): choice for nth, choice in enumerate(choices)}
    everyone = {who: Person(who, Role.PARTICIPANT, "a", "x", NOW) for who in people}
    return tally(kind, options, False, people, everyone)


def test_of_a_ranking_first_preferences_are_counted() -> None:
    result = of_kind("ranking", ("no", "yes"), ("no",), ("yes", "maybe", "no"), ("abstain",))
    assert result.counts == {"yes": 1, "no": 2, "maybe": 0, "abstain": 1}
    assert (result.voters, sum(result.counts.values())) == (4, 4)
    assert result.points == {"yes": 3, "no": 4, "maybe": 1}
    assert result.pairs
    assert result.pairs["no"]["yes"] == 2


def test_a_named_ranking_says_who_ranked_how() -> None:
    result = of_kind("ranking", ("no", "yes"))
    assert result.ballots == {"p_0": ("no", "yes")}


def test_whoever_abstains_has_voted_and_rated_nothing() -> None:
    scale = (*(Option(n, n) for n in "12345"), Option("x", "Abstain", "abstain"))
    result = of_kind("rating", ("2",), ("5",), ("5",), ("x",), options=scale)
    assert (result.voters, result.counts["x"], result.median, result.mean) == (4, 1, 5, 4)


@pytest.mark.parametrize("kind", ["single", "multiple", "yes_no"])
def test_other_kinds_come_to_nothing_more(kind: PollKind) -> None:
    result = of_kind(kind, ("yes",))
    assert (result.points, result.pairs, result.median, result.mean) == (None,) * 4


# In own words

ABSTAINED: Options = (Option("x", "Abstain", "abstain"),)
CAST = {ada.id: ("More time.", "r1"), bo.id: ("x",), cy.id: ("Money.", "r2")}


def said(kind: PollKind, choices: Choices, *, secret: bool = True) -> Tally:
    people = {who.id: person(who) for who in (ada, bo, cy)}
    return tally(kind, ABSTAINED, secret, choices, people)


def test_texts_are_kept_beside_the_count() -> None:
    result = said("text", CAST)
    assert (result.voters, result.counts) == (3, {"x": 1})
    assert result.written == (Written("More time.", "r1"), Written("Money.", "r2"))
    assert result.ballots is None


def test_texts_of_a_named_poll_have_their_authors() -> None:
    written = said("text", CAST, secret=False).written
    assert written
    assert [one.author for one in written] == [ada.id, cy.id]


def test_words_are_counted_without_regard_to_case() -> None:
    choices = {ada.id: ("Law", "aid"), bo.id: ("LAW",), cy.id: ("Law", "x-ray")}
    result = said("words", choices)
    assert result.words == (("Law", "aid"), ("Law",), ("Law", "x-ray"))
    assert (result.voters, result.counts, result.ballots) == (3, {"x": 0}, None)


def test_words_are_spelt_as_most_spell_them() -> None:
    assert words([("LAW",), ("Law",), ("Law",), ("law",)]) == (("Law",),) * 4
    assert words([("b",), ("B",)]) == (("b",), ("b",))


@pytest.mark.parametrize("kind", ["text", "words"])
def test_of_what_is_written_break_downs_say_only_how_many_took_part(kind: PollKind) -> None:
    for row in said(kind, {ada.id: ("Law", "r1")}).groups:
        assert (row.counts, row.voters, row.eligible) == (None, 1, 3)


def test_the_fingerprint_covers_what_was_written_without_holding_it() -> None:
    one, other = said("text", CAST), said("text", CAST | {cy.id: ("Power.", "r2")})
    assert one.fingerprint != other.fingerprint
    assert one.fingerprint == fingerprint(replace(one, written=None))


def test_a_salt_makes_another_fingerprint() -> None:
    choices, people = {ada.id: ("x",)}, {ada.id: person(ada)}
    plain, salted = (
        tally("single", ABSTAINED, True, choices, people, salt=salt) for salt in ("", "salt")
    )
    assert plain.counts == salted.counts
    assert plain.fingerprint != salted.fingerprint


def test_a_pulse_has_no_break_downs() -> None:
    feelings = tuple(Option(name, name) for name in ("agree", "unsure", "disagree"))
    people = {who.id: person(who) for who in (ada, bo)}
    result = tally("pulse", feelings, True, {ada.id: ("agree",)}, people)
    assert (result.counts["agree"], result.groups, result.regions) == (1, (), ())
