"""One phone in a session: its line, which breaks and comes back, and its documents."""

import asyncio
from collections.abc import Callable
from random import Random
from typing import Any
from urllib.parse import urlencode

import msgspec

from live.simulate.client import FATAL, LONGEST_WAIT_SECONDS, SILENCE_SECONDS, STEADY_SECONDS
from live.simulate.load.line import Line, request
from live.simulate.load.measures import Measures
from live.simulate.load.network import Network
from live.simulate.load.outbox import Outbox
from live.simulate.load.site import Site
from live.simulate.replica import Document, Missed, Replica

FIRST_WAIT_SECONDS = 0.5
REMEMBERED = 64


class Decoder:
    """The same frame comes to every phone: it is decoded once, and nobody changes it."""

    def __init__(self) -> None:
        self._known: dict[bytes, Document] = {}
        self._decode = msgspec.json.Decoder(dict[str, Any]).decode

    def decode(self, raw: bytes) -> Document:
        frame = self._known.get(raw)
        if frame is None:
            if len(self._known) >= REMEMBERED:
                del self._known[next(iter(self._known))]
            frame = self._known[raw] = self._decode(raw)
        return frame


class Where(msgspec.Struct, frozen=True):
    """What all phones of a run share."""

    site: Site
    code: str
    network: Network
    measures: Measures
    dice: Random
    decoder: Decoder


