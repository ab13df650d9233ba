"""The course of a session as a drawing: what happened when, in lanes. Plain numbers and words."""

from collections.abc import Iterator

import msgspec
from msgspec.structs import replace

from live.domain.actors import Milliseconds
from live.record import anchors
from live.record.bidi import given
from live.record.checks import merged
from live.record.markup import plain
from live.record.model import Record
from live.record.moment import What
from live.record.passages import APART_MS, chosen, passages
from live.record.telling import Telling
from live.record.words import stopwatch

MINUTE_MS = 60_000
STEPS = (5, 10, 15, 30, 60, 120, 240, 720)
"""Minutes between two times on the axis."""
MOST_TIMES = 10
LEAST_WIDTH = 0.4
"""In percent: what is shorter could not be seen."""


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """From ``x`` on, ``width`` wide, both in percent of the whole; a width of 0 is a point in
    time. ``anchor``: of the line in the transcript, empty for none. ``text`` is written in it."""

    x: float
    width: float = 0
    at: Milliseconds
    label: str
    anchor: str = ""
    text: str = ""


class Lane(msgspec.Struct, frozen=True):
    """``kind``: items, turns, polls, decisions or captions; ``shade`` numbers those of turns."""

    kind: str
    name: str
    marks: tuple[Mark, ...]
    shade: int = 0


class Timeline(msgspec.Struct, frozen=True):
    """``breaks`` go through all lanes."""

    minutes: int
    lanes: tuple[Lane, ...]
    times: tuple[Mark, ...]
    breaks: tuple[Mark, ...]

    def told(self) -> list[tuple[Lane | None, Mark]]:
        """Every mark in the order of time, for those who read rather than look."""
        marks = [(lane, mark) for lane in self.lanes for mark in lane.marks]
        return sorted([*marks, *((None, one) for one in self.breaks)], key=lambda told: told[1].at)


class Scale(msgspec.Struct, frozen=True):
    """Times as percent of the width; from the right where that is how people read."""

    start: Milliseconds
    end: Milliseconds
    mirrored: bool

    def mark(
        self,
        start: Milliseconds,
        end: Milliseconds,
        label: str,
        anchor: str = "",
        text: str = "",
    ) -> Mark:
        at, until = self._share(start), self._share(end)
        width = max(until - at, LEAST_WIDTH)
        x = min(at, 100 - width)
        if self.mirrored:
            x = 100 - x - width
        return Mark(x=x, width=width, at=start, label=label, anchor=anchor, text=text)

    def point(self, at: Milliseconds, label: str, anchor: str = "") -> Mark:
        share = self._share(at)
        x = 100 - share if self.mirrored else share
        return Mark(x=x, at=at, label=label, anchor=anchor)

    def _share(self, at: Milliseconds) -> float:
        within = min(max(at, self.start), self.end) - self.start
        return round(100 * within / (self.end - self.start), 3)


