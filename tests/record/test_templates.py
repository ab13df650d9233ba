"""Templates of the summary: how they read, what is wrong with some, what the document says."""

import re
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from live.domain import agenda, draft, notes
from live.domain.life import Attribution
from live.record.document import Block, Document, Heading, Paragraph, Point, Points
from live.record.model import Template
from live.record.projection import project
from live.record.summary.calls import SECTIONS, VALUES, Numbers
from live.record.summary.library import OWN, Library, standard
from live.record.summary.outline import outline
from live.record.summary.part import Part
from live.record.summary.template import Fault, fill_in
from live.record.telling import Telling
from tests.document import Page, names, rows
from tests.domain.occasion import MINUTE, chair, scribe
from tests.record.contested import contested
from tests.record.hostile import hostile
from tests.record.search import found
from tests.record.sittings import PLAN, Recorded, ada, consultation, dee, opened, written
from tests.record.whispered import SECRETS, captioned, whispered

DOCUMENT = Page(Path(__file__).parents[2] / "docs" / "templates.md")


def told(source: str, here: Recorded | None = None, language: str = "en") -> Document:
    return fill_in(source, "own.md.j2", Telling((here or consultation()).record(), language))


def markdown(here: Recorded, template: Template, language: str = "en") -> str:
    return written(replace(here.record(), template=template), "summary.md", language)


# Lines


def read(text: str, *called: tuple[Block, ...]) -> tuple[str, tuple[Block, ...]]:
    return outline(text, called.__getitem__, str)


def called(nr: int) -> str:
    return f"\ufdd0{nr}\ufdd3"


def test_lines_become_blocks() -> None:
    text = "# Minutes\n\n## Present\n\nAda\nand Ben.\n\n- one\n- two\nThen three.\n\nEnd."
    assert read(text) == (
        "Minutes",
        (
            Heading("Present"),
            Paragraph("Ada and Ben."),
            Points((Point("one"), Point("two"))),
            Paragraph("Then three."),
            Paragraph("End."),
        ),
    )


def test_what_is_called_stands_in_its_place() -> None:
    blocks = (Paragraph("a"), Paragraph("b"))
    assert read(f"x\n{called(0)}\ny", blocks)[1] == (Paragraph("x"), *blocks, Paragraph("y"))


def test_a_heading_with_nothing_under_it_is_left_out() -> None:
    text = f"## A\n### B\n#### C\n## D\n### E\n{called(0)}\n## F\n{called(1)}\n## G"
    found = read(text, (Paragraph("e"),), ())[1]
    assert found == (Heading("D"), Heading("E", 3), Paragraph("e"))


def test_headings_leave_no_level_out() -> None:
    found = read("## A\n#### B\nb\n#### C\nc\n### D\nd")[1]
    levels = [block.level for block in found if isinstance(block, Heading)]
    assert levels == [2, 3, 3, 3]


def test_a_heading_without_words_is_none() -> None:
    assert read("## A\n###\na\n### \nb")[1] == (Heading("A"), Paragraph("a"), Paragraph("b"))


# Calls


def test_annexes_are_numbered_as_they_are_there() -> None:
    source = (
        'See {{ see("b") }}.\n\n{{ see("none") }}\n## {{ annex("None", "none") }}\n'
        '{{ written_statements() }}\n## {{ annex("A") }}\na\n## {{ annex("B", "b") }}\nb'
    )
    assert told(source).blocks == (
        Paragraph("See annex 2."),
        Heading("Annex 1: A"),
        Paragraph("a"),
        Heading("Annex 2: B"),
        Paragraph("b"),
    )


def test_texts_are_told_in_the_language() -> None:
    source = '## {{ _("Agenda") }}\n{% trans %}Next steps{% endtrans %} {{ _("Our own") }}'
    found = told(source, language="ar")
    assert found.blocks == (Heading("جدول الأعمال"), Paragraph("الخطوات التالية Our own"))
    assert found.direction == "rtl"


def test_values_are_texts_and_numbers() -> None:
    source = "{{ title }}|{{ host }}|{{ date }}|{{ numbers.polls + 1 }}|{{ moderators }}"
    [said] = told(source).blocks
    assert isinstance(said, Paragraph)
    assert re.sub("[\u2068\u2069]", "", said.text) == (
        "Consultation on cybercrime|Secretariat|Monday, 23 February 2026|4|Chair Person"
    )


