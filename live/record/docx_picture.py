"""A picture within the text of a Word file."""

from struct import unpack_from

from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml
from markupsafe import escape

from live.record.xml import Element, legal

EMU_PER_TWENTIETH = 635
PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"


def picture(png: bytes, relation: str, nr: int, title: str, about: str, width: int) -> Element:
    """As wide as is said, in twentieths of a point. ``about`` is for those who do not see it."""
    wide, high = unpack_from(">II", png, 16)
    across = width * EMU_PER_TWENTIETH
    extent = f'cx="{across}" cy="{across * high // wide}"'
    names = f'id="{nr}" name="Chart {nr}" title="{_said(title)}" descr="{_said(about)}"'
    made: Element = parse_xml(f"""
<w:drawing {nsdecls("w", "wp", "a", "pic", "r")}>
<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/><wp:docPr {names}/>
<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>
<a:graphic><a:graphicData uri="{PICTURE}"><pic:pic>
<pic:nvPicPr><pic:cNvPr {names}/><pic:cNvPicPr/></pic:nvPicPr>
<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>
<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>
</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>""")
    return made


def _said(text: str) -> str:
    return str(escape(legal(text)))
