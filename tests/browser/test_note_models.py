"""What the pages make of what is typed as a note, and of what it was before."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from playwright.async_api import Browser, Page

from tests.browser.scripts import blank_page, run

TODAY = "2026-11-26"
"""A Thursday."""


@pytest.fixture(scope="module")
async def page(browser: Browser) -> AsyncIterator[Page]:
    async with blank_page(browser) as opened:
        yield opened


CALENDAR = """
const { calendarWords, dueIn } = await import('/js/model/due.js')
const words = language => ({
  by: ['by', 'until', 'avant le', 'bis'],
  today: ['today'],
  tomorrow: ['tomorrow'],
  ...calendarWords(language),
})
"""


@pytest.mark.parametrize(
    ("typed", "due"),
    [
        ("Send it by Friday.", "2026-11-27"),
        ("Send it by fri", "2026-11-27"),
        ("Send it by Thursday", "2026-12-03"),
        ("until tomorrow", "2026-11-27"),
        ("By today!", "2026-11-26"),
        ("by 12 March", "2027-03-12"),
        ("by 12 December", "2026-12-12"),
        ("by 26 November", "2026-11-26"),
        ("by 12th March 2028", "2028-03-12"),
        ("by Dec 12", "2026-12-12"),
        ("by December 12, 2027", "2027-12-12"),
        ("by 2026-12-12", "2026-12-12"),
        ("by 2026-1-2", "2026-01-02"),
        ("by 31 February", None),
        ("by 2026-13-01", None),
        ("by the secretariat", None),
        ("by Fridays", None),
        ("nearby Friday", None),
        ("Friday", None),
        ("by 12", None),
    ],
)
async def test_a_date_is_read_as_it_is_typed(page: Page, typed: str, due: str | None) -> None:
    body = CALENDAR + "return dueIn(given[0], words('en'), given[1])?.due ?? null"
    assert await run(page, "model/due.js", body, typed, TODAY) == due


@pytest.mark.parametrize(
    ("language", "typed", "due"),
    [
        ("fr", "avant le 12 mars", "2027-03-12"),
        ("de", "bis Freitag", "2026-11-27"),
        ("ar", "by 12 مارس", "2027-03-12"),
        ("fr", "by 12 March", "2027-03-12"),
    ],
)
async def test_a_date_is_read_in_the_language_of_the_page(
    page: Page, language: str, typed: str, due: str
) -> None:
    body = CALENDAR + "return dueIn(given[0], words(given[2]), given[1])?.due ?? null"
    assert await run(page, "model/due.js", body, typed, TODAY, language) == due


TASK = (
    CALENDAR
    + """
const people = [
  { id: 'p_1', name: 'Amara Diallo' }, { id: 'p_2', name: 'Ben Okri' },
  { id: 'p_3', name: 'Ben Ali' }, { id: 'p_4', name: 'José de la Cruz' },
]
const { text, owner, owner_text, due } =
  it.taskIn(given[0], { people, words: words('en'), today: given[1] })
