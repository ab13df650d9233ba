"""Texts and elements of Office Open XML."""

import re
from typing import Any

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

ILLEGAL = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, not even escaped."""

Element = Any
"""Elements are of lxml, which has no types."""


def legal(text: str) -> str:
    return ILLEGAL.sub("", text)


def element(name: str, *children: Element, **attributes: str) -> Element:
    """An element of WordprocessingML, such as ``<w:jc w:val="right"/>``."""
    made: Element = OxmlElement(
        f"w:{name}", {qn(f"w:{key.rstrip('_')}"): value for key, value in attributes.items()}
    )
    made.extend(children)
    return made
