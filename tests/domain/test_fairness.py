"""The fairness rule: whom it suggests, and that nobody waits for ever."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from live.domain.fairness import Heard, Policy, Rule, Suggestion, Waiting, order, suggest

NOTHING = Heard(spoken_ms={}, here={}, asked={}, turn_ms=60_000)
POLICIES: list[Policy] = ["first_come", "first_time", "by_group", "by_region"]


def wait(
    request: str,
    nr: int,
    place: str = "",
    *,
    first: bool = False,
    passed: int = 0,
    precedence: int = 0,
    behind: str | None = None,
) -> Waiting:
    return Waiting(request, nr, precedence, place, first, passed, behind)


def suggested(rule: Rule, waiting: Sequence[Waiting], heard: Heard = NOTHING) -> Suggestion:
    suggestion = suggest(rule, waiting, heard)
    assert suggestion is not None
    return suggestion


def share(rule: Rule, heard: Heard, *places: str) -> Suggestion:
    """What is suggested where somebody from each of the places waits, asked in that order."""
    waiting = [wait(f"{place}{nr}", nr, place) for nr, place in enumerate(places)]
    return suggested(rule, waiting, heard)


# Examples


@pytest.mark.parametrize("policy", POLICIES)
def test_nobody_is_suggested_where_nobody_waits(policy: Policy) -> None:
    assert suggest(Rule(policy), [], NOTHING) is None


def test_first_come_suggests_the_earliest() -> None:
    waiting = [wait("bo", 2, first=True), wait("ada", 1)]
    assert suggested(Rule("first_come"), waiting) == Suggestion("ada", "order")


@pytest.mark.parametrize("policy", POLICIES)
def test_a_point_of_order_is_suggested_for_its_precedence(policy: Policy) -> None:
    waiting = [
        wait("ada", 1, first=True, passed=3),
        wait("bo", 2, precedence=1),
        wait("cy", 3, precedence=2),
        wait("di", 4, precedence=2, first=True),
    ]
    assert suggested(Rule(policy), waiting) == Suggestion("cy", "precedence")


@pytest.mark.parametrize("policy", POLICIES)
def test_a_reply_is_suggested_for_its_precedence(policy: Policy) -> None:
    waiting = [wait("ada", 1, first=True), wait("bo", 2, precedence=1)]
    assert suggested(Rule(policy), waiting) == Suggestion("bo", "precedence")


@pytest.mark.parametrize("policy", POLICIES)
def test_who_was_passed_over_as_often_as_may_be_is_suggested(policy: Policy) -> None:
    waiting = [wait("ada", 1, passed=2), wait("bo", 2, first=True)]
    assert suggested(Rule(policy, most_passed=2), waiting) == Suggestion("ada", "passed_over")


def test_of_two_who_were_passed_over_the_earlier_is_suggested() -> None:
    waiting = [wait("ada", 1, passed=3), wait("bo", 2, first=True, passed=5)]
    assert suggested(Rule("first_time"), waiting) == Suggestion("ada", "passed_over")


def test_who_may_still_be_passed_over_is() -> None:
    waiting = [wait("ada", 1, passed=2), wait("bo", 2, first=True)]
    assert suggested(Rule("first_time"), waiting) == Suggestion("bo", "first_time")


@pytest.mark.parametrize("policy", POLICIES)
def test_where_nobody_may_be_passed_over_the_earliest_is_suggested(policy: Policy) -> None:
    waiting = [wait("ada", 1), wait("bo", 2, "x", first=True)]
    assert suggested(Rule(policy, most_passed=0), waiting) == Suggestion("ada", "order")


def test_who_has_not_spoken_goes_before_who_has() -> None:
    waiting = [wait("ada", 1), wait("cy", 3, first=True), wait("bo", 2, first=True)]
    assert suggested(Rule("first_time"), waiting) == Suggestion("bo", "first_time")


def test_a_first_time_speaker_is_named_so_even_when_earliest() -> None:
    waiting = [wait("ada", 1, first=True), wait("bo", 2)]
    assert suggested(Rule("first_time"), waiting) == Suggestion("ada", "first_time")


def test_where_all_have_spoken_the_earliest_is_suggested() -> None:
    waiting = [wait("bo", 2), wait("ada", 1)]
    assert suggested(Rule("first_time"), waiting) == Suggestion("ada", "order")


@pytest.mark.parametrize("policy", POLICIES)
def test_whoever_lets_another_go_first_is_not_suggested(policy: Policy) -> None:
    waiting = [wait("ada", 1, first=True, passed=3, precedence=1, behind="bo"), wait("bo", 2)]
    assert suggested(Rule(policy), waiting).request == "bo"


@pytest.mark.parametrize("policy", POLICIES)
def test_where_all_let_others_go_first_nobody_does(policy: Policy) -> None:
    waiting = [wait("ada", 1, behind="bo"), wait("bo", 2, behind="ada")]
    assert suggested(Rule(policy), waiting).request == "ada"


@pytest.mark.parametrize("policy", POLICIES)
def test_whoever_let_one_go_first_who_is_gone_is_suggested(policy: Policy) -> None:
    waiting = [wait("ada", 1, behind="gone"), wait("bo", 2)]
    assert suggested(Rule(policy), waiting).request == "ada"


# Shares


def heard(
    spoken: dict[str, int] | None = None,
    here: dict[str, int] | None = None,
    asked: dict[str, int] | None = None,
) -> Heard:
    return Heard(spoken or {}, here or {}, asked or {}, 60_000)


@pytest.mark.parametrize("policy", ["by_group", "by_region"])
def test_the_place_furthest_below_its_due_is_suggested(policy: Policy) -> None:
    state = heard(spoken={"x": 600, "y": 400}, here={"x": 1, "y": 3})
    assert share(Rule(policy), state, "x", "y") == Suggestion("y1", "share", "y", 0.4, 0.75)


def test_where_all_who_wait_had_more_than_their_due_the_least_above_it_is_suggested() -> None:
    state = heard(spoken={"x": 700, "y": 300}, here={"x": 1, "y": 1, "z": 8})
    assert share(Rule("by_group"), state, "x", "y") == Suggestion("y1", "share", "y", 0.3, 0.1)


def test_a_place_where_nobody_waits_is_not_suggested() -> None:
    state = heard(spoken={"x": 1000}, here={"x": 1, "y": 3})
    assert share(Rule("by_group"), state, "x") == Suggestion("x0", "share", "x", 1.0, 0.25)


def test_those_who_did_not_state_their_place_are_a_place() -> None:
    state = heard(spoken={"x": 1000}, here={"x": 2, "": 2})
    assert share(Rule("by_group"), state, "x", "") == Suggestion("1", "share", "", 0.0, 0.5)


def test_places_that_are_equally_far_below_go_by_who_came_first() -> None:
    state = heard(spoken={"x": 1, "y": 1, "z": 1}, here={"x": 7, "y": 7, "z": 7})
    assert share(Rule("by_group"), state, "z", "x", "y").request == "z0"


def test_of_places_equally_far_below_those_they_would_send_are_compared() -> None:
    waiting = [wait("a1", 1, "a"), wait("b2", 2, "b", first=True), wait("a3", 3, "a", first=True)]
    assert suggested(Rule("by_group"), waiting).request == "b2"


def test_within_a_place_who_has_not_spoken_goes_first() -> None:
    waiting = [wait("x1", 1, "x"), wait("x3", 3, "x", first=True), wait("x2", 2, "x", first=True)]
    assert suggested(Rule("by_region"), waiting).request == "x2"


def test_nobody_had_a_share_before_anybody_spoke() -> None:
    state = heard(spoken={"x": 0}, here={"x": 1, "y": 3})
    assert share(Rule("by_group"), state, "x", "y") == Suggestion("y1", "share", "y", 0.0, 0.75)


def test_the_share_had_is_of_all_that_was_spoken() -> None:
    state = heard(spoken={"x": 250, "gone": 750}, here={"x": 1})
    assert share(Rule("by_group"), state, "x").had == 0.25


def test_dues_may_go_by_who_has_asked() -> None:
    state = heard(here={"x": 9, "y": 1}, asked={"x": 1, "y": 3})
    rule = Rule("by_group", basis="asked")
    assert share(rule, state, "x", "y") == Suggestion("y1", "share", "y", 0.0, 0.75)


def test_those_who_asked_but_are_all_gone_are_due_nothing() -> None:
    state = heard(here={"x": 1, "y": 1, "gone": 0}, asked={"x": 1, "y": 1, "gone": 2})
    assert share(Rule("by_group", basis="asked"), state, "x").due == 0.5


@pytest.mark.parametrize("here", [{}, {"x": 0, "y": 0, "": 0}])
def test_where_the_basis_counts_nobody_all_who_wait_are_due_the_same(here: dict[str, int]) -> None:
    state = heard(spoken={"x": 3, "y": 1}, here=here)
    assert share(Rule("by_group"), state, "x", "y") == Suggestion("y1", "share", "y", 0.25, 0.5)


def test_a_place_that_the_basis_does_not_count_is_due_nothing() -> None:
    assert share(Rule("by_group"), heard(here={"y": 1}), "x").due == 0


# Targets


def test_a_target_is_the_due_whoever_is_here() -> None:
    rule = Rule("by_group", targets={"x": 0.3, "y": 0.7})
    assert share(rule, heard(here={"x": 9, "z": 9}), "x").due == 0.3


@pytest.mark.parametrize(("place", "due"), [("x", 0.6), ("y", 0.1), ("z", 0.3)])
def test_places_without_a_target_share_what_the_targets_leave(place: str, due: float) -> None:
    rule = Rule("by_group", targets={"x": 0.6})
    assert share(rule, heard(here={"x": 50, "y": 1, "z": 3}), place).due == due


def test_what_the_targets_leave_is_shared_equally_where_the_basis_counts_nobody() -> None:
    rule = Rule("by_group", targets={"x": 0.6})
    assert share(rule, heard(here={"x": 50}), "y", "z").due == 0.2


def test_targets_above_the_whole_leave_nothing() -> None:
    rule = Rule("by_group", targets={"x": 0.8, "y": 0.8})
    assert share(rule, heard(here={"x": 1, "z": 1}), "z").due == 0


def test_a_target_ties_with_the_tenth_that_it_is_written_as() -> None:
    rule = Rule("by_group", targets={"a": 0.1, "b": 0.2, "c": 0.7})
    state = heard(spoken={"a": 1, "b": 2, "c": 7})
    assert share(rule, state, "c", "b", "a").request == "c0"
    assert share(rule, state, "a", "c", "b").request == "a0"


def test_regions_have_no_targets() -> None:
    rule = Rule("by_region", targets={"x": 1.0})
    assert share(rule, heard(here={"x": 1, "y": 3}), "x").due == 0.25


# The order to come


def test_an_order_to_come_charges_each_turn_to_its_place() -> None:
    waiting = [wait("x1", 1, "x"), wait("x2", 2, "x"), wait("y3", 3, "y"), wait("y4", 4, "y")]
    state = heard(here={"x": 1, "y": 1})
    assert order(Rule("by_group"), waiting, state) == ["x1", "y3", "x2", "y4"]


def test_an_order_to_come_adds_to_what_was_spoken() -> None:
    waiting = [wait("x1", 1, "x"), wait("y2", 2, "y"), wait("y3", 3, "y")]
    state = heard(spoken={"x": 90_000}, here={"x": 1, "y": 1})
    assert order(Rule("by_group"), waiting, state) == ["y2", "y3", "x1"]


def test_an_order_to_come_passes_nobody_over_too_often() -> None:
    waiting = [wait("ada", 1), *(wait(f"new{nr}", nr, first=True) for nr in range(2, 6))]
    expected = ["new2", "new3", "ada", "new4", "new5"]
    assert order(Rule("first_time", most_passed=2), waiting, NOTHING) == expected


def test_a_point_of_order_passes_nobody_over() -> None:
    waiting = [wait("ada", 1), wait("point", 2, precedence=2), wait("bo", 3, first=True)]
    assert order(Rule("first_time", most_passed=1), waiting, NOTHING) == ["point", "bo", "ada"]


EXAMPLE = [
    wait("Ada", 1, "governments"),
    wait("Bo", 2, "business", first=True),
    wait("Cy", 3, "civil society"),
    wait("Di", 4, "civil society", first=True),
]
EXAMPLE_HEARD = Heard(
    spoken_ms={"governments": 720_000, "civil society": 300_000, "business": 180_000},
    here={"governments": 20, "civil society": 15, "business": 5},
    asked={},
    turn_ms=180_000,
)


TARGETED = Rule("by_group", targets={"business": 0.3})


def test_the_example_of_the_documentation_suggests_di() -> None:
    expected = Suggestion("Di", "share", "civil society", 0.25, 0.375)
    assert suggested(Rule("by_group"), EXAMPLE, EXAMPLE_HEARD) == expected


def test_the_example_of_the_documentation_goes_on_as_it_says() -> None:
    assert order(Rule("by_group"), EXAMPLE, EXAMPLE_HEARD) == ["Di", "Cy", "Ada", "Bo"]


def test_the_example_of_the_documentation_passes_over_once_where_that_is_the_limit() -> None:
    rule = Rule("by_group", most_passed=1)
    assert order(rule, EXAMPLE, EXAMPLE_HEARD) == ["Di", "Ada", "Bo", "Cy"]


def test_the_example_of_the_documentation_has_targets_too() -> None:
    due = {place: share(TARGETED, EXAMPLE_HEARD, place).due for place in EXAMPLE_HEARD.here}
    assert due == {"governments": 0.4, "civil society": 0.3, "business": 0.3}


def test_whoever_lets_another_go_first_comes_behind_wherever_they_wait() -> None:
    waiting = [wait("ada", 1), wait("bo", 2, behind="cy"), wait("cy", 3), wait("di", 4)]
    assert order(Rule("first_come"), waiting, NOTHING) == ["ada", "cy", "bo", "di"]


# Properties

PLACES = ["", "x", "y", "z"]
places = st.sampled_from(PLACES)
amounts = st.dictionaries(places, st.integers(0, 4))
rules = st.builds(
    Rule,
    policy=st.sampled_from(POLICIES),
    most_passed=st.integers(0, 4),
    basis=st.sampled_from(["here", "asked"]),
    targets=st.dictionaries(places, st.sampled_from([0.0, 0.1, 0.3, 0.5, 1.0]), max_size=3),
)
histories = st.builds(Heard, amounts, amounts, amounts, turn_ms=st.integers(0, 3))
precedences = st.sampled_from([0, 0, 0, 0, 1, 2])


def queues_of(passed: st.SearchStrategy[int]) -> st.SearchStrategy[list[Waiting]]:
    made = st.tuples(st.integers(0, 99), precedences, places, st.booleans(), passed)
    several = st.lists(made, max_size=8, unique_by=lambda one: one[0])
    return several.map(lambda ones: [Waiting(f"r{one[0]}", *one) for one in ones])


fresh_queues = queues_of(st.just(0))
queues = queues_of(st.integers(0, 5))
shuffled_queues = queues.flatmap(lambda one: st.tuples(st.just(one), st.permutations(one)))


def mirrored(heard: Heard) -> Heard:
    """The same, entered the other way round."""
    return Heard(
        spoken_ms=dict(reversed(heard.spoken_ms.items())),
        here=dict(reversed(heard.here.items())),
        asked=dict(reversed(heard.asked.items())),
        turn_ms=heard.turn_ms,
    )


@given(rules, shuffled_queues, histories)
def test_the_order_in_which_things_are_told_changes_nothing(
    rule: Rule, told: tuple[list[Waiting], list[Waiting]], heard: Heard
) -> None:
    waiting, shuffled = told
    turned = replace(rule, targets=dict(reversed(rule.targets.items())))
    assert suggest(turned, shuffled, mirrored(heard)) == suggest(rule, waiting, heard)
    assert order(turned, shuffled, mirrored(heard)) == order(rule, waiting, heard)


@given(rules, queues, histories)
def test_whoever_is_suggested_waits(rule: Rule, waiting: list[Waiting], heard: Heard) -> None:
    suggestion = suggest(rule, waiting, heard)
    requests: set[str | None] = {one.request for one in waiting} or {None}
    assert (suggestion.request if suggestion else None) in requests


@given(rules, queues, histories)
def test_the_highest_precedence_goes_first(
    rule: Rule, waiting: list[Waiting], heard: Heard
) -> None:
    precedence = {one.request: one.precedence for one in waiting}
    levels = [precedence[request] for request in order(rule, waiting, heard)]
    assert levels == sorted(levels, reverse=True)


@given(rules, queues, histories)
def test_a_suggestion_passes_nobody_over_who_was_passed_over_too_often(
    rule: Rule, waiting: list[Waiting], heard: Heard
) -> None:
    chosen = chosen_of(rule, waiting, heard)
    late = overtaken(waiting, chosen) if chosen else []
    assert all(one.passed < rule.most_passed for one in late)


@given(rules, queues, histories, st.dictionaries(st.integers(0, 7), st.integers(0, 7)))
def test_whoever_lets_another_go_first_comes_behind_unless_all_do(
    rule: Rule, waiting: list[Waiting], heard: Heard, behind: dict[int, int]
) -> None:
    names = [one.request for one in waiting]
    whom = {
        one: names[other]
        for one, other in behind.items()
        if one < other < len(names)  # in one direction, so that not all of a circle wait
    }
    polite = [replace(one, behind=whom.get(nth)) for nth, one in enumerate(waiting)]
    ordered = order(rule, polite, heard)
    for one in polite:
        assert one.behind is None or ordered.index(one.behind) < ordered.index(one.request)


@given(rules, fresh_queues, histories)
def test_first_come_is_the_order_of_asking(
    rule: Rule, waiting: list[Waiting], heard: Heard
) -> None:
    came = sorted(waiting, key=lambda one: (-one.precedence, one.nr))
    expected = [one.request for one in came]
    assert order(replace(rule, policy="first_come"), waiting, heard) == expected


@given(rules, queues, histories)
def test_an_order_to_come_has_everybody_once(
    rule: Rule, waiting: list[Waiting], heard: Heard
) -> None:
    expected = sorted(one.request for one in waiting)
    assert sorted(order(rule, waiting, heard)) == expected


@given(rules, queues, histories)
def test_an_order_to_come_begins_with_the_suggestion(
    rule: Rule, waiting: list[Waiting], heard: Heard
) -> None:
    suggestion = suggest(rule, waiting, heard)
    assert order(rule, waiting, heard)[:1] == ([suggestion.request] if suggestion else [])


@given(rules, st.fixed_dictionaries(dict.fromkeys(PLACES, st.integers(1, 9))), amounts)
def test_dues_without_targets_add_up_to_the_whole(
    rule: Rule, here: dict[str, int], asked: dict[str, int]
) -> None:
    plain = replace(rule, policy="by_region", most_passed=1)
    dues = [share(plain, heard(here=here, asked=asked), place).due or 0 for place in PLACES]
    assert sum(dues) == pytest.approx(1)


# The suggestions followed

Arrival = tuple[int, str, bool]
"""Of a request: its precedence, its place, whether the person has not spoken yet."""

made = st.tuples(precedences, places, st.booleans())
arrivals = st.lists(st.lists(made, max_size=3), max_size=30)


def chosen_of(rule: Rule, waiting: list[Waiting], heard: Heard) -> Waiting | None:
    suggestion = suggest(rule, waiting, heard)
    return next((one for one in waiting if suggestion and one.request == suggestion.request), None)


def overtaken(waiting: list[Waiting], by: Waiting) -> list[Waiting]:
    return [one for one in waiting if one.precedence == by.precedence and one.nr < by.nr]


def followed(
    rule: Rule, arrivals: Iterable[list[Arrival]], heard: Heard
) -> Iterator[tuple[list[Waiting], Waiting]]:
    """Each queue, with the one of it who is suggested and then speaks."""
    waiting: list[Waiting] = []
    numbers, spoken = count(), Counter(heard.spoken_ms)
    for came in arrivals:
        numbered = zip(came, numbers, strict=False)
        waiting = [*waiting, *(Waiting(f"r{nr}", nr, *arrival, 0) for arrival, nr in numbered)]
        chosen = chosen_of(rule, waiting, replace(heard, spoken_ms=dict(spoken)))
        if chosen is not None:
            yield waiting, chosen
            late = overtaken(waiting, chosen)
            again = [replace(one, passed=one.passed + (one in late)) for one in waiting]
            waiting = [one for one in again if one.nr != chosen.nr]
            spoken[chosen.place] += heard.turn_ms


@given(rules, arrivals, histories)
def test_nobody_is_passed_over_more_often_than_the_rule_says(
    rule: Rule, arrivals: list[list[Arrival]], heard: Heard
) -> None:
    for waiting, _ in followed(rule, arrivals, heard):
        assert all(one.passed <= rule.most_passed for one in waiting)


@given(rules, arrivals, histories)
def test_nobody_waits_for_more_turns_than_those_before_them_plus_the_limit(
    rule: Rule, arrivals: list[list[Arrival]], heard: Heard
) -> None:
    left: dict[str, int] = {}
    for waiting, chosen in followed(rule, arrivals, heard):
        for one in waiting:
            left.setdefault(one.request, len(overtaken(waiting, one)) + rule.most_passed)
            left[one.request] -= one.precedence == chosen.precedence and one != chosen
        assert min(left.values()) >= 0


def test_the_bound_is_reached_where_newcomers_never_end() -> None:
    ada, bo, newcomer = (0, "x", False), (0, "x", False), (0, "y", True)
    coming = [[ada, bo, newcomer], *([newcomer] for _ in range(9))]
    turns = followed(Rule("first_time", most_passed=3), coming, NOTHING)
    numbers = [chosen.nr for _, chosen in turns]
    assert numbers[:6] == [2, 3, 4, 0, 1, 5]


@pytest.mark.parametrize("policy", ["by_group", "by_region"])
def test_where_all_places_go_on_asking_shares_become_the_dues(policy: Policy) -> None:
    rule = Rule(policy, most_passed=100)
    coming: list[list[Arrival]] = [[(0, "x", False), (0, "y", False)]] * 40
    state = replace(NOTHING, here={"x": 3, "y": 1})
    turns = Counter(chosen.place for _, chosen in followed(rule, coming, state))
    assert turns == {"x": 30, "y": 10}
