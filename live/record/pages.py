"""Writes a document as one HTML file that needs nothing else."""

from live.record import charts
from live.record.document import Document
from live.record.templates import environment


def page(document: Document) -> bytes:
    template = environment().get_template("record/document.html")
    return template.render(document=document, picture=charts.picture).encode()
