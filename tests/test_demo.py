"""`plenary demo`, as whoever tries it runs it."""

import asyncio
import signal
import sys
from asyncio.subprocess import PIPE, STDOUT, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec

from live.simulate.client import Client
from live.simulate.door import enter, get
from tests.engines.ports import free_port
from tests.servers import READY, without_settings

LINKS = ("join", "moderator", "rapporteur", "screen", "record")


class Demo:
    """The running command, and what it has printed."""

    def __init__(self, process: Process) -> None:
        self.process = process
        self.printed: list[str] = []

    async def until(self, beginning: str) -> None:
        assert self.process.stdout is not None
        async for line in self.process.stdout:
            self.printed.append(line.decode().rstrip())
            if self.printed[-1].startswith(beginning):
                return
        raise AssertionError("\n".join(self.printed))

    async def end(self, how: signal.Signals) -> int:
        self.process.send_signal(how)
        rest, _ = await self.process.communicate()
        self.printed += rest.decode().splitlines()
        assert self.process.returncode is not None
        return self.process.returncode

    @property
    def links(self) -> dict[str, str]:
        words = [line.split() for line in self.printed]
        return {pair[0]: pair[1] for pair in words if len(pair) == 2 and pair[0] in LINKS}

    async def record(self) -> dict[str, Any]:
        badge = await enter(self.links["rapporteur"], "Rafael")
        parts = urlsplit(self.links["record"])
        answer = await get(f"http://{parts.netloc}", f"{parts.path}/record.json", badge)
        return msgspec.json.decode(answer.body, type=dict[str, Any])


@asynccontextmanager
async def demo(temporary: Path, *options: str) -> AsyncIterator[Demo]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "live", "demo", f"--port={free_port()}", *options),
        env={**without_settings(), "TMPDIR": str(temporary)},
        stdout=PIPE,
        stderr=STDOUT,
    )
    try:
        async with asyncio.timeout(120):
            yield Demo(process)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


def left_in(folder: Path) -> list[Path]:
    return list(folder.iterdir())


async def test_an_autopilot_holds_a_whole_session(tmp_path: Path) -> None:
    async with demo(tmp_path, "--autopilot", "--people=20", "--pace=100", "--minutes=10") as it:
        await it.until("The session is closed.")
        record = await it.record()
        assert record["status"] == "closed"
        assert len([who for who in record["people"] if who["role"] == "participant"]) == 20
        assert record["turns"]
        assert record["notes"]
        spoke = {turn["person"] for turn in record["turns"]}
        assert {line["person"] for line in record["captions"]} & spoke
        assert [poll["state"] for poll in record["polls"]] == ["published"] * 3
        assert all(poll["tally"]["voters"] for poll in record["polls"])


async def test_five_links_are_printed(tmp_path: Path) -> None:
    async with demo(tmp_path, "--people=1") as it:
        await it.until("Enter as moderator")
        assert tuple(it.links) == LINKS
        assert it.printed[0].startswith(READY)


async def test_interrupting_leaves_nothing_behind(tmp_path: Path) -> None:
    async with demo(tmp_path, "--autopilot", "--people=20", "--pace=60") as it:
        await it.until(READY)
        assert left_in(tmp_path)
        assert await it.end(signal.SIGINT) in (0, 130)
        assert not left_in(tmp_path)
        assert "Traceback" not in "\n".join(it.printed)


async def test_terminating_leaves_nothing_behind(tmp_path: Path) -> None:
    async with demo(tmp_path, "--people=20", "--pace=60") as it:
        await it.until("Enter as moderator")
        assert await it.end(signal.SIGTERM) in (0, 143)
        assert not left_in(tmp_path)
        assert "Traceback" not in "\n".join(it.printed)


@asynccontextmanager
async def moderating(it: Demo) -> AsyncIterator[Client]:
    """The human who tries it."""
    url = urlsplit(it.links["moderator"])
    badge = await enter(it.links["moderator"], "Helena")
    code = it.links["record"].split("/")[-2]
    client = await Client(f"http://{url.netloc}", code, badge).start()
    yield client
    await client.stop()


async def test_people_wait_for_the_human_to_open(tmp_path: Path) -> None:
    async with demo(tmp_path, "--people=20", "--pace=60") as it:
        await it.until("Enter as moderator")
        async with moderating(it) as helena:
            await helena.until(lambda: len(helena.replica.of("person")) > 10)
            assert helena.documents["session"]["status"] == "draft"
            assert not helena.replica.queue()
            await helena.send("session.open")
            await helena.until(helena.replica.queue)


async def test_a_poll_that_the_human_thought_of_is_voted_in(tmp_path: Path) -> None:
    async with demo(tmp_path, "--people=20", "--pace=60") as it:
        await it.until("Enter as moderator")
        async with moderating(it) as helena:
            await helena.send("session.open")
            drafted = await helena.send(
                "poll.create", kind="multiple", question="Lunch?", options=["A", "B", "C"]
            )
            await helena.send("poll.open", poll=drafted["poll"])
            turnout = f"turnout/{drafted['poll']}"
            await helena.until(lambda: helena.replica.ephemeral.get(turnout, {}).get("voted"))


async def test_sending_somebody_out_stops_nobody_else(tmp_path: Path) -> None:
    async with demo(tmp_path, "--people=20", "--pace=60") as it:
        await it.until("Enter as moderator")
        async with moderating(it) as helena:
            await helena.send("session.open")
            await helena.until(helena.replica.queue)
            gone = helena.documents[f"request/{helena.replica.queue()[0]}"]["person"]["id"]
            await helena.send("person.remove", person=gone)
            await helena.until(lambda: len(helena.replica.queue()) > 1)
        await it.end(signal.SIGINT)
        assert not any("simulated people" in line for line in it.printed)


async def test_the_close_is_announced_with_the_record(tmp_path: Path) -> None:
    async with demo(tmp_path, "--people=1") as it:
        await it.until("Enter as moderator")
        async with moderating(it) as helena:
            await helena.send("session.open")
            await helena.send("session.close")
            await it.until("The session is closed.")
            assert it.printed[-1].endswith(it.links["record"])
