"""What a page under docs/ says, by its headings, tables, lists and examples."""

import json
import re
from pathlib import Path
from typing import Any


class Page:
    """A page of documentation."""

    def __init__(self, path: Path) -> None:
        self.text = path.read_text(encoding="utf-8")

    def section(self, title: str, level: int = 2) -> str:
        """The text under a heading, up to the next one that is not below it."""
        heading = rf"^{'#' * level} {re.escape(title)}\n"
        end = rf"(?=^#{{1,{level}}} |\Z)"
        found = re.search(rf"{heading}(.*?){end}", self.text, re.DOTALL | re.MULTILINE)
        assert found, f"there is no heading “{title}”"
        return found[1]

    def entries(self, title: str) -> dict[str, str]:
        """What a chapter tells, by those of its headings that are names in code."""
        parts = re.split(r"^### `(.+)`\n", self.section(title), flags=re.MULTILINE)
        return dict(zip(parts[1::2], parts[2::2], strict=True))


def rows(text: str) -> dict[str, list[str]]:
    """The cells of the tables by their first ones, without the headings."""
    lines = re.findall(r"^\|(?! *-|-)(.*)\|$(?!\n\|-)", text, re.MULTILINE)
    cells = [[cell.strip() for cell in line.split("|")] for line in lines]
    return {name.strip("`"): others for name, *others in cells}


def points(text: str) -> dict[str, str]:
    """The points of a list by what stands before the colon."""
    return dict(re.findall(r"^- `?([\w ]+)`?: (.*)$", text, re.MULTILINE))


def names(text: str) -> list[str]:
    """What stands in it as code."""
    return re.findall(r"`([^`]+)`", text)


def examples(text: str) -> list[dict[str, Any]]:
    """The blocks of JSON."""
    return [json.loads(block) for block in re.findall(r"```json\n(.*?)```", text, re.DOTALL)]
