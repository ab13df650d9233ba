"""The life of a session: draft, open, suspended, closed, and what its host has set."""

import re
from typing import Annotated, Literal, get_args

import msgspec
from msgspec.structs import replace

from live.domain import text
from live.domain.actors import Ask, Milliseconds
from live.domain.fairness import Basis, Policy
from live.domain.people import Choices
from live.domain.queue import Kind, LimitSeconds
from live.errors import CannotReopen, Invalid, SessionClosed, SessionNotOpen, WrongState

Status = Literal["draft", "open", "suspended", "closed"]
NotesFor = Literal["everyone", "closed", "staff"]
"""Who is shown the notes; ``closed``: everybody, once the session is."""
Attribution = Literal["named", "group", "chatham"]
"""How much the record tells of who said what: their names, their groups, or nothing."""

ATTRIBUTIONS: tuple[Attribution, ...] = get_args(Attribution)
"""The most open first."""

REOPEN_MS = 30 * 60 * 1000
DAY_MS = 24 * 60 * 60 * 1000
LONGEST_KEPT = 3650
"""The most days for which it can be said that a session is kept; for good, if it is not said."""
SPEAKING_SECONDS = 180
STANDARD = "consultation"
"""The template of the summary, if the host names no other."""
TEMPLATE = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
LATEST = 4_102_444_800_000
"""The year 2100: the latest time, in ms, for which a session can be planned."""
LINK = re.compile(r"""https?://[^\s/?#"'<>\\]+([/?#].*)?""")
"""A link of the web, with a host."""
MOST_CATEGORIES = 12
MOST_PLACES = 24
"""The most groups, and the most regions, that a session can have."""


PLAIN = (
    "notes",
    "proposals",
    "attribution",
    "kind_seconds",
    "group_seconds",
    "policy",
    "follow",
    "most_passed",
    "basis",
    "targets",
    "budgets",
    "order_categories",
    "template",
)
"""What is set as it is given."""


