"""Languages: which there are, which one to speak, and their catalogues.

The ``.po`` files are the only form in which catalogues are kept. They are read
at first use, so that no compiled copy can be older than its source.
"""

import io
import re
from collections.abc import Iterable
from functools import cache
from gettext import GNUTranslations, NullTranslations, c2py
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).parent / "locale"
SOURCE = "en"  # the language of the texts in the code
SAMPLES = (*range(201), 1_000, 1_000_000)
RANGE = re.compile(r"\s*([A-Za-z-]+)\s*(?:;\s*q\s*=\s*([01](?:\.\d{0,3})?))?\s*")

WRITTEN_AS = {"en": "en_GB"}
"""Where a language's dates and lists are written as somewhere in particular."""

BrowserCatalogue = dict[str, str | dict[str, str]]


@cache
def languages() -> dict[str, str]:
    """Every language by its tag, with its own name for itself."""
    tags = sorted(path.name for path in LOCALE.iterdir() if path.is_dir())
    return {tag: _autonym(tag) for tag in (SOURCE, *tags)}


def direction(language: str) -> str:
    """`ltr` or `rtl`."""
    return Locale.parse(language, sep="-").text_direction


def written_as(language: str) -> Locale:
    """How dates, numbers and lists are written in a language."""
    return Locale.parse(WRITTEN_AS.get(language, language).replace("-", "_"))


def negotiate(accept_language: str | None, cookie: str | None) -> str:
    """The language to speak: the one chosen before, else the best that the browser asks for."""
    if cookie in languages():
        return cookie
    wanted = (tag.split("-")[0] for tag in _by_preference(accept_language or ""))
    return next((tag for tag in wanted if tag in languages()), SOURCE)


@cache
def translations(language: str) -> NullTranslations:
    """What Python and the templates say; a KeyError for a language that is not there."""
    if languages()[language] and language == SOURCE:
        return NullTranslations()
    compiled = io.BytesIO()
    write_mo(compiled, catalogue(language))
    compiled.seek(0)
    return GNUTranslations(compiled)


def translated(language: str, text: str) -> str:
    """A text that was marked with ``N_`` where it stands; any other stays as it is."""
    return translations(language).gettext(text)


@cache
def browser_catalogue(language: str) -> BrowserCatalogue:
    """What the scripts say: a text, or one for each of the language's CLDR plural categories."""
    return {} if language == SOURCE else for_browsers(catalogue(language))


def for_browsers(own: Catalog) -> BrowserCatalogue:
    index = _plural_indices(own)
    return dict(_browser_entry(message, index) for message in _said_by_scripts(own))


def catalogue(language: str) -> Catalog:
    """A language's catalogue as it stands in its file, which a bug in it makes unreadable."""
    with catalogue_path(language).open("rb") as file:
        return read_po(file, locale=language.replace("-", "_"), abort_invalid=True)


def catalogue_path(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "plenary.po"


def language_name(tag: str, language: str) -> str:
    """What a language is called in another; its tag where nobody knows."""
    try:
        return Locale.parse(tag, sep="-").get_display_name(language.replace("-", "_")) or tag
    except (UnknownLocaleError, ValueError):
        return tag


def _autonym(tag: str) -> str:
    return Locale.parse(tag, sep="-").get_display_name() or tag


def _by_preference(accept_language: str) -> list[str]:
    ranges = filter(None, map(RANGE.fullmatch, accept_language.split(",")))
    weighted = [(float(found[2] or 1), found[1].lower()) for found in ranges]
    return [tag for weight, tag in sorted(weighted, key=lambda pair: -pair[0]) if weight > 0]


def _said_by_scripts(own: Catalog) -> Iterable[Message]:
    return (
        message
        for message in own
        if message.id and any(file.endswith(".js") for file, _ in message.locations)
    )


def _browser_entry(message: Message, index: dict[str, int]) -> tuple[str, str | dict[str, str]]:
    if isinstance(message.id, str):
        return message.id, str(message.string or "")
    forms = tuple(message.string or ())
    return message.id[0], {category: forms[at] for category, at in index.items()}


def _plural_indices(own: Catalog) -> dict[str, int]:
    """Which of gettext's plural forms each CLDR category means.

    gettext numbers the forms by an expression that a browser would have to evaluate, which the
    content policy forbids; browsers know the categories.
    """
    category = Locale.parse(own.locale_identifier).plural_form
    form = c2py(own.plural_expr)
    return {category(n): form(n) for n in reversed(SAMPLES)}