return [text, owner?.id ?? owner_text, due]
"""
)


@pytest.mark.parametrize(
    ("typed", "text", "owner", "due"),
    [
        ("Send the draft", "Send the draft", "", None),
        ("Send the draft @Amara by Friday", "Send the draft", "p_1", "2026-11-27"),
        ("@amara diallo Send the draft", "Send the draft", "p_1", None),
        ("@Amara Diallo: send the draft.", "send the draft.", "p_1", None),
        ("Draft to be sent by Friday, @Diallo.", "Draft to be sent.", "p_1", "2026-11-27"),
        ("Send it @Ben", "Send it", "Ben", None),
        ("Send it @Ben Okri", "Send it", "p_2", None),
        ("Send it @jose", "Send it", "p_4", None),
        ("Send it @José de la Cruz by Friday", "Send it", "p_4", "2026-11-27"),
        ("Send it @secretariat soon", "Send it soon", "secretariat", None),
        ('Send it @"The bureau" by Friday', "Send it", "The bureau", "2026-11-27"),
        ("Write to amara@example.org", "Write to amara@example.org", "", None),
        ("Send it by Friday to all", "Send it to all", "", "2026-11-27"),
        ("@Amara by Friday", "@Amara by Friday", "p_1", "2026-11-27"),
        ("@", "@", "", None),
        ("@ Amara", "@ Amara", "", None),
        ("@... what", "@... what", "", None),
    ],
)
async def test_a_task_is_read_as_it_is_typed(
    page: Page, typed: str, text: str, owner: str, due: str | None
) -> None:
    assert await run(page, "model/task.js", TASK, typed, TODAY) == [text, owner, due]


DRAFT = """
const context = { people: [{ id: 'p_1', name: 'Amara' }], words: words('en'), today: given[1] }
const draft = { ...it.emptyDraft, ...given[0] }
return it.written(draft, context)
"""


@pytest.mark.parametrize(
    ("draft", "posted"),
    [
        ({"text": "#decision Agreed."}, {"text": "Agreed.", "tag": "decision"}),
        ({"text": "Agreed.", "tag": "risk"}, {"text": "Agreed.", "tag": "risk"}),
        (
            {"text": "Thank @Amara by Friday", "tag": "point"},
            {"text": "Thank @Amara by Friday", "tag": "point"},
        ),
        (
            {"text": "Send it #action @Amara by Friday"},
            {"text": "Send it", "tag": "action", "owner": "p_1", "due": "2026-11-27"},
        ),
        (
            {"text": "Send it @Amara by Friday", "tag": "action", "owner": "The bureau", "due": ""},
            {"text": "Send it", "tag": "action", "owner_text": "The bureau"},
        ),
        (
            {"text": "Send it", "tag": "action", "owner": "amara", "due": "2027-01-01"},
            {"text": "Send it", "tag": "action", "owner": "p_1", "due": "2027-01-01"},
        ),
    ],
)
async def test_what_is_posted_is_what_was_typed_or_chosen(
    page: Page, draft: dict[str, Any], posted: dict[str, Any]
) -> None:
    nothing = {"owner": None, "owner_text": "", "due": None}
    found = await run(page, "model/draft.js", CALENDAR + DRAFT, draft, TODAY)
    assert found == {**nothing, **posted}


MARKUP = """
const piece = one => {
  if (one.kind === 'text') return one.text
  const inside = one.pieces ? one.pieces.map(piece).join('') : one.text
  const mark = { bold: 'b', italic: 'i', code: 'c', link: `a ${one.href}` }[one.kind]
  return `<${mark}>${inside}</${mark[0]}>`
}
const block = one => {
  if (one.kind === 'paragraph')
    return one.lines.map(line => line.map(piece).join('')).join('|')
  if (one.kind === 'quote') return `<q>${one.blocks.map(block).join('')}</q>`
  const items = one.items.map(item => `<li>${item.map(block).join('')}</li>`).join('')
  return one.start === null ? `<ul>${items}</ul>` : `<ol ${one.start}>${items}</ol>`
}
return it.blocksOf(given[0]).map(block).join('/')
"""


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("plain", "plain"),
        ("**Costs** are *high*", "<b>Costs</b> are <i>high</i>"),
        ("__Costs__ are _high_", "<b>Costs</b> are <i>high</i>"),
        ("**bold with *italic* in it**", "<b>bold with <i>italic</i> in it</b>"),
        ("run `a *b*` now", "run <c>a *b*</c> now"),
        ("2 * 3 * 4 and snake_case_word", "2 * 3 * 4 and snake_case_word"),
        (r"\*not\*", "*not*"),
        ("one\ntwo\n\nthree", "one|two/three"),
        ("- a\n- b\n  - c", "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>"),
        ("3. a\n4. b", "<ol 3><li>a</li><li>b</li></ol>"),
        ("> so\n> she said\n\nyes", "<q>so|she said</q>/yes"),
        ("[UN](https://un.org/a)", "<a https://un.org/a>UN</a>"),
        ("[Mail](mailto:a@un.org)", "<a mailto:a@un.org>Mail</a>"),
        ("See https://un.org/a.", "See <a https://un.org/a>https://un.org/a</a>."),
        ("(https://un.org/a)", "(<a https://un.org/a>https://un.org/a</a>)"),
        ("[x](javascript:alert(1))", "[x](javascript:alert(1))"),
        ("[x](JaVaScRiPt:alert(1))", "[x](JaVaScRiPt:alert(1))"),
        ("[x](data:text/html,hi)", "[x](data:text/html,hi)"),
        ("[x](//evil.test)", "[x](//evil.test)"),
        ("<b>x</b> <img src=x onerror=alert(1)>", "<b>x</b> <img src=x onerror=alert(1)>"),
        ("# no heading", "# no heading"),
        ("**", "**"),
        ("*a", "*a"),
        ("", ""),
    ],
)
async def test_a_note_is_shown_with_its_marks(page: Page, written: str, shown: str) -> None:
    assert await run(page, "model/markup.js", MARKUP, written) == shown


@pytest.mark.parametrize("signs", ["*", "_", "`", "[", "> ", "- ", "*a ", "[a](", "**a** ", "h"])
async def test_a_long_row_of_marks_is_read(page: Page, signs: str) -> None:
    body = MARKUP.replace("given[0]", "given[0].repeat(20_000 / given[0].length)")
    assert await run(page, "model/markup.js", body, signs)


DIFFERENCES = """
const marks = { same: text => text, gone: text => `-${text}-`, new: text => `+${text}+` }
return it.differences(given[0], given[1]).map(({ kind, text }) => marks[kind](text)).join('')
"""


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("Costs are high.", "Costs are high.", "Costs are high."),
        ("Costs are high.", "Costs are too high.", "Costs are +too +high."),
        ("Traning first.", "Training first.", "-Traning-+Training+ first."),
        ("", "New.", "+New.+"),
        ("Old.", "", "-Old.-"),
        ("成本太高", "成本很高", "成本-太-+很+高"),
        ("التكاليف عالية", "التكاليف عالية جدا", "التكاليف عالية+ جدا+"),
    ],
)
async def test_what_became_of_a_text_is_told_word_by_word(
    page: Page, before: str, after: str, told: str
) -> None:
    assert await run(page, "model/diff.js", DIFFERENCES, before, after) == told


async def test_both_texts_are_in_their_differences(page: Page) -> None:
    body = """
    const long = ['x ', 'y '].map(text => text.repeat(3000))
    const texts = ['a b c d', 'd c b a', 'a a b', 'b, a; c', '', ...long]
    const only = (steps, kind) =>
      steps.filter(one => one.kind !== kind).map(one => one.text).join('')
    return texts.every(one => texts.every(other => {
      const steps = it.differences(one, other)
      return only(steps, 'new') === one && only(steps, 'gone') === other
    }))
    """
    assert await run(page, "model/diff.js", body)


FLOOR = """
const request = (name, at) => ({ at, person: { name } })
const documents = new Map(Object.entries({
  session: { item: null },
  floor: {
    request: 'r_2', turn: 't_2', start: 300,
    interrupted: given[1] ? { request: 'r_3', turn: 't_3', start: 250 } : null,
  },
  'request/r_2': request('Bo', 50),
  'request/r_3': request('Cy', 60),
  'turn/t_1': { start: 100, end: 250, person: { name: 'Ada' } },
}))
return it.contextAt(documents, given[0]).person?.name ?? null
"""


@pytest.mark.parametrize(
    ("at", "interrupted", "speaker"),
    [
        (99, False, None),
        (100, False, "Ada"),
        (249, False, "Ada"),
        (250, False, None),
        (250, True, "Cy"),
        (299, True, "Cy"),
        (300, True, "Bo"),
        (9999, False, "Bo"),
    ],
)
async def test_whoever_spoke_at_a_moment_is_known(
    page: Page, at: int, interrupted: bool, speaker: str | None
) -> None:
    """Not who had asked to by then."""
    assert await run(page, "model/draft.js", FLOOR, at, interrupted) == speaker
