"""The journal of a sitting, chained as the database keeps it."""

from live.domain.events import encode
from live.record.model import Record
from live.record.reading import Kept, record_of
from live.store.journal import Link, chained, hashed
from tests.record.sittings import Recorded


def kept_of(here: Recorded) -> Kept:
    links: list[Link] = []
    for fact in here.journal:
        kind, data = encode(fact.event)
        salt = fact.seq.to_bytes(16, "big")
        digest = hashed(salt, data)
        before = links[-1].chain if links else b""
        chain = chained(before, fact.seq, fact.at, fact.by, kind, digest)
        links.append(Link(fact.seq, fact.at, fact.by, kind, digest, chain, data, salt))
    return Kept(tuple(here.journal), tuple(links), here.directory)


def proved(here: Recorded, version: int | None = None) -> Record:
    """The record, with the journal that proves it."""
    return record_of(kept_of(here), here.now, version)
