"""What the pages are made of: small, of our own files, without inline styles."""

import gzip
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
STATIC = ROOT / "static"
TEMPLATES = sorted((ROOT / "templates").glob("*.html"))
SCRIPTS = sorted((STATIC / "js").rglob("*.js"))
STYLES = sorted((STATIC / "css").rglob("*.css"))

BUDGET = 60_000  # bytes, compressed
COLOURS = {"paper", "ink", "ink-soft", "line", "accent", "go", "wait", "stop"}
IMPORT = re.compile(r"""^import\b[^"';]*["']([^"']+)["']|\bfrom\s*["']([^"']+)["']""", re.MULTILINE)
PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border)-(?:left|right|top|bottom)|left|right|text-align:\s*(?:left|right))(?=\s*[:;])"
)


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imported_by(script: Path) -> set[Path]:
    found = (one or other for one, other in IMPORT.findall(script.read_text(encoding="utf-8")))
    return {(script.parent / specifier).resolve() for specifier in found}


def with_imports(script: Path) -> set[Path]:
    """A script and everything that a browser loads for it."""
    loaded: set[Path] = set()
    waiting = [script]
    while waiting:
        one = waiting.pop()
        if one not in loaded:
            loaded.add(one)
            waiting += imported_by(one)
    return loaded


def compressed(paths: set[Path]) -> int:
    return sum(len(gzip.compress(path.read_bytes(), 6)) for path in paths)


def test_the_participants_page_stays_within_its_budget() -> None:
    pages = {ROOT / "templates" / name for name in ("base.html", "participant.html")}
    said = "".join(page.read_text(encoding="utf-8") for page in pages)
    styles = {style for style in STYLES if re.search(rf"""["/]{style.stem}["'.]""", said)}
    assert len(styles) > 3
    assert compressed(with_imports(STATIC / "js" / "participant.js") | styles | pages) <= BUDGET


@pytest.mark.parametrize("script", SCRIPTS, ids=named)
def test_a_script_imports_files_that_are_there(script: Path) -> None:
    assert [named(path) for path in imported_by(script) if not path.is_file()] == []


@pytest.mark.parametrize("path", [*TEMPLATES, *SCRIPTS], ids=named)
def test_a_page_has_no_inline_style(path: Path) -> None:
    assert re.findall(r"\sstyle=[\"'$]", path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_a_page_has_no_inline_script(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"<script(?![^>]*\bsrc=)|\son\w+=", text) == []


@pytest.mark.parametrize("path", STYLES, ids=named)
def test_a_style_sheet_is_the_same_in_a_mirror(path: Path) -> None:
    assert PHYSICAL.findall(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", STYLES, ids=named)
def test_only_the_tokens_name_colours(path: Path) -> None:
    named_here = re.findall(
        r"#[0-9a-fA-F]{3,8}\b|\brgb\(|\bhsl\(", path.read_text(encoding="utf-8")
    )
    assert named_here == []


def test_the_dark_has_the_eight_colours_of_the_light() -> None:
    tokens = (STATIC / "css" / "tokens.css").read_text(encoding="utf-8")
    light, _, rest = tokens.partition("(prefers-color-scheme: dark)")
    dark = rest.partition("@media")[0].partition("/*")[0]
    for scheme in (light, dark):
        assert set(re.findall(r"--([\w-]+): oklch\(\d", scheme)) == COLOURS
    assert set(re.findall(r"--([\w-]+):", dark)) == COLOURS
