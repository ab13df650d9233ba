"""The recording's transcripts, in the shapes in which Zoom and Teams save them."""

from collections.abc import Sequence
from html import escape

from tests.domain.occasion import MINUTE
from tests.occasion.day import LAG, Heard
from tests.occasion.people import OLGA


def began(heard: Sequence[Heard]) -> int:
    """When the recording was started, in ms since 1970: two minutes before anybody spoke."""
    return heard[0].start - 2 * MINUTE


def zoom(heard: Sequence[Heard]) -> bytes:
    """A cloud recording's audio transcript: each cue begins with a display name."""
    zero = began(heard) - LAG
    cues = [
        f"{nr}\n{_stamp(one.start - zero)} --> {_stamp(one.end - zero)}\n"
        f"{one.who.label or one.who.name}: {one.text}"
        for nr, one in enumerate(heard, 1)
    ]
    return ("WEBVTT\n\n" + "\n\n".join(cues) + "\n").encode()


def teams(heard: Sequence[Heard]) -> bytes:
    """A meeting's transcript: voices, ids, and sentences that are split over cues."""
    zero = began(heard) - LAG
    guid = "6f1c2c1e-7a55-4a3b-9f1e-1c2d3e4f5a6b"
    cues = []
    for nr, one in enumerate(heard, 1):
        middle = (one.start + one.end) // 2
        words = one.text.split()
        halves = [" ".join(words[: len(words) // 2]), " ".join(words[len(words) // 2 :])]
        name = "Speaker 3" if one.who is OLGA else one.who.name
        for part, (start, end, text) in enumerate(
            [(one.start, middle, halves[0]), (middle, one.end, halves[1])]
        ):
            if text:
                cues.append(
                    f"{guid}/{nr}-{part}\n{_stamp(start - zero)} --> {_stamp(end - zero)}\n"
                    f"<v {escape(name)}>{escape(text)}</v>"
                )
    return ("WEBVTT\r\n\r\n" + "\r\n\r\n".join(cue.replace("\n", "\r\n") for cue in cues)).encode()


def _stamp(ms: int) -> str:
    seconds, ms = divmod(ms, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}.{ms:03}"
