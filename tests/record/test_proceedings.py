"""What the summary says of each item: who spoke, what was raised, asked, decided."""

import re
from collections.abc import Callable
from itertools import pairwise

import pytest
from msgspec.structs import replace

from live.domain import agenda, floor, life, notes, polls, queue
from live.domain.actors import Actor
from live.record.model import Record
from live.record.projection import project
from live.record.summary.voices import step
from tests.domain.occasion import MINUTE, actor, chair, scribe
from tests.record.sittings import PLAN, Recorded, ada, ben, cai, consultation, dee, opened, written


def nameless(record: Record) -> Record:
    """Told by group."""
    return project(record, "group")


def summary(record: Record, language: str = "en") -> str:
    return written(record, "summary.md", language)


def under(text: str, heading: str) -> str:
    """What stands between a heading and the next one."""
    _, found = re.split(rf"^#+ {re.escape(heading)}$", text, maxsplit=1, flags=re.MULTILINE)
    return re.split(r"^#+ ", found, maxsplit=1, flags=re.MULTILINE)[0].strip()


def headings(text: str) -> list[str]:
    return re.findall(r"^#+ (.+)$", text, flags=re.MULTILINE)


def begun(title: str = "Scope") -> Recorded:
    here = opened()
    here.do(chair, agenda.StartItem(here.made(chair, agenda.AddItem(title))))
    return here


def saying(here: Recorded, who: Actor, *said: tuple[notes.Tag | None, str]) -> str:
    """Somebody takes the floor, and what they say is noted; the turn."""
    request = here.take_the_floor(who)
    assert here.session.floor.holder is not None
    turn = here.session.floor.holder.turn
    for tag, text in said:
        here.note(text, tag)
    here.now += MINUTE
    here.do(chair, floor.ReleaseFloor(request))
    return turn


def asked_and_answered(here: Recorded) -> None:
    request = here.made(cai, queue.RequestFloor("question", "evidence"))
    here.do(chair, floor.GrantFloor(request, None))
    assert here.session.floor.holder is not None
    turn = here.session.floor.holder.turn
    here.note("Who preserves the evidence?", "question")
    reply = here.made(ben, queue.RequestFloor("reply", "evidence", answers=turn))
    here.do(chair, floor.ReleaseFloor(request))
    here.do(chair, floor.GrantFloor(reply, None))
    here.note("The ministry does.")
    here.now += MINUTE
    here.do(chair, floor.ReleaseFloor(reply))


def test_an_item_lists_its_speakers_once() -> None:
    here = begun()
    for who in (ben, ada, ben):
        here.speak(who, MINUTE)
    told = under(summary(here.record()), "1. Scope")
    assert told.endswith(
        "Speakers: Ben Okri (Ministry of Roads, Government); "
        "Ada Lovelace (Engine Society, Civil society)."
    )


def test_without_names_speakers_are_counted_by_group() -> None:
    here = begun()
    for who in (ben, ada, dee):
        here.speak(who, MINUTE)
    told = under(summary(nameless(here.record())), "1. Scope")
    assert told.endswith("Speakers by stakeholder group: Civil society (2) and Government (1).")


def test_many_speakers_are_listed_by_group() -> None:
    here = begun()
    for nth in range(7):
        guest = actor(f"guest{nth}")
        here.enter(guest, f"Guest {nth}", "Guild" if nth else "", ("academia", "")[nth % 2])
        here.speak(guest, MINUTE)
    assert under(summary(here.record()), "1. Scope").splitlines()[-2:] == [
        "- **Academia:** Guest 0; Guest 2 (Guild); Guest 4 (Guild); Guest 6 (Guild)",
        "- **Not stated:** Guest 1 (Guild); Guest 3 (Guild); Guest 5 (Guild)",
    ]


def test_a_point_says_whose_it_is() -> None:
    here = begun()
    saying(here, ada, ("point", "Law comes first."))
    told = under(summary(here.record()), "Points raised")
    assert told == "- Law comes first.\\\n  Ada Lovelace (Engine Society, Civil society)"


def test_without_names_points_stand_together_for_each_group() -> None:
    here = begun()
    saying(here, ben, ("point", "Roads first."))
    saying(here, dee, ("point", "Law first."))
    saying(here, ada, ("point", "Rights first."), ("point", "Also costs."))
    here.note("The chair agreed.", "point")
    told = under(summary(nameless(here.record())), "Points raised")
    assert told.split("\n\n") == [
        "Civil society (a few speakers):",
        "- Law first.\n- Rights first.\n- Also costs.",
        "Government (one speaker):",
        "- Roads first.",
        "It was also noted:",
        "- The chair agreed.",
    ]


