"""What each kind of poll asks, and what a ballot of it may mark."""

import pytest

from live.domain.questions import (
    Declining,
    Option,
    Options,
    PollKind,
    Scale,
    bounds,
    marked,
    options,
    substantive,
)
from live.errors import Invalid, WrongChoice
from tests.domain.occasion import ask, chair

A, B, C = Option("a", "A"), Option("b", "B"), Option("c", "C")
ABSTAIN = Option("x", "Abstain", "abstain")
NO_POSITION = Option("n", "No position", "no_position")
PAPER: Options = (A, B, C, ABSTAIN, NO_POSITION)


def asked(
    kind: PollKind, *texts: str, declining: tuple[Declining, ...] = (), scale: Scale = 5
) -> list[tuple[str, str | None]]:
    made = options(kind, texts, declining, ask(chair), scale)
    assert len({option.id for option in made}) == len(made)
    return [(option.text, option.standard) for option in made]


def test_yes_or_no_has_its_options_by_itself() -> None:
    assert asked("yes_no") == [("Yes", "yes"), ("No", "no")]


@pytest.mark.parametrize("scale", [5, 10])
def test_a_rating_goes_from_one_to_its_scale(scale: Scale) -> None:
    numbers = [str(number) for number in range(1, scale + 1)]
    assert asked("rating", scale=scale) == [(number, None) for number in numbers]


@pytest.mark.parametrize("kind", ["yes_no", "rating"])
def test_nobody_writes_the_options_that_a_kind_has_by_itself(kind: PollKind) -> None:
    with pytest.raises(Invalid):
        asked(kind, "Yes", "No")


@pytest.mark.parametrize("kind", ["single", "multiple", "ranking"])
def test_the_other_kinds_have_options_that_are_written(kind: PollKind) -> None:
    assert asked(kind, "Law", "Training") == [("Law", None), ("Training", None)]
    with pytest.raises(Invalid):
        asked(kind)


def test_ways_to_decline_come_last_in_one_order() -> None:
    made = asked("yes_no", declining=("not_my_mandate", "abstain"))
    assert made[2:] == [("Abstain", "abstain"), ("Not my mandate", "not_my_mandate")]


def test_a_written_option_is_not_one_of_those_that_decline() -> None:
    with pytest.raises(Invalid):
        asked("single", "Law", "Abstain", declining=("abstain",))


def test_twelve_options_leave_room_to_decline() -> None:
    assert len(asked("single", *"abcdefghijkl", declining=("abstain",))) == 13


def test_to_decline_says_nothing_to_the_question() -> None:
    assert substantive(PAPER) == (A, B, C)


@pytest.mark.parametrize(
    ("kind", "fewest", "most", "expected"),
    [
        ("yes_no", None, None, (1, 1)),
        ("rating", 1, 1, (1, 1)),
        ("multiple", None, None, (1, 3)),
        ("ranking", None, None, (1, 3)),
        ("ranking", 3, None, (3, 3)),
        ("ranking", None, 2, (1, 2)),
    ],
)
def test_bounds_are_of_what_says_something(
    kind: PollKind, fewest: int | None, most: int | None, expected: tuple[int, int]
) -> None:
    assert bounds(kind, fewest, most, PAPER) == expected


@pytest.mark.parametrize(
    ("kind", "fewest", "most"),
    [("yes_no", 2, None), ("rating", None, 5), ("multiple", None, 4), ("ranking", 3, 2)],
)
def test_bounds_that_no_ballot_can_keep_are_refused(
    kind: PollKind, fewest: int | None, most: int | None
) -> None:
    with pytest.raises(Invalid):
        bounds(kind, fewest, most, PAPER)


