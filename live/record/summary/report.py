"""The whole summary: its sections in their order."""

from live.record.document import Document
from live.record.summary import (
    agenda,
    airtime,
    discussion,
    outcomes,
    overview,
    participation,
    polls,
    requests,
)
from live.record.telling import Telling


def summary(tell: Telling) -> Document:
    return Document(
        title=tell.title(),
        subtitle=tell.words._("Summary"),
        language=tell.words.language,
        direction=tell.words.direction,
        blocks=(
            *overview.facts(tell),
            *overview.section(tell),
            *participation.section(tell),
            *airtime.section(tell),
            *agenda.section(tell),
            *discussion.section(tell),
            *polls.section(tell),
            *outcomes.notes(tell),
            *requests.written(tell),
            *requests.section(tell),
            *outcomes.next_steps(tell),
        ),
        foot=tell.foot(),
        made_at=tell.record.made_at,
    )
