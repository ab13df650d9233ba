"""What formats and problems are called, to be said in the reader's language."""

from live.transcripts.model import Code, Format


def N_(text: str) -> str:  # noqa: N802  gettext's own name for a text to be translated later
    return text


FORMATS: dict[Format, str] = {
    "webvtt": N_("WebVTT"),
    "srt": N_("SubRip (SRT)"),
    "zoom": N_("Zoom transcript"),
    "zoom_captions": N_("Zoom captions"),
    "zoom_saved": N_("Zoom captions saved during the call"),
    "zoom_timeline": N_("Zoom timeline"),
    "teams": N_("Teams transcript"),
    "teams_metadata": N_("Teams transcript with metadata"),
    "teams_document": N_("Teams transcript as a document"),
    "meet": N_("Meet transcript"),
    "meet_document": N_("Meet transcript as a document"),
    "webex": N_("Webex transcript"),
    "jitsi": N_("Jitsi transcript"),
    "bigbluebutton": N_("BigBlueButton captions"),
    "text": N_("Plain text"),
}

PROBLEMS: dict[Code, str] = {
    "encoding": N_(
        "The file is not in Unicode and was read as Windows-1252. "
        "If letters look wrong, save it as UTF-8 and import it again."
    ),
    "broken_signs": N_("Some signs of the file are damaged; “�” stands in their place."),
    "control_signs": N_("Signs that cannot be seen were left out."),
    "no_header": N_("The first line of a WebVTT file is missing. The rest was read."),
    "bad_time": N_(
        "Left out, as the time cannot be read. Correct it in the file and import again."
    ),
    "no_time": N_("Left out, as nothing says when it was spoken."),
    "end_before_start": N_("It ends before it begins. It was kept from its beginning."),
    "empty": N_("Left out, as there is no text."),
    "long_text": N_("Too long for one line; it became several, which share its time."),
    "long_label": N_("The name is too long and was cut."),
    "bad_entry": N_("Left out, as it is not made as in other files of this kind."),
    "interim": N_("Left out, as it was said again in its final form."),
    "not_speech": N_("Left out, as nobody said it: a heading, or words of the platform."),
    "unnamed": N_("The file has numbers in place of names. Say who they are once it is imported."),
    "no_words": N_(
        "The file says who spoke and when, but not what. Import the transcript of the call instead."
    ),
    "time_of_day": N_("The times are those of a clock, without a date. Check when it began."),
    "rough_times": N_("The file has a time only every few minutes. Those between are estimates."),
    "no_times": N_("The file has no times. Its lines are in order, and that is all."),
}
"""What is not as it should be, what became of it and what one can do."""

REFUSALS: dict[str, str] = {
    "file_too_large": N_("This file is too large: {megabytes} MB and {lines} lines at most."),
    "not_a_transcript": N_(
        "This is not a transcript that can be read. WebVTT, SRT and plain text can, and the "
        "transcripts of Zoom, Teams, Meet, Webex, Jitsi and BigBlueButton."
    ),
}
"""By code, why nothing was read at all; in braces the details."""
