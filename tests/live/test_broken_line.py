"""A line that breaks at any byte of a ballot, and a phone that sends it again."""

import pytest

from live.simulate.replica import Document
from tests.live.gathering import Gathering
from tests.live.ledger import Ledger
from tests.live.raw import Raw, framed, raw_connection
from tests.live.witness import Choice, Witness


def said(poll: str, choice: Choice, n: int) -> str:
    with_ = f'{{"poll":"{poll}","choice":["{choice[0]}"],"n":{n}}}'
    return f'{{"id":"{n}","do":"poll.cast","with":{with_}}}'


async def answer(raw: Raw, command_id: str) -> Document:
    while True:
        frame = await raw.frame()
        if frame.get("id") == command_id:
            return frame


class Voter:
    """Somebody whose line breaks, and breaks again."""

    def __init__(self, gathering: Gathering, poll: str) -> None:
        self.who: Witness = gathering.participants[0]
        self.port = gathering.server.port
        self.poll = poll

    async def breaks(self, choice: Choice, n: int, after: int) -> None:
        """Lose the line after so many bytes of a ballot."""
        async with raw_connection(self.who, self.port) as raw:
            await raw.say(said(self.poll, choice, n), after)

    async def sends(self, choice: Choice, n: int) -> Document:
        async with raw_connection(self.who, self.port) as raw:
            await raw.say(said(self.poll, choice, n))
            return await answer(raw, str(n))


@pytest.mark.parametrize("secret", [True, False], ids=["secret", "named"])
async def test_a_ballot_is_one_wherever_the_line_breaks(gathering: Gathering, secret: bool) -> None:
    poll, options = await gathering.open_poll(secret=secret)
    voter = Voter(gathering, poll)
    places = range(len(framed(said(poll, options, 100))) + 1)
    for n, after in enumerate(places, 1):
        choice = [options[n % len(options)]]
        await voter.breaks(choice, n, after)
        sent = await voter.sends(choice, n)
        assert (sent["type"], sent["result"]) == ("done", {"n": n}), after
    on_disk = Ledger(gathering.server.database)
    last = len(places)
    assert on_disk.turnout(poll) == {voter.who.you["id"]: (last, str(last))}
    assert on_disk.ballots(poll) == [[options[last % len(options)]]]


async def test_a_ballot_whose_answer_was_never_read_counts(gathering: Gathering) -> None:
    poll, options = await gathering.open_poll(secret=True)
    voter = Voter(gathering, poll)
    await voter.breaks(options[:1], 1, len(framed(said(poll, options[:1], 1))))
    turnout = f"turnout/{poll}"
    chair = gathering.chair
    await chair.until(lambda: chair.replica.ephemeral.get(turnout, {}).get("voted") == 1)
    await chair.send("poll.close", poll=poll)
    again = await voter.sends(options[:1], 1)
    assert (again["type"], again["result"]) == ("done", {"n": 1})
    late = await voter.sends(options[1:2], 2)
    assert (late["type"], late["code"]) == ("refused", "poll_closed")
    await chair.until(lambda: f"tally/{poll}" in chair.documents)
    assert chair.documents[f"tally/{poll}"]["voters"] == 1
