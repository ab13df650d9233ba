"""What rapporteurs wrote in the draft summary, as paragraphs and lists."""

import re
from collections.abc import Iterator
from itertools import groupby

from live.record.bidi import given
from live.record.document import Block, Paragraph, Point, Points
from live.record.markup import plain

LISTED = re.compile(r"\s*(?:• |(?=\d+[.)] ))(.*)")


def prose(text: str) -> Iterator[Block]:
    """Lists where it has them; an empty line ends a paragraph."""
    for paragraph in re.split(r"\n\s*\n", plain(text)):
        lines = [line for line in paragraph.splitlines() if line.strip()]
        for listed, some in groupby(lines, lambda line: LISTED.fullmatch(line) is not None):
            if listed:
                points = (LISTED.sub(r"\1", line) for line in some)
                yield Points(tuple(map(Point, points)))
            else:
                yield Paragraph(given("\n".join(some)))
