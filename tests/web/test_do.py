"""``POST /s/{code}/do``: one command by HTTP, for whoever cannot hold a socket."""

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from httpx2 import AsyncClient, Response

from live.simulate.client import Client
from tests.servers import Links, Server, serving
from tests.web.browsing import ADA, browsing, text_of
from tests.web.meeting import Meeting
from tests.web.seats import Seat, by_post, by_socket, of_newcomer, of_rapporteur, of_screen
from tests.web.sockets import command


async def do(browser: AsyncClient, code: str, raw: str, **query: str) -> Response:
    headers = {"Content-Type": "application/json"}
    return await browser.post(f"/s/{code}/do", content=raw, headers=headers, params=query)


async def test_what_was_done_is_answered_with_its_result(meeting: Meeting) -> None:
    [done] = await by_post(meeting.seat, command("item.add", {"title": "Opening"}, "mine"))
    assert (done["status"], done["type"], done["id"]) == (200, "done", "mine")
    await meeting.watcher.until(lambda: meeting.watcher.replica.seq >= done["seq"])
    assert f"item/{done['result']['item']}" in meeting.watcher.documents


async def test_the_answer_is_data(browser: AsyncClient, meeting: Meeting) -> None:
    await browser.post(meeting.links.moderator_url, data={"name": "Mo"})
    answer = await do(browser, meeting.links.code, command("item.add", {"title": "Opening"}))
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("name", "arguments", "code", "details"),
    [
        ("poll.open", {"poll": "q_1"}, "not_found", {"what": "poll"}),
        ("session.reopen", {}, "wrong_state", {"state": "open"}),
        ("floor.pause", {"request": "r_1"}, "stale", None),
        ("queue.request", {}, "not_allowed", None),
        ("item.add", {"title": "x" * 201}, "too_long", {"field": "title", "limit": 200}),
        ("item.add", {"title": " "}, "invalid", {"field": "title"}),
    ],
)
async def test_a_refusal_is_a_conflict(
    meeting: Meeting, name: str, arguments: dict[str, Any], code: str, details: object
) -> None:
    once = uuid4().hex
    [answer] = await by_post(meeting.seat, command(name, arguments, once))
    assert (answer["status"], answer["type"], answer["id"]) == (409, "refused", once)
    assert (answer["code"], answer["retry"]) == (code, False)
    assert answer.get("details") == details


async def test_both_ways_in_answer_alike(meeting: Meeting) -> None:
    raw = command("item.add", {"title": "x" * 201})
    [posted], [sent] = await by_post(meeting.seat, raw), await by_socket(meeting.seat, raw)
    assert posted == {**sent, "status": 409}


# Who it is


@pytest.mark.parametrize("cookie", ["", "badge=", "badge=never", "other=1"])
async def test_without_a_badge_nothing_is_done(meeting: Meeting, cookie: str) -> None:
    seat = Seat(meeting.url, meeting.links.code, cookie)
    [answer] = await by_post(seat, command("session.suspend", {}))
    assert (answer["status"], answer["code"]) == (401, "not_allowed")


async def test_a_badge_is_good_for_its_own_session(meeting: Meeting, links: Links) -> None:
    seat = Seat(meeting.url, links.code, meeting.seat.cookie)
    [answer] = await by_post(seat, command("session.open", {}))
    assert (answer["status"], answer["code"]) == (401, "not_allowed")


async def test_a_code_that_no_session_has_is_not_found(own: Server) -> None:
    [answer] = await by_post(Seat(own.url, "22222222", ""), command("session.open", {}))
    assert (answer["status"], answer["code"]) == (404, "not_found")
    assert answer["details"] == {"what": "session"}


async def test_a_code_may_be_spelt_as_people_do(meeting: Meeting) -> None:
    code = meeting.links.code.lower()
    seat = Seat(meeting.url, f"{code[:4]}-{code[4:]}", meeting.seat.cookie)
    [answer] = await by_post(seat, command("session.reopen", {}))
    assert (answer["status"], answer["code"]) == (409, "wrong_state")


@pytest.mark.parametrize(
    "name",
    ["session.close", "floor.grant", "queue.close", "note.post", "poll.create", "person.remove"],
)
async def test_a_participant_does_nothing_that_is_the_staffs(meeting: Meeting, name: str) -> None:
    arguments: dict[str, dict[str, object]] = {
        "floor.grant": {"request": "r_1", "instead_of": None},
        "note.post": {"text": "Said"},
        "poll.create": {"kind": "single", "question": "Which?", "options": ["Yes", "No"]},
        "person.remove": {"person": meeting.watcher.you["id"]},
    }
    seat = await of_newcomer(meeting.url, meeting.links)
    [answer] = await by_post(seat, command(name, arguments.get(name, {})))
    assert (answer["status"], answer["code"]) == (409, "not_allowed")


