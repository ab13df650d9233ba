"""What was said, in timed lines: live from captioners, or from a transcript of the call."""

import msgspec

from live.domain.actors import Milliseconds, PersonId


class Line(msgspec.Struct, frozen=True):
    """``start`` and ``end`` are ms since the stream's ``zero``. ``label``: who speaks, as the
    source names them. ``person``: as a rapporteur has said; with ``by_hand`` and without a
    ``person`` it was said that nobody knows."""

    id: str
    start: Milliseconds
    end: Milliseconds
    text: str
    label: str = ""
    person: PersonId | None = None
    by_hand: bool = False
    revision: int = 1


class Stream(msgspec.Struct, frozen=True):
    """The lines of one source in one language, in the order of time.

    ``zero``: the moment from which its times count, in ms since 1970; 0 of a live stream. None
    while nobody has said when a recording began. ``name``: of the file; empty of a live stream.
    """

    id: str
    language: str
    format: str
    zero: Milliseconds | None
    name: str = ""
    lines: tuple[Line, ...] = ()


class Captions(msgspec.Struct, frozen=True):
    streams: dict[str, Stream] = {}
