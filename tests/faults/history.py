"""What a test has seen: what each client sent and was sent, and what is on disk in the end."""

from collections.abc import Mapping

import msgspec

from live.simulate.replica import Document
from live.store.journal import Entry

Documents = Mapping[str, Document]
Choice = tuple[str, ...]


class Sent(msgspec.Struct, frozen=True):
    """A command, when it was first sent; ``at`` by the clock of the test."""

    id: str
    do: str
    arguments: Document
    at: float


class Heard(msgspec.Struct, frozen=True):
    """A frame, when it came."""

    at: float
    frame: Document


class Account(msgspec.Struct):
    """What one client can tell."""

    actor: str
    role: str
    audience: str
    sent: list[Sent] = []
    heard: list[Heard] = []
    documents: dict[str, Document] = {}
    me: Document = {}

    @property
    def answers(self) -> list[Heard]:
        return [heard for heard in self.heard if heard.frame["type"] in ("done", "refused")]

    @property
    def acknowledged(self) -> dict[str, Heard]:
        """By the ids of commands: the first answer that said it was done."""
        done = (heard for heard in self.answers if heard.frame["type"] == "done")
        return {heard.frame["id"]: heard for heard in reversed([*done])}


class Vote(msgspec.Struct, frozen=True):
    """Which ballot of somebody counts, by the turnout."""

    n: int
    command_id: str


class Disk(msgspec.Struct):
    """A session as the database has it, read past the server. ``ballots``: by the key under which
    they lie, which in a named poll is the person."""

    seq: int
    journal: list[Entry]
    broken: list[int] = []
    turnout: dict[str, dict[str, Vote]] = {}
    ballots: dict[str, dict[bytes, Choice]] = {}


class Fresh(msgspec.Struct, frozen=True):
    """What a newcomer of an audience is sent, with its ``seq``."""

    seq: int
    documents: Documents


class History(msgspec.Struct):
    """``fresh``: by audience; ``own``: by actor, what they are told of themselves by then."""

    accounts: list[Account]
    disk: Disk
    fresh: dict[str, Fresh]
    own: dict[str, Document] = {}