def timeline(tell: Telling) -> Timeline | None:
    """None of a session that was not opened."""
    record = tell.record
    if record.opened_at is None:
        return None
    end = max(record.closed_at or record.made_at, record.opened_at + MINUTE_MS)
    scale = Scale(record.opened_at, end, mirrored=tell.words.direction == "rtl")
    links = _links(record)
    lanes = (
        _items(tell, scale, links),
        *_turns(tell, scale, links),
        _polls(tell, scale, links),
        _decisions(tell, scale, links),
        _captions(tell, scale),
    )
    return Timeline(
        minutes=-(-(end - record.opened_at) // MINUTE_MS),
        lanes=tuple(lane for lane in lanes if lane.marks),
        times=tuple(_times(tell, scale)),
        breaks=tuple(_breaks(tell, scale)),
    )


Links = dict[tuple[What, str | None, Milliseconds | None], str]
"""The anchors of moments by what, of what and when; without a time, of the first."""


def _links(record: Record) -> Links:
    links: Links = {}
    for moment in record.log:
        anchor = anchors.of_moment(moment)
        links.setdefault((moment.what, moment.id, None), anchor)
        links[moment.what, moment.id, moment.at] = anchor
    return links


def _items(tell: Telling, scale: Scale, links: Links) -> Lane:
    marks = []
    for item in tell.record.items:
        for span in item.spans:
            name, end = tell.item(item.id), _end(scale, span.end)
            label = _label(tell, tell.stretch(span.start, span.end), name)
            link = links.get(("item.started", item.id, span.start), "")
            marks.append(scale.mark(span.start, end, label, link, name))
    return Lane("items", tell.words._("Agenda"), tuple(marks))


def _turns(tell: Telling, scale: Scale, links: Links) -> Iterator[Lane]:
    """A lane for each group of whoever spoke, in the host's order."""
    record = tell.record
    of_group: dict[str, list[Mark]] = {place.id: [] for place in record.groups}
    for turn in record.turns:
        lasted = [stopwatch(turn.spoken_ms)] if record.grouped else []
        said = (tell.who(turn.person), tell.subject(turn), *lasted)
        what = tell.words._(", ").join(said)
        label = _label(tell, tell.stretch(turn.start, turn.end), what)
        link = links.get(("turn.started", turn.id, None), "")
        mark = scale.mark(turn.start, _end(scale, turn.end), label, link)
        of_group.setdefault(record.person[turn.person].group, []).append(mark)
    for shade, (group, marks) in enumerate(of_group.items()):
        nobody = record.attribution == "chatham"
        name = tell.words._("Turns") if nobody else tell.group(group)
        yield Lane("turns", name, tuple(marks), shade)


def _polls(tell: Telling, scale: Scale, links: Links) -> Lane:
    marks = []
    for poll in tell.record.polls:
        start = poll.opened_at or scale.start
        label = _label(tell, tell.stretch(start, poll.closed_at), tell.question(poll))
        link = links.get(("poll.opened", poll.id, None), "")
        marks.append(scale.mark(start, _end(scale, poll.closed_at), label, link))
    return Lane("polls", tell.words._("Polls"), tuple(marks))


def _decisions(tell: Telling, scale: Scale, links: Links) -> Lane:
    marks = []
    for note in tell.record.notes:
        if note.tag == "decision":
            label = _label(tell, tell.minute(note.happened_at), given(plain(note.text)))
            link = links.get(("note", note.id, None), "")
            marks.append(scale.point(note.happened_at, label, link))
    return Lane("decisions", tell.words._("Decisions"), tuple(marks))


def _captions(tell: Telling, scale: Scale) -> Lane:
    """Those that are told in the transcript."""
    marks, told = [], chosen(tell.record, tell.words.language)
    first = {
        line.start: anchors.of_caption(passage.captions[0])
        for passage in passages(told)
        for line in passage.captions
    }
    for start, end in merged(((line.start, line.end) for line in told), APART_MS):
        if end >= scale.start and start <= scale.end:
            label = _label(tell, tell.stretch(start, end), tell.words._("Captions"))
            marks.append(scale.mark(start, end, label, first[start]))
    return Lane("captions", tell.words._("Captions"), tuple(marks))


def _label(tell: Telling, time: str, what: str) -> str:
    return tell.words._("{time}: {what}", time=time, what=what)


def _end(scale: Scale, end: Milliseconds | None) -> Milliseconds:
    """Of what is still on: now."""
    return scale.end if end is None else end


def _breaks(tell: Telling, scale: Scale) -> Iterator[Mark]:
    for span in tell.record.breaks:
        time = tell.stretch(span.start, span.end)
        label = _label(tell, time, tell.words._("Suspended"))
        yield scale.mark(span.start, scale.end if span.end is None else span.end, label)


def _times(tell: Telling, scale: Scale) -> Iterator[Mark]:
    """Round times of day along the axis."""
    minutes = (scale.end - scale.start) / MINUTE_MS
    step = next((step for step in STEPS if minutes / step <= MOST_TIMES), STEPS[-1]) * MINUTE_MS
    began = tell.words.local(scale.start)
    midnight = began.replace(hour=0, minute=0, second=0, microsecond=0)
    since = round((began - midnight).total_seconds() * 1000)
    at = scale.start - since + -(-since // step) * step
    while at <= scale.end:
        yield replace(scale.point(at, tell.words.minute(at)), text=tell.words.minute(at))
        at += step
