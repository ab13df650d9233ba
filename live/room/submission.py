"""What goes into the writer and what comes out: commands and their answers."""

from hashlib import sha256

import msgspec

from live.domain.actors import Actor
from live.domain.commands import Command
from live.errors import LiveError
from live.store.badges import Badge

MOST_SPELT = 64 * 1024

Key = tuple[str, str]
"""An actor's id and a command's id: together they make a command the same."""


class Submission(msgspec.Struct, frozen=True):
    """A command on its way into the journal, and a badge to be kept together with it."""

    actor: Actor
    command_id: str
    command: Command
    badge: Badge | None = None

    @property
    def key(self) -> Key:
        return self.actor.id, self.command_id

    @property
    def name(self) -> str:
        return str(type(self.command).__struct_config__.tag)

    def canonical(self) -> bytes:
        """The command in one spelling, to tell whether its id was used for something else. Of one
        that is larger than a browser's can be, which a file has brought, a hash: each of its
        entries is stored with a hash of this."""
        spelt = msgspec.json.encode(self.command, order="deterministic")
        return spelt if len(spelt) <= MOST_SPELT else sha256(spelt).digest()


class Done(msgspec.Struct, frozen=True):
    """A command's answer: in effect, and on disk, as of ``seq``."""

    seq: int
    result: dict[str, object] = {}


Answer = Done | LiveError
