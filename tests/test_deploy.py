"""What is shipped to run it: the compose file, the image, the unit. No engine runs them here."""

import re
import shutil
import subprocess
from configparser import ConfigParser
from pathlib import Path
from typing import Any

import pytest
import yaml

from live.serving import SECONDS_TO_END
from live.settings import VARIABLES, read_settings
from live.workers.parent import SPARE_SECONDS

ROOT = Path(__file__).parent.parent
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
SERVICES: dict[str, dict[str, Any]] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())[
    "services"
]
SERVERS = ("plenary-1", "plenary-2")
FILLED_IN = {
    "LIVE_BASE_URL": "https://plenary.example.org",
    "POSTGRES_PASSWORD": "secret",
    "LIVE_FRAME_ANCESTORS": "",
    "TLS_FOLDER": "./tls",
}
VARIABLE = re.compile(r"\$\{(\w+)(?::[-?][^}]*)?\}")
PLAIN_IMAGE = re.compile(r"[a-z]+(/[a-z]+)?(:[\w.-]+)?")
"""A name and a tag; what has a dot before its first slash is another registry's."""


def filled_in(text: str) -> str:
    return VARIABLE.sub(lambda found: FILLED_IN[found[1]], text)


def unit() -> ConfigParser:
    parser = ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(ROOT / "deploy" / "plenary.service")
    return parser


def longest_end() -> int:
    """Seconds in which a server has ended that was told to, at the latest."""
    return read_settings({}).drain_seconds + SECONDS_TO_END + SPARE_SECONDS


@pytest.mark.parametrize("name", [*SERVERS, "upgrade"])
def test_servers_understand_what_they_are_told(name: str) -> None:
    environ = {key: filled_in(value) for key, value in SERVICES[name]["environment"].items()}
    assert environ.keys() <= {each for names in VARIABLES.values() for each in names}
    settings = read_settings(environ)
    assert settings.database_url == "postgresql+psycopg://plenary:secret@postgres/plenary"
    assert settings.redis_url == "redis://valkey/0"
    assert settings.https


def test_the_proxy_knows_both_servers() -> None:
    upstream = (ROOT / "deploy" / "compose" / "upstream.conf").read_text()
    for name in SERVERS:
        address = SERVICES[name]["networks"]["default"]["ipv4_address"]
        assert f"server {address}:8000 " in upstream


def test_everything_that_is_filled_in_is_in_the_example() -> None:
    example = (ROOT / "deploy" / "compose" / "env.example").read_text()
    text = (ROOT / "docker-compose.yml").read_text()
    assert {name for name in FILLED_IN if f"\n{name}=" in example} == {*VARIABLE.findall(text)}


def test_what_is_mounted_is_there() -> None:
    mounts = [
        volume.split(":")[0] for one in SERVICES.values() for volume in one.get("volumes", ())
    ]
    files = [ROOT / mount for mount in mounts if mount.startswith("./")]
    assert files
    assert all(file.is_file() for file in files)


def test_images_are_asked_for_by_plain_names() -> None:
    images = [service["image"] for service in SERVICES.values()]
    images += re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)
    assert all(map(PLAIN_IMAGE.fullmatch, images))


def test_the_image_has_all_that_it_copies() -> None:
    ignore = (ROOT / ".dockerignore").read_text().split()
    for line in re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE):
        for name in line.split():
            assert (ROOT / name).exists()
            assert f"!{name}" in ignore


def test_the_image_has_the_driver_and_no_tests() -> None:
    lock = (ROOT / "requirements.lock").read_text().partition("\n# To test it")[0]
    assert "/^# To test it/,$d" in DOCKERFILE
    assert "\npsycopg==" in lock
    assert "\npytest==" not in lock


@pytest.mark.parametrize("name", SERVERS)
def test_a_container_has_time_to_say_goodbye(name: str) -> None:
    assert int(SERVICES[name]["stop_grace_period"].removesuffix("s")) > longest_end()


def test_a_service_has_time_to_say_goodbye() -> None:
    assert unit().getint("Service", "TimeoutStopSec") > longest_end()


def test_a_service_opens_a_file_for_each_phone() -> None:
    assert unit().getint("Service", "LimitNOFILE") > 100_000


def test_a_service_is_reloaded_without_ending() -> None:
    assert unit().get("Service", "ExecReload") == "/bin/kill -HUP $MAINPID"


def test_systemd_understands_the_unit(tmp_path: Path) -> None:
    """As far as it is here; where it runs as a service it says so itself."""
    program = shutil.which("systemd-analyze") or shutil.which("true")
    assert program is not None
    text = (ROOT / "deploy" / "plenary.service").read_text()
    there = text.replace("/opt/plenary/bin/plenary", shutil.which("true") or "")
    copy = tmp_path / "plenary.service"
    copy.write_text(there.replace("User=plenary", "User=root").replace("=/etc/plenary", "=-/etc"))
    checked = subprocess.run([program, "verify", copy], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stderr
