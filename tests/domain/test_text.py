"""What a text may hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from live.domain.text import line, prose, visible
from live.errors import Invalid, TooLong

CONTROLS = [chr(code) for code in (*range(0x20), *range(0x7F, 0xA0))]
BIDI = [chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))]


def test_a_line_is_trimmed() -> None:
    assert line("name", "  Ada\u00a0 ", 80) == "Ada"


def test_a_line_is_composed() -> None:
    assert line("name", "Zoe\u0308", 80) == "Zo\u00eb"


def test_the_limit_counts_composed_characters() -> None:
    assert line("name", "e\u0308" * 80, 80) == "\u00eb" * 80


def test_one_character_over_the_limit_is_too_long() -> None:
    with pytest.raises(TooLong) as refused:
        line("name", "a" * 81, 80)
    assert refused.value.details == {"field": "name", "limit": 80}


def test_composing_that_lengthens_is_too_long() -> None:
    with pytest.raises(TooLong):
        line("name", "\u0958" * 80, 80)


def test_what_is_far_too_long_is_not_even_composed() -> None:
    with pytest.raises(TooLong):
        line("name", " " * 321 + "\x00", 80)


@pytest.mark.parametrize("control", CONTROLS, ids=ascii)
def test_a_line_holds_no_control_character(control: str) -> None:
    with pytest.raises(Invalid):
        line("name", f"a{control}b", 80)


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\ud800"], ids=ascii)
def test_nor_another_line_break_or_half_a_character(sign: str) -> None:
    with pytest.raises(Invalid):
        line("name", f"a{sign}b", 80)


@pytest.mark.parametrize("control", BIDI, ids=ascii)
def test_controls_that_turn_the_direction_are_dropped(control: str) -> None:
    assert line("name", f"a{control}b", 80) == "ab"


@pytest.mark.parametrize("mark", ["\u200e", "\u200f", "\u200d"], ids=ascii)
def test_marks_that_languages_need_stay(mark: str) -> None:
    assert line("name", f"a{mark}b", 80) == f"a{mark}b"


@pytest.mark.parametrize(
    "nothing", ["", "  ", "\u200b\u200b", "\u202e", "\u2066 \u2069"], ids=ascii
)
def test_a_name_that_cannot_be_seen_is_refused(nothing: str) -> None:
    with pytest.raises(Invalid):
        line("name", nothing, 80)


def test_what_is_not_required_may_be_empty() -> None:
    assert line("organisation", " ", 120, required=False) == ""


def test_prose_keeps_its_lines() -> None:
    assert prose("text", "one\r\ntwo\rthree\n\tfour", 100) == "one\ntwo\nthree\n\tfour"


def test_prose_holds_no_other_control_character() -> None:
    with pytest.raises(Invalid):
        prose("text", "one\x00two", 100)


def test_markup_is_text_like_any_other() -> None:
    assert line("name", "<script>alert(1)</script>", 80) == "<script>alert(1)</script>"


@given(st.text())
def test_a_cleaned_text_is_clean(given: str) -> None:
    try:
        cleaned = prose("text", given, 20, required=False)
    except Invalid:
        return
    assert prose("text", cleaned, 20, required=False) == cleaned


@pytest.mark.parametrize(
    ("text", "seen"), [("a", True), ("🙂", True), ("م", True), ("\u200d", False)]
)
def test_visible_is_what_leaves_ink(text: str, seen: bool) -> None:
    assert visible(text) is seen
