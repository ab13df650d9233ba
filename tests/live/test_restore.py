"""A backup is made in the middle of a meeting, and put back after people were erased."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from live.simulate.client import Gone
from live.store import journal, sessions
from live.store.connection import Connection
from live.store.database import Database
from tests.live.burst import Burst
from tests.live.gathering import Gathering, gathered, together
from tests.live.ledger import Key
from tests.live.witness import Witness
from tests.servers import Server, serving

PARTICIPANTS = 15
SECRET = "never-to-be-read-again"


class Restoration:
    """A gathering whose server was put back to a moment in the middle of a burst."""

    def __init__(self, gathering: Gathering, folder: Path) -> None:
        self.gathering = gathering
        self.server: Server = gathering.server
        self.folder = folder
        self.file = folder / "all.backup"
        self.before: list[Key] = []
        self.lost: list[Key] = []
        self.said = ""
        self.erased = gathering.participants[0]

    @property
    def rest(self) -> list[Witness]:
        return [who for who in self.gathering.everybody if who is not self.erased]

    async def carry_out(self) -> None:
        chair, rapporteur = self.gathering.chair, self.gathering.rapporteurs[0]
        burst = Burst(self.gathering, *await self.gathering.open_poll(secret=True))
        await chair.send("queue.open")
        note = await rapporteur.send("note.post", text=f"{SECRET}, said {self.erased.you['name']}")
        burst.begin()
        await burst.until_answered(0.3)
        self.before = [*burst.answered]
        await self.server.run("db", "backup", str(self.file))
        await burst.ended()
        await rapporteur.send("note.redact", note=note["note"])
        await chair.send("person.erase", person=self.erased.you["id"])
        await self.server.stop()
        self.said = await self.server.run("db", "restore", "--replace", str(self.file))
        self.lost = burst.lost(self.before)
        await self.server.start()
        await together(self._came_back(who) for who in self.rest)

    async def _came_back(self, who: Witness) -> None:
        await who.until(lambda: len(who.heard_of("welcome")) == 2)

    def bytes(self) -> bytes:
        files = [path for path in self.folder.glob("plenary.db*") if path.is_file()]
        return b"".join(path.read_bytes() for path in files)


@pytest.fixture(scope="module")
async def restoration(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Restoration]:
    folder = tmp_path_factory.mktemp("restored")
    async with serving(folder) as server, gathered(server, PARTICIPANTS) as everybody:
        restoration = Restoration(everybody, folder)
        await restoration.carry_out()
        yield restoration


async def test_what_was_acknowledged_before_the_backup_is_back(restoration: Restoration) -> None:
    assert restoration.before
    assert restoration.lost == []


async def test_every_browser_starts_afresh(restoration: Restoration) -> None:
    for who in restoration.rest:
        first, again = who.heard_of("welcome")
        assert not again["resumed"]
        assert again["epoch"] != first["epoch"]


async def test_everybody_agrees_on_what_is_back(restoration: Restoration) -> None:
    restoration.gathering.participants.remove(restoration.erased)
    await restoration.gathering.converged()


async def test_who_was_erased_is_let_in_no_more(restoration: Restoration) -> None:
    with pytest.raises(Gone):
        await restoration.erased.send("queue.request", kind="statement")


async def test_what_was_erased_is_in_no_file(restoration: Restoration) -> None:
    written = restoration.bytes()
    assert restoration.gathering.participants[1].you["name"].encode() in written
    assert SECRET.encode() not in written
    assert restoration.erased.you["name"].encode() not in written


async def test_the_journal_is_as_it_was_written(restoration: Restoration) -> None:
    def broken(connection: Connection) -> list[list[int]]:
        return [journal.verify(connection, row.id) for row in sessions.every(connection)]

    database = Database(f"sqlite+pysqlite:///{restoration.server.database}")
    assert await database.read(broken) == [[]]
    await database.close()
    assert "The journal of every session is as it was written." in restoration.said


async def test_what_the_restore_found_is_said(restoration: Restoration) -> None:
    assert "1 sessions are back" in restoration.said
    assert "1 badges and links revoked" in restoration.said
    assert "1 secret polls are open in it" in restoration.said


async def test_voting_goes_on(restoration: Restoration) -> None:
    chair = restoration.gathering.chair
    (poll,) = chair.replica.of("poll")
    await chair.send("poll.close", poll=poll)
    assert chair.documents[f"poll/{poll}"]["state"] == "closed"
