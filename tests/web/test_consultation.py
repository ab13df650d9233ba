"""What platforms saved of a consultation, taken in from a browser, is attributed in the record."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from httpx2 import AsyncClient

from live.settings import read_settings
from tests.record import consultation
from tests.record.consultation import GUESTS, SPEECHES, TEAMS_NAME, ZOOM_NAME
from tests.servers import Links, Server
from tests.web.browsing import browsing, text_of
from tests.web.consulted import consulted
from tests.web.test_transcripts import reads, takes_in, value_of

SLACK = 1_500
"""ms by which a line may begin before its speech, or end after it."""


class Held(NamedTuple):
    staff: AsyncClient
    links: Links


@pytest.fixture(scope="module")
async def held(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Held]:
    """A rapporteur's browser on the next day."""
    folder: Path = tmp_path_factory.mktemp("consultation")
    server = Server(folder)
    links = await consulted(read_settings(server.environ))
    await server.start()
    async with browsing(server.url, accept_language="en") as staff:
        await staff.post(links.rapporteur_url, data={"name": "Rita"})
        yield Held(staff, links)
    await server.stop()


async def recorded(held: Held, stream: str) -> list[dict[str, Any]]:
    """The lines of a stream in the record, with the names of who spoke."""
    record = (await held.staff.get(f"/s/{held.links.code}/record/record.json")).json()
    names = {who["id"]: who["name"] for who in record["people"]} | {None: ""}
    lines = [line for line in record["captions"] if line["stream"] == stream]
    return [{**line, "name": names[line["person"]]} for line in lines]


def rightly(line: dict[str, Any]) -> bool:
    [speech] = [
        one
        for one in SPEECHES
        if one.start - SLACK <= line["start"] and line["end"] <= one.end + SLACK
    ]
    return bool(line["name"] == GUESTS[speech.by].name)


async def test_what_zoom_saved_is_attributed(held: Held) -> None:
    preview = await reads(*held, consultation.zoom(), ZOOM_NAME)
    assert value_of(preview, "zero") == "2026-01-12T09:01:12.000"
    page = await takes_in(held.staff, preview)
    lines = await recorded(held, page.url.path.rpartition("/")[2])
    assert len(lines) > 20
    assert [line["text"] for line in lines if not rightly(line)] == []


async def test_what_teams_saved_is_attributed_though_nothing_says_when_it_began(
    held: Held,
) -> None:
    preview = await reads(*held, consultation.teams(), TEAMS_NAME)
    assert "Found by the names in it" in text_of(preview)
    page = await takes_in(held.staff, preview)
    lines = await recorded(held, page.url.path.rpartition("/")[2])
    off = lines[0]["start"] - SPEECHES[0].start
    assert abs(off) <= 2_000
    assert len(lines) > 20
    assert [line["text"] for line in lines if not rightly(line)] == []
