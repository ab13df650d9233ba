"""What attribution has to know of a line, be it of a session or of a file that is read."""

from typing import Protocol

from live.domain.actors import Milliseconds


class Timed(Protocol):
    """``label``: who speaks, in the words of the source."""

    @property
    def start(self) -> Milliseconds: ...
    @property
    def end(self) -> Milliseconds: ...
    @property
    def text(self) -> str: ...
    @property
    def label(self) -> str: ...
