"""The command `plenary`, as its own process on a database of its own."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from tests.servers import READY, Links, Server, ServerFailed, serving

NEW_SESSION = ("session", "new", "--title", "Consultation")


@pytest.fixture
async def fresh(tmp_path: Path) -> AsyncIterator[Server]:
    """A server that nobody has used yet."""
    async with serving(tmp_path) as running:
        yield running


@pytest.fixture
def idle(tmp_path: Path) -> Server:
    """A database for which no server runs."""
    return Server(tmp_path)


def host_links(server: Server) -> list[str]:
    return [line for line in server.output if "/enter/" in line]


async def test_serving_says_where(fresh: Server) -> None:
    assert f"{READY}{fresh.url}" in fresh.output


async def test_a_first_start_prints_the_hosts_link(tmp_path: Path) -> None:
    server = Server(tmp_path)
    await server.start()
    await server.stop()
    assert len(host_links(server)) == 1


async def test_a_later_start_prints_no_link_unasked(tmp_path: Path) -> None:
    first, second = Server(tmp_path), Server(tmp_path)
    await first.start()
    await first.stop()
    await second.start()
    await second.stop()
    assert host_links(second) == []


async def test_a_link_is_printed_where_one_is_asked_for(tmp_path: Path) -> None:
    first, second = Server(tmp_path), Server(tmp_path)
    await first.start()
    await first.stop()
    await second.start("--print-host-link")
    await second.stop()
    assert host_links(first) != host_links(second) != []


async def test_a_taken_port_is_said_in_words(fresh: Server, tmp_path: Path) -> None:
    with pytest.raises(ServerFailed, match="Cannot listen on") as failed:
        await fresh.run("serve", f"--port={fresh.port}")
    assert "Traceback" not in str(failed.value)


async def test_a_new_session_is_described_in_one_object(idle: Server) -> None:
    printed = await idle.run(*NEW_SESSION, "--json")
    links = msgspec.json.decode(printed, type=Links)
    assert links.code in links.join_url.replace("-", "")
    assert len({links.moderator_url, links.rapporteur_url, links.screen_url}) == 3


async def test_a_new_session_has_the_agenda_of_its_file(idle: Server, tmp_path: Path) -> None:
    agenda = tmp_path / "agenda.yaml"
    agenda.write_text("- Opening\n- {title: Discussion, minutes: 40}\n")
    await idle.run(*NEW_SESSION, "--file", str(agenda))
    with closing(sqlite3.connect(idle.database)) as database:
        kinds = [kind for (kind,) in database.execute("SELECT kind FROM journal ORDER BY seq")]
    assert kinds == ["session.created", "item.added", "item.added"]


@pytest.mark.parametrize("contents", ["title: no list", "- {name: x}", "[[[", "\x00"])
async def test_a_bad_agenda_is_refused_in_words(
    idle: Server, tmp_path: Path, contents: str
) -> None:
    agenda = tmp_path / "agenda.yaml"
    agenda.write_text(contents)
    with pytest.raises(ServerFailed, match="agenda") as failed:
        await idle.run(*NEW_SESSION, "--file", str(agenda))
    assert "Traceback" not in str(failed.value)


async def test_a_session_without_a_title_is_refused(idle: Server) -> None:
    with pytest.raises(ServerFailed, match="title"):
        await idle.run("session", "new", "--title", " ")


async def test_a_bad_setting_is_named(tmp_path: Path) -> None:
    server = Server(tmp_path, {"LIVE_BASE_URL": "nowhere"})
    with pytest.raises(ServerFailed, match="LIVE_BASE_URL must be"):
        await server.run("host", "link")


async def test_a_host_link_can_be_made_at_any_time(idle: Server) -> None:
    first, second = [await idle.run("host", "link") for _ in range(2)]
    assert first != second
    assert first.startswith(f"{idle.url}/enter/")


async def test_upgrading_twice_changes_nothing(idle: Server) -> None:
    for _ in range(2):
        assert await idle.run("db", "upgrade") == "The tables are of this release.\n"


async def test_stopping_ends_without_complaint(tmp_path: Path) -> None:
    server = Server(tmp_path)
    await server.start()
    await server.stop()
    assert len(server.output) == 2
