"""What a page knows, when it is, and what it has yet to send."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page

from tests.browser.scripts import blank_page, run


@pytest.fixture(scope="module")
async def page(browser: Browser) -> AsyncIterator[Page]:
    async with blank_page(browser) as opened:
        yield opened


REPLICA = """
const show = ({ seq, documents }) => ({ seq, documents: Object.fromEntries(documents) })
const from = (seq, documents) => ({ seq, documents: new Map(Object.entries(documents)) })
"""


async def test_a_patch_sets_what_changed(page: Page) -> None:
    patched = await run(
        page,
        "replica.js",
        REPLICA
        + """
    const patch = { from: 3, to: 5, set: { a: 7 }, del: ['b'] }
    return show(it.applyPatch(from(3, { a: 1, b: 2 }), patch))
    """,
    )
    assert patched == {"seq": 5, "documents": {"a": 7}}


async def test_a_patch_leaves_the_earlier_replica_as_it_was(page: Page) -> None:
    kept = await run(
        page,
        "replica.js",
        REPLICA
        + """
    const before = from(1, { a: 1 });
    it.applyPatch(before, { from: 1, to: 2, set: { a: 2 }, del: [] });
    return show(before)
    """,
    )
    assert kept == {"seq": 1, "documents": {"a": 1}}


async def test_a_patch_that_comes_late_is_ignored(page: Page) -> None:
    patched = await run(
        page,
        "replica.js",
        REPLICA
        + """
    return show(it.applyPatch(from(9, { a: 1 }), { from: 2, to: 4, set: { a: 0 }, del: [] }))
    """,
    )
    assert patched == {"seq": 9, "documents": {"a": 1}}


async def test_a_gap_before_a_patch_is_noticed(page: Page) -> None:
    patched = await run(
        page,
        "replica.js",
        REPLICA
        + """
    return it.applyPatch(from(3, {}), { from: 4, to: 5, set: {}, del: [] })
    """,
    )
    assert patched is None


async def test_the_clock_believes_the_hint_that_was_delayed_least(page: Page) -> None:
    now = await run(
        page,
        "clock.js",
        """
        let local = 1000
        const clock = it.createClock(() => local)
        clock.hear(50_800); local = 2000; clock.hear(51_950); local = 3000; clock.hear(52_300)
        return clock.now()
        """,
    )
    assert now == 52_950


async def test_the_clock_follows_a_clock_that_was_set(page: Page) -> None:
    now = await run(
        page,
        "clock.js",
        """
        let local = 1000
        const clock = it.createClock(() => local)
        clock.hear(50_000); local = 90_000; clock.hear(51_000)
        return clock.now()
        """,
    )
    assert now == 51_000


DEVICE = """
    let wall = 10_000_000, steady = 500
    const now = it.createDeviceTime(() => wall, () => steady)
    const before = now()
