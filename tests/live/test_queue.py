"""What goes wrong in queues elsewhere, tried over real sockets with several at once."""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from typing import Any

import pytest

from live.simulate.client import Refused
from live.simulate.replica import Document
from tests.live.gathering import SECONDS, Gathering, gathered, together
from tests.live.witness import Witness
from tests.servers import Server

PEOPLE = 24
TRIES = 12


@pytest.fixture
async def gathering(server: Server) -> AsyncIterator[Gathering]:
    async with gathered(server, PEOPLE) as everybody:
        yield everybody


async def attempt(who: Witness, do: str, **arguments: Any) -> str:
    """``done``, or the code of the refusal."""
    try:
        await who.send(do, **arguments)
    except Refused as refusal:
        return refusal.code
    return "done"


async def at_once(*asked: Awaitable[str]) -> list[str]:
    async with asyncio.timeout(SECONDS):
        return list(await asyncio.gather(*asked))


def floor(who: Witness) -> Document:
    found: Document = who.documents["floor"]
    return found


def request(who: Witness, name: str) -> Document:
    found: Document = who.documents[f"request/{name}"]
    return found


async def ask(gathering: Gathering, nth: int, **arguments: Any) -> str:
    """The request of one participant, which everybody sees."""
    made = await gathering.participants[nth].send("queue.request", **arguments)
    await gathering.level()
    return str(made["request"])


async def grant(gathering: Gathering, asked: str) -> str:
    """The floor goes to a request; the turn."""
    instead_of = floor(gathering.chair)["request"]
    made = await gathering.chair.send("floor.grant", request=asked, instead_of=instead_of)
    await gathering.level()
    return str(made["turn"])


async def undo(gathering: Gathering) -> None:
    act = gathering.chair.documents["undo"]["act"]
    await gathering.chair.send("queue.undo", act=act)
    await gathering.level()


async def test_who_goes_as_next_is_pressed_is_never_mistaken_for_the_one_behind(
    gathering: Gathering,
) -> None:
    await gathering.request_all()
    await gathering.level()
    of_request = {who.me["request"]: who for who in gathering.participants}
    for _ in range(TRIES):
        first, second, *_ = gathering.chair.replica.queue()
        holder = floor(gathering.chair)["request"]
        answers = await at_once(
            attempt(gathering.chair, "floor.grant", request=first, instead_of=holder),
            attempt(of_request[first], "queue.withdraw", request=first),
        )
        await gathering.level()
        assert sorted(answers) == ["done", "not_found"]
        now = floor(gathering.chair)["request"]
        assert now == (first if answers[0] == "done" else holder)
        assert gathering.chair.replica.queue()[0] == second
    await gathering.converged()


async def test_a_move_does_what_was_meant_while_others_join(gathering: Gathering) -> None:
    early, late = gathering.participants[:8], gathering.participants[8:]
    await together(who.send("queue.request") for who in early)
    await gathering.level()
    for nth, joiner in enumerate(late):
        queue = gathering.chair.replica.queue()
        moved, behind = queue[-1], queue[nth % 5]
        await together(
            [
                gathering.chair.send("queue.move", request=moved, after=behind),
                joiner.send("queue.request"),
            ]
        )
        await gathering.level()
        queue = gathering.chair.replica.queue()
        assert queue[queue.index(behind) + 1] == moved
        assert len(queue) == 8 + nth + 1
    await gathering.converged()


async def test_a_reply_to_a_turn_that_is_over_is_refused(gathering: Gathering) -> None:
    first, second = await ask(gathering, 0), await ask(gathering, 1)
    turn = await grant(gathering, first)
    reply = {"kind": "reply", "answers": turn}
    assert await attempt(gathering.participants[2], "queue.request", **reply) == "done"
    await grant(gathering, second)
    assert await attempt(gathering.participants[3], "queue.request", **reply) == "speaker_changed"
    await gathering.converged()


async def test_whoever_loses_the_network_while_composing_keeps_the_place(
    gathering: Gathering,
) -> None:
    asked = [await ask(gathering, nth) for nth in range(3)]
    writer = gathering.participants[1]
    await writer.while_dropping("queue.edit", request=asked[1], about="From a tunnel")
    await gathering.level()
    assert gathering.chair.replica.queue() == asked
    assert request(gathering.chair, asked[1])["about"] == "From a tunnel"
    await gathering.converged()


async def test_an_undone_next_gives_the_time_back_to_person_and_group(
    gathering: Gathering,
) -> None:
    first, second = await ask(gathering, 0), await ask(gathering, 1)
    before = gathering.chair.documents["airtime"]
    turn = await grant(gathering, first)
    await grant(gathering, second)
    assert gathering.chair.documents["airtime"] != before
    await undo(gathering)
    for who in gathering.everybody:
        assert who.documents["airtime"] == before
        assert (floor(who)["request"], floor(who)["turn"]) == (first, turn)
        assert who.replica.queue() == [second]
        assert who.replica.of("turn") == {}
    await gathering.converged()


