"""Settings, read once at start; nothing else reads the environment."""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import msgspec

VARIABLES: dict[str, tuple[str, ...]] = {
    "database_url": ("LIVE_DATABASE_URL", "DATABASE_URL"),
    "redis_url": ("LIVE_REDIS_URL", "REDIS_URL"),
    "base_url": ("LIVE_BASE_URL",),
    "port": ("PORT",),
    "workers": ("WEB_CONCURRENCY",),
    "frame_ancestors": ("LIVE_FRAME_ANCESTORS",),
    "trusted_proxies": ("LIVE_TRUSTED_PROXIES", "FORWARDED_ALLOW_IPS"),
    "drain_seconds": ("LIVE_DRAIN_SECONDS",),
    "connect_rate": ("LIVE_CONNECT_RATE",),
    "connect_burst": ("LIVE_CONNECT_BURST",),
    "join_rate": ("LIVE_JOIN_RATE",),
    "join_burst": ("LIVE_JOIN_BURST",),
    "caption_relay_hosts": ("LIVE_CAPTION_RELAY_HOSTS",),
    "record_templates": ("LIVE_RECORD_TEMPLATES",),
    "log_level": ("LIVE_LOG_LEVEL",),
    "log_format": ("LIVE_LOG_FORMAT",),
    "access_log": ("LIVE_ACCESS_LOG",),
    "metrics_token": ("LIVE_METRICS_TOKEN",),
    "erasure_log": ("LIVE_ERASURE_LOG",),
}
"""The environment's names of each setting; the first that is set counts."""

RATES = ("connect_rate", "connect_burst", "join_rate", "join_burst")
DRIVERS = {
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "sqlite": "sqlite+pysqlite",
}
LOG_FORMATS = ("text", "json")
YES_NO = {"yes": True, "no": False}
LOG_LEVELS = ("debug", "info", "warning", "error")
WEB_ADDRESS = re.compile(r"https?://[^/\s?#]+(/[^\s?#]*)?")
REDIS_ADDRESS = re.compile(
    r"rediss?://([^/?#]*@)?(\[[^/?#@\]]+\]|[^/?#@:\[\]]*)(:\d{1,5})?([/?].*)?|unix://[^?#]+(\?.*)?"
)
FRAME_ANCESTOR = re.compile(r"'self'|https?://[\w.*:-]+|https?:")


RELAY_HOST = re.compile(r"(\*\.)?[\w-]+(\.[\w-]+)+|https?://[^/\s?#@]+", re.ASCII)


