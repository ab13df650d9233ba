"""The WebSocket: who is let in, what they are shown, and how they are answered."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from http.cookies import SimpleCookie
from typing import Any
from uuid import uuid4

import msgspec
import pytest
from httpx2 import AsyncClient
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import InvalidStatus

from live import wire
from live.domain.text import LIMITS
from tests.servers import Links, Server
from tests.web.founding import founded
from tests.web.meeting import Meeting, held
from tests.web.seats import (
    Seat,
    by_post,
    by_socket,
    of_moderator,
    of_newcomer,
    of_rapporteur,
    of_screen,
)
from tests.web.sockets import Frame, answer, code_of_closing, command, heard, opened
from tests.web.within import ANY, OURS, Within, serving_within


@pytest.fixture(scope="module", params=[OURS, ANY], ids=str)
async def carrier(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Within]:
    """A server that carries sockets in our way, and one that does in any other."""
    async with serving_within(tmp_path_factory.mktemp("within"), request.param) as server:
        yield server


@pytest.fixture(scope="module")
async def meeting(carrier: Within) -> AsyncIterator[Meeting]:
    async with held(carrier.url, await carrier.create_session()) as meeting:
        yield meeting


def connected(seat: Seat, **query: object) -> AbstractAsyncContextManager[ClientConnection]:
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    return opened(seat.url, seat.code, seat.cookie, asked)


async def hello(seat: Seat, **query: object) -> tuple[Frame, Frame, Frame]:
    """How a connection begins: its welcome, its patch, and what is ephemeral."""
    async with connected(seat, **query) as socket:
        first, second, third = [await frame_of(socket) for _ in range(3)]
    assert [first["type"], second["type"], third["type"]] == ["welcome", "patch", "now"]
    return first, second, third


async def frame_of(socket: ClientConnection) -> Frame:
    return msgspec.json.decode(await socket.recv(), type=Frame)


async def frames_until(socket: ClientConnection, seq: int) -> list[Frame]:
    """What comes until everything up to a ``seq`` is here."""
    frames = [await frame_of(socket)]
    while frames[-1]["type"] != "patch" or frames[-1]["to"] < seq:
        frames.append(await frame_of(socket))
    return frames


async def add_item(meeting: Meeting) -> tuple[str, int]:
    """The key of a new document, and the ``seq`` that it came with."""
    done = await meeting.watcher.ask("item.add", {"title": "Something new"})
    return f"item/{done['result']['item']}", done["seq"]


# Coming, and coming back


async def test_a_newcomer_is_shown_everything(meeting: Meeting) -> None:
    welcome, patch, now = await hello(await of_newcomer(meeting.url, meeting.links))
    assert (welcome["resumed"], welcome["limits"]) == (False, LIMITS)
    assert (patch["from"], patch["to"], patch["del"]) == (0, welcome["seq"], [])
    assert {"session", "floor", "airtime"} <= patch["set"].keys()
    assert now["set"]["me"]["id"] == welcome["you"]["id"]


async def test_who_comes_back_gets_only_what_changed(meeting: Meeting) -> None:
    before, _, _ = await hello(meeting.seat)
    key, seq = await add_item(meeting)
    welcome, patch, _ = await hello(meeting.seat, since=before["seq"], epoch=before["epoch"])
    assert (welcome["resumed"], welcome["epoch"]) == (True, before["epoch"])
    assert (patch["from"], patch["to"]) == (before["seq"], seq)
    assert patch["set"].keys() == {key}


async def test_who_has_missed_nothing_gets_an_empty_patch(meeting: Meeting) -> None:
    before, _, _ = await hello(meeting.seat)
    welcome, patch, now = await hello(meeting.seat, since=before["seq"], epoch=before["epoch"])
    assert welcome["resumed"]
    assert (patch["set"], patch["del"]) == ({}, [])
    assert "me" in now["set"]


async def test_who_comes_back_hears_of_what_is_gone(meeting: Meeting) -> None:
    seat = await of_newcomer(meeting.url, meeting.links)
    [asked] = await by_socket(seat, command("queue.request", {}))
    before, patch, _ = await hello(seat)
    key = f"request/{asked['result']['request']}"
    assert key in patch["set"]
    await by_socket(seat, command("queue.withdraw", asked["result"]))
    _, patch, _ = await hello(seat, since=before["seq"], epoch=before["epoch"])
    assert (patch["set"], patch["del"]) == ({}, [key])


@pytest.mark.parametrize("epoch", ["", "another", "another.staff.1", "%00", "x" * 4000])
async def test_another_epoch_resumes_nothing(meeting: Meeting, epoch: str) -> None:
    before, everything, _ = await hello(meeting.seat)
    welcome, patch, _ = await hello(meeting.seat, since=before["seq"], epoch=epoch)
    assert not welcome["resumed"]
    assert patch == everything


@pytest.mark.parametrize(
    "since", ["", "-1", "1.5", "x", "%00", "\u0661", "999999999999999", "0x1", "1e0"]
)
async def test_a_seq_that_cannot_be_resumes_nothing(meeting: Meeting, since: str) -> None:
    before, everything, _ = await hello(meeting.seat)
    welcome, patch, _ = await hello(meeting.seat, since=since, epoch=before["epoch"])
    assert not welcome["resumed"]
    assert patch == everything


async def test_nobody_resumes_into_another_audience(meeting: Meeting) -> None:
    before, _, _ = await hello(meeting.seat)
    seat = await of_newcomer(meeting.url, meeting.links)
    welcome, patch, _ = await hello(seat, since=before["seq"], epoch=before["epoch"])
    assert not welcome["resumed"]
    assert patch["from"] == 0


async def test_nobody_resumes_into_another_session(carrier: Within, meeting: Meeting) -> None:
    before, _, _ = await hello(meeting.seat)
    seat = await of_moderator(carrier.url, await carrier.create_session())
    welcome, _, _ = await hello(seat, since=1, epoch=before["epoch"])
    assert not welcome["resumed"]


# Who is shown what


SECRET = "Confidential"


class Kept(msgspec.Struct, frozen=True):
    """A session whose staff keeps things to itself, and what one of its participants heard."""

    url: str
    links: Links
    heard: list[Frame]
    seq: int


@pytest.fixture(scope="module")
async def kept(server: Server, host: AsyncClient) -> Kept:
    links = await founded(host, notes="staff")
    person = await of_newcomer(server.url, links)
    async with opened(server.url, links.code, person.cookie) as socket:
        seq = await keep_things(await of_moderator(server.url, links), person)
        return Kept(server.url, links, await frames_until(socket, seq), seq)


async def keep_things(chair: Seat, person: Seat) -> int:
    """Make whatever is for staff alone, and say as of when it is there."""
    poll = {"kind": "single", "question": SECRET, "options": ["Yes", "No"], "secret": False}
    asked, _, _ = await by_socket(
        chair,
        command("poll.create", {**poll, "question": "Which?"}),
        command("poll.create", poll),
        command("session.open", {}),
    )
    made = asked["result"]
    await by_socket(chair, command("poll.open", {"poll": made["poll"]}))
    vote = {"poll": made["poll"], "choice": made["options"][:1], "n": 1}
    await by_socket(person, command("poll.cast", vote))
    *_, last = await by_socket(
        chair,
        command("poll.close", {"poll": made["poll"]}),
        command("note.post", {"text": SECRET}),
    )
    return int(last["seq"])


STAFFS_OWN = {"person", "note", "tally"}


def parts(frames: list[Frame]) -> set[str]:
    """Of which kinds the documents in some frames are."""
    shown = (frame for frame in frames if frame["type"] in ("patch", "now"))
    return {key.split("/")[0] for frame in shown for key in frame["set"]}


def say(frames: list[Frame]) -> str:
    return msgspec.json.encode(frames).decode()


async def presence(seat: Seat, **query: object) -> dict[str, Any]:
    async with connected(seat, **query) as socket:
        shown: dict[str, Any] = {}
        while "presence" not in shown:
            shown = (await heard(socket, "now"))["set"]
        return dict(shown["presence"])


async def test_a_participant_hears_nothing_that_is_for_staff(kept: Kept) -> None:
    assert not parts(kept.heard) & STAFFS_OWN
    assert SECRET not in say(kept.heard)
    assert "poll" in parts(kept.heard)


@pytest.mark.parametrize("since", [None, 1])
@pytest.mark.parametrize(
    ("enter", "query"),
    [
        (of_newcomer, {}),
        (of_newcomer, {"audience": "staff"}),
        (of_screen, {}),
        (of_newcomer, {"audience": "screen"}),
        (of_moderator, {"audience": "public"}),
        (of_moderator, {"audience": "screen"}),
        (of_rapporteur, {"audience": "public"}),
    ],
)
async def test_the_public_is_shown_nothing_that_is_for_staff(
    kept: Kept, enter: Any, query: dict[str, str], since: int | None
) -> None:
    seat = await enter(kept.url, kept.links)
    epoch = next(iter(await hello(seat, **query)))["epoch"]
    resume = {"since": since, "epoch": epoch} if since else {}
    frames = list(await hello(seat, **query, **resume))
    assert frames[0]["resumed"] is bool(since)
    assert not parts(frames) & STAFFS_OWN
    assert SECRET not in say(frames)
    assert (await presence(seat, **query)).keys() == {"online"}


@pytest.mark.parametrize("enter", [of_moderator, of_rapporteur])
async def test_staff_is_shown_what_is_for_staff(kept: Kept, enter: Any) -> None:
    seat = await enter(kept.url, kept.links)
    frames = list(await hello(seat))
    assert parts(frames) >= STAFFS_OWN
    assert SECRET in say(frames)
    assert (await presence(seat)).keys() == {"online", "staff", "groups", "offline"}


async def test_nobody_is_shown_anothers_own_document(kept: Kept) -> None:
    own = [frame["set"]["me"] for frame in kept.heard if "me" in frame.get("set", {})]
    assert {me["id"] for me in own} == {kept.heard[0]["you"]["id"]}
    assert own[-1]["cast"]


async def test_whoever_looks_as_the_public_commands_as_staff(kept: Kept) -> None:
    seat = await of_moderator(kept.url, kept.links)
    async with connected(seat, audience="public") as socket:
        done = await answer(socket, command("item.add", {"title": "Later"}))
    assert done["type"] == "done"


# Which badge counts


async def both_badges(meeting: Meeting) -> Seat:
    """Of somebody who is a participant, and has become a rapporteur since."""
    older = await of_newcomer(meeting.url, meeting.links)
    newer = await of_rapporteur(meeting.url, meeting.links)
    tokens = [SimpleCookie(seat.cookie)["badge"].value for seat in (newer, older)]
    return Seat(meeting.url, meeting.links.code, f"badge={'.'.join(tokens)}")


@pytest.mark.parametrize(
    ("query", "role"),
    [
        ({}, "rapporteur"),
        ({"as": "rapporteur"}, "rapporteur"),
        ({"as": "participant"}, "participant"),
    ],
)
async def test_one_of_several_badges_is_chosen_by_its_role(
    meeting: Meeting, query: dict[str, str], role: str
) -> None:
    welcome, _, now = await hello(await both_badges(meeting), **query)
    assert (welcome["you"]["role"], now["set"]["me"]["role"]) == (role, role)


@pytest.mark.parametrize("role", ["moderator", "host", "system", "", "participant,moderator"])
async def test_nobody_chooses_a_role_that_no_badge_of_theirs_has(
    meeting: Meeting, role: str
) -> None:
    seat = await both_badges(meeting)
    code = await code_of_closing(seat.url, seat.code, seat.cookie, query=f"as={role}")
    assert code == wire.CLOSE_JOIN_AGAIN


# Who is not let in


@pytest.mark.parametrize("cookie", ["", "badge=", "badge=never", "badge=.....", "other=1"])
async def test_without_a_badge_one_has_to_join(meeting: Meeting, cookie: str) -> None:
    code = await code_of_closing(meeting.url, meeting.links.code, cookie)
    assert code == wire.CLOSE_JOIN_AGAIN


async def test_a_badge_of_another_session_is_none(meeting: Meeting, links: Links) -> None:
    seat = await of_moderator(meeting.url, links)
    code = await code_of_closing(meeting.url, meeting.links.code, seat.cookie)
    assert code == wire.CLOSE_JOIN_AGAIN


@pytest.mark.parametrize("version", ["live.v2", "LIVE.V1", "graphql-ws"])
async def test_another_version_of_the_protocol_is_not_spoken(
    meeting: Meeting, version: str
) -> None:
    seat = meeting.seat
    code = await code_of_closing(seat.url, seat.code, seat.cookie, subprotocol=version)
    assert code == wire.CLOSE_VERSION


@pytest.mark.parametrize("path", ["/", "/s/{code}", "/s/{code}/live/", "/s/a/b/live", "/s//live"])
async def test_sockets_have_one_address(meeting: Meeting, path: str) -> None:
    address = f"{meeting.url.replace('http', 'ws', 1)}{path.format(code=meeting.links.code)}"
    with pytest.raises(InvalidStatus) as refused:
        await connect(address, origin=meeting.url, proxy=None)  # type: ignore[arg-type]
    assert refused.value.response.status_code == 403


@pytest.mark.parametrize(
    "origin", [None, "null", "https://evil.example", "{url}.evil.example", "https{rest}", "{url}1"]
)
async def test_pages_of_other_sites_do_not_connect(meeting: Meeting, origin: str | None) -> None:
    rest = meeting.url.removeprefix("http")
    foreign = origin and origin.format(url=meeting.url, rest=rest)
    with pytest.raises(InvalidStatus) as refused:
        async with opened(meeting.url, meeting.links.code, meeting.seat.cookie, origin=foreign):
            pass
    assert refused.value.response.status_code == 403


# Commands


async def test_the_same_command_twice_has_one_answer(meeting: Meeting) -> None:
    title = uuid4().hex
    raw = command("item.add", {"title": title})
    first, again = await by_socket(meeting.seat, raw, raw)
    [later] = await by_socket(meeting.seat, raw)
    [posted] = await by_post(meeting.seat, raw)
    assert first["type"] == "done"
    assert first["result"] == again["result"] == later["result"] == posted["result"]
    await meeting.watcher.until(lambda: meeting.watcher.replica.seq >= first["seq"])
    titles = [item["title"] for item in meeting.watcher.replica.of("item").values()]
    assert titles.count(title) == 1


@pytest.mark.parametrize(
    ("do", "arguments"),
    [
        ("item.add", {"title": "Something else"}),
        ("item.add", {"title": "Opening", "minutes": 5}),
        ("note.post", {"text": "Opening"}),
    ],
)
async def test_an_id_is_good_for_one_command(
    meeting: Meeting, do: str, arguments: dict[str, Any]
) -> None:
    once = uuid4().hex
    opening = command("item.add", {"title": "Opening"}, once)
    first, other = await by_socket(meeting.seat, opening, command(do, arguments, once))
    assert (first["type"], other["type"], other["code"]) == ("done", "refused", "id_reused")
    assert other["id"] == once


async def test_two_people_may_use_the_same_id(meeting: Meeting) -> None:
    raw = command("queue.request", {})
    answers = [
        await by_socket(await of_newcomer(meeting.url, meeting.links), raw) for _ in range(2)
    ]
    requests = {frame["result"]["request"] for [frame] in answers}
    assert len(requests) == 2


async def test_what_was_refused_may_be_sent_again(meeting: Meeting) -> None:
    seat = await of_newcomer(meeting.url, meeting.links)
    raw = command("queue.request", {})
    await meeting.watcher.send("queue.close")
    [refused] = await by_socket(seat, raw)
    await meeting.watcher.send("queue.open")
    [done] = await by_socket(seat, raw)
    assert (refused["code"], done["type"]) == ("queue_closed", "done")


async def test_commands_are_carried_out_in_the_order_in_which_they_came(meeting: Meeting) -> None:
    raw = [command("item.add", {"title": f"{nth}"}, f"{uuid4().hex}.{nth}") for nth in range(20)]
    async with connected(meeting.seat) as socket:
        await asyncio.gather(*map(socket.send, raw))
        done = [await heard(socket, "done") for _ in raw]
    assert [frame["id"].split(".")[1] for frame in done] == [str(nth) for nth in range(20)]
    seqs = [frame["seq"] for frame in done]
    assert seqs == sorted(seqs)
    await meeting.watcher.until(lambda: meeting.watcher.replica.seq >= seqs[-1])
    items = [meeting.watcher.documents[f"item/{frame['result']['item']}"] for frame in done]
    ranks = [item["rank"] for item in items]
    assert ranks == sorted(ranks)


async def test_a_command_may_come_in_pieces(meeting: Meeting) -> None:
    raw = command("item.add", {"title": "In pieces"})
    async with connected(meeting.seat) as socket:
        await socket.send(list(raw))
        assert (await heard(socket, "done"))["type"] == "done"


async def test_a_screen_only_looks(meeting: Meeting) -> None:
    seat = await of_screen(meeting.url, meeting.links)
    for do in ("session.close", "person.leave", "queue.request", "floor.release"):
        arguments = {"request": "r_1"} if do == "floor.release" else {}
        [refused] = await by_socket(seat, command(do, arguments))
        assert (refused["type"], refused["code"]) == ("refused", "not_allowed")


# What comes by itself


async def test_a_ping_is_answered(meeting: Meeting) -> None:
    async with connected(meeting.seat) as socket:
        await (await socket.ping())


async def test_a_beat_tells_where_the_session_is(meeting: Meeting) -> None:
    async with connected(meeting.seat) as socket:
        welcome = await heard(socket, "welcome")
        beat = await heard(socket, "beat")
    assert beat["seq"] >= welcome["seq"]
    assert beat["now"] > welcome["now"]
