"""The versions of a record: made at the close, again after corrections, and one of them final.

A version is a point of the journal: the record is what the journal tells up to there.
"""

import msgspec
from msgspec.structs import replace

from live.domain.actors import Ask, Milliseconds

SETTLED_MS = 60_000
"""So long after the last correction the next version is made."""

NOTED_MS = 10_000
"""Corrections that follow each other closer than this are noted once."""


class VersionsCommand(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What may be asked of the versions of the record."""


class MakeRecord(VersionsCommand, frozen=True, tag="record.make"):
    """Make a version of what was corrected; the server asks it when nothing more is."""


class FinaliseRecord(VersionsCommand, frozen=True, tag="record.finalise"):
    """Let the record be as it is for good. It cannot be taken back."""


class VersionsEvent(msgspec.Struct, frozen=True, tag_field="type"):
    """What has happened to the versions of the record."""

    at: Milliseconds


class RecordMade(VersionsEvent, frozen=True, tag="record.made"):
    version: int


class RecordCorrected(VersionsEvent, frozen=True, tag="record.corrected"):
    """After the close something was changed that the record tells."""


class RecordFinalised(VersionsEvent, frozen=True, tag="record.finalised"):
    version: int


class Version(msgspec.Struct, frozen=True):
    nr: int
    at: Milliseconds


class Versions(msgspec.Struct, frozen=True):
    """``corrected_at``: when something was last changed that is in no version yet; ``final``: the
    one that is, since ``final_at``."""

    made: tuple[Version, ...] = ()
    corrected_at: Milliseconds | None = None
    final: int | None = None
    final_at: Milliseconds | None = None

    @property
    def current(self) -> bool:
        """Whether the latest is as the record is now; a session that was closed by a release that
        knew no versions has none."""
        return bool(self.made) and self.corrected_at is None

    @property
    def due_at(self) -> Milliseconds | None:
        """When the next version is to be made."""
        return None if self.corrected_at is None else self.corrected_at + SETTLED_MS


def decide(versions: Versions, command: VersionsCommand, ask: Ask) -> list[VersionsEvent]:
    if versions.final is not None:
        return []
    made = [] if versions.current else made_anew(versions, ask.now)
    match command:
        case MakeRecord():
            return [*made]
        case FinaliseRecord():
            latest = made[0].version if made else len(versions.made)
            return [*made, RecordFinalised(ask.now, latest)]
        case _:
            raise TypeError(f"not a command of the versions: {command!r}")


def made_anew(versions: Versions, now: Milliseconds) -> list[RecordMade]:
    return [RecordMade(now, len(versions.made) + 1)]


def corrected(versions: Versions, now: Milliseconds) -> list[RecordCorrected]:
    """That something was changed, unless that was noted just now."""
    noted_at = versions.corrected_at
    return [RecordCorrected(now)] if noted_at is None or now - noted_at >= NOTED_MS else []


def evolve(versions: Versions, event: VersionsEvent) -> Versions:
    match event:
        case RecordMade(at, nr):
            return replace(versions, made=(*versions.made, Version(nr, at)), corrected_at=None)
        case RecordCorrected(at):
            return replace(versions, corrected_at=at)
        case RecordFinalised(at, nr):
            return replace(versions, final=nr, final_at=at)
        case _:
            raise TypeError(f"not an event of the versions: {event!r}")
