"""A session that is live in this process: commands in, answers and patches out."""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from live import metrics, wire
from live.domain import text
from live.domain.actors import BY_LINK, Actor, PersonId
from live.domain.commands import Command
from live.domain.deadlines import CLOCK, next_deadline
from live.domain.documents import VERSION, Audience, Document
from live.domain.electorate import people_of, voting_ids
from live.domain.me import me
from live.domain.people import Directory, PersonLeft
from live.domain.polls import PollRemoved, PollTallied
from live.domain.redaction import RedactionEvent
from live.domain.session import Event, LiveSession
from live.errors import Internal, LiveError, Unavailable
from live.room import gap
from live.room.attendance import Attendance
from live.room.bus import MISSED, Announcement
from live.room.clock import SessionClock
from live.room.following import Following
from live.room.gap import Gap
from live.room.hub import SWEEP_SECONDS, Hub
from live.room.inbox import Inbox
from live.room.lines import Connection, Peer
from live.room.past import Known, load, settle
from live.room.replica import Replica
from live.room.services import Services
from live.room.submission import Answer, Done, Submission
from live.room.writer import Batch, Written
from live.slowness import measured
from live.store.badges import Badge
from live.store.connection import Connection as Transaction
from live.store.database import Database, OutcomeUnknown
from live.store.database import Unavailable as DatabaseUnavailable
from live.store.sessions import Gone, Head
from live.wire import Frame

SLOW_COMMIT_SECONDS = 1.0

RETRY_SECONDS = 1
"""After a command whose time has come could not be carried out."""

logger = logging.getLogger(__name__)


