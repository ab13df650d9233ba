"""Whether a downloaded ``record.json`` or ``record.zip`` is what Plenary made, found out offline.

What is checked, what cannot be, and what is wrong, in a line each.
"""

import io
from collections.abc import Iterator, Sequence
from typing import Any, Literal
from zipfile import BadZipFile, ZipFile

import msgspec

from live.domain import tally
from live.record import archive
from live.record.fingerprint import fingerprint
from live.record.model import SCHEMA, Link
from live.store.journal import chained, hashed

Verdict = Literal["right", "open", "wrong"]
"""``open``: it cannot be told from this file."""

Read = dict[str, Any]

WORDED = {"note.posted", "note.revised"}
"""Kinds of entries in which a note is worded."""


class Finding(msgspec.Struct, frozen=True):
    verdict: Verdict
    text: str


def verify(content: bytes) -> list[Finding]:
    """What there is to say of a file."""
    if not content.startswith(b"PK\x03\x04"):
        return [*_record(content)]
    try:
        with ZipFile(io.BytesIO(content)) as packed:
            files = {name: packed.read(name) for name in packed.namelist()}
    except (BadZipFile, EOFError, ValueError, NotImplementedError) as broken:
        return [Finding("wrong", f"The ZIP file is damaged: {broken}")]
    if "record.json" not in files:
        return [*_sums(files), Finding("wrong", "There is no record.json in it.")]
    return [*_sums(files), *_record(files["record.json"])]


def _sums(files: dict[str, bytes]) -> Iterator[Finding]:
    name = archive.SUMS
    told = dict(_told_sums(files.get(name, b"")))
    if not told:
        yield Finding("wrong", f"There is no {name} in it.")
        return
    others = files.keys() - {name}
    for one in sorted(told.keys() | others):
        if one not in files:
            yield Finding("wrong", f"{one} is missing.")
        elif one not in told:
            yield Finding("wrong", f"{one} does not belong to it.")
        elif archive.digest(files[one]) != told[one]:
            yield Finding("wrong", f"{one} was changed: its sum is another.")
    if all(archive.digest(files.get(one, b"")) == told.get(one) for one in told.keys() | others):
        yield Finding("right", f"All {len(told)} files have the sums of {name}.")
        yield Finding("open", "Whoever changes a file can change its sum, too.")


def _told_sums(listed: bytes) -> Iterator[tuple[str, str]]:
    for line in listed.decode(errors="replace").splitlines():
        digest, _, name = line.partition("  ")
        yield name, digest


def _record(content: bytes) -> Iterator[Finding]:
    try:
        read = msgspec.json.decode(content, type=Read)
        if read.get("schema") != SCHEMA or "turns" not in read:
            yield Finding("wrong", "This is no record that this release of Plenary knows.")
            return
        findings = [*_fingerprint(read), *_journal(read), *_tallies(read)]
    except (msgspec.MsgspecError, KeyError, TypeError, ValueError, AttributeError) as strange:
        yield Finding("wrong", f"This is no record of Plenary: {strange}")
        return
    yield from findings


def _fingerprint(read: Read) -> Iterator[Finding]:
    told = read.get("fingerprint")
    if read.get("final_at") is None:
        yield Finding("open", "The record is not final, and so has no fingerprint.")
        yield from _head(read)
    elif told == fingerprint(read):
        yield Finding("right", f"The fingerprint is that of the content: {told}")
        yield Finding("open", "Compare it with the fingerprint that was published or printed.")
    else:
        yield Finding("wrong", "The fingerprint is not that of the content: it was changed.")


def _head(read: Read) -> Iterator[Finding]:
    """What there is to compare, where nothing was published."""
    if journal := read.get("journal"):
        yield Finding(
            "open",
            "Nothing here shows that it was not made anew as a whole: for that, compare the head "
            f"of the chain, entry {journal['seq']}, with a copy that you trust: {journal['chain']}",
        )
    else:
        yield Finding("open", "Nothing here shows that it was not made anew as a whole.")


