"""A whole consultation, told to the log at its most detailed: nobody is in it."""

from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import msgspec
import pytest

from tests.live.gathering import Gathering, gathered
from tests.live.sitting import Sitting
from tests.servers import serving

PARTICIPANTS = 20


class Told:
    """Everything that the server has said, and whom and what it was about."""

    def __init__(self, gathering: Gathering) -> None:
        self.gathering = gathering
        self.output: list[str] = []

    @property
    def lines(self) -> list[dict[str, object]]:
        said = (line for line in self.output if line.startswith("{"))
        return [msgspec.json.decode(line, type=dict[str, object]) for line in said]

    def private(self) -> set[str]:
        """What no line may hold."""
        links = msgspec.structs.asdict(self.gathering.links)
        tokens = {urlsplit(url).path.rpartition("/")[2] for url in links.values()}
        badges = {who.cookie.partition("=")[2] for who in self.gathering.everybody}
        people = {str(who.you[part]) for who in self.gathering.everybody for part in ("id", "name")}
        keys = {key.partition("/")[2] for key in self.gathering.chair.documents}
        polls = self.gathering.chair.replica.of("poll").values()
        options = {option[part] for poll in polls for option in poll["options"] for part in option}
        found = {*tokens, *badges, *people, *keys, *map(str, options)}
        return {one.lower() for one in found | {"Organisation", "127.0.0.1"} if one}


@pytest.fixture(scope="module")
async def told(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Told]:
    said = {"LIVE_LOG_LEVEL": "debug", "LIVE_LOG_FORMAT": "json", "LIVE_ACCESS_LOG": "yes"}
    async with serving(tmp_path_factory.mktemp("told"), **said) as server:
        async with gathered(server, PARTICIPANTS) as everybody:
            told = Told(everybody)
            await Sitting(everybody).hold()
            await everybody.download("summary.docx")
        await server.stop()
        told.output = server.output[2:]  # behind the host's link
        yield told


async def test_the_log_names_nobody(told: Told) -> None:
    assert len(told.private()) > 3 * PARTICIPANTS
    said = "\n".join(told.output).lower()
    assert [one for one in told.private() if one in said] == []


async def test_each_request_is_a_line_with_an_id(told: Told) -> None:
    lines = [line for line in told.lines if line["logger"] == "live.access"]
    routes = {line["route"] for line in lines}
    assert {"/j/{code}", "/s/{code}/live", "/s/{code}/record/{file}"} <= routes
    assert len({line["request"] for line in lines}) == len(lines)


async def test_nothing_went_wrong(told: Told) -> None:
    assert {line["level"] for line in told.lines} <= {"debug", "info"}
