"""How the styles of a Word file look. Whoever goes on writing finds them under their names."""

import msgspec
from docx.document import Document as Package
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml

from live.record.xml import Element, element

INK, QUIET, RULE, FAINT = "17202A", "4A5561", "9AA5B1", "D5DAE0"
FONTS = {"ascii": "Calibri", "hAnsi": "Calibri", "cs": "Arial", "eastAsia": "Microsoft YaHei"}
BODY = 10.5
TWENTIETHS = 20
CM = 567
"""In twentieths of a point."""

LINE = 240
TABLE = "RecordTable"


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """Of a paragraph: sizes and spaces in points, indents in centimetres."""

    points: float = BODY
    bold: bool = False
    quiet: bool = False
    before: float = 0
    after: float = 0
    lines: float = 1.1
    left: float = 0
    hanging: float = 0
    right_tab: int | None = None
    together: bool = False
    outline: int | None = None
    numbered: bool = False
    alike: bool = False
    """No space between paragraphs of this style."""


def looks(width: int) -> dict[str, Look]:
    """By the name of the style, for texts of a width in twentieths of a point."""
    edge = Look(points=8.5, quiet=True, right_tab=width, lines=1)
    return {
        "Normal": Look(before=4, after=4, lines=1.15),
        "Subtitle": Look(points=10, bold=True, quiet=True, after=2, together=True),
        "Title": Look(points=22, bold=True, after=14, lines=1, together=True),
        "Heading 1": Look(points=14, bold=True, before=22, after=6, together=True, outline=0),
        "Heading 2": Look(points=11.5, bold=True, before=16, after=4, together=True, outline=1),
        "Heading 3": Look(points=BODY, bold=True, before=12, after=3, together=True, outline=2),
        "Caption": Look(points=10, bold=True, before=12, after=4, together=True),
        "Picture": Look(before=16, after=2, lines=1, together=True),
        "Fact": Look(after=12, lines=1.2, left=4, hanging=4, alike=True),
        "List Bullet": Look(after=2, numbered=True),
        "Source": Look(points=9, quiet=True, after=6, left=0.635),
        "List": Look(before=4, after=1, left=2, hanging=2),
        "List Minor": Look(points=9, quiet=True, before=2, after=1, left=2, hanging=2),
        "List Continue": Look(after=4, left=2),
        "Table Text": Look(points=9.5, lines=1),
        "Table Text Dense": Look(points=8.5, lines=1),
        "Table Text Densest": Look(points=7.5, lines=1),
        "Foot": Look(points=9, quiet=True, before=28),
        "Header": edge,
        "Footer": edge,
    }


def restyle(made: Package, width: int) -> None:
    for name, look in looks(width).items():
        style = _style(made, name)
        for old in (*style.findall(qn("w:pPr")), *style.findall(qn("w:rPr"))):
            style.remove(old)
        style.extend([_paragraph(look), _letters(look)])
    root: Element = made.styles.element
    root.append(_table())
    root.append(_label())
    (fonts,) = root.find(qn("w:docDefaults")).iter(qn("w:rFonts"))
    fonts.attrib.clear()
    fonts.attrib.update({qn(f"w:{key}"): name for key, name in FONTS.items()})


def _style(made: Package, name: str) -> Element:
    if name in made.styles:
        return made.styles[name].element
    new: Element = parse_xml(
        f'<w:style {nsdecls("w")} w:type="paragraph" w:customStyle="1" '
        f'w:styleId="{name.replace(" ", "")}"><w:name w:val="{name}"/>'
        '<w:basedOn w:val="Normal"/><w:qFormat/></w:style>'
    )
    made.styles.element.append(new)
    return new


def _paragraph(look: Look) -> Element:
    about = element("pPr")
    if look.together:
        about.extend([element("keepNext"), element("keepLines")])
    if look.numbered:
        about.append(element("numPr", element("numId", val="1")))
    if look.right_tab or look.hanging:
        about.append(element("tabs", *_tabs(look)))
    about.append(_spacing(look))
    if look.left:
        indent = {"left": str(round(look.left * CM))}
        if look.hanging:
            indent["hanging"] = str(round(look.hanging * CM))
        about.append(element("ind", **indent))
    if look.alike:
        about.append(element("contextualSpacing"))
    if look.outline is not None:
        about.append(element("outlineLvl", val=str(look.outline)))
    return about


def _tabs(look: Look) -> list[Element]:
    if look.right_tab:
        return [element("tab", val="right", pos=str(look.right_tab))]
    return [element("tab", val="left", pos=str(round(look.left * CM)))]


def _spacing(look: Look) -> Element:
    before, after = (str(round(space * TWENTIETHS)) for space in (look.before, look.after))
    return element(
        "spacing", before=before, after=after, line=str(round(look.lines * LINE)), lineRule="auto"
    )


def _letters(look: Look) -> Element:
    """Scripts like Arabic, which Word keeps apart, look smaller: they get a point more."""
    strong = [element("b"), element("bCs")] if look.bold else []
    sizes = (("sz", look.points), ("szCs", look.points + 1))
    return element(
        "rPr",
        *strong,
        element("color", val=QUIET if look.quiet else INK),
        *(element(name, val=str(round(2 * points))) for name, points in sizes),
    )


def _label() -> Element:
    made: Element = parse_xml(
        f'<w:style {nsdecls("w")} w:type="character" w:customStyle="1" w:styleId="Label">'
        f'<w:name w:val="Label"/><w:qFormat/><w:rPr><w:color w:val="{QUIET}"/></w:rPr></w:style>'
    )
    return made


def _table() -> Element:
    """Thin lines between rows, a stronger one below the titles."""
    made: Element = parse_xml(f"""
<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="{TABLE}">
<w:name w:val="Record Table"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="99"/>
<w:tblPr><w:tblBorders>
<w:bottom w:val="single" w:sz="4" w:space="0" w:color="{FAINT}"/>
<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{FAINT}"/>
</w:tblBorders><w:tblCellMar>
<w:top w:w="50" w:type="dxa"/><w:left w:w="60" w:type="dxa"/>
<w:bottom w:w="50" w:type="dxa"/><w:right w:w="60" w:type="dxa"/>
</w:tblCellMar></w:tblPr>
<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:bCs/></w:rPr><w:tcPr>
<w:tcBorders><w:bottom w:val="single" w:sz="8" w:space="0" w:color="{RULE}"/></w:tcBorders>
<w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>
<w:tblStylePr w:type="lastRow"><w:rPr><w:b/><w:bCs/></w:rPr></w:tblStylePr>
</w:style>""")
    return made
