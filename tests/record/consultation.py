"""A consultation as it is held in a call, and what two platforms save of it.

Everybody and everything in it is invented. ``SPEECHES`` is what was said, in truth: the moderator
gives the floor a little before somebody speaks, and takes it back a little after. ``zoom()`` and
``teams()`` are files such as those platforms make, each with a recording that began at another
moment, with the names that people have in the call and with the faults that such files have.
"""

import html
import textwrap
from collections.abc import Iterator

import msgspec

from live.domain.actors import Milliseconds

SECOND = 1_000
OPENED: Milliseconds = 1_768_208_400_000
"""2026-01-12, 09:00 UTC."""

ZOOM_BEGAN = OPENED + 72 * SECOND
ZOOM_NAME = "GMT20260112-090112_Recording.transcript.vtt"
TEAMS_BEGAN = OPENED + 12 * SECOND
"""In the middle of the first words: those before it have negative times."""

TEAMS_NAME = "Consultation on technical assistance.vtt"
GUID = "6d1f0c42-9a3e-4b58-8c77-25e0b9d4a613"
SAYING = 380
"""How long a word takes, in ms."""

BEFORE, AFTER = 2 * SECOND, 3 * SECOND
"""How long before and after a speech the speaker has the floor."""


class Guest(msgspec.Struct, frozen=True):
    """``zoom`` and ``teams``: how they are called in the call."""

    id: str
    name: str
    organisation: str
    group: str
    region: str
    zoom: str
    teams: str


class Speech(msgspec.Struct, frozen=True):
    """``at``: seconds after the opening."""

    by: str
    item: str
    at: int
    text: str

    @property
    def start(self) -> Milliseconds:
        return OPENED + self.at * SECOND

    @property
    def end(self) -> Milliseconds:
        return self.start + SAYING * len(self.text.split())

    @property
    def floor(self) -> tuple[Milliseconds, Milliseconds]:
        """When the speaker was given the floor, and when it was taken back."""
        return self.start - BEFORE, self.end + AFTER


class Spoken(msgspec.Struct, frozen=True):
    """A part of a speech, as long as a caption is."""

    start: Milliseconds
    end: Milliseconds
    by: Guest
    text: str


CHAIR = "chair"
ITEMS = ("Opening", "Technical assistance", "Next steps")
GUESTS = {
    guest.id: guest
    for guest in (
        Guest(CHAIR, "Helena Brandt", "Secretariat", "secretariat", "global",
              "Helena Brandt (Chair)", "Brandt, Helena"),
        Guest("ada", "Adaeze Okonkwo", "Sahel Digital Rights Network", "civil_society", "africa",
              "Adaeze Okonkwo", "Adaeze Okonkwo (Guest)"),
        Guest("zoe", "Zoë Šimić", "Adriatic Centre for Justice", "civil_society", "europe",
              "Zoë Šimić | ACJ", "Zoë Šimić (Guest)"),
        Guest("lin", "林美华", "Harbour Institute", "academia", "asia",
              "林美华", "林美华 (Guest)"),
        Guest("omar", "عمر الحداد", "مرصد الأمان الرقمي", "civil_society", "arab_states",
              "عمر الحداد", "عمر الحداد (Guest)"),
        Guest("kim", "Ji-woo Kim", "Dawon Networks R&D", "private_sector", "asia",
              "iPhone (2)", "Kim, Ji-woo (R&D)"),
        Guest("luis", "Luis Herrera", "Government of Costa Alta", "government", "americas",
              "Luis Herrera - Costa Alta", "Herrera, Luis"),
        Guest("tom", "Tomás Okafor", "Secretariat", "secretariat", "global",
              "Tomás Okafor", "Okafor, Tomás"),
    )
}  # fmt: skip

