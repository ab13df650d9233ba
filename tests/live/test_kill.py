"""`kill -9` in the middle of everything: what was acknowledged is there, once."""

from collections import Counter
from collections.abc import AsyncIterator

import pytest

from tests.live.burst import BALLOTS, NOTES, Burst
from tests.live.gathering import PARTICIPANTS, Gathering, gathered
from tests.live.ledger import Key, Ledger
from tests.servers import serving

MOMENTS = (0.03, 0.3, 0.6)
"""When the server is killed: after this share of all answers."""


class Aftermath:
    """Everybody, after the server was killed under them again and again."""

    def __init__(self, gathering: Gathering, burst: Burst) -> None:
        self.gathering = gathering
        self.burst = burst
        self.ledger = Ledger(gathering.server.database)
        self.unanswered: list[int] = []
        self.lost: list[Key] = []

    async def kill(self, moment: float) -> None:
        await self.burst.until_answered(moment)
        await self.gathering.server.kill()
        self.unanswered.append(self.burst.size - len(self.burst.answered))
        self.lost += self.burst.lost(self.burst.answered)
        await self.gathering.server.start()


@pytest.fixture(scope="module")
async def aftermath(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Aftermath]:
    async with serving(tmp_path_factory.mktemp("mortal")) as server, gathered(server) as everybody:
        burst = Burst(everybody, *await everybody.open_poll(secret=True))
        after = Aftermath(everybody, burst)
        burst.begin()
        for moment in MOMENTS:
            await after.kill(moment)
        await burst.ended()
        await everybody.level()
        yield after


async def test_each_kill_comes_in_the_middle(aftermath: Aftermath) -> None:
    assert sorted(aftermath.unanswered, reverse=True) == aftermath.unanswered
    assert min(aftermath.unanswered) > 0


async def test_what_was_acknowledged_is_on_disk_when_the_server_is_dead(
    aftermath: Aftermath,
) -> None:
    assert aftermath.lost == []


async def test_what_was_not_answered_is_sent_again_by_itself(aftermath: Aftermath) -> None:
    assert len(aftermath.burst.answered) == aftermath.burst.size


async def test_every_command_has_taken_effect_once(aftermath: Aftermath) -> None:
    burst, commands = aftermath.burst, aftermath.ledger.commands(aftermath.gathering.links.code)
    assert burst.lost(burst.answered) == []
    assert {commands[key] for key in burst.answered if key in commands} == {1}
    for witness in aftermath.gathering.everybody:
        waiting = [request["person"]["id"] for request in witness.replica.of("request").values()]
        assert sorted(waiting) == sorted(burst.choices)
        written = Counter(note["author"]["id"] for note in witness.replica.of("note").values())
        assert written == {who.you["id"]: NOTES for who in aftermath.gathering.rapporteurs}


async def test_the_order_of_the_queue_is_that_of_the_journal(aftermath: Aftermath) -> None:
    order = aftermath.ledger.requests(aftermath.gathering.links.code)
    assert all(who.replica.queue() == order for who in aftermath.gathering.everybody)


async def test_everybody_has_one_ballot(aftermath: Aftermath) -> None:
    turnout = aftermath.ledger.turnout(aftermath.burst.poll)
    assert turnout == dict.fromkeys(aftermath.burst.choices, (BALLOTS, f"ballot {BALLOTS}"))
    ballots = aftermath.ledger.ballots(aftermath.burst.poll)
    assert sorted(ballots) == sorted(aftermath.burst.choices.values())


async def test_clients_resume_by_themselves(aftermath: Aftermath) -> None:
    for witness in aftermath.gathering.everybody:
        first, *later = witness.heard_of("welcome")
        assert later
        assert all(frame["resumed"] and frame["epoch"] == first["epoch"] for frame in later)


async def test_clients_are_as_if_nothing_had_happened(aftermath: Aftermath) -> None:
    await aftermath.gathering.converged()


async def test_the_tally_is_of_what_everybody_chose_last(aftermath: Aftermath) -> None:
    gathering, burst = aftermath.gathering, aftermath.burst
    await gathering.chair.send("poll.close", poll=burst.poll)
    await gathering.chair.send("poll.publish", poll=burst.poll, to=["record"])
    record = await gathering.record()
    tally = record["polls"][0]["tally"]
    assert tally["counts"] == Counter(option for [option] in burst.choices.values())
    assert tally["voters"] == PARTICIPANTS
    assert aftermath.ledger.broken(gathering.links.code) == []
