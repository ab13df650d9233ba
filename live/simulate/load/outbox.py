"""What one phone has asked for: sent again under its id until it is answered for good."""

import asyncio
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import msgspec

from live.simulate.load.measures import Measures
from live.simulate.outbox import ANSWER_SECONDS
from live.simulate.replica import Document


class Asked(msgspec.Struct, eq=False):
    """``steady``: whether the line has held since the person asked."""

    do: str
    raw: bytes
    answer: asyncio.Future[Document]
    began: float
    sent: float
    steady: bool


class Outbox:
    """``send`` says whether there is a line. No task waits in here: there are thousands of it."""

    def __init__(self, send: Callable[[bytes], bool], measures: Measures) -> None:
        self.waiting: dict[str, Asked] = {}
        self._send = send
        self._measures = measures
        self._loop = asyncio.get_running_loop()

    def ask(self, do: str, arguments: dict[str, Any]) -> asyncio.Future[Document]:
        """The frame that answers a command in the end: ``done``, or ``refused`` for good."""
        command_id = uuid4().hex
        raw = msgspec.json.encode({"id": command_id, "do": do, "with": arguments})
        now = self._loop.time()
        asked = Asked(do, raw, self._loop.create_future(), now, now, True)
        self.waiting[command_id] = asked
        self._measures.commands += 1
        asked.steady = self._send(raw)
        return asked.answer

    def take(self, frame: Document) -> None:
        asked = self.waiting.get(frame["id"])
        if asked is None:
            return
        if frame["type"] == "refused":
            self._measures.refusals[frame["code"]] += 1
            if frame.get("retry"):
                self._loop.call_later(frame["after_ms"] / 1000, self._again, frame["id"])
                return
        del self.waiting[frame["id"]]
        self._measure(asked)
        asked.answer.set_result(frame)

    def _measure(self, asked: Asked) -> None:
        now, measures = self._loop.time(), self._measures
        measures.answers[asked.steady].append(now - asked.began)
        if asked.do == "poll.cast":
            measures.last_ballot[asked.steady] = now
            if asked.steady:
                measures.ballots.append(now - asked.began)

    def broken(self) -> None:
        """The line is gone, and with it whatever was on its way."""
        for asked in self.waiting.values():
            asked.steady = False

    def resume(self) -> None:
        """On a new line."""
        for command_id in list(self.waiting):
            self._again(command_id)

    def remind(self, now: float) -> None:
        """Send again what has waited for too long."""
        for command_id, asked in list(self.waiting.items()):
            if now - asked.sent > ANSWER_SECONDS:
                self._again(command_id)

    def _again(self, command_id: str) -> None:
        asked = self.waiting.get(command_id)
        if asked is not None and self._send(asked.raw):
            asked.sent = self._loop.time()
            self._measures.sent_again += 1
