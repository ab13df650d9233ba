"""The whole summary: its sections in their order."""

from live.record.document import Document
from live.record.summary import agenda, outcomes, overview, participation, polls
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
            *agenda.section(tell),
            *agenda.discussion(tell),
            *polls.section(tell),
            *outcomes.notes(tell),
            *outcomes.unheard(tell),
            *outcomes.next_steps(tell),
        ),
        foot=tell.foot(),
    )
