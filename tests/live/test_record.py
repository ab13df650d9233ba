"""The record of a whole session, checked against what the people in it saw."""

import csv
import io
from collections import Counter

import pytest

from live.simulate.client import Refused
from live.simulate.replica import Document
from live.web.places import GROUPS, REGIONS
from tests.live.gathering import PARTICIPANTS, Gathering
from tests.live.witness import Witness

SPEAKERS = 6


class Sitting:
    """A session from its agenda to its close, and what its moderator saw just before that."""

    def __init__(self, gathering: Gathering) -> None:
        self.all = gathering
        self.chair = gathering.chair
        self.seen: dict[str, Document] = {}
        self.unheard: list[str] = []

    async def hold(self) -> None:
        await self._item("Opening", 5)
        await self._speak()
        await self._write()
        await self._pause()
        await self._item("General discussion", 30)
        await self._order()
        await self._vote(secret=True)
        await self._vote(secret=False)
        await self.all.level()
        self.seen = dict(self.chair.documents)
        await self.chair.send("session.close")
        await self.all.level()
        self.seen |= self.chair.replica.documents

    async def _item(self, title: str, minutes: int) -> None:
        made = await self.chair.send("item.add", title=title, minutes=minutes)
        await self.chair.send("item.start", item=made["item"])

    async def _speak(self) -> None:
        """Ten ask, one thinks better of it, one is moved to the front, six speak."""
        asked = [
            (await who.send("queue.request", kind=kind, about=f"Topic {nth}"))["request"]
            for nth, (who, kind) in enumerate(
                zip(self.all.participants, self._kinds(), strict=False)
            )
        ]
        await self.all.participants[9].send("queue.withdraw", request=asked[9])
        await self.chair.send("queue.move", request=asked[7], after=None)
        await self.all.level()
        for _ in range(SPEAKERS):
            await self._next()
        await self.chair.send("floor.release", request=self._holder())
        await self.all.level()
        self.unheard = [*self.chair.replica.queue()]

    @staticmethod
    def _kinds() -> list[str]:
        return ["statement", "question"] * 5

    def _holder(self) -> str | None:
        holder: str | None = self.chair.documents["floor"]["request"]
        return holder

    async def _next(self) -> None:
        request = self.chair.replica.queue()[0]
        await self.chair.send("floor.grant", request=request, instead_of=self._holder())
        await self.chair.send("floor.pause", request=request)
        await self.chair.send("floor.resume", request=request)
        await self.all.level()

    async def _write(self) -> None:
        """Both rapporteurs; where they collide, the second is told."""
        first, second = self.all.rapporteurs
        tags = ["decision", "action", "question", "point", "quote"]
        for tag in tags:
            await first.send("note.post", text=f"One {tag}", tag=tag)
        note = (await second.send("note.post", text="Draft"))["note"]
        await first.send("note.revise", note=note, revision=1, text="Corrected")
        with pytest.raises(Refused, match="stale"):
            await second.send("note.revise", note=note, revision=1, text="Too late")
        gone = (await second.send("note.post", text="Said in confidence"))["note"]
        await second.send("note.retract", note=gone)

    async def _pause(self) -> None:
        await self.chair.send("session.suspend")
        await self.chair.send("session.open")

    async def _order(self) -> None:
        """A point of order goes before all who wait."""
        who = self.all.participants[20]
        made = await who.send("queue.request", kind="point_of_order", about="Sound")
        await self.all.level()
        assert self.chair.replica.queue()[0] == made["request"]
        await self._next()

    async def _vote(self, *, secret: bool) -> None:
        poll, options = await self.all.open_poll(secret=secret)
        for nth, who in enumerate(self.all.participants):
            await who.vote(poll, 1, [options[nth % 3]])
        await self.chair.send("poll.close", poll=poll)
        await self.chair.send("poll.publish", poll=poll)

    def of(self, part: str) -> dict[str, Document]:
        prefix = f"{part}/"
        return {k.removeprefix(prefix): v for k, v in self.seen.items() if k.startswith(prefix)}


@pytest.fixture(scope="module")
async def sitting(one_gathering: Gathering) -> Sitting:
    held = Sitting(one_gathering)
    await held.hold()
    return held


@pytest.fixture(scope="module")
async def record(sitting: Sitting) -> Document:
    return await sitting.all.record()


async def rows(sitting: Sitting, name: str) -> list[dict[str, str]]:
    written = (await sitting.all.download(name)).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(written, newline="")))


