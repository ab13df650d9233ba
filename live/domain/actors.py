"""Who acts, and with what: the role, the moment, the ids that a command makes."""

import enum
from hashlib import blake2b
from typing import NewType

import msgspec

PersonId = NewType("PersonId", str)
Milliseconds = int
"""A time in ms since 1970 UTC, or a span in ms."""


class Role(enum.StrEnum):
    PARTICIPANT = "participant"
    MODERATOR = "moderator"
    RAPPORTEUR = "rapporteur"
    HOST = "host"
    SCREEN = "screen"
    SYSTEM = "system"
    """The server itself: joining, deadlines, creating a session."""


CHAIRS = frozenset({Role.MODERATOR, Role.HOST})
STAFF = CHAIRS | {Role.RAPPORTEUR}
PEOPLE = STAFF | {Role.PARTICIPANT}
BY_LINK = STAFF | {Role.SCREEN}
"""Those who come in by a link, which can be taken back."""


class Actor(msgspec.Struct, frozen=True):
    id: PersonId
    role: Role


class Ask(msgspec.Struct, frozen=True):
    """The circumstances of one command: who asks, under what id, and when.

    Ids of new things follow from the actor and the command's id, so that the
    same command decided twice makes the same thing.
    """

    actor: Actor
    command_id: str
    now: Milliseconds

    def new_id(self, prefix: str, nth: int = 0) -> str:
        """Such as ``r_3f9c…``: 72 bits in hexadecimal behind the prefix."""
        key = f"{len(self.actor.id)}:{self.actor.id}{self.command_id}/{prefix}{nth}"
        return f"{prefix}_{blake2b(key.encode(), digest_size=9).hexdigest()}"
