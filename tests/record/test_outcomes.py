"""What came out of a session, in the summary."""

import pytest

from live.domain import notes, queue
from live.domain.floor import GrantFloor
from tests.domain.occasion import chair, scribe
from tests.record.sittings import ada, opened, written

LINE = {"decision": "We meet in May.", "action": "Send the draft.", "point": "Law comes first."}


@pytest.mark.parametrize(("tag", "signed"), [("decision", 0), ("action", 0), ("point", 1)])
def test_what_is_decided_or_to_be_done_is_nobodys_word(tag: notes.Tag, signed: int) -> None:
    here = opened()
    here.do(chair, GrantFloor(here.made(ada, queue.RequestFloor()), None))
    here.do(scribe, notes.PostNote(LINE[tag], tag))
    _, *places = written(here.record(), "summary.md").split(LINE[tag].removesuffix("."))
    assert [there.partition("\n\n")[0].count("Ada") for there in places] == [signed] * len(places)
    assert places
