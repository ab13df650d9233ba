"""Somebody's words stay apart from ours."""

from hypothesis import given as examples
from hypothesis import strategies as st

from live.record.bidi import (
    FIRST_STRONG_ISOLATE,
    POP_ISOLATE,
    directions,
    given,
    leading,
    marked,
    pieces,
    plain,
    spare,
)

OVERRIDE = "\u202e"


@examples(st.text())
def test_nobody_can_end_their_isolate(text: str) -> None:
    inner = given(text)[1:-1]
    assert not set(inner) & {FIRST_STRONG_ISOLATE, POP_ISOLATE}


def test_controls_that_reorder_are_dropped() -> None:
    assert plain(given(f"a{OVERRIDE}b")) == "ab"


def test_isolates_within_their_own_direction_are_spared() -> None:
    assert spare(f"by {given('Ada')}", "ltr") == "by Ada"
    assert spare(f"by {given('42')}", "rtl") == "by 42"


def test_isolates_around_another_direction_are_kept() -> None:
    assert spare(f"by {given('ليلى')}", "ltr") == f"by {given('ليلى')}"
    assert spare(f"by {given('Ada')}", "rtl") == f"by {given('Ada')}"


def test_directions_are_those_of_the_letters() -> None:
    assert [directions("12, -"), directions("a"), directions("ab ليلى")] == [
        set(),
        {"ltr"},
        {"ltr", "rtl"},
    ]


def test_pieces_tell_in_which_direction_they_run() -> None:
    text = f"by {given('Ada')} and {given('ليلى')}, {given('42')}"
    assert list(pieces(text, "rtl")) == [
        ("by ", "rtl"),
        ("Ada", "ltr"),
        (" and ", "rtl"),
        ("ليلى", "rtl"),
        (", ", "rtl"),
        ("42", "rtl"),
    ]


@examples(st.text(), st.text())
def test_pieces_leave_out_nothing_but_controls(ours: str, theirs: str) -> None:
    text = ours + given(theirs)
    assert "".join(piece for piece, _ in pieces(text, "ltr")) == plain(text)


def test_the_first_letter_leads() -> None:
    assert [leading(text, "ltr") for text in ("1. ليلى a", "a ليلى", "12")] == ["rtl", "ltr", "ltr"]


def test_signs_at_the_ends_that_have_no_direction_are_held_by_marks() -> None:
    assert marked("[…] spoke.", "ltr") == "\u200e[…] spoke.\u200e"
    assert marked("قال […]", "rtl") == "قال […]\u200f"
    assert marked("Ada", "ltr") == "Ada"
    assert marked("", "ltr") == ""
