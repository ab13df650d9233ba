"""The moderator of a simulated session: what is done at the desk, and how long it takes."""

import asyncio
import re
from typing import Any
from urllib.parse import urlencode, urlsplit

from live.simulate.client import Client, Gone, Refused
from live.simulate.door import TIMEOUT_SECONDS, post
from live.simulate.load.arrival import Place, simulated
from live.simulate.load.measures import Measures
from live.simulate.replica import Document

NAME = "Load test"
PATIENCE_SECONDS = 60.0
PARTICIPANT = "participant"
PAGE = re.compile(r"/s/([^/]+)/moderate")


class Unfit(Exception):
    """This link, or its session, cannot be used; the message says why, for whoever runs it."""


class Desk:
    """``client``: a moderator's, connected."""

    def __init__(self, client: Client, measures: Measures) -> None:
        self.client = client
        self._measures = measures
        self._loop = asyncio.get_running_loop()

    async def do(self, command: str, **arguments: Any) -> Document:
        """Carry a command out; the result. Refused; TimeoutError."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            return await self._do(command, arguments)

    async def _do(self, command: str, arguments: dict[str, Any]) -> Document:
        began = self._loop.time()
        self._measures.commands += 1
        try:
            done = await self.client.ask(command, arguments)
        except Refused as refused:
            self._measures.refusals[refused.code] += 1
            raise
        now = self._loop.time()
        self._measures.answers[True].append(now - began)
        self._measures.spread.caused(done["seq"], began, now)
        await self.client.until(lambda: self.client.replica.seq >= done["seq"])
        return done["result"]  # type: ignore[no-any-return]

    @property
    def documents(self) -> dict[str, Document]:
        return self.client.documents

    @property
    def status(self) -> str:
        return str(self.documents["session"]["status"])

    @property
    def place(self) -> Place:
        session = self.documents["session"]
        groups, regions = (
            tuple(str(place["id"]) for place in session[part]) for part in ("groups", "regions")
        )
        return Place(groups, regions)

    def people(self) -> list[Document]:
        """The participants, who may have left."""
        people = self.client.replica.of("person").values()
        return [one for one in people if one["role"] == PARTICIPANT]

    def strangers(self) -> int:
        """How many of them are people."""
        return sum(not simulated(one["name"]) for one in self.people())

    def online(self) -> int:
        """How many participants the server counts as connected."""
        return int(self.client.replica.ephemeral.get("presence", {}).get("online", 0))

    async def open(self) -> None:
        """Open the session, or open it again after an earlier run; Unfit if it is over."""
        if self.status == "open":
            return
        try:
            if self.status == "closed":
                await self.do("session.reopen")
            if self.status != "open":
                await self.do("session.open")
        except Refused as refused:
            raise Unfit(f"The session is {self.status}, and was not opened: {refused}.") from None

    async def release(self) -> None:
        """Let nobody have the floor."""
        if (holder := self.documents["floor"]["request"]) is not None:
            await self.do("floor.release", request=holder)


async def take_seat(link: str, measures: Measures) -> Desk:
    """Come in by a moderator's link; Unfit if that cannot be."""
    base_url, code, cookie = await _come_in(link)
    client = Client(base_url, code, cookie)
    try:
        async with asyncio.timeout(TIMEOUT_SECONDS):
            await client.start()
    except (Gone, TimeoutError):
        await client.stop()
        raise Unfit("The server lets the moderator in, and is silent then.") from None
    return Desk(client, measures)


async def _come_in(link: str) -> tuple[str, str, str]:
    """The address of the server, the session's code, and the badge's cookie."""
    parts = urlsplit(link)
    base_url = f"{parts.scheme}://{parts.netloc}"
    try:
        answer = await post(base_url, parts.path, urlencode({"name": NAME}).encode())
    except (OSError, TimeoutError, ValueError, IndexError) as fault:
        raise Unfit(f"{base_url} does not answer: {fault or 'no answer in time'}.") from None
    page = PAGE.search(dict(answer.headers).get("location", ""))
    if answer.status != 303 or page is None:
        raise Unfit("This is no moderator's link that is good now.")
    return base_url, page[1], answer.cookies()
