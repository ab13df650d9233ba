"""Documents to write in every format, whatever they are of."""

from live.record.bidi import given
from live.record.document import (
    Bar,
    Block,
    Chart,
    Column,
    Document,
    Facts,
    Heading,
    Line,
    Lines,
    Paragraph,
    Point,
    Points,
    Table,
)

SAID = {
    "ar": "شدّد ممثلو المجتمع المدني على ضرورة وجود ضمانات إجرائية (المادة 24).",
    "en": "Safeguards need a legal basis.",
    "es": "¿Qué garantías se aplicarán? La delegación señaló que exige plazos.",
    "fr": "Les garanties devraient être inscrites dans la loi ; « l’accès » l’exige.",
    "ru": "Представители подчеркнули необходимость защиты прав (статья 24).",
    "zh": "代表们强调，跨境取证必须尊重国家主权与人权保障（第24条）。",
}
NAMES = {"ليلى حداد": "منظمة العدالة", "Léa Œuvrard": "Société civile", "张伟": "互联网协会"}


def document(*blocks: Block, language: str = "en") -> Document:
    direction = "rtl" if language == "ar" else "ltr"
    return Document(
        given("The title"),
        "Summary",
        language,
        direction,
        blocks,
        "The foot",
        1_790_000_000_000,
        "The title · 23 February 2026",
        given("The host"),
    )


def table(*, total: bool = False) -> Table:
    columns = (Column("Who"), Column("How long", number=True))
    rows = (("Ada", Bar("2 min (67%)", 0.67)), ("Ben", "1 min"))
    return Table("Time", columns, rows, ("Together", "3 min") if total else ())


def chart() -> Chart:
    """Of a poll with answers in three writings."""
    columns = (Column("Option"), Column("Votes", number=True), Column("Share", number=True))
    rows = (
        (f"1. {given('Yes, but')}", "5", Bar("50%", 0.5)),
        (f"2. {given('نعم')}", "3", Bar("30%", 0.3)),
        (f"3. {given('同意')}", "2", Bar("20%", 0.2)),
        ("4. Abstain", "0", Bar("0%", 0)),
    )
    drawn = Table("Result", columns, rows, ("Total", "10", "100%"))
    return Chart(drawn, f"Bar chart. {given('Yes, but')}: 50%")


def everything(language: str = "en") -> Document:
    """Each kind of block, with words in all the languages of the United Nations."""
    people = tuple((given(name), given(of)) for name, of in NAMES.items())
    return document(
        Facts((("Held by", given("UNODC مكتب")), ("Place", "Virtual"))),
        Heading("Overview"),
        Paragraph(f"Everybody spoke, {given('张伟')} too."),
        Heading("Points", level=3),
        Points(tuple(Point(said, f"{given('Léa')}, 13:00") for said in SAID.values())),
        Heading("Time"),
        table(total=True),
        chart(),
        Table("Present", (Column("Name"), Column("Organisation")), people),
        Heading("Course"),
        Lines(tuple(Line("13:00", given(name), "spoke.", SAID["ru"]) for name in NAMES)),
        language=language,
    )
