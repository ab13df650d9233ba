"""A session that is full of names: of its people, in every script, wherever a text can be."""

from msgspec.structs import replace

from live.domain import agenda, captioning, draft, life, notes, polls, proposals, queue
from live.domain.actors import Actor, PersonId, Role
from live.record.model import Record
from live.record.speaking import Caption
from tests.domain.occasion import MINUTE, SECOND, chair, scribe
from tests.record.sittings import PLAN, Recorded

PEOPLE = {
    "p_zqvk1": ("Wilhelmina Thrupp", "Quenby Foundation", "civil_society", "africa"),
    "p_zqvk2": ("Iñaki Etxeberría", "Société Générale des Ponts", "civil_society", "africa"),
    "p_zqvk3": ("أحمد المنصوري", "جمعية النخيل", "government", "africa"),
    "p_zqvk4": ("欧阳修文", "翰林研究院", "academia", "global"),
    "p_zqvk5": ("Радомир Ковальчук", "Институт Заря", "academia", "global"),
    "p_zqvk6": ("Xochitl <b>Vega</b>", "R&D \"Zyx\" & Söhne", "civil_society", "global"),
    "p_zqvk7": ("Oluwaseun Adébáyò", "", "civil_society", "africa"),
    "p_zqvk8": ("ＫＵＲＯＳＡＷＡ Tetsuo", "Ōedo Kumiai", "civil_society", "global"),
}  # fmt: skip
STAFF = {
    chair: ("Marguerite Plonk", "Bureau of Znamenskoye"),
    scribe: ("Ignatius Scrivener", "Pencraft Ltd"),
}
GUEST, GUEST_FROM = "Bartholomew Quuxington", "Telephone Guild"
LABEL = "Fiorella Nonregistrata"
LABELS = (LABEL, "Iñaki Etxeberría")

PARTS = (
    "Wilhelmina", "Thrupp", "Iñaki", "Etxeberría", "المنصوري", "欧阳修文", "Радомир", "Ковальчук",
    "Xochitl", "Oluwaseun", "Adébáyò", "ＫＵＲＯＳＡＷＡ", "Tetsuo", "Marguerite", "Plonk",
    "Ignatius", "Scrivener", "Bartholomew", "Quuxington", "Fiorella", "Nonregistrata",
)  # fmt: skip
AFFILIATIONS = tuple(
    filter(None, (GUEST_FROM, *(about[1] for about in (*PEOPLE.values(), *STAFF.values()))))
)
SECRETS = (*PARTS, *AFFILIATIONS, *PEOPLE)
"""What no download may hold where nobody is named. Shorter words are in packed bytes by chance."""

HOLD = replace(
    PLAN,
    title="Hearing of Wilhelmina Thrupp on palms",
    host="Office for Palms",
    notice="Ask Marguerite Plonk of the Bureau of Znamenskoye.",
)

all_of_them = [Actor(PersonId(who), Role.PARTICIPANT) for who in PEOPLE]

MENTIONS = (
    "Wilhelmina Thrupp spoke; then wilhelmina thrupp again, for the QUENBY FOUNDATION.",
    "Inaki said so, and ETXEBERRIA too; Iñaki Etxeberría’s paper is by Société Générale des Ponts.",
    "قال أحمد المنصوري ذلك، وأحمد المنصوري يوافق، وجمعية النخيل أيضا.",
    "欧阳修文同意。翰林研究院将提交文件。",
    "Радомир Ковальчук (Институт Заря) и КОВАЛЬЧУК согласны.",
    "Xochitl <b>Vega</b> and R&D \"Zyx\" & Söhne; Oluwaseun Adebayo; Kurosawa, Tetsuo; Oedo Kumiai",
    "Marguerite Plonk, Ignatius Scrivener, Bartholomew Quuxington (Telephone Guild) and Fiorella.",
)  # fmt: skip


