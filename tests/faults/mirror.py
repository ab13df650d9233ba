"""Promise B: whatever a client went through, it knows what a newcomer is told."""

from collections.abc import Iterator

from live.simulate.replica import Document
from tests.faults.finding import Finding
from tests.faults.history import Account, Documents, Fresh, History

Moment = tuple[str, int]
"""An epoch, which names the audience too, and a ``seq``."""


class Mirror:
    """A client's documents, made once more out of the frames that it was sent."""

    def __init__(self) -> None:
        self.epoch = ""
        self.seq = 0
        self.documents: dict[str, Document] = {}
        self.faults: list[str] = []
        self.looks: dict[Moment, int] = {}
        self._look = 0

    def take(self, frame: Document) -> None:
        match frame["type"]:
            case "welcome":
                self._welcome(frame)
            case "patch":
                self._patch(frame)

    def _welcome(self, frame: Document) -> None:
        if frame["resumed"] and frame["epoch"] != self.epoch:
            self.faults.append(f"resumed {frame['epoch']} from {self.epoch}")
        self.epoch = frame["epoch"]
        if not frame["resumed"]:
            self.documents.clear()
            self.seq = self._look = 0

    def _patch(self, frame: Document) -> None:
        if frame["from"] > self.seq:
            return  # the client sees it, and connects again
        if frame["to"] < self.seq:
            return
        for key in frame["del"]:
            self._put(key, None)
        for key, document in frame["set"].items():
            self._put(key, document)
        self.seq = frame["to"]
        self.looks[self.epoch, self.seq] = self._look

    def _put(self, key: str, document: Document | None) -> None:
        """Keep a document, and a sum of all in which their order is nothing."""
        before = self.documents.pop(key, None)
        self._look ^= _sum(key, before) ^ _sum(key, document)
        if document is not None:
            self.documents[key] = document


def _sum(key: str, document: Document | None) -> int:
    return 0 if document is None else hash((key, repr(document)))


def findings(history: History) -> Iterator[Finding]:
    seen: dict[Moment, tuple[int, str]] = {}
    for client in history.accounts:
        mirror = Mirror()
        for heard in client.heard:
            mirror.take(heard.frame)
        yield from (Finding("B", f"{client.actor}: {fault}") for fault in mirror.faults)
        yield from _as_fresh(client, mirror, history.fresh.get(client.audience))
        yield from _as_the_others(client, mirror, seen)
        own = history.own.get(client.actor)
        if own is not None and client.me != own:
            parts = {key: (client.me.get(key), own.get(key)) for key in _differing(client.me, own)}
            yield Finding("B", f"{client.actor} is told of themselves, and a newcomer: {parts}")


def _as_fresh(client: Account, mirror: Mirror, fresh: Fresh | None) -> Iterator[Finding]:
    if fresh is None:
        yield Finding("B", f"nobody has come in as {client.audience}")
        return
    if mirror.seq != fresh.seq:
        yield Finding("B", f"{client.actor} is at {mirror.seq}, a newcomer at {fresh.seq}")
    for told in (client.documents, mirror.documents):
        if told != fresh.documents:
            yield Finding("B", f"{client.actor} differs in {_differing(told, fresh.documents)}")


def _differing(one: Documents, other: Documents) -> list[str]:
    return sorted(key for key in {*one, *other} if one.get(key) != other.get(key))


def _as_the_others(
    client: Account, mirror: Mirror, seen: dict[Moment, tuple[int, str]]
) -> Iterator[Finding]:
    """Whoever is at the same ``seq`` knows the same, on whichever worker."""
    for moment, look in mirror.looks.items():
        known, whose = seen.setdefault(moment, (look, client.actor))
        if known != look:
            yield Finding("B", f"{client.actor} and {whose} differ at {moment[1]}")