@pytest.mark.parametrize(
    ("speakers", "whole", "said"),
    [
        (1, 1, "one"),
        (1, 9, "one"),
        (2, 2, "few"),
        (3, 6, "few"),
        (3, 5, "most"),
        (4, 8, "several"),
        (6, 12, "several"),
        (7, 14, "many"),
        (8, 14, "most"),
    ],
)
def test_the_ladder_of_quantifiers(speakers: int, whole: int, said: str) -> None:
    assert step(speakers, whole) == said


def test_a_question_stands_with_the_replies_to_it() -> None:
    here = begun()
    asked_and_answered(here)
    text = summary(here.record())
    assert under(text, "Questions and replies") == (
        "- **1** Question: Cai Lun (Paper Institute, Academia)\\\n  Who preserves the evidence?\n"
        "- **1** Reply: Ben Okri (Ministry of Roads, Government)\\\n  The ministry does."
    )
    assert text.count("The ministry does.") == text.count("Who preserves the evidence?") == 1
    assert "Open questions" not in headings(text)
    assert "In reply to Cai Lun." in text


def test_questions_are_counted_with_those_that_stayed_open() -> None:
    here = begun()
    asked_and_answered(here)
    saying(here, ada, ("question", "Who pays?"), ("risk", "Nobody pays."))
    told = under(summary(here.record()), "Overview")
    assert "The rapporteurs noted 1 risk. 2 questions were asked. 1 stayed open." in told


@pytest.mark.parametrize("named", [True, False])
def test_a_question_without_a_reply_is_open(named: bool) -> None:
    here = begun()
    here.speak(cai, MINUTE, "evidence", "question")
    here.speak(ben, MINUTE, "", "question")
    saying(here, ada, ("question", "Who pays?"))
    record = here.record() if named else nameless(here.record())
    who = ("Cai Lun (Paper Institute, Academia)", "Ada Lovelace (Engine Society, Civil society)")
    cais, adas = who if named else ("Academia", "Civil society")
    told = under(summary(record), "Open questions")
    assert told == f"- evidence\\\n  {cais}\n- Who pays?\\\n  {adas}"


def test_a_poll_stands_with_the_item_in_which_it_was_held() -> None:
    here = begun()
    here.vote(here.made(chair, polls.CreatePoll("yes_no", "Agreed?")), (ada, [0]), (ben, [1]))
    here.do(chair, polls.PublishPoll(next(iter(here.session.polls.sheet))))
    here.do(chair, agenda.StartItem(here.made(chair, agenda.AddItem("Costs"))))
    text = summary(here.record())
    order = [one for one in headings(text) if one[0].isdigit() or one.startswith("Poll 1")]
    assert order == ["1. Scope", "Poll 1: Agreed?", "2. Costs"]
    told = under(text, "Poll 1: Agreed?")
    assert "2 of 4 voted (50%)." in told
    assert "**Result of poll 1**" in told
    assert "Fingerprint of the count" in under(text, "Agreed?")


def test_groups_of_which_nothing_can_be_shown_are_no_table() -> None:
    told = under(summary(consultation().record()), "Poll 2: Which parts?")
    assert "**Result of poll 2**" in told
    assert "not shown" not in told


def test_what_was_decided_stands_in_its_item() -> None:
    here = begun()
    here.note("We meet in May.", "decision")
    here.do(scribe, notes.PostNote("Send the draft.", "action", owner=ben.id, due="2026-12-12"))
    here.note("We agree.", "quote")
    here.note("Nobody pays.", "risk")
    text = summary(here.record())
    assert under(text, "Decisions") == "- We meet in May."
    assert under(text, "Actions") == "- Send the draft.\\\n  Ben Okri, by 12 December 2026"
    assert under(text, "Risks") == "- Nobody pays."
    assert under(text, "Quotes") == "- “We agree.”"


def test_next_steps_are_a_table_of_what_is_due_first() -> None:
    here = begun()
    here.do(scribe, notes.PostNote("Some day.", "action", owner_text="The bureau"))
    here.do(scribe, notes.PostNote("Send the draft.", "action", due="2026-12-12"))
    assert under(summary(here.record()), "Next steps").splitlines()[2:] == [
        "| Action | Owner | Due | Agenda item |",
        "| --- | --- | --- | --- |",
        "| Send the draft. | – | 12 December 2026 | 1. Scope |",
        "| Some day. | The bureau | – | 1. Scope |",
    ]