class LifeCommand(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What may be asked of the session as a whole."""


class OpenSession(LifeCommand, frozen=True, tag="session.open"):
    """Begin, or go on after a suspension."""


class SuspendSession(LifeCommand, frozen=True, tag="session.suspend"):
    """Break off for a while: the speaker's clock stops."""


class CloseSession(LifeCommand, frozen=True, tag="session.close"):
    """End it: polls close, the floor is released, who waits is kept as unheard."""


class ReopenSession(LifeCommand, frozen=True, tag="session.reopen"):
    """Take the closing back, within half an hour."""


class EditSession(LifeCommand, frozen=True, tag="session.edit"):
    """Change what the host has set. Left out means: as it is."""

    title: str | None = None
    starts_at: Milliseconds | msgspec.UnsetType | None = msgspec.UNSET
    planned_minutes: Annotated[int, msgspec.Meta(ge=1, le=1440)] | msgspec.UnsetType | None = (
        msgspec.UNSET
    )
    call_url: str | None = None
    notice: str | None = None
    notes: NotesFor | None = None
    proposals: bool | None = None
    retention_days: (
        Annotated[int, msgspec.Meta(ge=1, le=LONGEST_KEPT)] | msgspec.UnsetType | None
    ) = msgspec.UNSET
    attribution: Attribution | None = None
    speaking_seconds: LimitSeconds | None = None
    kind_seconds: dict[Kind, LimitSeconds] | None = None
    group_seconds: dict[str, LimitSeconds] | None = None
    policy: Policy | None = None
    follow: bool | None = None
    most_passed: Annotated[int, msgspec.Meta(ge=1, le=50)] | None = None
    basis: Basis | None = None
    targets: dict[str, Annotated[int, msgspec.Meta(ge=0, le=100)]] | None = None
    budgets: dict[str, Annotated[int, msgspec.Meta(ge=1, le=1440)]] | None = None
    order_categories: tuple[str, ...] | None = None
    template: str | None = None


class LifeEvent(msgspec.Struct, frozen=True, tag_field="type"):
    """What has happened to the session as a whole."""


class Place(msgspec.Struct, frozen=True):
    """A stakeholder group or a region: how a person is counted."""

    id: str
    name: str


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What the host sets. ``notice``: the host's words on what is recorded and how.

    Speaking time: of all, and of some kinds of request and some groups, in seconds; 0 for no
    limit. By ``policy`` somebody is suggested as the next speaker, or the order of the queue
    follows it. ``targets`` (percent of the speaking time) and ``budgets`` (minutes) by group.
    ``order_categories``: of points of order, the most urgent first. ``proposals``: whether
    participants may propose notes. ``attribution``: what people
    were told of how the record tells who said what; no record of the session tells more.
    """

    title: str
    code: str
    host: str = ""
    starts_at: Milliseconds | None = None
    planned_minutes: int | None = None
    time_zone: str = "UTC"
    call_url: str | None = None
    notice: str = ""
    retention_days: int | None = None
    groups: tuple[Place, ...] = ()
    regions: tuple[Place, ...] = ()
    languages: tuple[str, ...] = ("en",)
    notes: NotesFor = "everyone"
    proposals: bool = False
    attribution: Attribution = "named"
    speaking_ms: Milliseconds | None = SPEAKING_SECONDS * 1000
    kind_seconds: dict[Kind, int] = {}
    group_seconds: dict[str, int] = {}
    policy: Policy = "first_come"
    follow: bool = False
    most_passed: int = 3
    basis: Basis = "here"
    targets: dict[str, int] = {}
    budgets: dict[str, int] = {}
    order_categories: tuple[str, ...] = ()
    template: str = STANDARD


class SessionCreated(LifeEvent, frozen=True, tag="session.created"):
    plan: Plan
    at: Milliseconds


class SessionEdited(LifeEvent, frozen=True, tag="session.edited"):
    plan: Plan


class SessionOpened(LifeEvent, frozen=True, tag="session.opened"):
    at: Milliseconds


class SessionSuspended(LifeEvent, frozen=True, tag="session.suspended"):
    at: Milliseconds


class SessionWasClosed(LifeEvent, frozen=True, tag="session.closed"):
    at: Milliseconds


class SessionReopened(LifeEvent, frozen=True, tag="session.reopened"):
    at: Milliseconds


class Life(msgspec.Struct, frozen=True):
    """``opened_at``: at first. ``suspended_at``: at last."""

    plan: Plan
    status: Status = "draft"
    created_at: Milliseconds = 0
    opened_at: Milliseconds | None = None
    suspended_at: Milliseconds | None = None
    closed_at: Milliseconds | None = None

    @property
    def expires_at(self) -> Milliseconds | None:
        """When all of the session is to be deleted, in ms; None if it is kept."""
        if self.closed_at is None or self.plan.retention_days is None:
            return None
        return self.closed_at + self.plan.retention_days * DAY_MS

    @property
    def choices(self) -> Choices:
        return Choices(
            frozenset(place.id for place in self.plan.groups),
            frozenset(place.id for place in self.plan.regions),
            frozenset(self.plan.languages),
        )

    @property
    def notes_public(self) -> bool:
        """Whether everybody is shown the notes by now."""
        return self.plan.notes == "everyone" or (self.plan.notes, self.status) == (
            "closed",
            "closed",
        )

    def require_open(self) -> None:
        self.require_not_closed()
        if self.status != "open":
            raise SessionNotOpen(self.status)

    def require_begun(self) -> None:
        """Open, or suspended."""
        if self.status == "draft":
            raise SessionNotOpen(self.status)
        self.require_not_closed()

    def require_not_closed(self) -> None:
        if self.status == "closed":
            raise SessionClosed(self.status)


def decide(life: Life, command: LifeCommand, ask: Ask) -> list[LifeEvent]:
    match command:
        case OpenSession():
            life.require_not_closed()
            return [] if life.status == "open" else [SessionOpened(ask.now)]
        case SuspendSession():
            life.require_not_closed()
            if life.status == "draft":
                raise WrongState(life.status)
            return [] if life.status == "suspended" else [SessionSuspended(ask.now)]
        case CloseSession():
            if life.status == "draft":
                raise WrongState(life.status)
            return [] if life.status == "closed" else [SessionWasClosed(ask.now)]
        case ReopenSession():
            return _reopen(life, ask.now)
        case EditSession():
            plan = _edited(life.plan, command)
            return [] if plan == life.plan else [SessionEdited(plan)]
        case _:
            raise TypeError(f"not a command of the session: {command!r}")


def _reopen(life: Life, now: Milliseconds) -> list[LifeEvent]:
    if life.closed_at is None:
        raise WrongState(life.status)
    if now - life.closed_at > REOPEN_MS:
        raise CannotReopen(life.status)
    return [SessionReopened(now)]


def kept_longer(life: Life, event: SessionEdited) -> bool:
    """Whether nothing was set but how long the session is kept."""
    return replace(event.plan, retention_days=life.plan.retention_days) == life.plan


def tellable(attribution: Attribution) -> tuple[Attribution, ...]:
    """How the record of a session can tell, where this was promised: so, or with less."""
    return ATTRIBUTIONS[ATTRIBUTIONS.index(attribution) :]


def _edited(plan: Plan, command: EditSession) -> Plan:
    changed = plan
    if command.title is not None:
        changed = replace(changed, title=command.title)
    if command.starts_at is not msgspec.UNSET:
        changed = replace(changed, starts_at=command.starts_at)
    if command.planned_minutes is not msgspec.UNSET:
        changed = replace(changed, planned_minutes=command.planned_minutes)
    if command.call_url is not None:
        changed = replace(changed, call_url=command.call_url or None)
    if command.notice is not None:
        changed = replace(changed, notice=command.notice)
    if command.retention_days is not msgspec.UNSET:
        changed = replace(changed, retention_days=command.retention_days)
    if command.speaking_seconds is not None:
        changed = replace(changed, speaking_ms=command.speaking_seconds * 1000 or None)
    for field in PLAIN:
        if (value := getattr(command, field)) is not None:
            changed = replace(changed, **{field: value})
    return checked(changed)


def checked(plan: Plan) -> Plan:
    """The plan with its texts cleaned; Invalid or TooLong where that cannot be."""
    call_url = plan.call_url and text.line("call_url", plan.call_url, text.ADDRESS)
    if call_url and not LINK.fullmatch(call_url):
        raise Invalid("call_url")
    if plan.starts_at is not None and not 0 <= plan.starts_at <= LATEST:
        raise Invalid("starts_at")
    if not TEMPLATE.fullmatch(plan.template):
        raise Invalid("template")
    groups = {place.id for place in plan.groups}
    for field in ("group_seconds", "targets", "budgets"):
        if not getattr(plan, field).keys() <= groups:
            raise Invalid(field)
    if sum(plan.targets.values()) > 100:
        raise Invalid("targets")
    return replace(
        plan,
        title=text.line("title", plan.title, text.TITLE),
        host=text.line("host", plan.host, text.ORGANISATION, required=False),
        notice=text.prose("notice", plan.notice, text.NOTICE, required=False),
        call_url=call_url,
        order_categories=_categories(plan.order_categories),
        groups=_places("groups", plan.groups),
        regions=_places("regions", plan.regions),
    )


def _categories(names: tuple[str, ...]) -> tuple[str, ...]:
    cleaned = tuple(text.line("order_categories", name, text.NAME) for name in names)
    if len(cleaned) > MOST_CATEGORIES or len(set(cleaned)) < len(cleaned):
        raise Invalid("order_categories")
    return cleaned


def _places(field: str, places: tuple[Place, ...]) -> tuple[Place, ...]:
    if len(places) > MOST_PLACES or len({place.id for place in places}) < len(places):
        raise Invalid(field)
    return tuple(
        Place(text.line(field, place.id, text.NAME), text.line(field, place.name, text.NAME))
        for place in places
    )


def evolve(life: Life, event: LifeEvent) -> Life:
    match event:
        case SessionCreated(plan, at):
            return Life(plan, created_at=at)
        case SessionEdited(plan):
            return replace(life, plan=plan)
        case SessionOpened(at):
            return replace(life, status="open", opened_at=life.opened_at or at)
        case SessionSuspended(at):
            return replace(life, status="suspended", suspended_at=at)
        case SessionWasClosed(at):
            return replace(life, status="closed", closed_at=at)
        case SessionReopened():
            return replace(life, status="open", closed_at=None)
        case _:
            raise TypeError(f"not an event of the session: {event!r}")
