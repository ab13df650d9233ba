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

from live.simulate.replica import Document, Missed, Replica

FATAL = {4401, 4403, 4404, 4406}
"""Close codes after which a client does not come back."""

MOST_BYTES = 16 * 1024 * 1024


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
        self, base_url: str, code: str, cookie: str, *, backoff_seconds: float = 0.5, **query: str
    ) -> None:
        self.replica = Replica()
        self.you: Document = {}
        self.frames = 0
        self.close_code: int | None = None
        self._address = f"{base_url.replace('http', 'ws', 1)}/s/{code}/live"
        self._origin = base_url
        self._cookie = cookie
        self._query = query
        self._backoff = backoff_seconds
        self._socket: ClientConnection | None = None
        self._outbox: dict[str, tuple[bytes, asyncio.Future[Document]]] = {}
        self._changed = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> "Client":
        """Connect, and return once the documents are here."""
        self._task = asyncio.create_task(self._run())
        await self.until(lambda: self.replica.seq > 0)
        return self

    async def stop(self) -> None:
        if self._task:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
        if self._socket:
            await self._socket.close()

    @property
    def me(self) -> Document:
        return self.replica.ephemeral.get("me", {})

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
        command_id = command_id or uuid4().hex
        raw = msgspec.json.encode({"id": command_id, "do": do, "with": arguments})
        answer: asyncio.Future[Document] = asyncio.get_running_loop().create_future()
        self._outbox[command_id] = (raw, answer)
        await self._post(raw)
        frame = await answer
        if frame["type"] == "refused":
            raise Refused(frame)
        return frame

    async def _post(self, raw: bytes) -> None:
        if self._socket:
            with suppress(ConnectionClosed):
                await self._socket.send(raw, text=True)

    async def drop(self) -> None:
        """Lose the network: the connection ends without a goodbye."""
        if self._socket:
            self._socket.transport.abort()

    async def _run(self) -> None:
        while self.close_code is None:
            try:
                await self._connected()
            except Missed:
                pass
            except ConnectionClosed as closed:
                code = closed.rcvd.code if closed.rcvd else 1006
                self.close_code = code if code in FATAL else None
            except (OSError, InvalidHandshake, EOFError):
                pass
            self._socket = None
            self._changed.set()
            await asyncio.sleep(uniform(0, self._backoff))

    async def _connected(self) -> None:
        query = dict(self._query)
        if self.replica.epoch:
            query |= {"since": str(self.replica.seq), "epoch": self.replica.epoch}
        async with connect(
            f"{self._address}?{urlencode(query)}",
            origin=self._origin,  # type: ignore[arg-type]
            additional_headers={"Cookie": self._cookie},
            subprotocols=["live.v1"],  # type: ignore[list-item]
            compression=None,
            max_size=MOST_BYTES,
            ping_interval=None,
            proxy=None,
        ) as socket:
            async for raw in socket:
                await self._take(socket, msgspec.json.decode(raw))

    async def _take(self, socket: ClientConnection, frame: Document) -> None:
        self.frames += 1
        match frame["type"]:
            case "welcome":
                self.you = frame["you"]
                self.replica.welcome(frame)
                self._socket = socket
                for raw, _ in list(self._outbox.values()):
                    await self._post(raw)
            case "patch":
                self.replica.patch(frame)
            case "now":
                self.replica.now(frame)
            case "done" | "refused":
                self._answered(frame)
            case "beat" if frame["seq"] > self.replica.seq:
                raise Missed
        self._changed.set()

    def _answered(self, frame: Document) -> None:
        raw, answer = self._outbox.get(frame["id"], (b"", None))
        if answer is None:
            return
        if frame.get("retry"):
            loop = asyncio.get_running_loop()
            again = lambda: asyncio.ensure_future(self._post(raw))  # noqa: E731
            loop.call_later(frame["after_ms"] / 1000, again)
            return
        del self._outbox[frame["id"]]
        if not answer.done():
            answer.set_result(frame)
