"""The record of a whole consultation says what its participants saw, number by number."""

import csv
from collections import Counter
from collections.abc import AsyncIterator
from io import StringIO
from itertools import pairwise

import pytest

from live.simulate.replica import Document
from tests.live.gathering import PARTICIPANTS, Gathering, gathered
from tests.live.sitting import ITEMS, NOTES, SPEAKERS, Sitting
from tests.servers import Server

TURNS = SPEAKERS + 2  # a point of order, and whoever was moved in front


@pytest.fixture(scope="module")
async def sitting(server: Server) -> AsyncIterator[Sitting]:
    async with gathered(server) as gathering:
        sitting = Sitting(gathering)
        await sitting.hold()
        yield sitting


@pytest.fixture(scope="module")
async def gathering(sitting: Sitting) -> Gathering:
    return sitting.gathering


@pytest.fixture(scope="module")
async def record(gathering: Gathering) -> Document:
    return await gathering.record()


def _of(gathering: Gathering, part: str) -> dict[str, Document]:
    """The documents of a part, as a moderator sees them."""
    return gathering.chair.replica.of(part)


async def test_everybody_sees_the_same_in_the_end(gathering: Gathering) -> None:
    await gathering.converged()


async def test_the_session_is_as_everybody_saw_it(gathering: Gathering, record: Document) -> None:
    session = gathering.screen.documents["session"]
    for field in ("title", "code", "status", "opened_at", "closed_at", "notice", "groups"):
        assert record[field] == session[field]
    assert session["status"] == "closed"


async def test_people_are_those_whom_the_staff_saw(gathering: Gathering, record: Document) -> None:
    told = {who["id"]: who for who in record["people"]}
    assert told.keys() == _of(gathering, "person").keys()
    assert len(told) == PARTICIPANTS + 4
    for person, seen in _of(gathering, "person").items():
        assert seen.items() <= {**told[person], "erased": False}.items()


@pytest.mark.parametrize("place", ["group", "region"])
async def test_shares_are_those_of_the_people_who_came(
    gathering: Gathering, record: Document, place: str
) -> None:
    came = Counter(who.me[place] for who in gathering.participants)
    airtime = gathering.screen.documents["airtime"][f"{place}s"]
    told = {share["id"]: share for share in record[f"by_{place}"]}
    assert {key: share["participants"] for key, share in told.items() if key in came} == came
    spoke = {
        key: {"ms": share["spoken_ms"], "turns": share["turns"], "of_order": share["of_order"]}
        for key, share in told.items()
        if share["turns"] or share["of_order"]
    }
    assert spoke == airtime


async def test_turns_are_those_that_everybody_saw(gathering: Gathering, record: Document) -> None:
    assert len(record["turns"]) == TURNS
    seen = gathering.screen.replica.of("turn")
    assert {turn["id"] for turn in record["turns"]} == seen.keys()
    for turn in record["turns"]:
        shown = seen[turn["id"]]
        assert turn["person"] == shown["person"]["id"]
        for field in (
            "kind",
            "about",
            "capacity",
            "on_behalf_of",
            "language",
            "source",
            "item",
            "start",
            "end",
            "spoken_ms",
            "limit_ms",
            "interrupts",
        ):
            assert turn[field] == shown[field]


async def test_turns_stand_in_their_order(sitting: Sitting, record: Document) -> None:
    assert [turn["nr"] for turn in record["turns"]] == list(range(1, TURNS + 1))
    *speeches, of_order, moved = record["turns"]
    assert {turn["kind"] for turn in speeches} == {"statement"}
    assert of_order["kind"] == "point_of_order"
    assert {turn["item"] for turn in record["turns"]} == set(sitting.items)
    assert moved["end"] == record["closed_at"]


async def test_speaking_time_leaves_out_the_pause(record: Document) -> None:
    of_order = record["turns"][-2]
    assert of_order["pauses"] == 1
    [pause] = record["breaks"]
    within = of_order["end"] - of_order["start"] - (pause["end"] - pause["start"])
    assert 0 <= of_order["spoken_ms"] <= within


async def test_polls_are_counted_as_the_staff_saw_them(
    gathering: Gathering, record: Document
) -> None:
    assert [poll["secret"] for poll in record["polls"]] == [True, False]
    for poll in record["polls"]:
        tally, seen = poll["tally"], _of(gathering, "tally")[poll["id"]]
        for field in ("counts", "voters", "eligible", "groups", "regions", "fingerprint"):
            assert tally[field] == seen[field]
        votes = Counter(nth % 5 % 3 for nth in range(PARTICIPANTS))
        options = [option["id"] for option in poll["options"]]
        assert tally["counts"] == {options[place]: count for place, count in votes.items()}


async def test_only_published_results_were_seen_by_everybody(
    gathering: Gathering, record: Document
) -> None:
    published = {poll["id"] for poll in record["polls"] if "screen" in poll["published"]}
    assert gathering.screen.replica.of("tally").keys() == published
    assert len(published) < len(record["polls"])


async def test_notes_are_those_of_the_feed(gathering: Gathering, record: Document) -> None:
    seen = gathering.screen.replica.of("note")
    assert {note["id"] for note in record["notes"]} == seen.keys()
    assert len(record["notes"]) == NOTES
    for note in record["notes"]:
        shown = seen[note["id"]]
        assert note["author"] == shown["author"]["id"]
        assert note["speaker"] == (shown["speaker"] and shown["speaker"]["id"])
        for field in ("text", "tag", "item", "turn", "happened_at", "revision"):
            assert note[field] == shown[field]


async def test_of_two_who_revise_a_note_one_is_too_late(sitting: Sitting, record: Document) -> None:
    assert sitting.refusals == ["stale"]
    assert [note["revision"] for note in record["notes"] if "Rewritten" in note["text"]] == [2]


