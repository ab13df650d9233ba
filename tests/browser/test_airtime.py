"""What the pages make of time: how it is shared, who said how much, by what rule one is heard."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from playwright.async_api import Browser, Page

from tests.browser.scripts import blank_page, run

MINUTE = 60_000
ADA = {"id": "p_1", "group": "gov"}
BO = {"id": "p_2", "group": "civ"}


@pytest.fixture(scope="module")
async def page(browser: Browser) -> AsyncIterator[Page]:
    async with blank_page(browser) as opened:
        yield opened


def person(group: str = "", region: str = "", **more: Any) -> dict[str, Any]:
    return {"role": "participant", "name": "?", "group": group, "region": region, **more}


def spoken(ms: int, of_order: int = 0) -> dict[str, int]:
    return {"ms": ms, "turns": 1, "of_order": of_order}


def session(**more: Any) -> dict[str, Any]:
    return {
        "groups": [{"id": "gov"}, {"id": "civ"}, {"id": "biz"}],
        "regions": [],
        "policy": "by_group",
        "basis": "here",
        "targets": {},
        "budgets": {},
        **more,
    }


# Airtime

EXAMPLE = {
    **{f"person/g{n}": person("gov") for n in range(20)},
    **{f"person/c{n}": person("civ") for n in range(15)},
    **{f"person/b{n}": person("biz") for n in range(5)},
    "person/s": {**person(), "role": "moderator"},
    "person/l": person("biz", left=True),
    "person/x": person("biz", guest=True),
    "airtime": {
        "groups": {
            "gov": spoken(12 * MINUTE),
            "civ": spoken(5 * MINUTE),
            "biz": spoken(3 * MINUTE),
        }
    },
}
"""That of docs/fairness.md."""


async def rows(
    page: Page, documents: dict[str, Any], floor: object = None, part: str = "groups"
) -> dict[str, dict[str, Any]]:
    body = """
    const [documents, part, floor] = given
    return it.airtime(new Map(Object.entries(documents)), part, floor, 100_000)
    """
    told = await run(page, "model/airtime.js", body, documents, part, floor)
    return {row["id"]: row for row in told}


def told(rows: dict[str, dict[str, Any]], field: str) -> dict[str, Any]:
    return {group: row[field] for group, row in rows.items()}


async def test_shares_and_dues_are_those_of_the_rule(page: Page) -> None:
    shown = await rows(page, {"session": session(), **EXAMPLE})
    assert list(shown) == ["gov", "civ", "biz"]
    assert told(shown, "share") == {"gov": 0.6, "civ": 0.25, "biz": 0.15}
    assert told(shown, "due") == {"gov": 0.5, "civ": 0.375, "biz": 0.125}


async def test_a_target_stays_what_it_is_and_leaves_the_rest(page: Page) -> None:
    shown = await rows(page, {"session": session(targets={"biz": 30}), **EXAMPLE})
    assert told(shown, "target") == {"gov": None, "civ": None, "biz": 0.3}
    assert told(shown, "due") == {
        "gov": pytest.approx(0.4),
        "civ": pytest.approx(0.3),
        "biz": None,
    }


async def test_who_has_asked_is_not_guessed(page: Page) -> None:
    documents = {"session": session(basis="asked"), **EXAMPLE}
    shown = await rows(page, documents)
    assert told(shown, "due") == {"gov": None, "civ": None, "biz": None}
    advice = {"reason": "share", "place": "civ", "due": 0.2}
    shown = await rows(page, {**documents, "suggestion": advice})
    assert told(shown, "due") == {"gov": None, "civ": 0.2, "biz": None}


RUNNING = {"request": "r_1", "person": BO, "kind": "statement", "since": 40_000, "spoken_ms": 0}


async def test_the_turn_that_is_on_counts(page: Page) -> None:
    documents = {
        "session": session(budgets={"civ": 2, "gov": 1}),
        "airtime": {"groups": {"gov": spoken(3 * MINUTE)}},
    }
    shown = await rows(page, documents, RUNNING)
    assert told(shown, "ms") == {"gov": 3 * MINUTE, "civ": MINUTE}
    assert told(shown, "share") == {"gov": 0.75, "civ": 0.25}
    assert told(shown, "leftMs") == {"gov": -2 * MINUTE, "civ": MINUTE}


async def test_a_point_of_order_is_nobodys_time_and_the_interrupted_turn_is(page: Page) -> None:
    interrupted = {"request": "r_0", "turn": "t_0", "spoken_ms": 2 * MINUTE, "limit_ms": None}
    documents = {
        "session": session(),
        "floor": {"request": "r_1", "interrupted": interrupted},
        "request/r_0": {"person": ADA, "kind": "statement"},
        "airtime": {"groups": {"civ": spoken(0, of_order=1)}},
    }
    order = {**RUNNING, "kind": "point_of_order"}
    shown = await rows(page, documents, order)
    assert told(shown, "ms") == {"gov": 2 * MINUTE, "civ": 0}
    assert told(shown, "ofOrder") == {"gov": 0, "civ": 2}


async def test_regions_have_no_targets_and_whoever_named_none_counts_too(page: Page) -> None:
    documents = {
        "session": session(targets={"civ": 40}, budgets={"civ": 4}),
        "person/p_2": person("civ", ""),
        "person/p_3": person("civ", "africa"),
    }
    shown = await rows(page, documents, RUNNING, "regions")
    assert told(shown, "ms") == {"": MINUTE, "africa": 0}
    assert told(shown, "due") == {"": 0.5, "africa": 0.5}
    assert told(shown, "leftMs") == {"": None, "africa": None}


async def test_nothing_is_due_before_anybody_has_spoken(page: Page) -> None:
    documents = {"session": session(), "person/p_1": person("gov"), "person/p_2": person("civ")}
    assert await rows(page, documents) == {}
    documents["session"] = session(targets={"biz": 20})
    assert told(await rows(page, documents), "target") == {"biz": 0.2}


# Who said how much

PEOPLE = """
const documents = new Map(Object.entries(given[0]))
const spoken = await import("/js/model/spoken.js")
return it.participants(documents, spoken.spokenByPerson(documents, given[1] ?? null, 100_000))
  .map(({ id, said }) => [id, said])