async def test_thirty_acts_are_taken_back_one_after_another(gathering: Gathering) -> None:
    await gathering.request_all()
    await gathering.level()
    before = gathering.chair.replica.queue()
    for nth in range(10):
        queue = gathering.chair.replica.queue()
        await gathering.chair.send("queue.move", request=queue[-1], after=queue[nth % 3])
        await gathering.level()
        await grant(gathering, gathering.chair.replica.queue()[0])
        await gathering.chair.send(
            "floor.extend", request=floor(gathering.chair)["request"], seconds=60
        )
        await gathering.level()
    for _ in range(30):
        await undo(gathering)
    for who in gathering.everybody:
        assert who.replica.queue() == before
        assert floor(who)["request"] is None
        assert who.replica.of("turn") == {}
    assert "undo" not in gathering.chair.documents
    await gathering.converged()


async def test_two_who_press_undo_together_take_back_one_act(gathering: Gathering) -> None:
    await gathering.request_all()
    await gathering.level()
    before = [gathering.chair.replica.queue()]
    for _ in range(TRIES):
        queue = before[-1]
        await gathering.chair.send("queue.move", request=queue[-1], after=None)
        await gathering.level()
        before.append(gathering.chair.replica.queue())
    for queue in reversed(before[:-1]):
        act = gathering.chair.documents["undo"]["act"]
        answers = await at_once(
            *(attempt(who, "queue.undo", act=act) for who in gathering.moderators)
        )
        await gathering.level()
        assert sorted(answers) == ["done", "stale"]
        assert gathering.chair.replica.queue() == queue


async def test_what_others_did_meanwhile_survives_an_undo(gathering: Gathering) -> None:
    first, second = await ask(gathering, 0), await ask(gathering, 1)
    await gathering.chair.send("queue.clear")
    third = await ask(gathering, 2)
    await gathering.participants[2].send("queue.ready", request=third, ready="minute")
    await undo(gathering)
    assert gathering.chair.replica.queue() == [first, second, third]
    assert request(gathering.screen, third)["ready"] == "minute"
    await gathering.converged()


async def test_who_asked_again_meanwhile_hinders_the_undo(gathering: Gathering) -> None:
    asked = await ask(gathering, 0)
    await gathering.chair.send("queue.withdraw", request=asked)
    again = await ask(gathering, 0)
    assert "undo" not in gathering.chair.documents
    (act,) = gathering.chair.replica.of("log")
    with pytest.raises(Refused) as refusal:
        await gathering.chair.send("queue.undo", act=act)
    assert refusal.value.frame["details"]["reason"] == "asked_again"
    assert gathering.chair.replica.queue() == [again]


async def test_points_of_order_pass_a_closed_queue_unless_they_are_switched_off(
    gathering: Gathering,
) -> None:
    one, other = gathering.participants[:2]
    await gathering.chair.send("queue.close")
    assert await attempt(one, "queue.request") == "queue_closed"
    assert await attempt(one, "queue.request", kind="point_of_order") == "done"
    await gathering.chair.send("queue.close", points_of_order=False)
    assert await attempt(other, "queue.request", kind="point_of_order") == "queue_closed"
    await gathering.chair.send("queue.open")
    assert await attempt(other, "queue.request", kind="point_of_order") == "done"


async def test_an_interruption_stops_the_speaker_and_lets_them_go_on(
    gathering: Gathering,
) -> None:
    speaks = await ask(gathering, 0)
    turn = await grant(gathering, speaks)
    of_order = await ask(gathering, 1, kind="point_of_order")
    answers = await at_once(
        *(
            attempt(who, "floor.interrupt", instead_of=speaks, request=of_order)
            for who in gathering.moderators
        )
    )
    assert sorted(answers) == ["done", "stale"]
    await gathering.level()
    for who in gathering.everybody:
        assert floor(who)["request"] == of_order
        assert floor(who)["interrupted"]["turn"] == turn
    spoken = floor(gathering.chair)["interrupted"]["spoken_ms"]
    await gathering.participants[1].send("floor.release", request=of_order)
    await gathering.level()
    for who in gathering.everybody:
        assert floor(who)["turn"] == turn
        assert (floor(who)["spoken_ms"], floor(who)["paused"]) == (spoken, False)
    [over] = gathering.screen.replica.of("turn").values()
    assert (over["kind"], over["interrupts"]) == ("point_of_order", turn)
    groups = gathering.screen.documents["airtime"]["groups"]
    assert [(row["ms"], row["turns"], row["of_order"]) for row in groups.values()] == [(0, 0, 1)]
    await gathering.converged()