async def test_who_still_waited_at_the_close_is_unheard(sitting: Sitting, record: Document) -> None:
    waited = [
        (request["person"]["id"], request["kind"], request["about"], request["at"])
        for request in sitting.unheard
    ]
    made = {request["id"]: request for request in record["requests"]}
    unheard = [made[request] for request in record["unheard"]]
    assert [(r["person"], r["kind"], r["about"], r["at"]) for r in unheard] == waited
    assert len(unheard) == PARTICIPANTS - SPEAKERS - 2


async def test_every_request_has_an_end(record: Document) -> None:
    fates = Counter(request["fate"] for request in record["requests"])
    assert fates == {
        "heard": TURNS,
        "withdrawn": 1,
        "unheard": PARTICIPANTS - SPEAKERS - 2,
    }
    heard = {request["turn"]: request["person"] for request in record["requests"]}
    assert all(heard[turn["id"]] == turn["person"] for turn in record["turns"])


async def test_the_log_has_everything_in_the_order_of_time(record: Document) -> None:
    assert [moment["at"] for moment in record["log"]] == sorted(m["at"] for m in record["log"])
    told = Counter(moment["what"] for moment in record["log"])
    assert {what: told[what] for what in ("person.joined", "person.left", "queue.moved")} == {
        "person.joined": PARTICIPANTS + 4,
        "person.left": 0,
        "queue.moved": 1,
    }
    assert told["queue.requested"] == len(record["requests"])
    assert told["queue.withdrawn"] == told["turn.paused"] == told["turn.resumed"] == 1
    assert told["turn.started"] == TURNS


async def test_the_log_names_who_did_what(gathering: Gathering, record: Document) -> None:
    by = {moment["what"]: moment["by"] for moment in record["log"]}
    chair = gathering.chair.you["id"]
    assert by["queue.moved"] == by["turn.paused"] == by["session.closed"] == chair
    people = {who["id"] for who in record["people"]}
    assert {moment["by"] for moment in record["log"]} <= people


async def test_who_was_cut_off_is_told_with_the_reason(record: Document) -> None:
    [cut] = [moment for moment in record["log"] if moment["what"] == "queue.unheard"]
    assert (cut["requests"], cut["why"]) == (record["unheard"], "closed")
    reasons = {asked["why"] for asked in record["requests"] if asked["fate"] == "unheard"}
    assert reasons == {"closed"}


async def test_the_agenda_has_the_times_that_everybody_saw(
    gathering: Gathering, record: Document
) -> None:
    assert [item["title"] for item in record["items"]] == list(ITEMS)
    for item in record["items"]:
        shown = gathering.screen.replica.of("item")[item["id"]]
        for field in ("title", "minutes", "spent_ms"):
            assert item[field] == shown[field]
    spans = sorted(tuple(s.values()) for item in record["items"] for s in item["spans"])
    assert all(end == start for (_, end), (start, _) in pairwise(spans))
    assert spans[-1][1] == record["closed_at"]


async def _table(gathering: Gathering, name: str) -> list[dict[str, str]]:
    text = (await gathering.download(name)).decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text, newline="")))


async def test_the_table_of_turns_has_the_same_numbers(
    gathering: Gathering, record: Document
) -> None:
    rows = await _table(gathering, "turns.csv")
    assert [row["turn"] for row in rows] == [turn["id"] for turn in record["turns"]]
    assert [row["person_id"] for row in rows] == [turn["person"] for turn in record["turns"]]
    spoken = [round(1000 * float(row["spoken_seconds"])) for row in rows]
    assert spoken == [turn["spoken_ms"] for turn in record["turns"]]
    assert rows[0]["about"].startswith("'=SUM")


async def test_the_table_of_polls_has_the_same_numbers(
    gathering: Gathering, record: Document
) -> None:
    rows = [row for row in await _table(gathering, "polls.csv") if row["scope"] == "total"]
    counts = [n for poll in record["polls"] for n in poll["tally"]["counts"].values()]
    assert [int(row["votes"]) for row in rows] == counts
    assert {row["voters"] for row in rows} == {str(PARTICIPANTS)}


async def test_the_table_of_polls_says_who_chose_what_in_a_named_poll_only(
    gathering: Gathering, record: Document
) -> None:
    rows = [row for row in await _table(gathering, "polls.csv") if row["scope"] == "ballot"]
    assert {row["poll"] for row in rows} == {"2"}
    assert len(rows) == len({row["person_id"] for row in rows}) == PARTICIPANTS


@pytest.mark.parametrize(
    ("name", "column", "part"),
    [("notes.csv", "note", "notes"), ("people.csv", "person_id", "people")],
)
async def test_other_tables_have_a_row_for_each(
    gathering: Gathering, record: Document, name: str, column: str, part: str
) -> None:
    rows = await _table(gathering, name)
    assert [row[column] for row in rows] == [entry["id"] for entry in record[part]]


async def test_the_summary_has_every_decision(gathering: Gathering, record: Document) -> None:
    summary = _plain((await gathering.download("summary.md")).decode())
    decided = [note["text"] for note in record["notes"] if note["tag"] == "decision"]
    assert decided
    assert all(_plain(text) in summary for text in decided)


async def test_the_summary_names_every_speaker(gathering: Gathering, record: Document) -> None:
    summary = _plain((await gathering.download("summary.md")).decode())
    spoke = {turn["person"] for turn in record["turns"]}
    names = [who["name"] for who in record["people"] if who["id"] in spoke]
    assert len(names) > SPEAKERS
    assert all(name in summary for name in names)
    assert all(title in summary for title in (record["title"], *ITEMS))


def _plain(markdown: str) -> str:
    return markdown.replace("\\", "")
