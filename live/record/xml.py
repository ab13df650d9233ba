"""Texts and elements of Office Open XML."""

import re
from functools import cache
from typing import Any

from docx.oxml.ns import nsmap, qn
from docx.oxml.parser import oxml_parser

ILLEGAL = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, not even escaped."""

NAMES = {"w": nsmap["w"]}

Element = Any
"""Elements are of lxml, which has no types."""


def legal(text: str) -> str:
    return ILLEGAL.sub("", text)


def element(name: str, *children: Element, **attributes: str) -> Element:
    """An element of WordprocessingML, such as ``<w:jc w:val="right"/>``."""
    said = {_qualified(key): value for key, value in attributes.items()}
    made: Element = oxml_parser.makeelement(_qualified(name), said, NAMES)
    made.extend(children)
    return made


@cache
def _qualified(name: str) -> str:
    return str(qn(f"w:{name.rstrip('_')}"))
