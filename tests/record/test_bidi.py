"""Somebody's words stay apart from ours."""

from hypothesis import given as examples
from hypothesis import strategies as st

from live.record.bidi import FIRST_STRONG_ISOLATE, POP_ISOLATE, directions, given, plain, spare

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