async def test_whoever_interrupts_from_the_call_is_named_later(gathering: Gathering) -> None:
    speaks = await ask(gathering, 0)
    await grant(gathering, speaks)
    made = await gathering.chair.send("floor.interrupt", instead_of=speaks)
    await gathering.level()
    unnamed = floor(gathering.screen)["request"]
    assert request(gathering.screen, unnamed)["person"]["name"] == ""
    await gathering.chair.send("floor.release", request=unnamed)
    who = gathering.participants[5]
    await gathering.chair.send("floor.identify", turn=made["turn"], person=who.you["id"])
    await gathering.level()
    told = gathering.screen.documents[f"turn/{made['turn']}"]["person"]
    assert told["name"] == who.you["name"]
    await gathering.converged()


async def test_of_two_who_skip_together_one_is_told(gathering: Gathering) -> None:
    absent = await ask(gathering, 0)
    others = [await ask(gathering, nth) for nth in range(1, 4)]
    await grant(gathering, absent)
    answers = await at_once(
        *(attempt(who, "queue.skip", request=absent, skipped=0) for who in gathering.moderators)
    )
    await gathering.level()
    assert sorted(answers) == ["done", "stale"]
    assert gathering.screen.replica.queue() == [others[0], absent, *others[1:]]


async def test_of_two_who_give_a_minute_together_one_is_told(gathering: Gathering) -> None:
    speaks = await ask(gathering, 0)
    await grant(gathering, speaks)
    limit = floor(gathering.chair)["limit_ms"]
    more = {"request": speaks, "seconds": 60, "limit_ms": limit}
    answers = await at_once(*(attempt(who, "floor.extend", **more) for who in gathering.moderators))
    await gathering.level()
    assert sorted(answers) == ["done", "stale"]
    assert floor(gathering.screen)["limit_ms"] == limit + 60_000


async def test_who_has_only_just_asked_is_not_cleared(gathering: Gathering) -> None:
    for nth in range(3):
        await ask(gathering, nth)
    assert await attempt(gathering.chair, "queue.clear", waiting=2) == "stale"
    assert len(gathering.screen.replica.queue()) == 3


async def test_a_claimed_entry_keeps_the_better_place(gathering: Gathering) -> None:
    added = await gathering.chair.send("queue.add", name="Participant 07", source="chat")
    others = [await ask(gathering, nth) for nth in range(3)]
    joined = gathering.participants[7]
    own = await ask(gathering, 7)
    await joined.send("queue.claim", request=added["request"])
    await gathering.level()
    claims = request(gathering.chair, added["request"])["claims"]
    assert claims["id"] == joined.you["id"]
    assert "claims" not in request(gathering.screen, added["request"])
    await gathering.chair.send("queue.claim", request=added["request"])
    await gathering.level()
    assert gathering.screen.replica.queue() == [own, *others]
    assert added["request"] not in gathering.screen.replica.of("request")
    assert joined.me["request"] == own
    await gathering.converged()


async def test_who_was_not_heard_is_heard_in_writing_after_the_close(
    gathering: Gathering,
) -> None:
    asked = await ask(gathering, 0)
    await gathering.chair.send("queue.offer_writing")
    await gathering.chair.send("session.close")
    writer = gathering.participants[0]
    await writer.until(lambda: writer.me["write_in"] == asked)
    assert await attempt(gathering.participants[1], "queue.write_in", request=asked, text="No") == (
        "not_allowed"
    )
    await writer.send("queue.write_in", request=asked, text="What I would have said.")
    await gathering.level()
    assert writer.me["write_in"] is None
    assert gathering.chair.documents[f"written/{asked}"]["text"] == "What I would have said."
    await gathering.converged()


async def test_the_order_follows_the_policy_for_everybody(gathering: Gathering) -> None:
    speaks, *_ = [await ask(gathering, nth) for nth in range(2)]
    await grant(gathering, speaks)
    await gathering.chair.send("floor.release", request=speaks)
    again = await ask(gathering, 0)
    late = await ask(gathering, 2)
    assert gathering.screen.replica.queue()[1:] == [again, late]
    await gathering.chair.send("session.edit", policy="first_time", follow=True)
    await gathering.level()
    assert gathering.screen.replica.queue()[1:] == [late, again]
    moved = await attempt(gathering.chair, "queue.move", request=again, after=None)
    assert moved == "order_follows"
    newest = await ask(gathering, 3)
    assert gathering.screen.replica.queue()[1:] == [late, newest, again]
    await gathering.converged()
