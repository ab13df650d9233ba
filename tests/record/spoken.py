"""A simulated session: who had the floor as moderators clicked, and what was said, as captions."""

from collections.abc import Iterator
from random import Random

import msgspec

from live.domain.actors import Milliseconds, PersonId, Role
from live.domain.captions import Line
from live.domain.people import Name
from live.record.model import Person
from live.record.speaking import Turn

SECOND, MINUTE = 1_000, 60_000
BEGINNING = 1_771_850_000_000
CHAIR = PersonId("p_chair")

FIRST = ("Ada", "Benoît", "Chidi", "Dalia", "Emre", "Fatou", "Goran", "Hye", "Ines", "Jamal")
LAST = ("Adeyemi", "Bergström", "Castañeda", "Dlamini", "Eriksen", "Fonseca", "Grabowski", "Haas")
WORDS = [
    *(
        "we",
        "the",
        "of",
        "and",
        "states",
        "safeguards",
        "evidence",
        "cooperation",
        "legal",
        "basis",
    ),
    *("thank", "convention", "access", "data", "service", "providers", "rights", "more", "report"),
]


class Setting(msgspec.Struct, frozen=True):
    """How the session goes. Spans in seconds, shares from 0 to 1.

    ``clicks``: how far at most moderators are early or late. ``lag``: of the captions. ``passed``:
    how often the floor goes from one to the next with a single click. ``named``: how often the
    chair's words name the speaker. ``contiguous``: lines last until the next one begins.
    """

    turns: int = 40
    speakers: int = 28
    lasts: tuple[int, int] = (60, 240)
    clicks: float = 3
    lag: float = 2
    passed: float = 0.5
    interjections: float = 0.06
    named: float = 0
    of_order: int = 2
    contiguous: bool = False


class Said(msgspec.Struct, frozen=True):
    """A line, and who spoke it in truth. ``amid``: while another had the floor."""

    line: Line
    by: PersonId
    amid: bool = False


class Spoken(msgspec.Struct, frozen=True):
    """``zero``: when the recording began, less the lag of the captions, which nobody can tell from
    it."""

    turns: tuple[Turn, ...]
    said: tuple[Said, ...]
    names: dict[PersonId, Name]
    zero: Milliseconds

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(one.line for one in self.said)

    @property
    def people(self) -> tuple[Person, ...]:
        return tuple(
            Person(who, name.name, name.organisation, "", "", _role(who), BEGINNING)
            for who, name in self.names.items()
        )

    def labelled(self, random: Random, kept: float = 1) -> tuple[Line, ...]:
        """With the names of those who speak, but for those that are lost."""
        return tuple(
            msgspec.structs.replace(one.line, label=self.names[one.by].name)
            if random.random() < kept
            else one.line
            for one in self.said
        )


def _role(who: PersonId) -> Role:
    return Role.MODERATOR if who == CHAIR else Role.PARTICIPANT


def turn(
    person: PersonId,
    start: Milliseconds,
    end: Milliseconds | None,
    nr: int = 1,
    interrupts: str | None = None,
) -> Turn:
    spoken = 0 if end is None else end - start
    return Turn(
        id=f"t_{nr}",
        nr=nr,
        request=f"r_{nr}",
        person=person,
        item=None,
        kind="statement" if interrupts is None else "point_of_order",
        about="",
        category="",
        capacity=None,
        on_behalf_of="",
        language="",
        source=None,
        start=start,
        end=end,
        spoken_ms=spoken,
        paused_ms=0,
        limit_ms=None,
        pauses=0,
        interrupts=interrupts,
        interrupted_by=(),
    )


USUAL = Setting()


def spoken(seed: int, setting: Setting = USUAL) -> Spoken:
    return _Session(Random(seed), setting).held()


