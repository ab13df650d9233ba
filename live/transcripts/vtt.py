"""WebVTT and SubRip: generic, and as the platforms write them."""

import re
from collections.abc import Sequence

from live.transcripts import teams_metadata
from live.transcripts.cues import GUID, QUOTED, Cue, Sheet, sheet
from live.transcripts.gathering import Gathering
from live.transcripts.model import Format, Transcript
from live.transcripts.names import named
from live.transcripts.source import Source
from live.transcripts.text import joined
from live.transcripts.times import GMT, named_moment
from live.transcripts.voices import Voice, voices

OF_BIGBLUEBUTTON = re.compile(
    r"captions?_(?P<language>[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*)\.vtt"
)

Said = Sequence[tuple[Cue, Voice]]


def read(source: Source) -> Transcript | None:
    """None if there is not one cue with a time and a text."""
    found = Gathering(source.problems)
    cues = sheet(source.rows, found)
    if not cues.cues:
        return None
    if teams_metadata.is_utterance(cues.cues[0]):
        return teams_metadata.read(cues.cues, found)
    return _read(source, cues, found)


def _read(source: Source, cues: Sheet, found: Gathering) -> Transcript | None:
    if source.document and not cues.header:
        return _document(cues, found)
    said = _said(cues)
    form = _form(source, cues)
    if not any(voice.label for _, voice in said):
        said = _with_names(source, said, known_only=form == "zoom_captions")
        if form == "webvtt" and _by_zoom(said):
            form = "zoom"
    if not cues.header and form != "srt":
        found.note(1, "no_header", source.rows[0])
    _say(cues, said, found)
    zero, language = named_moment(source.name), _language(source, cues)
    return found.transcript(form, zero=zero, language=language)


def _document(cues: Sheet, found: Gathering) -> Transcript | None:
    """Teams' older documents: below the time a row with the name, then what is said."""
    for cue in cues.cues:
        name, *rest = cue.rows if len(cue.rows) > 1 else ("", *cue.rows)
        found.entry(cue.line, cue.start, cue.end, joined(rest), name)
    return found.transcript("teams_document")


def _said(cues: Sheet) -> Said:
    return [(cue, voice) for cue in cues.cues for voice in voices(cue.rows, _quoted(cue))]


def _quoted(cue: Cue) -> str:
    quoted = QUOTED.fullmatch(cue.id) if cue.id else None
    return quoted["name"] if quoted else ""


def _with_names(source: Source, said: Said, *, known_only: bool) -> Said:
    divided = named([voice.text for _, voice in said], source.people, known_only=known_only)
    return [
        (cue, Voice(name, text, voice.language))
        for (cue, voice), (name, text) in zip(said, divided, strict=True)
    ]


def _say(cues: Sheet, said: Said, found: Gathering) -> None:
    heard = {
        cue.line
        for cue, voice in said
        if found.say(cue.line, cue.start, cue.end, voice.text, voice.label, voice.language)
    }
    found.read += len(heard)
    for cue in cues.cues:
        if cue.line not in heard:
            found.skip(cue.line, "empty", " ".join(row[:80] for row in cue.rows[:1]))


def _form(source: Source, cues: Sheet) -> Format:
    if GMT.search(source.name):
        return "zoom_captions" if ".cc." in source.name.lower() else "zoom"
    if any(GUID.fullmatch(cue.id) for cue in cues.cues[:9]):
        return "teams"
    if any(map(_quoted, cues.cues[:9])):
        return "webex"
    if OF_BIGBLUEBUTTON.search(source.name):
        return "bigbluebutton"
    by_comma = cues.comma or source.name.lower().endswith(".srt")
    return "srt" if by_comma and not cues.header else "webvtt"


def _by_zoom(said: Said) -> bool:
    """Numbered cues, and most of them begin with a name."""
    return sum(cue.id.isdecimal() and voice.label != "" for cue, voice in said) * 2 > len(said)


def _language(source: Source, cues: Sheet) -> str:
    found = OF_BIGBLUEBUTTON.search(source.name)
    return cues.language or (found["language"] if found else "")