class BadSetting(ValueError):
    """A variable of the environment has a value that cannot be meant."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    database_url: str
    redis_url: str | None = None
    base_url: str  # what links begin with, without a slash at the end
    port: int = 8000
    workers: int = 1  # processes that serve the port
    frame_ancestors: tuple[str, ...] = ()
    trusted_proxies: tuple[str, ...] = ("127.0.0.1", "::1")
    drain_seconds: int = 5  # in which everybody is told to come back, when the server stops
    connect_rate: int = 500  # connections a second and worker, once the burst is used up
    connect_burst: int = 500
    join_rate: int = 200  # joins a second and session, once the burst is used up
    join_burst: int = 500
    caption_relay_hosts: tuple[str, ...] = ()
    record_templates: Path | None = None
    log_level: str = "info"
    log_format: Literal["text", "json"] = "text"
    access_log: bool = False
    metrics_token: str | None = None
    erasure_log: Path | None = None

    @property
    def https(self) -> bool:
        return self.base_url.startswith("https://")

    @property
    def sqlite_file(self) -> Path | None:
        """Where the database lies; None if it is no file."""
        scheme, _, path = self.database_url.partition(":///")
        return Path(path) if scheme.startswith("sqlite") and path not in ("", ":memory:") else None

    @property
    def erasures(self) -> Path | None:
        """Where is written down who was erased; None if nowhere."""
        file = self.sqlite_file
        beside = file.with_name(f"{file.name}.erasures") if file else None
        return self.erasure_log or beside


def read_settings(
    environ: Mapping[str, str] | None = None, port: int | None = None, workers: int | None = None
) -> Settings:
    """The settings that the environment gives; what is given by hand comes before it."""
    environ = os.environ if environ is None else environ
    given: dict[str, Any] = {
        field: value
        for field, names in VARIABLES.items()
        if (value := next(filter(None, map(environ.get, names)), None))
    }
    by_hand = {"port": port, "workers": workers}
    given |= {field: value for field, value in by_hand.items() if value is not None}
    given.setdefault("port", 8000)
    for field in ("port", "workers", "drain_seconds", *RATES):
        if field in given:
            given[field] = _positive(given[field], VARIABLES[field][0])
    for field in ("frame_ancestors", "trusted_proxies", "caption_relay_hosts"):
        if field in given:
            given[field] = tuple(re.split(r"[\s,]+", given[field].strip()))
    if "access_log" in given:
        given["access_log"] = _yes_or_no(given["access_log"], "LIVE_ACCESS_LOG")
    if "record_templates" in given:
        given["record_templates"] = Path(given["record_templates"])
    if "erasure_log" in given:
        given["erasure_log"] = Path(given["erasure_log"])
    given["database_url"] = _database_url(given.get("database_url"), environ)
    given["base_url"] = given.get("base_url", f"http://localhost:{given['port']}").rstrip("/")
    return _checked(Settings(**given))


def unknown_variables(environ: Mapping[str, str] | None = None) -> list[str]:
    """Those of the environment that are named as settings are, and are none."""
    environ = os.environ if environ is None else environ
    known = {name for names in VARIABLES.values() for name in names}
    return sorted(name for name in environ if name.startswith("LIVE_") and name not in known)


def inherited(**more: str) -> dict[str, str]:
    """The environment of this process and some more, for one that it starts."""
    return {**os.environ, **more}


def _positive(value: str | int, name: str) -> int:
    number = int(value) if str(value).isascii() and str(value).isdigit() else 0
    if number < 1:
        raise BadSetting(f"{name} must be a whole number above 0.")
    return number


def _yes_or_no(value: str, name: str) -> bool:
    if value.lower() not in YES_NO:
        raise BadSetting(f"{name} must be yes or no.")
    return YES_NO[value.lower()]


def _database_url(url: str | None, environ: Mapping[str, str]) -> str:
    if url is None:
        return f"sqlite+pysqlite:///{_data_folder(environ) / 'plenary.db'}"
    scheme, separator, rest = url.partition("://")
    if not separator:
        raise BadSetting("LIVE_DATABASE_URL must be an address like sqlite:///plenary.db.")
    return f"{DRIVERS.get(scheme, scheme)}://{rest}"


def _data_folder(environ: Mapping[str, str]) -> Path:
    configured = Path(environ.get("XDG_DATA_HOME", ""))
    # A relative XDG_DATA_HOME is to be ignored, its specification says.
    share = configured if configured.is_absolute() else Path.home() / ".local" / "share"
    return share / "plenary"


def _checked(settings: Settings) -> Settings:
    if not WEB_ADDRESS.fullmatch(settings.base_url):
        raise BadSetting("LIVE_BASE_URL must be an address like https://plenary.example.org.")
    if settings.redis_url is not None and not REDIS_ADDRESS.fullmatch(settings.redis_url):
        raise BadSetting("LIVE_REDIS_URL must be an address like redis://localhost:6379/0.")
    if not all(map(FRAME_ANCESTOR.fullmatch, settings.frame_ancestors)):
        raise BadSetting("LIVE_FRAME_ANCESTORS must be origins like https://call.example.org.")
    if not all(map(RELAY_HOST.fullmatch, settings.caption_relay_hosts)):
        raise BadSetting("LIVE_CAPTION_RELAY_HOSTS must be hosts like captions.example.org.")
    if settings.record_templates is not None and not settings.record_templates.is_dir():
        raise BadSetting("LIVE_RECORD_TEMPLATES must be a folder that is there.")
    if settings.log_format not in LOG_FORMATS:
        raise BadSetting(f"LIVE_LOG_FORMAT must be one of {', '.join(LOG_FORMATS)}.")
    if settings.log_level not in LOG_LEVELS:
        raise BadSetting(f"LIVE_LOG_LEVEL must be one of {', '.join(LOG_LEVELS)}.")
    return settings
