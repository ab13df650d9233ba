"""What a rapporteur has to look at of captions."""

from live.record.attribution.review import Counts, counted, disagreements
from tests.record.talked import talked


def test_lines_are_counted_by_how_surely_their_speaker_is_known() -> None:
    assert counted(talked().record().captions) == Counts(8, 4, 3, 1)


def test_a_source_and_a_floor_that_name_different_people_disagree() -> None:
    [line] = disagreements(talked().record())
    assert line.text == "As Ben I say it again."