@pytest.mark.parametrize("title", ["# Law", "- Law", "{{ polls() }}", "\ufdd00\ufdd3", "{% if %}"])
def test_a_text_of_somebody_makes_no_block_and_no_call(title: str) -> None:
    plan = replace(PLAN, title=title, host=title)
    [block] = told("{{ title }}\n{{ host }}", opened(plan)).blocks
    assert isinstance(block, Paragraph)
    here = opened()
    here.do(chair, agenda.StartItem(here.made(chair, agenda.AddItem(title))))
    here.speak(ada, MINUTE)
    blocks = told("{% for item in items %}\n## {{ item.title }}\na\n{% endfor %}", here).blocks
    assert [type(block) for block in blocks] == [Heading, Paragraph]


def test_what_is_drafted_takes_the_place_of_the_points() -> None:
    here = opened()
    item = here.made(chair, agenda.AddItem("Scope"))
    here.do(chair, agenda.StartItem(item))
    here.note("Law first.", "point")
    here.note("Adopted.", "decision")
    for section, text in {
        item: "The group **agreed**\non much.\n\n- law\n- roads",
        draft.GENERAL: "At lunch.",
        draft.NEXT_STEPS: "We meet again.",
    }.items():
        here.do(scribe, draft.TakeSection(section, None))
        here.do(scribe, draft.WriteSection(section, 1, text))
    text = markdown(here, Template())
    assert "The group agreed on much.\n\n- law\n- roads" in text
    assert "Law first." not in text
    assert "- Adopted." in text
    assert "### Outside the agenda\n\nAt lunch." in text
    assert "## Next steps\n\nWe meet again." in text


# Ours


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("name", OWN)
def test_ours_can_be_used(name: str, language: str) -> None:
    for here in (Recorded(), opened(), consultation()):
        text = markdown(here, Template(name), language)
        assert "md.j2" not in text
    assert len(set(Library().titles(language).values())) == len(OWN)


def test_minutes_tell_who_was_present_and_what_was_decided() -> None:
    text = markdown(consultation(), Template("minutes"))
    assert "**Minutes of the meeting**" in text
    assert "Civil society:\n\n- Ada Lovelace – Engine Society\n- Dee\n\nGovernment:" in text
    assert "- Ready to go on? Yes: 2 (67%) and No: 1 (33%). 3 of 4 voted (75%)." in text
    assert "## Decisions\n\n- The agenda is adopted." in text
    assert "## Next dates" not in text


def test_minutes_have_the_next_dates_in_their_order() -> None:
    here = opened()
    for text, due in (("Report.", "2027-01-31"), ("Send the draft.", "2026-12-12")):
        here.do(scribe, notes.PostNote(text, "action", owner=dee.id, due=due))
    said = markdown(here, Template("minutes")).partition("## Next dates\n\n")[2]
    assert said.splitlines()[:2] == [
        "- **12 December 2026:** Send the draft. (Dee)",
        "- **31 January 2027:** Report. (Dee)",
    ]


def test_a_session_has_the_template_of_its_plan() -> None:
    here = opened(replace(PLAN, template="minutes"))
    assert "**Minutes of the meeting**" in written(here.record(), "summary.md")


def test_the_report_can_have_the_whole_transcript_as_an_annex() -> None:
    text = standard("consultation")
    whole = text.replace("whole_transcript = false", "whole_transcript = true")
    said = markdown(consultation(), Template("whole", whole)).partition("## Annex 5: Transcript")[2]
    assert "### 2. Discussion" in said
    assert "The session closed." in said
    assert "a file of its own" in markdown(consultation(), Template("whole", text))


# An organisation's own


def library(folder: Path, **files: str) -> Library:
    for name, text in files.items():
        (folder / f"{name}.md.j2").write_text(text, "utf-8")
    return Library(folder)


def test_a_folder_adds_templates_and_takes_the_place_of_ours(tmp_path: Path) -> None:
    own = library(tmp_path, minutes="# Ours\n{{ title }}", brief="# Brief\n{{ decisions() }}")
    assert own.names() == ("consultation", "minutes", "brief")
    assert own.titles("en") == {"consultation": "Summary", "minutes": "Ours", "brief": "Brief"}
    assert own.template("consultation") == Template("consultation")
    assert "**Ours**" in markdown(consultation(), own.template("minutes"))
    text = markdown(consultation(), own.template("brief"))
    assert text.startswith("# Consultation on cybercrime\n\n**Brief**\n\n- The agenda is adopted.")
    assert own.faults() == []


def test_a_change_is_seen_at_once(tmp_path: Path) -> None:
    own = library(tmp_path, brief="# Brief\nx")
    (tmp_path / "brief.md.j2").write_text("# Long\nx", "utf-8")
    assert own.titles("en")["brief"] == "Long"


