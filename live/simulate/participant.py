"""One simulated participant: joins, votes, asks to speak, and has a phone on a real network."""

import asyncio
from collections.abc import Iterable
from contextlib import suppress

from live.simulate.client import Client, Gone, Refused
from live.simulate.contributions import Contribution
from live.simulate.door import ClosedDoor, join
from live.simulate.leanings import Leanings
from live.simulate.pace import Pace
from live.simulate.replica import Document
from live.simulate.sample import Sketch

LATECOMERS = 0.12
HESITANT = 0.1
NEVER_VOTE = 0.1
VOTE_AGAIN = 0.12
ON_BAD_NETWORKS = 0.08
LEAVE_FOR_A_WHILE = 0.12
NEEDS_A_MINUTE = 0.15
PERSONAL = 0.2
SPOKEN = (("", "English", "Español", "Français", "العربية", "Português"), (30, 25, 15, 15, 10, 5))
"""In which language they will speak, if they say so; and of a hundred, how many."""
FOREVER_SECONDS = 24 * 3600.0


class Participant:
    def __init__(self, sketch: Sketch, pace: Pace, leanings: Leanings) -> None:
        self.sketch = sketch
        self.client: Client | None = None
        self._pace = pace
        self._leanings = leanings
        self._hesitant = pace.chance(HESITANT)
        self._on_bad_network = pace.chance(ON_BAD_NETWORKS)

    async def live(self, base_url: str, code: str) -> None:
        """Come and take part, until sent out or told that the session is over."""
        try:
            await self._come_and_go(base_url, code)
        except* (Gone, ClosedDoor):
            pass

    async def _come_and_go(self, base_url: str, code: str) -> None:
        late = self._pace.chance(LATECOMERS)
        await self._pace.between(60, 240) if late else await self._pace.between(1, 45)
        cookie = await join(
            base_url,
            code,
            name=self.sketch.name,
            organisation=self.sketch.organisation,
            group=self.sketch.group,
            region=self.sketch.region,
        )
        if self._pace.chance(LEAVE_FOR_A_WHILE):
            await self._attend(base_url, code, cookie, self._pace.span(60, 400))
            await self._pace.between(20, 90)
        await self._attend(base_url, code, cookie, FOREVER_SECONDS)

    async def _attend(self, base_url: str, code: str, cookie: str, seconds: float) -> None:
        """Have the page open for so long."""
        client = Client(base_url, code, cookie, backoff_seconds=self._pace.real(1))
        try:
            with suppress(TimeoutError):
                async with self._pace.within(seconds):
                    self.client = await client.start()
                    await self._take_part(client)
        finally:
            self.client = None
            await client.stop()

    async def _take_part(self, client: Client) -> None:
        async with asyncio.TaskGroup() as doing:
            doing.create_task(self._votes(client))
            doing.create_task(self._says_when_ready(client))
            if self._hesitant:
                doing.create_task(self._thinks_better_of_it(client))
            if self._on_bad_network:
                doing.create_task(self._loses_the_network(client))

    def may_ask(self) -> bool:
        """Connected, and neither in the queue nor speaking."""
        if self.client is None or not self.client.me:
            return False
        mine = self.client.me["id"]
        return all(request["person"]["id"] != mine for request in requests(self.client))

    async def asks(self, contribution: Contribution, answers: str | None = None) -> None:
        """To speak; of a reply ``answers`` is the turn."""
        assert self.client is not None
        with suppress(Refused, Gone):  # the queue was closed just now, say
            await self.client.send(
                "queue.request",
                kind=contribution.kind,
                about=contribution.about,
                answers=answers,
                capacity="personal" if self._pace.chance(PERSONAL) else "organisation",
                language=self._pace.dice.choices(*SPOKEN)[0],
            )

    async def _votes(self, client: Client) -> None:
        """In each poll once, and sometimes twice."""
        seen: set[str] = set()
        while True:
            await client.until(lambda: open_polls(client).keys() - seen)
            poll = min(open_polls(client).keys() - seen)
            seen.add(poll)
            if poll in client.me["cast"] or self._pace.chance(NEVER_VOTE):
                continue
            await self._pace.between(2, 30)
            await self._casts(client, poll)
            if self._pace.chance(VOTE_AGAIN):
                await self._pace.between(2, 10)
                await self._casts(client, poll)

    async def _casts(self, client: Client, poll: str) -> None:
        document = client.documents.get(f"poll/{poll}")
        if document is None or document["state"] != "open":
            return
        choice = self._leanings.choice(poll, document, self.sketch)
        n = client.me["cast"].get(poll, 0) + 1
        with suppress(Refused):  # voting was closed just now
            await client.send("poll.cast", poll=poll, choice=choice, n=n)

    async def _says_when_ready(self, client: Client) -> None:
        """Once they are the next."""
        while True:
            await client.until(lambda: _is_next(client))
            await self._pace.between(2, 10)
            if _is_next(client):
                minute = self._pace.chance(NEEDS_A_MINUTE)
                with suppress(Refused):  # they were given the floor just now
                    await client.send(
                        "queue.ready",
                        request=client.me["request"],
                        ready="minute" if minute else "ready",
                    )
            await client.until(lambda: not _is_next(client))

    async def _thinks_better_of_it(self, client: Client) -> None:
        while True:
            await client.until(lambda: client.me.get("request"))
            await self._pace.between(15, 60)
            if request := client.me["request"]:
                with suppress(Refused):  # they were given the floor just now
                    await client.send("queue.withdraw", request=request)
            await client.until(lambda: not client.me["request"])

    async def _loses_the_network(self, client: Client) -> None:
        while True:
            await self._pace.between(20, 120)
            await client.drop(self._pace.real(self._pace.span(1, 12)))


def _is_next(client: Client) -> bool:
    return bool(client.me.get("request")) and client.replica.queue()[:1] == [client.me["request"]]


def requests(client: Client) -> Iterable[Document]:
    """Who waits, and who has the floor."""
    return client.replica.of("request").values()


def open_polls(client: Client) -> dict[str, Document]:
    polls = client.replica.of("poll")
    return {name: poll for name, poll in polls.items() if poll["state"] == "open"}
