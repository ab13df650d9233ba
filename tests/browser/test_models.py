"""What the pages make of the documents: models without a DOM or a socket."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from playwright.async_api import Browser, Page

from tests.browser.scripts import blank_page, run


@pytest.fixture(scope="module")
async def page(browser: Browser) -> AsyncIterator[Page]:
    async with blank_page(browser) as opened:
        yield opened


PAPER = """
const poll = { id: 'q', kind: 'single', min: 1, max: 1, state: 'open' }
const me = (n = 0, named = null) => ({
  cast: n ? { q: n } : {},
  choices: named ? { q: named } : {},
})
const paper = more => ({ ...it.emptyBallot, ...more })
const going = { with: { choice: ['a'], n: 1 } }
"""


@pytest.mark.parametrize(
    ("paper", "me", "sending", "state"),
    [
        ("{}", "me()", "null", "empty"),
        ("{ marked: ['a'] }", "me()", "null", "selected"),
        ("{ marked: ['a'], n: 1 }", "me()", "going", "sending"),
        ("{ recorded: ['a'], n: 1 }", "me()", "null", "recorded"),
        ("{}", "me(3)", "null", "recorded"),
        ("{ marked: ['b'], recorded: ['a'], n: 1 }", "me(1)", "null", "selected"),
        ("{ marked: ['b'] }", "me(1, ['b'])", "null", "recorded"),
        ("{ marked: ['a'], refusal: {} }", "me()", "null", "refused"),
    ],
)
async def test_a_ballot_says_what_is_so(
    page: Page, paper: str, me: str, sending: str, state: str
) -> None:
    body = PAPER + f"return it.stateOf(paper({paper}), poll, {me}, {sending})"
    assert await run(page, "model/ballot.js", body) == state


async def test_a_closed_poll_takes_no_ballot_whatever_was_marked(page: Page) -> None:
    body = (
        PAPER
        + """
    return it.stateOf(paper({ marked: ['a'] }), { ...poll, state: 'closed' }, me())
    """
    )
    assert await run(page, "model/ballot.js", body) == "closed"


async def test_a_ballot_is_numbered_above_all_that_were_seen(page: Page) -> None:
    body = (
        PAPER
        + """
    return [it.nextN(paper({ n: 4 }), poll, me(2)), it.nextN(paper({}), poll, me(7))]
    """
    )
    assert await run(page, "model/ballot.js", body) == [5, 8]


async def test_a_ballot_is_numbered_above_the_one_that_was_quicker(page: Page) -> None:
    """Of which this page may not have heard yet, if it was sent to another worker."""
    body = """
      const sent = []
      const poll = { id: "q_1", kind: "single", min: 1, max: 1, options: [{ id: "o_1" }] }
      const live = {
        me: () => ({ cast: {}, choices: {} }),
        unanswered: () => [],
        send: async (name, ballot) => { sent.push(ballot.n) },
      }
      const ballots = it.createBallots(live, () => {})
      const entry = { with: { choice: ["o_1"], n: 1 } }
      ballots.refused(poll, entry, { code: "stale", details: { n: 4 } })
      await ballots.cast(poll)
      return sent
    """
    assert await run(page, "ballots.js", body) == [5]


async def test_a_choice_made_on_another_device_is_not_guessed(page: Page) -> None:
    body = (
        PAPER
        + """
    return it.choiceOf(paper({ recorded: ['a'], n: 1 }), poll, me(2), undefined)
    """
    )
    assert await run(page, "model/ballot.js", body) == []


async def test_the_queue_is_sorted_by_rank(page: Page) -> None:
    body = """
    const documents = new Map(Object.entries({
      'request/r_1': { state: 'waiting', rank: 20 }, 'request/r_2': { state: 'waiting', rank: 10 },
      'request/r_3': { state: 'floor', rank: 0 },
    }))
    return it.waiting(documents).map(request => request.id)
    """
    assert await run(page, "model/queue.js", body) == ["r_2", "r_1"]


async def test_nothing_is_news_to_somebody_who_has_just_come(page: Page) -> None:
    assert await run(page, "model/news.js", "return it.news(null, { moment: 'floor' })") == []


NEWS = """
const quiet = { moment: '', left: null, status: 'open', open: [], closed: [], published: [] }
const now = more => ({ ...quiet, ...more })
const kinds = (before, after) => it.news(now(before), now(after)).map(one => one.kind)
"""


@pytest.mark.parametrize(
    ("before", "after", "kinds"),
    [
        ("{}", "{}", []),
        ("{ moment: 'waiting' }", "{ moment: 'next' }", ["next"]),
        ("{ moment: 'next' }", "{ moment: 'floor' }", ["floor"]),
        ("{ moment: 'floor' }", "{ moment: 'interrupted' }", ["interrupted"]),
        ("{ moment: 'interrupted' }", "{ moment: 'floor' }", ["floor"]),
        ("{ moment: 'floor', left: 61_000 }", "{ moment: 'floor', left: 59_900 }", ["left"]),
        ("{ moment: 'floor', left: 59_900 }", "{ moment: 'floor', left: 58_900 }", []),
        ("{ moment: 'floor', left: 30_100 }", "{ moment: 'floor', left: 29_900 }", ["left"]),
        ("{ moment: 'floor', left: 200 }", "{ moment: 'floor', left: -10 }", ["left"]),
        ("{ moment: 'floor', left: -10 }", "{ moment: 'floor', left: -5000 }", []),
        ("{}", "{ open: [{ id: 'q' }] }", ["open"]),
        ("{ status: 'draft' }", "{}", ["status"]),
    ],
)
async def test_only_what_is_new_is_told(
    page: Page, before: str, after: str, kinds: list[str]
) -> None:
    assert await run(page, "model/news.js", f"{NEWS} return kinds({before}, {after})") == kinds


SCREEN = """
const paper = { question: 'What?', options: [], ends: ['', ''], translations: {} }
const [published_at, { session, poll, ...more }] = given
const documents = new Map(Object.entries({
  session: { status: 'open', item: 'i_1', languages: ['en'], ...session },
  floor: { request: null },
  'item/i_1': { rank: 1, since: 100 },
  'turn/t_1': { end: 200 },
  'poll/q_1': { ...paper, rank: 1, state: 'published', closed_at: 1, published_at },
  'tally/q_1': {},
  ...more,
}))
if (poll) documents.set('poll/q_2', { ...paper, rank: 2, published_at: null, ...poll })
return it.screenModel(documents, new Map(), 0).scene
"""


@pytest.mark.parametrize(
    ("published_at", "more", "scene"),
    [
        (300, {}, "result"),
        (150, {}, "floor"),
        (300, {"item/i_1": {"rank": 1, "since": 400}}, "floor"),
        (300, {"turn/t_2": {"end": 301}}, "floor"),
        (300, {"poll": {"state": "open", "opened_at": 9}}, "poll"),
        (300, {"poll": {"state": "closed", "closed_at": 400}}, "counted"),
        (300, {"poll": {"state": "closed", "closed_at": 250}}, "result"),
        (300, {"session": {"status": "suspended", "item": None}}, "suspended"),
        (0, {"session": {"status": "draft", "item": None}}, "draft"),
        (
            0,
            {
                "session": {"status": "draft", "item": None},
                "poll": {"state": "open", "opened_at": 9, "rehearsal": True},
            },
            "poll",
        ),
    ],
)
async def test_the_screen_shows_one_thing(
    page: Page, published_at: int, more: dict[str, Any], scene: str
) -> None:
    assert await run(page, "model/screen.js", SCREEN, published_at, more) == scene


@pytest.mark.parametrize(
    ("call", "text"),
    [
        ("it.duration(134_900)", "2:14"),
        ("it.duration(3_734_000)", "1:02:14"),
        ("it.duration(-5)", "0:00"),
        ("[1, 2, 3, 4, 11, 22].map(it.ordinal).join()", "1st,2nd,3rd,4th,11th,22nd"),
        ("it.percent(2, 3)", "67%"),
        ("it.percent(0, 0)", "0%"),
        ("it.span(90)", "1 hour 30 minutes"),
        ("it.span(60)", "1 hour"),
        ("it.timeOfDay(0, 'Asia/Tokyo')", "09:00"),
        ("it.timeOfDay(50_400_000, 'UTC')", "14:00"),
        ("it.day(0, 'Asia/Tokyo')", "Thursday, 1 January 1970"),
    ],
)
async def test_numbers_are_written_as_people_read_them(page: Page, call: str, text: str) -> None:
    assert await run(page, "format.js", f"return {call}") == text


async def test_a_shuffled_paper_is_everybodys_own(page: Page) -> None:
    body = """
    const options = ["a", "b", "c", "d", "e"].map(id => ({ id, standard: null }))
    const poll = { id: "q", shuffle: true, options: [{ id: "x", standard: "abstain" }, ...options] }
    const order = person => it.onPaper(poll, person).map(({ id }) => id).join("")
    const orders = Array.from({ length: 40 }, (_, nth) => order(`p_${nth}`))
    return {
      same: order("p_1") === order("p_1"),
      last: orders.every(one => one.endsWith("x")),
      several: new Set(orders).size,
      plain: it.onPaper({ ...poll, shuffle: false }, "p_1").map(({ id }) => id).join(""),
    }
    """
    found = await run(page, "model/ballot.js", body)
    assert (found["same"], found["last"], found["plain"]) == (True, True, "xabcde")
    assert found["several"] > 20
