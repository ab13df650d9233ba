"""The fonts that documents are set in: which there are, and what they have signs for.

They come as packages, so that a document looks the same on every machine. Fonts of the machine
are looked at only for signs that none of these has.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from typst import Fonts

from live.record.glyphs import Glyphs, ranges, together

PACKAGES = ("fontpkg_noto_sans", "fontpkg_ibm_plex_sans_arabic", "noto_cjk_sans_otc")
LATIN, ARABIC = "Noto Sans", "IBM Plex Sans Arabic"
CHINESE = "Noto Sans CJK SC"
FIRST = {
    "ar": (ARABIC, LATIN, CHINESE),
    "fa": (ARABIC, LATIN, CHINESE),
    "ja": (LATIN, ARABIC, "Noto Sans CJK JP"),
    "ko": (LATIN, ARABIC, "Noto Sans CJK KR"),
    "ur": (ARABIC, LATIN, CHINESE),
}
"""The families of a language's documents; the first that has a sign gives it."""

PROBES = {
    "ar": "محضر الجلسة: القرارات والإجراءات، ١٢٣؟",
    "en": "The record’s “decisions” – 1/3",
    "es": "¿Qué señaló la delegación? Acción nº 1",
    "fr": "L’œuvre commencée à Noël : « reçu » – 1ᵉʳ",
    "ru": "Решения и действия: № 1 – «объём»",
    "zh": "会议记录：决定与行动，第１项。",
}
"""By language, a line with what is peculiar to its writing."""


class FontMissing(Exception):
    """A document cannot be set: there is no font for its language."""

    def __init__(self, languages: Iterable[str]) -> None:
        super().__init__(f"no font for {', '.join(languages)}")


def families(language: str) -> tuple[str, ...]:
    return FIRST.get(language.split("-", maxsplit=1)[0], (LATIN, ARABIC, CHINESE))


def missing(languages: Iterable[str] = tuple(PROBES)) -> list[str]:
    """The languages that our fonts cannot write."""
    return [tag for tag in languages if any(sign not in ours() for sign in PROBES.get(tag, ""))]


def complaint() -> str | None:
    """A line for whoever starts the server; None if all is well."""
    absent = [name for name in PACKAGES if find_spec(name) is None]
    if unwritten := missing():
        packages = ", ".join(name.replace("_", "-") for name in absent) or "the fonts"
        tags = ", ".join(unwritten)
        return f"No PDF in {tags}: fonts are missing. Install {packages} again."
    return None


@cache
def folders() -> tuple[Path, ...]:
    """Where the fonts of the packages are, of those that are installed."""
    found = [spec for name in PACKAGES if (spec := find_spec(name)) is not None]
    return tuple(Path(place) for spec in found for place in spec.submodule_search_locations or ())


@cache
def ours() -> Glyphs:
    """What the fonts of the packages have signs for."""
    return together([one for path in _files(packaged()) for one in ranges(path)])


@cache
def packaged() -> Fonts:
    """The fonts of the packages alone."""
    return Fonts(False, False, [str(folder) for folder in folders()])


@cache
def everywhere() -> Fonts:
    """Those of the machine as well."""
    return Fonts(True, True, [str(folder) for folder in folders()])


@cache
def anybodys() -> Glyphs:
    """What any font has signs for, of the packages or of the machine."""
    return together([one for path in _files(everywhere()) for one in ranges(path)])


def _files(fonts: Fonts) -> Iterator[Path]:
    paths = {font.path for font in fonts.fonts() if font.path is not None}
    yield from map(Path, sorted(paths))
