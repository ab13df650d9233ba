"""What a text may hold: cleaned as it comes in, shown as it was kept."""

import unicodedata

from live.errors import Invalid, TooLong

NAME, ORGANISATION, ABOUT, TITLE, QUESTION, OPTION = 80, 120, 200, 200, 500, 200
NOTE, NOTICE, ADDRESS = 20_000, 4_000, 500
LANGUAGE, STATEMENT, REASON = 80, 10_000, 200
CONTRIBUTION, WORD, THEME, PROPOSAL, CAPTION = 500, 40, 80, 1_000, 2_000
SECTION = 20_000

LIMITS = {
    "name": NAME,
    "organisation": ORGANISATION,
    "about": ABOUT,
    "title": TITLE,
    "question": QUESTION,
    "option": OPTION,
    "note": NOTE,
    "notice": NOTICE,
    "address": ADDRESS,
    "language": LANGUAGE,
    "statement": STATEMENT,
    "reason": REASON,
    "contribution": CONTRIBUTION,
    "word": WORD,
    "theme": THEME,
    "proposal": PROPOSAL,
    "caption": CAPTION,
    "section": SECTION,
}
"""The most characters that a field may have, after normalising; sent in ``welcome``."""

REORDERING = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
"""Controls that could make the text around a name run backwards (UAX #9): dropped."""


def line(field: str, value: str, limit: int, *, required: bool = True) -> str:
    """One line of text: NFC, trimmed, without line breaks; Invalid or TooLong otherwise."""
    return _checked(field, value, limit, required, allowed="")


def prose(field: str, value: str, limit: int, *, required: bool = True) -> str:
    """A text of several lines: NFC, trimmed, line breaks as ``\\n``."""
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    return _checked(field, value, limit, required, allowed="\n\t")


def _checked(field: str, value: str, limit: int, required: bool, allowed: str) -> str:
    if len(value) > 4 * limit:  # before any work on it: normalising shortens, but not so much
        raise TooLong(field, limit)
    text = unicodedata.normalize("NFC", value.translate(REORDERING)).strip()
    if any(unicodedata.category(sign) in ("Cc", "Cs") and sign not in allowed for sign in text):
        raise Invalid(field)
    if "\u2028" in text or "\u2029" in text:
        raise Invalid(field)
    if len(text) > limit:
        raise TooLong(field, limit)
    if required and not visible(text):
        raise Invalid(field)
    return text


def folded(value: str) -> str:
    """Two texts are the same word if this is the same: without regard to case and spaces."""
    return " ".join(value.split()).casefold()


def visible(text: str) -> bool:
    """Whether there is anything to see in it, besides spaces and format characters."""
    return any(unicodedata.category(sign)[0] not in "ZC" for sign in text)
