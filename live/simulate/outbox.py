"""Commands that have no answer yet: sent, and sent again under the same id, until they have."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator

import msgspec

from live.simulate.replica import Document

ANSWER_SECONDS = 10.0
"""After so long without an answer a command is sent again."""

TOO_LARGE = 1009


class Entry(msgspec.Struct, eq=False):
    id: str
    raw: bytes
    answer: asyncio.Future[Document]


class Outbox:
    """What one client has asked for; ``post`` sends it if there is a connection."""

    def __init__(self, post: Callable[[bytes], Awaitable[None]], answer_seconds: float) -> None:
        self._post = post
        self._answer_seconds = answer_seconds
        self._entries: list[Entry] = []
        self._over: Exception | None = None

    async def answer(self, command_id: str, raw: bytes) -> Document:
        """The frame that answers a command: ``done``, or ``refused`` for good."""
        while True:
            frame = await self._first_answer(command_id, raw)
            if not frame.get("retry"):
                return frame
            await asyncio.sleep(frame["after_ms"] / 1000)

    async def _first_answer(self, command_id: str, raw: bytes) -> Document:
        if self._over:
            raise self._over
        entry = Entry(command_id, raw, asyncio.get_running_loop().create_future())
        self._entries.append(entry)
        try:
            while not entry.answer.done():
                await self._post(raw)
                await asyncio.wait({entry.answer}, timeout=self._answer_seconds)
            return entry.answer.result()
        finally:
            self._entries.remove(entry)

    def _waiting(self) -> Iterator[Entry]:
        return (entry for entry in list(self._entries) if not entry.answer.done())

    async def send_again(self) -> None:
        """Everything that is unanswered, on a connection that is new."""
        for entry in self._waiting():
            await self._post(entry.raw)

    def take(self, frame: Document) -> None:
        for entry in self._waiting():
            if entry.id == frame["id"]:
                entry.answer.set_result(frame)

    def refuse_largest(self) -> None:
        """The server closed because a frame was too large: it would do so again and again."""
        largest = max(self._waiting(), key=lambda entry: len(entry.raw), default=None)
        if largest:
            largest.answer.set_result({"type": "refused", "id": largest.id, "code": "too_large"})

    def give_up(self, reason: Exception) -> None:
        """Nothing will be answered any more."""
        self._over = reason
        for entry in self._waiting():
            entry.answer.set_exception(reason)
