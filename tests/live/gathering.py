"""The cast of a consultation: 75 participants and who runs it, each on a socket of their own."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Iterable
from contextlib import asynccontextmanager
from itertools import cycle, islice
from typing import Any, TypeVar

import msgspec

from live.simulate.door import enter, get, join
from live.simulate.replica import Document
from live.web.places import GROUPS, REGIONS
from tests.live.witness import Choice, Witness
from tests.servers import Links, Server

T = TypeVar("T")

PARTICIPANTS = 75
SECONDS = 40
"""How long anything may take; a machine that is slow is no bug."""

STAFF_ONLY = {"person", "suggestion", "undo", "written", "caption", "section", "log"}
STAFF_ONLY |= {"retracted", "proposal"}


async def together(work: Iterable[Awaitable[T]]) -> list[T]:
    """All at once."""
    async with asyncio.timeout(SECONDS):
        return await asyncio.gather(*work)


class Gathering:
    """A session on a running server, and everybody in it."""

    def __init__(self, server: Server, links: Links) -> None:
        self.server = server
        self.links = links
        self.participants: list[Witness] = []
        self.moderators: list[Witness] = []
        self.rapporteurs: list[Witness] = []
        self.screen: Witness

    async def assemble(self, participants: int) -> None:
        """Everybody comes in, at the same time."""
        moderator, rapporteur = self.links.moderator_url, self.links.rapporteur_url
        came = await together(
            [
                self._enter(self.links.screen_url, ""),
                self._enter(moderator, "Chair"),
                self._enter(moderator, "Deputy"),
                self._enter(rapporteur, "First Rapporteur"),
                self._enter(rapporteur, "Second Rapporteur"),
                *(self._join(form) for form in forms(participants)),
            ]
        )
        self.screen, *others = came
        self.moderators, self.rapporteurs = others[:2], others[2:4]
        self.participants = others[4:]

    async def _enter(self, link: str, name: str) -> Witness:
        return await self.connect(await enter(link, name))

    async def _join(self, form: dict[str, str]) -> Witness:
        return await self.connect(await join(self.server.url, self.links.code, **form))

    async def connect(self, cookie: str) -> Witness:
        witness = Witness(self.server.url, self.links.code, cookie)
        await witness.start()
        return witness

    async def dismiss(self) -> None:
        await together(witness.stop() for witness in self.everybody)

    @property
    def chair(self) -> Witness:
        return self.moderators[0]

    @property
    def public(self) -> list[Witness]:
        return [*self.participants, self.screen]

    @property
    def staff(self) -> list[Witness]:
        return [*self.moderators, *self.rapporteurs]

    @property
    def everybody(self) -> list[Witness]:
        return [*self.public, *self.staff]

    async def level(self) -> None:
        """Wait until everybody has what the furthest of them has."""
        head = max(witness.replica.seq for witness in self.everybody)
        await together(
            witness.until(lambda witness=witness: witness.replica.seq >= head)  # type: ignore[misc]
            for witness in self.everybody
        )

    async def converged(self) -> None:
        """Everybody's documents are those that a newcomer of the same audience gets."""
        await self.level()
        for audience in (self.public, self.staff):
            newcomer = await self.connect(audience[-1].cookie)
            assert all(witness.documents == newcomer.documents for witness in audience)
            await newcomer.stop()
        assert not {key.split("/")[0] for key in self.screen.documents} & STAFF_ONLY

    async def request_all(self, **arguments: Any) -> list[Document]:
        """All participants ask for the floor in the same moment."""
        return await together(
            who.send("queue.request", kind="statement", **arguments) for who in self.participants
        )

    async def open_poll(self, *, secret: bool) -> tuple[str, Choice]:
        """The id of a poll that is open for everybody, and those of its options."""
        texts = ["Scope", "Safeguards", "Cooperation"]
        arguments = {"kind": "single", "question": "What comes first?", "options": texts}
        made = await self.chair.send("poll.create", secret=secret, **arguments)
        await self.chair.send("poll.open", poll=made["poll"])
        await self.level()
        return made["poll"], made["options"]

    async def download(self, name: str) -> bytes:
        path = f"/s/{self.links.code}/record/{name}"
        answer = await get(self.server.url, path, self.chair.cookie)
        assert answer.status == 200
        return answer.body

    async def record(self) -> Document:
        return msgspec.json.decode(await self.download("record.json"), type=dict[str, Any])


def forms(participants: int) -> list[dict[str, str]]:
    """What each fills in: groups and regions of different sizes, stated by all."""
    groups = islice(cycle([*GROUPS, *GROUPS[:2], GROUPS[0]]), participants)
    regions = islice(cycle([*REGIONS, REGIONS[1]]), participants)
    return [
        {
            "name": f"Participant {nth:02}",
            "organisation": f"Organisation {nth % 30}",
            "group": group.id,
            "region": region.id,
        }
        for nth, (group, region) in enumerate(zip(groups, regions, strict=True))
    ]


@asynccontextmanager
async def gathered(server: Server, participants: int = PARTICIPANTS) -> AsyncIterator[Gathering]:
    """A session that is open, with everybody in it."""
    gathering = Gathering(server, await server.create_session("Consultation on cybercrime"))
    await gathering.assemble(participants)
    try:
        await gathering.chair.send("session.open")
        await gathering.level()
        yield gathering
    finally:
        await gathering.dismiss()
