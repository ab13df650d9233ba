"""docs/protocol.md tells every document, field by field, as each audience is sent it."""

import ast
import inspect
import re
from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from live.domain import agenda, captioning, draft, floor, life, notes, polls, proposals, queue
from live.domain.documents import PROJECTIONS, Audience, Document, View
from live.domain.me import Marks, me
from live.domain.session import answer
from live.room import attendance
from live.room.presence import Seen, presence, running, turnout
from tests.document import rows
from tests.domain.occasion import Sitting, ada, bo, chair, cy, scribe, sitting
from tests.test_protocol_document import PAGE

DOCUMENTS = PAGE.entries("Documents")
STAFF_ONLY = "staff only"
EPHEMERAL = {"presence", "turnout/{id}", "live/{id}", "me"}


@pytest.fixture(scope="module")
def occasion() -> Sitting:
    """A session in which there is one of everything."""
    here = sitting()
    item = answer(here.do(chair, agenda.AddItem("Opening")))["item"]
    here.do(chair, agenda.StartItem(str(item)))
    for _ in range(2):
        asked = str(answer(here.do(ada, queue.RequestFloor()))["request"])
        holder = here.session.floor.holder
        here.do(chair, floor.GrantFloor(asked, holder.request if holder else None))
    for who in (bo, cy):
        here.do(who, queue.RequestFloor())
    [waits] = here.session.queue.of_person(bo.id)
    here.do(bo, queue.WriteIn(waits.id, "In writing."))
    here.do(scribe, notes.PostNote("Agreed."))
    gone = str(answer(here.do(scribe, notes.PostNote("Never mind.")))["note"])
    here.do(scribe, notes.RetractNote(gone))
    here.do(chair, life.EditSession(proposals=True))
    here.do(ada, proposals.ProposeNote("More time."))
    post = captioning.PostCaption("k_1", "en", 1, b"Good morning.")
    here.do(captioning.captioner("k_1"), post)
    here.do(scribe, draft.TakeSection(draft.GENERAL, None))
    here.do(chair, draft.WriteSection(draft.GENERAL, 1, "It was agreed."))
    made = here.do(chair, polls.CreatePoll("single", "Agreed?", ("Yes", "No"), secret=False))
    poll, options = answer(made).values()
    assert isinstance(options, list)
    here.do(chair, polls.OpenPoll(str(poll)))
    here.do(ada, polls.CastBallot(str(poll), (options[0],), 1))
    here.do(chair, polls.ClosePoll(str(poll)))
    here.do(chair, polls.PublishPoll(str(poll)))
    made = here.do(chair, polls.CreatePoll("text", "What else?", secret=False))
    said = str(answer(made)["poll"])
    here.do(chair, polls.OpenPoll(said))
    here.do(ada, polls.CastBallot(said, ("More time.", "0123456789abcdef01234567"), 1))
    here.do(chair, polls.ClosePoll(said))
    here.do(chair, polls.PublishPoll(said))
    return here


def durable(here: Sitting, audience: Audience) -> dict[str, Document]:
    documents = View(here.session, here.directory, audience).everything()
    shown: dict[str, Document] = {}
    for key, document in documents.items():  # of several the first
        shown.setdefault(re.sub("/.*", "/{id}", key), document)
    return shown


def ephemeral(here: Sitting, *, staff: bool) -> dict[str, Document]:
    online = {ada.id, chair.id}
    poll = next(iter(here.session.polls.sheet.values()))
    pulse = replace(poll, kind="pulse")
    return {
        "presence": presence(here.session, here.directory, online, staff=staff),
        "turnout/{id}": turnout(
            here.session, here.directory, poll, Seen(set(), online, set(), None), staff=staff
        ),
        "live/{id}": running(pulse, {option.id: 3 for option in poll.options}, 6) or {},
        "me": me(here.session, here.directory, ada, Marks()),
    }


def shown(here: Sitting, audience: Audience) -> dict[str, Document]:
    return durable(here, audience) | ephemeral(here, staff=audience is Audience.STAFF)


def refreshed() -> Iterator[str]:
    """The first parts of the keys that a room sends without a seq, from its source."""
    for node in ast.walk(ast.parse(inspect.getsource(attendance))):
        match node:
            case ast.Call(func=ast.Attribute(attr="refresh")) | ast.FunctionDef(name="_counts"):
                texts = (part.value for part in ast.walk(node) if isinstance(part, ast.Constant))
                yield from (str(text).partition("/")[0] for text in texts)


def test_every_ephemeral_key_is_told() -> None:
    assert {*refreshed(), "me"} == {key.partition("/")[0] for key in EPHEMERAL}


def test_every_key_of_a_document_is_told() -> None:
    assert {key.partition("/")[0] for key in DOCUMENTS.keys() - EPHEMERAL} == set(PROJECTIONS)
    assert DOCUMENTS.keys() >= EPHEMERAL


def test_a_key_is_told_as_it_is(occasion: Sitting) -> None:
    assert shown(occasion, Audience.STAFF).keys() == DOCUMENTS.keys()


@pytest.mark.parametrize("key", DOCUMENTS)
def test_a_document_is_told_as_staff_see_it(occasion: Sitting, key: str) -> None:
    assert list(rows(DOCUMENTS[key])) == list(shown(occasion, Audience.STAFF)[key])


@pytest.mark.parametrize("key", DOCUMENTS)
def test_a_document_is_told_as_the_public_sees_it(occasion: Sitting, key: str) -> None:
    told = [name for name, cells in rows(DOCUMENTS[key]).items() if STAFF_ONLY not in cells[-1]]
    document = shown(occasion, Audience.PUBLIC).get(key)
    if document is None:
        assert "for staff only" in DOCUMENTS[key]
    else:
        assert told == list(document)


@pytest.mark.parametrize("key", DOCUMENTS)
def test_a_document_is_told_to_last_or_not(key: str) -> None:
    assert ("Ephemeral" in DOCUMENTS[key]) == (key in EPHEMERAL)
    assert ("Durable" in DOCUMENTS[key]) == (key not in EPHEMERAL)
