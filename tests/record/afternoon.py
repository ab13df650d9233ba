"""An afternoon as long as they get: three hours, with captions of every word."""

from collections.abc import Iterator
from functools import cache

from live.domain import agenda, captioning, life, notes, polls
from live.domain.actors import Actor
from tests.domain.occasion import MINUTE, SECOND, actor, chair, scribe
from tests.record.sittings import PLAN, Recorded, opened

PEOPLE, TURNS, NOTES, POLLS, CAPTIONS = 72, 40, 400, 12, 3_000
ITEMS = 6
TAGS: tuple[notes.Tag | None, ...] = ("point", "point", "decision", "action", "question", None)
GROUPS = tuple(place.id for place in PLAN.groups)
TOPICS = ("scope", "safeguards", "evidence", "capacity", "costs", "victims", "next steps")
SENTENCES = (
    "Safeguards must be written into the text, and reviewed by a court before data go abroad.",
    "Les garanties procédurales devraient être inscrites dans le texte, avec un contrôle du juge.",
    "ينبغي أن ينص النص على ضمانات إجرائية، مع رقابة قضائية قبل تسليم البيانات (المادة 24).",
    "文本应写明程序保障，并在移交数据之前由法院审查。",
    "Процессуальные гарантии должны быть закреплены в тексте до передачи данных.",
)


@cache
def afternoon() -> Recorded:
    here = opened()
    everybody = [actor(f"p{nr}") for nr in range(PEOPLE)]
    for nr, who in enumerate(everybody):
        here.enter(who, f"Person Number {nr}", f"Organisation {nr % 40}", GROUPS[nr % 3], "africa")
    began = here.now
    items = [here.made(chair, agenda.AddItem(f"Item on {topic}", 30)) for topic in TOPICS[:ITEMS]]
    for nr in range(TURNS):
        if nr % (TURNS // ITEMS) == 0 and nr // (TURNS // ITEMS) < ITEMS:
            here.then(chair, agenda.StartItem(items[nr // (TURNS // ITEMS)]))
        here.speak(everybody[nr % 30], 4 * MINUTE, TOPICS[nr % 7])
        for note in range(NOTES // TURNS):
            here.note(f"{SENTENCES[note % 5]} ({nr}.{note})", TAGS[note % 6])
        if nr % (TURNS // POLLS) == 0 and nr // (TURNS // POLLS) < POLLS:
            _poll(here, everybody, nr)
    _captions(here, began)
    here.then(chair, life.CloseSession())
    return here


def _poll(here: Recorded, everybody: list[Actor], nr: int) -> None:
    options = tuple(f"Option {one} of {nr}" for one in range(5))
    made = polls.CreatePoll("single", f"Which way, at turn {nr}?", options, secret=nr % 2 == 0)
    poll = here.made(chair, made)
    here.vote(poll, *((who, [place % 5]) for place, who in enumerate(everybody)))
    here.then(chair, polls.PublishPoll(poll))


def _captions(here: Recorded, zero: int) -> None:
    lines = tuple(_lines(here.now - zero))
    here.do(scribe, captioning.ImportCaptions("en", "vtt", "afternoon.vtt", zero, lines))


def _lines(lasted: int) -> Iterator[captioning.ImportedLine]:
    each = lasted // CAPTIONS
    for nr in range(CAPTIONS):
        text = f"{SENTENCES[nr % 5]} {nr}"
        yield captioning.ImportedLine(nr * each, nr * each + each - SECOND // 10, text)
