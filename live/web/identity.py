"""Who a browser is in a session: the badges in its cookie.

The cookie holds up to five tokens, the newest first, so that one browser can be a participant
in one window and a moderator in the next. Each page uses the badge that fits it.

Role links of all sessions share one path, which says nothing of the session. The cookie that
is looked for there says it in its name.
"""

from collections.abc import Collection, Iterable, Mapping

import msgspec
from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.types import Scope

from live.domain.actors import Actor, PersonId, Role
from live.room.rooms import Rooms
from live.settings import Settings
from live.store.tokens import token_hash

COOKIE = "badge"
SEPARATOR = "."
MOST_TOKENS = 5
SHARED_PATH = "/enter"
MOST_SESSIONS = 30
"""How many are remembered on the shared path: servers take only so long a Cookie header."""
KEPT_SECONDS = 180 * 24 * 3600


class Badge(msgspec.Struct, frozen=True):
    """A token that is good in this session, and whom it proves."""

    token: str
    actor: Actor


def cookies(scope: Scope) -> Mapping[str, str]:
    return cookie_parser(Headers(scope=scope).get("cookie", ""))


async def badges(
    scope: Scope, session_id: str, *, name: str = COOKIE, revoked: bool = False
) -> list[Badge]:
    """The badges of a browser in a session that are good, the newest first.

    ``name``: of the cookie. ``revoked``: those too that were good once.
    """
    tokens = [token for token in cookies(scope).get(name, "").split(SEPARATOR) if token]
    hashes = {token_hash(token): token for token in tokens[:MOST_TOKENS]}
    if not hashes:
        return []
    rooms: Rooms = scope["app"].state.rooms
    found = await rooms.badges.find(hashes)
    return [
        Badge(token, Actor(PersonId(kept.actor), Role(kept.role)))
        for hashed, token in hashes.items()
        if (kept := found.get(hashed))
        and kept.session == session_id
        and (revoked or kept.revoked_at is None)
    ]


def choose(held: Iterable[Badge], role: str | None) -> Badge | None:
    """The badge to act with: of the role asked for, or else the newest."""
    return next((badge for badge in held if role in (None, badge.actor.role)), None)


def fitting(held: Collection[Badge], *roles: Role) -> Badge | None:
    """The badge that fits a page best: of the first role that there is one of."""
    for role in roles:
        found = choose(held, role)
        if found:
            return found
    return None


def badge_cookies(
    settings: Settings, code: str, token: str, held: Iterable[Badge] = ()
) -> list[str]:
    """The Set-Cookie headers that add a badge, for each part of the site where it is looked for."""
    tokens = [token, *(badge.token for badge in held)][:MOST_TOKENS]
    value = SEPARATOR.join(tokens)
    own = [cookie(settings, COOKIE, value, path) for path in (f"/s/{code}", f"/j/{code}")]
    return [*own, cookie(settings, shared_name(code), value, SHARED_PATH)]


def shared_name(code: str) -> str:
    """The name of a session's cookie on the path that all sessions share."""
    return f"{COOKIE}-{code}"


def surplus_cookies(settings: Settings, scope: Scope) -> list[str]:
    """The Set-Cookie headers that forget the oldest sessions on the shared path.

    Browsers send cookies of one path in the order in which they were first set.
    """
    names = [name for name in cookies(scope) if name.startswith(shared_name(""))]
    return [cookie(settings, name, "", SHARED_PATH, seconds=0) for name in names[:-MOST_SESSIONS]]


def cookie(
    settings: Settings, name: str, value: str, path: str, seconds: int = KEPT_SECONDS
) -> str:
    """A Set-Cookie header; in frames of other sites only where the settings allow those."""
    parts = [f"{name}={value}", f"Path={path}", f"Max-Age={seconds}", "HttpOnly"]
    if settings.https and settings.frame_ancestors:
        parts += ["Secure", "SameSite=None", "Partitioned"]
    elif settings.https:
        parts += ["Secure", "SameSite=Lax"]
    else:
        parts += ["SameSite=Lax"]
    return "; ".join(parts)