"""


@pytest.mark.parametrize(
    ("happens", "passed"),
    [
        ("wall += 1500; steady += 1500", 1500),
        ("wall += 1500 - 3_600_000; steady += 1500", 1500),  # set back
        ("wall += 60_000", 60_000),  # asleep, when what is steady stands still
    ],
)
async def test_the_time_of_a_device_is_never_set_back(
    page: Page, happens: str, passed: int
) -> None:
    gone = await run(page, "clock.js", f"{DEVICE} {happens}; return now() - before")
    assert gone == passed


OUTBOX = """
const shelf = {}
const storage = () => ({
  getItem: key => shelf[key] ?? null,
  setItem: (key, text) => (shelf[key] = text),
})
const usual = { do: 'queue.request', with: {}, at: 0, item: 'i_1', person: 'p_1' }
const entry = (id, more = {}) => ({ id, ...usual, ...more })
const ballot = (id, poll, n) => entry(id, { do: 'poll.cast', with: { poll, choice: [], n } })
const ids = entries => entries.map(one => one.id)
const box = it.createOutbox(storage, 'box')
"""


async def test_what_waits_outlives_a_reload(page: Page) -> None:
    body = (
        OUTBOX
        + """
    box.put(entry('a'));
    box.mark('a', { sentAt: 5 });
    return it.createOutbox(storage, 'box').entries()
    """
    )
    kept = await run(page, "outbox.js", body)
    assert kept == [
        {"id": "a", "do": "queue.request", "with": {}, "at": 0, "item": "i_1", "person": "p_1"}
    ]


async def test_what_was_sent_is_not_sent_again_before_its_time(page: Page) -> None:
    body = (
        OUTBOX
        + """
    box.put(entry('a'));
    box.mark('a', { sentAt: 1000 });
    return [ids(box.due(10_999, 'i_1')), ids(box.due(11_000, 'i_1'))]
    """
    )
    assert await run(page, "outbox.js", body) == [[], ["a"]]


async def test_what_was_under_way_when_the_connection_went_is_sent_again(page: Page) -> None:
    body = (
        OUTBOX
        + """
    box.put(entry('a'));
    box.mark('a', { sentAt: 1000 });
    box.connectionLost();
    return ids(box.due(1001, 'i_1'))
    """
    )
    assert await run(page, "outbox.js", body) == ["a"]


async def test_only_the_last_ballot_of_a_poll_is_kept(page: Page) -> None:
    body = (
        OUTBOX
        + """
    box.put(ballot('a', 'q_1', 1));
    box.put(ballot('b', 'q_2', 1));
    const gone = box.put(ballot('c', 'q_1', 2));
    return [gone, ids(box.entries())]
    """
    )
    assert await run(page, "outbox.js", body) == [["a"], ["b", "c"]]


@pytest.mark.parametrize(
    ("now", "item", "asks"),
    [
        (120_000, "i_1", False),
        (120_001, "i_1", True),
        (1000, "i_2", True),
    ],
)
async def test_what_the_meeting_has_overtaken_asks_before_it_goes(
    page: Page, now: int, item: str, asks: bool
) -> None:
    body = (
        OUTBOX
        + """
    box.put(entry('a'));
    return [ids(box.asking(...given)), ids(box.due(...given))]
    """
    )
    asking, due = await run(page, "outbox.js", body, now, item)
    assert (asking, due) == ((["a"], []) if asks else ([], ["a"]))


async def test_what_the_person_has_consented_to_goes(page: Page) -> None:
    body = (
        OUTBOX
        + """
    box.put(entry('a'));
    box.mark('a', { consented: true });
    return ids(box.due(999_999, 'i_9'))
    """
    )
    assert await run(page, "outbox.js", body) == ["a"]


async def test_what_the_server_wants_later_waits(page: Page) -> None:
    body = (
        OUTBOX
        + """
    box.put(entry('a'));
    box.mark('a', { notBefore: 500 });
    return [ids(box.due(499, 'i_1')), ids(box.due(500, 'i_1'))]
    """
    )
    assert await run(page, "outbox.js", body) == [[], ["a"]]


async def test_another_person_on_this_device_sends_nothing_of_the_first(page: Page) -> None:
    body = (
        OUTBOX
        + """
    box.put(entry('a'));
    box.put(entry('b', { person: 'p_2' }));
    box.dropOthersThan('p_2');
    return ids(box.entries())
    """
    )
    assert await run(page, "outbox.js", body) == ["b"]


async def test_a_device_without_storage_keeps_what_waits_in_memory(page: Page) -> None:
    body = """
    const none = () => { throw new DOMException('', 'SecurityError') }
    const box = it.createOutbox(none, 'box')
    box.put({ id: 'a', do: 'x', with: {}, at: 0, person: null })
    return box.entries().length
    """
    assert await run(page, "outbox.js", body) == 1


@pytest.mark.parametrize(("attempts", "most"), [(0, 500), (3, 4000), (40, 30_000)])
async def test_reconnecting_waits_anything_up_to_its_bound(
    page: Page, attempts: int, most: int
) -> None:
    body = "return [it.waitMs(...given, () => 0), it.waitMs(...given, () => 1)]"
    assert await run(page, "link.js", body, attempts) == [0, most]
