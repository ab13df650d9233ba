"""A server that does not find an end by itself: ``python -m tests.stubborn PORT``."""

import asyncio
import sys

from live import serving
from live.app import create_app
from live.settings import read_settings
from live.web.transport import listen


async def ready() -> None:
    sys.stdout.write("ready\n")
    sys.stdout.flush()


async def hang() -> None:
    await asyncio.Event().wait()


if __name__ == "__main__":
    serving.SECONDS_TO_END = 0
    settings = read_settings(port=int(sys.argv[1]))
    serving.serve(create_app(settings), listen("127.0.0.1", settings.port), settings, ready, hang)
