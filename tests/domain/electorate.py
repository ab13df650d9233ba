"""People who vote, made up from a few numbers: so many of this group and region who marked that."""

from collections.abc import Sequence

from hypothesis import strategies as st

from live.domain.actors import PersonId, Role
from live.domain.people import Person
from live.domain.questions import Option
from live.domain.runs import Run
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


def counted(
    cast: list[Vote], *, secret: bool = True, absent: int = 0, earlier: Sequence[Run] = ()
) -> Tally:
    """The tally of some votes, and of so many people besides who did not vote."""
    people = {who.id: who for who in (voter(nth, vote) for nth, vote in enumerate(cast))}
    choices = {who: vote[2] for who, vote in zip(people, cast, strict=True)}
    silent = [voter(len(cast) + nth, ("a", "x", ())) for nth in range(absent)]
    everyone = people | {who.id: who for who in silent}
    return tally("multiple", PAPER, secret, choices, everyone, earlier=earlier)


Runs = tuple[Vote | None, ...]
"""How somebody voted in each run of a poll; None in one in which they did not."""


def stay(group: str, region: str, yes: int = 0, no: int = 0) -> list[Runs]:
    return [(vote, vote) for vote in votes(group, region, yes, no)]


def come(group: str, region: str, yes: int = 0, no: int = 0) -> list[Runs]:
    return [(None, vote) for vote in votes(group, region, yes, no)]


def go(group: str, region: str, yes: int = 0, no: int = 0) -> list[Runs]:
    return [(vote, None) for vote in votes(group, region, yes, no)]


def move(group: str, other: str, region: str, yes: int = 0, no: int = 0) -> list[Runs]:
    before, now = votes(group, region, yes, no), votes(other, region, yes, no)
    return list(zip(before, now, strict=True))


TOGETHER = [  # what group a has lost, region x has; but for one person, of region y
    *[runs for group in "abc" for region in "xy" for runs in stay(group, region, yes=4, no=4)],
    *come("a", "x", yes=3, no=2),
    *go("a", "x", yes=2, no=3),
    *go("a", "y", yes=1),
    *come("b", "y", yes=3, no=2),
    *go("b", "y", yes=2, no=3),
]


def counted_runs(crowd: Sequence[Runs]) -> list[Tally]:
    """The tallies of all runs. Who has voted once could have voted in every run since."""
    earlier: list[Run] = []
    results: list[Tally] = []
    for nth, cast in enumerate(zip(*crowd, strict=True)):
        people = here(crowd, nth)
        choices = {PersonId(f"p_{who:03}"): vote[2] for who, vote in enumerate(cast) if vote}
        results.append(tally("multiple", PAPER, True, choices, people, earlier=earlier))
        places = {who: (people[who].group, people[who].region) for who in choices}
        earlier.append(Run(results[-1].counts, results[-1].groups, results[-1].regions, places))
    return results


def here(crowd: Sequence[Runs], nth: int) -> dict[PersonId, Person]:
    """Who could vote in a run: of the group and region of the last one in which they did."""
    last = [next(filter(None, reversed(runs[: nth + 1])), None) for runs in crowd]
    people = [voter(who, vote) for who, vote in enumerate(last) if vote]
    return {who.id: who for who in people}


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