async def test_a_rapporteur_does_not_moderate(meeting: Meeting) -> None:
    seat = await of_rapporteur(meeting.url, meeting.links)
    noted, closed = await by_post(
        seat, command("note.post", {"text": "Said"}), command("session.close", {})
    )
    assert (noted["status"], closed["status"], closed["code"]) == (200, 409, "not_allowed")


async def test_a_screen_does_nothing(meeting: Meeting) -> None:
    seat = await of_screen(meeting.url, meeting.links)
    [answer] = await by_post(seat, command("person.edit", {"name": "Eve"}))
    assert (answer["status"], answer["code"]) == (409, "not_allowed")


async def test_one_corrects_only_oneself(meeting: Meeting) -> None:
    seat = await of_newcomer(meeting.url, meeting.links)
    other = {"person": meeting.watcher.you["id"], "name": "Eve"}
    own, others = await by_post(
        seat, command("person.edit", {"name": "Bo"}), command("person.edit", other)
    )
    assert (own["status"], others["status"], others["code"]) == (200, 409, "not_allowed")


@pytest.mark.parametrize(
    ("query", "status"),
    [({}, 200), ({"as": "moderator"}, 200), ({"as": "participant"}, 409), ({"as": "host"}, 401)],
)
async def test_the_address_says_which_badge_counts(
    browser: AsyncClient, meeting: Meeting, query: dict[str, str], status: int
) -> None:
    await browser.post(f"/j/{meeting.links.code}", data=ADA)
    await browser.post(meeting.links.moderator_url, data={"name": "Mo"})
    raw = command("item.add", {"title": "Opening"})
    assert (await do(browser, meeting.links.code, raw, **query)).status_code == status


async def test_whoever_has_left_does_nothing_more(meeting: Meeting) -> None:
    seat = await of_newcomer(meeting.url, meeting.links)
    left, after = await by_post(
        seat, command("person.leave", {}), command("queue.request", {"about": "More"})
    )
    assert (left["status"], after["status"], after["code"]) == (200, 401, "not_allowed")


async def test_whoever_was_removed_does_nothing_more(meeting: Meeting) -> None:
    seat = await of_newcomer(meeting.url, meeting.links)
    client = await Client(seat.url, seat.code, seat.cookie).start()
    await meeting.watcher.send("person.remove", person=client.you["id"])
    await client.stop()
    [answer] = await by_post(seat, command("queue.request", {}))
    assert (answer["status"], answer["code"]) == (401, "not_allowed")


# Where it comes from


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "null"},
        {"Origin": "https://evil.example"},
        {"Origin": "https://evil.example", "Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
async def test_another_site_makes_nobody_do_anything(
    meeting: Meeting, headers: dict[str, str]
) -> None:
    async with AsyncClient(base_url=meeting.url) as foreign:
        answer = await foreign.post(
            f"/s/{meeting.links.code}/do",
            content=command("session.suspend", {}),
            headers={**headers, "Cookie": meeting.seat.cookie},
        )
    assert answer.status_code == 403
    assert "This cannot be done here" in text_of(answer)


async def test_looking_does_nothing(browser: AsyncClient, meeting: Meeting) -> None:
    await browser.post(meeting.links.moderator_url, data={"name": "Mo"})
    assert (await browser.get(f"/s/{meeting.links.code}/do")).status_code == 405


async def test_the_public_address_is_an_origin_of_ours(tmp_path: Path) -> None:
    base = "https://plenary.example.org"
    async with serving(tmp_path, LIVE_BASE_URL=base) as server:
        links = await server.create_session()
        async with browsing(server.url, origin=base) as browser:
            answer = await do(browser, links.code, command("session.open", {}))
    assert answer.status_code == 401


# Sending it again


async def test_the_same_command_twice_has_one_answer(meeting: Meeting) -> None:
    title = uuid4().hex
    raw = command("item.add", {"title": title})
    first, again = await by_post(meeting.seat, raw, raw)
    assert first == again
    [sent] = await by_socket(meeting.seat, raw)
    assert sent["result"] == first["result"]
    await meeting.watcher.until(lambda: meeting.watcher.replica.seq >= first["seq"])
    titles = [item["title"] for item in meeting.watcher.replica.of("item").values()]
    assert titles.count(title) == 1


async def test_an_id_is_good_for_one_command(meeting: Meeting) -> None:
    once = uuid4().hex
    _, other = await by_post(
        meeting.seat,
        command("item.add", {"title": "Opening"}, once),
        command("item.add", {"title": "Closing"}, once),
    )
    assert (other["status"], other["code"], other["id"]) == (409, "id_reused", once)
