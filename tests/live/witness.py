"""A client that remembers how it was treated, and can lose its network at a bad moment."""

import asyncio
from typing import Any

from websockets.asyncio.client import ClientConnection

from live.simulate.client import Client
from live.simulate.replica import Document

BACKOFF_SECONDS = 0.1
Choice = list[str]


class Witness(Client):
    """``answers``: every ``done`` that its commands had, by their ids."""

    def __init__(self, base_url: str, code: str, cookie: str) -> None:
        super().__init__(base_url, code, cookie, backoff_seconds=BACKOFF_SECONDS)
        self.cookie = cookie
        self.code = code
        self.heard: list[Document] = []
        self.answers: dict[str, Document] = {}

    async def _take(self, socket: ClientConnection, frame: Document) -> None:
        self.heard.append(frame)
        if frame["type"] == "done":
            self.answers[frame["id"]] = frame
        await super()._take(socket, frame)
        if frame["type"] == "bye":
            self._within = BACKOFF_SECONDS  # a test does not wait as a meeting would

    def heard_of(self, kind: str) -> list[Document]:
        return [frame for frame in self.heard if frame["type"] == kind]

    async def vote(self, poll: str, n: int, choice: Choice, command_id: str | None = None) -> None:
        await self.ask("poll.cast", {"poll": poll, "choice": choice, "n": n}, command_id)

    async def while_dropping(self, do: str, **arguments: Any) -> Document:
        """Send a command into a connection that is lost at that moment."""
        sent, _ = await asyncio.gather(self.send(do, **arguments), self.drop())
        return sent