def whispered() -> Recorded:
    """Everybody speaks, asks, votes and is spoken of."""
    here = Recorded(HOLD)
    for who in all_of_them:
        here.enter(who, *PEOPLE[who.id])
    for boss, (name, organisation) in STAFF.items():
        here.enter(boss, name, organisation)
    here.now += MINUTE
    here.do(chair, life.OpenSession())
    here.do(chair, agenda.StartItem(here.made(chair, agenda.AddItem(MENTIONS[0], 20))))
    for who, about in zip(all_of_them, MENTIONS * 2, strict=False):
        here.speak(who, MINUTE, about)
    for text in MENTIONS:
        here.then(scribe, notes.PostNote(text, "point"))
    here.do(scribe, notes.PostNote("\n\n".join(MENTIONS), "action", owner_text=GUEST))
    owned = notes.PostNote("To be done.", "action", owner=all_of_them[0].id, due="2026-03-01")
    here.do(scribe, owned)
    here.do(scribe, notes.RetractNote(here.note(MENTIONS[0])))
    _further(here)
    _polls(here)
    _queue(here)
    here.now += SECOND
    here.do(chair, life.CloseSession())
    return here


def _further(here: Recorded) -> None:
    """What participants propose, what was said, and the draft summary."""
    here.do(chair, life.EditSession(proposals=True))
    proposed = here.made(all_of_them[1], proposals.ProposeNote(MENTIONS[5]))
    here.do(scribe, proposals.AcceptProposal(proposed))
    zero = here.now - 10 * MINUTE
    said = tuple(
        captioning.ImportedLine(nr * MINUTE, nr * MINUTE + SECOND, text, nr % 2)
        for nr, text in enumerate(MENTIONS)
    )
    here.do(scribe, captioning.ImportCaptions("en", "vtt", f"{GUEST}.vtt", zero, said, LABELS))
    for section in (draft.GENERAL, draft.NEXT_STEPS, here.session.agenda.current or ""):
        here.do(scribe, draft.TakeSection(section, None))
        revision = here.session.draft.sections[section].revision
        here.do(scribe, draft.WriteSection(section, revision, "\n\n".join(MENTIONS)))


def _polls(here: Recorded) -> None:
    marks = [(who, [nth % 2]) for nth, who in enumerate(all_of_them)]
    for secret in (True, False):
        poll = polls.CreatePoll("single", MENTIONS[0], (MENTIONS[2], MENTIONS[3]), secret)
        asked = here.made(chair, poll)
        here.vote(asked, *marks)
        here.then(chair, polls.PublishPoll(asked))
    per = polls.CreatePoll("single", "By organisation?", ("Yes", "No"), False, per="organisation")
    asked = here.made(chair, per)
    here.vote(asked, *(mark for mark in marks if PEOPLE[mark[0].id][1]))
    here.then(chair, polls.PublishPoll(asked))


def _queue(here: Recorded) -> None:
    here.do(chair, queue.AddRequest("call", None, GUEST, GUEST_FROM, about=MENTIONS[6]))
    first, second, third, *_ = all_of_them
    behalf = queue.RequestFloor("statement", MENTIONS[1], None, "on_behalf", "Quenby Foundation")
    here.speak_of(here.made(first, behalf), MINUTE)
    here.do(chair, queue.OfferWriting())
    here.do(second, queue.WriteIn(here.made(second, behalf), "\n".join(MENTIONS)))
    here.do(third, queue.RequestFloor("question", MENTIONS[4]))


def captioned(record: Record) -> Record:
    """The record, with captions that name people."""
    lines = [
        Caption(
            id=f"en.{nr}",
            stream="live.en",
            language="en",
            start=turn.start + 1000,
            end=turn.start + 4000,
            text=text,
            label=LABEL if nr % 2 else PEOPLE[turn.person][0],
            person=turn.person,
            turn=turn.id,
            item=turn.item,
            method="floor",
            confidence="likely",
        )
        for nr, (turn, text) in enumerate(zip(record.turns, MENTIONS, strict=False))
    ]
    return replace(record, captions=(*record.captions, *lines))
