"""A secret poll that is asked again is compared with its earlier runs, on a real database."""

import asyncio

import pytest

from live.domain.actors import Actor, Ask, PersonId, Role
from live.domain.commands import Command
from live.domain.life import CloseSession
from live.domain.people import EditPerson, Leave
from live.domain.polls import CastBallot, ClosePoll, CreatePoll, DuplicatePoll, OpenPoll
from live.domain.run_sheet import Poll
from live.domain.tally import Tally
from live.room.submission import Submission
from tests.room.rig import Rig

CIVIL = [f"p_c{nth}" for nth in range(6)]
PRIVATE = [f"p_p{nth}" for nth in range(6)]
EVERYONE = [*CIVIL, *PRIVATE]
BOTH = [("civil",), ("private",)]


@pytest.fixture
async def full(rig: Rig) -> Rig:
    """A session in which six of each group are."""
    for group, people in ("civil", CIVIL), ("private", PRIVATE):
        for person in people:
            await rig.join(person, group=group)
    return rig


def who(person: str) -> Actor:
    return Actor(PersonId(person), Role.PARTICIPANT)


def ballots(poll: Poll, people: list[str], of: str) -> list[tuple[Actor, Command]]:
    """Every other one says yes."""
    yes, no = (option.id for option in poll.options)
    choices = {person: (yes if int(person[-1]) % 2 else no) for person in people}
    return [(who(person), CastBallot(of, (choice,), 1)) for person, choice in choices.items()]


async def vote(rig: Rig, poll: str, people: list[str]) -> None:
    for actor, ballot in ballots((await rig.room()).session.polls.sheet[poll], people, poll):
        await rig.do(actor, ballot)


async def run(rig: Rig, poll: str, people: list[str]) -> Tally:
    await vote(rig, poll, people)
    await rig.do(rig.chair, ClosePoll(poll))
    return await tally(rig, poll)


async def tally(rig: Rig, poll: str) -> Tally:
    counted = (await rig.room()).session.polls.sheet[poll].tally
    assert counted
    return counted


async def again(rig: Rig, poll: str) -> str:
    made = await rig.do(rig.chair, DuplicatePoll(poll, again=True))
    await rig.do(rig.chair, OpenPoll(str(made.result["poll"])))
    return str(made.result["poll"])


def shown(counted: Tally) -> list[tuple[str, ...]]:
    return [row.ids for row in counted.groups if row.counts]


async def test_the_same_people_see_the_same_rows(full: Rig) -> None:
    poll, _ = await full.open_poll()
    assert shown(await run(full, poll, EVERYONE)) == BOTH
    await full.again()
    second = await run(full, await again(full, poll), EVERYONE)
    assert shown(second) == BOTH
    assert not second.close_to_earlier


async def test_one_voter_fewer_is_not_told_by_group(full: Rig) -> None:
    poll, _ = await full.open_poll()
    await run(full, poll, EVERYONE)
    second = await run(full, await again(full, poll), EVERYONE[1:])
    assert shown(second) == []
    assert second.close_to_earlier


async def test_a_run_is_compared_with_all_before_it(full: Rig) -> None:
    poll, _ = await full.open_poll()
    await run(full, poll, EVERYONE)
    nobody = await again(full, poll)
    await run(full, nobody, [])
    third = await run(full, await again(full, nobody), EVERYONE[1:])
    assert shown(third) == []


async def test_somebody_is_compared_by_the_group_of_then(full: Rig) -> None:
    """Two have changed groups, one each way."""
    poll, _ = await full.open_poll()
    await run(full, poll, EVERYONE)
    for person, group in (CIVIL[0], "private"), (PRIVATE[1], "civil"):
        await full.do(who(person), EditPerson(group=group))
    second = await run(full, await again(full, poll), EVERYONE)
    assert shown(second) == [("civil", "private")]


async def test_a_group_that_was_corrected_before_is_known(full: Rig) -> None:
    poll, _ = await full.open_poll()
    await full.do(who(CIVIL[0]), EditPerson(group="private"))
    await run(full, poll, EVERYONE)
    assert shown(await run(full, await again(full, poll), EVERYONE)) == BOTH


async def test_those_who_have_left_are_compared_too(full: Rig) -> None:
    poll, _ = await full.open_poll()
    await run(full, poll, EVERYONE)
    await full.do(who(CIVIL[0]), Leave())
    assert shown(await run(full, await again(full, poll), EVERYONE[1:])) == []


async def test_an_organisation_of_which_nobody_is_any_more_has_voted_before(full: Rig) -> None:
    for person in EVERYONE:
        await full.do(who(person), EditPerson(organisation=f"Org of {person}"))
    made = await full.do(full.chair, CreatePoll("yes_no", "Shall we?", per="organisation"))
    poll = str(made.result["poll"])
    await full.do(full.chair, OpenPoll(poll))
    assert shown(await run(full, poll, EVERYONE)) == BOTH
    await full.do(who(CIVIL[0]), EditPerson(organisation="Org of p_c1"))
    second = await run(full, await again(full, poll), EVERYONE[1:])
    assert shown(second) == [("civil", "private")]
    assert second.close_to_earlier


async def test_runs_that_end_with_the_session_are_compared(full: Rig) -> None:
    poll, _ = await full.open_poll()
    await run(full, poll, [])
    second, third = await again(full, poll), await again(full, poll)
    await vote(full, second, EVERYONE)
    await vote(full, third, EVERYONE[1:])
    await full.do(full.chair, CloseSession())
    assert [shown(await tally(full, one)) for one in (second, third)] == [BOTH, []]


async def test_runs_of_one_batch_are_compared(full: Rig) -> None:
    poll, _ = await full.open_poll()
    await vote(full, poll, EVERYONE)
    second = Ask(full.chair, "again", 0).new_id("q")
    room = await full.room()
    commands: list[tuple[Actor, Command]] = [
        (full.chair, ClosePoll(poll)),
        (full.chair, DuplicatePoll(poll, again=True)),
        (full.chair, OpenPoll(second)),
        *ballots(room.session.polls.sheet[poll], EVERYONE[1:], second),
        (full.chair, ClosePoll(second)),
    ]
    ids = ["close", "again", *(f"{nth}" for nth in range(len(commands) - 2))]
    waiting = [
        room.enqueue(Submission(actor, command_id, command))
        for command_id, (actor, command) in zip(ids, commands, strict=True)
    ]
    await asyncio.gather(*waiting)
    assert shown(await tally(full, poll)) == BOTH
    assert shown(await tally(full, second)) == []


async def test_a_named_poll_shows_all_rows_again(full: Rig) -> None:
    poll, _ = await full.open_poll(secret=False)
    await run(full, poll, EVERYONE)
    second = await run(full, await again(full, poll), EVERYONE[1:])
    assert shown(second) == BOTH
    assert not second.close_to_earlier
