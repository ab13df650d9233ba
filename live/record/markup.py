"""What notes are written in: a little Markdown, told here without its marks.

Bold, italic, code, links, lists and quotes; anything else stands for itself. The pages read the
same in ``static/js/model/markup.js``.
"""

from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

PARTS = ("emphasis", "backticks", "link", "list", "blockquote", "escape")
MOST_NESTED = 20

_reader = MarkdownIt("zero", {"html": False, "maxNesting": MOST_NESTED}).enable(list(PARTS))


def plain(text: str) -> str:
    """The words, with list items on lines of their own and links in brackets."""
    return "\n".join(_lines(_reader.parse(text))).strip() or text


def _lines(tokens: Sequence[Token]) -> Iterator[str]:
    mark, depth, begun = "", 0, False
    for token in tokens:
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                depth += 1
            case "bullet_list_close" | "ordered_list_close":
                depth -= 1
            case "list_item_open":
                mark = f"{token.info}{token.markup} " if token.info else "• "
            case "paragraph_open":
                if begun and not token.hidden and not mark:
                    yield ""
            case "inline":
                yield from _said(token.children or (), "  " * max(0, depth - 1) + mark)
                mark, begun = "", True


def _said(inline: Sequence[Token], mark: str) -> Iterator[str]:
    said = mark + "".join(_words(inline))
    yield from said.split("\n")


def _words(inline: Sequence[Token]) -> Iterator[str]:
    target, label = "", ""
    for token in inline:
        match token.type:
            case "link_open":
                target, label = str(token.attrs.get("href", "")), ""
            case "link_close":
                if target not in ("", label):
                    yield f" ({target})"
                target = ""
            case "softbreak" | "hardbreak":
                yield "\n"
            case _:
                label += token.content
                yield token.content
