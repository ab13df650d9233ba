"""Everybody votes, and votes again, while connections come and go."""

from collections import Counter

import pytest

from live.simulate.replica import Document
from tests.live.gathering import PARTICIPANTS, Gathering, together
from tests.live.ledger import Ledger
from tests.live.witness import Choice, Witness

DROPPED = 20


class Election:
    """A poll in which everybody votes twice, and what they chose in the end."""

    def __init__(self, gathering: Gathering, poll: str, options: Choice) -> None:
        self.gathering = gathering
        self.poll = poll
        self.choices = {
            who.you["id"]: [options[nth % 7 % 3]] for nth, who in enumerate(gathering.participants)
        }
        self._options = options

    async def hold(self) -> None:
        """Vote twice; some lose their connection with each of their ballots under way."""
        people = self.gathering.participants
        work = [self._unsteadily(who) for who in people[:DROPPED]]
        await together([*work, *(self._steadily(who) for who in people[DROPPED:])])

    async def _steadily(self, who: Witness) -> None:
        await who.vote(self.poll, 1, self._at_first(who))
        await who.vote(self.poll, 2, self.choices[who.you["id"]])

    async def _unsteadily(self, who: Witness) -> None:
        mine = self.choices[who.you["id"]]
        await who.while_dropping("poll.cast", poll=self.poll, choice=self._at_first(who), n=1)
        await who.while_dropping("poll.cast", poll=self.poll, choice=mine, n=2)

    def _at_first(self, who: Witness) -> Choice:
        """Something else than in the end."""
        return [option for option in self._options if [option] != self.choices[who.you["id"]]][:1]

    def counts(self) -> dict[str, int]:
        return dict(Counter(option for choice in self.choices.values() for option in choice))

    async def end(self) -> None:
        await self.gathering.chair.send("poll.close", poll=self.poll)
        await self.gathering.chair.send("poll.publish", poll=self.poll)
        await self.gathering.level()

    def tally(self, witness: Witness) -> Document:
        return witness.documents[f"tally/{self.poll}"]


@pytest.fixture(params=[True, False], ids=["secret", "named"])
async def election(gathering: Gathering, request: pytest.FixtureRequest) -> Election:
    poll, options = await gathering.open_poll(secret=request.param)
    return Election(gathering, poll, options)


async def test_a_tally_counts_the_last_choice_of_everybody_once(election: Election) -> None:
    await election.hold()
    await election.end()
    for witness in election.gathering.everybody:
        tally = election.tally(witness)
        assert tally["counts"] == election.counts()
        assert (tally["voters"], tally["eligible"]) == (PARTICIPANTS, PARTICIPANTS)
    await election.gathering.converged()


async def test_a_voter_whose_connection_drops_has_one_ballot(election: Election) -> None:
    await election.hold()
    on_disk = Ledger(election.gathering.server.database)
    assert {n for n, _ in on_disk.turnout(election.poll).values()} == {2}
    assert sorted(on_disk.ballots(election.poll)) == sorted(election.choices.values())


async def test_connections_that_drop_in_the_middle_resume_by_themselves(
    election: Election,
) -> None:
    await election.hold()
    for witness in election.gathering.participants[:DROPPED]:
        first, *later = witness.heard_of("welcome")
        assert later
        assert all(frame["resumed"] and frame["epoch"] == first["epoch"] for frame in later)


async def test_turnout_counts_everybody_while_the_poll_is_open(election: Election) -> None:
    await election.hold()
    gathering = election.gathering
    watching = (*gathering.moderators, gathering.screen)
    await together(_until_all_voted(witness, election.poll) for witness in watching)


async def _until_all_voted(witness: Witness, poll: str) -> None:
    turnout = {"voted": PARTICIPANTS, "eligible": PARTICIPANTS}
    now = witness.replica.ephemeral
    await witness.until(lambda: turnout.items() <= now.get(f"turnout/{poll}", {}).items())


async def test_nobody_hears_a_count_before_the_close(election: Election) -> None:
    gathering = election.gathering
    await election.hold()
    during = [frame for witness in gathering.everybody for frame in witness.heard]
    assert not any("counts" in str(frame) or "tally/" in str(frame) for frame in during)


async def test_participants_hear_no_count_before_it_is_published(election: Election) -> None:
    gathering = election.gathering
    await election.hold()
    await gathering.chair.send("poll.close", poll=election.poll)
    await gathering.level()
    assert all(election.poll in witness.replica.of("tally") for witness in gathering.staff)
    until_then = [frame for witness in gathering.public for frame in witness.heard]
    assert not any("counts" in str(frame) for frame in until_then)


async def test_a_poll_closes_by_itself_when_its_time_is_over(gathering: Gathering) -> None:
    made = await gathering.chair.send("poll.create", kind="yes_no", question="Agreed?")
    poll, (yes, *_) = str(made["poll"]), made["options"]
    await gathering.chair.send("poll.open", poll=poll)
    await gathering.level()
    early = gathering.participants[0]
    await early.vote(poll, 1, [yes])
    await gathering.chair.send("poll.close", poll=poll, seconds=1)
    await gathering.level()
    for who in gathering.everybody:
        assert who.documents[f"poll/{poll}"]["closes_at"] is not None
    chair = gathering.chair
    await chair.until(lambda: chair.documents[f"poll/{poll}"]["state"] == "closed")
    closed = chair.documents[f"poll/{poll}"]
    assert closed["closed_at"] == closed["closes_at"]
    assert chair.documents[f"tally/{poll}"]["counts"][yes] == 1
    await gathering.level()
    await gathering.converged()
