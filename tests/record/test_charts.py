"""Charts say what their table says, in every writing and direction."""

from struct import unpack

import pytest
from msgspec.structs import replace

from live.record.charts import LABEL, WIDTH, picture, pngs
from live.record.document import Bar, Chart, Column, Table
from live.record.markdown import markdown
from live.record.pages import page
from live.record.summary.participation import chart as charted
from live.record.telling import Telling
from tests.record.blocks import chart, document
from tests.record.sittings import consultation, written

PNG = b"\x89PNG\r\n\x1a\n"


def of(label: str, share: float) -> Chart:
    columns = (Column("Option"), Column("Share", number=True))
    return Chart(Table("Result", columns, ((label, Bar(f"{share:.0%}", share)),)), "")


def size(png: bytes) -> tuple[int, int]:
    width, height = unpack(">II", png[16:24])
    return width, height


def test_a_chart_has_a_bar_for_each_row_of_its_table() -> None:
    assert [(bar.text, bar.share) for bar in chart().bars] == [
        ("50%", 0.5),
        ("30%", 0.3),
        ("20%", 0.2),
        ("0%", 0),
    ]


def test_its_table_tells_what_is_drawn() -> None:
    shown = chart().table
    assert [row[2] for row in shown.rows] == ["50%", "30%", "20%", "0%"]
    assert shown.total == chart().drawn.total


def test_bars_are_as_long_as_their_shares() -> None:
    lengths = [row.length for row in picture(chart(), "ltr").rows]
    assert lengths == [250, 150, 100, 0]


def test_bars_begin_where_the_language_does() -> None:
    left, right = picture(of("Yes", 0.5), "ltr").rows[0], picture(of("Yes", 0.5), "rtl").rows[0]
    assert (left.x, left.start) == (0, 0)
    assert (right.x + right.length, right.start) == (WIDTH, WIDTH)


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_what_a_bar_says_stands_beyond_its_end(direction: str) -> None:
    row = picture(of("Yes", 0.5), direction).rows[0]
    beyond = row.beside > row.x + row.length if direction == "ltr" else row.beside < row.x
    assert beyond


def test_a_long_label_is_cut_in_the_drawing_alone() -> None:
    drawn = of("word " * 100, 1)
    assert len(picture(drawn, "ltr").rows[0].label) == LABEL
    assert drawn.table.rows[0][0] == "word " * 100


def test_a_page_draws_a_chart_without_styles_of_its_own() -> None:
    text = page(document(chart())).decode()
    assert 'aria-label="Bar chart. Yes, but: 50%"' in text
    assert text.count("<rect") == 4
    assert text.index("<svg") < text.index("<table")
    assert " style=" not in text


def test_plain_text_has_the_table_alone() -> None:
    assert "| 4. Abstain | 0 | 0% |" in markdown(document(chart())).decode()


def test_there_is_a_picture_of_each_chart() -> None:
    found = pngs(document(chart(), of("Yes", 1)))
    assert [one[:8] for one in found] == [PNG, PNG]
    assert len(set(found)) == 2


def test_a_picture_is_sharp_in_print() -> None:
    (found,) = pngs(document(chart()))
    assert size(found)[0] >= 160 / 25.4 * 200  # dots


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_picture_is_the_same_whenever_it_is_made(language: str) -> None:
    made = document(chart(), language=language)
    other = replace(made, blocks=(*made.blocks, of("Other", 1)))
    assert pngs(made)[0] == pngs(other)[0]


def test_a_document_without_charts_has_no_pictures() -> None:
    assert pngs(document()) == ()


def test_a_chart_is_told_in_words() -> None:
    said = charted(Telling(consultation().record(), "en"), chart().drawn).about
    assert said.startswith("Bar chart. 1. ")
    assert said.endswith("; 4. Abstain: 0%")


def test_the_summary_draws_results_with_speaking_time() -> None:
    text = written(consultation().record(), "summary.html")
    assert "Bar chart. 1. " in text
    assert text.count("<svg") >= 4
