"""What a room shows of polls while they are open, and forgets when they are over."""

import asyncio
from time import monotonic
from typing import Any

import pytest
from sqlalchemy import text

from live import wire
from live.domain.actors import Actor, PersonId
from live.domain.deadlines import CLOCK, next_deadline
from live.domain.disclosure import K
from live.domain.documents import Audience
from live.domain.people import EditPerson, Leave
from live.domain.polls import (
    MOST_AHEAD,
    CastBallot,
    ClosePoll,
    CreatePoll,
    KeepPollOpen,
    OpenPoll,
    PulsePoll,
    RehearsePoll,
    RemovePoll,
)
from live.errors import Invalid, Stale
from live.room import attendance as rooms
from tests.room.rig import Peer, Rig


def shown(peer: Peer, key: str) -> Any:
    """The document under a key as it was last sent; None if it is gone."""
    document: Any = None
    for frame in peer.frames:
        if frame["type"] == "now":
            document = None if key in frame["del"] else frame["set"].get(key, document)
    return document


async def watching(rig: Rig, actor: Actor, audience: Audience) -> Peer:
    peer = Peer()
    (await rig.room()).attach(actor, audience, peer, None, "")
    return peer


async def pulse(rig: Rig) -> tuple[str, list[str]]:
    made = await rig.do(rig.chair, PulsePoll())
    options: Any = made.result["options"]
    return str(made.result["poll"]), options


async def feeling(rig: Rig, poll: str, option: str, number: int) -> list[Actor]:
    people = [await rig.join(f"p_{nth}") for nth in range(number)]
    for who in people:
        await rig.do(who, CastBallot(poll, (option,), 1))
    return people


async def test_a_pulse_shows_its_counts_once_enough_have_voted(rig: Rig) -> None:
    poll, (agree, _, disagree) = await pulse(rig)
    peer = await watching(rig, rig.chair, Audience.PUBLIC)
    people = await feeling(rig, poll, agree, K - 1)
    await peer.until(lambda: (shown(peer, f"turnout/{poll}") or {}).get("voted") == K - 1)
    assert shown(peer, f"live/{poll}") is None
    last = await rig.join("p_last")
    await rig.do(last, CastBallot(poll, (agree,), 1))
    await rig.do(people[0], CastBallot(poll, (disagree,), 2))
    counts = {agree: K - 1, disagree: 1}
    await peer.until(
        lambda: counts.items() <= (shown(peer, f"live/{poll}") or {"counts": {}})["counts"].items()
    )
    await rig.do(rig.chair, ClosePoll(poll))
    await peer.until(lambda: shown(peer, f"live/{poll}") is None)
    tally = (await rig.room()).documents(Audience.PUBLIC)[f"tally/{poll}"]
    assert counts.items() <= tally["counts"].items()  # type: ignore[attr-defined]


async def test_a_pulse_goes_on_after_a_restart(rig: Rig) -> None:
    poll, (agree, *_) = await pulse(rig)
    (ada, *_) = await feeling(rig, poll, agree, K)
    await rig.again()
    await rig.do(ada, CastBallot(poll, (agree,), 2))
    peer = await watching(rig, rig.chair, Audience.PUBLIC)
    await rig.do(ada, CastBallot(poll, (agree,), 3))
    await peer.until(lambda: shown(peer, f"live/{poll}") is not None)
    assert shown(peer, f"live/{poll}")["counts"][agree] == K


async def test_a_secret_poll_shows_no_counts_while_it_is_open(rig: Rig) -> None:
    poll, (yes, _) = await rig.open_poll()
    peer = await watching(rig, rig.chair, Audience.STAFF)
    await feeling(rig, poll, yes, K)
    await peer.until(lambda: (shown(peer, f"turnout/{poll}") or {}).get("voted") == K)
    assert not any(f"live/{poll}" in frame.get("set", {}) for frame in peer.frames)


