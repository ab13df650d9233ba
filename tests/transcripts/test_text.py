"""Texts are cleaned, joined and divided without losing a word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from live.domain.text import NAME
from live.transcripts import text
from live.transcripts.text import AT_ONCE, LONGEST_EXCERPT, clean, excerpt, joined, label, language


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("  Good \t morning\r\n to\u2028all ", "Good morning to all"),
        ("Cafe\u0301", "Café"),
        ("a\u202eb\u2066c\x00d\x1be\ufeff", "abcde"),
        ("\u200b \u200e", ""),
        ("👩\u200d🔬 می\u200cخواهم", "👩\u200d🔬 می\u200cخواهم"),
        ("a" + "\u0301" * 100, "á" + "\u0301" * 29),
    ],
)
def test_a_text_is_cleaned(written: str, kept: str) -> None:
    assert clean(written) == kept


@given(st.text())
def test_what_is_clean_stays_as_it_is(written: str) -> None:
    assert clean(clean(written)) == clean(written)


def test_a_very_long_text_is_cleaned_in_parts() -> None:
    words = "Good  morning\n" * (AT_ONCE // 10)
    assert clean(words) == " ".join(words.split())


@given(st.text(alphabet="ab. ", max_size=200), st.integers(5, 20))
def test_a_text_is_divided_without_losing_a_word(written: str, longest: int) -> None:
    written = clean(written)
    parts = list(text.pieces(written, longest))
    assert all(len(part) <= longest for part in parts)
    assert "".join(parts).replace(" ", "") == written.replace(" ", "")


def test_a_text_is_divided_after_a_sentence_if_it_can_be() -> None:
    assert list(text.pieces("It is late. We go. Bye", 20)) == ["It is late. We go.", "Bye"]
    assert list(text.pieces("It is late and we go home", 15)) == ["It is late and", "we go home"]
    assert list(text.pieces("abcdefghij", 4)) == ["abcd", "efgh", "ij"]


def test_rows_are_joined_as_their_script_has_it() -> None:
    assert joined(["Good", "", "  morning "]) == "Good morning"
    assert joined(["我们", "欢迎。"]) == "我们欢迎。"
    assert joined(["我们", "welcome"]) == "我们 welcome"
    assert joined([]) == ""


def test_a_name_is_cut_where_names_are() -> None:
    assert label("Ada " * 40) == ("Ada " * 20).strip()
    assert len(label("a" * 500)) == NAME


def test_an_excerpt_shows_that_it_is_one() -> None:
    assert excerpt("short") == "short"
    assert excerpt("a" * 500) == "a" * (LONGEST_EXCERPT - 1) + "…"


@pytest.mark.parametrize(
    ("tag", "kept"),
    [
        ("en-us", "en-us"),
        ("zh_Hans_CN", "zh-Hans-CN"),
        (" fr ", "fr"),
        ("", ""),
        ("english language", ""),
        ("x", ""),
        ("en-" * 50, ""),
    ],
)
def test_a_language_is_a_tag(tag: str, kept: str) -> None:
    assert language(tag) == kept
