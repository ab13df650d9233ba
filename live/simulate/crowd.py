"""The simulated participants together: they arrive, and there is always somebody to speak."""

import asyncio
from collections.abc import Iterable
from time import time

from live.simulate.client import Client
from live.simulate.contributions import (
    CONTRIBUTIONS,
    DISCUSSION,
    POINTS_OF_ORDER,
    REPLIES,
    Contribution,
)
from live.simulate.leanings import Leanings
from live.simulate.pace import Pace
from live.simulate.participant import Participant, requests
from live.simulate.replica import Document
from live.simulate.sample import Sketch

POINT_OF_ORDER_RARITY = 0.008
TURN_SECONDS = 40
FEWEST_WAITING, MOST_WAITING = 3, 6


class Crowd:
    def __init__(self, base_url: str, code: str, people: Iterable[Sketch], pace: Pace) -> None:
        leanings = Leanings(pace.dice)
        self.people = [Participant(sketch, pace, leanings) for sketch in people]
        self._base_url = base_url
        self._code = code
        self._pace = pace
        self._unsaid = list(CONTRIBUTIONS)
        self._points_of_order = list(POINTS_OF_ORDER)
        self._replies = dict(REPLIES)
        self._spoken: dict[Participant, int] = dict.fromkeys(self.people, 0)

    async def run(self) -> None:
        async with asyncio.TaskGroup() as lives:
            for participant in self.people:
                lives.create_task(participant.live(self._base_url, self._code))
            lives.create_task(self._raise_hands())

    async def _raise_hands(self) -> None:
        """Whenever few are waiting, somebody asks to speak."""
        while True:
            await self._pace.between(1, 8)
            free = [one for one in self.people if one.may_ask()]
            if free:
                await self._may_ask(free)

    async def _may_ask(self, free: list[Participant]) -> None:
        client = self._pace.dice.choice(free).client
        assert client is not None
        session = client.documents["session"]
        if session["status"] != "open":
            return
        if self._interrupts(client):
            about = self._points_of_order.pop(0)
            await self._pace.dice.choice(free).asks(
                Contribution("", "", "point_of_order", about, ())
            )
        elif session["queue_open"] and await self._replied(client, free):
            return
        elif session["queue_open"] and self._few_wait(client):
            speaker, contribution = self._next_to_speak(free, self._item_to_come(client))
            self._spoken[speaker] += 1
            await speaker.asks(contribution)

    async def _replied(self, client: Client, free: list[Participant]) -> bool:
        """Whether somebody asked now to reply to the question that is put."""
        floor = client.documents["floor"]
        about = str(client.documents.get(f"request/{floor['request']}", {}).get("about"))
        reply = self._replies.get(about)
        able = [one for one in free if reply and one.sketch.group == reply.group]
        if reply is None or not able:
            return False
        del self._replies[about]
        await able[0].asks(reply, floor["turn"])
        return True

    def _few_wait(self, client: Client) -> bool:
        wanted = self._pace.dice.randint(FEWEST_WAITING, MOST_WAITING)
        return len(client.replica.queue()) < wanted

    def _interrupts(self, client: Client) -> bool:
        """Now and then somebody has a point of order; one at a time."""
        held = client.documents["floor"]["request"] is not None
        raised = any(request["kind"] == "point_of_order" for request in requests(client))
        possible = held and not raised and self._points_of_order
        return bool(possible) and self._pace.chance(POINT_OF_ORDER_RARITY)

    def _item_to_come(self, client: Client) -> str:
        """The title of the item that will be on by the time that those who wait have spoken."""
        items = sorted(client.replica.of("item").values(), key=lambda item: item["rank"])
        seconds: float = TURN_SECONDS * len(client.replica.queue())
        coming = [item for item in items if item["state"] != "done"]
        for item in coming:
            seconds -= self._seconds_left(item)
            if seconds < 0:
                return str(item["title"])
        return str(coming[-1]["title"]) if coming else ""

    def _seconds_left(self, item: Document) -> float:
        """Of the minutes planned for an item."""
        spent = 0 if item["since"] is None else time() * 1000 - item["since"]
        return max(0.0, 60 * (item["minutes"] or 10) - spent / 1000 * self._pace.speed)

    def _next_to_speak(
        self, free: list[Participant], item: str
    ) -> tuple[Participant, Contribution]:
        """Somebody who has spoken little, and what their group has to say on the item."""
        self._pace.dice.shuffle(free)
        speakers = sorted(free, key=lambda one: self._spoken[one])
        for wanted in (item, DISCUSSION):
            for contribution in self._unsaid:
                for speaker in speakers if contribution.item == wanted else ():
                    if speaker.sketch.group == contribution.group:
                        self._unsaid.remove(contribution)
                        return speaker, contribution
        return speakers[0], Contribution(item, "", "statement", "", ())
