"""The life of a session."""

import msgspec
import pytest
from msgspec.structs import replace

from live.domain.life import (
    LATEST,
    REOPEN_MS,
    CloseSession,
    EditSession,
    Life,
    LifeCommand,
    LifeEvent,
    OpenSession,
    Place,
    Plan,
    ReopenSession,
    SessionCreated,
    SessionEdited,
    SessionOpened,
    SessionReopened,
    SessionSuspended,
    SessionWasClosed,
    Status,
    SuspendSession,
    checked,
    decide,
    evolve,
)
from live.domain.people import Choices
from live.errors import (
    CannotReopen,
    Invalid,
    LiveError,
    SessionClosed,
    SessionNotOpen,
    TooLong,
    WrongState,
)
from tests.domain.occasion import MINUTE, NOW, PLAN, ask, chair

LIVES: dict[Status, Life] = {
    "draft": Life(PLAN),
    "open": Life(PLAN, "open", opened_at=NOW),
    "suspended": Life(PLAN, "suspended", opened_at=NOW),
    "closed": Life(PLAN, "closed", opened_at=NOW, closed_at=NOW),
}


def decided(status: Status, command: LifeCommand, now: int = NOW) -> list[LifeEvent]:
    return decide(LIVES[status], command, ask(chair, now))


@pytest.mark.parametrize(
    ("status", "command", "event"),
    [
        ("draft", OpenSession(), SessionOpened(NOW)),
        ("suspended", OpenSession(), SessionOpened(NOW)),
        ("open", SuspendSession(), SessionSuspended(NOW)),
        ("open", CloseSession(), SessionWasClosed(NOW)),
        ("suspended", CloseSession(), SessionWasClosed(NOW)),
        ("closed", ReopenSession(), SessionReopened(NOW)),
    ],
)
def test_a_session_goes_its_way(status: Status, command: LifeCommand, event: LifeEvent) -> None:
    assert decided(status, command) == [event]


@pytest.mark.parametrize(
    ("status", "command"),
    [("open", OpenSession()), ("suspended", SuspendSession()), ("closed", CloseSession())],
)
def test_what_is_so_already_changes_nothing(status: Status, command: LifeCommand) -> None:
    assert decided(status, command) == []


@pytest.mark.parametrize(
    ("status", "command", "refusal"),
    [
        ("draft", SuspendSession(), WrongState),
        ("draft", CloseSession(), WrongState),
        ("draft", ReopenSession(), WrongState),
        ("open", ReopenSession(), WrongState),
        ("suspended", ReopenSession(), WrongState),
        ("closed", OpenSession(), SessionClosed),
        ("closed", SuspendSession(), SessionClosed),
    ],
)
def test_no_other_way_is_open(
    status: Status, command: LifeCommand, refusal: type[LiveError]
) -> None:
    with pytest.raises(refusal) as refused:
        decided(status, command)
    assert refused.type is refusal
    assert refused.value.details == {"state": status}


def test_half_an_hour_after_the_close_it_can_be_reopened() -> None:
    assert decided("closed", ReopenSession(), NOW + REOPEN_MS)


def test_later_it_cannot_be_reopened() -> None:
    with pytest.raises(CannotReopen):
        decided("closed", ReopenSession(), NOW + REOPEN_MS + 1)


def test_a_reopened_session_is_open() -> None:
    reopened = evolve(LIVES["closed"], SessionReopened(NOW + MINUTE))
    assert (reopened.status, reopened.closed_at, reopened.opened_at) == ("open", None, NOW)


def test_the_opening_is_the_first_one() -> None:
    again = evolve(LIVES["suspended"], SessionOpened(NOW + MINUTE))
    assert (again.status, again.opened_at) == ("open", NOW)


def test_a_session_begins_as_a_draft() -> None:
    begun = evolve(LIVES["open"], SessionCreated(PLAN, NOW))
    assert begun == Life(PLAN, "draft", created_at=NOW)


def test_a_suspended_session_is_suspended() -> None:
    assert evolve(LIVES["open"], SessionSuspended(NOW)).status == "suspended"


@pytest.mark.parametrize(
    ("status", "refusal"),
    [("draft", SessionNotOpen), ("suspended", SessionNotOpen), ("closed", SessionClosed)],
)
def test_what_needs_an_open_session_is_refused_in_any_other(
    status: Status, refusal: type[LiveError]
) -> None:
    with pytest.raises(refusal) as refused:
        LIVES[status].require_open()
    assert refused.type is refusal


def test_an_open_session_is_open() -> None:
    LIVES["open"].require_open()


