"""The agenda: its items, which one is current, and the time each has had."""

from typing import Annotated, Literal

import msgspec
from msgspec.structs import replace

from live.domain import text
from live.domain.actors import Ask, Milliseconds
from live.domain.ranks import between
from live.errors import NotFound


class AgendaCommand(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What may be asked of the agenda."""


PlannedMinutes = Annotated[int, msgspec.Meta(ge=1, le=24 * 60)] | None


class AddItem(AgendaCommand, frozen=True, tag="item.add"):
    """Put an item behind ``after``; without it at the end."""

    title: str
    minutes: PlannedMinutes = None
    after: str | None = None


class EditItem(AgendaCommand, frozen=True, tag="item.edit"):
    """Change title or planned minutes. Left out means: as it is."""

    item: str
    title: str | None = None
    minutes: PlannedMinutes | msgspec.UnsetType = msgspec.UNSET


class StartItem(AgendaCommand, frozen=True, tag="item.start"):
    """Make an item the current one; the one before it is done. The queue stays, or is cleared
    of as many as the moderator saw ``waiting``."""

    item: str
    queue: Literal["keep", "clear"] = "keep"
    waiting: int | None = None


class AgendaEvent(msgspec.Struct, frozen=True, tag_field="type"):
    """What has happened to the agenda."""

    item: str


class ItemAdded(AgendaEvent, frozen=True, tag="item.added"):
    title: str
    minutes: int | None
    rank: float


class ItemEdited(AgendaEvent, frozen=True, tag="item.edited"):
    title: str
    minutes: int | None


class ItemStarted(AgendaEvent, frozen=True, tag="item.started"):
    at: Milliseconds


class ItemEnded(AgendaEvent, frozen=True, tag="item.ended"):
    at: Milliseconds


class Span(msgspec.Struct, frozen=True):
    """A stretch of the session that belonged to an item; ``end`` is None while it lasts."""

    start: Milliseconds
    end: Milliseconds | None = None


class Item(msgspec.Struct, frozen=True):
    id: str
    title: str
    minutes: int | None
    rank: float
    spans: tuple[Span, ...] = ()

    @property
    def since(self) -> Milliseconds | None:
        """When it became current; None if it is not."""
        return self.spans[-1].start if self.spans and self.spans[-1].end is None else None

    @property
    def spent_ms(self) -> Milliseconds:
        """The time of its finished spans."""
        return sum(span.end - span.start for span in self.spans if span.end is not None)

    @property
    def state(self) -> str:
        if self.since is not None:
            return "current"
        return "done" if self.spans else "planned"


class Agenda(msgspec.Struct, frozen=True):
    items: dict[str, Item] = {}
    current: str | None = None

    def item(self, item: str) -> Item:
        if item not in self.items:
            raise NotFound("item")
        return self.items[item]

    def ordered(self) -> list[Item]:
        return sorted(self.items.values(), key=lambda item: item.rank)

    def at(self, moment: Milliseconds) -> str | None:
        """The item that was current at a moment."""
        for item in self.items.values():
            for span in item.spans:
                if span.start <= moment and (span.end is None or moment < span.end):
                    return item.id
        return None


def decide(agenda: Agenda, command: AgendaCommand, ask: Ask) -> list[AgendaEvent]:
    match command:
        case AddItem():
            title = text.line("title", command.title, text.TITLE)
            rank = _rank_after(agenda, command.after)
            return [ItemAdded(ask.new_id("i"), title, command.minutes, rank)]
        case EditItem():
            return _edit(agenda, command)
        case StartItem():
            if agenda.item(command.item).id == agenda.current:
                return []
            return [*end(agenda, ask.now), ItemStarted(command.item, ask.now)]
        case _:
            raise TypeError(f"not a command of the agenda: {command!r}")


def end(agenda: Agenda, now: Milliseconds) -> list[AgendaEvent]:
    """The events that end the current item, if there is one."""
    return [] if agenda.current is None else [ItemEnded(agenda.current, now)]


def taken_up_again(agenda: Agenda, ended_at: Milliseconds, now: Milliseconds) -> list[AgendaEvent]:
    """The event that goes on with the item that was current until then, if there was one."""
    current = agenda.at(ended_at - 1)
    until = agenda.items[current].spans[-1].end if current else None
    return [ItemStarted(current, now)] if current and until == ended_at else []


def _edit(agenda: Agenda, command: EditItem) -> list[AgendaEvent]:
    item = agenda.item(command.item)
    title = item.title
    if command.title is not None:
        title = text.line("title", command.title, text.TITLE)
    minutes = item.minutes if isinstance(command.minutes, msgspec.UnsetType) else command.minutes
    same = (title, minutes) == (item.title, item.minutes)
    return [] if same else [ItemEdited(item.id, title, minutes)]


def _rank_after(agenda: Agenda, after: str | None) -> float:
    ordered = agenda.ordered()
    place = len(ordered) if after is None else ordered.index(agenda.item(after)) + 1
    ranks = [item.rank for item in ordered]
    return between(
        ranks[place - 1] if place else None, ranks[place] if place < len(ranks) else None
    )


def evolve(agenda: Agenda, event: AgendaEvent) -> Agenda:
    match event:
        case ItemAdded(item, title, minutes, rank):
            return _with(agenda, Item(item, title, minutes, rank))
        case ItemEdited(item, title, minutes):
            return _with(agenda, replace(agenda.items[item], title=title, minutes=minutes))
        case ItemStarted(item, at):
            started = agenda.items[item]
            spans = (*started.spans, Span(at))
            return replace(_with(agenda, replace(started, spans=spans)), current=item)
        case ItemEnded(item, at):
            ended = agenda.items[item]
            spans = (*ended.spans[:-1], replace(ended.spans[-1], end=at))
            return replace(_with(agenda, replace(ended, spans=spans)), current=None)
        case _:
            raise TypeError(f"not an event of the agenda: {event!r}")


def _with(agenda: Agenda, item: Item) -> Agenda:
    return replace(agenda, items={**agenda.items, item.id: item})
