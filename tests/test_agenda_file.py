"""An agenda is understood as it was written down."""

import pytest

from live.agenda_file import read_lines, read_structured
from live.domain.agenda import AddItem
from live.errors import Invalid


@pytest.mark.parametrize(
    ("line", "item"),
    [
        ("Opening", AddItem("Opening")),
        ("10 Opening", AddItem("Opening", 10)),
        ("10 min Opening", AddItem("Opening", 10)),
        ("10 minutes Opening", AddItem("Opening", 10)),
        ("10' Opening", AddItem("Opening", 10)),
        ("- 10 Opening", AddItem("Opening", 10)),
        ("  • Opening ", AddItem("Opening")),
        ("2026 in review", AddItem("2026 in review")),
        ("0 Opening", AddItem("0 Opening")),
        ("10", AddItem("10")),
        ("10 mining regions", AddItem("mining regions", 10)),
        ("20 جلسة النقاش", AddItem("جلسة النقاش", 20)),
    ],
)
def test_a_line_is_a_title_with_its_minutes(line: str, item: AddItem) -> None:
    assert read_lines(line) == [item]


def test_empty_lines_are_no_items() -> None:
    assert [item.title for item in read_lines("\n10 Opening\r\n\n  \nPanel\n")] == [
        "Opening",
        "Panel",
    ]


@pytest.mark.parametrize(
    "written",
    [
        "- title: Opening\n  minutes: 10\n- 20 Panel\n",
        '[{"title": "Opening", "minutes": 10}, "20 Panel"]',
    ],
)
def test_a_list_holds_lines_or_objects(written: str) -> None:
    assert read_structured(written) == [AddItem("Opening", 10), AddItem("Panel", 20)]


@pytest.mark.parametrize(
    "written",
    [
        "- [",
        "title: Opening",
        "- title: Opening\n  minutes: -1",
        "- minutes: 3",
        "3",
        "",
        "!!python/object:os.system {}",
    ],
)
def test_what_is_no_agenda_is_refused(written: str) -> None:
    with pytest.raises(Invalid):
        read_structured(written)
