"""What a client knows: documents as of one ``seq``, and what is ephemeral."""

from typing import Any

Document = dict[str, Any]


class Missed(Exception):
    """A patch does not begin where this client is: it has to connect again."""


class Replica:
    def __init__(self) -> None:
        self.seq = 0
        self.epoch = ""
        self.documents: dict[str, Document] = {}
        self.ephemeral: dict[str, Document] = {}

    def welcome(self, frame: Document) -> None:
        self.ephemeral.clear()
        self.epoch = frame["epoch"]
        if not frame["resumed"]:
            self.documents.clear()
            self.seq = 0

    def patch(self, frame: Document) -> None:
        if frame["from"] > self.seq:
            raise Missed
        if frame["to"] < self.seq:
            return
        for key in frame["del"]:
            self.documents.pop(key, None)
        self.documents |= frame["set"]
        self.seq = frame["to"]

    def now(self, frame: Document) -> None:
        for key in frame["del"]:
            self.ephemeral.pop(key, None)
        self.ephemeral |= frame["set"]

    def of(self, part: str) -> dict[str, Document]:
        """The documents of one part, such as ``poll``, by their names."""
        prefix = f"{part}/"
        return {
            key.removeprefix(prefix): document
            for key, document in self.documents.items()
            if key.startswith(prefix)
        }

    def queue(self) -> list[str]:
        """The waiting requests in their order."""
        waiting = [
            (r["rank"], id_) for id_, r in self.of("request").items() if r["state"] == "waiting"
        ]
        return [request for _, request in sorted(waiting)]