SPEECHES = (
    Speech(CHAIR, "Opening", 5, (
        "Good morning, good afternoon and good evening. I declare this consultation open. The "
        "agenda has three points: the opening, technical assistance, and next steps. Please ask"
        " for the floor in the companion page. Statements are of three minutes at the most."
    )),
    Speech("tom", "Opening", 80, (
        "Thank you, Chair. I am the rapporteur of this meeting. One remark: the notes are shown"
        " to everybody, and the summary goes to all participants within ten days."
    )),
    Speech(CHAIR, "Technical assistance", 110, (
        "We come to technical assistance. I give the floor to Adaeze Okonkwo of the Sahel "
        "Digital Rights Network."
    )),
    Speech("ada", "Technical assistance", 122, (
        "Thank you, Chair, and thank you to the Secretariat for the paper. We welcome its "
        "second chapter. Training reaches capitals; it does not reach the provinces. Of the "
        "forty courses of last year, three were held outside of capital cities. We ask for one "
        "thing: a third of the places for investigators and judges from the provinces. "
        "Safeguards have to be part of each course, and not an annex to it."
    )),
    Speech("luis", "Technical assistance", 166, (
        "Thank you. My government supports what was just said. We have hosted two regional "
        "courses, and we offer to host a third one in the autumn. Note: we need the list of "
        "participants eight weeks before it."
    )),
    Speech("lin", "Technical assistance", 194, (
        "Thank you, Chair. The Harbour Institute has asked six hundred investigators what they "
        "need. The first answer was legal: how to preserve evidence that is held abroad. The "
        "second was plain: time to take part at all. The data are open, and we share them with "
        "whoever asks."
    )),
    Speech(CHAIR, "Technical assistance", 226, (
        "Thank you. A point from the chat: will the slides be shared? Yes, they will. Ms Kim, "
        "please."
    )),
    Speech("kim", "Technical assistance", 238, (
        "Can you hear me? Good. We run networks in nine countries. R&D of ours goes into early "
        "warning, and what we learn we can teach. If response time < 24 hours is the aim, then "
        "providers have to be in the room when the courses are planned."
    )),
    Speech("omar", "Technical assistance", 270, (
        "شكرًا سيدتي الرئيسة. نرحب بالورقة، ونطلب أن تكون المواد التدريبية متاحة باللغة "
        "العربية. كما نقترح أن تُنشأ قائمة بالمدربين في المنطقة."
    )),
    Speech("zoe", "Technical assistance", 292, (
        "Merci, Madame la Présidente. Our centre supports Arabic and French materials; we can "
        "translate one course a year. There is a risk that must be named: courses without any "
        "follow-up. We suggest a review after twelve months: who was trained, and what came of "
        "it."
    )),
    Speech(CHAIR, "Next steps", 326, (
        "That was the last request. I see agreement on two points: places for the provinces, "
        "and a review after twelve months. The Secretariat sends a draft by the end of the "
        "month."
    )),
    Speech("ada", "Next steps", 350, "A question, if I may: who reviews the draft?"),
    Speech(CHAIR, "Next steps", 356, (
        "All who are here do, within two weeks. With that I thank you all. The meeting is "
        "closed."
    )),
)  # fmt: skip


def spoken(longest: int = 90) -> Iterator[Spoken]:
    """All that was said, in parts of at most that many signs."""
    for speech in SPEECHES:
        at = speech.start
        for part in textwrap.wrap(speech.text, longest, break_long_words=False):
            end = at + SAYING * len(part.split())
            yield Spoken(at, end, GUESTS[speech.by], part)
            at = end


def zoom() -> bytes:
    """The audio transcript of a cloud recording. Here and there a cue goes on without the name."""
    heard = [part for part in spoken() if part.start >= ZOOM_BEGAN]
    cues, before = ["WEBVTT"], ""
    for nr, part in enumerate(heard, 1):
        goes_on = part.by.id == before and nr % 7 == 0
        text = part.text if goes_on else f"{part.by.zoom}: {part.text}"
        times = _times(part.start - ZOOM_BEGAN, part.end - ZOOM_BEGAN - 10)
        cues.append(f"{nr}\r\n{times}\r\n{text}")
        before = part.by.id
    return "\r\n\r\n".join(cues).encode() + b"\r\n"


def teams() -> bytes:
    """The transcript as it is downloaded: sentences over several cues, rows wrapped."""
    cues = ["WEBVTT"]
    for nr, part in enumerate(spoken(120)):
        name = html.escape(part.by.teams, quote=False)
        rows = "\n".join(textwrap.wrap(html.escape(part.text, quote=False), 42))
        times = _times(part.start - TEAMS_BEGAN, part.end - TEAMS_BEGAN)
        ends = "" if nr % 5 == 4 else "</v>"
        cues.append(f"{GUID}/{nr + 11}-{nr % 3}\n{times}\n<v {name}>{rows}{ends}")
    return ("\ufeff" + "\n\n".join(cues)).encode()


def _times(start: Milliseconds, end: Milliseconds) -> str:
    return f"{_stamp(start)} --> {_stamp(end)}"


def _stamp(ms: Milliseconds) -> str:
    seconds, rest = divmod(abs(ms), SECOND)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{'-' if ms < 0 else ''}{hours:02}:{minutes:02}:{seconds:02}.{rest:03}"
