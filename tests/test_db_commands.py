"""`plenary db`: a copy of everything, put back into an empty database, or in place of another."""

import asyncio
import sqlite3
import stat
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner

from live import office
from live.cli import main
from live.record import proof
from live.room import erasure_log
from live.room.lasting import Fact
from live.settings import read_settings
from tests.engines.postgres import Postgres
from tests.servers import Links, Server, ServerFailed, serving
from tests.web.seats import by_post, of_moderator
from tests.web.sockets import command

NOTE = "SELECT json_extract(data, '$.note') FROM journal WHERE kind = 'note.posted'"


@pytest.fixture(scope="module")
async def closed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Server, Links]:
    """A session whose record is final, in a database for which no server runs any more."""
    server = Server(tmp_path_factory.mktemp("closed"))
    await server.start()
    links = await server.create_session()
    await by_post(
        await of_moderator(server.url, links),
        command("session.open", {}),
        command("note.post", {"text": "Decided in the end", "tag": "decision"}),
        command("session.close", {}),
        command("record.finalise", {}),
    )
    await server.stop()
    return server, links


async def ran(server: Server, *arguments: str) -> str:
    """What a command prints; as `Server.run`, but without a process of its own."""
    run = partial(CliRunner().invoke, main, arguments, env=server.environ)
    done = await asyncio.to_thread(run)
    if done.exit_code:
        raise ServerFailed(done.output) from done.exception
    return done.output


class Copy:
    """A file, and what was said when it was made."""

    def __init__(self, path: Path, said: str) -> None:
        self.path = path
        self.said = said

    def __str__(self) -> str:
        return str(self.path)

    @property
    def content(self) -> bytes:
        return self.path.read_bytes()


@pytest.fixture(scope="module")
async def file(closed: tuple[Server, Links], tmp_path_factory: pytest.TempPathFactory) -> Copy:
    server, _ = closed
    path = tmp_path_factory.mktemp("copies") / "all.backup"
    return Copy(path, await ran(server, "db", "backup", str(path)))


def elsewhere(folder: Path, **environ: str) -> Server:
    """Another installation, which has nothing yet."""
    return Server(folder / "elsewhere", environ)


async def final_record(server: Server, links: Links) -> bytes:
    """As `plenary record` writes it, but without a process of its own."""
    settings = read_settings(server.environ)
    wish = office.Wish()
    written = await office.visit(
        settings, lambda desk: desk.record_file(links.code, "record.json", wish)
    )
    assert not [found for found in proof.verify(written) if found.verdict == "wrong"]
    return written


def test_a_copy_says_what_it_holds(file: Copy) -> None:
    assert "all.backup: 1 sessions with" in file.said
    assert "only its owner can read it" in file.said


def test_only_its_owner_can_read_a_copy(file: Copy) -> None:
    assert stat.S_IMODE(file.path.stat().st_mode) == 0o600


async def test_a_file_that_is_there_is_not_written_over(
    closed: tuple[Server, Links], file: Copy
) -> None:
    server, _ = closed
    before = file.content
    with pytest.raises(ServerFailed, match="is there already"):
        await ran(server, "db", "backup", str(file))
    assert file.content == before


def files(folder: Path) -> list[Path]:
    return [*folder.iterdir()]


async def test_a_copy_that_cannot_be_written_leaves_nothing(
    closed: tuple[Server, Links], tmp_path: Path
) -> None:
    server, _ = closed
    with pytest.raises(ServerFailed, match="cannot be written"):
        await ran(server, "db", "backup", str(tmp_path / "none" / "copy"))
    assert files(tmp_path) == []


async def test_nothing_is_not_copied(tmp_path: Path) -> None:
    with pytest.raises(ServerFailed, match="nothing in the database"):
        await ran(Server(tmp_path), "db", "backup", str(tmp_path / "copy"))
    assert not (tmp_path / "copy").exists()


async def test_an_empty_installation_is_filled(file: Copy, tmp_path: Path) -> None:
    said = await ran(elsewhere(tmp_path), "db", "restore", str(file))
    assert "1 sessions are back" in said
    assert "The journal of every session is as it was written." in said