@pytest.mark.parametrize("noted", [True, False])
def test_actions_of_which_nothing_more_is_known_are_points(noted: bool) -> None:
    here = begun()
    if noted:
        here.note("Send the draft.", "action")
    said = "- Send the draft." if noted else "No actions were noted."
    assert under(summary(here.record()), "Next steps") == said


def test_as_many_requests_are_listed_as_are_counted() -> None:
    here = begun()
    here.do(chair, queue.WithdrawRequest(here.made(ada, queue.RequestFloor())))
    for who in (ben, dee):
        here.do(who, queue.RequestFloor())
    here.do(chair, life.CloseSession())
    text = summary(here.record())
    assert "2 requests to speak could not be heard." in text
    rows = under(text, "Requests not heard").splitlines()[-2:]
    assert [row.split("|")[1].strip() for row in rows] == ["Ben Okri", "Dee"]


def outside_only(here: Recorded) -> None:
    here.speak(ada, MINUTE)


def nothing(_: Recorded) -> None:
    pass


@pytest.mark.parametrize("happens", [nothing, outside_only])
def test_without_an_agenda_there_are_no_items(happens: Callable[[Recorded], None]) -> None:
    here = opened()
    happens(here)
    here.do(chair, life.CloseSession())
    found = headings(summary(here.record()))
    assert "Agenda" not in found
    assert "Outside the agenda" not in found
    assert ("Discussion" in found) is (happens is outside_only)


def every_kind() -> list[Recorded]:
    alone = Recorded()
    alone.enter(ada, "Ada Lovelace")
    alone.enter(chair, "Chair Person")
    alone.do(chair, life.OpenSession())
    asking = begun()
    for about in ("one", "two", "three"):
        asking.speak(ada, MINUTE, about, "question")
    return [Recorded(), alone, opened(), begun(), asking, consultation()]


@pytest.mark.parametrize("here", every_kind())
@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("named", [True, False])
def test_every_heading_has_something_under_it(here: Recorded, language: str, named: bool) -> None:
    record = here.record() if named else nameless(here.record())
    text = summary(record, language)
    lines = [line for line in text.splitlines() if line]
    for line, following in pairwise(lines):
        if found := re.match("#{2,} ", line):
            deeper = following.startswith("#" * len(found[0]))
            assert deeper or not following.startswith("#"), line
    assert "0 of 0" not in text


def test_without_names_there_is_no_list_of_people() -> None:
    text = summary(nameless(consultation().record()))
    assert "List of participants" not in text
    assert "Speaking time by person" not in text
    assert "Ada" not in text


def test_where_nobody_is_told_from_another_the_summary_still_reads() -> None:
    here = begun()
    asked_and_answered(here)
    saying(here, ada, ("point", "Law comes first."))
    here.do(dee, queue.RequestFloor("statement", "victims"))
    here.do(chair, life.CloseSession())
    text = summary(project(here.record(), "chatham"))
    assert under(text, "Points raised") == "- Law comes first."
    assert "The ministry does." in under(text, "Questions and replies")
    assert under(text, "Requests not heard") == "1 request to speak could not be heard."
    assert [one for one in headings(text) if "Annex" in one] == ["Annex 1: Transcript"]
    for known in ("Ada", "Ministry of Roads", "Government |"):
        assert known not in text


def test_annexes_are_numbered_as_far_as_there_are_any() -> None:
    found = headings(summary(nameless(consultation().record())))
    assert [one for one in found if one.startswith("Annex")] == [
        "Annex 1: Interventions",
        "Annex 2: Speaking time",
        "Annex 3: Polls in full",
        "Annex 4: Transcript",
    ]


def test_the_list_of_participants_is_by_group() -> None:
    told = under(summary(consultation().record()), "Annex 1: List of participants")
    assert "**Civil society**\n\n| Name | Organisation | Region |" in told
    assert "| Ben Okri | Ministry of Roads | Africa |" in told
    assert "| Chair Person | Secretariat |" in told


def test_without_groups_no_table_has_a_column_for_them() -> None:
    here = Recorded(replace(PLAN, groups=(), regions=()))
    here.enter(ada, "Ada Lovelace", "Engine Society")
    here.enter(chair, "Chair Person")
    here.do(chair, life.OpenSession())
    here.speak(ada, MINUTE)
    here.do(ada, queue.RequestFloor())
    here.do(chair, life.CloseSession())
    text = summary(here.record())
    assert "takeholder group" not in text
    assert "Not stated" not in text
    assert "- **Organisations:** Engine Society" in under(text, "Participation")
    assert "**Speakers**" in text