async def test_who_is_of_an_organisation_hears_that_it_has_voted(rig: Rig) -> None:
    ada, bo = [await rig.join(name) for name in ("p_ada", "p_bo")]
    command = CreatePoll("single", "Shall we?", ("Yes", "No"), per="organisation")
    made = await rig.do(rig.chair, command)
    poll, options = str(made.result["poll"]), made.result["options"]
    assert isinstance(options, list)
    await rig.do(rig.chair, OpenPoll(poll))
    peer = await watching(rig, bo, Audience.PUBLIC)
    await rig.do(ada, CastBallot(poll, (options[0],), 1))
    await peer.until(lambda: shown(peer, "me")["cast"] == {poll: 1})
    await rig.do(bo, CastBallot(poll, (options[1],), 2))
    await rig.do(rig.chair, ClosePoll(poll))
    tally = (await rig.room()).session.polls.poll(poll).tally
    assert tally
    assert (tally.voters, tally.counts) == (1, {options[0]: 0, options[1]: 1})


async def rows(rig: Rig, poll: str) -> int:
    """How many a poll has left in the database, besides its events."""
    tables = ("ballots", "turnout", "poll_keys")
    queries = [text(f"SELECT count(*) FROM {table} WHERE poll = :poll") for table in tables]
    return await rig.database.read(
        lambda c: sum(c.execute(query, {"poll": poll}).scalar_one() for query in queries)
    )


@pytest.mark.parametrize("closed", [False, True], ids=["open", "closed"])
async def test_nothing_is_left_of_a_rehearsal(rig: Rig, closed: bool) -> None:
    ada = await rig.join("p_ada")
    draft = next(iter((await rig.room()).session.polls.sheet))
    poll = str((await rig.do(rig.chair, RehearsePoll(draft))).result["poll"])
    option = (await rig.room()).session.polls.poll(poll).options[0].id
    await rig.do(ada, CastBallot(poll, (option,), 1))
    if closed:
        await rig.do(rig.chair, ClosePoll(poll))
    assert await rows(rig, poll)
    await rig.do(rig.chair, RemovePoll(poll))
    assert not await rows(rig, poll)
    peer = await watching(rig, ada, Audience.PUBLIC)
    await peer.until(lambda: shown(peer, "me") is not None)
    assert shown(peer, "me")["cast"] == {}


# Who is coming back


async def dropped(rig: Rig) -> tuple[str, Peer, Actor]:
    """Somebody whose connection is lost while a poll is open, and a moderator who looks on."""
    ada = await rig.join("p_ada")
    poll, _ = await rig.open_poll()
    chair = await watching(rig, rig.chair, Audience.STAFF)
    room = await rig.room()
    room.detach(room.attach(ada, Audience.PUBLIC, Peer(), None, ""))
    return poll, chair, ada


def coming_back(peer: Peer, poll: str) -> Any:
    return (shown(peer, f"turnout/{poll}") or {}).get("reconnecting")


async def test_a_phone_that_was_lost_is_coming_back_until_it_is_there(rig: Rig) -> None:
    poll, chair, ada = await dropped(rig)
    await chair.until(lambda: coming_back(chair, poll) == 1)
    await watching(rig, ada, Audience.PUBLIC)
    await chair.until(lambda: coming_back(chair, poll) == 0)


async def test_who_has_left_is_not_coming_back(rig: Rig) -> None:
    poll, chair, ada = await dropped(rig)
    await chair.until(lambda: coming_back(chair, poll) == 1)
    await rig.do(Actor(PersonId(ada.id), ada.role), Leave())
    await rig.join("p_other")
    await watching(rig, rig.chair, Audience.STAFF)
    await chair.until(lambda: coming_back(chair, poll) == 0)


