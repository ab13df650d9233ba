"""What happens in a simulated session: people arrive, speak, vote and see it close."""

import asyncio
from collections import Counter
from collections.abc import Callable
from random import Random
from secrets import token_hex

import msgspec

from live.simulate.client import Refused
from live.simulate.load import checks
from live.simulate.load.arrival import Door, Place, Turned, person
from live.simulate.load.checks import Finding
from live.simulate.load.desk import Desk
from live.simulate.load.measures import Measures
from live.simulate.load.network import Network
from live.simulate.load.phone import Decoder, Phone, Where
from live.simulate.load.site import Site, Unreachable
from live.simulate.replica import Document

ARRIVING, SPEAKING, AFTER = 0.3, 0.3, 0.2
"""Parts of the whole time."""

ARRIVALS_A_SECOND = 50
FEWEST_SPEAKERS, SPEAKERS = 3, 0.03
MOST_SPEAKERS = 40
VOTE_AGAIN = 0.1
LEANINGS = (5, 3, 2)
OPTIONS = ("Scope", "Safeguards", "Cooperation")
PATIENCE_SECONDS = 60.0
PRESENCE_SECONDS = 10.0
LOOK_SECONDS = 0.05


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    phones: int
    minutes: float
    vote_seconds: float
    arrive_seconds: float | None
    seed: int | None
    network: Network
    loading: int
    """How many browsers at once fetch the files of a page."""

    def seconds(self, part: float) -> float:
        return 60 * self.minutes * part

    @property
    def arriving(self) -> float:
        """For how long they come."""
        if self.arrive_seconds is not None:
            return self.arrive_seconds
        return max(self.seconds(ARRIVING), self.phones / ARRIVALS_A_SECOND)


