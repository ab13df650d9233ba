"""How much is done, counted instead of timed: a busy machine does not do more."""

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import CodeType, FrameType
from typing import Any

import msgspec

from live.domain.documents import View
from live.wire import Frame

ENCODED: Any = msgspec.json.encode
COUNTED = {View.project.__code__: "projected", Frame.__init__.__code__: "framed"}
OURS = "/live/"


@contextmanager
def counted() -> Iterator[Counter[str]]:
    """Documents ``projected``, values ``encoded``, frames ``framed``, and all ``calls`` of
    functions of ours by this thread."""
    work: Counter[str] = Counter()
    ours: dict[CodeType, bool] = {}

    def see(frame: FrameType, event: str, what: Any) -> None:
        if event == "c_call":
            work["encoded"] += what is ENCODED
        elif event == "call":
            code = frame.f_code
            if code not in ours:
                ours[code] = OURS in code.co_filename
            work["calls"] += ours[code]
            if name := COUNTED.get(code):
                work[name] += 1

    before: Callable[..., Any] | None = sys.getprofile()
    sys.setprofile(see)
    try:
        yield work
    finally:
        sys.setprofile(before)
