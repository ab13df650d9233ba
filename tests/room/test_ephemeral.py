"""What is gathered for a moment, and then told to each audience."""

import asyncio
from collections.abc import Callable

import msgspec

from live.domain.documents import Audience, Document
from live.room.ephemeral import Ephemeral
from live.wire import Frame

NOW = dict.fromkeys(Audience, 0.0)
STAFF_NOW = {Audience.PUBLIC: 3600.0, Audience.SCREEN: 3600.0, Audience.STAFF: 0.0}


class Board:
    """The documents as they are, and what was told of them."""

    def __init__(self, gather_seconds: dict[Audience, float]) -> None:
        self.holds: dict[str, Document] = {}
        self.told: list[tuple[Audience, Document]] = []
        self.ephemeral = Ephemeral(lambda key, _: self.holds.get(key), self._tell, gather_seconds)
        self._changed = asyncio.Event()

    def put(self, **documents: Document) -> None:
        self.holds |= documents
        self.ephemeral.refresh(*documents)

    def drop(self, key: str) -> None:
        del self.holds[key]
        self.ephemeral.refresh(key)

    async def until(self, holds: Callable[[], bool]) -> None:
        async with asyncio.timeout(60):
            while not holds():
                self._changed.clear()
                await self._changed.wait()

    def _tell(self, audience: Audience, frame: Frame) -> None:
        self.told.append((audience, msgspec.json.decode(frame.payload)))
        self._changed.set()


async def test_what_changes_meanwhile_goes_out_once_as_it_is_by_then() -> None:
    board = Board(NOW)
    board.put(a={"n": 1})
    board.put(a={"n": 2}, b={})
    await board.until(lambda: len(board.told) == len(Audience))
    for _, frame in board.told:
        assert frame == {"type": "now", "set": {"a": {"n": 2}, "b": {}}, "del": []}


async def test_each_audience_is_told_in_its_own_time() -> None:
    board = Board(STAFF_NOW)
    board.put(a={"n": 1})
    await board.until(lambda: len(board.told) == 1)
    board.put(a={"n": 2})
    await board.until(lambda: len(board.told) == 2)
    assert [audience for audience, _ in board.told] == [Audience.STAFF, Audience.STAFF]


async def test_who_comes_is_given_what_the_audience_was_told() -> None:
    board = Board(STAFF_NOW)
    board.put(a={"n": 1})
    await board.until(lambda: bool(board.told))
    assert board.ephemeral.of(Audience.STAFF) == {"a": {"n": 1}}
    assert board.ephemeral.of(Audience.PUBLIC) == {}


async def test_what_goes_is_told_to_those_who_had_it() -> None:
    board = Board(STAFF_NOW)
    board.put(a={"n": 1})
    await board.until(lambda: len(board.told) == 1)
    board.drop("a")
    await board.until(lambda: len(board.told) == 2)
    assert board.told[1] == (Audience.STAFF, {"type": "now", "set": {}, "del": ["a"]})
    assert board.ephemeral.gone(Audience.STAFF) == {"a"}


async def test_nothing_is_told_of_what_is_as_it_was() -> None:
    board = Board(STAFF_NOW)
    board.put(a={"n": 1})
    await board.until(lambda: len(board.told) == 1)
    board.put(a={"n": 1})
    board.put(b={})
    await board.until(lambda: len(board.told) == 2)
    assert board.told[1][1]["set"] == {"b": {}}
