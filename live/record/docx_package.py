"""What a Word file holds besides its text: page, styles, language, properties."""

import io
from collections.abc import Iterable, Sequence

import docx
import msgspec
from docx.document import Document as Package
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt

from live.i18n import written_as
from live.record.archive import archive, unpacked
from live.record.bidi import plain
from live.record.document import Document
from live.record.docx_styles import restyle
from live.record.words import utc
from live.record.xml import Element, element, legal

MARGIN = Mm(25)
A4 = Mm(210), Mm(297)
TEXT_WIDTH = (A4[0] - 2 * MARGIN) // Pt(1) * 20
"""In twentieths of a point."""

AUTHOR = "Plenary"
PROPERTY_SIGNS = 255


class Edges(msgspec.Struct, frozen=True):
    """What stands above and below the text; above the first page there is nothing."""

    head: Sequence[Element]
    foot: Sequence[Element]
    foot_of_first: Sequence[Element]


def begun(document: Document) -> Package:
    """A file with no text in it yet."""
    made = docx.Document()
    _page(made, document.direction)
    restyle(made, TEXT_WIDTH)
    _language(made, document)
    _properties(made, document)
    return made


def related(made: Package, png: bytes) -> str:
    """The name under which the text can show a picture."""
    relation, _ = made.part.get_or_add_image(io.BytesIO(png))
    return str(relation)


def package(made: Package, body: Iterable[Element], edges: Edges) -> bytes:
    """The file; the same for the same document."""
    _edges(made.sections[0], edges)
    end: Element = made.element.body.sectPr
    for block in body:
        end.addprevious(block)
    saved = io.BytesIO()
    made.save(saved)
    return archive(unpacked(saved.getvalue()))


def _page(made: Package, direction: str) -> None:
    section = made.sections[0]
    section.page_width, section.page_height = A4
    section.left_margin = section.right_margin = MARGIN
    section.top_margin = section.bottom_margin = MARGIN
    section.header_distance = section.footer_distance = Mm(13)
    section.different_first_page_header_footer = True
    if direction == "rtl":
        about: Element = made.element.body.sectPr
        about.find(qn("w:docGrid")).addprevious(element("bidi"))


def _edges(section: Section, edges: Edges) -> None:
    parts = (
        (section.header, edges.head),
        (section.footer, edges.foot),
        (section.first_page_footer, edges.foot_of_first),
    )
    section.first_page_header.is_linked_to_previous = False
    for part, content in parts:
        part.is_linked_to_previous = False
        root: Element = part.part.element
        root[:] = list(content)


def _language(made: Package, document: Document) -> None:
    """Of the texts, of those that run to the left, and of the fonts for these."""
    tag = str(written_as(document.language)).replace("_", "-")
    said = {"val": tag} | ({"bidi": tag} if document.direction == "rtl" else {})
    for part, name in ((made.styles.element, "lang"), (made.settings.element, "themeFontLang")):
        root: Element = part
        for found in root.iter(qn(f"w:{name}")):
            for key, value in said.items():
                found.set(qn(f"w:{key}"), value)


def _properties(made: Package, document: Document) -> None:
    about = made.core_properties
    about.title = legal(plain(document.title))[:PROPERTY_SIGNS]
    about.subject = legal(plain(document.subtitle))[:PROPERTY_SIGNS]
    about.author = about.last_modified_by = legal(plain(document.host))[:PROPERTY_SIGNS] or AUTHOR
    about.comments = about.keywords = ""
    about.language = document.language
    about.created = about.modified = utc(document.made_at)
    about.revision = 1
    relations = made.part.package.rels
    for key in [key for key, to in relations.items() if to.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        del relations[key]  # a picture of the empty page that python-docx starts from
