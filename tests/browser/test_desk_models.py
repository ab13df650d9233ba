"""What the moderator's page makes of the documents of floor and queue."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from playwright.async_api import Browser, Page

from tests.browser.scripts import blank_page, run


@pytest.fixture(scope="module")
async def page(browser: Browser) -> AsyncIterator[Page]:
    async with blank_page(browser) as opened:
        yield opened


ADVICE = """
const documents = new Map([['suggestion', given[0]]])
return it.adviceOf(documents, [{ id: 'r_1' }, { id: 'r_2' }])?.request.id ?? null
"""


@pytest.mark.parametrize(
    ("suggestion", "shown"),
    [
        (None, None),
        ({"request": "r_1", "reason": "order"}, None),
        ({"request": "r_1", "reason": "precedence"}, None),
        ({"request": "r_1", "reason": "share"}, "r_1"),
        ({"request": "r_2", "reason": "order"}, "r_2"),
        ({"request": "r_9", "reason": "share"}, None),
    ],
)
async def test_advice_is_given_where_it_says_something(
    page: Page, suggestion: dict[str, Any] | None, shown: str | None
) -> None:
    assert await run(page, "model/advice.js", ADVICE, suggestion) == shown


async def test_acts_are_listed_newest_first(page: Page) -> None:
    body = """
    const documents = new Map([
      ['log/a_1', { act: 'a_1', at: 1 }], ['log/a_3', { act: 'a_3', at: 2 }],
      ['log/a_2', { act: 'a_2', at: 1 }],
    ])
    return it.lastActs(documents).map(({ act }) => act)
    """
    assert await run(page, "model/acts.js", body) == ["a_3", "a_2", "a_1"]


async def test_turns_without_a_name_are_found(page: Page) -> None:
    body = """
    const documents = new Map([
      ['turn/t_1', { person: { name: '' }, start: 1 }],
      ['turn/t_2', { person: { name: 'Ada' }, start: 2 }],
      ['turn/t_3', { person: { name: '' }, start: 3 }],
    ])
    return it.namelessTurns(documents).map(({ id }) => id)
    """
    assert await run(page, "model/acts.js", body) == ["t_3", "t_1"]


@pytest.mark.parametrize(
    ("floor", "interrupted", "kind", "request_"),
    [
        ("{}", "null", "point_of_order", "r_1"),
        ("null", "null", "point_of_order", None),
        ("{}", "{}", "point_of_order", None),
        ("{}", "null", "statement", None),
    ],
)
async def test_a_point_of_order_on_top_may_interrupt_once(
    page: Page, floor: str, interrupted: str, kind: str, request_: str | None
) -> None:
    body = f"""
    const queue = [{{ id: 'r_1', kind: '{kind}' }}]
    return it.interrupter({{ floor: {floor}, interrupted: {interrupted}, queue }})?.id ?? null
    """
    assert await run(page, "model/desk.js", body) == request_


async def test_who_is_interrupted_keeps_their_clock(page: Page) -> None:
    body = """
    const documents = new Map([
      ['floor', { request: 'r_2', interrupted: { request: 'r_1', spoken_ms: 7, limit_ms: 9 } }],
      ['request/r_1', { person: { name: 'Ada' } }],
    ])
    const { id, person, spoken_ms, limit_ms } = it.interruptedOf(documents)
    return [id, person.name, spoken_ms, limit_ms]
    """
    assert await run(page, "model/floor.js", body) == ["r_1", "Ada", 7, 9]


WATCH = """
const at = (watch, first, now, own) => it.seen(watch, { first, holder: null }, now, own)
const before = at(it.unwatched, 'r_1', 0)
"""


@pytest.mark.parametrize(
    ("step", "ms"),
    [
        ("at(before, 'r_1', 1000)", 0),
        ("at(before, 'r_2', 1000)", 2000),
        ("at(before, 'r_2', 1000, true)", 0),
        ("at(it.expecting(before, 'r_2'), 'r_2', 1000)", 0),
        ("it.pressed(before, 1000)", 400),
    ],
)
async def test_next_waits_where_another_has_changed_it(page: Page, step: str, ms: int) -> None:
    body = WATCH + f"return it.blockedMs({step}, 1000)"
    assert await run(page, "model/next.js", body) == ms


async def test_ones_own_next_surprises_nobody_however_long_it_takes(page: Page) -> None:
    body = """
    const at = (watch, first, holder, now) => it.seen(watch, { first, holder }, now)
    const asked = it.expecting(at(it.unwatched, 'r_1', null, 0), 'r_1', 'r_2')
    const sending = at(asked, 'r_1', null, 1000)
    return it.blockedMs(at(sending, 'r_2', 'r_1', 2000), 2000)
    """
    assert await run(page, "model/next.js", body) == 0


async def test_a_suggestion_is_taken_once_it_can_have_been_read(page: Page) -> None:
    body = """
    const seen = (watch, advised, now) =>
      it.seen(watch, { first: null, holder: null, advised }, now)
    const new_ = seen(seen(it.unwatched, 'r_1', 0), 'r_2', 1000)
    return [it.unreadMs(new_, 1100), it.unreadMs(seen(new_, 'r_2', 1300), 1400)]
    """
    assert await run(page, "model/next.js", body) == [300, 0]
