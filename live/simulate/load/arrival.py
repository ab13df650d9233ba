"""How a phone comes in: the join page, its form, the session's page with its files."""

import asyncio
import re
from random import Random

import msgspec

from live.simulate.door import Answer
from live.simulate.load.measures import Measures
from live.simulate.load.site import Site, Unreachable, Visit

ONCE = re.compile(rb'name="once" value="([^"]+)"')
FILES = re.compile(rb'(?:href|src)="(/static/[^"]+)"')
AT_ONCE = 6
"""So many connections a browser opens to fetch the files of a page."""

TRIES = 12
LATER = {429, 503}
LONGEST_WAIT_SECONDS = 30.0


class Turned(Exception):
    """Somebody could not come in; the message says why, in a word or two."""


class Door:
    """The way into one session. ``loading``: how many browsers at once fetch the scripts and
    styles of a page; 0 for none."""

    def __init__(
        self, site: Site, code: str, measures: Measures, dice: Random, loading: int
    ) -> None:
        self._site = site
        self._code = code
        self._measures = measures
        self._dice = dice
        self._loading = asyncio.Semaphore(loading) if loading else None

    async def join(self, person: dict[str, str], delay_seconds: float) -> str:
        """The badge's cookie; Turned away. The same form, sent again, is the same person."""
        form = dict(person)
        async with Visit(self._site) as visit:
            for _ in range(TRIES):
                try:
                    await asyncio.sleep(2 * delay_seconds)
                    wait = await self._fill_in(visit, form)
                    if isinstance(wait, str):
                        return wait
                except Unreachable as fault:
                    self._measures.doors[str(fault)] += 1
                    wait = 1.0
                await asyncio.sleep(wait * self._dice.uniform(1, 1.5))
        raise Turned("gave up")

    async def _fill_in(self, visit: Visit, form: dict[str, str]) -> str | float:
        """The cookie, or for how long to wait before it is tried again."""
        if "once" not in form:
            page = await visit.get(f"/j/{self._code}")
            if (wait := self._later(page)) is not None:
                return wait
            found = ONCE.search(page.body)
            if page.status != 200 or not found:
                raise Turned(f"the join page answered {page.status}")
            form["once"] = found[1].decode()
        answer = await visit.post(f"/j/{self._code}", form)
        if (wait := self._later(answer)) is not None:
            return wait
        if answer.status != 303:
            raise Turned(f"the join form answered {answer.status}")
        cookie = answer.cookies()
        await self._look_at(visit, cookie)
        return cookie

    def _later(self, answer: Answer) -> float | None:
        if answer.status not in LATER:
            return None
        self._measures.doors[str(answer.status)] += 1
        asked = dict(answer.headers).get("retry-after", "1")
        return min(LONGEST_WAIT_SECONDS, float(asked) if asked.isdigit() else 1.0)

    async def _look_at(self, visit: Visit, cookie: str) -> None:
        page = await visit.get(f"/s/{self._code}", cookie)
        if page.status != 200:
            self._measures.doors[f"page {page.status}"] += 1
        if self._loading:
            paths = [path.decode() for path in dict.fromkeys(FILES.findall(page.body))]
            async with self._loading:
                await asyncio.gather(*(self._fetch(paths[nth::AT_ONCE]) for nth in range(AT_ONCE)))

    async def _fetch(self, paths: list[str]) -> None:
        async with Visit(self._site) as visit:
            for path in paths:
                answer = await visit.get(path)
                if answer.status != 200:
                    self._measures.doors[f"file {answer.status}"] += 1


class Place(msgspec.Struct, frozen=True):
    """What a session asks of those who join."""

    groups: tuple[str, ...]
    regions: tuple[str, ...]


SIGN = "(simulated)"


def person(nr: int, run: str, place: Place, dice: Random) -> dict[str, str]:
    """What somebody writes into the form. ``run`` tells them from those of an earlier one."""
    form = {"name": f"Phone {run}-{nr:04} {SIGN}", "organisation": f"Organisation {nr % 40}"}
    if place.groups:
        form["group"] = dice.choice(place.groups)
    if place.regions:
        form["region"] = dice.choice(place.regions)
    return form


def simulated(name: str) -> bool:
    return name.endswith(SIGN)
