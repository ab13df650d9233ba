"""The text of a stream of captions, however it comes."""

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from live.domain.stream_text import FEW, MANY, MOST, Typed, typed, whole

SIGNS = "ab \t\n\r.!。é界😀\x08\x08\x07\u202e\ufeff"
texts = st.text(SIGNS, max_size=400)
anything = st.one_of(texts.map(str.encode), st.binary(max_size=200))


class Stream:
    def __init__(self) -> None:
        self.lines: tuple[str, ...] = ()
        self.pending = b""

    def takes(self, data: bytes) -> Typed:
        change = typed(self.lines, self.pending, data)
        self.lines = (*self.lines[: change.kept], *change.lines)
        self.pending = change.pending
        return change


def stream(*posts: bytes) -> Stream:
    made = Stream()
    for post in posts:
        made.takes(post)
    return made


def plainly(text: str) -> str:
    """What a text with deletions comes to, sign by sign."""
    kept: list[str] = []
    for sign in text:
        if sign == "\x08":
            del kept[-1:]
        elif sign not in "\x07\u202e\ufeff":
            kept.append(sign)
    return "".join(kept)


@given(texts)
@example("界" * 700)
@example(" " * 700)
@example("Good morning." * 40 + "\x08" * 200 + "x")
def test_the_lines_together_are_the_text(text: str) -> None:
    assert "".join(stream(text.encode()).lines) == plainly(text)


@given(anything, st.data())
@example(b"\xe7\x95\x8c\x08\xe7", None)
@example(b"\xf0\x9f\x08\x98\x80", None)
def test_any_split_of_the_bytes_gives_the_same_lines(data: bytes, cuts: st.DataObject) -> None:
    places = range(len(data) + 1)
    if cuts is not None:
        places = sorted(cuts.draw(st.sets(st.sampled_from(places)) | st.none()) or ())  # type: ignore[assignment]
    parts = [data[start:end] for start, end in pairwise([0, *places, len(data)])]
    split, at_once = stream(*parts), stream(data)
    assert split.lines == at_once.lines
    assert split.pending == at_once.pending


@given(texts)
def test_the_lines_depend_on_the_text_alone(text: str) -> None:
    assert stream(text.encode()).lines == stream(plainly(text).encode()).lines


@given(texts)
def test_no_line_begins_with_a_whole_one(text: str) -> None:
    *before, last = stream(text.encode()).lines or ("",)
    assert all(map(whole, before))
    beginnings = (line[:end] for line in (*before, last) for end in range(len(line)))
    assert not any(map(whole, beginnings))
    assert all(len(line) <= MOST for line in (*before, last))


def test_a_line_ends_where_the_captioner_breaks_it() -> None:
    assert stream(b"One\r\ntwo\n\nthree").lines == ("One\r", "\ntwo\n", "\nthree")


def test_a_line_ends_with_a_sentence_that_is_not_short() -> None:
    words = "No. We do not. "
    assert stream(words.encode()).lines == (words,)
    long = "The costs are shared by all of us (as agreed.) "
    assert len(long) > FEW
    assert stream(f"{long}And so on".encode()).lines == (long, "And so on")


@pytest.mark.parametrize("word", ["Dr.", "Mrs.", "J.", "(e.g.", "No.", "art.", "Prof."])
def test_a_sentence_does_not_end_with_a_title(word: str) -> None:
    words = f"We agree with what was said by {word} "
    assert stream(f"{words}Okri".encode()).lines == (f"{words}Okri",)


def test_a_line_without_a_sentence_ends_with_a_word() -> None:
    [first, second] = stream(b"word " * 30).lines
    assert first == "word " * (MANY // 5 + 1)
    assert second == "word " * (30 - MANY // 5 - 1)


def test_a_chinese_sentence_needs_no_space() -> None:
    said = "我们同意这个建议和预算。"
    assert stream(said.encode() * 2).lines == (said, said)


def test_what_is_taken_back_reaches_into_earlier_posts() -> None:
    captions = stream(b"One line\n", b"Anoth")
    change = captions.takes(b"\x08" * 7 + b"s")
    assert captions.lines == ("One lins",)
    assert (change.kept, change.intact) == (0, 7)


def test_taking_back_more_than_there_is_leaves_nothing() -> None:
    assert stream(b"One", b"\x08" * 9, b"Two").lines == ("Two",)


def test_what_is_put_to_a_line_leaves_it_intact() -> None:
    captions = stream(b"One line\n", b"Anoth")
    assert captions.takes(b"er").intact == 5
    assert captions.takes(b" line\nNext").kept == 1