async def test_a_final_record_is_the_same_when_an_installation_moves_to_postgresql(
    closed: tuple[Server, Links], file: Copy, mortal_postgres: Postgres, tmp_path: Path
) -> None:
    server, links = closed
    before = await final_record(server, links)
    database = mortal_postgres.new_database()
    moved = elsewhere(tmp_path, LIVE_DATABASE_URL=mortal_postgres.url_of(database))
    await ran(moved, "db", "restore", str(file))
    assert await final_record(moved, links) == before
    back = elsewhere(tmp_path / "back")
    await ran(moved, "db", "backup", str(tmp_path / "again"))
    await ran(back, "db", "restore", str(tmp_path / "again"))
    assert await final_record(back, links) == before


async def test_sessions_are_not_replaced_unasked(closed: tuple[Server, Links], file: Copy) -> None:
    server, links = closed
    with pytest.raises(ServerFailed, match=r"1 sessions in the database\. Give --replace"):
        await ran(server, "db", "restore", str(file))
    assert "1 sessions are back" in await ran(server, "db", "restore", "--replace", str(file))
    assert await ran(server, "record", links.code, "--format", "transcript.md")


async def test_what_is_no_copy_is_refused_in_words(
    closed: tuple[Server, Links], tmp_path: Path
) -> None:
    server, _ = closed
    other = tmp_path / "other"
    other.write_bytes(b"PK")
    with pytest.raises(ServerFailed, match="no backup of Plenary") as failed:
        await ran(server, "db", "restore", "--replace", str(other))
    assert "Traceback" not in str(failed.value)


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
async def test_nothing_is_put_back_while_a_server_runs(
    engine: str, request: pytest.FixtureRequest, file: Copy, tmp_path: Path
) -> None:
    environ = {}
    if engine == "postgresql":
        postgres: Postgres = request.getfixturevalue("mortal_postgres")
        url = postgres.url_of(postgres.new_database())
        environ = {"LIVE_DATABASE_URL": url}
        await elsewhere(tmp_path, **environ).run("db", "upgrade")
    (tmp_path / "running").mkdir()
    async with serving(tmp_path / "running", **environ) as running:
        await running.create_session()
        with pytest.raises(ServerFailed, match="in use"):
            await ran(running, "db", "restore", "--replace", str(file))
    assert "1 sessions are back" in await ran(running, "db", "restore", "--replace", str(file))


async def test_a_session_that_was_deleted_comes_back_only_where_that_is_wished(
    closed: tuple[Server, Links], file: Copy, tmp_path: Path
) -> None:
    server, _ = closed
    log = tmp_path / "erasures"
    session = session_of(server)
    gone = Fact(1, session, "session.deleted", session)
    log.write_bytes(erasure_log.line(gone))
    other = elsewhere(tmp_path)
    options = ("--replace", "--erasures", str(log))
    assert "0 sessions are back" in await ran(other, "db", "restore", *options, str(file))
    said = await ran(other, "db", "restore", *options, "--with-deleted", str(file))
    assert "1 sessions are back" in said


def session_of(server: Server) -> str:
    return str(found(server, "SELECT id FROM sessions"))


def found(server: Server, query: str) -> object:
    with closing(sqlite3.connect(server.database)) as database:
        (only,) = database.execute(query).fetchone()
    return only


def written(postgres: Postgres, database: str) -> bytes:
    """Every byte of the files of one database."""
    query = f"SELECT oid FROM pg_database WHERE datname = '{database}'"
    ((number,),) = postgres.execute(query)
    files = (path for path in (postgres.data / "base" / str(number)).iterdir() if path.is_file())
    return b"".join(path.read_bytes() for path in files)


async def test_what_was_redacted_since_is_in_no_file_of_postgresql(
    closed: tuple[Server, Links], file: Copy, mortal_postgres: Postgres, tmp_path: Path
) -> None:
    server, _ = closed
    note = str(found(server, NOTE))
    log = tmp_path / "erasures"
    log.write_bytes(erasure_log.line(Fact(1, session_of(server), "note.redacted", note)))
    for options, there in ((("--erasures", str(log)), False), ((), True)):
        database = mortal_postgres.new_database()
        other = elsewhere(tmp_path, LIVE_DATABASE_URL=mortal_postgres.url_of(database))
        await ran(other, "db", "restore", *options, str(file))
        mortal_postgres.execute("CHECKPOINT")
        assert (b"Decided in the end" in written(mortal_postgres, database)) is there
