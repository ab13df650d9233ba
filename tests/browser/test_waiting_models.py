"""What a participant's page makes of waiting to speak: models without a DOM or a socket."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from playwright.async_api import Browser, Page

from tests.browser.scripts import blank_page, run

SESSION = {"speaking_ms": 240_000, "kind_seconds": {}, "group_seconds": {}}
MEASURED = [60_000, 120_000, 180_000, 180_000, 240_000]
"""A quarter of them took two minutes at most, three quarters three."""


@pytest.fixture(scope="module")
async def page(browser: Browser) -> AsyncIterator[Page]:
    async with blank_page(browser) as opened:
        yield opened


def request(rank: int, kind: str = "statement", **more: Any) -> dict[str, Any]:
    person = {"id": f"p_{rank}", "name": f"Person {rank}", "group": "g_1"}
    waits = {"rank": rank, "kind": kind, "state": "waiting", "person": person}
    return {**waits, "limit_seconds": None, **more}


def turns(*spoken_ms: int, kind: str = "statement") -> dict[str, Any]:
    return {f"turn/{kind}_{n}": {"kind": kind, "spoken_ms": ms} for n, ms in enumerate(spoken_ms)}


def floor(kind: str = "statement", **more: Any) -> dict[str, Any]:
    holds = {"request": "r_0", "since": None, "spoken_ms": 0, "limit_ms": 240_000}
    return {
        "floor": {**holds, "interrupted": None, **more},
        "request/r_0": request(0, kind, state="floor"),
    }


async def wait(page: Page, place: int, *ahead: dict[str, Any], **documents: Any) -> Any:
    """For whoever is at this place, after these who wait ahead."""
    session = {**SESSION, **documents.pop("session", {})}
    waiting = {f"request/r_{n}": one for n, one in enumerate(ahead, 1)}
    body = "return it.estimatedWait(new Map(Object.entries(given[0])), given[1], 1000)"
    known = {"session": session, **waiting, **documents.pop("known", {})}
    return await run(page, "model/wait.js", body, known, place)


async def test_whoever_is_next_is_promised_nothing(page: Page) -> None:
    assert await wait(page, 1, request(1), known=turns(*MEASURED)) is None


async def test_a_wait_is_from_a_quarter_to_three_quarters_of_what_turns_took(page: Page) -> None:
    ahead = [request(1), request(2)]
    assert await wait(page, 3, *ahead, known=turns(*MEASURED)) == {"from": 4, "to": 6}


async def test_only_those_ahead_are_waited_for(page: Page) -> None:
    queue = [request(rank) for rank in (1, 2, 3, 4)]
    assert await wait(page, 2, *queue, known=turns(*MEASURED)) == {"from": 2, "to": 3}


async def test_a_wait_is_never_a_point(page: Page) -> None:
    known = turns(120_000, 120_000, 120_000)
    assert await wait(page, 2, request(1), known=known) == {"from": 2, "to": 3}


async def test_what_a_speaker_has_spoken_is_not_waited_for_again(page: Page) -> None:
    known = turns(*MEASURED) | floor(spoken_ms=60_000)
    assert await wait(page, 2, request(1), known=known) == {"from": 3, "to": 5}


async def test_a_clock_that_runs_counts(page: Page) -> None:
    known = turns(*MEASURED) | floor(since=-59_000)
    assert await wait(page, 2, request(1), known=known) == {"from": 3, "to": 5}


async def test_a_speaker_who_takes_long_does_not_make_it_shorter(page: Page) -> None:
    known = turns(*MEASURED) | floor(spoken_ms=3_600_000)
    assert await wait(page, 2, request(1), known=known) == {"from": 2, "to": 3}


async def test_whoever_was_interrupted_is_waited_for_too(page: Page) -> None:
    interrupted = {"request": "r_9", "spoken_ms": 60_000, "limit_ms": 240_000}
    known = turns(*MEASURED) | turns(60_000, 60_000, 60_000, kind="point_of_order")
    known |= floor("point_of_order", interrupted=interrupted)
    known["request/r_9"] = request(9, state="interrupted")
    assert await wait(page, 2, request(1), known=known) == {"from": 4, "to": 6}


async def test_points_of_order_say_nothing_of_other_turns(page: Page) -> None:
    known = turns(*MEASURED) | turns(*[5_000] * 9, kind="point_of_order")
    assert await wait(page, 2, request(1), known=known) == {"from": 2, "to": 3}


async def test_a_point_of_order_ahead_is_measured_by_its_like(page: Page) -> None:
    known = turns(*MEASURED) | turns(*[60_000] * 3, kind="point_of_order")
    ahead = [request(1, "point_of_order"), request(2)]
    assert await wait(page, 3, *ahead, known=known) == {"from": 3, "to": 4}


@pytest.mark.parametrize(
    ("session", "more", "minutes"),
    [
        ({}, {}, {"from": 2, "to": 4}),
        ({"group_seconds": {"g_1": 600}}, {}, {"from": 5, "to": 10}),
        (
            {"group_seconds": {"g_1": 600}, "kind_seconds": {"statement": 120}},
            {},
            {"from": 1, "to": 2},
        ),
        ({}, {"limit_seconds": 1200}, {"from": 10, "to": 20}),
    ],
)
async def test_where_too_little_was_measured_the_limits_have_to_do(
    page: Page, session: dict[str, Any], more: dict[str, Any], minutes: dict[str, int]
) -> None:
    two = turns(1_000, 1_000)
    assert await wait(page, 2, request(1, **more), session=session, known=two) == minutes


@pytest.mark.parametrize(
    ("session", "more"),
    [({"speaking_ms": None}, {}), ({"kind_seconds": {"statement": 0}}, {}), ({}, {"limit": 0})],
)
async def test_nothing_is_foretold_without_a_limit(
    page: Page, session: dict[str, Any], more: dict[str, Any]
) -> None:
    endless = request(1, limit_seconds=more.get("limit"))
    assert await wait(page, 2, endless, session=session) is None


CLAIM = """
const [more, answers, claims, claiming] = given
const queue = [{ id: 'r_1', source: 'call', person: { id: 'p_9', name: 'Ada Lovelace' }, ...more }]
const me = { id: 'p_1', name: ' ada  LOVELACE ', claims }
const { request, claimed } = it.claimable(queue, me, answers, claiming)
return [request?.id ?? null, claimed]
"""


@pytest.mark.parametrize(
    ("more", "answers", "found"),
    [
        ({}, {}, "r_1"),
        ({}, {"r_1": False}, None),
        ({"source": None}, {}, None),
        ({"person": {"id": "p_1", "name": "Ada Lovelace"}}, {}, None),
        ({"person": {"id": "p_9", "name": "Ada"}}, {}, None),
        ({"person": {"id": "p_9", "name": ""}}, {}, None),
    ],
)
async def test_what_was_put_in_under_ones_name_can_be_claimed(
    page: Page, more: dict[str, Any], answers: dict[str, bool], found: str | None
) -> None:
    assert await run(page, "model/claim.js", CLAIM, more, answers, [], []) == [found, False]


@pytest.mark.parametrize(
    ("claims", "claiming", "found"),
    [
        (["r_1"], [], ["r_1", True]),
        ([], ["r_1"], ["r_1", True]),
        ([], [], [None, False]),
    ],
    ids=["to be confirmed", "on its way", "turned down"],
)
async def test_what_was_claimed_is_so_until_a_moderator_has_decided(
    page: Page, claims: list[str], claiming: list[str], found: list[Any]
) -> None:
    answers = {"r_1": True}
    assert await run(page, "model/claim.js", CLAIM, {}, answers, claims, claiming) == found


async def test_nobody_without_a_name_is_taken_for_another(page: Page) -> None:
    body = """
    const queue = [{ id: 'r_1', source: 'call', person: { id: 'p_9', name: '' } }]
    return it.claimable(queue, { id: 'p_1', name: '', claims: [] }, {}, []).request
    """
    assert await run(page, "model/claim.js", body) is None


ASKED = """
const session = { languages: ['en'] }
const empty = { about: '', capacity: '', on_behalf_of: '', language: '', statement: '' }
return it.asked(session, { ...empty, ...given[0] })
"""


@pytest.mark.parametrize(
    ("texts", "field", "sent"),
    [
        ({"about": " Safeguards "}, "about", "Safeguards"),
        ({}, "capacity", None),
        ({"capacity": "on_behalf", "on_behalf_of": " AOSIS "}, "on_behalf_of", "AOSIS"),
        ({"capacity": "personal", "on_behalf_of": "AOSIS"}, "on_behalf_of", ""),
        ({"language": " french "}, "language", "fr"),
        ({"language": "Kiswahili"}, "language", "Kiswahili"),
    ],
)
async def test_a_form_is_sent_as_the_server_takes_it(
    page: Page, texts: dict[str, str], field: str, sent: str | None
) -> None:
    assert (await run(page, "model/asking.js", ASKED, texts))[field] == sent


@pytest.mark.parametrize(
    ("statement", "known", "sent"),
    [("", None, False), ("", "Before", True), ("After", None, True)],
)
async def test_a_text_that_is_not_known_here_is_not_wiped_out(
    page: Page, statement: str, known: str | None, sent: bool
) -> None:
    body = "return 'statement' in it.edited({ statement: given[0] }, given[1] ?? undefined)"
    assert await run(page, "model/asking.js", body, statement, known) == sent


@pytest.mark.parametrize(
    ("written", "read"),
    [("fr", "French"), ("Hindi", "Hindi"), ("Kiswahili", "Kiswahili"), ("", "")],
)
async def test_a_language_is_read_by_its_name(page: Page, written: str, read: str) -> None:
    body = "return it.languageName(given[0])"
    assert await run(page, "model/languages.js", body, written) == read


RECORDED = """
const model = { me: { id: 'p_1', write_in: given[0] }, queue: given[1].map(id => ({ id })) }
return it.recordedOf(['r_1'], model, given[2].map(request => ({ with: { request } })))
"""


@pytest.mark.parametrize(
    ("asked_for", "queue", "on_the_way", "recorded"),
    [
        (None, [], [], ["r_1"]),
        ("r_1", [], [], []),
        (None, ["r_1"], [], []),
        (None, [], ["r_1"], []),
        ("r_2", [], [], ["r_1"]),
    ],
)
async def test_a_statement_is_recorded_once_nobody_waits_for_it(
    page: Page, asked_for: str | None, queue: list[str], on_the_way: list[str], recorded: list[str]
) -> None:
    found = await run(page, "model/writing.js", RECORDED, asked_for, queue, on_the_way)
    assert found == recorded
