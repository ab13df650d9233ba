"""People who vote, made up from a few numbers: so many of this group and region who marked that."""

from hypothesis import strategies as st

from live.domain.actors import PersonId, Role
from live.domain.people import Person
from live.domain.questions import Option
from live.domain.tally import Tally, tally
from tests.domain.occasion import NOW

Vote = tuple[str, str, tuple[str, ...]]
"""Group, region, marks."""

YES, NO, MAYBE = ("yes",), ("no",), ("maybe",)
OPTIONS = ("yes", "no", "maybe")
PAPER = tuple(Option(option, option) for option in OPTIONS)


def votes(group: str, region: str, yes: int = 0, no: int = 0, maybe: int = 0) -> list[Vote]:
    marks = [YES] * yes + [NO] * no + [MAYBE] * maybe
    return [(group, region, choice) for choice in marks]


def voter(nth: int, vote: Vote) -> Person:
    return Person(PersonId(f"p_{nth:03}"), Role.PARTICIPANT, vote[0], vote[1], NOW)


def counted(cast: list[Vote], *, secret: bool = True, absent: int = 0) -> Tally:
    """The tally of some votes, and of so many people besides who did not vote."""
    people = {who.id: who for who in (voter(nth, vote) for nth, vote in enumerate(cast))}
    choices = {who: vote[2] for who, vote in zip(people, cast, strict=True)}
    silent = [voter(len(cast) + nth, ("a", "x", ())) for nth in range(absent)]
    return tally("multiple", PAPER, secret, choices, people | {who.id: who for who in silent})


def electorates(groups: str, regions: str, most: int = 4) -> st.SearchStrategy[list[Vote]]:
    """Votes of one mark each; up to so many of each group and region said yes, or no."""
    few, fewer = st.integers(0, most), st.integers(0, 1)
    cells = [
        st.builds(votes, st.just(group), st.just(region), few, few, fewer)
        for group in groups
        for region in regions
    ]
    return st.tuples(*cells).map(lambda parts: [vote for part in parts for vote in part])


marks_of_many = st.sets(st.sampled_from(OPTIONS)).map(lambda marks: tuple(sorted(marks)))
many_marks = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from("xyz"), marks_of_many), max_size=40
)