@pytest.mark.parametrize(
    ("kind", "limits", "choice", "expected"),
    [
        ("multiple", (1, 3), ("c", "a"), ("a", "c")),
        ("ranking", (1, 3), ("c", "a"), ("c", "a")),
        ("ranking", (3, 3), ("x",), ("x",)),
        ("multiple", (2, 3), ("n",), ("n",)),
        ("multiple", (0, 3), (), ()),
    ],
)
def test_a_ballot_is_put_in_order_unless_its_order_says_something(
    kind: PollKind, limits: tuple[int, int], choice: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    assert marked(kind, PAPER, limits, choice) == expected


@pytest.mark.parametrize(
    ("kind", "limits", "choice"),
    [
        ("single", (1, 1), ("a", "b")),
        ("single", (1, 1), ()),
        ("multiple", (1, 3), ("a", "x")),
        ("multiple", (1, 3), ("x", "n")),
        ("ranking", (1, 3), ("a", "a")),
        ("ranking", (3, 3), ("a", "b")),
        ("ranking", (1, 2), ("a", "b", "c")),
        ("multiple", (1, 3), ("unknown",)),
    ],
)
def test_a_ballot_that_does_not_fit_is_refused(
    kind: PollKind, limits: tuple[int, int], choice: tuple[str, ...]
) -> None:
    with pytest.raises(WrongChoice) as refused:
        marked(kind, PAPER, limits, choice)
    assert refused.value.details == {"min": limits[0], "max": limits[1]}


# In own words

RECEIPT = "0123456789abcdef01234567"
DECLINING: Options = (ABSTAIN,)


@pytest.mark.parametrize("kind", ["text", "words"])
def test_what_is_written_has_no_options_but_those_that_decline(kind: PollKind) -> None:
    assert asked(kind, declining=("abstain",)) == [("Abstain", "abstain")]
    with pytest.raises(Invalid):
        asked(kind, "Yes", "No")


def test_a_pulse_asks_for_three_feelings() -> None:
    assert asked("pulse") == [("Agree", "agree"), ("Not sure", "unsure"), ("Disagree", "disagree")]


@pytest.mark.parametrize(
    ("most", "expected"), [(None, (1, 3)), (1, (1, 1)), (5, (1, 5))], ids=["usual", "one", "five"]
)
def test_a_list_has_from_one_to_five_words(most: int | None, expected: tuple[int, int]) -> None:
    assert bounds("words", None, most, DECLINING) == expected
    with pytest.raises(Invalid):
        bounds("words", None, 6, DECLINING)


def test_a_text_is_kept_with_its_receipt() -> None:
    choice = marked("text", DECLINING, (1, 1), (" More\r\ntime. ", RECEIPT))
    assert choice == ("More\ntime.", RECEIPT)


@pytest.mark.parametrize(
    "choice",
    [(), ("More time.",), ("More time.", "short"), ("More time.", "not a receipt!!!!"),
     ("More time.", RECEIPT, "and more")],
)  # fmt: skip
def test_a_text_without_a_receipt_is_refused(choice: tuple[str, ...]) -> None:
    with pytest.raises(WrongChoice):
        marked("text", DECLINING, (1, 1), choice)


@pytest.mark.parametrize("text", ["", " \n ", "a" * 501])
def test_a_text_says_something_and_not_too_much(text: str) -> None:
    with pytest.raises(Invalid):
        marked("text", DECLINING, (1, 1), (text, RECEIPT))


@pytest.mark.parametrize("kind", ["text", "words"])
def test_to_write_can_be_declined(kind: PollKind) -> None:
    assert marked(kind, DECLINING, (1, 3), ("x",)) == ("x",)


def test_words_are_kept_without_more_spaces_than_needed() -> None:
    assert marked("words", (), (1, 3), ("Human  rights ", "law")) == ("Human rights", "law")


@pytest.mark.parametrize(
    "words",
    [(), ("a", "b", "c", "d"), ("Law", "LAW"), ("Stra\u00dfe", "strasse"), ("a b", "A  B")],
    ids=["none", "too many", "the same", "the same in another spelling", "the same with spaces"],
)
def test_words_that_do_not_fit_are_refused(words: tuple[str, ...]) -> None:
    with pytest.raises(WrongChoice):
        marked("words", (), (1, 3), words)


@pytest.mark.parametrize("word", ["", " ", "a" * 41, "two\nlines"])
def test_a_word_is_one_short_line(word: str) -> None:
    with pytest.raises(Invalid):
        marked("words", (), (1, 3), (word,))
