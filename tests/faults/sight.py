"""Promise D: no frame told anybody what their role may not see.

Written from the protocol's document (docs/protocol.md), not from the code that is judged.
"""

from collections.abc import Iterator, Mapping

import msgspec

from live.simulate.replica import Document
from tests.faults.finding import Finding
from tests.faults.history import Account, Disk, History

STAFF = "staff"
STAFF_ONLY = {"written", "suggestion", "undo", "log", "retracted", "proposal", "caption"}
STAFF_ONLY |= {"section", "person"}
STAFF_FIELDS = {
    "request": {"statement", "claims"},
    "poll": {"published_to"},
    "tally": {"close_to_earlier", "spelt", "counted_as", "ballots"},
    "note": {"proposed_by", "revised_by", "revised_at", "earlier"},
    "presence": {"groups", "staff", "offline"},
    "turnout": {"connected", "reconnecting", "groups", "last_vote_at"},
    "contribution": {"author", "written", "revision"},
}
TELLS_OF_OPTIONS = {"poll", "tally", "live"}
WHERE = {"public": "phones", "screen": "screen"}


class Paper(msgspec.Struct):
    """What may be told of one poll, and from which ``seq`` on."""

    secret: bool
    options: frozenset[str]
    opened: int = 0
    closed: int = 0
    published: dict[str, int] = {}


def papers(disk: Disk) -> dict[str, Paper]:
    """All polls of a journal."""
    found: dict[str, Paper] = {}
    for entry in disk.journal:
        part, _, what = entry.kind.partition(".")
        if part == "poll":
            _read(found, what, entry.seq, msgspec.json.decode(entry.event))
    return found


def _read(found: dict[str, Paper], what: str, seq: int, event: Document) -> None:
    if what == "drafted":
        options = frozenset(option["id"] for option in event["options"])
        found[event["poll"]] = Paper(event.get("secret", True), options)
        return
    paper = found[event["poll"]]
    match what:
        case "opened":
            paper.opened = seq
        case "closed":
            paper.closed = seq
        case "published":
            everywhere = ("phones", "screen", "record")
            paper.published |= dict.fromkeys(event.get("to", everywhere), seq)


def findings(history: History) -> Iterator[Finding]:
    known = papers(history.disk)
    secrets = frozenset[str]().union(*(p.options for p in known.values()))
    for client in history.accounts:
        eye = Eye(client, known, secrets)
        for heard in client.heard:
            yield from eye.see(heard.frame)


class Eye:
    """What one client was shown, frame by frame."""

    def __init__(self, client: Account, papers: Mapping[str, Paper], options: frozenset[str]):
        self._client = client
        self._papers = papers
        self._options = options

    def see(self, frame: Document) -> Iterator[Finding]:
        match frame["type"]:
            case "welcome":
                if frame["you"]["id"] != self._client.actor:
                    yield self._finding("is taken for", frame["you"]["id"])
            case "patch":
                for key, document in frame["set"].items():
                    yield from self._document(key, document, frame["to"])
            case "now":
                for key, document in frame["set"].items():
                    yield from self._passing(key, document)

    def _finding(self, *words: object) -> Finding:
        return Finding("D", " ".join(map(str, (self._client.actor, self._client.role, *words))))

    def _document(self, key: str, document: Document, seq: int) -> Iterator[Finding]:
        part, _, name = key.partition("/")
        yield from self._fields(key, document)
        if part not in TELLS_OF_OPTIONS:
            yield from self._no_option(key, document)
        if part == "poll":
            yield from self._poll(name, document, seq)
        elif part == "tally":
            yield from self._tally(name, document, seq)

    def _fields(self, key: str, document: Document) -> Iterator[Finding]:
        part = key.partition("/")[0]
        if self._client.audience == STAFF:
            return
        if part in STAFF_ONLY:
            yield self._finding("was shown", key)
        if shown := STAFF_FIELDS.get(part, set()) & document.keys():
            yield self._finding("was shown", *sorted(shown), "of", key)

    def _no_option(self, key: str, document: Document) -> Iterator[Finding]:
        """What is not of polls tells of no mark on a ballot."""
        told = msgspec.json.encode(document).decode()
        if any(option in told for option in self._options):
            yield self._finding("was told of a mark in", key)

    def _poll(self, name: str, document: Document, seq: int) -> Iterator[Finding]:
        paper = self._papers[name]
        if self._client.audience != STAFF and not 0 < paper.opened <= seq:
            yield self._finding("was shown the draft", name, "at", seq)
        if "counts" in document or "ballots" in document:
            yield self._finding("was shown counts with the words of", name)

    def _tally(self, name: str, document: Document, seq: int) -> Iterator[Finding]:
        paper, audience = self._papers[name], self._client.audience
        told = paper.closed if audience == STAFF else paper.published.get(WHERE[audience], 0)
        if not 0 < told <= seq:
            yield self._finding("was shown the tally of", name, "at", seq)
        if paper.secret and "ballots" in document:
            yield self._finding("was shown who voted how in", name)

    def _passing(self, key: str, document: Document) -> Iterator[Finding]:
        part, _, name = key.partition("/")
        if part == "me":
            yield from self._me(document)
        elif part == "live":
            yield self._finding("was shown counts of the open poll", name)
        else:
            yield from self._fields(key, document)
            yield from self._no_option(key, document)

    def _me(self, document: Document) -> Iterator[Finding]:
        if document["id"] != self._client.actor:
            yield self._finding("was told of themselves what is", document["id"] + "'s")
        for poll in document["choices"]:
            if self._papers[poll].secret:
                yield self._finding("was told their own mark in the secret poll", poll)
