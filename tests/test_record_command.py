"""`plenary record`: files of records, and whether one is what was made."""

from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from live import office
from live.settings import read_settings
from tests.record.office import parts
from tests.servers import Links, Server, ServerFailed
from tests.web.seats import by_post, of_moderator
from tests.web.sockets import command


@pytest.fixture
async def closed(tmp_path: Path) -> tuple[Server, Links]:
    """A session that is over, in a database for which no server runs any more."""
    server = Server(tmp_path)
    await server.start()
    links = await server.create_session()
    await by_post(
        await of_moderator(server.url, links),
        command("session.open", {}),
        command("note.post", {"text": "Agreed", "tag": "decision"}),
        command("session.close", {}),
        command("record.finalise", {}),
    )
    await server.stop()
    return server, links


async def test_a_file_is_written_as_it_is_wished(
    closed: tuple[Server, Links], tmp_path: Path
) -> None:
    server, links = closed
    html = await server.run("record", links.code, "--format", "summary.html", "--lang", "ar")
    assert '<html lang="ar" dir="rtl"' in html
    asked = ("--format", "json", "--attribution", "chatham", "--version", "1")
    read = msgspec.json.decode(await server.run("record", links.code, *asked))
    assert (read["attribution"], read["version"]) == ("chatham", 1)
    packed = tmp_path / "record.zip"
    await server.run("record", links.code, "--format", "zip", "--output", str(packed))
    assert "summary.html" in parts(packed.read_bytes())


async def test_a_file_is_verified_without_a_database(
    closed: tuple[Server, Links], tmp_path: Path
) -> None:
    server, links = closed
    file = tmp_path / "record.json"
    await server.run("record", links.code, "--format", "json", "--output", str(file))
    elsewhere = Server(tmp_path, {"LIVE_DATABASE_URL": "sqlite:////nowhere/at/all"})
    told = await elsewhere.run("record", "verify", str(file))
    assert "ok    Notes as they were written: 1." in told
    assert "WRONG" not in told
    file.write_bytes(file.read_bytes().replace(b"Agreed", b"Denied"))
    with pytest.raises(ServerFailed, match="WRONG Entry 4 does not say"):
        await elsewhere.run("record", "verify", str(file))


@pytest.mark.parametrize(
    ("wished", "told"),
    [
        (("ABCD-EFGH", "--format", "json"), "not there"),
        (("CODE", "--format", "exe"), "There is no exe"),
        (("CODE",), "--format"),
        (("CODE", "--format", "json", "--version", "9"), "not there"),
    ],
)
async def test_what_is_not_there_is_told_in_words(
    closed: tuple[Server, Links], wished: tuple[str, ...], told: str
) -> None:
    server, links = closed
    given = [links.code if word == "CODE" else word for word in wished]
    with pytest.raises(ServerFailed, match=told) as failed:
        await server.run("record", *given)
    assert "Traceback" not in str(failed.value)


async def test_what_was_promised_is_told_to_who_wishes_more(tmp_path: Path) -> None:
    server = Server(tmp_path)
    await server.start()
    await server.stop()
    plan = replace(office.plan("Consultation"), attribution="group")
    made = await office.visit(read_settings(server.environ), lambda desk: desk.new_session(plan))
    asked = ("record", made.code, "--format", "json", "--attribution")
    with pytest.raises(ServerFailed, match="--attribution can be group or chatham"):
        await server.run(*asked, "named")
    assert '"attribution": "chatham"' in await server.run(*asked, "chatham")
