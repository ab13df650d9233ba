"""One client in a session: it stays connected, keeps its documents and sends each command once."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from random import uniform
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import msgspec
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from live.simulate.outbox import ANSWER_SECONDS, TOO_LARGE, Outbox
from live.simulate.replica import Document, Missed, Replica

FATAL = {4401, 4403, 4404, 4406}
"""Close codes after which a client does not come back."""

STOPPED = 1000
MOST_BYTES = 16 * 1024 * 1024
SILENCE_SECONDS = 25
"""A server says something every 15 s; one that is silent for longer is out of reach."""

STEADY_SECONDS = 30
LONGEST_WAIT_SECONDS = 30.0


class Refused(Exception):
    """The server refused a command."""

    def __init__(self, frame: Document) -> None:
        super().__init__(frame["code"])
        self.code: str = frame["code"]
        self.frame = frame


class Gone(Exception):
    """The connection was closed for good."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class Client:
    """A browser's model of a session. Reconnects by itself, resuming from where it was."""

    def __init__(
        self,
        base_url: str,
        code: str,
        cookie: str,
        *,
        backoff_seconds: float = 0.5,
        answer_seconds: float = ANSWER_SECONDS,
        **query: str,
    ) -> None:
        """``backoff_seconds``: the longest first wait before coming back; then it doubles."""
        self.replica = Replica()
        self.you: Document = {}
        self.me: Document = {}
        self.frames = 0
        self.close_code: int | None = None
        self._address = f"{base_url.replace('http', 'ws', 1)}/s/{code}/live"
        self._origin = base_url
        self._cookie = cookie
        self._query = query
        self._backoff = backoff_seconds
        self._attempts = 0
        self._away = 0.0
        self._within: float | None = None
        self._socket: ClientConnection | None = None
        self._outbox = Outbox(self._post, answer_seconds)
        self._changed = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> "Client":
        """Connect, and return once the documents are here."""
        self._task = asyncio.create_task(self._run())
        await self.until(lambda: self.replica.seq > 0)
        return self

    async def stop(self) -> None:
        """Go; whatever still waits for something ends with Gone."""
        if self._task:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
        self._ended(STOPPED)

    @property
    def documents(self) -> dict[str, Document]:
        return self.replica.documents

    async def until(self, holds: Callable[[], object]) -> None:
        """Wait for something to be true of what this client knows; Gone if it never can be."""
        while not holds():
            if self.close_code is not None:
                raise Gone(self.close_code)
            self._changed.clear()
            await self._changed.wait()

    async def send(self, do: str, **arguments: Any) -> Document:
        """Send a command until it is answered; its result. Refused where the server says so."""
        return (await self.ask(do, arguments))["result"]  # type: ignore[no-any-return]

    async def ask(self, do: str, arguments: Document, command_id: str | None = None) -> Document:
        """The same, with an id of one's own; the whole ``done`` frame."""
        if self.close_code is not None:
            raise Gone(self.close_code)
        command_id = command_id or uuid4().hex
        raw = msgspec.json.encode({"id": command_id, "do": do, "with": arguments})
        frame = await self._outbox.answer(command_id, raw)
        if frame["type"] == "refused":
            raise Refused(frame)
        return frame

    async def drop(self, away_seconds: float = 0) -> None:
        """Lose the network, at least for so long: the connection ends without a goodbye."""
        self._away = away_seconds
        if self._socket:
            self._socket.transport.abort()

    async def _post(self, raw: bytes) -> None:
        if self._socket:
            with suppress(ConnectionClosed):
                await self._socket.send(raw, text=True)

    async def _run(self) -> None:
        now = asyncio.get_running_loop().time
        while True:
            began = now()
            code = await self._connected()
            if code in FATAL:
                return self._ended(code)
            if code == TOO_LARGE:
                self._outbox.refuse_largest()
            if now() - began > STEADY_SECONDS:
                self._attempts = 0
            await asyncio.sleep(self._wait_seconds())

    def _wait_seconds(self) -> float:
        """Full jitter: a room that lost its server does not come back as one."""
        longest = min(LONGEST_WAIT_SECONDS, self._backoff * 2**self._attempts)
        wait = self._away + uniform(0, longest if self._within is None else self._within)
        self._attempts += 1
        self._away, self._within = 0.0, None
        return wait

    async def _connected(self) -> int | None:
        """Stay connected as long as it lasts; the code with which the server closed, if it did."""
        try:
            async with self._connection() as socket:
                while True:
                    async with asyncio.timeout(SILENCE_SECONDS):
                        raw = await socket.recv()
                    await self._take(socket, msgspec.json.decode(raw))
        except ConnectionClosed as closed:
            return closed.rcvd.code if closed.rcvd else None
        except (Missed, OSError, InvalidHandshake, EOFError):
            return None
        finally:
            self._socket = None
            self._changed.set()

    def _connection(self) -> connect:
        query = dict(self._query)
        if self.replica.epoch:
            query |= {"since": str(self.replica.seq), "epoch": self.replica.epoch}
        return connect(
            f"{self._address}?{urlencode(query)}",
            origin=self._origin,  # type: ignore[arg-type]
            additional_headers={"Cookie": self._cookie},
            subprotocols=["live.v1"],  # type: ignore[list-item]
            compression=None,
            max_size=MOST_BYTES,
            ping_interval=None,
            close_timeout=1,
            proxy=None,
        )

    async def _take(self, socket: ClientConnection, frame: Document) -> None:
        self.frames += 1
        match frame["type"]:
            case "welcome":
                self.you = frame["you"]
                self.replica.welcome(frame)
                self._socket = socket
                await self._outbox.send_again()
            case "patch":
                self.replica.patch(frame)
            case "now":
                self.replica.now(frame)
                self.me = self.replica.ephemeral.get("me", self.me)
            case "done" | "refused":
                self._outbox.take(frame)
            case "beat" if frame["seq"] > self.replica.seq:
                raise Missed
            case "bye":
                self._within = frame["reconnect_within_ms"] / 1000
        self._changed.set()

    def _ended(self, code: int) -> None:
        if self.close_code is None:
            self.close_code = code
        self._outbox.give_up(Gone(self.close_code))
        self._changed.set()
