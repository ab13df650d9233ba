"""`plenary simulate`, as whoever prepares a session runs it."""

import asyncio
from typing import Any

import msgspec
import pytest

from live.simulate.client import Client
from live.simulate.door import enter, join
from live.simulate.load.desk import Unfit
from live.simulate.load.network import BAD, GOOD
from live.simulate.load.report import Report
from live.simulate.load.story import Plan
from live.simulation import Options, is_here, play
from tests.servers import Links, Server, ServerFailed

PHONES = 50
SHORT: dict[str, Any] = {
    "minutes": 0.02,
    "arrive_seconds": 0.5,
    "vote_seconds": 0.2,
    "seed": 4,
    "loading": 0,
}


async def simulated(
    link: str, phones: int, *, code: str | None = None, force: bool = False, **plan: Any
) -> Report:
    planned = Plan(phones=phones, **{"network": GOOD, **SHORT, **plan})
    said: list[str] = []
    return await play(Options(link=link, code=code, force=force, plan=planned), said.append)


async def moderating(server: Server, links: Links) -> Client:
    badge = await enter(links.moderator_url, "Helena")
    return await Client(server.url, links.code, badge).start()


async def come_in(server: Server, links: Links) -> None:
    await join(server.url, links.code, name="Ada", group="civil_society", region="africa")


def wrong(report: Report) -> list[str]:
    return [finding.what for finding in report.findings if finding.verdict == "wrong"]


async def test_fifty_phones_lose_nothing(links: Links) -> None:
    report = await simulated(links.moderator_url, PHONES)
    assert not wrong(report)
    assert report.verdict != "wrong"
    assert report.joined == PHONES
    assert report.ballots
    assert report.ballots.count >= PHONES
    assert report.commit_to_last_phone
    assert not report.closes


async def test_the_session_is_closed_in_the_end(server: Server, links: Links) -> None:
    await simulated(links.moderator_url, 5)
    helena = await moderating(server, links)
    assert helena.documents["session"]["status"] == "closed"
    assert [poll["state"] for poll in helena.replica.of("poll").values()] == ["published"]
    await helena.stop()


async def test_lines_that_break_lose_nothing(links: Links) -> None:
    often = msgspec.structs.replace(BAD, whole_seconds=15, away_seconds=(0, 1), unanswered=0.3)
    report = await simulated(links.moderator_url, 40, network=often)
    assert not wrong(report)
    assert report.reconnects == report.breaks > 0
    assert report.resumed == report.reconnects
    assert report.sent_again > 0


async def test_pages_are_loaded_with_their_files(links: Links) -> None:
    report = await simulated(links.moderator_url, 3, loading=2)
    assert report.joined == 3
    assert report.told_to_wait == {}


async def test_a_session_is_used_again_after_a_run(links: Links) -> None:
    for _ in range(2):
        assert not wrong(await simulated(links.moderator_url, 4))


async def test_people_are_not_put_under_load(server: Server, links: Links) -> None:
    await come_in(server, links)
    with pytest.raises(Unfit, match="1 people in this session who are not simulated"):
        await simulated(links.moderator_url, 2)


async def test_whoever_forces_it_puts_people_under_load(server: Server, links: Links) -> None:
    await come_in(server, links)
    assert (await simulated(links.moderator_url, 2, force=True)).joined == 2


async def test_another_session_than_meant_is_left_alone(links: Links) -> None:
    with pytest.raises(Unfit, match="not for ABCD-EFGH"):
        await simulated(links.moderator_url, 2, code="ABCD-EFGH")


async def test_the_session_that_is_meant_is_used(links: Links) -> None:
    assert (await simulated(links.moderator_url, 2, code=links.code.lower())).joined == 2


async def test_only_a_moderators_link_will_do(server: Server, links: Links) -> None:
    for link in (links.rapporteur_url, links.join_url, f"{server.url}/enter/nothing"):
        with pytest.raises(Unfit, match="no moderator's link"):
            await simulated(link, 2)


async def test_a_server_that_is_away_is_said_to_be() -> None:
    with pytest.raises(Unfit, match="does not answer"):
        await simulated("http://127.0.0.1:1/enter/x", 2)


async def test_a_session_that_somebody_closes_is_wrong(server: Server, links: Links) -> None:
    helena = await moderating(server, links)
    running = asyncio.create_task(simulated(links.moderator_url, 3))
    async with asyncio.timeout(60):
        await helena.until(lambda: helena.documents["session"]["status"] == "open")
        await helena.send("session.close")
        report = await running
    assert report.verdict == "wrong"
    assert any(what.startswith("The moderator was refused while") for what in wrong(report))
    await helena.stop()


async def test_the_command_prints_the_report(server: Server, links: Links) -> None:
    options = ("--phones=2", "--minutes=0.1", "--arrive-seconds=0", "--vote-seconds=0")
    printed = await server.run("simulate", links.moderator_url, *options, "--network=good")
    assert f"2 phones on {server.url}, network good" in printed
    assert "joined                        2 of 2" in printed
    assert "ok     The result has the 2 votes" in printed


async def test_a_run_that_went_wrong_has_another_exit_code(server: Server, links: Links) -> None:
    helena = await moderating(server, links)
    options = ("--phones=2", "--minutes=0.1", "--json")
    running = asyncio.create_task(server.run("simulate", links.moderator_url, *options))
    async with asyncio.timeout(60):
        await helena.until(lambda: helena.documents["session"]["status"] == "open")
        await helena.send("session.close")
        with pytest.raises(ServerFailed) as failed:
            await running
    report = msgspec.json.decode(str(failed.value).splitlines()[-1], type=dict[str, Any])
    assert report["verdict"] == "wrong"
    await helena.stop()


async def test_other_machines_are_asked_about(server: Server) -> None:
    with pytest.raises(ServerFailed, match=r"Put 2 phones on staging\.invalid\?"):
        await server.run("simulate", "https://staging.invalid/enter/x", "--phones=2")


def test_this_machine_is_known_by_its_addresses() -> None:
    here = ("http://localhost:8000/enter/x", "http://127.0.0.1/", "http://[::1]:8000/")
    assert all(map(is_here, here))
    assert not is_here("https://plenary.example.org/enter/x")
    assert not is_here("http://localhost.example.org/")
