"""Who may import whom. The domain imports nobody."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

LIVE = Path(__file__).parent.parent / "live"
MODULES = sorted(path for path in LIVE.rglob("*.py") if "versions" not in path.parts)
DOMAIN = [path for path in MODULES if path.is_relative_to(LIVE / "domain")]

SETTLED = {"errors", "domain"}
"""What everybody may import."""

MAY_IMPORT = {
    "errors": set(),
    "domain": {"errors"},
    "metrics": {"errors"},
    "settings": set(),
    "vitals": {"metrics"},
    "logs": set(),
    "slowness": set(),
    "i18n": set(),
    "serving": {"settings", "web", "wire", "logs"},
    "checkup": {"record", "settings", "store", "vitals"},
    "workers": {"app", "metrics", "serving", "settings", "web", "wire"},
    "simulate": SETTLED,
    "agenda_file": SETTLED,
    "poll_file": SETTLED | {"record"},
    "transcripts": SETTLED,
    "wire": SETTLED,
    "store": SETTLED | {"wire", "metrics"},
    "record": SETTLED | {"store", "i18n", "transcripts"},
    "room": SETTLED | {"wire", "store", "metrics", "slowness"},
    "web": SETTLED
    | {"wire", "store", "room", "record", "i18n", "settings", "agenda_file", "poll_file"}
    | {"transcripts", "metrics", "logs"},
}
"""By the first part of a module's name; app, cli and demo wire the parts together."""

OUTERMOST = {"app", "cli", "demo", "office", "opening", "simulation", "__init__", "__main__"}
OUTERMOST |= {"db_commands", "safekeeping"}

PURE = {
    "base64", "codecs", "collections", "datetime", "enum", "fractions", "functools", "hashlib",
    "hmac", "itertools", "math", "operator", "re", "typing", "unicodedata",
}  # fmt: skip
IMPURE = {"now", "today", "utcnow", "time", "monotonic", "random", "urandom", "uuid4", "token_hex"}


def parse(path: Path) -> list[ast.AST]:
    return list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def imported(path: Path) -> Iterator[str]:
    for node in parse(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, "modules are imported by their full name"
            module = node.module or ""
            yield from (f"{module}.{alias.name}" for alias in node.names)


def part(path: Path) -> str:
    return path.relative_to(LIVE).with_suffix("").parts[0]


def parts_imported(path: Path) -> set[str]:
    own = (name.split(".") for name in imported(path) if name.startswith("live."))
    return {name[1] for name in own} - {"__version__"}


def name(path: Path) -> str:
    return path.relative_to(LIVE).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_imports_run_one_way(path: Path) -> None:
    if part(path) not in OUTERMOST:
        assert parts_imported(path) <= MAY_IMPORT[part(path)] | {part(path)}


@pytest.mark.parametrize("path", DOMAIN, ids=name)
def test_the_domain_touches_no_io(path: Path) -> None:
    roots = {name.split(".")[0] for name in imported(path)}
    assert roots <= PURE | {"live", "msgspec"}


@pytest.mark.parametrize("path", DOMAIN, ids=name)
def test_the_domain_is_synchronous(path: Path) -> None:
    waiting = ast.AsyncFunctionDef | ast.Await | ast.AsyncFor | ast.AsyncWith
    assert not any(isinstance(node, waiting) for node in parse(path))


@pytest.mark.parametrize("path", DOMAIN, ids=name)
def test_the_domain_has_neither_clock_nor_dice(path: Path) -> None:
    called = {
        node.func.attr
        for node in parse(path)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }
    assert not called & IMPURE


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_says_what_it_is(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree) or not tree.body


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_sql_is_only_in_the_store(path: Path) -> None:
    roots = {name.split(".")[0] for name in imported(path)}
    if part(path) != "store":
        assert not roots & {"sqlalchemy", "alembic", "sqlite3", "psycopg"}


def test_each_migration_follows_the_one_before() -> None:
    scripts = sorted((LIVE / "store" / "migrations" / "versions").glob("0*.py"))
    said = [re.findall(r'revision = "?(\w+)', path.read_text("utf-8")) for path in scripts]
    numbers = [path.name[:4] for path in scripts]
    before = ["None", *numbers[:-1]]
    assert said == [list(pair) for pair in zip(numbers, before, strict=True)]
