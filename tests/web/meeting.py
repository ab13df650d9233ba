"""An open session, and the texts that its people may write in it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import msgspec

from live.domain.text import LIMITS
from live.simulate.client import Client
from tests.servers import Links
from tests.web.seats import Seat, of_moderator, of_newcomer
from tests.web.sockets import SECONDS, Frame, command

Ask = Callable[..., Awaitable[list[Frame]]]
"""One of the ways in (see ``tests.web.seats``)."""


class Text(msgspec.Struct, frozen=True, kw_only=True):
    """A field that holds what somebody wrote: within which command it goes, and as what.

    ``first``: a command that makes what this one is about. ``by_staff``: a command of the queue
    or floor that moderators send.
    """

    do: str
    field: str
    limit: int
    about: dict[str, Any] = {}
    first: tuple[str, dict[str, Any]] | None = None
    by_staff: bool = False
    begins: str = ""
    lines: bool = False

    def arguments(self, written: str) -> dict[str, Any]:
        value = self.begins + written
        return {**self.about, self.field: [value, "Other"] if self.field in LISTS else value}

    def longest(self, sign: str) -> str:
        return sign * (self.limit - len(self.begins))


ITEM = ("item.add", {"title": "Opening"})
POLL = ("poll.create", {"kind": "single", "question": "Which?", "options": ["Yes", "No"]})
NOTE = ("note.post", {"text": "Said"})
SAID = ("poll.create", {"kind": "text", "question": "What else?"})
RATING = ("poll.create", {"kind": "rating", "question": "How much?"})
LISTS = ("options", "order_categories", "ends")
PROPOSAL = ("note.propose", {"text": "Proposed"})
SUBJECTS = ("item", "poll", "note", "proposal", "request", "turn")
REQUEST = ("queue.request", {"about": "Law"})
ADDED = ("queue.add", {"source": "call", "name": "Guest"})
TEXTS = (
    Text(do="session.edit", field="title", limit=LIMITS["title"]),
    Text(do="session.edit", field="notice", limit=LIMITS["notice"], lines=True),
    Text(do="session.edit", field="call_url", limit=LIMITS["address"], begins="https://a.example/"),
    Text(do="session.edit", field="order_categories", limit=LIMITS["name"]),
    Text(do="person.edit", field="name", limit=LIMITS["name"]),
    Text(do="person.edit", field="organisation", limit=LIMITS["organisation"]),
    Text(do="item.add", field="title", limit=LIMITS["title"]),
    Text(do="item.edit", field="title", limit=LIMITS["title"], first=ITEM),
    *(
        Text(do=do, field=field, limit=LIMITS[limit], about=about, first=first, lines=lines)
        for do, first in (("queue.request", None), ("queue.edit", REQUEST))
        for field, limit, about, lines in (
            ("about", "about", {}, False),
            ("on_behalf_of", "organisation", {"capacity": "on_behalf"}, False),
            ("language", "language", {}, False),
            ("statement", "statement", {}, True),
        )
    ),
    Text(do="queue.write_in", field="text", limit=LIMITS["note"], first=REQUEST, lines=True),
    *(
        Text(do=do, field=field, limit=LIMITS[field], about={**about, **named}, by_staff=True)
        for do, about in ((ADDED[0], {"source": "call"}), ("floor.identify", {}))
        for field, named in (("name", {}), ("organisation", {"name": "Guest"}))
    ),
    Text(do=ADDED[0], field="about", limit=LIMITS["about"], about=ADDED[1], by_staff=True),
    Text(do=POLL[0], field="question", limit=LIMITS["question"], about=POLL[1]),
    Text(do=POLL[0], field="options", limit=LIMITS["option"], about=POLL[1]),
    Text(do="poll.edit", field="question", limit=LIMITS["question"], first=POLL),
    Text(do="poll.edit", field="options", limit=LIMITS["option"], first=POLL),
    *(
        Text(do="poll.correct", field=field, limit=LIMITS[limit], about=about, first=first)
        for field, limit, about, first in (
            ("reason", "reason", {"question": "Which one?"}, POLL),
            ("question", "question", {"reason": "A slip."}, POLL),
            ("options", "option", {"reason": "A slip."}, POLL),
            ("ends", "option", {"reason": "A slip."}, RATING),
        )
    ),
    *(
        Text(
            do="contribution.judge",
            field=field,
            limit=LIMITS[limit],
            about={"revision": 0, "verdict": "approved"},
            first=SAID,
            lines=field == "text",
        )
        for field, limit in (("text", "contribution"), ("theme", "theme"))
    ),
    Text(do="poll.pulse", field="question", limit=LIMITS["question"]),
    Text(do=RATING[0], field="ends", limit=LIMITS["option"], about=RATING[1]),
    Text(do="poll.edit", field="ends", limit=LIMITS["option"], first=RATING),
    Text(do=NOTE[0], field="text", limit=LIMITS["note"], lines=True),
    Text(
        do="note.revise",
        field="text",
        limit=LIMITS["note"],
        about={"revision": 1},
        first=NOTE,
        lines=True,
    ),
    *(
        Text(do=do, field="owner_text", limit=LIMITS["organisation"], about=about, first=first)
        for do, about, first in (
            ("note.post", {"text": "Said", "tag": "action"}, None),
            ("note.revise", {"revision": 1, "text": "Said.", "tag": "action"}, NOTE),
            ("note.accept", {"tag": "action"}, PROPOSAL),
        )
    ),
    Text(do=PROPOSAL[0], field="text", limit=LIMITS["proposal"], lines=True),
    Text(do="note.accept", field="text", limit=LIMITS["note"], first=PROPOSAL, lines=True),
    Text(
        do="draft.write",
        field="text",
        limit=LIMITS["section"],
        about={"section": "general", "revision": 1},
        first=("draft.take", {"section": "general", "instead_of": None}),
        lines=True,
    ),
)


class Meeting:
    """An open session, and a moderator who sees all of it."""

    def __init__(self, url: str, links: Links, seat: Seat, watcher: Client) -> None:
        self.url = url
        self.links = links
        self.seat = seat
        self.watcher = watcher

    async def say(self, ask: Ask, text: Text, *written: str) -> list[Frame]:
        """What each is answered, sent as this text by whoever may."""
        seat = self.seat
        if text.do.startswith(("queue.", PROPOSAL[0])) and not text.by_staff:
            seat = await of_newcomer(self.url, self.links)
        subject = await self._subject(text, ask, seat)
        return await ask(
            seat, *(command(text.do, {**text.arguments(one), **subject}) for one in written)
        )

    async def _subject(self, text: Text, ask: Ask, seat: Seat) -> dict[str, str]:
        first = await self._speaking(seat, ask) if text.do == "floor.identify" else text.first
        if first is None:
            return {}
        if first == PROPOSAL:
            seat = await of_newcomer(self.url, self.links)
        [done] = await ask(seat, command(*first))
        result: dict[str, str] = done["result"]
        if text.do == "poll.correct":
            await ask(seat, command("poll.open", {"poll": result["poll"]}))
        if text.do == "contribution.judge":
            return await self._contributed(result["poll"], seat, ask)
        return {part: name for part, name in result.items() if part in SUBJECTS}

    async def _contributed(self, poll: str, seat: Seat, ask: Ask) -> dict[str, str]:
        """What somebody who has just come in wrote on a ballot."""
        await ask(seat, command("poll.open", {"poll": poll}))
        newcomer = await of_newcomer(self.url, self.links)
        choice = ["More time.", "0123456789abcdef01234567"]
        await ask(newcomer, command("poll.cast", {"poll": poll, "choice": choice, "n": 1}))
        await ask(seat, command("poll.close", {"poll": poll}))
        return {"contribution": f"{poll}.1"}

    async def _speaking(self, seat: Seat, ask: Ask) -> tuple[str, dict[str, Any]]:
        """The command that gives the floor to somebody who has just been added."""
        [done] = await ask(seat, command(*ADDED))
        await self.watcher.until(lambda: self.watcher.replica.seq >= done["seq"])
        holder = self.watcher.documents["floor"]["request"]
        return "floor.grant", {"request": done["result"]["request"], "instead_of": holder}

    async def shows(self, written: str) -> None:
        """Wait until the text is in a document, just so."""
        inside = msgspec.json.encode(written).decode().strip('"')
        async with asyncio.timeout(SECONDS):
            await self.watcher.until(lambda: inside in self._everything())

    def _everything(self) -> str:
        return msgspec.json.encode(self.watcher.documents).decode()


@asynccontextmanager
async def held(url: str, links: Links) -> AsyncIterator[Meeting]:
    """A session that begins, and its moderator."""
    seat = await of_moderator(url, links)
    watcher = await Client(url, links.code, seat.cookie).start()
    await watcher.send("session.edit", proposals=True)
    await watcher.send("session.open")
    yield Meeting(url, links, seat, watcher)
    await watcher.stop()