class Story:
    """``stage``: what is going on, in a word; ``findings``: what was right and what was not."""

    def __init__(self, plan: Plan, site: Site, desk: Desk, measures: Measures) -> None:
        self.phones: dict[str, Phone] = {}
        self.stage = "begins"
        self.findings: list[Finding] = []
        self.turned: Counter[str] = Counter()
        self._plan = plan
        self._site = site
        self._desk = desk
        self._measures = measures
        self._dice = Random(plan.seed)
        code = desk.documents["session"]["code"]
        self._door = Door(site, code, measures, self._dice, plan.loading)
        self._where = Where(site, code, plan.network, measures, self._dice, Decoder())
        self._run = token_hex(2)
        self._asked: list[str] = []
        self._notes: list[str] = []
        self._loop = asyncio.get_running_loop()

    async def run(self) -> None:
        self.stage = "arriving"
        await self._desk.open()
        await self._everybody_arrives()
        self.stage = "speaking"
        await self._debate(self._plan.seconds(SPEAKING))
        self.stage = "voting"
        await self._vote()
        self.stage = "speaking"
        await self._debate(self._plan.seconds(AFTER))
        self.stage = "closing"
        await self._close()

    def told(self) -> str:
        """Where it stands, in a line."""
        measures = self._measures
        waiting = sum(phone.unanswered for phone in self.phones.values())
        return (
            f"{self.stage:9}  {len(self.phones)} of {self._plan.phones} joined, "
            f"{self.connected()} connected; {measures.commands} commands, {waiting} unanswered; "
            f"{measures.reconnects} came back"
        )

    def connected(self) -> int:
        return sum(phone.connected for phone in self.phones.values())

    def tick(self, now: float) -> None:
        """Once a second."""
        whole = self._plan.network.whole_seconds
        for phone in self.phones.values():
            phone.look_after(now)
            if whole and self.stage != "closing" and self._dice.random() < 1 / whole:
                phone.break_off()

    # Arriving

    async def _everybody_arrives(self) -> None:
        place = self._desk.place
        async with asyncio.TaskGroup() as arrivals:
            for nr in range(1, self._plan.phones + 1):
                arrivals.create_task(self._arrive(nr, place))

    async def _arrive(self, nr: int, place: Place) -> None:
        form = person(nr, self._run, place, self._dice)
        delay = self._plan.network.delay_seconds(self._dice)
        await asyncio.sleep(self._dice.uniform(0, self._plan.arriving))
        began = self._loop.time()
        try:
            cookie = await self._door.join(form, delay)
        except (Turned, Unreachable) as turned:
            self.turned[str(turned)] += 1
            return
        self._measures.form.append(self._loop.time() - began)
        phone = self.phones[form["name"]] = Phone(self._where, cookie, delay)
        phone.connect()
        if await phone.until(lambda it: it.documents or it.over, PATIENCE_SECONDS):
            self._measures.join.append(self._loop.time() - began)

    def _all_there(self) -> bool:
        return all(phone.connected or phone.over for phone in self.phones.values())

    # Speaking

    async def _debate(self, seconds: float) -> None:
        """Some ask to speak, and are heard one after the other as long as there is time."""
        end = self._loop.time() + seconds
        free = [phone for phone in self.phones.values() if phone.connected]
        wanted = max(FEWEST_SPEAKERS, min(MOST_SPEAKERS, round(len(free) * SPEAKERS)))
        speakers = self._dice.sample(free, min(wanted, len(free)))
        asking = [self._loop.create_task(self._ask(one, seconds / 2)) for one in speakers]
        turn = seconds / (1 + len(speakers))
        while self._loop.time() < end:
            await self._next(turn)
        await asyncio.gather(*asking)
        await self._desk.release()

    async def _ask(self, phone: Phone, seconds: float) -> None:
        await asyncio.sleep(self._dice.uniform(0, seconds))
        answer = phone.ask("queue.request", kind="statement", about="What I have to say")
        if await _done(answer):
            self._asked.append(phone.me["id"])

    async def _next(self, turn: float) -> None:
        """Give the floor to the first who waits, and write down what is said."""
        desk = self._desk
        if queue := desk.client.replica.queue():
            holder = desk.documents["floor"]["request"]
            try:
                await desk.do("floor.grant", request=queue[0], instead_of=holder)
                text = f"Note {len(self._notes)} of {self._run}"
                await desk.do("note.post", text=text)
                self._notes.append(text)
            except Refused:  # it is counted
                pass
        await asyncio.sleep(turn * self._dice.uniform(0.5, 1))

    # Voting

    async def _vote(self) -> None:
        made = await self._desk.do(
            "poll.create", kind="single", question="What comes first?", options=OPTIONS
        )
        poll, options = made["poll"], made["options"]
        began = self._loop.time()
        await self._desk.do("poll.open", poll=poll)
        voting = [self._cast(phone, poll, options) for phone in self.phones.values()]
        choices = await asyncio.gather(*voting)
        unanswered = sum(phone.unanswered > 0 for phone in self.phones.values())
        self._measures.poll_opened = began
        await self._desk.do("poll.close", poll=poll)
        await self._desk.do("poll.publish", poll=poll)
        counts = Counter(choices)
        expected = {option: counts[option] for option in options}
        tally = self._desk.documents.get(f"tally/{poll}")
        self.findings.append(checks.counted(expected, tally, unanswered))

    async def _cast(self, phone: Phone, poll: str, options: list[str]) -> str | None:
        """What somebody has chosen in the end, as far as it was acknowledged."""
        chosen = None
        await asyncio.sleep(self._dice.uniform(0, self._plan.vote_seconds))
        if not await phone.until(lambda it: _is_open(it, poll), PATIENCE_SECONDS):
            return None
        for n in range(1, 3 if self._dice.random() < VOTE_AGAIN else 2):
            choice = self._dice.choices(options, LEANINGS)[0]
            if not await _done(phone.ask("poll.cast", poll=poll, choice=[choice], n=n)):
                break
            chosen = choice
        return chosen

    # Closing

    async def _close(self) -> None:
        await self._until(self._all_there)
        await self._look_at_the_desk()
        await self._desk.do("session.close")
        self.findings += [
            checks.answered(self.phones.values()),
            checks.kept(self.phones.values()),
        ]
        if self.phones:
            await self._compare(next(iter(self.phones.values())).another())

    async def _look_at_the_desk(self) -> None:
        replica, phones = self._desk.client.replica, self.phones.values()
        await self._until(lambda: replica.seq >= max(phone.replica.seq for phone in phones))
        there = self.connected()
        await self._until(lambda: self._desk.online() == there, PRESENCE_SECONDS)
        waiting = [request["person"]["id"] for request in replica.of("request").values()]
        spoken = [turn["person"]["id"] for turn in replica.of("turn").values()]
        self.findings += [
            checks.joined(self.phones, self._desk.people()),
            checks.present(there, self._desk.online()),
            checks.heard(self._asked, waiting, spoken),
            checks.noted(self._notes, replica.of("note").values()),
        ]

    async def _compare(self, fresh: Phone) -> None:
        """What everybody shows in the end with what a page shows that was just opened."""
        fresh.connect()
        if await fresh.until(lambda it: it.documents, PATIENCE_SECONDS):
            await self._until(lambda: self._level(fresh.replica.seq))
            self.findings.append(checks.same(self.phones.values(), fresh.documents))
        else:
            self.findings.append(Finding("wrong", "At the end nobody could open another page."))
        fresh.leave()

    def _level(self, seq: int) -> bool:
        return all(phone.replica.seq == seq or phone.over for phone in self.phones.values())

    async def _until(self, holds: Callable[[], object], seconds: float = PATIENCE_SECONDS) -> bool:
        """Wait, but not for ever; whether it came to be."""
        end = self._loop.time() + seconds
        while not holds():
            if self._loop.time() > end:
                return False
            await asyncio.sleep(LOOK_SECONDS)
        return True


def _is_open(phone: Phone, poll: str) -> bool:
    return bool(phone.documents.get(f"poll/{poll}", {}).get("state") == "open")


async def _done(answer: asyncio.Future[Document]) -> bool:
    """Whether a command was carried out in the end."""
    await asyncio.wait({answer}, timeout=PATIENCE_SECONDS)
    return answer.done() and bool(answer.result()["type"] == "done")
