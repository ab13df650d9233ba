"""The addresses of a session's captions: made and revoked by its staff and its host."""

from functools import partial
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request

from live.domain.actors import Milliseconds
from live.errors import Invalid
from live.settings import Settings
from live.store import addresses
from live.store.addresses import Address
from live.store.connection import Connection
from live.store.sessions import Session
from live.store.tokens import new_token, token_hash
from live.web.captioner import TAG, captioning_of
from live.web.found import rooms_of

MOST = 24
"""In force at once."""
OTHERS = ("en", "fr", "es", "ar", "ru", "zh", "pt", "de")
"""The languages that are offered beside the session's own."""


async def change(request: Request, row: Session, form: FormData) -> str | None:
    """Make an address, whose token is returned, or revoke one; Invalid where that cannot be."""
    rooms = rooms_of(request)
    now = rooms.clock.now()
    if "revoke" in form:
        address = str(form["revoke"])
        await rooms.database.write(lambda c: addresses.revoke(c, row.id, address, now))
        return None
    token = new_token()
    made = _address(request, row, form, token, now)
    if not await rooms.database.write(partial(_kept, made=made)):
        raise Invalid("language")
    return token


def _address(
    request: Request, row: Session, form: FormData, token: str, now: Milliseconds
) -> Address:
    language, relay = str(form.get("language", "")), str(form.get("relay", "")).strip()
    if language and not TAG.fullmatch(language):
        raise Invalid("language")
    if relay and not captioning_of(request).relays.permits(relay):
        raise Invalid("relay")
    return Address(token_hash(token), row.id, language, relay, now)


def _kept(connection: Connection, made: Address) -> bool:
    """Whether there was room for it."""
    if len(addresses.of_session(connection, made.session)) >= MOST:
        return False
    addresses.insert(connection, made)
    return True


async def changed(request: Request, row: Session, form: FormData) -> dict[str, Any]:
    """Do what a form asks; what the page is painted with then, ``wrong`` where it cannot be."""
    try:
        return await context(request, row, await change(request, row, form))
    except Invalid as refusal:
        wrong = {"wrong": refusal.details["field"], "relay": str(form.get("relay", ""))}
        return {**await context(request, row), **wrong}


async def context(request: Request, row: Session, token: str | None = None) -> dict[str, Any]:
    """What a page that lists them is painted with; ``token``: of the one that was just made."""
    plan = (await rooms_of(request).room(row.id, row.seq)).session.life.plan
    found = await rooms_of(request).database.read(lambda c: addresses.of_session(c, row.id))
    made = next((one for one in found if token and one.token_hash == token_hash(token)), None)
    settings: Settings = request.app.state.settings
    return {
        "addresses": found,
        "made": made,
        "made_url": url(settings, token, made.language) if token and made else None,
        "relay_hosts": captioning_of(request).relays.hosts,
        "caption_languages": languages(plan.languages),
        "zone": plan.time_zone,
        "wrong": None,
        "relay": "",
    }


def languages(own: tuple[str, ...]) -> list[str]:
    """Those to choose from: the session's first."""
    return list(dict.fromkeys((*own, *OTHERS)))


def url(settings: Settings, token: str, language: str) -> str:
    """With something behind a "?" in any case: many tools put "&seq=1" behind an address as it
    stands."""
    query = f"lang={language}" if language else "captions=live"
    return f"{settings.base_url}/c/{token}?{query}"
