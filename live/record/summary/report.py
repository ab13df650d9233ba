"""The whole summary: its sections in their order."""

from collections.abc import Callable, Iterator

from live.record.document import Block, Document, Heading
from live.record.summary.agenda import agenda
from live.record.summary.airtime import speaking_time
from live.record.summary.interventions import interventions
from live.record.summary.outcomes import next_steps
from live.record.summary.overview import facts, overview
from live.record.summary.participants import participants
from live.record.summary.participation import participation
from live.record.summary.polls import polls
from live.record.summary.proceedings import proceedings
from live.record.summary.requests import unheard, waiting, written
from live.record.telling import Telling

Section = Callable[[Telling], Iterator[Block]]


def summary(tell: Telling) -> Document:
    return Document(
        title=tell.title(),
        subtitle=tell.words._("Summary"),
        language=tell.words.language,
        direction=tell.words.direction,
        blocks=(*facts(tell), *_sections(tell), *_annexes(tell)),
        foot=tell.foot(),
        made_at=tell.record.made_at,
        running=tell.running(),
        host=tell.host(),
    )


def _sections(tell: Telling) -> Iterator[Block]:
    """Each under its heading, if there is anything under it."""
    words = tell.words
    headed: tuple[tuple[str, Section], ...] = (
        (words._("Overview"), overview),
        (words._("Participation"), participation),
        (words._("Agenda"), agenda),
        (words._("Discussion"), proceedings),
        (words._("Statements in writing"), written),
        (words._("Waiting to speak"), waiting),
        (words._("Requests not heard"), unheard),
        (words._("Next steps"), next_steps),
    )
    for heading, section in headed:
        if blocks := [*section(tell)]:
            yield Heading(heading)
            yield from blocks


def _annexes(tell: Telling) -> Iterator[Block]:
    """Numbered as far as there are any."""
    words, nr = tell.words, 0
    titled: tuple[tuple[str, Section], ...] = (
        (words._("List of participants"), participants),
        (words._("Interventions"), interventions),
        (words._("Speaking time"), speaking_time),
        (words._("Polls in full"), polls),
    )
    for title, section in titled:
        if blocks := [*section(tell)]:
            nr += 1
            yield Heading(words._("Annex {nr}: {title}", nr=words.number(nr), title=title))
            yield from blocks
