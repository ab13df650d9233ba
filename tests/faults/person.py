"""One client that remembers all it said and was told, and finds another server if one is gone."""

import asyncio
from collections import Counter
from collections.abc import Sequence

from websockets.asyncio.client import ClientConnection, connect

from live.domain.actors import STAFF, Role
from live.simulate.client import Client
from live.simulate.replica import Document
from tests.faults.history import Account, Heard, Sent

BACKOFF_SECONDS = 0.1
LONGEST_WAIT_SECONDS = 1.0
"""Before coming back: a test does not wait as a meeting would."""

ANSWER_SECONDS = 10.0


class Person(Client):
    """``urls``: the servers that it may use; it begins with the ``nth``. ``answered`` is set
    whenever it gets an answer."""

    def __init__(
        self,
        urls: Sequence[str],
        code: str,
        cookie: str,
        answered: asyncio.Event,
        nth: int = 0,
    ) -> None:
        super().__init__(
            urls[0], code, cookie, backoff_seconds=BACKOFF_SECONDS, answer_seconds=ANSWER_SECONDS
        )
        self.cookie = cookie
        self.code = code
        self.sent: dict[str, Sent] = {}
        self.heard: list[Heard] = []
        self.acknowledged = 0
        self.refused: Counter[str] = Counter()
        self._answered = answered
        self._urls = [*urls]
        self._nth = nth

    def _connection(self) -> connect:
        url = self._urls[self._nth % len(self._urls)]
        self._nth += 1
        self._address = f"{url.replace('http', 'ws', 1)}/s/{self.code}/live"
        self._origin = url
        return super()._connection()

    def _wait_seconds(self) -> float:
        return min(LONGEST_WAIT_SECONDS, super()._wait_seconds())

    async def ask(self, do: str, arguments: Document, command_id: str | None = None) -> Document:
        assert command_id is not None, "a person names what they ask"
        self.sent[command_id] = Sent(command_id, do, arguments, self._now())
        return await super().ask(do, arguments, command_id)

    async def _take(self, socket: ClientConnection, frame: Document) -> None:
        self.heard.append(Heard(self._now(), frame))
        self._count(frame)
        await super()._take(socket, frame)

    def _count(self, frame: Document) -> None:
        if frame["type"] == "done":
            self.acknowledged += 1
            self._answered.set()
        elif frame["type"] == "refused":
            self.refused[frame["code"]] += 1
            self._answered.set()

    @property
    def seq(self) -> int:
        return self.replica.seq

    @property
    def audience(self) -> str:
        role = Role(self.you["role"])
        if role is Role.SCREEN:
            return "screen"
        return "staff" if role in STAFF else "public"

    def account(self) -> Account:
        return Account(
            self.you["id"],
            self.you["role"],
            self.audience,
            [*self.sent.values()],
            self.heard,
            self.documents,
            self.me,
        )

    @staticmethod
    def _now() -> float:
        return asyncio.get_running_loop().time()
