"""What Typst is given to set: a template, and as JSON what it says, in signs that have a font."""

import unicodedata
from functools import cache

from typst import Compiler

from live.record import fonts
from live.record.bidi import FIRST_STRONG_ISOLATE, POP_ISOLATE
from live.record.templates import folder

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
UNSEEN = {"Cc", "Cf", "Cn", "Co", "Cs", "Mn"}
"""Categories of characters that are left out where no font has them."""

UNTOUCHED = {FIRST_STRONG_ISOLATE, POP_ISOLATE, "\n"}
"""What is never drawn."""


def compiler(template: str, said: str) -> Compiler:
    """For a template of the record. It asks neither the network nor, if it can, the machine."""
    return Compiler(
        str(folder() / "record" / template),
        root=str(folder()),
        font_paths=fonts.packaged() if all_ours(said) else fonts.everywhere(),
        ignore_system_fonts=True,
        sys_inputs={"said": said},
    )


def drawable(text: str) -> str:
    """The text with what has no font replaced: an emoji by its name, other signs by one sign."""
    if text.isascii() and text.isprintable():
        return text
    return text.translate({ord(sign): _drawn(sign) for sign in set(text)})


@cache
def _drawn(sign: str) -> str:
    kind = unicodedata.category(sign)
    if sign in UNTOUCHED or sign in fonts.ours():
        return sign
    if kind in UNSEEN:
        return " " if sign.isspace() else ""
    if sign in fonts.anybodys():
        return sign
    return f"[{unicodedata.name(sign, 'sign').lower()}]" if kind == "So" else REPLACEMENT


def all_ours(text: str) -> bool:
    """Whether the fonts of the machine need not be asked."""
    return all(sign in UNTOUCHED or sign in fonts.ours() for sign in set(text))