def test_a_session_offers_the_places_of_its_plan() -> None:
    choices = LIVES["draft"].choices
    expected = Choices(
        frozenset({"civil", "private"}), frozenset({"africa", "asia"}), frozenset({"en"})
    )
    assert choices == expected


# What the host has set


def edited(**given: object) -> Plan:
    (event,) = decided("open", EditSession(**given))  # type: ignore[arg-type]
    assert isinstance(event, SessionEdited)
    return event.plan


@pytest.mark.parametrize(
    ("given", "field", "value"),
    [
        ({"title": " Hearing "}, "title", "Hearing"),
        ({"starts_at": NOW}, "starts_at", NOW),
        ({"planned_minutes": 90}, "planned_minutes", 90),
        ({"call_url": "https://call.example/1"}, "call_url", "https://call.example/1"),
        ({"notice": "Recorded.\nKept a year."}, "notice", "Recorded.\nKept a year."),
        ({"notes": "staff"}, "notes", "staff"),
        ({"speaking_seconds": 60}, "speaking_ms", MINUTE),
        ({"speaking_seconds": 0}, "speaking_ms", None),
    ],
    ids=lambda value: ",".join(value) if isinstance(value, dict) else "",
)
def test_one_thing_is_changed_alone(given: dict[str, object], field: str, value: object) -> None:
    assert edited(**given) == replace(PLAN, **{field: value})


FULL = replace(PLAN, starts_at=NOW, planned_minutes=90, call_url="https://call.example/1")


@pytest.mark.parametrize(
    ("given", "field"),
    [({"starts_at": None}, "starts_at"), ({"planned_minutes": None}, "planned_minutes"),
     ({"call_url": ""}, "call_url")],
    ids=["start", "length", "call"],
)  # fmt: skip
def test_what_may_be_missing_is_taken_away(given: dict[str, object], field: str) -> None:
    command = EditSession(**given)  # type: ignore[arg-type]
    (event,) = decide(Life(FULL), command, ask(chair))
    assert event == SessionEdited(replace(FULL, **{field: None}))


@pytest.mark.parametrize("status", LIVES)
def test_an_edit_to_the_same_changes_nothing(status: Status) -> None:
    command = EditSession(title=PLAN.title, notes=PLAN.notes, speaking_seconds=180)
    assert decided(status, command) == []


def test_an_edit_is_kept() -> None:
    assert evolve(LIVES["open"], SessionEdited(FULL)) == replace(LIVES["open"], plan=FULL)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "call.example",
        "ftp://call.example",
        "https://a\nb",
        " ",
        "https://",
        "http://a b",
        'http://x"><script>',
        "https:///path",
    ],
)
def test_the_call_is_on_the_web(url: str) -> None:
    with pytest.raises(Invalid) as refused:
        decided("open", EditSession(call_url=url))
    assert refused.value.details == {"field": "call_url"}


@pytest.mark.parametrize("starts_at", [-1, LATEST + 1, 10**30])
def test_a_session_starts_in_this_age(starts_at: int) -> None:
    with pytest.raises(Invalid):
        decided("open", EditSession(starts_at=starts_at))


@pytest.mark.parametrize(
    "bad",
    [{"planned_minutes": 0}, {"planned_minutes": 1441}, {"speaking_seconds": -1}, {"notes": "all"},
     {"status": "open"}],
)  # fmt: skip
def test_what_is_no_edit_does_not_decode(bad: dict[str, object]) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"type": "session.edit"} | bad, EditSession)


@pytest.mark.parametrize(("field", "limit"), [("title", 200), ("host", 120), ("notice", 4000)])
def test_the_hosts_words_have_limits(field: str, limit: int) -> None:
    checked(replace(PLAN, **{field: "a" * limit}))
    with pytest.raises(TooLong) as refused:
        checked(replace(PLAN, **{field: "a" * (limit + 1)}))
    assert refused.value.details == {"field": field, "limit": limit}


def test_a_session_has_a_title() -> None:
    with pytest.raises(Invalid):
        checked(replace(PLAN, title=" "))


def test_a_session_needs_no_groups() -> None:
    assert checked(replace(PLAN, groups=())).groups == ()


@pytest.mark.parametrize(
    "places",
    [
        pytest.param([Place("a", "A"), Place("a", "B")], id="twice the same"),
        pytest.param([Place("a", " ")], id="without a name"),
        pytest.param([Place(str(nth), "A") for nth in range(25)], id="too many"),
    ],
)
@pytest.mark.parametrize("field", ["groups", "regions"])
def test_places_are_few_different_ones(field: str, places: list[Place]) -> None:
    with pytest.raises(Invalid) as refused:
        checked(replace(PLAN, **{field: tuple(places)}))
    assert refused.value.details == {"field": field}