"""


async def test_people_are_told_with_what_they_said(page: Page) -> None:
    documents = {
        "person/p_1": person(name="Ada"),
        "person/p_2": person(name="Bo"),
        "person/p_3": person(name="Cy"),
        "turn/t_1": {"person": ADA, "kind": "statement", "spoken_ms": MINUTE},
        "turn/t_2": {"person": ADA, "kind": "reply", "spoken_ms": MINUTE},
        "turn/t_3": {"person": ADA, "kind": "point_of_order", "spoken_ms": MINUTE},
    }
    assert await run(page, "model/people.js", PEOPLE, documents, RUNNING) == [
        ["p_1", {"ms": 2 * MINUTE, "turns": 2, "ofOrder": 1}],
        ["p_2", {"ms": MINUTE, "turns": 1, "ofOrder": 0}],
        ["p_3", None],
    ]


@pytest.mark.parametrize(
    ("name", "more", "shown"),
    [
        ("Dina", {}, False),
        ("Dina", {"request/r_1": {"person": {"id": "p_9"}}}, True),
        ("Dina", {"turn/t_1": {"person": {"id": "p_9"}, "spoken_ms": 0}}, True),
        ("", {"turn/t_1": {"person": {"id": "p_9"}, "spoken_ms": 0}}, False),
    ],
)
async def test_whoever_is_not_online_is_told_while_they_take_part(
    page: Page, name: str, more: dict[str, Any], shown: bool
) -> None:
    documents = {"person/p_9": person(name=name, guest=True), **more}
    listed = await run(page, "model/people.js", PEOPLE, documents)
    assert [one for one, _ in listed] == (["p_9"] if shown else [])


# By what rule one is heard

LIMITS = {"speaking_ms": 180_000, "kind_seconds": {}, "group_seconds": {}}

RULES = """
const { render } = await import("/vendor/lit-html/lit-html.js")
render(it.rulesView({ session: given[0], me: { group: "civ" } }), document.body)
return document.body.innerText.trim()
"""


@pytest.mark.parametrize(
    ("plan", "text"),
    [
        ({}, "Whoever asked first goes first."),
        ({"policy": "first_time", "follow": True}, "First-time speakers go first."),
        ({"policy": "first_time"}, "First-time speakers go first. The moderators decide."),
    ],
)
async def test_the_rule_is_told_in_a_sentence(page: Page, plan: dict[str, Any], text: str) -> None:
    assert await told_rule(page, plan) == f"{text} 3 minutes each."


@pytest.mark.parametrize(
    ("limits", "text"),
    [
        ({"speaking_ms": None}, "There is no time limit."),
        ({"speaking_ms": 90_000}, "1.5 minutes each."),
        ({"speaking_ms": 100_000}, "1:40 each."),
        ({"group_seconds": {"civ": 60}}, "1 minute each."),
        ({"group_seconds": {"gov": 60}}, "3 minutes each."),
        ({"group_seconds": {"civ": 0}}, "There is no time limit."),
        (
            {"kind_seconds": {"question": 60, "statement": 180}},
            "3 minutes each. Question: 1 minute.",
        ),
        (
            {"kind_seconds": {"reply": 0}, "group_seconds": {"civ": 120}},
            "2 minutes each. Reply: no time limit.",
        ),
        (
            {"kind_seconds": {"reply": 0}, "speaking_ms": None},
            "There is no time limit.",
        ),
    ],
)
async def test_a_limit_is_that_of_the_kind_or_the_group_or_all(
    page: Page, limits: dict[str, Any], text: str
) -> None:
    assert await told_rule(page, limits) == f"Whoever asked first goes first. {text}"


async def told_rule(page: Page, plan: dict[str, Any]) -> Any:
    told = {"policy": "first_come", "follow": False, "groups": [], **LIMITS, **plan}
    return await run(page, "views/rules.js", RULES, told)
