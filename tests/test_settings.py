"""What the environment may say, and that the README says all of it."""

import re
from pathlib import Path

import pytest

from live.settings import VARIABLES, BadSetting, Settings, read_settings

README = Path(__file__).parent.parent / "README.md"


def settings(**environ: str) -> Settings:
    return read_settings(environ)


def test_an_empty_environment_is_enough() -> None:
    assert settings().base_url == "http://localhost:8000"
    assert settings().redis_url is None


@pytest.mark.parametrize(
    "address",
    [
        "redis://localhost",
        "redis://:secret@redis.internal:6379/0",
        "rediss://default:a:b@[fd00::1]:6380/1?protocol=3",
        "unix:///run/redis/redis.sock?db=1",
    ],
)
def test_redis_may_be_anywhere(address: str) -> None:
    assert settings(LIVE_REDIS_URL=address).redis_url == address


def test_the_data_folder_holds_the_database(tmp_path: Path) -> None:
    assert settings(XDG_DATA_HOME=str(tmp_path)).sqlite_file == tmp_path / "plenary" / "plenary.db"


def test_a_relative_data_folder_is_ignored() -> None:
    assert settings(XDG_DATA_HOME="here").sqlite_file == settings().sqlite_file


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("postgres://u:p@db/live", "postgresql+psycopg://u:p@db/live"),
        ("postgresql://u:p@db/live", "postgresql+psycopg://u:p@db/live"),
        ("postgresql+psycopg://db/live", "postgresql+psycopg://db/live"),
        ("sqlite:///plenary.db", "sqlite+pysqlite:///plenary.db"),
    ],
)
def test_a_platforms_database_address_gets_our_driver(given: str, meant: str) -> None:
    assert settings(DATABASE_URL=given).database_url == meant


def test_our_own_name_comes_before_the_platforms() -> None:
    given = settings(LIVE_REDIS_URL="redis://ours", REDIS_URL="redis://theirs")
    assert given.redis_url == "redis://ours"


def test_an_empty_variable_counts_as_not_set() -> None:
    assert settings(LIVE_REDIS_URL="", REDIS_URL="redis://theirs").redis_url == "redis://theirs"


def test_links_follow_the_port() -> None:
    assert settings(PORT="9000").base_url == "http://localhost:9000"


def test_a_port_given_by_hand_comes_first() -> None:
    assert read_settings({"PORT": "9000"}, port=9001).base_url == "http://localhost:9001"


def test_links_have_one_slash() -> None:
    assert (
        settings(LIVE_BASE_URL="https://live.example.org/").base_url == "https://live.example.org"
    )


def test_a_public_address_says_whether_it_is_encrypted() -> None:
    assert settings(LIVE_BASE_URL="https://live.example.org").https
    assert not settings().https


@pytest.mark.parametrize(("given", "meant"), [("yes", True), ("No", False), ("", False)])
def test_requests_are_told_of_if_wished(given: str, meant: bool) -> None:
    assert settings(LIVE_ACCESS_LOG=given).access_log is meant


@pytest.mark.parametrize(
    "given", ["https://a.example https://b.example", "https://a.example, https://b.example"]
)
def test_several_frame_ancestors_are_told_apart(given: str) -> None:
    ancestors = settings(LIVE_FRAME_ANCESTORS=given).frame_ancestors
    assert ancestors == ("https://a.example", "https://b.example")


def test_captions_may_be_passed_on_to_several_hosts() -> None:
    given = "captions.example.org, *.example.net http://127.0.0.1:8123"
    hosts = settings(LIVE_CAPTION_RELAY_HOSTS=given).caption_relay_hosts
    assert hosts == ("captions.example.org", "*.example.net", "http://127.0.0.1:8123")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "no"),
        ("PORT", "0"),
        ("PORT", "²"),
        ("WEB_CONCURRENCY", "0"),
        ("LIVE_DRAIN_SECONDS", "none"),
        ("LIVE_JOIN_RATE", "-1"),
        ("LIVE_JOIN_BURST", "many"),
        ("LIVE_BASE_URL", "live.example.org"),
        ("LIVE_BASE_URL", "https://live.example.org/?q"),
        ("LIVE_DATABASE_URL", "plenary.db"),
        ("LIVE_REDIS_URL", "localhost:6379"),
        ("LIVE_REDIS_URL", "http://redis"),
        ("LIVE_REDIS_URL", "redis://here:there/0"),
        ("LIVE_FRAME_ANCESTORS", "https://a.example; script-src *"),
        ("LIVE_CAPTION_RELAY_HOSTS", "https://call.example/captions"),
        ("LIVE_CAPTION_RELAY_HOSTS", "*"),
        ("LIVE_LOG_LEVEL", "loud"),
        ("LIVE_LOG_FORMAT", "xml"),
        ("LIVE_ACCESS_LOG", "maybe"),
    ],
)
def test_a_value_that_cannot_be_meant_is_named(name: str, value: str) -> None:
    with pytest.raises(BadSetting, match=name):
        settings(**{name: value})


def test_every_setting_has_a_variable() -> None:
    assert set(VARIABLES) == set(Settings.__struct_fields__)


def test_the_readme_names_every_variable() -> None:
    rows = re.findall(r"^\| `([A-Z_]+)`", README.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(rows) == sorted(name for names in VARIABLES.values() for name in names)


def test_nothing_else_reads_the_environment() -> None:
    readers = {
        path.name
        for path in (README.parent / "live").rglob("*.py")
        if re.search(r"\bos\.(environ|getenv)\b", path.read_text(encoding="utf-8"))
    }
    assert readers <= {"settings.py"}


def test_a_folder_of_templates_has_to_be_there(tmp_path: Path) -> None:
    assert settings(LIVE_RECORD_TEMPLATES=str(tmp_path)).record_templates == tmp_path
    with pytest.raises(BadSetting, match="LIVE_RECORD_TEMPLATES"):
        settings(LIVE_RECORD_TEMPLATES=str(tmp_path / "none"))
