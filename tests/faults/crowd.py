"""Everybody in a session, each on a socket of their own, doing what people do there."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Sequence
from contextlib import suppress
from random import Random
from typing import Any, TypeVar

from live.simulate.client import Refused
from live.simulate.door import ClosedDoor, enter, join
from live.simulate.replica import Document
from tests.faults import disk
from tests.faults.history import History
from tests.faults.lateness import Span
from tests.faults.person import Person
from tests.live.gathering import forms
from tests.servers import Links

T = TypeVar("T")

SECONDS = 60
"""How long anything may take; a machine that is slow is no bug."""

OWN_SECONDS = 20

BUGS = {"internal", "invalid", "unknown_command", "not_allowed", "id_reused"}
"""A refusal that nobody of the crowd deserves; others come of being slower than somebody else."""


class Undeserved(Exception):
    """A refusal that only a bug explains."""


OPTIONS = ["Scope", "Safeguards", "Cooperation"]
WITHDRAWS = 0.3
RELEASES = 0.4
REVISES = 0.4
DRAFTS = 0.1
LATE = {"organisation": "Elsewhere", "group": "academia", "region": "africa"}
MOST_LATE = 8
LATE_AFTER, LOSES_LINE_AFTER = 5, 10
"""In pauses."""

AGAIN_SECONDS = 0.2


async def together(work: Iterable[Awaitable[T]]) -> list[T]:
    async with asyncio.timeout(SECONDS):
        return await asyncio.gather(*work)


class Crowd:
    """``urls``: the servers, of which each takes one; ``pause_s``: the longest that one thinks;
    ``steady``: nobody loses the line, and nobody comes late."""

    def __init__(
        self,
        urls: Sequence[str],
        links: Links,
        dice: Random,
        *,
        pause_s: float = 0.1,
        steady: bool = False,
    ) -> None:
        self.participants: list[Person] = []
        self.moderators: list[Person] = []
        self.rapporteurs: list[Person] = []
        self.screen: Person
        self.polls: dict[str, list[str]] = {}
        self.code = links.code
        self._urls = urls
        self._links = links
        self._dice = dice
        self._pause_s = pause_s
        self._steady = steady
        self._over = False
        self._acts: list[asyncio.Task[None]] = []
        self._progress = asyncio.Event()
        self._nth = 0

    # Who is there

    async def assemble(self, participants: int) -> None:
        """Everybody comes in, the session is opened, and so are two polls."""
        moderator, rapporteur = self._links.moderator_url, self._links.rapporteur_url
        came = await together(
            [
                self._enter(self._links.screen_url, ""),
                *(self._enter(moderator, name) for name in ("Chair", "Deputy")),
                *(self._enter(rapporteur, name) for name in ("Rapporteur", "Second")),
                *(self._join(form) for form in forms(participants)),
            ]
        )
        self.screen, *others = came
        self.moderators, self.rapporteurs = others[:2], others[2:4]
        self.participants = others[4:]
        await self.do(self.chair, "session.open")
        for secret in (True, False):
            await self._open_poll(secret)
        await self.level()

    async def _enter(self, link: str, name: str) -> Person:
        return await self.connect(await enter(link, name))

    async def _join(self, form: dict[str, str]) -> Person:
        """At one server or another, until it is done."""
        while True:
            self._nth += 1
            url = self._urls[self._nth % len(self._urls)]
            try:
                return await self.connect(await join(url, self._links.code, **form))
            except (ClosedDoor, OSError, IndexError):  # away, or broken off
                await asyncio.sleep(AGAIN_SECONDS)

    async def connect(self, cookie: str) -> Person:
        self._nth += 1
        person = Person(self._urls, self._links.code, cookie, self._progress, self._nth)
        await person.start()
        await person.until(lambda: person.me)
        return person

    async def dismiss(self) -> None:
        self._over = True
        for act in self._acts:
            act.cancel()
        await asyncio.gather(*self._acts, return_exceptions=True)
        await together(person.stop() for person in self.everybody)

    @property
    def chair(self) -> Person:
        return self.moderators[0]

    @property
    def everybody(self) -> list[Person]:
        return [*self.participants, self.screen, *self.moderators, *self.rapporteurs]

    @property
    def acknowledged(self) -> int:
        return sum(person.acknowledged for person in self.everybody)

    # What they do

    def lecture(self) -> None:
        """One writes, and all the others look."""
        self._start([self._writes(self.rapporteurs[0])])

    def begin(self) -> None:
        """All are at work."""
        work = [
            *(self._votes(person) for person in self.participants),
            *(self._asks_to_speak(person) for person in self.participants[::2]),
            self._presides(self.chair),
            self._prepares(self.moderators[1]),
            *map(self._writes, self.rapporteurs),
        ]
        if not self._steady:
            work += [*map(self._loses_the_line, self.participants[1::4]), self._come_late()]
        self._start(work)

    def _start(self, work: Iterable[Coroutine[Any, Any, None]]) -> None:
        self._over = False
        self._acts = [asyncio.create_task(one) for one in work]

    async def until_acknowledged(self, more: int) -> None:
        """Wait for so many more commands to be done."""
        wanted = self.acknowledged + more
        await self._until(lambda: self.acknowledged >= wanted)

    def refused(self, code: str) -> int:
        """How many answers have said so."""
        return sum(person.refused[code] for person in self.everybody)

    async def until_refused(self, code: str, more: int) -> None:
        """Wait for so many more answers to say so."""
        wanted = self.refused(code) + more
        await self._until(lambda: self.refused(code) >= wanted)

    async def _until(self, holds: Callable[[], bool]) -> None:
        async with asyncio.timeout(SECONDS):
            while not holds():
                self._progress.clear()
                await self._until_progress()

    async def _until_progress(self) -> None:
        """Or until somebody has failed, which is then raised."""
        progress = asyncio.create_task(self._progress.wait())
        await asyncio.wait([progress, *self._acts], return_when=asyncio.FIRST_COMPLETED)
        progress.cancel()
        for act in self._acts:
            if act.done():
                act.result()

    async def end(self) -> None:
        """Begin nothing more, and wait for the answers to all that was asked."""
        self._over = True
        async with asyncio.timeout(SECONDS):
            await asyncio.gather(*self._acts)
        self._acts = []

    async def do(self, person: Person, do: str, **arguments: Any) -> Document:
        """One command; its result. Refused where there is no bug in that."""
        command_id = f"{person.you['name'] or 'screen'} {len(person.sent)}"
        try:
            frame = await person.ask(do, arguments, command_id)
        except Refused as refusal:
            if refusal.code in BUGS:
                raise Undeserved(f"{do} {arguments}: {refusal.frame}") from refusal
            raise
        return frame["result"]  # type: ignore[no-any-return]

    async def _thinks(self) -> None:
        await asyncio.sleep(self._dice.uniform(0, self._pause_s))

    async def _tries(self, person: Person, do: str, **arguments: Any) -> Document | None:
        """None if somebody was faster."""
        await self._thinks()
        try:
            return await self.do(person, do, **arguments)
        except Refused:
            return None

    def _words(self, person: Person) -> str:
        return f"{person.you['name']} says {len(person.sent)}"

    async def _open_poll(self, secret: bool) -> None:
        made = await self.do(
            self.chair,
            "poll.create",
            kind="single",
            question=self._words(self.chair),
            options=OPTIONS,
            secret=secret,
        )
        await self.do(self.chair, "poll.open", poll=made["poll"])
        self.polls[made["poll"]] = made["options"]

    async def _votes(self, person: Person) -> None:
        """Again and again: each ballot replaces the one before."""
        n = 0
        while not self._over:
            n += 1
            for poll, options in self.polls.items():
                choice = [self._dice.choice(options)]
                await self._tries(person, "poll.cast", poll=poll, choice=choice, n=n)

    async def _asks_to_speak(self, person: Person) -> None:
        while not self._over:
            made = await self._tries(person, "queue.request", about=self._words(person))
            if made and self._dice.random() < WITHDRAWS:
                await self._tries(person, "queue.withdraw", request=made["request"])

    async def _presides(self, chair: Person) -> None:
        while not self._over:
            holder = chair.documents["floor"]["request"]
            if holder and self._dice.random() < RELEASES:
                await self._tries(chair, "floor.release", request=holder)
            elif queue := chair.replica.queue():
                await self._tries(chair, "floor.grant", request=queue[0], instead_of=holder)
            else:
                await self._thinks()

    async def _prepares(self, deputy: Person) -> None:
        """Items of the agenda, and now and then a poll that nobody is shown yet."""
        while not self._over:
            if self._dice.random() < DRAFTS:
                words = self._words(deputy)
                await self._tries(
                    deputy, "poll.create", kind="single", question=words, options=OPTIONS
                )
            else:
                await self._tries(deputy, "item.add", title=self._words(deputy))
            await asyncio.sleep(4 * self._pause_s)

    async def _writes(self, person: Person) -> None:
        while not self._over:
            made = await self._tries(person, "note.post", text=self._words(person))
            if made and self._dice.random() < REVISES:
                words = self._words(person)
                await self._tries(person, "note.revise", note=made["note"], revision=1, text=words)

    async def _loses_the_line(self, person: Person) -> None:
        while not self._over:
            await asyncio.sleep(self._dice.uniform(0, LOSES_LINE_AFTER * self._pause_s))
            await person.drop()

    async def _come_late(self) -> None:
        """A few, by a form that is sent again until it is answered."""
        for nth in range(MOST_LATE):
            await asyncio.sleep(LATE_AFTER * self._pause_s)
            if self._over:
                return
            once = f"once {self.code} {nth}"
            self.participants.append(
                await self._join({**LATE, "name": f"Late {nth}", "once": once})
            )

    async def work_on(self, seconds: float) -> Span:
        """Everybody is at work for a while; from when until when."""
        now = asyncio.get_running_loop().time
        begin = now()
        await asyncio.sleep(seconds)
        return begin, now()

    async def close_polls(self) -> None:
        """The end of the polls; of one the result is published to the phones."""
        for poll in self.polls:
            await self.do(self.chair, "poll.close", poll=poll)
        await self.do(
            self.chair, "poll.publish", poll=next(iter(self.polls)), to=["phones", "record"]
        )

    # What is known of it

    async def level(self, seq: int = 0) -> None:
        """Wait until everybody is as far as the furthest, and at least at ``seq``."""
        head = max(seq, *(person.seq for person in self.everybody))
        await together(person.until(lambda p=person: p.seq >= head) for person in self.everybody)  # type: ignore[misc]

    async def history(self, database_url: str) -> History:
        """What there is to be judged, once everybody has it; newcomers come in for that."""
        on_disk = await asyncio.to_thread(disk.read, database_url, self._links.code)
        await self.level(on_disk.seq)
        newcomers = await together(self.connect(person.cookie) for person in self.everybody)
        own = {person.you["id"]: person.me for person in newcomers}
        told = [person.account() for person in (*self.everybody, *newcomers)]
        fresh = await asyncio.to_thread(disk.documents, database_url, self._links.code)
        await self._until_own(own)
        await together(person.stop() for person in newcomers)
        return History(told, on_disk, fresh, own)

    async def _until_own(self, own: dict[str, Document]) -> None:
        """What one is told of oneself comes a moment after what it is about; if it ever does."""
        with suppress(TimeoutError):
            async with asyncio.timeout(OWN_SECONDS):
                for person in self.everybody:
                    mine = own[person.you["id"]]
                    await person.until(lambda p=person, m=mine: p.me == m)  # type: ignore[misc]
