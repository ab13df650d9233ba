"""What people wrote on their ballots, and what moderators make of it."""

import pytest

from live.domain.contributions import (
    Contribution,
    ContributionJudged,
    Contributions,
    ContributionsEvent,
    CountWord,
    JudgeContribution,
    WordCounted,
    decide,
    evolve,
    tallied,
    without,
)
from live.domain.polls import PollRemoved, PollTallied
from live.domain.tally import Tally, Written
from live.errors import Invalid, NotFound, Stale, TooLong
from tests.domain.occasion import ada

LISTS = (("Law", "training"), ("Law", "courses"), ("Law", "training"))
WORDS = {"Law": 3, "training": 2, "courses": 1}


def tally(
    written: tuple[Written, ...] | None = None, words: tuple[tuple[str, ...], ...] | None = None
) -> Tally:
    return Tally({}, 3, 3, (), (), written=written, words=words)


SAID = tallied(
    Contributions(),
    PollTallied(
        "q_1", tally((Written("More tme.", "r1", None), Written("More money.", "r2", ada.id)))
    ),
)
LISTED = tallied(Contributions(), PollTallied("q_1", tally(words=LISTS)))


def judged(*commands: JudgeContribution) -> Contributions:
    said = SAID
    for command in commands:
        for event in decide(said, command):
            said = evolve(said, event)
    return said


def counted(*pairs: tuple[str, str | None]) -> dict[str, int]:
    said = LISTED
    for word, target in pairs:
        for event in decide(said, CountWord("q_1", word, target)):
            said = evolve(said, event)
    return said.counted("q_1")


# Texts


def test_what_was_written_is_not_looked_at_at_first() -> None:
    assert SAID.of("q_1") == [
        Contribution("q_1.1", "q_1", "More tme.", "r1", "More tme."),
        Contribution("q_1.2", "q_1", "More money.", "r2", "More money.", ada.id),
    ]


def test_a_contribution_is_approved_as_it_is() -> None:
    command = JudgeContribution("q_1.1", 0, "approved")
    assert decide(SAID, command) == [ContributionJudged("q_1.1", "approved", "More tme.", "")]


def test_a_contribution_is_edited() -> None:
    said = judged(JudgeContribution("q_1.1", 0, "approved", "More time.", "Time"))
    one = said.entries["q_1.1"]
    assert (one.text, one.written, one.edited) == ("More time.", "More tme.", True)
    assert (one.theme, one.revision) == ("Time", 1)


def test_only_what_is_shown_is_edited() -> None:
    with pytest.raises(Invalid):
        judged(JudgeContribution("q_1.1", 0, "declined", "More time."))


@pytest.mark.parametrize("text", ["", " ", "a" * 501])
def test_a_contribution_is_not_edited_to_nothing_or_too_much(text: str) -> None:
    with pytest.raises(Invalid):
        judged(JudgeContribution("q_1.1", 0, "approved", text))


def test_what_is_parked_is_parked_under_a_theme() -> None:
    with pytest.raises(Invalid):
        judged(JudgeContribution("q_1.1", 0, "parked"))


def test_a_theme_over_its_limit_says_so() -> None:
    with pytest.raises(TooLong):
        judged(JudgeContribution("q_1.1", 0, "parked", theme="a" * 81))


def test_themes_count_what_is_shown_or_parked() -> None:
    said = judged(
        JudgeContribution("q_1.1", 0, "approved", theme="Means"),
        JudgeContribution("q_1.2", 0, "parked", theme="Means"),
    )
    assert said.themes("q_1") == {"Means": 2}
    said = evolve(said, ContributionJudged("q_1.2", "declined", "More money.", "Means"))
    assert said.themes("q_1") == {"Means": 1}


def test_of_two_moderators_one_is_told_that_it_has_changed() -> None:
    first = JudgeContribution("q_1.1", 0, "approved")
    with pytest.raises(Stale) as refused:
        judged(first, JudgeContribution("q_1.1", 0, "declined"))
    assert refused.value.details == {"revision": 1}


def test_a_verdict_is_taken_back() -> None:
    said = judged(
        JudgeContribution("q_1.1", 0, "approved", "More time."),
        JudgeContribution("q_1.1", 1, "new"),
    )
    assert (said.entries["q_1.1"].verdict, said.entries["q_1.1"].edited) == ("new", False)


def test_the_same_verdict_changes_nothing() -> None:
    said = judged(JudgeContribution("q_1.1", 0, "approved"))
    assert decide(said, JudgeContribution("q_1.1", 1, "approved")) == []


def test_what_nobody_wrote_is_not_found() -> None:
    with pytest.raises(NotFound):
        judged(JudgeContribution("q_1.3", 0, "approved"))


# Words


def test_words_are_counted_as_they_were_written() -> None:
    assert counted() == WORDS


def test_a_word_counts_as_another() -> None:
    assert counted(("courses", "training")) == {"Law": 3, "training": 3}


def test_a_word_that_counts_as_another_takes_those_along_that_count_as_it() -> None:
    assert counted(("courses", "training"), ("training", "Law")) == {"Law": 3}


def test_a_ballot_counts_once_where_it_has_several_words_that_count_as_one() -> None:
    assert counted(("training", "Law")) == {"Law": 3, "courses": 1}


def test_a_word_is_left_out() -> None:
    assert counted(("Law", None)) == {"training": 2, "courses": 1}


def test_what_counts_as_a_word_that_is_left_out_is_left_out() -> None:
    assert counted(("courses", "training"), ("training", None)) == {"Law": 3}


def test_a_word_counts_as_itself_again() -> None:
    assert counted(("courses", "training"), ("courses", "courses")) == WORDS


def test_to_count_it_as_before_changes_nothing() -> None:
    assert decide(LISTED, CountWord("q_1", "Law", "Law")) == []


@pytest.mark.parametrize(
    "pairs",
    [
        [("Law", "training"), ("training", "Law")],
        [("Law", "training"), ("training", "courses"), ("courses", "Law")],
    ],
)
def test_words_do_not_count_as_each_other(pairs: list[tuple[str, str]]) -> None:
    with pytest.raises(Invalid):
        counted(*pairs)


@pytest.mark.parametrize(("word", "target"), [("Peace", None), ("Law", "Peace")])
def test_a_word_that_nobody_wrote_does_not_count(word: str, target: str | None) -> None:
    with pytest.raises(Invalid):
        counted((word, target))


def test_words_are_of_a_poll_that_lists_them() -> None:
    with pytest.raises(NotFound):
        decide(LISTED, CountWord("q_2", "Law", None))


# Throwing away


@pytest.mark.parametrize("kept", [SAID, evolve(LISTED, WordCounted("q_1", "Law", None))])
def test_nothing_is_left_of_a_poll_that_is_thrown_away(kept: Contributions) -> None:
    assert without(kept, PollRemoved("q_2")) == kept
    assert without(kept, PollRemoved("q_1")) == Contributions()


def test_an_event_of_something_else_is_a_bug() -> None:
    with pytest.raises(TypeError):
        evolve(SAID, ContributionsEvent())
