"""Who spoke each line of a stream.

A rapporteur's word comes first, then the label of the source where it means one person, then who
had the floor. Between two turns that are close together, and between two long pauses where one
turn follows on another, it is the moderator's word, if there is only one; who else speaks without
the floor is nobody who is known. Nobody is given what is rather somebody else's: a line under a
label that nobody answers to belongs to whoever has the floor only where most of that turn is under
the same label, and certainly only if it has a word of the name.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from live.domain.actors import CHAIRS, Milliseconds, PersonId
from live.domain.captions import Line, Stream
from live.domain.people import Name
from live.record.attribution.labels import Match, matches, words
from live.record.attribution.links import links
from live.record.attribution.stretches import FOREVER, Floor, Stretch
from live.record.model import Item, Person
from live.record.speaking import Caption, Confidence, Method, Turn

LAG_MS = 2_000
"""So much later than they were said live captions come. That of a recording is in its zero."""

EDGE_MS = 5_000
"""So near to its beginning and its end, as moderators clicked them, a turn is not certain."""

LINK_MS = 45_000
"""Between two turns: for so long it is the moderator who leads from one to the other."""

BRIEF_MS = 2_000
"""A line without a label that is as short may be thrown in by another."""

MOST = 0.5
"""Of a turn, to be under a label; and of the lines of a stream, to be one with labels, in which
a line without one is not certain."""


class Speaker(NamedTuple):
    """Whose a line is, how that is known, and in which turn it was spoken."""

    person: PersonId | None
    turn: str | None
    method: Method
    confidence: Confidence


def attributed(
    stream: Stream,
    turns: Sequence[Turn],
    people: Iterable[Person],
    *,
    labels: Mapping[str, str] | None = None,
    items: Sequence[Item] = (),
    until: Milliseconds = FOREVER,
) -> tuple[Caption, ...]:
    """Its lines in the order of time; none while nobody knows when it began.

    ``labels``: the words of those that are ids. ``until``: when turns end that are on.
    """
    if stream.zero is None:
        return ()
    zero = stream.zero - (LAG_MS if stream.live else 0)
    said = [
        replace(line, start=zero + line.start, end=zero + max(line.start + 1, line.end))
        for line in stream.said()
    ]
    said.sort(key=lambda line: line.start)
    texts = {line.label: (labels or {}).get(line.label, line.label) for line in said}
    attribution = _Attribution(said, Floor(turns, until), tuple(people), texts, stream.speakers)
    agenda = _Agenda(turns, items)
    return tuple(
        Caption(
            id=line.id,
            stream=stream.id,
            language=stream.language,
            start=line.start,
            end=line.end,
            text=line.text,
            label=texts[line.label],
            item=agenda.item(speaker.turn, line.start),
            **speaker._asdict(),
        )
        for line in said
        for speaker in (attribution.speaker(line),)
    )


class _Agenda:
    """On which item something is said."""

    def __init__(self, turns: Iterable[Turn], items: Iterable[Item]) -> None:
        self._of_turn = {turn.id: turn.item for turn in turns}
        self._spans = [(item.id, span) for item in items for span in item.spans]

    def item(self, turn: str | None, at: Milliseconds) -> str | None:
        if turn is not None:
            return self._of_turn[turn]
        for item, span in self._spans:
            if span.start <= at and (span.end is None or at < span.end):
                return item
        return None


class _Attribution:
    """Of the lines of one stream, at the times of the session."""

    def __init__(
        self,
        said: Sequence[Line],
        floor: Floor,
        people: Sequence[Person],
        texts: Mapping[str, str],
        speakers: Mapping[str, PersonId | None],
    ) -> None:
        names = {who.id: Name(who.name, who.organisation) for who in people}
        found = matches(texts.values(), names)
        chairs = [who.id for who in people if who.role in CHAIRS and not who.removed]
        self._floor = floor
        self._people = names
        self._chairs = chairs
        self._speakers = speakers
        self._texts = texts
        self._matches = {label: found.get(text, Match()) for label, text in texts.items()}
        self._links = links(said, floor.stretches)
        self._link_starts = [link.start for link in self._links]
        self._labelled = sum(bool(line.label) for line in said) > MOST * len(said)
        self._main = _main_labels((line, self._stretch(line)) for line in said)

    def speaker(self, line: Line) -> Speaker:
        stretch = self._stretch(line)
        turn = stretch.turn.id if stretch else None
        if line.by_hand:
            return self._by_hand(line.person, turn)
        if line.label in self._speakers:
            return self._by_hand(self._speakers[line.label], turn)
        match = self._matches[line.label]
        if match.person is not None:
            return self._by_label(line, match.person, match.exact, stretch)
        if match.people:
            return _by_one_of(match.people, stretch)
        return self._by_floor(line, stretch)

    def _by_hand(self, person: PersonId | None, turn: str | None) -> Speaker:
        known = person if person in self._people else None
        return Speaker(known, turn, "hand", "certain" if known else "unknown")

    def _by_label(
        self, line: Line, person: PersonId, exact: bool, stretch: Stretch | None
    ) -> Speaker:
        """Certain where the floor agrees, or has nothing to say: moderators speak without it."""
        near = self._floor.about(line.start - EDGE_MS, line.end + EDGE_MS)
        own = next((one for one in near if one.person == person), None)
        if own is not None:
            own = stretch if stretch and stretch.person == person else own
            return Speaker(person, own.turn.id, "label", "certain")
        free = stretch is None or person in self._chairs
        turn = stretch.turn.id if stretch else None
        return Speaker(person, turn, "label", "certain" if free and exact else "likely")

    def _by_floor(self, line: Line, stretch: Stretch | None) -> Speaker:
        if stretch is None:
            return self._between(line)
        turn = stretch.turn.id
        if self._in_link(line):
            return self._moderator(turn)
        if line.label and line.label != self._main.get(turn):
            return Speaker(None, turn, "none", "unknown")
        inside = stretch.start + EDGE_MS <= line.start and line.end <= stretch.end - EDGE_MS
        certain = inside and self._may_be(line, stretch.person)
        return Speaker(stretch.person, turn, "floor", "certain" if certain else "likely")

    def _may_be(self, line: Line, person: PersonId) -> bool:
        """Whether there is no doubt about the line itself."""
        if not line.label:
            return not self._labelled and line.end - line.start > BRIEF_MS
        name = self._people[person].name if person in self._people else ""
        return not set(words(self._texts[line.label])).isdisjoint(words(name))

    def _between(self, line: Line) -> Speaker:
        before, after = self._floor.next_to(line.start)
        link = before and after and after.start - before.end <= LINK_MS
        if link and not line.label:
            return self._moderator(None)
        return Speaker(None, None, "none", "unknown")

    def _moderator(self, turn: str | None) -> Speaker:
        """Who leads from one to the other, if it can be only one."""
        if len(self._chairs) == 1:
            return Speaker(self._chairs[0], turn, "floor", "likely")
        return Speaker(None, turn, "none", "unknown")

    def _in_link(self, line: Line) -> bool:
        place = bisect_right(self._link_starts, line.start) - 1
        end = self._links[place].end if place >= 0 else None
        return not line.label and end is not None and line.end <= end

    def _stretch(self, line: Line) -> Stretch | None:
        """To which most of a line belongs; None if most of it is said without the floor."""
        near = self._floor.about(line.start, line.end)
        shares = [one.shared(line.start, line.end) for one in near]
        most = max(shares, default=0)
        if most <= line.end - line.start - sum(shares):
            return None
        return near[shares.index(most)]


def _by_one_of(people: Sequence[PersonId], stretch: Stretch | None) -> Speaker:
    """Of a label that means several: the one who has the floor."""
    turn = stretch.turn.id if stretch else None
    if stretch and stretch.person in people:
        return Speaker(stretch.person, turn, "label", "likely")
    return Speaker(None, turn, "none", "unknown")


def _main_labels(said: Iterable[tuple[Line, Stretch | None]]) -> dict[str, str]:
    """By turn: the label under which most of it stands, if there is one; "" for none."""
    times: dict[str, Counter[str]] = defaultdict(Counter)
    for line, stretch in said:
        if stretch is not None:
            times[stretch.turn.id][line.label] += line.end - line.start
    most = ((turn, *of_turn.most_common(1)[0], of_turn.total()) for turn, of_turn in times.items())
    return {turn: label for turn, label, time, total in most if time > MOST * total}
