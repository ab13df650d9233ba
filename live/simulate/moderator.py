"""A simulated moderator: leads the sample session from its opening to its close."""

from collections.abc import Callable
from contextlib import suppress

from live.domain.queue import POINT_OF_ORDER
from live.simulate.client import Client, Refused
from live.simulate.pace import Pace
from live.simulate.replica import Document

ENOUGH_PEOPLE = 0.6
ENOUGH_VOTES = 0.75
BREAK_SECONDS = 20.0


class Moderator:
    def __init__(self, client: Client, pace: Pace, expected: int) -> None:
        """``expected``: how many people will come."""
        self._client = client
        self._pace = pace
        self._expected = expected

    async def run(self) -> None:
        """Every item in its time; each of the last ones has a poll."""
        await self._until(lambda: self._online() >= self._expected * ENOUGH_PEOPLE, 60)
        await self._do("session.open")
        items = self._in_order("item")
        polls = dict(zip(reversed(items), reversed(self._in_order("poll")), strict=False))
        for nth, item in enumerate(items, 1):
            await self._lead(item, polls.get(item), last=nth == len(items))
            if nth == len(items) // 2:
                await self._break()
        await self._do("session.close")

    async def _lead(self, item: str, poll: str | None, *, last: bool) -> None:
        await self._do("item.start", item=item)
        began = self._pace.now()
        seconds = 60.0 * (self._client.documents[f"item/{item}"]["minutes"] or 5)
        await self._pace.between(8, 15)
        if poll:
            await self._hear_until(began + seconds * self._pace.span(0.3, 0.6))
            await self._hold(poll)
        if last:
            await self._hear_until(began + seconds * 0.7)
            await self._do("queue.close")
        await self._hear_until(began + seconds)

    async def _hear_until(self, end: float) -> None:
        """Give the floor to one after the other; whoever began may finish."""
        while self._pace.now() < end and not self._is("closed"):
            await self._until(lambda: self._is("closed") or self._ready(), 20)
            if request := self._ready():
                await self._hear(request)
            elif not self._document("session")["queue_open"]:
                break
        await self._release()

    async def _hear(self, request: str) -> None:
        """One speaker, until they have finished or somebody else ends it."""
        of_order = self._is_of_order(request)
        seconds = self._pace.span(6, 12) if of_order else self._pace.span(20, 60)
        await self._do("floor.grant", request=request, instead_of=self._holder())
        end = self._pace.now() + seconds
        while self._pace.now() < end and self._holder() == request:
            with suppress(TimeoutError):
                async with self._pace.within(end - self._pace.now()):
                    await self._client.until(lambda: self._holder() != request or self._raised())
            if not of_order and self._holder() == request and (raised := self._raised()):
                end += await self._interrupt(request, raised)
        if not self._next():
            await self._release()

    async def _interrupt(self, speaker: str, raised: str) -> float:
        """A point of order comes between; the seconds that it took."""
        began = self._pace.now()
        await self._do("floor.interrupt", instead_of=speaker, request=raised)
        await self._pace.between(6, 12)
        await self._do("floor.release", request=raised)
        return self._pace.now() - began

    async def _hold(self, poll: str) -> None:
        """A poll: voting, the count, the result for everyone."""
        await self._do("poll.open", poll=poll)
        await self._until(lambda: self._has_voted(poll), 60)
        await self._pace.between(3, 6)
        await self._do("poll.close", poll=poll)
        await self._pace.between(4, 8)
        await self._do("poll.publish", poll=poll)

    async def _break(self) -> None:
        await self._do("session.suspend")
        await self._pace.seconds(BREAK_SECONDS)
        await self._do("session.open")

    async def _release(self) -> None:
        if request := self._holder():
            await self._do("floor.release", request=request)

    async def _do(self, command: str, **arguments: object) -> None:
        """A command, and its effect seen; whoever moderates as well may have been quicker."""
        with suppress(Refused):
            done = await self._client.ask(command, arguments)
            await self._client.until(lambda: self._client.replica.seq >= done["seq"])

    async def _until(self, holds: Callable[[], object], seconds: float) -> None:
        """Wait, but not for ever."""
        with suppress(TimeoutError):
            async with self._pace.patient(seconds):
                await self._client.until(holds)

    def _document(self, key: str) -> Document:
        return self._client.documents.get(key, {})

    def _is(self, status: str) -> bool:
        return bool(self._document("session")["status"] == status)

    def _holder(self) -> str | None:
        holder: str | None = self._document("floor")["request"]
        return holder

    def _next(self) -> str | None:
        """The queue has points of order in front."""
        return next(iter(self._client.replica.queue()), None)

    def _raised(self) -> str | None:
        """A point of order that waits."""
        first = self._next()
        return first if first and self._is_of_order(first) else None

    def _is_of_order(self, request: str) -> bool:
        return bool(self._document(f"request/{request}")["kind"] == POINT_OF_ORDER)

    def _ready(self) -> str | None:
        return self._next() if self._is("open") else None

    def _in_order(self, part: str) -> list[str]:
        documents = self._client.replica.of(part)
        return sorted(documents, key=lambda name: documents[name]["rank"])

    def _online(self) -> int:
        return int(self._client.replica.ephemeral.get("presence", {}).get("online", 0))

    def _has_voted(self, poll: str) -> bool:
        turnout = self._client.replica.ephemeral.get(f"turnout/{poll}", {})
        return bool(turnout) and turnout["voted"] >= turnout["connected"] * ENOUGH_VOTES
