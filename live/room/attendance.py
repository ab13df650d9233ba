"""Who is connected, here and to other workers, and who has voted: what lasts only while it is true.

Gathers what the ephemeral documents are made of, and makes them.
"""

from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import Protocol

from live.domain.actors import Milliseconds
from live.domain.documents import Audience, Document
from live.domain.people import Directory
from live.domain.session import LiveSession
from live.room.ephemeral import Ephemeral, Send
from live.room.past import Loaded
from live.room.presence import Seen, presence, running, turnout
from live.room.votes import Votes

RECONNECTING_MS = 60_000
"""For so long somebody whose connection was lost is taken to be coming back."""


class Folded(Protocol):
    """What a room knows at this moment."""

    @property
    def session(self) -> LiveSession: ...

    @property
    def directory(self) -> Directory: ...

    def now(self) -> Milliseconds: ...


class Attendance:
    """Of one room."""

    def __init__(self, room: Folded, here: Callable[[], AbstractSet[str]], send: Send) -> None:
        """``here``: who is connected to this worker."""
        self._room = room
        self._here = here
        self._elsewhere: frozenset[str] = frozenset()
        self._dropped: dict[str, Milliseconds] = {}
        self.votes = Votes()
        self.ephemeral = Ephemeral(self._project, send)

    def start(self, loaded: Loaded) -> None:
        """Begin with what is on disk."""
        self.votes = Votes(loaded.turnout, loaded.told)
        sheet = self._room.session.polls.sheet
        self.ephemeral.refresh("presence", *_counts(sheet))

    def online(self) -> AbstractSet[str]:
        """The ids of everybody who is connected."""
        return self._here() | self._elsewhere

    def elsewhere(self, people: frozenset[str]) -> None:
        """These are connected to other workers by now."""
        gone = self._elsewhere - people - self._here()
        self._dropped |= dict.fromkeys(gone, self._room.now())
        self._elsewhere = people
        self.changed()

    def changed(self) -> None:
        """Others are here; and of those that are here, or may vote, others have voted."""
        open_polls = self._room.session.polls.open()
        self.ephemeral.refresh("presence", *(f"turnout/{poll.id}" for poll in open_polls))

    def came(self, actor: str) -> None:
        self._dropped.pop(actor, None)
        self.changed()

    def went(self, actor: str, now: Milliseconds) -> None:
        """Their last connection to this worker has ended."""
        self._dropped[actor] = now
        self.changed()

    def give_up(self, now: Milliseconds) -> None:
        """Whoever has not come back after a while is not expected any more."""
        gone = [who for who, at in self._dropped.items() if at <= now - RECONNECTING_MS]
        for actor in gone:
            del self._dropped[actor]
        if gone:
            self.changed()

    def voted(self, polls: Iterable[str]) -> None:
        """There are new ballots in these."""
        self.ephemeral.refresh(*_counts(polls))

    def touched(self, keys: Iterable[str]) -> None:
        """These documents have changed, on which some of the ephemeral ones depend."""
        for key in keys:
            part, _, name = key.partition("/")
            if part in ("person", "request"):
                self.changed()
            elif part == "poll":
                self.ephemeral.refresh(*_counts([name]))

    def _project(self, key: str, audience: Audience) -> Document | None:
        session, directory, online = self._room.session, self._room.directory, self.online()
        staff = audience is Audience.STAFF
        if key == "presence":
            return presence(session, directory, online, staff=staff)
        part, _, name = key.partition("/")
        poll = session.polls.sheet.get(name)
        if poll is None or poll.state != "open":
            return None
        voters = self.votes.voters(poll.id)
        if part == "live":
            return running(poll, self.votes.counts(poll.id), len(voters))
        seen = Seen(voters, online, {*self._dropped}, self.votes.last_at(poll.id))
        return turnout(session, directory, poll, seen, staff=staff)


def _counts(polls: Iterable[str] | Mapping[str, object]) -> Iterable[str]:
    for poll in polls:
        yield f"turnout/{poll}"
        yield f"live/{poll}"
