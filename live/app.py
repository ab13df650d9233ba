"""The application: the only place that wires its parts together."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.types import Receive, Scope, Send

from live import vitals
from live.errors import NotFound
from live.record.summary.library import Library
from live.room.bus import RedisBus
from live.room.company import RedisCompany
from live.room.erasure_log import ErasureLog, Keeper
from live.room.redis_link import RedisLink
from live.room.rooms import Rooms
from live.room.services import Services
from live.room.watch import watch_database, watch_rooms
from live.settings import Settings
from live.store.database import Database, OutcomeUnknown, Unavailable
from live.store.inspection import Inspection
from live.web import (
    assets,
    captioner,
    captions,
    device,
    downloads,
    enter,
    faults,
    home,
    host,
    join,
    operations,
    personal,
    poll_sheet,
    record_page,
    session_pages,
    streams,
    transcripts,
)
from live.web.admission import admission
from live.web.captioner import Captioning
from live.web.catalogues import catalogue
from live.web.do import do
from live.web.doors import Doors
from live.web.relay import Relays
from live.web.security import Security
from live.web.socket import live
from live.web.traces import Senders, Traces
from live.web.uploads import Uploads
from live.web.workshop import Workshop

logger = logging.getLogger(__name__)


class Application(Starlette):
    """Sockets go straight to their place: they need nothing of what is done for answers to
    requests, and after a cut of the network thousands come in the same second."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            scope["app"] = self
            await self.state.senders.settle(scope, receive, send)
            await live(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)


def create_app(settings: Settings) -> Starlette:
    """Everything that Plenary serves. The database is opened when the server starts."""
    senders = Senders(settings)
    app = Application(
        routes=[*_pages(), *_session(), *_files(), *_operations()],
        middleware=[
            Middleware(Traces, senders=senders),
            Middleware(Security),
            Middleware(GZipMiddleware, minimum_size=assets.SMALLEST_ZIPPED),
        ],
        exception_handlers={
            **dict.fromkeys((400, 403, 404, 405, 413, 429), faults.refused),
            **dict.fromkeys((Unavailable, OutcomeUnknown), faults.away),
            NotFound: faults.gone,
            500: faults.broken,
        },
        lifespan=_lifespan,
    )
    app.state.settings = settings
    app.state.senders = senders
    app.state.doors = Doors(settings)
    app.state.admission = admission(settings)
    app.state.library = Library(settings.record_templates)
    app.state.captioning = Captioning(Relays(settings.caption_relay_hosts))
    return app


@asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncIterator[None]:
    settings: Settings = app.state.settings
    database = Database(settings.database_url)
    if settings.sqlite_file:
        database.upgrade()
    else:
        database.scrub()  # an earlier process may have ended before it could
    for fault in app.state.library.faults():
        logger.warning("A template of the summary cannot be used: %s", fault)
    link = RedisLink(settings.redis_url) if settings.redis_url else None
    if link:
        app.state.doors.share(link)
        app.state.captioning.posts.share(link)
    app.state.rooms = Rooms(_services(database, link))
    app.state.inspection = Inspection(database)
    app.state.workshop = workshop = Workshop(
        database, settings.database_url, app.state.rooms.clock.now
    )
    keeper = _keeper(settings, app.state.rooms)
    app.state.rooms.forgetting.append(workshop.forget)
    app.state.uploads = Uploads(database, app.state.rooms.clock.now)
    by_itself = [
        asyncio.create_task(app.state.rooms.keep_up()),
        asyncio.create_task(app.state.rooms.expire()),
        asyncio.create_task(vitals.watch()),
        asyncio.create_task(watch_rooms(app.state.rooms)),
        asyncio.create_task(watch_database(app.state.inspection)),
        *([asyncio.create_task(keeper.run())] if keeper else []),
    ]
    try:
        yield
    finally:
        for task in by_itself:
            task.cancel()
        app.state.workshop.close()
        await app.state.captioning.relays.close()
        await app.state.rooms.close()
        if link:
            await link.close()
        await database.close()


