"""A run sheet as a file: YAML, as people write it by hand, or CSV, as spreadsheets keep it.

A poll is what ``poll.create`` takes. In CSV the options of a poll stand in one cell, a line each
or with ``|`` between them; other lists have commas. Words in another language stand in columns
of their own: ``question_fr``, ``options_fr``, ``low_fr``, ``high_fr``.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import msgspec
import yaml
from msgspec.structs import fields

from live.domain.polls import CreatePoll
from live.domain.questions import GIVEN, ONE_MARK, USUAL_WORDS, substantive
from live.domain.run_sheet import Poll
from live.errors import Invalid
from live.record.sheet import sheet

MOST_POLLS = 100
ENDS = ("low", "high")
COLUMNS = (
    "question", "kind", "options", "secret", "min", "max", "declining", "scale", *ENDS, "seconds",
    "groups", "regions", "quorum", "shuffle", "per",
)  # fmt: skip
ABSTAIN = ["abstain"]
"""What one can always do, unless a file gives other ways to decline, or none."""

TRANSLATED = ("question", "options", *ENDS)
DELIMITERS = ",;\t"
NO = ("no", "false", "0", "named")

Entry = dict[str, Any]


def read(written: str) -> tuple[CreatePoll, ...]:
    """What a file prepares; Invalid, with ``nth`` where it is about one poll."""
    table = _table(written.lstrip("\ufeff"))
    entries = list(map(_from_row, table)) if table is not None else _structured(written)
    if not isinstance(entries, list) or not 0 < len(entries) <= MOST_POLLS:
        raise Invalid("polls")
    return tuple(_poll(nth, entry) for nth, entry in enumerate(entries, 1))


def _poll(nth: int, entry: object) -> CreatePoll:
    try:
        if isinstance(entry, dict):
            entry = {"type": "poll.create", "kind": "single", "declining": ABSTAIN, **entry}
        return msgspec.convert(entry, CreatePoll)
    except msgspec.ValidationError as problem:
        refusal = Invalid("polls")
        refusal.details["nth"] = nth
        raise refusal from problem


def _structured(written: str) -> object:
    try:
        return yaml.safe_load(written)
    except (yaml.YAMLError, RecursionError, ValueError) as problem:
        raise Invalid("polls") from problem


def _table(written: str) -> list[dict[str, str]] | None:
    """The rows of a CSV file; None if it is none."""
    heading = written.lstrip().partition("\n")[0].strip()
    for delimiter in DELIMITERS:
        names = [name.strip().lower() for name in heading.split(delimiter)]
        if "question" in names and (len(names) > 1 or heading.lower() == "question"):
            rows = csv.reader(io.StringIO(written.lstrip()), delimiter=delimiter)
            named = [dict(zip(names, row, strict=False)) for row in rows if any(row)]
            return named[1:]
    return None


def _from_row(row: Mapping[str, str]) -> Entry:
    """Cells as the values that they stand for; empty ones are left out."""
    cells = {name: cell.strip() for name, cell in row.items() if name in COLUMNS and cell}
    if cells.get("declining", "").lower() in NO:
        cells["declining"] = ","
    entry: Entry = {name: MEANT[name](cell) for name, cell in cells.items() if name not in ENDS}
    if any(cells.get(end) for end in ENDS):
        entry["ends"] = [cells.get(end, "") for end in ENDS]
    translations = _translations(row)
    return entry | ({"translations": translations} if translations else {})


def _translations(row: Mapping[str, str]) -> dict[str, Entry]:
    """The words in other languages that a row has."""
    found: dict[str, Entry] = {}
    for name, cell in row.items():
        part, _, language = name.partition("_")
        if part in TRANSLATED and language and cell.strip():
            found.setdefault(language, {})[part] = cell.strip()
    return {language: _wording(cells) for language, cells in found.items()}


def _wording(cells: Mapping[str, str]) -> Entry:
    return {
        "question": cells.get("question", ""),
        "options": _options(cells.get("options", "")),
        "ends": [cells.get(end, "") for end in ENDS],
    }


def _options(cell: str) -> list[str]:
    return [option.strip() for option in cell.replace("|", "\n").splitlines() if option.strip()]


def _several(cell: str) -> list[str]:
    return [one.strip() for one in cell.split(",") if one.strip()]


def _number(cell: str) -> int | str:
    return int(cell) if cell.isascii() and cell.isdecimal() else cell


MEANT: dict[str, Callable[[str], object]] = {
    "question": str,
    "kind": str.lower,
    "per": str.lower,
    "options": _options,
    **dict.fromkeys(("secret", "shuffle"), lambda cell: cell.lower() not in NO),
    **dict.fromkeys(("min", "max", "scale", "seconds", "quorum"), _number),
    **dict.fromkeys(("declining", "groups", "regions"), _several),
}


def as_yaml(polls: Iterable[Poll]) -> bytes:
    entries = [_entry(poll) for poll in polls]
    return yaml.safe_dump(entries, allow_unicode=True, sort_keys=False).encode()


def as_csv(polls: Iterable[Poll]) -> bytes:
    entries = [_entry(poll) for poll in polls]
    languages = sorted({one for entry in entries for one in entry.get("translations", ())})
    names = (*COLUMNS, *(f"{part}_{one}" for one in languages for part in TRANSLATED))
    return sheet(names, ([*_cells(entry, names)] for entry in entries))


def _cells(entry: Entry, names: Iterable[str]) -> Iterator[str | int | bool | None]:
    values = _with_ends(entry)
    for language, words in entry.get("translations", {}).items():
        values |= {f"{name}_{language}": value for name, value in _with_ends(words).items()}
    for name in names:
        value = values.get(name)
        if isinstance(value, list | tuple):
            value = ("\n" if name.startswith("options") else ", ").join(value) or None
        yield value


def _with_ends(entry: Entry) -> Entry:
    low, high = entry.get("ends", ("", ""))
    return {**entry, "low": low, "high": high}


def _entry(poll: Poll) -> Entry:
    """A poll as one would write it: what is so by itself is left out."""
    own = substantive(poll.options)
    usual_most = USUAL_WORDS if poll.kind == "words" else len(own)
    made = CreatePoll(
        kind=poll.kind,
        question=poll.question,
        options=() if poll.kind in GIVEN else tuple(option.text for option in own),
        secret=poll.secret,
        min=None if poll.kind in ONE_MARK or poll.min == 1 else poll.min,
        max=None if poll.kind in ONE_MARK or poll.max == usual_most else poll.max,
        declining=tuple(one.standard for one in poll.options if one.declines),  # type: ignore[misc]
        scale=10 if poll.kind == "rating" and len(own) > 5 else 5,
        ends=poll.ends,
        seconds=poll.seconds,
        groups=poll.groups,
        regions=poll.regions,
        quorum=poll.quorum,
        shuffle=poll.shuffle,
        per=poll.per,
        translations=poll.translations,
    )
    plain = msgspec.to_builtins(made)
    kept = {one.name: plain[one.name] for one in fields(CreatePoll)}
    usual = {
        one.name: msgspec.to_builtins({} if one.default is msgspec.NODEFAULT else one.default)
        for one in fields(CreatePoll)
        if not one.required
    } | {"declining": ABSTAIN}
    return {
        name: value for name, value in kept.items() if name not in usual or value != usual[name]
    }
