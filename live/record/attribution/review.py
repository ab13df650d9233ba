"""What a rapporteur has to look at of captions: how many are sure, and which contradict."""

from collections import Counter
from collections.abc import Sequence

import msgspec

from live.domain.actors import CHAIRS
from live.record.model import Record
from live.record.speaking import Caption


class Counts(msgspec.Struct, frozen=True):
    """Lines by how surely it is known who spoke them."""

    lines: int
    certain: int
    likely: int
    unknown: int


def counted(captions: Sequence[Caption]) -> Counts:
    found = Counter(caption.confidence for caption in captions)
    return Counts(len(captions), found["certain"], found["likely"], found["unknown"])


def disagreements(record: Record) -> tuple[Caption, ...]:
    """Lines of which the source says that somebody spoke while another had the floor; not those
    of moderators, who speak without it."""
    return tuple(
        caption
        for caption in record.captions
        if caption.method == "label"
        and caption.person is not None
        and caption.turn is not None
        and record.turn[caption.turn].person != caption.person
        and record.person[caption.person].role not in CHAIRS
    )
