"""An agenda as people write it down: lines, or a YAML or JSON list.

A line is a title, with its planned minutes before it if it has any: ``20 Panel on findings``.
"""

import re

import msgspec
import yaml

from live.domain.agenda import AddItem
from live.errors import Invalid

LINE = re.compile(
    r"(?:[-*•]\s+)?(?:(?P<minutes>\d{1,4})(?:\s*(?:min\b\.?|minutes?\b|['’′]))?\s+)?(?P<title>\S.*)"
)
MOST_MINUTES = 24 * 60

Entry = str | AddItem


def read_lines(written: str) -> list[AddItem]:
    """One item for each line that is not empty."""
    return [_item(line.strip()) for line in written.splitlines() if line.strip()]


def read_structured(written: str) -> list[AddItem]:
    """A list of lines, or of objects with ``title`` and ``minutes``; JSON is YAML too."""
    try:
        entries = msgspec.convert(yaml.safe_load(written), list[Entry])
    except (yaml.YAMLError, msgspec.ValidationError) as problem:
        raise Invalid("agenda") from problem
    return [_item(entry) if isinstance(entry, str) else entry for entry in entries]


def _item(line: str) -> AddItem:
    found = LINE.fullmatch(line)
    if found is None or int(found["minutes"] or 1) not in range(1, MOST_MINUTES + 1):
        return AddItem(line)
    return AddItem(found["title"], int(found["minutes"]) if found["minutes"] else None)
