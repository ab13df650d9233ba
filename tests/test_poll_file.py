"""A run sheet is understood as it was written down, and written so that it is understood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from live import poll_file
from live.domain.papers import Wording
from live.domain.people import Choices
from live.domain.polls import CreatePoll, ImportPolls, decide, evolve
from live.domain.run_sheet import Poll, Polls
from live.errors import Invalid
from tests.domain.occasion import ask, chair

CHOICES = Choices(
    frozenset({"civil", "private"}), frozenset({"africa"}), frozenset({"en", "ar", "fr"})
)

YAML = """
- question: Is the scope right?
  kind: yes_no
  declining: [abstain]
- question: What comes first?
  options: [Law, Training]
- question: How good is the draft?
  declining: []
  kind: rating
  scale: 10
  ends: [Not at all, Very]
  secret: false
  seconds: 90
"""
CSV = """question,kind,options,secret,declining,low,high,scale,seconds\r
Is the scope right?,yes_no,,,abstain,,,,\r
What comes first?,,"Law\nTraining",,,,,,\r
How good is the draft?,rating,,no,no,Not at all,Very,10,90\r
"""
THREE = (
    CreatePoll("yes_no", "Is the scope right?", declining=("abstain",)),
    CreatePoll("single", "What comes first?", ("Law", "Training"), declining=("abstain",)),
    CreatePoll(
        "rating", "How good is the draft?", secret=False, scale=10, ends=("Not at all", "Very"),
        seconds=90,
    ),
)  # fmt: skip


@pytest.mark.parametrize("written", [YAML, CSV, "\ufeff" + CSV.replace(",", ";")], ids=repr)
def test_a_file_says_which_polls_there_are(written: str) -> None:
    assert poll_file.read(written) == THREE


def test_a_file_has_words_in_other_languages() -> None:
    written = "question,options,question_fr,options_fr,low_fr\nWhat?,Law|Aid,Quoi ?,Loi|Aide,\n"
    (poll,) = poll_file.read(written)
    assert poll.translations == {"fr": Wording("Quoi ?", ("Loi", "Aide"))}


def test_options_in_one_line_have_bars_between_them() -> None:
    (poll,) = poll_file.read("question,options\nWhat?,Law | Training\n")
    assert poll.options == ("Law", "Training")


@pytest.mark.parametrize(
    ("written", "nth"),
    [
        ("", None),
        ("[", None),
        ("just words", None),
        ("[]", None),
        ("question\n", None),
        ("- question: A?\n  kind: essay\n", 1),
        ("- question: A?\n  options: [a, b]\n- 7\n", 2),
        ("- question: A?\n  colour: red\n", 1),
        ("question,scale\nA?,many\n", 1),
        ("\n".join(f"- question: {nth}?" for nth in range(101)), None),
    ],
    ids=repr,
)
def test_what_is_no_run_sheet_is_refused(written: str, nth: int | None) -> None:
    with pytest.raises(Invalid) as refused:
        poll_file.read(written)
    assert refused.value.details.get("nth") == nth


def sheet(commands: tuple[CreatePoll, ...]) -> list[Poll]:
    """The polls that are prepared by a file."""
    polls = Polls()
    for event in decide(polls, ImportPolls(commands), ask(chair), CHOICES):
        polls = evolve(polls, event)
    return polls.ordered()


texts = st.text("abcأ|é,;\"' -=", min_size=1, max_size=12).filter(str.strip).map(str.strip)
ends = st.one_of(st.just(("", "")), st.tuples(texts, texts))
chosen = st.fixed_dictionaries(
    {
        "question": texts,
        "secret": st.booleans(),
        "declining": st.sampled_from([(), ("abstain",), ("abstain", "not_my_mandate")]),
        "seconds": st.none() | st.integers(10, 7200),
        "groups": st.sampled_from([(), ("civil",), ("civil", "private")]),
        "regions": st.sampled_from([(), ("africa",)]),
        "quorum": st.none() | st.integers(1, 100),
        "shuffle": st.booleans(),
        "per": st.sampled_from(["person", "organisation"]),
        "translations": st.dictionaries(
            st.sampled_from(["ar", "fr"]), st.builds(Wording, question=texts), max_size=2
        ),
    }
)
options = st.lists(texts.filter(lambda text: "|" not in text), min_size=2, max_size=5, unique=True)
polls = st.one_of(
    st.builds(lambda one: CreatePoll("yes_no", **one), chosen),
    st.builds(lambda one: CreatePoll("text", **one), chosen),
    st.builds(
        lambda one, most: CreatePoll("words", max=most, **one),
        chosen,
        st.sampled_from([None, 1, 5]),
    ),
    st.builds(
        lambda one, scale, ends: CreatePoll("rating", scale=scale, ends=ends, **one),
        chosen,
        st.sampled_from([5, 10]),
        ends,
    ),
    st.builds(
        lambda one, kind, texts: CreatePoll(kind, options=tuple(texts), **one),
        chosen,
        st.sampled_from(["single", "multiple", "ranking"]),
        options,
    ),
)


@given(st.lists(polls, min_size=1, max_size=4).map(tuple))
def test_what_was_written_is_read_again(commands: tuple[CreatePoll, ...]) -> None:
    prepared = sheet(commands)
    assert poll_file.read(poll_file.as_yaml(prepared).decode()) == commands
    again = poll_file.read(poll_file.as_csv(prepared).decode())
    assert [one.question.lstrip("'") for one in again] == [
        one.question.lstrip("'") for one in commands
    ]
    assert [one.kind for one in again] == [one.kind for one in commands]
    assert [{*one.translations} for one in again] == [{*one.translations} for one in commands]


def test_a_refusal_says_which_poll_it_is_about() -> None:
    commands = (THREE[0], CreatePoll("single", "What?", ("Same", "Same")))
    with pytest.raises(Invalid) as refused:
        sheet(commands)
    assert refused.value.details == {"field": "options", "nth": 2}