def _keeper(settings: Settings, rooms: Rooms) -> Keeper | None:
    """Who writes down what must outlast the database, if that is wished."""
    if settings.erasures is None:
        return None
    keeper = Keeper(rooms.database, ErasureLog(settings.erasures), rooms.clock.now)
    rooms.forgetting.append(keeper.changed)
    rooms.deleted.append(keeper.deleted)
    return keeper


def _services(database: Database, link: RedisLink | None) -> Services:
    """What rooms go by: other workers are heard of by Redis, if there is one."""
    if link is None:
        return Services(database)
    bus = RedisBus(link)
    return Services(database, bus=bus, company=RedisCompany(link, bus))


def _pages() -> list[Route]:
    return [
        Route("/", home.home),
        Route("/enter/{token}", enter.look),
        Route("/enter/{token}", enter.enter, methods=["POST"]),
        Route("/j/{code}", join.form),
        Route("/j/{code}", join.join, methods=["POST"]),
        Route("/j/{code}/qr.svg", join.qr),
        Route("/c/{token}", captioner.post, methods=captioner.METHODS),
        Route("/c/{token}/seq", captioner.seq, methods=captioner.METHODS),
        Route("/host", host.overview),
        Route("/host", host.create, methods=["POST"]),
        Route("/host/{code}", host.session),
        Route("/host/{code}/links", host.session),  # whoever chooses another language there
        Route("/host/{code}/links", host.renew, methods=["POST"]),
        Route("/host/{code}/unseat", host.unseat, methods=["POST"]),
        Route("/host/{code}/delete", host.delete, methods=["POST"]),
        Route("/host/{code}/captions", host.session),
        Route("/host/{code}/captions", host.captions, methods=["POST"]),
    ]


def _session() -> list[Route]:
    return [
        Route("/s/{code}", session_pages.participant),
        Route("/s/{code}/moderate", session_pages.moderator),
        Route("/s/{code}/notes", session_pages.rapporteur),
        Route("/s/{code}/screen", session_pages.screen),
        Route("/s/{code}/record", record_page.record),
        Route("/s/{code}/record/missing", record_page.missing),
        Route("/s/{code}/record/progress", downloads.progress),
        Route("/s/{code}/record/final", downloads.finalise, methods=["POST"]),
        Route("/s/{code}/record/{file}", downloads.download),
        Route("/s/{code}/people", personal.people),
        Route("/s/{code}/people/{person}.json", personal.download),
        Route("/s/{code}/people/{person}/erase", personal.erase, methods=["POST"]),
        Route("/s/{code}/device", device.show),
        Route("/s/{code}/device", device.make, methods=["POST"]),
        Route("/s/{code}/captions", captions.overview),
        Route("/s/{code}/captions", captions.change, methods=["POST"]),
        Route("/s/{code}/captions/read", captions.overview),
        Route("/s/{code}/captions/read", transcripts.read, methods=["POST"]),
        Route("/s/{code}/captions/read/{upload}", transcripts.look),
        Route("/s/{code}/captions/read/{upload}", transcripts.take_in, methods=["POST"]),
        Route("/s/{code}/captions/{stream}", streams.look),
        Route("/s/{code}/captions/{stream}", streams.change, methods=["POST"]),
        Route("/s/{code}/polls/{form}", poll_sheet.download),
        Route("/s/{code}/polls", poll_sheet.upload, methods=["POST"]),
        Route("/s/{code}/do", do, methods=["POST"]),
    ]


def _files() -> list[Route | Mount]:
    return [
        Route("/i18n/{name}.json", catalogue),
        Route("/favicon.ico", _icon),
        Mount("/static", assets.static),
    ]


def _operations() -> list[Route]:
    return [
        Route("/healthz", operations.healthz),
        Route("/readyz", operations.readyz),
        Route("/metrics", operations.figures),
    ]


async def _icon(_: Request) -> Response:
    return RedirectResponse(assets.url("icon.svg"), 302)
