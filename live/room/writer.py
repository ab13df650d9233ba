"""One batch of commands in one transaction: everything between BEGIN and COMMIT.

Runs in the writing thread, on a connection, without waiting for anybody. What it returns
takes effect in the room only after the commit. A fault, of the database or in a command, ends
the batch and leaves nothing of it.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import reduce
from secrets import token_hex

import msgspec

from live.domain.actors import Ask, PersonId
from live.domain.counting import counted
from live.domain.deciding import decide, whose
from live.domain.electorate import organisations, voters_of
from live.domain.events import encode
from live.domain.me import concerned
from live.domain.outcome import Outcome
from live.domain.people import Name, PersonLeft
from live.domain.polls import (
    MOST_AHEAD,
    Ballot,
    CastBallot,
    PollOpened,
    PollRemoved,
    PollTallied,
    PollWasClosed,
)
from live.domain.polls import counted as after_count
from live.domain.redaction import PersonErased, RedactionEvent
from live.domain.run_sheet import Poll
from live.domain.runs import Run
from live.domain.session import Event, answer, evolve
from live.domain.touched import touched
from live.errors import IdReused, Invalid, LiveError, Stale
from live.room import gap
from live.room.erasing import Eraser
from live.room.past import Earlier, Known, earlier, fold_of, voter
from live.room.runs import earlier_runs
from live.room.submission import Answer, Done, Key, Submission
from live.store import badges, ballots, directory, journal, sessions
from live.store.connection import Connection

SALT_BYTES = 16


class Written(msgspec.Struct):
    """What a batch came to: answers in the order of the submissions, and all that changed.
    ``voting``: of polls that closed, in which other workers may have taken the last ballots."""

    known: Known
    answers: list[Answer] = []
    events: list[Event] = []
    keys: set[str] = set()
    concerned: set[PersonId] = set()
    ballots: list[Ballot] = []
    voting: Mapping[str, gap.Voting] = {}
    sealed: bool = False


class Batch:
    """The work of one transaction on one session."""

    def __init__(
        self,
        connection: Connection,
        session_id: str,
        known: Known,
        now: int,
        online: AbstractSet[str] = frozenset(),
    ) -> None:
        self.connection = connection
        self.session_id = session_id
        self.session = known.session
        self.names = dict(known.names)
        self.online = online
        self.seq = known.seq
        self.chain = known.chain
        self.epoch = known.epoch
        self.now = max(now, known.at)  # time never goes backwards in a journal
        self.written = Written(known)
        self._entries: list[journal.NewEntry] = []
        self._earlier: dict[Key, Earlier] = {}
        self._turnout: dict[str, dict[str, tuple[int, str] | None]] = {}
        self._casts: list[tuple[str, Ballot]] = []
        self._eraser = Eraser(connection, session_id)

    def run(self, submissions: Sequence[Submission]) -> Written:
        """Decide all, and keep what they bring about; the caller commits."""
        self._catch_up()
        self._look_up(submissions)
        for submission in submissions:
            self.written.answers.append(self._answer(submission))
        self._keep_ballots()
        if self._entries:
            self._keep_entries()
        if self._eraser.erase_words():
            self._read_again()
            self._keep_row()  # its title may have told a name
        self.written.known = Known(
            self.session, self.names, self.seq, self.chain, self.now, self.epoch
        )
        self._look_at_closed()
        return self.written

    def _catch_up(self) -> None:
        """Take the session's row, and what another worker has written since."""
        row = sessions.lock(self.connection, self.session_id)
        missed = gap.read(self.connection, self.written.known, row)
        known = missed.known
        self.session, self.names = known.session, dict(known.names)
        self.seq, self.chain, self.epoch = known.seq, known.chain, known.epoch
        self.now = max(self.now, known.at)
        self.written.events += missed.events
        self.written.keys |= missed.keys
        self.written.concerned |= missed.concerned

    def _read_again(self) -> None:
        """What was redacted is gone from the journal, and so from the state."""
        self.session = fold_of(journal.read(self.connection, self.session_id))
        self.written.sealed = True

    def _keep_names(self, names: Mapping[PersonId, Name]) -> None:
        """Rows of the directory."""
        for entry, name in names.items():
            self.names[entry] = name
            row = directory.Entry(name.name, name.organisation)
            directory.save(self.connection, self.session_id, entry, row)

    def _look_at_closed(self) -> None:
        """In closed polls nobody looks for the ballots of others any more."""
        closed = {event.poll for event in self.written.events if isinstance(event, PollWasClosed)}
        if closed:
            self.written.voting = gap.voting(self.connection, self.written.known, closed)

    def _look_up(self, submissions: Sequence[Submission]) -> None:
        """Read in one go which commands, and which ballots, are here already."""
        voters: dict[str, set[str]] = {}
        keys: set[Key] = set()
        for submission in submissions:
            keys.add(submission.key)
            if isinstance(submission.command, CastBallot):
                poll = submission.command.poll
                voters.setdefault(poll, set()).add(self._voter(submission) or "")
        self._earlier = earlier(self.connection, self.session_id, keys)
        for poll, persons in voters.items():
            found = ballots.lookup(self.connection, poll, persons)
            self._turnout[poll] = {person: found.get(person) for person in persons}

    def _seen(self, poll: str, voter: str) -> tuple[int, str] | None:
        """A voter's latest ballot; read now if this batch has made somebody another voter."""
        known = self._turnout[poll]
        if voter not in known:
            known[voter] = ballots.lookup(self.connection, poll, {voter}).get(voter)
        return known[voter]

    def _answer(self, submission: Submission) -> Answer:
        try:
            known = self._earlier.get(submission.key)
            if known is not None:
                return self._again(submission, known)
            if isinstance(submission.command, CastBallot):
                return self._cast(submission, submission.command)
            return self._carry_out(submission)
        except LiveError as refusal:
            return refusal

    def _again(self, submission: Submission, known: Earlier) -> Done:
        """The answer that this id had before; IdReused if it was for another command."""
        if not known.same(submission.canonical()):
            raise IdReused
        self._keep_badge(submission)
        return Done(known.seq, answer(known.events))

    def _carry_out(self, submission: Submission) -> Done:
        ask = Ask(submission.actor, submission.command_id, self.now)
        name = self.names.get(whose(submission.command, ask))
        outcome = decide(self.session, submission.command, ask, name)
        events: list[Event] = []
        for made in outcome.events:
            events += self._with_tally(made, events)
        self._apply(events)
        self._keep_beside(outcome, events)
        self._keep_badge(submission)
        if events:
            self._note_down(submission, events)
        return Done(self.seq, answer(events))

    def _note_down(self, submission: Submission, events: list[Event]) -> None:
        """Make the journal's entries, which are written at the end of the batch."""
        canonical = submission.canonical()
        for event in events:
            kind, data = encode(event)
            actor, command_id = submission.key
            self._entries.append(
                journal.NewEntry(self.now, actor, command_id, kind, data, canonical)
            )
        self.seq += len(events)
        self._earlier[submission.key] = Earlier(events, self.seq, canonical.__eq__)

    def _with_tally(self, event: Event, before: Sequence[Event]) -> list[Event]:
        """A poll that closes is counted in the same breath, after those that closed ``before``."""
        if not isinstance(event, PollWasClosed):
            return [event]
        self._keep_ballots()
        poll = self.session.polls.sheet[event.poll]
        everybody = voters_of(poll, self.session.people.everyone, self.names)
        kept = ballots.choices(self.connection, poll.id, poll.secret, everybody)
        choices = {PersonId(who): choice for who, choice in kept.items()}
        runs = self._earlier_runs(poll, before) if poll.secret else []
        salt = token_hex(SALT_BYTES)
        tally = counted(self.session, self.names, poll, choices, self.online, salt, runs)
        if tally.ballots is not None:
            self._keep_names(organisations(tally.ballots, self.names))
        return [event, *after_count(poll, tally, self.now)]

    def _earlier_runs(self, poll: Poll, before: Sequence[Event]) -> list[Run]:
        polls = reduce(evolve, before, self.session).polls
        unwritten = [*self.written.events, *before]
        return earlier_runs(self.connection, self.session_id, polls, poll, self.names, unwritten)

    def _apply(self, events: Sequence[Event]) -> None:
        """Take events into the state."""
        for event in events:
            self.written.keys |= touched(self.session, event)
            self.written.concerned |= concerned(self.session, event)
            self.session = evolve(self.session, event)
        self.written.events += events

    def _keep_beside(self, outcome: Outcome, events: Sequence[Event]) -> None:
        """What belongs to the events and is not in the journal."""
        if outcome.entry:
            self._keep_names(dict([outcome.entry]))
        self._keep_names(outcome.rows)
        for event in events:
            match event:
                case RedactionEvent():
                    everyone = self.session.people.everyone
                    self._eraser.take(event, self.names, everyone)
                    if isinstance(event, PersonErased):
                        self.names = self._eraser.erase_name(event.person, self.names, everyone)
                case PersonLeft(person):
                    badges.revoke_actor(self.connection, self.session_id, person, self.now)
                case PollOpened(poll) if self.session.polls.sheet[poll].secret:
                    ballots.create_key(self.connection, poll)
                case PollRemoved(poll):
                    self._keep_ballots()  # else those of this batch would come after it
                    ballots.wipe(self.connection, poll)
                    self.written.sealed = True
                case PollTallied(poll) if self.session.polls.sheet[poll].secret:
                    ballots.seal(self.connection, poll)
                    self.written.sealed = True

    def _keep_badge(self, submission: Submission) -> None:
        """Whoever has gone gets no new badge by sending the old form again."""
        who = self.session.people.everyone.get(submission.actor.id)
        if submission.badge is not None and not (who and who.left):
            badges.insert(self.connection, submission.badge)

    def _voter(self, submission: Submission) -> PersonId | None:
        return voter(self.session, self.names, submission)

    def _cast(self, submission: Submission, command: CastBallot) -> Done:
        """One ballot: the same again has the same answer, an older one is stale."""
        ask = Ask(submission.actor, submission.command_id, self.now)
        seen = self._seen(command.poll, self._voter(submission) or "")
        if seen == (command.n, submission.command_id):
            return Done(self.seq, {"n": command.n})
        outcome = decide(self.session, command, ask, self.names.get(submission.actor.id))
        latest = seen[0] if seen else 0
        if command.n <= latest:
            raise Stale(n=latest)
        if command.n > latest + MOST_AHEAD:
            raise Invalid("n")
        if outcome.ballot is None:
            raise TypeError("a vote without a ballot")
        voted = (command.n, submission.command_id)
        self._turnout[command.poll][outcome.ballot.voter] = voted
        self._casts.append((submission.command_id, outcome.ballot))
        return Done(self.seq, {"n": command.n})

    def _keep_ballots(self) -> None:
        """Write the ballots that have come in so far, in a few statements."""
        casts, self._casts = self._casts, []
        by_poll: dict[tuple[str, bool], list[ballots.Cast]] = {}
        for command_id, ballot in casts:
            cast = ballots.Cast(ballot.voter, ballot.n, command_id, ballot.choice)
            by_poll.setdefault((ballot.poll, ballot.secret), []).append(cast)
        for (poll, secret), rows in by_poll.items():
            ballots.record(self.connection, self.session_id, poll, secret, rows)
        self.written.ballots += [ballot for _, ballot in casts]

    def _keep_entries(self) -> None:
        head = (self.seq - len(self._entries), self.chain)
        self.seq, self.chain = journal.append(self.connection, self.session_id, head, self._entries)
        self._keep_row()

    def _keep_row(self) -> None:
        """What the table of all sessions says of this one."""
        life = self.session.life
        sessions.advance(
            self.connection,
            self.session_id,
            self.seq,
            self.chain,
            title=life.plan.title,
            status=life.status,
            expires_at=life.expires_at,
        )
