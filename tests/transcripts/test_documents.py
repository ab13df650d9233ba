"""Word documents: Teams' two layouts, Meet's, and what only looks like one."""

from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED, ZipFile

import pytest
from docx import Document
from docx.document import Document as Written
from docx.enum.text import WD_BREAK

from live.errors import FileTooLarge, NotATranscript
from live.transcripts import docx_rows
from live.transcripts.model import MAX_BYTES
from live.transcripts.parsing import parse
from tests.transcripts.files import said, told

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


def saved(document: Written) -> bytes:
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def paragraphs(*texts: str) -> bytes:
    document = Document()
    for text in texts:
        document.add_paragraph(text)
    return saved(document)


def broken(*rows: str) -> bytes:
    """All rows in one paragraph, with breaks between them."""
    document = Document()
    paragraph = document.add_paragraph()
    for row in rows:
        paragraph.add_run(row)
        paragraph.add_run().add_break(WD_BREAK.LINE)
    return saved(document)


def archive(body: bytes, name: str = docx_rows.BODY, compression: int = ZIP_DEFLATED) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", compression) as packed:
        packed.writestr(name, body)
    return file.getvalue()


def xml(body: str, space: str = W) -> bytes:
    return f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'.encode()


HEAD = (
    "Consultation-20260112_140507-Meeting Transcript",
    "12 January 2026, 02:05pm",
    "1h 2m 42s",
    "Ada Obi started transcription",
)


def test_a_name_and_a_time_stand_above_what_was_said() -> None:
    data = paragraphs(
        *HEAD,
        "Ada Obi   0:11",
        "Good morning.",
        "Let us begin.",
        "O'Neill, Bo (R&D)   1:11",
        "Thanks.",
        "Ada Obi   1:02:33",
        "It is 10:30.",
        "Ada Obi stopped transcription",
    )
    transcript = parse(data, "Consultation.docx")
    assert transcript.format == "teams_document"
    assert told(transcript) == [
        (11_000, 13_700, "Ada Obi", "Good morning. Let us begin."),
        (71_000, 72_000, "O'Neill, Bo (R&D)", "Thanks."),
        (3_753_000, 3_754_200, "Ada Obi", "It is 10:30."),
    ]
    assert [(one.line, one.code) for one in transcript.problems] == [
        (nr, "not_speech") for nr in (1, 2, 3, 4, 12)
    ]


def test_all_of_an_utterance_may_stand_in_one_paragraph() -> None:
    document = Document()
    for name, time, text in (("Ada Obi", "0:11", "Good morning."), ("Bo Li", "1:02:33", "Bye.")):
        paragraph = document.add_paragraph()
        paragraph.add_run().add_break(WD_BREAK.LINE)
        paragraph.add_run(name).bold = True
        paragraph.add_run("   ")
        paragraph.add_run(time)
        paragraph.add_run().add_break(WD_BREAK.LINE)
        paragraph.add_run(text)
    assert said(parse(saved(document))) == [("Ada Obi", "Good morning."), ("Bo Li", "Bye.")]


def test_the_whole_may_stand_in_one_paragraph() -> None:
    transcript = parse(broken("Ada Obi\t0:11", "Good morning.", "Bo Li\u00a00\uff1a15", "Bye."))
    assert [(one.start, one.label, one.text) for one in transcript.lines] == [
        (11_000, "Ada Obi", "Good morning."),
        (15_000, "Bo Li", "Bye."),
    ]


def test_one_space_before_the_time_is_enough_for_a_name_that_comes_again() -> None:
    rows = ("Ada Obi 0:11", "We met at 9:30", "Bo Li 0:15", "Yes.", "Ada Obi 0:19", "Bye.")
    transcript = parse(paragraphs(*rows))
    assert said(transcript) == [("Ada Obi", "We met at 9:30 Bo Li 0:15 Yes."), ("Ada Obi", "Bye.")]
    transcript = parse(paragraphs(*rows), people=("Bo Li",))
    assert said(transcript) == [
        ("Ada Obi", "We met at 9:30"),
        ("Bo Li", "Yes."),
        ("Ada Obi", "Bye."),
    ]


def test_older_documents_have_three_rows_for_an_utterance() -> None:
    transcript = parse(
        paragraphs(
            "Consultation",
            "0:0:5.100 --> 0:0:8.250",
            "Ada Obi",
            "Good morning.",
            "Let us begin.",
            "0:0:9.0 --> 0:0:10.5",
            "Bo Li",
            "1:1",
            "0:0:11.0 --> 0:0:12.0",
            "(Applause.)",
        )
    )
    assert transcript.format == "teams_document"
    assert told(transcript) == [
        (5100, 8250, "Ada Obi", "Good morning. Let us begin."),
        (9000, 10_500, "Bo Li", "1:1"),
        (11_000, 12_000, "", "(Applause.)"),
    ]
    assert transcript.problems == ()