class Room:
    """One session in this process, with one writer task."""

    def __init__(
        self,
        session_id: str,
        services: Services,
        erased: Callable[[], None] = lambda: None,
    ) -> None:
        """``erased`` is called when something was taken out of the session for good."""
        self.session_id = session_id
        self.hub = Hub(self._catching_up)
        self._services = services
        self._time = SessionClock(services.clock)
        self._erased = erased
        self._replicas = {audience: Replica(audience) for audience in Audience}
        self._inbox = Inbox()
        self._attendance = Attendance(self, self.hub.actors, self._send_ephemeral)
        self.failed = False
        self._changed = asyncio.Event()
        self._turn = asyncio.Lock()
        """Held while what is known changes: by the writer, or by who looks what others wrote."""
        self._following = Following(self._look)
        self._by_link: set[str] = set()
        self._tasks: list[asyncio.Task[None]] = []
        self._known: Known

    async def start(self) -> None:
        """Load the session and begin to write; NotFound if it has no journal."""
        await self._load()
        self._tasks = [
            asyncio.create_task(self._write(), name=f"writer {self.session_id}"),
            asyncio.create_task(self._following.run(), name=f"follow {self.session_id}"),
            asyncio.create_task(self._beat(), name=f"beat {self.session_id}"),
            asyncio.create_task(self._sweep(), name=f"sweep {self.session_id}"),
            asyncio.create_task(self._keep_time(), name=f"deadlines {self.session_id}"),
        ]
        self._services.company.enter(self.session_id, self.hub.actors, self._attendance.elsewhere)
        self._services.bus.listen(self.session_id, self.hear)

    async def stop(self) -> None:
        """Take nothing more, and end once what is under way is finished."""
        self._leave()
        self._inbox.close()
        await self._inbox.finished()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def dissolve(self) -> None:
        """End for good: the session is no more."""
        await self.stop()
        self._send_away()

    def _send_away(self) -> None:
        for connection in list(self.hub):
            self.hub.close(connection.actor.id, wire.CLOSE_NO_SESSION, "deleted")

    def _leave(self) -> None:
        self._services.bus.leave(self.session_id)
        self._services.company.leave(self.session_id)

    async def _load(self) -> None:
        loaded = await self._database.read(lambda connection: load(connection, self.session_id))
        self._known = loaded.known
        self._time.compare(loaded.known.at, loaded.wall)
        self._changed.set()
        for replica in self._replicas.values():
            replica.start(self.session, self.directory, loaded.changed_at, self.seq)
        self._attendance.start(loaded)

    @property
    def _database(self) -> Database:
        return self._services.database

    @property
    def session(self) -> LiveSession:
        return self._known.session

    @property
    def directory(self) -> Directory:
        return self._known.names

    @property
    def seq(self) -> int:
        return self._known.seq

    @property
    def epoch(self) -> str:
        """Names the history that the journal tells; restored from a backup it is another."""
        return self._known.epoch

    def now(self) -> int:
        """The room's time, in ms; never before what the journal holds already."""
        return self._time.now(self._known.at)

    @property
    def waiting(self) -> int:
        """How many commands wait to be written."""
        return len(self._inbox)

    def documents(self, audience: Audience) -> dict[str, Document]:
        """What an audience has now, by key."""
        return self._replicas[audience].documents()

    # Commands

    async def submit(
        self, actor: Actor, command_id: str, command: Command, badge: Badge | None = None
    ) -> Done:
        """Carry out a command; a LiveError if it is refused. What returns is on disk."""
        return await self.enqueue(Submission(actor, command_id, command, badge))

    def enqueue(self, submission: Submission) -> "asyncio.Future[Done]":
        """Put a command in its place behind those before; the answer comes as the future's."""
        return self._inbox.put(submission)

    async def _write(self) -> None:
        while not self.failed:
            batch = await self._inbox.batch()
            async with self._turn:
                written = await self._carry_out([waiting.submission for waiting in batch])
            self._inbox.answer(batch, written.answers)
            # Whoever has left hears the answer first.
            asyncio.get_running_loop().call_soon(self._let_go, written.events)

    async def _carry_out(self, submissions: Sequence[Submission]) -> Written:
        known = self._known
        if self.failed:
            return Written(known, [Unavailable()] * len(submissions))
        try:
            return await self._commit(submissions)
        except Gone as why:
            self._lose(why)
            return Written(known, [Unavailable()] * len(submissions))
        except Exception:
            # Nothing of what they say is logged; it may be a ballot.
            kinds = sorted({type(submission.command).__name__ for submission in submissions})
            logger.exception("a fault in %s", " or ".join(kinds))
        if self._known is not known:
            return self._fail(submissions)
        if len(submissions) == 1:
            return Written(known, [Internal()])
        return await self._apart(submissions)

    async def _apart(self, submissions: Sequence[Submission]) -> Written:
        """A transaction for each: a fault in one command must not take the others with it."""
        parts = [await self._carry_out([submission]) for submission in submissions]
        return Written(
            self._known,
            [answer for part in parts for answer in part.answers],
            [event for part in parts for event in part.events],
        )

    def _fail(self, submissions: Sequence[Submission]) -> Written:
        self.fail()
        return Written(self._known, [Unavailable()] * len(submissions))

    def _lose(self, why: Gone) -> None:
        """There is another journal by now, or none: another worker has deleted it."""
        if not isinstance(why, gap.Lost):
            self._erased()
            self._send_away()
        self.fail()

    def fail(self) -> None:
        """What browsers have may differ from what is on disk: all come back to a fresh room."""
        self.failed = True
        self._leave()
        self._inbox.close()
        self._inbox.refuse_all()
        for task in self._tasks[1:]:
            task.cancel()
        for connection in list(self.hub):
            connection.peer.abort()

    async def _commit(self, submissions: Sequence[Submission]) -> Written:
        known, now, online = self._known, self.now(), self._attendance.online()
        metrics.BATCH.observe(len(submissions))
        try:
            with measured(metrics.COMMIT_SECONDS, "a commit", SLOW_COMMIT_SECONDS):
                written = await self._database.write(
                    lambda connection: Batch(connection, self.session_id, known, now, online).run(
                        submissions
                    )
                )
        except DatabaseUnavailable:
            return Written(known, [Unavailable()] * len(submissions))
        except OutcomeUnknown:
            return Written(known, await self._after_all(submissions))
        with metrics.FANOUT_SECONDS.time():
            self._take_effect(written)
        return written

    async def _after_all(self, submissions: Sequence[Submission]) -> list[Answer]:
        """Nobody knows whether the commit took: read again, and look every command up."""
        before = self._known
        try:
            await self._load()
            if self.epoch != before.epoch:
                raise gap.Lost
            self._bring_up(before.seq)
            return await self._database.read(
                lambda connection: settle(connection, self.session_id, self._known, submissions)
            )
        except (DatabaseUnavailable, OutcomeUnknown):
            return [Unavailable()] * len(submissions)

    def _bring_up(self, before: int) -> None:
        """Send everybody what a transaction has changed of which nothing else is known."""
        for audience, replica in self._replicas.items():
            self.hub.broadcast(audience, replica.patch(before), self.seq)
        for person in self.hub.actors():
            self._tell(PersonId(person))
        everyone = self.session.people.everyone.values()
        gone = [PersonLeft(who.id, who.removed) for who in everyone if who.left]
        asyncio.get_running_loop().call_soon(self._let_go, gone)
        self._services.bus.announce(self.session_id, self.seq, voted=True)
        self._erased()  # perhaps: what it was is not known
        self._database.scrub()

    def _take_effect(self, written: Written) -> None:
        before, self._known = self.seq, written.known
        voted = {ballot.poll for ballot in written.ballots}
        self._attendance.votes.take(written.ballots, written.known.at)
        self._publish(before, written.keys)
        if self.seq > before or voted:
            self._services.bus.announce(self.session_id, self.seq, voted=bool(voted))
        self._attendance.voted(voted)
        self._learn(written.voting)
        self._forget(written.events)
        voters = {ballot.voter for ballot in written.ballots}
        for person in written.concerned | people_of(voters, self.directory):
            self._tell(person)
        if written.sealed:
            self._database.scrub()

    # What other workers write

    def hear(self, said: Announcement) -> None:
        """Another worker has announced something: see to it soon."""
        if said.present:
            self._services.company.heard(self.session_id)
        if said.voted:
            self._following.voted()
        if said.seq > self.seq or said is MISSED:
            self._following.behind()

    def compare(self, head: Head, marks: Mapping[str, int]) -> None:
        """Hear how far the journal and the ballots are by now."""
        if head.epoch != self.epoch:
            self.fail()
            return
        mark = self._attendance.votes.mark
        voted = any(marks.get(poll, 0) > mark(poll) for poll in _open_polls(self.session))
        self.hear(Announcement(seq=head.seq, voted=voted))

    async def reach(self, seq: int) -> None:
        """Know all at least up to ``seq``, if the journal has it."""
        if self.seq < seq and not self.failed:
            await self._look(votes=False)

    async def _look(self, votes: bool) -> None:
        """Take in what others have written by now; of ballots, at least of polls that closed."""
        async with self._turn:
            try:
                await self._take_in(votes)
            except (DatabaseUnavailable, OutcomeUnknown):
                return  # the next look at the heads finds it
            except Gone as why:
                self._lose(why)
            except Exception:
                logger.exception("a fault in what another worker has written")
                self.fail()

    async def _take_in(self, votes: bool) -> None:
        known = self._known

        def read(connection: Transaction) -> tuple[Gap, dict[str, gap.Voting]]:
            found = gap.follow(connection, self.session_id, known)
            before, after = (_open_polls(one.session) for one in (known, found.known))
            polls = before | after if votes else before - after
            return found, gap.voting(connection, found.known, polls) if polls else {}

        found, voting = await self._database.read(read)
        self._known = found.known
        self._publish(known.seq, found.keys)
        self._learn(voting)
        self._forget(found.events)
        for person in found.concerned:
            self._tell(person)
        # Whoever has left hears the rest first.
        asyncio.get_running_loop().call_soon(self._let_go, found.events)

    def _learn(self, voting: Mapping[str, gap.Voting]) -> None:
        for poll, seen in voting.items():
            voters = self._attendance.votes.learn(poll, seen.turnout, seen.told, self.now())
            if voters:
                self._attendance.voted([poll])
            for person in people_of({PersonId(voter) for voter in voters}, self.directory):
                self._tell(person)

    def _forget(self, events: Iterable[Event]) -> None:
        """Of a pulse that is over nobody knows any more who chose what, of a rehearsal nothing."""
        secret = {poll.id for poll in self.session.polls.sheet.values() if poll.secret}
        for event in events:
            match event:
                case PollTallied(poll) if poll in secret:
                    self._attendance.votes.forget_choices(poll)
                case PollRemoved(poll):
                    self._attendance.votes.forget(poll)
                case RedactionEvent():
                    self._erased()
                    for replica in self._replicas.values():
                        replica.forget()

    def _publish(self, before: int, keys: Collection[str]) -> None:
        """Send everybody the documents that have changed since ``before``."""
        if self.seq == before:
            return
        self._changed.set()
        for audience, replica in self._replicas.items():
            replica.advance(self.session, self.directory, keys, self.seq)
            self.hub.broadcast(audience, replica.patch(before), self.seq)
        self._attendance.touched(keys)

    def _let_go(self, events: Iterable[Event]) -> None:
        for event in events:
            if isinstance(event, PersonLeft):
                code = wire.CLOSE_REMOVED if event.removed else wire.CLOSE_JOIN_AGAIN
                self.hub.close(event.person, code, "removed" if event.removed else "left")

    # Connections

    def attach(
        self, actor: Actor, audience: Audience, peer: Peer, since: int | None, epoch: str
    ) -> Connection:
        """Take a browser in: welcome, a patch from where it was, and what is ephemeral."""
        known_epoch = self.epoch_of(audience)
        resumed = since is not None and epoch == known_epoch and since <= self.seq
        connection = Connection(actor, audience, peer)
        hello = wire.welcome(
            epoch=known_epoch,
            seq=self.seq,
            now=self.now(),
            resumed=resumed,
            you={"id": actor.id, "role": actor.role.value, "name": self._me(actor)["name"]},
            limits=text.LIMITS,
        )
        start = since if resumed and since is not None else 0
        first = not self.hub.of(actor.id)
        self.hub.add(connection, [hello, *self._from(connection, start)], self.seq)
        self._attendance.came(actor.id)
        if actor.role in BY_LINK:
            self._by_link.add(actor.id)
        if first:
            self._services.company.moved(self.session_id)
        return connection

    def by_link(self) -> set[str]:
        """Who of those connected here has come in by a link, which can be taken back."""
        self._by_link = {actor for actor in self._by_link if self.hub.of(actor)}
        return self._by_link

    def unseat(self, actor: str) -> None:
        """Somebody's badges are void."""
        self.hub.close(actor, wire.CLOSE_JOIN_AGAIN, "revoked")

    def detach(self, connection: Connection) -> None:
        self.hub.remove(connection)
        if not self.hub.of(connection.actor.id):
            self._attendance.went(connection.actor.id, self.now())
            self._services.company.moved(self.session_id)

    def epoch_of(self, audience: Audience) -> str:
        """Names the history, the audience and the projection; who had another starts afresh."""
        return f"{self.epoch}.{audience.value}.{VERSION}"

    def _from(
        self, connection: Connection, since: int, gone: Iterable[str] = ()
    ) -> Iterator[Frame]:
        yield from self._replicas[connection.audience].catch_up(since)
        own = {"me": self._me(connection.actor)}
        yield wire.ephemeral({**self._attendance.ephemeral.of(connection.audience), **own}, gone)

    def _catching_up(self, connection: Connection) -> Iterable[Frame]:
        gone = self._attendance.ephemeral.gone(connection.audience)
        return self._from(connection, connection.seq, gone)

    def _me(self, actor: Actor) -> Document:
        marks = self._attendance.votes.of(voting_ids(actor.id, self.directory))
        return me(self.session, self.directory, actor, marks)

    def _tell(self, person: PersonId) -> None:
        for connection in self.hub.of(person):
            frame = wire.ephemeral({"me": self._me(connection.actor)})
            self.hub.tell(person, frame, self.seq)
            return

    def _send_ephemeral(self, audience: Audience, frame: Frame) -> None:
        self.hub.broadcast(audience, frame, self.seq)

    # What happens by itself

    async def _keep_time(self) -> None:
        """Issue the commands whose time has come."""
        while True:
            self._changed.clear()
            deadline = next_deadline(self.session)
            wait = None if deadline is None else (deadline.at - self.now()) / 1000
            if deadline is None or (wait is not None and wait > 0):
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._changed.wait(), wait)
                continue
            try:
                await self.submit(CLOCK, deadline.command_id, deadline.command)
            except LiveError:
                await asyncio.sleep(RETRY_SECONDS)

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(wire.BEAT_SECONDS)
            self._attendance.give_up(self.now())
            frame = wire.beat(self.seq, self.now())
            for audience in Audience:
                self.hub.broadcast(audience, frame, self.seq)

    async def _sweep(self) -> None:
        while True:
            await asyncio.sleep(SWEEP_SECONDS)
            self.hub.sweep(self.seq)


def _open_polls(session: LiveSession) -> set[str]:
    return {poll.id for poll in session.polls.open()}
