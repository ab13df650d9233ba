"""Whether this process can serve sessions, and why not, in words for whoever runs it."""

from collections.abc import Sequence
from typing import Literal

import msgspec

from live.room.rooms import Rooms
from live.store.inspection import Inspection
from live.store.upgrade import Standing


class Check(msgspec.Struct, frozen=True):
    """``note``: not as it should be, and yet sessions go on."""

    what: str
    verdict: Literal["ok", "note", "wrong"]
    words: str


TABLES = {
    Standing.CURRENT: Check("tables", "ok", "are of this release"),
    Standing.NEWER: Check("tables", "note", "are of a newer release"),
    Standing.OLDER: Check("tables", "wrong", "are of an older release; run plenary db upgrade"),
    Standing.MISSING: Check("tables", "wrong", "are not there; run plenary db upgrade"),
}
BUS_DOWN = "does not answer; sessions go on, other workers hear of changes up to a second later"


async def checks(rooms: Rooms, inspection: Inspection) -> list[Check]:
    """All that is looked at; what cannot be known without the database is left out."""
    standing = await inspection.standing()
    database = (
        [Check("database", "wrong", "does not answer")]
        if standing is None
        else [Check("database", "ok", "answers"), TABLES[standing]]
    )
    return [_serving(rooms), *database, _bus(rooms)]


def _serving(rooms: Rooms) -> Check:
    if rooms.leaving:
        return Check("server", "wrong", "is about to stop")
    return Check("server", "ok", "takes sessions")


def _bus(rooms: Rooms) -> Check:
    if rooms.bus.sound:
        return Check("bus", "ok", f"is {rooms.bus.name}")
    return Check("bus", "note", f"{rooms.bus.name} {BUS_DOWN}")


def ready(found: Sequence[Check]) -> bool:
    return all(check.verdict != "wrong" for check in found)


def told(found: Sequence[Check]) -> str:
    """Such as ``ready``, and a line for each."""
    lines = [f"{check.verdict:6}{check.what} {check.words}" for check in found]
    return "\n".join(["ready" if ready(found) else "not ready", *lines, ""])
