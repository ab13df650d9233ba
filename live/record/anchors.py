"""Where a link finds a line of the transcript: the same for the same line, however often the record
is made."""

from live.record.moment import Moment
from live.record.speaking import Caption


def of_moment(moment: Moment) -> str:
    return f"l{moment.seq}-{moment.what.replace('.', '-')}"


def of_caption(caption: Caption) -> str:
    return f"c-{caption.id}"
