"""The fingerprint of a record: what tells one that was changed from one that was not."""

from hashlib import sha256
from typing import Any

import msgspec
from msgspec.structs import replace

from live.record.model import Record


def signed(record: Record) -> Record:
    """A final record with its fingerprint; any other as it is."""
    if record.final_at is None:
        return record
    bare = replace(record, fingerprint=None)
    return replace(record, fingerprint=fingerprint(msgspec.to_builtins(bare)))


def fingerprint(read: dict[str, Any]) -> str:
    """SHA-256, in hexadecimal, of what a ``record.json`` says, in whatever form: its fingerprint
    and template as null, the names in the order of their signs, without spaces."""
    bare = {**read, "fingerprint": None, "template": None}
    return sha256(msgspec.json.encode(bare, order="sorted")).hexdigest()
