"""What two platforms save of one consultation is read as what was said."""

from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise

import pytest

from live.transcripts.merging import merged
from live.transcripts.model import Spoken, Transcript
from live.transcripts.parsing import parse
from tests.record import consultation
from tests.record.consultation import (
    GUESTS,
    SPEECHES,
    TEAMS_BEGAN,
    TEAMS_NAME,
    ZOOM_BEGAN,
    ZOOM_NAME,
)

PEOPLE = [guest.name for guest in GUESTS.values()]
ZOOM = {guest.zoom: guest.id for guest in GUESTS.values()}
TEAMS = {guest.teams: guest.id for guest in GUESTS.values()}


def from_zoom() -> Transcript:
    return parse(consultation.zoom(), ZOOM_NAME, PEOPLE)


def from_teams() -> Transcript:
    return parse(consultation.teams(), TEAMS_NAME, PEOPLE)


def words(lines: Iterable[Spoken]) -> str:
    return " ".join(line.text for line in lines)


def truth(since: int = 0) -> str:
    return " ".join(part.text for part in consultation.spoken() if part.start >= since)


def test_speeches_follow_each_other() -> None:
    assert all(one.end < other.start for one, other in pairwise(SPEECHES))
    assert {speech.by for speech in SPEECHES} == set(GUESTS)


def test_zoom_is_read_without_a_problem() -> None:
    transcript = from_zoom()
    assert (transcript.format, transcript.zero) == ("zoom", ZOOM_BEGAN)
    assert (transcript.problems, transcript.skipped) == ((), 0)
    assert words(transcript.lines) == truth(ZOOM_BEGAN)


def test_teams_is_read_without_a_problem() -> None:
    transcript = from_teams()
    assert (transcript.format, transcript.zero) == ("teams", None)
    assert (transcript.problems, transcript.skipped) == ((), 0)
    assert words(transcript.lines) == truth()
    assert transcript.lines[0].start == SPEECHES[0].start - TEAMS_BEGAN == -7000


@pytest.mark.parametrize(
    ("transcript", "zero", "called"),
    [(from_zoom(), ZOOM_BEGAN, ZOOM), (from_teams(), TEAMS_BEGAN, TEAMS)],
    ids=["zoom", "teams"],
)
def test_every_name_is_that_of_whoever_had_the_floor(
    transcript: Transcript, zero: int, called: dict[str, str]
) -> None:
    for line in transcript.lines:
        speaker = next(one for one in SPEECHES if one.start <= zero + line.start < one.end)
        assert not line.label or called[line.label] == speaker.by
    named = [line for line in transcript.lines if line.label]
    assert {called[line.label] for line in named} == set(GUESTS)
    assert len(named) * 10 > len(transcript.lines) * 8


def speeches(transcript: Transcript) -> Iterator[str]:
    for _, lines in groupby(merged(transcript.lines), key=lambda line: line.label):
        yield words(lines)


def test_joined_for_reading_what_teams_has_are_the_speeches() -> None:
    assert list(speeches(from_teams())) == [speech.text for speech in SPEECHES]