def _journal(read: Read) -> Iterator[Finding]:
    journal = read.get("journal")
    if journal is None:
        yield Finding("open", "The journal is not in it.")
        return
    if not journal["entries"]:
        yield Finding(
            "open", "Nobody is named in it, and so of the journal only its head is there."
        )
        return
    entries = msgspec.convert(journal["entries"], list[Link])
    broken = [*_broken(entries)]
    head = entries[-1].seq, entries[-1].chain
    if broken:
        yield Finding("wrong", f"The chain of the journal is broken at entry {broken[0]}.")
    elif head != (journal["seq"], journal["chain"]):
        yield Finding("wrong", "The chain of the journal does not end as it says.")
    else:
        yield Finding("right", f"The chain of the journal's {len(entries)} entries is whole.")
    yield from _opened(entries)
    yield from _notes(read, entries)
    yield from _turns(read, entries)


def _broken(entries: Sequence[Link]) -> Iterator[int]:
    before = b""
    for nr, one in enumerate(entries, 1):
        digest = bytes.fromhex(one.digest)
        chain = chained(before, one.seq, one.at, one.actor, one.kind, digest)
        if one.seq != nr or chain.hex() != one.chain:
            yield nr
        before = bytes.fromhex(one.chain)


def _opened(entries: Sequence[Link]) -> Iterator[Finding]:
    opened = [one for one in entries if one.data is not None and one.salt is not None]
    changed = [one.seq for one in opened if not _true(one)]
    if changed:
        yield Finding("wrong", f"Entry {changed[0]} does not say what it said when it was written.")
    else:
        text = f"Entries that say what they said when they were written: {len(opened)}."
        yield Finding("right", text)
    redacted = sum(one.redacted for one in entries)
    if redacted:
        yield Finding(
            "open", f"Entries that were redacted, whose words are gone for good: {redacted}."
        )
    closed = len(entries) - len(opened) - redacted
    yield Finding("open", f"Entries in the chain whose words are not in the file: {closed}.")


def _true(one: Link) -> bool:
    data, salt = (one.data or "").encode(), bytes.fromhex(one.salt or "")
    return hashed(salt, data).hex() == one.digest


def _notes(read: Read, entries: Sequence[Link]) -> Iterator[Finding]:
    """Of each note that stands the journal shows the last words, unless they were redacted."""
    worded = {said["note"]: (said["text"], said["tag"]) for said in _said(entries, WORDED)}
    notes = {note["id"]: note for note in read["notes"]}
    other = [
        note["nr"]
        for name, note in notes.items()
        if name in worded and worded[name] != (note["text"], note["tag"])
    ]
    unknown = len(notes.keys() - worded.keys())
    redacted = sum(one.redacted and one.kind in WORDED for one in entries)
    if other:
        yield Finding("wrong", f"Note {other[0]} is not as it was written.")
    if missing := len(worded.keys() - notes.keys()):
        yield Finding("wrong", f"Notes of the journal that are not in the record: {missing}.")
    if unknown > redacted:
        yield Finding("wrong", f"Notes that the journal does not know: {unknown - redacted}.")
    elif unknown:
        text = f"Notes of which the journal does not tell what they said: {unknown}."
        yield Finding("open", text)
    if not other and not missing:
        yield Finding("right", f"Notes as they were written: {len(notes) - unknown}.")


def _turns(read: Read, entries: Sequence[Link]) -> Iterator[Finding]:
    began = {
        said["turn"]: said.get("start", said.get("at"))
        for said in _said(entries, {"floor.granted", "turn.corrected"})
    }
    other = [
        turn["nr"] for turn in read["turns"] if began.get(turn["id"]) not in (None, turn["start"])
    ]
    if other:
        yield Finding("wrong", f"Turn {other[0]} did not begin when it says.")
    else:
        known = sum(turn["id"] in began for turn in read["turns"])
        yield Finding("right", f"Turns that began when they say: {known}.")


def _said(entries: Sequence[Link], kinds: set[str]) -> Iterator[Read]:
    for one in entries:
        if one.kind in kinds and one.data is not None:
            yield msgspec.json.decode(one.data, type=Read)


def _tallies(read: Read) -> Iterator[Finding]:
    named = read.get("attribution", "named") == "named"
    for poll in read["polls"]:
        nr, counted = poll["nr"], poll["tally"]
        if counted is None:
            continue
        if not named:
            text = f"The count of poll {nr} cannot be checked where nobody is named."
            yield Finding("open", text)
        elif tally.fingerprint(msgspec.convert(counted, tally.Tally)) == poll["fingerprint"]:
            yield Finding("right", f"The count of poll {nr} has its fingerprint.")
        else:
            yield Finding("wrong", f"The count of poll {nr} was changed.")
