"""What the settings say, and what they seem to mean."""

from collections.abc import Iterator

from live.checkup.findings import Finding, ok, warning
from live.settings import Settings

SHORTEST_TOKEN = 16


def look(settings: Settings, unknown: list[str]) -> Iterator[Finding]:
    """``unknown``: variables of the environment that look like settings and are none."""
    for name in unknown:
        yield warning("settings", f"There is no setting {name}: is it mistyped?")
    if "*" in settings.trusted_proxies:
        yield warning(
            "settings",
            "Every sender is a trusted proxy (LIVE_TRUSTED_PROXIES=*): whoever reaches the server "
            "directly can say to come from any address.",
        )
    if settings.frame_ancestors and not settings.https:
        yield warning(
            "settings", "Pages can be shown in a frame (LIVE_FRAME_ANCESTORS) only over https."
        )
    if settings.metrics_token and len(settings.metrics_token) < SHORTEST_TOKEN:
        yield warning(
            "settings", f"LIVE_METRICS_TOKEN is shorter than {SHORTEST_TOKEN} characters."
        )
    if settings.workers > 1 and settings.sqlite_file:
        yield warning(
            "settings",
            "Workers take turns at one SQLite file: PostgreSQL is made for several.",
        )
    yield ok("settings", "The settings can be read.")
