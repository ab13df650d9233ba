"""What was said, turn by turn: from this come the turns, the notes and the captions."""

from typing import Literal, NamedTuple

from live.domain.notes import Tag
from live.domain.queue import Kind
from tests.occasion.people import AHMAD, AMINA, CARLOS, HELENA, JEAN, KENJI, LI, OLGA, PRIYA, Guest

ITEMS = (
    ("Opening and adoption of the agenda", 5),
    ("Findings of the regional panels", 15),
    ("Scope and safeguards", 25),
    ("Next steps", 10),
)


class Noted(NamedTuple):
    text: str
    tag: Tag | None = None
    owner: str | None = None
    owner_text: str = ""
    due: str | None = None


class Speech(NamedTuple):
    """``answers``: the speech before it that was a question."""

    who: Guest
    item: int
    about: str
    said: tuple[str, ...]
    notes: tuple[Noted, ...] = ()
    kind: Kind = "statement"
    answers: bool = False


SPEECHES = (
    Speech(
        HELENA,
        0,
        "welcome",
        (
            "Excellencies, colleagues, welcome to this consultation.",
            "We are here to listen to all of you before the text is settled.",
            "I propose that we adopt the agenda as it was circulated.",
        ),
        (Noted("The agenda is adopted as circulated.", "decision"),),
    ),
    Speech(
        AMINA,
        1,
        "findings from Africa",
        (
            "Thank you, Madam Moderator.",
            "Our panel heard that small providers cannot answer requests within twenty-four hours.",
            "Victims wait for months until a mutual assistance request is answered.",
            "We ask for a timeline that smaller states can keep.",
        ),
        (
            Noted("Small providers cannot answer requests within 24 hours.", "point"),
            Noted("Victims wait months for mutual assistance.", "point"),
        ),
    ),
    Speech(
        CARLOS,
        1,
        "findings from Latin America",
        (
            "Gracias, and good afternoon to everybody.",
            "In our region journalists have been charged under cybercrime laws.",
            "Security researchers need an exception that is written into the text.",
        ),
        (
            Noted("Journalists have been charged under cybercrime laws.", "risk"),
            Noted("Security researchers need an exception in the text itself.", "quote"),
        ),
    ),
    Speech(
        LI,
        1,
        "evidence",
        (
            "I have a question on electronic evidence.",
            "Who keeps the chain of custody when data crosses a border twice?",
        ),
        (Noted("Who keeps the chain of custody when data crosses a border twice?", "question"),),
        "question",
    ),
    Speech(
        HELENA,
        1,
        "evidence",
        (
            "Thank you for the question.",
            "The requesting state keeps the chain of custody, with a record of each transfer.",
        ),
        (Noted("The requesting state keeps it, with a record of each transfer."),),
        "reply",
        answers=True,
    ),
    Speech(
        KENJI,
        2,
        "costs of preservation",
        (
            "Providers want to help, and they need legal certainty.",
            "Preservation orders should name an account and not a whole service.",
            "Costs beyond a reasonable limit should be paid by the state that asks.",
        ),
        (Noted("Preservation orders should name an account, not a whole service.", "point"),),
    ),
    Speech(
        JEAN,
        2,
        "safeguards",
        (
            "Merci. My ministry supports safeguards that courts can apply.",
            "Judicial authorisation should come before any access to stored content.",
        ),
        (Noted("Judicial authorisation before access to stored content.", "point"),),
    ),
    Speech(
        OLGA,
        2,
        "encryption",
        (
            "We are concerned about any duty to weaken encryption.",
            "A weakness that is made for one is a weakness for all.",
        ),
        (Noted("A weakness that is made for one is a weakness for all.", "quote"),),
    ),
    Speech(
        AHMAD,
        2,
        "definitions",
        (
            "The definition of a service provider is too wide.",
            "A university that runs a mail server would fall under it.",
        ),
        (
            Noted(
                "Redraft the definition of service provider.",
                "action",
                owner=AHMAD.id,
                due="2026-03-06",
            ),
        ),
    ),
    Speech(
        PRIYA,
        3,
        "participation",
        (
            "Civil society should be in the room when the protocol is drafted.",
            "Please publish the timetable soon.",
        ),
        (
            Noted(
                "Publish the timetable of the drafting.",
                "action",
                owner_text="Secretariat",
                due="2026-02-27",
            ),
            Noted("Ask the member states for written comments.", "action"),
        ),
    ),
)

DRAFTED = (
    "Speakers agreed that safeguards belong in the text itself. They differed on who bears the "
    "costs of preservation."
)
"""The prose of the third item."""

LINKS = ("Thank you very much. The next speaker, please.", "Thanks. You have the floor.")
"""What the moderator says between two speeches."""

Platform = Literal["zoom", "teams"]
