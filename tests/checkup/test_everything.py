"""`plenary check`: what is wrong is told before people come."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from live.cli import main
from tests.servers import without_settings


def checked(folder: Path, *arguments: str, **environ: str) -> Result:
    ours = {"LIVE_DATABASE_URL": f"sqlite:///{folder}/plenary.db", **environ}
    nothing = dict.fromkeys(("LIVE_BASE_URL", "LIVE_REDIS_URL", "REDIS_URL", "WEB_CONCURRENCY"), "")
    return CliRunner().invoke(
        main, ["check", *arguments], env={**without_settings(), **nothing, **ours}
    )


def test_a_machine_on_which_it_can_be_tried_is_ready(tmp_path: Path) -> None:
    done = checked(tmp_path)
    assert done.exit_code == 0, done.output
    assert "ok       fonts      Records can be set in every language." in done.output
    assert "wrong" not in done.output


def test_looking_makes_no_database(tmp_path: Path) -> None:
    assert "plenary.db will be made at the first start" in checked(tmp_path).output
    assert [*tmp_path.iterdir()] == []


def test_a_setting_that_cannot_be_meant_is_wrong(tmp_path: Path) -> None:
    done = checked(tmp_path, LIVE_BASE_URL="nowhere")
    assert done.exit_code == 1
    assert done.output.startswith("wrong    settings   LIVE_BASE_URL must be an address")


def test_a_mistyped_setting_is_noticed(tmp_path: Path) -> None:
    done = checked(tmp_path, LIVE_REDISS_URL="redis://somewhere")
    assert "warning  settings   There is no setting LIVE_REDISS_URL" in done.output


def test_each_line_says_how_it_is(tmp_path: Path) -> None:
    lines = checked(tmp_path).output.splitlines()
    assert {line.split()[0] for line in lines} <= {"ok", "warning"}


@pytest.mark.parametrize(("phones", "code"), [("1", 0), ("100000000", 1)])
def test_open_files_are_measured_against_those_who_come(
    tmp_path: Path, phones: str, code: int
) -> None:
    assert checked(tmp_path, "--phones", phones).exit_code == code


def test_several_workers_need_redis(tmp_path: Path) -> None:
    done = checked(tmp_path, WEB_CONCURRENCY="4")
    assert done.exit_code == 1
    assert "wrong    redis      4 workers need it: set LIVE_REDIS_URL." in done.output