async def test_after_a_minute_nobody_is_expected_back(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    poll, chair, _ = await dropped(rig)
    await chair.until(lambda: coming_back(chair, poll) == 1)
    monkeypatch.setattr(rooms, "RECONNECTING_MS", -1)
    monkeypatch.setattr(wire, "BEAT_SECONDS", 0.01)
    await rig.again()  # with a beat that comes at once
    poll, chair, _ = await dropped(rig)
    await chair.until(lambda: coming_back(chair, poll) == 0)


# Several at once


async def by_organisation(rig: Rig) -> tuple[str, list[str]]:
    """A named poll that counts a ballot for each organisation, and is open."""
    command = CreatePoll("single", "Shall we?", ("Yes", "No"), secret=False, per="organisation")
    made = await rig.do(rig.chair, command)
    poll, options = str(made.result["poll"]), made.result["options"]
    assert isinstance(options, list)
    await rig.do(rig.chair, OpenPoll(poll))
    return poll, options


async def test_who_names_an_organisation_in_the_same_moment_does_not_vote_before_it(
    rig: Rig,
) -> None:
    ada, bo = await rig.join("p_ada"), await rig.join("p_bo")
    await rig.do(bo, EditPerson(organisation=""))
    poll, (yes, no) = await by_organisation(rig)
    await rig.do(ada, CastBallot(poll, (yes,), 1))
    named, voted = await asyncio.gather(
        rig.do(bo, EditPerson(organisation="Org")),
        rig.do(bo, CastBallot(poll, (no,), 1)),
        return_exceptions=True,
    )
    assert not isinstance(named, BaseException)
    assert isinstance(voted, Stale)
    await rig.do(rig.chair, ClosePoll(poll))
    tally = (await rig.room()).session.polls.poll(poll).tally
    assert tally
    assert tally.counts == {yes: 1, no: 0}


async def test_an_organisation_that_has_voted_keeps_the_name_it_had(rig: Rig) -> None:
    ada = await rig.join("p_ada")
    poll, (yes, _) = await by_organisation(rig)
    await rig.do(ada, CastBallot(poll, (yes,), 1))
    await rig.do(rig.chair, ClosePoll(poll))
    await rig.do(ada, EditPerson(organisation="Other"))
    await rig.again()
    tally: Any = (await rig.room()).documents(Audience.STAFF)[f"tally/{poll}"]
    assert [ballot["person"]["name"] for ballot in tally["ballots"]] == ["Org"]


async def test_nobody_takes_all_the_numbers_that_there_are(rig: Rig) -> None:
    ada = await rig.join("p_ada")
    poll, (yes, no) = await by_organisation(rig)
    with pytest.raises(Invalid):
        await rig.do(ada, CastBallot(poll, (yes,), 2**31 - 1))
    await rig.do(ada, CastBallot(poll, (no,), MOST_AHEAD))


@pytest.mark.parametrize("secret", [True, False], ids=["secret", "named"])
async def test_nothing_is_left_of_a_rehearsal_that_ends_while_people_vote(
    rig: Rig, secret: bool
) -> None:
    ada = await rig.join("p_ada")
    made = await rig.do(rig.chair, CreatePoll("yes_no", "Agreed?", secret=secret))
    draft = str(made.result["poll"])
    poll = str((await rig.do(rig.chair, RehearsePoll(draft))).result["poll"])
    option = (await rig.room()).session.polls.poll(poll).options[0].id
    await asyncio.gather(
        rig.do(ada, CastBallot(poll, (option,), 1)), rig.do(rig.chair, RemovePoll(poll))
    )
    assert not await rows(rig, poll)


async def test_a_rehearsal_is_counted_and_ended_in_the_same_moment(rig: Rig) -> None:
    draft = next(iter((await rig.room()).session.polls.sheet))
    poll = str((await rig.do(rig.chair, RehearsePoll(draft))).result["poll"])
    room = await rig.room()
    await asyncio.gather(rig.do(rig.chair, ClosePoll(poll)), rig.do(rig.chair, RemovePoll(poll)))
    assert await rig.room() is room
    assert poll not in room.session.polls.sheet


# What is due


async def test_what_a_moderator_keeps_open_the_clock_does_not_close(rig: Rig) -> None:
    poll, _ = await rig.open_poll()
    await rig.do(rig.chair, ClosePoll(poll, 20))
    deadline = next_deadline((await rig.room()).session)
    assert deadline
    await rig.do(rig.chair, KeepPollOpen(poll))
    await (await rig.room()).submit(CLOCK, deadline.command_id, deadline.command)
    assert (await rig.room()).session.polls.poll(poll).state == "open"


async def test_a_poll_whose_time_was_over_in_a_restart_closes_after_it(rig: Rig) -> None:
    poll, _ = await rig.open_poll()
    await rig.do(rig.chair, ClosePoll(poll, 1))
    await rig.again()
    await rig.rooms.take_up()
    peer = await watching(rig, rig.chair, Audience.STAFF)
    await peer.until(lambda: any(f"tally/{poll}" in frame.get("set", {}) for frame in peer.frames))
    closed = (await rig.room()).session.polls.poll(poll)
    assert closed.closed_at == closed.closes_at


async def test_a_room_in_which_something_is_due_is_not_let_go(rig: Rig) -> None:
    poll, _ = await rig.open_poll()
    await rig.do(rig.chair, ClosePoll(poll, 600))
    room = await rig.room()
    await rig.rooms.let_go(monotonic() + 24 * 3600)
    assert await rig.room() is room