def test_a_document_of_meet_is_read_as_one() -> None:
    transcript = parse(
        paragraphs(
            "Weekly (2026-01-12 10:00 GMT+1) – Transcript",
            "Attendees",
            "Ada Obi, Bo Li",
            "Transcript",
            "00:00:00",
            "Ada Obi: Good morning.",
            "Bo Li: Good morning.",
            "Meeting ended after 00:01:00 👋",
        )
    )
    assert transcript.format == "meet_document"
    assert said(transcript) == [("Ada Obi", "Good morning."), ("Bo Li", "Good morning.")]


def test_a_document_of_lines_is_read_as_plain_text() -> None:
    transcript = parse(paragraphs("Minutes", "Ada: Yes.", "Ada: No."))
    assert (transcript.format, said(transcript)) == ("text", [("Ada", "Yes."), ("Ada", "No.")])


# What a document may hold


def test_what_was_deleted_or_stands_there_for_older_programs_is_not_read() -> None:
    body = """
        <w:p><w:r><w:t>Ada   0:11</w:t></w:r></w:p>
        <w:p><w:del><w:r><w:delText>Never</w:delText></w:r></w:del><w:r><w:t>Yes</w:t><w:tab/>
        <w:t xml:space="preserve"> indeed.</w:t><w:instrText>PAGE</w:instrText></w:r></w:p>
        <m:AlternateContent xmlns:m="http://schemas.openxmlformats.org/markup-compatibility/2006">
        <m:Choice><w:p><w:r><w:t>Bye.</w:t></w:r></w:p></m:Choice>
        <m:Fallback><w:p><w:r><w:t>Bye.</w:t></w:r></w:p></m:Fallback></m:AlternateContent>
    """
    for space in (W, STRICT):
        assert said(parse(archive(xml(body, space)))) == [("Ada", "Yes indeed. Bye.")]


@pytest.mark.parametrize("compression", [ZIP_STORED, ZIP_DEFLATED])
def test_a_document_may_be_packed_or_not(compression: int) -> None:
    body = xml("<w:p><w:r><w:t>Ada   0:11</w:t><w:br/><w:t>Yes.</w:t></w:r></w:p>")
    assert said(parse(archive(body, compression=compression))) == [("Ada", "Yes.")]


GOOD = xml("<w:p><w:r><w:t>Ada   0:11</w:t><w:br/><w:t>Yes.</w:t></w:r></w:p>")
LAUGHS = (
    b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
    + GOOD.replace(b"Yes.", b"&c;")
)


@pytest.mark.parametrize(
    "data",
    [
        archive(GOOD, "content.xml"),
        archive(GOOD, compression=ZIP_LZMA),
        archive(GOOD, compression=ZIP_BZIP2),
        archive(GOOD[:-20]),
        archive(b"not XML"),
        archive(LAUGHS),
        archive(b'<!DOCTYPE x SYSTEM "file:///etc/passwd">' + GOOD),
        archive(xml("")),
        archive(GOOD)[:-30],
        archive(GOOD)[:200],
        archive(GOOD).replace(b"word/document", b"word/documenX", 1),
        archive(GOOD).replace(GOOD[:20], b"", 1)[:-2],
    ],
)
def test_what_is_no_such_document_is_refused(data: bytes) -> None:
    with pytest.raises(NotATranscript):
        parse(data)


def test_every_byte_that_is_damaged_is_refused_or_read() -> None:
    good = bytearray(archive(GOOD))
    for at in range(4, len(good)):
        damaged = good[:]
        damaged[at] ^= 0xFF
        try:
            assert said(parse(bytes(damaged)))
        except NotATranscript:
            continue


def test_a_bomb_of_elements_is_refused() -> None:
    bomb = archive(xml("<w:p/>" * docx_rows.MOST_ELEMENTS))
    assert len(bomb) < MAX_BYTES // 100
    with pytest.raises(FileTooLarge):
        parse(bomb)


def test_a_bomb_of_text_is_refused() -> None:
    bomb = archive(GOOD.replace(b"Yes.", b"a" * MAX_BYTES))
    assert len(bomb) < MAX_BYTES // 100
    with pytest.raises(FileTooLarge):
        parse(bomb)


def test_an_archive_of_very_many_files_is_refused() -> None:
    with pytest.raises(FileTooLarge):
        parse(archive(GOOD) + docx_rows.ENTRY * docx_rows.MOST_FILES)


def test_a_deep_document_is_read() -> None:
    deep = "<w:sdt>" * 50_000 + "{}" + "</w:sdt>" * 50_000
    body = deep.format("<w:p><w:r><w:t>Ada   0:11</w:t><w:br/><w:t>Yes.</w:t></w:r></w:p>")
    assert said(parse(archive(xml(body)))) == [("Ada", "Yes.")]
