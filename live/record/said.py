"""Captions in words: who said what, how surely that is known, and of how many lines."""

from collections.abc import Iterator, Sequence

from live.domain.actors import Milliseconds
from live.record import anchors
from live.record.attribution.review import Counts, counted
from live.record.bidi import given
from live.record.document import Block, Line, Paragraph
from live.record.passages import Passage, chosen, streams
from live.record.speaking import Caption
from live.record.telling import Telling


def line(tell: Telling, passage: Passage, at: Milliseconds) -> Line:
    anchor = anchors.of_caption(passage.captions[0])
    return Line(tell.words.second(at), speaker(tell, passage), "", passage.text, anchor)


def speaker(tell: Telling, passage: Passage) -> str:
    """By name or group, with a word where it is not certain; nothing of it where the record names
    nobody at all."""
    words = tell.words
    if tell.record.attribution == "chatham":
        return words._("Speaker")
    if passage.person is not None:
        name = tell.speaker(passage.person)
        return name if passage.confidence == "certain" else words._("{name} (likely)", name=name)
    if passage.label:
        return words._("Not known who ({label})", label=given(passage.label))
    return words._("Not known who")


def about(tell: Telling) -> Iterator[Block]:
    """Which captions are told here, of how many lines the speaker is known, which others there
    are."""
    words, told = tell.words, chosen(tell.record, tell.words.language)
    if not told:
        return
    sentences = [
        words.ngettext(
            "What was said is told by one line of captions in {language}.",
            "What was said is told by {n} lines of captions in {language}.",
            len(told),
            language=words.language_name(told[0].language),
        )
    ]
    if tell.record.attribution != "chatham":
        sentences.append(_sure(tell, counted(told)))
    if others := [_other(tell, lines) for lines in streams(tell.record).values() if lines != told]:
        sentences.append(words._("There are others: {others}.", others=words.listed(others)))
    yield Paragraph(" ".join(sentences))


def _sure(tell: Telling, counts: Counts) -> str:
    return tell.words._(
        "Who spoke is certain for {certain}, likely for {likely} and not known for {unknown}.",
        certain=tell.votes(counts.certain, counts.lines),
        likely=tell.votes(counts.likely, counts.lines),
        unknown=tell.votes(counts.unknown, counts.lines),
    )


def _other(tell: Telling, lines: Sequence[Caption]) -> str:
    words, language = tell.words, tell.words.language_name(lines[0].language)
    return words.ngettext(
        "{language} (one line)", "{language} ({n} lines)", len(lines), language=language
    )