def places(sitting: Sitting, part: str) -> Counter[str]:
    return Counter(who.me[part] for who in sitting.all.participants)


async def test_participants_are_counted_by_group_as_they_joined(
    sitting: Sitting, record: Document
) -> None:
    counted = {share["id"]: share["participants"] for share in record["by_group"]}
    assert counted == {group.id: places(sitting, "group")[group.id] for group in GROUPS}
    assert sum(counted.values()) == PARTICIPANTS


async def test_participants_are_counted_by_region_as_they_joined(
    sitting: Sitting, record: Document
) -> None:
    counted = {share["id"]: share["participants"] for share in record["by_region"]}
    assert counted == {region.id: places(sitting, "region")[region.id] for region in REGIONS}


async def test_turns_are_those_that_everybody_saw(sitting: Sitting, record: Document) -> None:
    told = {
        turn["id"]: (turn["person"], turn["kind"], turn["item"], turn["start"], turn["end"])
        for turn in record["turns"]
    }
    assert len(told) == SPEAKERS + 1
    assert told == {
        name: (turn["person"]["id"], turn["kind"], turn["item"], turn["start"], turn["end"])
        for name, turn in sitting.of("turn").items()
    }


async def test_speaking_times_are_those_that_everybody_saw(
    sitting: Sitting, record: Document
) -> None:
    told = {turn["id"]: turn["spoken_ms"] for turn in record["turns"]}
    assert told == {name: turn["spoken_ms"] for name, turn in sitting.of("turn").items()}
    by_group = {share["id"]: share["spoken_ms"] for share in record["by_group"]}
    assert sum(by_group.values()) == sum(told.values())


async def test_results_are_those_that_everybody_saw(sitting: Sitting, record: Document) -> None:
    told = {poll["id"]: poll["tally"] for poll in record["polls"]}
    assert len(told) == 2
    for name, tally in told.items():
        shown = sitting.all.screen.documents[f"tally/{name}"]
        assert tally["counts"] == shown["counts"]
        assert (tally["voters"], tally["eligible"]) == (PARTICIPANTS, PARTICIPANTS)
        assert tally["fingerprint"] == shown["fingerprint"]
        assert sum(tally["counts"].values()) == PARTICIPANTS


async def test_a_secret_ballot_is_linked_to_nobody(record: Document) -> None:
    secret, named = sorted(record["polls"], key=lambda poll: not poll["secret"])
    assert secret["tally"]["ballots"] is None
    assert len(named["tally"]["ballots"]) == PARTICIPANTS


async def test_notes_are_those_that_everybody_saw(sitting: Sitting, record: Document) -> None:
    told = {note["id"]: (note["text"], note["tag"], note["revision"]) for note in record["notes"]}
    assert ("Corrected", None, 2) in told.values()
    assert told == {
        name: (note["text"], note["tag"], note["revision"])
        for name, note in sitting.of("note").items()
    }


async def test_a_retracted_note_is_in_no_file(sitting: Sitting) -> None:
    for name in ("record.json", "notes.csv", "summary.md", "transcript.md"):
        assert b"Said in confidence" not in await sitting.all.download(name)


async def test_requests_that_were_not_met_are_kept(sitting: Sitting, record: Document) -> None:
    waited = [sitting.seen[f"request/{request}"]["person"]["id"] for request in sitting.unheard]
    assert waited
    assert [request["person"] for request in record["unheard"]] == waited


async def test_tables_have_as_many_rows_as_there_are_things(
    sitting: Sitting, record: Document
) -> None:
    assert len(await rows(sitting, "turns.csv")) == len(record["turns"])
    assert len(await rows(sitting, "notes.csv")) == len(record["notes"])
    assert len(await rows(sitting, "people.csv")) == len(record["people"])


async def test_a_summary_names_everybody_who_spoke(sitting: Sitting, record: Document) -> None:
    summary = (await sitting.all.download("summary.md")).decode()
    names = {person["id"]: person["name"] for person in record["people"]}
    assert f"{PARTICIPANTS} participants took part" in summary
    assert all(names[turn["person"]] in summary for turn in record["turns"])


async def test_a_closed_session_takes_no_more_requests(sitting: Sitting) -> None:
    who: Witness = sitting.all.participants[0]
    with pytest.raises(Refused, match="session_closed"):
        await who.send("queue.request", kind="statement")