class _Session:
    def __init__(self, random: Random, setting: Setting) -> None:
        self.random = random
        self.setting = setting
        self.now = BEGINNING + MINUTE
        self.said: list[tuple[Milliseconds, Milliseconds, PersonId, str, bool]] = []
        self.turns: list[Turn] = []
        self.names = {CHAIR: Name("Chair Person", "Secretariat")}
        people = [f"{first} {last}" for last in LAST for first in FIRST]
        random.shuffle(people)
        for nth, name in enumerate(people[: setting.speakers]):
            self.names[PersonId(f"p_{nth}")] = Name(name, f"Organisation {nth}")

    def held(self) -> Spoken:
        order = [who for who in self.names if who != CHAIR]
        self.speech(CHAIR, self.random.uniform(60, 180))
        pressed: Milliseconds | None = None
        for nr in range(1, self.setting.turns + 1):
            person = order[nr - 1] if nr <= len(order) else self.random.choice(order)
            self.link(person)
            start = self.clicked(self.now) if pressed is None else pressed
            self.change()
            self.turn(person, start, nr)
            ended = self.now
            self.change()
            single = self.random.random() < self.setting.passed and nr < self.setting.turns
            pressed = self.clicked(ended + 2 * SECOND) if single else None
            end = self.clicked(ended) if pressed is None else pressed
            self.turns[-1 if self.turns[-1].nr == nr else -2] = turn(person, start, end, nr)
        self.speech(CHAIR, self.random.uniform(20, 90))
        began = self.random.randint(-30 * MINUTE, MINUTE) + BEGINNING
        zero = began - round(self.setting.lag * SECOND)
        return Spoken(tuple(self.turns), tuple(self.lines(zero)), self.names, zero)

    def turn(self, person: PersonId, start: Milliseconds, nr: int) -> None:
        lasts = self.random.uniform(*self.setting.lasts)
        self.turns.append(turn(person, start, None, nr))
        every = max(1, self.setting.turns // (self.setting.of_order + 1))
        if self.setting.of_order and nr % every == 0:
            self.speech(person, lasts / 2)
            self.interruption(nr)
            lasts /= 2
        self.speech(person, lasts, interjections=True)

    def interruption(self, nr: int) -> None:
        others = [who for who in self.names if who not in (CHAIR, self.turns[-1].person)]
        begins = self.now
        by = self.random.choice(others)
        self.change()
        self.speech(by, self.random.uniform(15, 40))
        self.change()
        start, end = self.clicked(begins), self.clicked(self.now)
        self.turns.append(turn(by, start, end, 1000 + nr, f"t_{nr}"))

    def link(self, person: PersonId) -> None:
        """The chair thanks one and calls the next."""
        before = self.turns[-1].person if self.turns else None
        called = [*([before] if before else []), person]
        self.speech(CHAIR, self.random.uniform(3, 12), [self.names[who].name for who in called])

    def speech(
        self,
        by: PersonId,
        seconds: float,
        names: list[str] | None = None,
        *,
        interjections: bool = False,
    ) -> None:
        until = self.now + seconds * SECOND
        named = [name for name in names or () if self.random.random() < self.setting.named]
        while self.now < until:
            if interjections and self.random.random() < self.setting.interjections:
                self.sentence(CHAIR, self.random.uniform(0.7, 2), amid=True)
                self.now += round(self.random.uniform(0.2, 0.8) * SECOND)
            lasts = min(self.random.uniform(2, 7), max(1, (until - self.now) / SECOND))
            self.sentence(by, lasts, " ".join(named[:1]))
            named = named[1:]
            self.now += round(min(3, self.random.lognormvariate(-0.9, 0.7)) * SECOND)

    def sentence(self, by: PersonId, seconds: float, name: str = "", *, amid: bool = False) -> None:
        lasts = round(seconds * SECOND)
        said = " ".join(self.random.choices(WORDS, k=max(1, round(seconds * 2.5))))
        self.said.append((self.now, self.now + lasts, by, f"{said} {name}".strip(), amid))
        self.now += lasts

    def change(self) -> None:
        """One stops, and the next has to find the microphone."""
        self.now += round(self.random.uniform(0.5, 3) * SECOND)

    def clicked(self, at: Milliseconds) -> Milliseconds:
        off = self.random.uniform(-self.setting.clicks, self.setting.clicks)
        floor = self.turns[-1].start + SECOND if self.turns else 0
        return max(floor, at + round(off * SECOND))

    def lines(self, zero: Milliseconds) -> Iterator[Said]:
        for nth, (start, end, by, text, amid) in enumerate(self.said):
            follows = self.said[nth + 1][0] if nth + 1 < len(self.said) else end
            shown = follows if self.setting.contiguous else end
            line = Line(f"l_{nth}", start - zero, shown - zero, text)
            yield Said(line, by, amid)