BROKEN = {
    "{% if %}": "own.md.j2, line 3: Expected an expression",
    "{{ nothing }}": "own.md.j2, line 3: 'nothing' is undefined",
    "{{ agenda(3) }}": "own.md.j2, line 3: ",
    "{{ items[7].title }}": "own.md.j2, line 3: ",
    "{{ 1 / 0 }}": "own.md.j2, line 3: division by zero",
    "{{ agenda.__globals__ }}": "own.md.j2, line 3: access to attribute '__globals__'",
    "{% include 'x' %}": "own.md.j2, line 3: ",
    "{% for i in range(10 ** 9) %}{% endfor %}": "own.md.j2, line 3: Range too big",
}


@pytest.mark.parametrize("wrong", BROKEN)
def test_what_is_wrong_is_one_line(wrong: str) -> None:
    with pytest.raises(Fault) as fault:
        told(f"## A\n\n{wrong}\n")
    assert str(fault.value).startswith(BROKEN[wrong])
    assert "\n" not in str(fault.value)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_wrong_template_gives_the_standard_form_and_says_why(language: str) -> None:
    text = markdown(consultation(), Template("own", "a\n{{ nothing }}"), language)
    assert "own.md.j2, line 2: 'nothing' is undefined" in text
    assert text.count("Ada Lovelace") > 1


def test_a_template_that_is_gone_gives_the_standard_form() -> None:
    text = markdown(consultation(), Template("gone"))
    assert "gone.md.j2: there is no such template" in text
    assert "## Overview" in text


def test_a_wrong_template_leaves_the_others_alone(tmp_path: Path) -> None:
    own = library(tmp_path, consultation="{% if %}", minutes="{{ nothing }}", brief="# Brief\nx")
    (tmp_path / "latin.md.j2").write_bytes(b"\xe9")
    (tmp_path / "Report.docx").write_bytes(b"")
    assert [str(fault).partition(":")[0] for fault in own.faults()] == [
        "consultation.md.j2, line 1",
        "minutes.md.j2, line 1",
        "latin.md.j2",
        "Report.docx",
    ]
    titles = {
        "consultation": "consultation",
        "minutes": "minutes",
        "brief": "Brief",
        "latin": "latin",
    }
    assert own.titles("en") == titles
    assert "## Overview" in markdown(consultation(), own.template("consultation"))
    assert "**Brief**" in markdown(consultation(), own.template("brief"))
    assert "## Overview" in markdown(consultation(), own.template("latin"))


# All that can be called


def everything() -> str:
    """A template that says and calls all that there is."""
    values = [f"{{{{ {name} }}}}" for name in VALUES]
    calls = [f"## {name}\n{{{{ {name}() }}}}" for name in SECTIONS]
    of_item = [name for name in vars(Part) if not name.startswith("_") and name != "silent"]
    of_items = [f"#### {name}\n{{{{ item.{name}() }}}}" for name in of_item]
    loop = ["{% for item in items %}", "### {{ item.title }}", *of_items, "{% endfor %}"]
    return "\n\n".join([*values, *calls, "## items", *loop])


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("attribution", ["group", "chatham"])
def test_whatever_a_template_calls_names_nobody(attribution: Attribution, language: str) -> None:
    record = project(captioned(whispered().record()), attribution)
    whole = replace(record, template=Template("whole", everything()))
    content = written(whole, "summary.md", language)
    assert "whole.md.j2" not in content
    assert found(content.encode(), SECRETS) == set()


def test_where_names_are_told_a_template_can_call_for_them() -> None:
    whole = replace(whispered().record(), template=Template("whole", everything()))
    assert found(written(whole, "summary.md").encode(), SECRETS)


@pytest.mark.parametrize("here", [Recorded(), opened(), consultation(), contested(), hostile()])
def test_everything_can_be_called_of_any_session(here: Recorded) -> None:
    assert "whole.md.j2" not in markdown(here, Template("whole", everything()))


# The document and the code


def told_calls(section: str) -> set[str]:
    text = DOCUMENT.section(section)
    calls = [name for cell in rows(text) for name in names(f"`{cell}`")]
    return {call.partition("(")[0] for call in calls}


def test_every_value_is_told() -> None:
    assert told_calls("What a template can say") == {*VALUES, "items"}


def test_every_number_is_told() -> None:
    text = DOCUMENT.section("What a template can say").partition("`numbers` has")[2]
    assert names(text.partition(", such")[0]) == [
        field.name for field in msgspec.structs.fields(Numbers)
    ]


def test_every_call_is_told() -> None:
    assert told_calls("What a template can call") == {*SECTIONS, "annex", "see"}


def test_every_call_of_an_item_is_told() -> None:
    public = {name for name in vars(Part) if not name.startswith("_")} - {"silent"}
    assert told_calls("Items") == public


def test_ours_are_told() -> None:
    beginning = DOCUMENT.section("Templates of the summary", 1).partition("\n## ")[0]
    assert [*rows(beginning)] == [*OWN]
