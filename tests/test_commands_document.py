"""That the README lists every command."""

import re
from collections.abc import Iterator
from pathlib import Path

import click

from live.cli import main

README = Path(__file__).parent.parent / "README.md"
UNNAMED = {"of"}
"""What is no word of a command: `plenary record CODE`."""


def commands(group: click.Group, before: str = "plenary") -> Iterator[str]:
    for name, command in group.commands.items():
        written = before if name in UNNAMED else f"{before} {name}"
        if isinstance(command, click.Group):
            yield from commands(command, written)
        else:
            yield written


def test_the_readme_lists_every_command() -> None:
    rows = re.findall(r"^\| `(plenary[a-z ]*)", README.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(row.strip() for row in rows) == sorted(commands(main))
