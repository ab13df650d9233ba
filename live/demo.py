"""`plenary demo`: the sample session on a database of its own, with people in it."""

import asyncio
import logging
import signal
import sys
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
from msgspec.structs import replace

from live import office, serving
from live.app import create_app
from live.office import Links, Office
from live.record import fonts
from live.settings import Settings
from live.simulate import sample
from live.simulate.captioner import Captioner
from live.simulate.client import Client, Gone
from live.simulate.crowd import Crowd
from live.simulate.door import enter
from live.simulate.moderator import Moderator
from live.simulate.pace import Pace
from live.simulate.rapporteur import Rapporteur
from live.web.transport import listen

MODERATOR = "Helena Brandt"
RAPPORTEUR = "Tomás Okafor"
SPEAKING_MS = 60_000
ANYWHERE = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}  # noqa: S104

logger = logging.getLogger(__name__)
Say = Callable[[str], None]


class Options(msgspec.Struct, frozen=True, kw_only=True):
    host: str
    people: int
    minutes: int
    pace: float
    autopilot: bool
    seed: int | None


def run(settings: Settings, options: Options, say: Say) -> None:
    """Serve until told to stop; nothing is left behind. OSError if the port cannot be had."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())  # so that the folder goes in any case
    with TemporaryDirectory(prefix="plenary-demo-") as folder:
        path = Path(folder) / "demo.db"
        settings = replace(
            settings, database_url=f"sqlite+pysqlite:///{path}", redis_url=None, erasure_log=None
        )
        _serve(settings, options, say)


def _serve(settings: Settings, options: Options, say: Say) -> None:
    app = create_app(settings)
    acting: list[asyncio.Task[None]] = []

    async def ready() -> None:
        desk = Office(settings, app.state.rooms)
        links = await _new_session(desk, options)
        captions = await desk.new_caption_address(links.code, "en")
        say(f"Plenary is ready at {settings.base_url}")
        if unwritten := fonts.complaint():
            say(unwritten)
        _tell(links, settings, options, say)
        acting.append(asyncio.create_task(_play(links, captions, settings, options, say)))

    async def leaving() -> None:
        for task in acting:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        await app.state.rooms.farewell(settings.drain_seconds)

    serving.serve(app, listen(options.host, settings.port), settings, ready, leaving)


async def _new_session(desk: Office, options: Options) -> Links:
    plan = replace(
        office.plan(sample.TITLE),
        host=sample.HOST,
        notice=sample.NOTICE,
        languages=sample.LANGUAGES,
        planned_minutes=options.minutes,
        speaking_ms=SPEAKING_MS,
    )
    return await desk.new_session(plan, sample.agenda(options.minutes), sample.POLLS)


def _tell(links: Links, settings: Settings, options: Options, say: Say) -> None:
    addresses = {
        "join": links.join_url,
        "moderator": links.moderator_url,
        "rapporteur": links.rapporteur_url,
        "screen": links.screen_url,
        "record": _record(links, settings),
    }
    for name, address in addresses.items():
        say(f"{name:12}{address}")
    if options.autopilot:
        say("It opens by itself and closes by itself. Ctrl+C ends it, and forgets everything.")
    else:
        say("Enter as moderator and open the session: people are coming in, and will ask to speak.")


def _record(links: Links, settings: Settings) -> str:
    return f"{settings.base_url}/s/{links.code}/record"


async def _play(
    links: Links, captions: str, settings: Settings, options: Options, say: Say
) -> None:
    """Let them in, and say when the session has ended. A fault of theirs is not the server's."""
    try:
        await _act(links, captions, settings, options, say)
    except Exception:
        if not _told_to_stop():
            logger.exception("The simulated people have stopped.")


def _told_to_stop() -> bool:
    """Then the server goes away under them, and it is no fault that they find nobody there."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0


async def _act(links: Links, captions: str, settings: Settings, options: Options, say: Say) -> None:
    pace = Pace(options.pace, options.seed)
    inside = f"http://{ANYWHERE.get(options.host, options.host)}:{settings.port}"
    async with AsyncExitStack() as seats, asyncio.TaskGroup() as acts:

        async def seat(link: str, name: str) -> Client:
            cookie = await enter(link.replace(settings.base_url, inside, 1), name)
            client = Client(inside, links.code, cookie)
            seats.push_async_callback(client.stop)
            return await client.start()

        crowd = Crowd(inside, links.code, sample.people(options.people), pace)
        acts.create_task(crowd.run())
        rapporteur = await seat(links.rapporteur_url, RAPPORTEUR)
        acts.create_task(_while_wanted(Rapporteur(rapporteur, pace).run()))
        address = captions.replace(settings.base_url, inside, 1)
        acts.create_task(_while_wanted(Captioner(rapporteur, address, pace).run()))
        close = _announce_the_close(rapporteur, _record(links, settings), say)
        acts.create_task(_while_wanted(close))
        if options.autopilot:
            moderator = await seat(links.moderator_url, MODERATOR)
            acts.create_task(_while_wanted(Moderator(moderator, pace, options.people).run()))


async def _while_wanted(part: Awaitable[None]) -> None:
    """Whoever is sent out by a human moderator just stops."""
    try:
        await part
    except* Gone:
        pass


async def _announce_the_close(client: Client, record: str, say: Say) -> None:
    await client.until(lambda: client.documents["session"]["status"] == "closed")
    say(f"The session is closed. Its record, for moderators and rapporteurs: {record}")
