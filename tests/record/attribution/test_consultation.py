"""What two platforms save of one consultation ends up with whoever spoke."""

from collections.abc import Callable, Sequence

import pytest
from msgspec.structs import replace

from live.domain.actors import Milliseconds, PersonId, Role
from live.domain.captions import Line, Stream
from live.domain.people import Name
from live.record.attribution.lines import attributed
from live.record.attribution.offset import find_offset
from live.record.model import Person
from live.record.speaking import Caption
from live.transcripts.model import Transcript
from live.transcripts.parsing import parse
from tests.record import consultation
from tests.record.consultation import GUESTS, OPENED, SPEECHES, TEAMS_BEGAN, ZOOM_BEGAN
from tests.record.spoken import turn

PEOPLE = tuple(
    Person(
        PersonId(guest.id),
        guest.name,
        guest.organisation,
        guest.group,
        guest.region,
        Role.MODERATOR if guest.id == consultation.CHAIR else Role.PARTICIPANT,
        OPENED,
    )
    for guest in GUESTS.values()
)
NAMES = {one.id: Name(one.name, one.organisation) for one in PEOPLE}
TURNS = tuple(turn(PersonId(speech.by), *speech.floor, nr) for nr, speech in enumerate(SPEECHES, 1))
WITHIN = 2_000


def zoom() -> Transcript:
    return parse(consultation.zoom(), consultation.ZOOM_NAME, [one.name for one in PEOPLE])


def teams() -> Transcript:
    return parse(consultation.teams(), consultation.TEAMS_NAME, [one.name for one in PEOPLE])


both = pytest.mark.parametrize(("made", "zero"), [(zoom, ZOOM_BEGAN), (teams, TEAMS_BEGAN)])
Made = Callable[[], Transcript]


def lines(transcript: Transcript, *, named: bool = True) -> tuple[Line, ...]:
    whole = (
        Line(f"l_{nr}", line.start, line.end, line.text, line.label)
        for nr, line in enumerate(transcript.lines)
    )
    return tuple(line if named else replace(line, label="") for line in whole)


def spoke(caption: Caption) -> str:
    """Who spoke in truth."""
    middle = (caption.start + caption.end) // 2
    return next(one.by for one in SPEECHES if one.start - WITHIN <= middle < one.end + WITHIN)


def captions(of: Sequence[Line], zero: Milliseconds) -> tuple[Caption, ...]:
    return attributed(Stream("x_1", "en", "webvtt", zero, lines=tuple(of)), TURNS, PEOPLE)


@both
@pytest.mark.parametrize("named", [True, False])
def test_the_beginning_is_found(made: Made, zero: Milliseconds, named: bool) -> None:
    found = find_offset(lines(made(), named=named), TURNS, NAMES)
    assert found is not None
    assert abs(found.zero - zero) <= WITHIN


@both
def test_each_line_is_given_to_whoever_spoke(made: Made, zero: Milliseconds) -> None:
    given = captions(lines(made()), zero)
    assert [caption.person for caption in given] == [spoke(caption) for caption in given]
    assert sum(caption.method == "label" for caption in given) * 4 > len(given) * 3


@both
def test_without_names_the_floor_tells(made: Made, zero: Milliseconds) -> None:
    given = captions(lines(made(), named=False), zero)
    right = [caption.person == spoke(caption) for caption in given]
    assert sum(right) >= 0.95 * len(right)
    assert not any(caption.method == "label" for caption in given)
