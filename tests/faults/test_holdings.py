"""What a process holds is seen, and what is left behind is found."""

import asyncio
import os
import socket
from contextlib import closing
from pathlib import Path

import pytest

from tests.faults.holdings import Holdings, family, held, left_behind, observable

REST = {"pipe:[]": 2, "/dev/null": 1}

pytestmark = pytest.mark.skipif(not observable(), reason="needs /proc")


def listening() -> socket.socket:
    return socket.create_server(("127.0.0.1", 0))


def test_a_connection_of_a_client_is_seen_until_it_is_closed() -> None:
    with closing(listening()) as server:
        port = server.getsockname()[1]
        before = held([os.getpid()], port)
        with closing(socket.create_connection(("127.0.0.1", port))):
            accepted, _ = server.accept()
            during = held([os.getpid()], port)
            accepted.close()
        assert (before.clients, during.clients) == (0, 1)
        assert during.ports[port] == 1
        assert held([os.getpid()], port) == before


def test_files_are_seen_apart(tmp_path: Path) -> None:
    before = held([os.getpid()], 0)
    with (tmp_path / "plenary.db").open("w"), (tmp_path / "other").open("w"):
        during = held([os.getpid()], 0)
    assert during.files - before.files == 1
    assert sum(during.rest.values()) - sum(before.rest.values()) == 1


async def test_a_process_has_its_children() -> None:
    child = await asyncio.create_subprocess_exec("cat", stdin=asyncio.subprocess.PIPE)
    assert child.pid in family(os.getpid())
    await child.communicate(b"")


@pytest.mark.parametrize(
    "after",
    [
        Holdings(clients=1, rest=REST),
        Holdings(rest={"pipe:[]": 3}),
        Holdings(files=99, rest=REST),
        Holdings(ports={5432: 99}, rest=REST),
    ],
    ids=["clients", "rest", "files", "ports"],
)
def test_what_is_left_behind_is_found(after: Holdings) -> None:
    before = Holdings(files=3, ports={5432: 1}, rest=REST)
    assert [finding.rule for finding in left_behind(before, after)] == ["E"]
    assert list(left_behind(before, before)) == []
