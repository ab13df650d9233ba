"""What is missing before the record is final, in words."""

from itertools import groupby
from typing import Literal

import msgspec

from live.domain.actors import PersonId
from live.record.bidi import given
from live.record.checks import Check, Code, checks
from live.record.markup import plain
from live.record.telling import N_, Telling

Subject = Literal["turn", "note", "item", "request", "poll", "captions", "people"]

TITLES: dict[Code, str] = {
    "unnoted": N_("Spoke, but stands in no note"),
    "unowned": N_("Actions that nobody owns"),
    "undated": N_("Actions without a date"),
    "undecided": N_("Items without a decision"),
    "unheard": N_("Requests that were not heard"),
    "unpublished": N_("Polls that are closed and not in the record"),
    "uncaptioned": N_("Times of speech without captions"),
    "unattributed": N_("Captions of which nobody knows who spoke"),
    "uncertain": N_("Captions of which it is only likely who spoke"),
    "namesakes": N_("Names that may be one person’s"),
}
LONGEST = 120
"""Signs of a note that are enough to know it again."""


class Missing(msgspec.Struct, frozen=True):
    """``id``: of the subject, by which it is found; empty for all of them."""

    text: str
    subject: Subject
    id: str = ""


class Reminder(msgspec.Struct, frozen=True):
    code: Code
    title: str
    missing: tuple[Missing, ...]

    @property
    def count(self) -> int:
        return len(self.missing)


def reminders(tell: Telling) -> tuple[Reminder, ...]:
    """By what is missing."""
    found = groupby(checks(tell.record), key=lambda check: check.code)
    return tuple(
        Reminder(code, tell.words.said(TITLES[code]), tuple(_missing(tell, check) for check in of))
        for code, of in found
    )


def _missing(tell: Telling, check: Check) -> Missing:
    match check.code, check.ids:
        case "unnoted", (turn,):
            return Missing(_turn(tell, turn, check), "turn", turn)
        case "uncaptioned", (turn,):
            return Missing(_turn(tell, turn, check), "captions")
        case (("unowned" | "undated"), (note,)):
            return Missing(_note(tell, note), "note", note)
        case "undecided", (item,):
            return Missing(tell.item(item), "item", item)
        case "unheard", (request,):
            asked = tell.record.request[request]
            text = tell.words._(", ").join((tell.who(asked.person), tell.subject(asked)))
            return Missing(text, "request", request)
        case "unpublished", (poll,):
            return Missing(tell.question(tell.record.poll[poll]), "poll", poll)
        case "namesakes", people:
            names = [tell.who(PersonId(person)) for person in people]
            return Missing(tell.words.listed(names), "people")
        case _:
            return Missing(tell.words.ngettext("{n} line", "{n} lines", check.count), "captions")


def _turn(tell: Telling, turn_id: str, check: Check) -> str:
    turn = tell.record.turn[turn_id]
    time = tell.stretch(check.at or turn.start, check.until or turn.end)
    what = tell.words._(", ").join((tell.who(turn.person), tell.subject(turn)))
    return tell.words._("{time}: {what}", time=time, what=what)


def _note(tell: Telling, note: str) -> str:
    first = plain(tell.record.note[note].text).partition("\n")[0]
    return given(first if len(first) <= LONGEST else f"{first[: LONGEST - 1]}…")
