"""The fonts are there, and what they lack is said."""

import pytest

from live.i18n import languages
from live.record import fonts
from live.record.fonts import PROBES
from live.record.glyphs import together


def test_our_fonts_write_every_language_of_the_united_nations() -> None:
    assert set(PROBES) >= {"ar", "en", "es", "fr", "ru", "zh"}
    assert fonts.missing() == []


def test_there_is_a_probe_for_every_language_of_the_pages() -> None:
    assert set(languages()) <= set(PROBES)


def test_nothing_is_complained_of_while_nothing_is_missing() -> None:
    assert fonts.complaint() is None


def test_a_language_that_cannot_be_written_is_complained_of(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(PROBES, "zh", "\U0010ffff")
    assert fonts.missing(["en", "zh"]) == ["zh"]
    assert "No PDF in zh" in (fonts.complaint() or "")


@pytest.mark.parametrize("sign", "aéßжΩلا汉字かな한")
def test_our_fonts_have_what_is_common(sign: str) -> None:
    assert sign in fonts.ours()


@pytest.mark.parametrize("sign", ["\uffff", "\U0010ffff", "\ue123"])
def test_our_fonts_have_no_sign_for_what_is_none(sign: str) -> None:
    assert sign not in fonts.ours()


def test_a_document_begins_with_the_font_of_its_language() -> None:
    assert fonts.families("ar")[0] == "IBM Plex Sans Arabic"
    assert fonts.families("en")[0] == "Noto Sans"


@pytest.mark.parametrize("language", ["en", "ar", "ja", "ko", "zh-Hant"])
def test_every_family_is_among_the_fonts(language: str) -> None:
    assert set(fonts.families(language)) <= set(fonts.packaged().families())


def test_ranges_that_touch_are_one() -> None:
    found = together([(5, 9), (1, 4), (7, 12), (20, 20)])
    assert (found.starts, found.ends) == ((1, 20), (12, 20))
    assert [chr(sign) in found for sign in (0, 1, 12, 13, 20, 21)] == [0, 1, 1, 0, 1, 0]
