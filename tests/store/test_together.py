"""Look-ups that share a read."""

import asyncio
from collections.abc import Collection, Mapping

import pytest

from live.store.together import MOST_KEYS, Together


class Shelf:
    """Something that is looked up slowly: each read lasts until it is let go."""

    def __init__(self) -> None:
        self.holds = {"a": 1, "b": 2, "c": 3}
        self.reads: list[set[str]] = []
        self.broken = False
        self._begun = asyncio.Condition()
        self._let_go = asyncio.Semaphore(0)

    async def look_up(self, keys: Collection[str]) -> Mapping[str, int]:
        self.reads.append(set(keys))
        found = {key: self.holds[key] for key in keys if key in self.holds}
        async with self._begun:
            self._begun.notify_all()
        await self._let_go.acquire()
        if self.broken:
            raise OSError("away")
        return found

    async def begun(self, reads: int) -> None:
        async with asyncio.timeout(60), self._begun:
            await self._begun.wait_for(lambda: len(self.reads) >= reads)

    def let_go(self, reads: int) -> None:
        for _ in range(reads):
            self._let_go.release()


def asks(
    together: Together[str, int], *whose: Collection[str]
) -> "list[asyncio.Task[Mapping[str, int]]]":
    return [asyncio.create_task(together.find(keys)) for keys in whose]


async def test_what_is_asked_while_a_read_is_under_way_shares_the_next() -> None:
    shelf = Shelf()
    together = Together(shelf.look_up)
    first = asks(together, ["a"])
    await shelf.begun(1)
    rest = asks(together, ["b"], ["c"], ["b"])
    shelf.let_go(2)
    found = await asyncio.gather(*first, *rest)
    assert shelf.reads == [{"a"}, {"b", "c"}]
    assert [found[0]["a"], found[1]["b"], found[2]["c"], found[3]["b"]] == [1, 2, 3, 2]


async def test_what_is_not_there_is_not_found() -> None:
    shelf = Shelf()
    shelf.let_go(1)
    assert await Together(shelf.look_up).find(["z"]) == {}


async def test_nobody_gets_what_was_read_before_they_asked() -> None:
    shelf = Shelf()
    together = Together(shelf.look_up)
    first = asks(together, ["a"])
    await shelf.begun(1)
    shelf.holds["a"] = 7
    second = asks(together, ["a"])
    shelf.let_go(2)
    assert [found["a"] for found in await asyncio.gather(*first, *second)] == [1, 7]


async def test_a_fault_reaches_all_whom_the_read_was_for() -> None:
    shelf = Shelf()
    together = Together(shelf.look_up)
    shelf.broken = True
    asked = asks(together, ["a"], ["b"])
    shelf.let_go(1)
    found = await asyncio.gather(*asked, return_exceptions=True)
    assert [type(one) for one in found] == [OSError, OSError]


async def test_a_fault_leaves_the_next_read_alone() -> None:
    shelf = Shelf()
    together = Together(shelf.look_up)
    shelf.broken = True
    first = asks(together, ["a"])
    await shelf.begun(1)
    second = asks(together, ["b"])
    shelf.let_go(1)
    with pytest.raises(OSError, match="away"):
        await first[0]
    shelf.broken = False
    shelf.let_go(1)
    assert await second[0] == {"b": 2}


async def test_whoever_stops_waiting_takes_nothing_from_the_others() -> None:
    shelf = Shelf()
    together = Together(shelf.look_up)
    impatient, patient = asks(together, ["a"], ["b"])
    await shelf.begun(1)
    impatient.cancel()
    shelf.let_go(1)
    assert (await patient)["b"] == 2
    assert impatient.cancelled()


async def test_a_read_is_for_so_many_keys_at_most() -> None:
    shelf = Shelf()
    together = Together(shelf.look_up)
    asked = asks(together, *([f"{nth}"] for nth in range(2 * MOST_KEYS + 1)))
    shelf.let_go(3)
    await asyncio.gather(*asked)
    assert [len(keys) for keys in shelf.reads] == [MOST_KEYS, MOST_KEYS, 1]
