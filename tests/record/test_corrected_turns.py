"""Turns whose times were corrected: what the record tells of them."""

import pytest

from live.domain import life, turns
from live.domain.life import Attribution
from live.record.document import Lines
from live.record.formats import FORMATS
from live.record.projection import project
from live.record.proof import verify
from live.record.telling import Telling
from live.record.transcript import sections
from tests.domain.occasion import MINUTE, SECOND, chair, scribe
from tests.record.journals import proved
from tests.record.sittings import Recorded, ada, opened
from tests.record.test_tables import rows


def held() -> Recorded:
    """Ada spoke for a minute, an hour too early by the clock; corrected after the close."""
    here = opened()
    turn = here.speak(ada, MINUTE, "scope")
    here.now += 90 * MINUTE
    here.do(chair, life.CloseSession())
    here.now += SECOND
    was = here.session.floor.turns[turn]
    times = (was.start + 60 * MINUTE, was.end + 61 * MINUTE)
    here.do(scribe, turns.CorrectTurn(turn, 0, *times))
    return here


def test_the_record_has_the_times_that_were_written() -> None:
    here = held()
    (turn,) = here.record().turns
    kept = here.session.floor.turns[turn.id]
    assert (turn.start, turn.end, turn.corrected) == (kept.start, kept.end, True)
    assert turn.spoken_ms == here.record().spoken_ms == 2 * MINUTE


def test_the_table_says_that_they_were_corrected() -> None:
    record = held().record()
    (row,) = rows(record, "turns.csv")
    assert (row["corrected"], row["spoken_seconds"]) == ("yes", "120.000")


def test_the_log_has_the_turn_where_it_was() -> None:
    record = held().record()
    (turn,) = record.turns
    began = [told.at for told in record.log if told.what == "turn.started"]
    assert began == [turn.start]
    (told,) = (told for told in record.log if told.what == "turn.corrected")
    assert (told.id, told.by) == (turn.id, scribe.id)


def test_the_transcript_tells_who_corrected_them() -> None:
    blocks = sections(Telling(held().record(), "en"))
    told = " ".join(
        line.text for block in blocks if isinstance(block, Lines) for line in block.lines
    )
    assert "Scribe Person\u2069 corrected the times of the turn of \u2068Ada Lovelace" in told
    assert "Its times were corrected." in told


def test_a_record_with_corrected_times_is_right() -> None:
    made = FORMATS["record.json"].write(project(proved(held()), "named"), "en")
    findings = verify(made)
    assert [one.text for one in findings if one.verdict == "wrong"] == []
    assert "Turns that began when they say: 1." in [one.text for one in findings]


@pytest.mark.parametrize("attribution", ["group", "chatham"])
def test_where_nobody_is_told_apart_nothing_is_told_of_it(attribution: Attribution) -> None:
    record = project(held().record(), attribution)
    told = any(one.what == "turn.corrected" for one in record.log)
    assert told is (attribution == "group")
    assert record.turns[0].corrected is told