class Phone:
    """``over``: the close code after which it does not come back."""

    def __init__(self, where: Where, cookie: str, delay_seconds: float) -> None:
        self.replica = Replica()
        self.me: Document = {}
        self.connected = False
        self.over: int | None = None
        self._where = where
        self._cookie = cookie
        self._delay = delay_seconds
        self._loop = asyncio.get_running_loop()
        self._outbox = Outbox(self._send, where.measures)
        self._line: Line | None = None
        self._heard_at = self._opened_at = self._lost_at = 0.0
        self._in_step = False
        self._attempts = 0
        self._within: float | None = None
        self._awaited: list[tuple[Callable[[], object], asyncio.Future[bool]]] = []
        self._timers: set[asyncio.TimerHandle] = set()
        self._calls: set[asyncio.Task[None]] = set()

    def connect(self) -> None:
        self._keep(self._loop.create_task(self._call()))

    def ask(self, do: str, **arguments: Any) -> asyncio.Future[Document]:
        """The frame that answers a command in the end."""
        return self._outbox.ask(do, arguments)

    async def until(self, holds: Callable[["Phone"], object], seconds: float) -> bool:
        """Wait for something to be true of what this phone knows; whether it came to be."""
        if holds(self):
            return True
        came: asyncio.Future[bool] = self._loop.create_future()
        self._awaited.append((lambda: holds(self), came))
        await asyncio.wait({came}, timeout=seconds)
        self._awaited = [one for one in self._awaited if one[1] is not came]
        return came.done()

    def another(self) -> "Phone":
        """Another page of the same person's, with nothing in it yet."""
        return Phone(self._where, self._cookie, 0)

    @property
    def unanswered(self) -> int:
        return len(self._outbox.waiting)

    @property
    def documents(self) -> dict[str, Document]:
        return self.replica.documents

    def look_after(self, now: float) -> None:
        """Once a second: whether the server is still there, and whether it has answered."""
        self._outbox.remind(now)
        if self._line and now - self._heard_at > SILENCE_SECONDS:
            self._where.measures.closes["silence"] += 1
            self._lose(0)

    def break_off(self) -> None:
        """Lose the network for a while, with or without the server learning of it."""
        network, dice = self._where.network, self._where.dice
        away = dice.uniform(*network.away_seconds)
        if not self.connected or self._line is None:
            return
        self._where.measures.breaks += 1
        if dice.random() < network.tunnels:
            line = self._line
            line.go_under()
            self._line = None
            self._after(away, line.abort)
        self._lose(away)

    def leave(self) -> None:
        """Close the page."""
        self.over = self.over or 1000
        for timer in self._timers:
            timer.cancel()
        for call in self._calls:
            call.cancel()
        if self._line:
            self._line.close()
        self.connected = False

    # The line

    async def _call(self) -> None:
        site, code = self._where.site, self._where.code
        query = {}
        if self.replica.epoch:
            query = {"since": str(self.replica.seq), "epoch": self.replica.epoch}
        path = f"/s/{code}/live?{urlencode(query)}"
        asked = request(site.host, path, site.origin, self._cookie)
        line = Line(self, asked, self._delay)
        try:
            async with asyncio.timeout(SILENCE_SECONDS):
                await self._loop.create_connection(lambda: line, site.name, site.port, ssl=site.tls)
        except (OSError, TimeoutError):
            self._where.measures.closes["no connection"] += 1
            self._come_back(0)
            return
        self._line = line
        self._heard_at = self._loop.time()

    def opened(self) -> None:
        self._opened_at = self._loop.time()

    def closed(self, code: int | None, status: int) -> None:
        measures = self._where.measures
        measures.closes[str(code) if code else f"HTTP {status}" if status else "cut"] += 1
        if code in FATAL:
            self.over = code
            self.connected = False
            self._look()
            return
        self._lose(0)

    def _lose(self, away_seconds: float) -> None:
        if self._line:
            self._line.abort()
        if self.connected:
            self._lost_at = self._loop.time()
        self._line, self.connected, self._in_step = None, False, False
        self._outbox.broken()
        if self._opened_at and self._loop.time() - self._opened_at > STEADY_SECONDS:
            self._attempts = 0
        self._come_back(away_seconds)

    def _come_back(self, away_seconds: float) -> None:
        """With full jitter: a room that lost its server does not come back as one."""
        longest = min(LONGEST_WAIT_SECONDS, FIRST_WAIT_SECONDS * 2**self._attempts)
        longest = longest if self._within is None else self._within
        self._attempts += 1
        self._within = None
        self._after(away_seconds + self._where.dice.uniform(0, longest), self.connect)

    def _after(self, seconds: float, step: Callable[[], None]) -> None:
        def happen() -> None:
            self._timers.discard(timer)
            step()

        timer = self._loop.call_later(seconds, happen)
        self._timers.add(timer)

    def _keep(self, call: asyncio.Task[None]) -> None:
        self._calls.add(call)
        call.add_done_callback(self._calls.discard)

    # What goes over it

    def _send(self, raw: bytes) -> bool:
        """Whether there is a line; one that breaks right afterwards was there."""
        if not self.connected or self._line is None:
            return False
        self._line.send(raw)
        if b'"poll.cast"' in raw and self._where.dice.random() < self._where.network.unanswered:
            self._loop.call_soon(self.break_off)
        return True

    def heard(self, raw: bytes) -> None:
        measures = self._where.measures
        measures.frames += 1
        measures.bytes += len(raw)
        self._heard_at = self._loop.time()
        frame = self._where.decoder.decode(raw)
        try:
            self._take(frame)
        except Missed:
            measures.missed += 1
            self._lose(0)
        if self._awaited:
            self._look()

    def _look(self) -> None:
        for holds, came in self._awaited:
            if not came.done() and holds():
                came.set_result(True)

    def _take(self, frame: Document) -> None:
        match frame["type"]:
            case "patch":
                self._patch(frame)
            case "now":
                self.replica.now(frame)
                self.me = self.replica.ephemeral.get("me", self.me)
            case "done" | "refused":
                self._outbox.take(frame)
            case "beat" if frame["seq"] > self.replica.seq:
                raise Missed
            case "welcome":
                self._welcome(frame)
            case "bye":
                self._within = frame["reconnect_within_ms"] / 1000

    def _patch(self, frame: Document) -> None:
        before = self.replica.seq
        self.replica.patch(frame)
        if self._in_step:
            self._where.measures.spread.saw(before, self.replica.seq, self._heard_at)
        self._in_step = True

    def _welcome(self, frame: Document) -> None:
        measures = self._where.measures
        again = bool(self.replica.epoch)
        self.replica.welcome(frame)
        self.connected = True
        if again:
            measures.reconnects += 1
            measures.resumed += frame["resumed"]
            measures.back.append(self._heard_at - self._lost_at)
        self._outbox.resume()
