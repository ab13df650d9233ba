"""A whole consultation, from its opening to its close, with something of everything."""

from live.simulate.client import Refused
from live.simulate.replica import Document
from tests.live.gathering import Gathering, together
from tests.live.witness import Witness

ITEMS = ("Opening", "Findings", "Discussion")
TAGS = ("point", "decision", "action", "question", "quote", None)
SPEAKERS = 12
NOTES = 18


class Sitting:
    """``unheard``: the requests that still waited at the close, in their order."""

    def __init__(self, gathering: Gathering) -> None:
        self.gathering = gathering
        self.chair = gathering.chair
        self.items: list[str] = []
        self.refusals: list[str] = []
        self.unheard: list[Document] = []

    async def hold(self) -> None:
        await self._begin()
        await together([self._speeches(), self._notes(), self._polls()])
        await self._disturb()
        await self._end()

    async def _begin(self) -> None:
        for title in ITEMS:
            added = await self.chair.send("item.add", title=title, minutes=20)
            self.items.append(added["item"])
        await self.chair.send("item.start", item=self.items[0])
        await self.gathering.request_all(about="=SUM(A1) of everything, in “quotes”")
        await self.gathering.level()

    async def _speeches(self) -> None:
        """The floor goes from one to the next; the agenda moves on meanwhile."""
        for nth in range(SPEAKERS):
            await self.next()
            if nth % 4 == 3:
                await self.chair.send("item.start", item=self.items[nth // 4])

    async def next(self) -> str:
        request = self.chair.replica.queue()[0]
        holder = self.chair.documents["floor"]["request"]
        done = await self.chair.ask("floor.grant", {"request": request, "instead_of": holder})
        await self.chair.until(lambda: self.chair.replica.seq >= done["seq"])
        return request

    async def _notes(self) -> None:
        await together(map(self._write, self.gathering.rapporteurs))
        note = next(iter(self.chair.replica.of("note")))
        await together(self._revise(who, note) for who in self.gathering.rapporteurs)
        retracted = await self.gathering.rapporteurs[0].send("note.post", text="A slip of the pen")
        await self.gathering.rapporteurs[1].send("note.retract", note=retracted["note"])

    async def _write(self, who: Witness) -> None:
        for nth in range(NOTES // 2):
            text = f"{who.you['name']} heard, as number {nth}, that this matters."
            await who.send("note.post", text=text, tag=TAGS[nth % len(TAGS)])

    async def _revise(self, who: Witness, note: str) -> None:
        """Both had the same note open; one comes too late."""
        text = f"Rewritten by {who.you['name']}"
        try:
            await who.send("note.revise", note=note, revision=1, text=text)
        except Refused as refusal:
            self.refusals.append(refusal.code)

    async def _polls(self) -> None:
        for secret in (True, False):
            poll, options = await self.gathering.open_poll(secret=secret)
            await together(
                who.vote(poll, 1, [options[nth % 5 % 3]])
                for nth, who in enumerate(self.gathering.participants)
            )
            await self.chair.send("poll.close", poll=poll)
            to = ["phones", "screen", "record"] if secret else ["record"]
            await self.chair.send("poll.publish", poll=poll, to=to)

    async def _disturb(self) -> None:
        """Withdrawals, a move, a point of order, a pause, a break."""
        queue = self.chair.replica.queue()
        of_person = {who.me["request"]: who for who in self.gathering.participants}
        await of_person[queue[-1]].send("queue.withdraw", request=queue[-1])
        await self.chair.send("queue.move", request=queue[-2], after=None)
        await of_person[queue[3]].send("queue.request", kind="point_of_order", about="Order!")
        await self.gathering.level()
        point_of_order = await self.next()
        await self.chair.send("floor.pause", request=point_of_order)
        await self.chair.send("session.suspend")
        await self.chair.send("session.open")
        await self.chair.send("floor.resume", request=point_of_order)
        await self.next()

    async def _end(self) -> None:
        await self.gathering.level()
        waiting = self.chair.replica.of("request")
        self.unheard = [waiting[request] for request in self.chair.replica.queue()]
        await self.chair.send("session.close")
        await self.gathering.level()
