"""What a command brings about."""

import msgspec

from live.domain.actors import PersonId
from live.domain.people import Name
from live.domain.polls import Ballot
from live.domain.session import Event


class Outcome(msgspec.Struct, frozen=True):
    """What a command brings about: events for the journal and, beside it, a row of the
    directory (whose, and what) or a ballot; ``rows``: of what a transcript names."""

    events: list[Event] = []
    entry: tuple[PersonId, Name] | None = None
    rows: dict[PersonId, Name] = {}
    ballot: Ballot | None = None
