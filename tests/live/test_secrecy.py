"""A secret poll, and an attacker who gets everything as it is after the close."""

import random
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Literal, get_args

import msgspec
import pytest

from live.simulate.replica import Document
from tests.live.attacker import Attacker, hits
from tests.live.gathering import PARTICIPANTS, Gathering, gathered, together
from tests.live.witness import Choice, Witness
from tests.servers import Server, serving

CHANCE = 55
"""Of 75 people and three options chance gives 25 right guesses, and this many once in 10^12."""


Way = Literal["plain", "crashed", "killed", "shared"]
"""How a poll is held: undisturbed; with a server that is killed while it is open, or just after
the close; on two workers that share the database."""


class Held:
    """A secret poll that is over, in all that it has left."""

    def __init__(self, folder: Path, gathering: Gathering, way: Way) -> None:
        self.folder = folder
        self.gathering = gathering
        self.way = way
        self.elsewhere: list[Witness] = []
        self.output: list[str] = []
        self.choices: dict[str, Choice] = {}
        self.poll = ""
        self.options: Choice = []
        self.while_open: list[Document] = []
        self.downloads: list[bytes] = []

    async def hold(self) -> None:
        """Everybody votes, and then otherwise, and some lose the connection at that."""
        self.poll, self.options = await self.gathering.open_poll(secret=True)
        people = await self._people()
        self.choices = {who.you["id"]: [random.choice(self.options)] for who in people}
        before = len(self.gathering.screen.heard)
        first = [who.vote(self.poll, 1, [random.choice(self.options)]) for who in people]
        await together(first)
        if self.way == "crashed":
            await self._kill()
        await together(
            who.while_dropping("poll.cast", poll=self.poll, choice=choice, n=2)
            if nth % 5 == 0
            else who.send("poll.cast", poll=self.poll, choice=choice, n=2)
            for nth, (who, choice) in enumerate(zip(people, self.choices.values(), strict=True))
        )
        screen, turnout = self.gathering.screen, f"turnout/{self.poll}"
        here = len(people) - len(self.elsewhere)  # a worker hears only of its own
        await screen.until(lambda: screen.replica.ephemeral.get(turnout, {}).get("voted") == here)
        self.while_open = screen.heard[before:]
        await self.gathering.chair.send("poll.close", poll=self.poll)
        if self.way == "killed":
            await self._kill()
        await self.gathering.chair.send("poll.publish", poll=self.poll)
        await self.gathering.level()
        names = ("record.json", "polls.csv", "transcript.html")
        self.downloads = [await self.gathering.download(name) for name in names]

    async def _kill(self) -> None:
        await self.gathering.server.kill()
        await self.gathering.server.start()

    async def _people(self) -> list[Witness]:
        """Where there are two workers, every other is at the second one."""
        people = self.gathering.participants
        if self.way != "shared":
            return people
        second = await self._begin_second()
        for who in people[1::2]:
            self.elsewhere.append(Witness(second.url, who.code, who.cookie))
            await self.elsewhere[-1].start()
        return [who for pair in zip(people[::2], self.elsewhere, strict=False) for who in pair] + (
            people[-1:] if len(people) % 2 else []
        )

    async def _begin_second(self) -> Server:
        self.second = Server(self.folder, {"LIVE_LOG_LEVEL": "debug"})
        self.output = self.second.output
        await self.second.start()
        return self.second

    async def end(self) -> None:
        await self.gathering.server.stop()
        for witness in self.elsewhere:
            await witness.stop()
        if self.way == "shared":
            await self.second.stop()

    def attacker(self) -> Attacker:
        heard = [
            msgspec.json.encode(frame)
            for who in (*self.gathering.everybody, *self.elsewhere)
            for frame in who.heard
            if not self._tells_all(frame)
        ]
        output = "\n".join([*self.gathering.server.output, *self.output]).encode()
        files = [self.folder / f"plenary.db{end}" for end in ("", "-wal", "-shm", "-journal")]
        texts = [output, *heard, *self.downloads]
        return Attacker(files, texts, list(self.choices), self.options)

    def _tells_all(self, frame: Document) -> bool:
        """Patches hold many documents side by side; no document tells of a person and a mark."""
        return bool(frame["type"] == "patch")


@pytest.fixture(scope="module", params=get_args(Way))
async def held(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> AsyncIterator[Held]:
    folder = tmp_path_factory.mktemp("secret")
    async with serving(folder, LIVE_LOG_LEVEL="debug") as server, gathered(server) as gathering:
        poll = Held(folder, gathering, request.param)
        await poll.hold()
        await poll.end()
        yield poll


async def test_no_key_is_left_by_which_a_ballot_is_found(held: Held) -> None:
    assert held.attacker().keys() == []


async def test_the_order_of_things_tells_no_more_than_chance(held: Held) -> None:
    guessed = [guesses for guesses in held.attacker().by_order(held.poll) if guesses]
    assert max(map(len, guessed)) == PARTICIPANTS
    assert max(hits(guesses, held.choices) for guesses in guessed) < CHANCE


async def test_nothing_tells_of_a_person_and_a_mark_together(held: Held) -> None:
    assert held.attacker().by_neighbourhood() == {}


async def test_documents_tell_of_no_person_and_a_mark_together(held: Held) -> None:
    for who in held.gathering.everybody:
        for key, document in who.documents.items():
            told = msgspec.json.encode(document).decode()
            marks = [option for option in held.options if option in told]
            people = [person for person in held.choices if person in told]
            assert not (marks and people), key


async def test_nobody_hears_of_marks_while_the_poll_is_open(held: Held) -> None:
    assert held.while_open
    for frame in held.while_open:
        told = msgspec.json.encode(frame).decode()
        assert not any(option in told for option in held.options)
