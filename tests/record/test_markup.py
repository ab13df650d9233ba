"""Notes are written in a little Markdown, and told without its marks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from live.record.markup import plain


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("**Costs** are *high*, `rm -rf` too", "Costs are high, rm -rf too"),
        ("See [the draft](https://un.org/a).", "See the draft (https://un.org/a)."),
        ("See [https://un.org](https://un.org).", "See https://un.org."),
        ("[Run](javascript:alert(1))", "[Run](javascript:alert(1))"),
        ("- one\n- two\n  - three", "• one\n• two\n  • three"),
        ("3. one\n4. two", "3. one\n4. two"),
        ("> so she said\n> twice\n\nSo it was.", "so she said\ntwice\n\nSo it was."),
        ("one\ntwo\n\n\nthree", "one\ntwo\n\nthree"),
        ("<b>bold</b> &amp; # no heading", "<b>bold</b> &amp; # no heading"),
        ("2 * 3 * 4 and snake_case_word", "2 * 3 * 4 and snake_case_word"),
        (r"\*not bold\*", "*not bold*"),
        ("-", "-"),
        (">", ">"),
        ("**", "**"),
    ],
)
def test_a_note_is_told_without_its_marks(written: str, told: str) -> None:
    assert plain(written) == told


@given(st.text(alphabet="ab *_`[]()<>-1.\n\\>", min_size=1))
def test_no_word_is_lost(written: str) -> None:
    told = plain(written)
    assert [sign for sign in told if sign in "ab"] == [sign for sign in written if sign in "ab"]
