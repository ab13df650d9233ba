"""The cookie that holds badges: how it is set, and which badge acts."""

import pytest

from live.domain.actors import Actor, PersonId, Role
from live.settings import Settings
from live.web import identity
from live.web.identity import MOST_SESSIONS, MOST_TOKENS, Badge, badge_cookies, choose, fitting

PARTICIPANT = Badge("t1", Actor(PersonId("p_1"), Role.PARTICIPANT))
MODERATOR = Badge("t2", Actor(PersonId("p_2"), Role.MODERATOR))
LATER = Badge("t3", Actor(PersonId("p_3"), Role.PARTICIPANT))


def settings(base_url: str, *ancestors: str) -> Settings:
    return Settings(database_url="", base_url=base_url, frame_ancestors=ancestors)


def attributes(served: Settings) -> set[str]:
    _, *found = identity.cookie(served, "badge", "t", "/s/ABCD2345").split("; ")
    return {one for one in found if not one.startswith(("Path", "Max-Age"))}


def test_over_plain_http_a_cookie_is_lax() -> None:
    assert attributes(settings("http://localhost")) == {"HttpOnly", "SameSite=Lax"}


def test_over_https_a_cookie_is_secure() -> None:
    assert attributes(settings("https://a.org")) == {"HttpOnly", "SameSite=Lax", "Secure"}


def test_in_frames_of_other_sites_a_cookie_is_partitioned() -> None:
    framed = attributes(settings("https://a.org", "https://call.org"))
    assert framed == {"HttpOnly", "SameSite=None", "Secure", "Partitioned"}


def test_over_plain_http_frames_change_nothing() -> None:
    assert attributes(settings("http://a.org", "https://call.org")) == {"HttpOnly", "SameSite=Lax"}


def test_a_cookie_is_set_wherever_a_badge_is_looked_for() -> None:
    made = badge_cookies(settings("http://a.org"), "ABCD2345", "t")
    assert [cookie.split("; ")[:2] for cookie in made] == [
        ["badge=t", "Path=/s/ABCD2345"],
        ["badge=t", "Path=/j/ABCD2345"],
        ["badge-ABCD2345=t", "Path=/enter"],
    ]


@pytest.mark.parametrize("foreign", ["a[b]=c; ", "Path; ", "=; ", "a=\xe9; ", '"; ', "badge; "])
def test_what_others_have_set_hides_no_badge(foreign: str) -> None:
    header = f"{foreign}badge=t.t1".encode("latin-1")
    found = identity.cookies({"type": "websocket", "headers": [(b"cookie", header)]})
    assert found["badge"] == "t.t1"


def test_the_newest_badge_comes_first() -> None:
    made = badge_cookies(settings("http://a.org"), "ABCD2345", "t", [PARTICIPANT, MODERATOR])
    assert {cookie.split("; ")[0].split("=")[1] for cookie in made} == {"t.t1.t2"}


def test_a_cookie_holds_only_so_many_badges() -> None:
    made = badge_cookies(settings("http://a.org"), "ABCD2345", "t", [PARTICIPANT] * 9)
    assert made[0].split("; ")[0].count(".") == MOST_TOKENS - 1


def forgotten(header: str) -> list[str]:
    scope = {"type": "http", "headers": [(b"cookie", header.encode())]}
    return identity.surplus_cookies(settings("http://a.org"), scope)


def test_the_sessions_entered_first_are_forgotten() -> None:
    sessions = [f"badge-{number}=t" for number in range(MOST_SESSIONS + 2)]
    made = forgotten("; ".join(["host=t", *sessions]))
    assert [cookie.split("; ")[:3] for cookie in made] == [
        ["badge-0=", "Path=/enter", "Max-Age=0"],
        ["badge-1=", "Path=/enter", "Max-Age=0"],
    ]


def test_no_session_is_forgotten_where_there_are_few() -> None:
    assert forgotten("; ".join(f"badge-{number}=t" for number in range(MOST_SESSIONS))) == []


def test_the_newest_badge_acts_unless_a_role_is_asked_for() -> None:
    held = [LATER, MODERATOR, PARTICIPANT]
    assert choose(held, None) is LATER
    assert choose(held, "moderator") is MODERATOR
    assert choose(held, "rapporteur") is None


def test_a_page_prefers_its_first_role_to_the_newest_badge() -> None:
    assert fitting([LATER, MODERATOR], Role.MODERATOR, Role.PARTICIPANT) is MODERATOR
    assert fitting([LATER], Role.MODERATOR) is None


@pytest.mark.parametrize("header", ["badge", "=;=", "ä=1; \x7f", '"'])
def test_a_cookie_that_cannot_be_read_is_none(header: str) -> None:
    scope = {"type": "http", "headers": [(b"cookie", header.encode())]}
    assert "badge" not in identity.cookies(scope)
