"""More than seventy people on real sockets do everything in the same second."""

import asyncio
from collections import Counter

from live.simulate.client import Refused
from live.simulate.replica import Document
from tests.live.gathering import PARTICIPANTS, SECONDS, Gathering, together
from tests.live.ledger import Ledger
from tests.live.witness import Witness

ROUNDS = 50


async def test_everybody_who_joins_in_one_second_is_in_the_documents_of_the_staff(
    gathering: Gathering,
) -> None:
    came = {who.you["id"]: who.you["name"] for who in (*gathering.participants, *gathering.staff)}
    assert len(came) == PARTICIPANTS + 4
    for witness in gathering.staff:
        people = witness.replica.of("person")
        assert {person: known["name"] for person, known in people.items()} == came


async def test_presence_counts_every_participant_once(gathering: Gathering) -> None:
    groups = Counter(who.me["group"] for who in gathering.participants)
    staff = {(who.you["id"], who.you["role"]) for who in gathering.staff}
    await together(_until_online(witness) for witness in gathering.everybody)
    assert all(_presence(witness) == {"online": PARTICIPANTS} for witness in gathering.public)
    for witness in gathering.staff:
        seen = _presence(witness)
        assert seen["groups"] == groups
        assert {(who["id"], who["role"]) for who in seen["staff"]} == staff


async def _until_online(witness: Witness) -> None:
    """Until all participants are said to be here and, to the staff, all of the staff."""
    await witness.until(lambda: _presence(witness).get("online") == PARTICIPANTS)
    await witness.until(lambda: len(_presence(witness).get("staff", range(4))) == 4)


def _presence(witness: Witness) -> Document:
    return witness.replica.ephemeral.get("presence", {})


async def test_requests_in_one_second_stand_in_the_order_of_the_journal(
    gathering: Gathering,
) -> None:
    answers = await gathering.request_all()
    await gathering.level()
    order = Ledger(gathering.server.database).requests(gathering.links.code)
    assert len(order) == PARTICIPANTS
    assert set(order) == {answer["request"] for answer in answers}
    assert all(witness.replica.queue() == order for witness in gathering.everybody)


async def test_everybody_who_asks_in_one_second_is_in_the_queue_once(
    gathering: Gathering,
) -> None:
    await gathering.request_all()
    await gathering.level()
    asked = {who.you["id"]: who.you["name"] for who in gathering.participants}
    for witness in gathering.everybody:
        waiting = witness.replica.of("request").values()
        assert len(waiting) == PARTICIPANTS
        assert {request["person"]["id"]: request["person"]["name"] for request in waiting} == asked
    await gathering.converged()


async def test_everybody_knows_which_request_is_theirs(gathering: Gathering) -> None:
    answers = await gathering.request_all()
    await gathering.level()
    mine = [who.me["request"] for who in gathering.participants]
    assert mine == [answer["request"] for answer in answers]


async def test_two_moderators_who_press_next_together_move_the_queue_by_one_each_time(
    gathering: Gathering,
) -> None:
    await gathering.request_all()
    await gathering.level()
    order = gathering.chair.replica.queue()
    people = [_person(gathering.chair, request) for request in order]
    for nth in range(ROUNDS):
        assert await _refusals_of_next(gathering) == ["stale"]
        for witness in gathering.everybody:
            assert witness.documents["floor"]["request"] == order[nth]
            assert witness.replica.queue() == order[nth + 1 :]
    assert _speakers(gathering.screen) == people[: ROUNDS - 1]
    assert _person(gathering.screen, order[ROUNDS - 1]) == people[ROUNDS - 1]
    await gathering.converged()


async def _refusals_of_next(gathering: Gathering) -> list[str]:
    """Both moderators press Next in the same moment."""
    async with asyncio.timeout(SECONDS):
        pressed = map(_next, gathering.moderators)
        answers = await asyncio.gather(*pressed, return_exceptions=True)
    await gathering.level()
    return [str(answer) for answer in answers if isinstance(answer, Refused)]


async def _next(moderator: Witness) -> Document:
    request, holder = moderator.replica.queue()[0], moderator.documents["floor"]["request"]
    return await moderator.send("floor.grant", request=request, instead_of=holder)


def _person(witness: Witness, request: str) -> str:
    return str(witness.documents[f"request/{request}"]["person"]["id"])


def _speakers(witness: Witness) -> list[str]:
    """Whose turns are over, in the order of their turns."""
    turns = sorted(witness.replica.of("turn").values(), key=lambda turn: int(turn["start"]))
    return [turn["person"]["id"] for turn in turns]
