"""What the figures tell of a whole consultation, and what they must not tell."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from live import metrics
from live.app import create_app
from live.domain.commands import COMMANDS
from live.settings import Settings
from live.simulate.client import Refused
from live.web.traces import NOWHERE, SOCKETS
from tests.live.figures import Figures, figures
from tests.live.gathering import SECONDS, Gathering, gathered
from tests.live.sitting import Sitting
from tests.servers import serving

PARTICIPANTS = 20
PATTERNS = {
    getattr(route, "path", "")
    for route in create_app(Settings(database_url="", base_url="http://localhost")).routes
}
OTHERS = {"outcome", "code", "audience", "role", "status", "le", "bus", "fault", "method"}


class Held:
    """A consultation, and the figures before everybody left and after."""

    def __init__(self, gathering: Gathering) -> None:
        self.gathering = gathering
        self.full: Figures
        self.empty: Figures

    async def hold(self) -> None:
        with pytest.raises(Refused):
            await self.gathering.participants[0].send("poll.open", poll="q_none")
        await Sitting(self.gathering).hold()
        self.full = await figures(self.gathering.server.url)


async def empty(url: str) -> Figures:
    """The figures once the server has noticed that nobody is there any more."""
    async with asyncio.timeout(SECONDS):
        while (found := await figures(url))["connections"]:
            pass
    return found


@pytest.fixture(scope="module")
async def held(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Held]:
    async with serving(tmp_path_factory.mktemp("figures")) as server:
        async with gathered(server, PARTICIPANTS) as everybody:
            held = Held(everybody)
            await held.hold()
        held.empty = await empty(server.url)
        yield held


async def test_connections_are_counted_by_role(held: Held) -> None:
    assert held.full.sum("connections", role="participant", audience="public") == PARTICIPANTS
    assert held.full.sum("connections", role="moderator", audience="staff") == 2
    assert held.full.sum("connections", role="screen", audience="screen") == 1


async def test_nobody_is_counted_who_has_gone(held: Held) -> None:
    assert held.empty["connections"] == 0


async def test_commands_are_counted_by_name(held: Held) -> None:
    votes = held.full.sum("commands_total", command="poll.cast", outcome="done")
    assert votes == 2 * PARTICIPANTS


async def test_refusals_are_counted_by_code(held: Held) -> None:
    refused = {"outcome": "refused", "code": "not_allowed"}
    assert held.full.sum("commands_total", command="poll.open", **refused) == 1


async def test_each_command_is_in_a_batch(held: Held) -> None:
    batches = held.full["commit_seconds_count"]
    assert 0 < batches == held.full["batch_commands_count"]
    assert held.full["batch_commands_sum"] == held.full["command_seconds_count"]


async def test_what_was_committed_was_sent(held: Held) -> None:
    assert held.full["fanout_seconds_count"] == held.full["commit_seconds_count"]
    assert held.full["sent_frames_total"] > held.full["commit_seconds_count"]
    assert held.full["sent_bytes_total"] > held.full["sent_frames_total"]


async def test_a_process_tells_what_it_needs(held: Held) -> None:
    assert held.full["workers"] == 1
    assert held.full["memory_bytes"] > 2**20
    assert 0 < held.full["open_files"] < held.full["most_open_files"]
    assert held.full["database_up"] == held.full["bus_up"] == 1


async def test_labels_name_nobody_and_nothing_of_a_session(held: Held) -> None:
    gathering = held.gathering
    chair = gathering.chair
    known = {gathering.links.code.lower(), "participant 0", "organisation 0"}
    known |= {who.you["id"] for who in gathering.everybody}
    known |= {key.partition("/")[2] for key in chair.documents} - {""}
    known |= {option for poll in chair.replica.of("poll").values() for option in _options(poll)}
    shown = held.full.text.lower() + held.empty.text.lower()
    assert [name for name in known if name in shown] == []


def _options(poll: dict[str, object]) -> list[str]:
    options = poll["options"]
    assert isinstance(options, list)
    return [str(option[part]).lower() for option in options for part in ("id", "text")]


async def test_labels_come_from_lists_of_ours(held: Held) -> None:
    for name, value in held.full.labels():
        if name == "command":
            assert value in {*COMMANDS, metrics.UNREAD}
        elif name == "route":
            assert value in {*PATTERNS, SOCKETS, NOWHERE}
        else:
            assert name in OTHERS


@pytest.fixture
async def gathering(tmp_path: Path) -> AsyncIterator[Gathering]:
    async with serving(tmp_path) as server, gathered(server, 1) as everybody:
        yield everybody


async def test_a_command_that_nobody_knows_is_counted_without_its_name(
    gathering: Gathering,
) -> None:
    with pytest.raises(Refused):
        await gathering.chair.send("secret.of_ada")
    found = await figures(gathering.server.url)
    assert found.sum("commands_total", command=metrics.UNREAD, code="unknown_command") == 1
    assert "of_ada" not in found.text
