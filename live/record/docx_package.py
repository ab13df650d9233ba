"""What a Word file holds besides its text: page, styles, language, properties."""

import io
from collections.abc import Iterable

import docx
from docx.document import Document as Package
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from live.i18n import written_as
from live.record.archive import archive, unpacked
from live.record.bidi import plain
from live.record.document import Document
from live.record.words import utc
from live.record.xml import Element, element, legal

MARGIN = Mm(25)
A4 = Mm(210), Mm(297)
TEXT_WIDTH = (A4[0] - 2 * MARGIN) // Pt(1) * 20
"""In twentieths of a point."""

DARK = RGBColor(0x17, 0x20, 0x2A)
COLOURED = ("Title", "Subtitle", "Heading 1", "Heading 2", "Heading 3", "Caption")
"""Styles that have a blue of too little contrast."""

SIZES = {"Caption": 11, "Table Text": 9.5, "Footer": 9}
"""In points."""

BAND = "EEF1F4"
"""The colour of every other row of a table."""

PROPERTY_SIGNS = 255


def package(document: Document, body: Iterable[Element], foot: Iterable[Element]) -> bytes:
    """The file; the same for the same document."""
    made = docx.Document()
    _page(made, document.direction, foot)
    _styles(made)
    _language(made, document)
    _properties(made, document)
    end: Element = made.element.body.sectPr
    for block in body:
        end.addprevious(block)
    saved = io.BytesIO()
    made.save(saved)
    return archive(unpacked(saved.getvalue()))


def _page(made: Package, direction: str, foot: Iterable[Element]) -> None:
    section = made.sections[0]
    section.page_width, section.page_height = A4
    section.left_margin = section.right_margin = MARGIN
    section.top_margin = section.bottom_margin = MARGIN
    section.footer.is_linked_to_previous = False
    footer: Element = section.footer.part.element
    footer[:] = list(foot)
    if direction == "rtl":
        about: Element = made.element.body.sectPr
        about.find(qn("w:docGrid")).addprevious(element("bidi"))


def _styles(made: Package) -> None:
    for name in COLOURED:
        made.styles[name].font.color.rgb = DARK
    made.styles["Caption"].paragraph_format.space_before = Pt(12)
    made.styles["Caption"].paragraph_format.space_after = Pt(4)
    made.styles["List"].paragraph_format.space_after = Pt(4)
    cell = made.styles.add_style("Table Text", WD_STYLE_TYPE.PARAGRAPH)
    cell.base_style = made.styles["No Spacing"]
    for name, points in SIZES.items():
        _size(made.styles[name].element.get_or_add_rPr(), points)
    table: Element = made.styles["Light Shading"].element
    for shade in table.iter(qn("w:shd")):
        shade.attrib.clear()  # a colour of the theme would go before ours
        shade.attrib.update({qn("w:val"): "clear", qn("w:color"): "auto", qn("w:fill"): BAND})
    for side in ("top", "bottom"):
        table.find(f"{qn('w:tblPr')}/{qn('w:tblCellMar')}/{qn(f'w:{side}')}").set(qn("w:w"), "40")


def _size(about: Element, points: float) -> None:
    """Of letters, and of those of scripts like Arabic, which Word keeps apart."""
    half_points = str(round(2 * points))
    for name in ("szCs", "sz"):
        for old in about.findall(qn(f"w:{name}")):
            about.remove(old)
    about.extend([element("sz", val=half_points), element("szCs", val=half_points)])


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
    about.author = about.last_modified_by = "Plenary"
    about.comments = about.keywords = ""
    about.language = document.language
    about.created = about.modified = utc(document.made_at)
    about.revision = 1
    relations = made.part.package.rels
    for key in [key for key, to in relations.items() if to.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        del relations[key]  # a picture of the empty page that python-docx starts from
