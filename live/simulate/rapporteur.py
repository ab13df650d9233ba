"""A simulated rapporteur: writes down what is said while it is said."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial

from live.simulate.client import Client, Refused
from live.simulate.contributions import CONTRIBUTIONS, REMARKS, REPLIES, Remark
from live.simulate.pace import Pace
from live.simulate.replica import Document

SLIPS = 0.2
BY_ABOUT = {said.about: said.remarks for said in (*CONTRIBUTIONS, *REPLIES.values())}


class Rapporteur:
    def __init__(self, client: Client, pace: Pace) -> None:
        self._client = client
        self._pace = pace
        self._item: str | None = None
        self._request: str | None = None
        self._noted: set[str] = set()

    async def run(self) -> None:
        async with asyncio.TaskGroup() as listening:
            listening.create_task(self._follows_the_agenda())
            listening.create_task(self._follows_the_floor())

    async def _follows_the_agenda(self) -> None:
        """What is said about an item itself belongs to its beginning, whoever speaks by then."""
        while True:
            await self._client.until(lambda: self._session()["item"] not in (None, self._item))
            self._item = self._session()["item"]
            item = self._client.documents[f"item/{self._item}"]
            for remark in REMARKS.get(item["title"], ()):
                await self._writes(remark, partial(item.get, "since"))

    async def _follows_the_floor(self) -> None:
        while True:
            await self._client.until(lambda: self._floor()["request"] not in (None, self._request))
            floor = self._floor()
            self._request = floor["request"]
            about = self._client.documents[f"request/{self._request}"]["about"]
            again = about in self._noted  # whoever was interrupted goes on
            self._noted.add(about)
            for remark in () if again else BY_ABOUT.get(about, ()):
                await self._writes(remark, partial(self._said_in, floor))

    def _said_in(self, floor: Document) -> int | None:
        """Now, or at the beginning of a turn that is over already."""
        still = self._floor()["request"] == floor["request"]
        return None if still else floor["since"]

    async def _writes(self, remark: Remark, happened_at: Callable[[], int | None]) -> None:
        """Sometimes in haste, and completed a little later."""
        await self._pace.between(4, 15)
        hasty = self._pace.chance(SLIPS)
        text = f"{' '.join(remark.text.split()[:4])} …" if hasty else remark.text
        with suppress(Refused):  # the session is not open yet, or somebody else revised the note
            note = await self._client.send(
                "note.post",
                text=text,
                tag=remark.tag,
                happened_at=happened_at(),
                owner_text=remark.owner,
                due=_due(remark),
            )
            if hasty:
                await self._pace.between(3, 8)
                await self._client.send(
                    "note.revise", note=note["note"], revision=1, text=remark.text
                )

    def _session(self) -> Document:
        return self._client.documents["session"]

    def _floor(self) -> Document:
        return self._client.documents["floor"]


def _due(remark: Remark) -> str | None:
    """The date that is so many days from now."""
    if remark.days is None:
        return None
    day = datetime.now(UTC).date() + timedelta(days=remark.days)
    return day.isoformat()
