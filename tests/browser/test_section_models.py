"""What the rapporteur's page makes of the sections of the draft."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page

from tests.browser.scripts import blank_page, run


@pytest.fixture(scope="module")
async def page(browser: Browser) -> AsyncIterator[Page]:
    async with blank_page(browser) as opened:
        yield opened


async def test_sections_are_those_of_the_agenda_and_two_besides(page: Page) -> None:
    body = """
    const documents = new Map([
      ['item/i_2', { title: 'Discussion', rank: 2 }], ['item/i_1', { title: 'Opening', rank: 1 }],
      ['section/i_2', { text: 'It was said.', revision: 3, writer: null, asides: [] }],
    ])
    return it.sections(documents).map(({ id, text, revision }) => [id, text, revision])
    """
    assert await run(page, "model/sections.js", body) == [
        ["i_1", "", None],
        ["i_2", "It was said.", 3],
        ["general", "", None],
        ["next_steps", "", None],
    ]


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Law.", "Law.", True),
        ("Law. \n", "Law.", True),
        ("a\r\nb", "a\nb", True),
        ("Cafe\u0301", "Caf\u00e9", True),
        ("Law.", "Law", False),
    ],
)
async def test_texts_are_the_same_as_the_server_keeps_them(
    page: Page, one: str, other: str, alike: bool
) -> None:
    body = "return it.same(given[0], given[1])"
    assert await run(page, "model/sections.js", body, one, other) is alike


NOTES = """
const note = (text, item, tag, happened_at) => ({ text, item, tag, happened_at, at: 0 })
const documents = new Map([
  ['note/n_1', note('Second.', 'i_1', null, 2)], ['note/n_2', note('First.', 'i_1', 'point', 1)],
  ['note/n_3', note('Do it.', 'i_1', 'action', 3)], ['note/n_4', note('Outside.', null, null, 4)],
  ['note/n_5', note('', 'i_1', null, 5)],
])
return it.missingNotes(given[0], given[1], documents)
"""


@pytest.mark.parametrize(
    ("section", "text", "missing"),
    [
        ("i_1", "", ["First.", "Second."]),
        ("i_1", "As a First. thing", ["Second."]),
        ("i_2", "", []),
        ("general", "", ["Outside."]),
        ("next_steps", "", ["Do it."]),
    ],
)
async def test_notes_that_a_section_does_not_have_are_missing(
    page: Page, section: str, text: str, missing: list[str]
) -> None:
    assert await run(page, "model/sections.js", NOTES, section, text) == missing


@pytest.mark.parametrize(
    ("text", "aside", "together"),
    [
        ("", "Mine.", "Mine."),
        ("Cost is hi", "Cost is high.", "Cost is high."),
        ("Cost. Time.", "Cost.", "Cost. Time."),
        ("Cost. Bo's.", "Cost. Ada's.", "Cost. Bo's.\n\nAda's."),
        ("Cost\n\nBo's.", "Cost\n\nAda's.", "Cost\n\nBo's.\n\nAda's."),
        ("Cost, said some.", "Cost, said all.", "Cost, said some.\n\nCost, said all."),
        ("التكلفة؟ نعم.", "التكلفة؟ لا.", "التكلفة؟ نعم.\n\nلا."),
    ],
)
async def test_words_set_aside_do_not_say_again_what_the_text_says(
    page: Page, text: str, aside: str, together: str
) -> None:
    body = "return it.withAside(given[0], given[1])"
    assert await run(page, "model/sections.js", body, text, aside) == together


async def test_texts_are_joined_as_paragraphs(page: Page) -> None:
    body = "return it.joined(' One.\\n', '', 'Two.')"
    assert await run(page, "model/sections.js", body) == "One.\n\nTwo."
