"""The servers that tests start do what their names say."""

import psycopg
import pytest
from redis.exceptions import ConnectionError as Away
from redis.exceptions import TimeoutError as Silent
from sqlalchemy import create_engine, inspect, text

from live.store.tables import metadata
from tests.engines import programs
from tests.engines.postgres import Postgres
from tests.engines.redis import Redis


def test_a_fresh_database_has_all_tables(postgres_url: str) -> None:
    engine = create_engine(postgres_url)
    assert set(metadata.tables) < set(inspect(engine).get_table_names())
    engine.dispose()


def test_what_one_test_leaves_no_other_finds(postgres_server: Postgres) -> None:
    first, second = postgres_server.new_database(), postgres_server.new_database()
    postgres_server.execute("CREATE TABLE left_over (n int)", first)
    with pytest.raises(psycopg.errors.UndefinedTable):
        postgres_server.execute("SELECT * FROM left_over", second)
    for name in (first, second):
        postgres_server.drop_database(name)


def test_postgres_is_reached_over_tcp(mortal_postgres: Postgres) -> None:
    engine = create_engine(mortal_postgres.tcp_url())
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT 1")) == 1
    engine.dispose()


def test_a_killed_postgres_has_what_was_committed(mortal_postgres: Postgres) -> None:
    mortal_postgres.execute("CREATE TABLE kept (n int)")
    mortal_postgres.kill()
    with pytest.raises(psycopg.OperationalError):
        mortal_postgres.execute("SELECT * FROM kept")
    mortal_postgres.start()
    assert mortal_postgres.execute("SELECT * FROM kept") == []


def test_terminating_cuts_who_is_connected(mortal_postgres: Postgres) -> None:
    other = psycopg.connect(mortal_postgres.conninfo())
    assert mortal_postgres.terminate_backends("postgres") == 1
    with pytest.raises(psycopg.errors.AdminShutdown):
        other.execute("SELECT 1")
    other.close()


def test_redis_forgets_when_it_is_killed(mortal_redis: Redis) -> None:
    with mortal_redis.client() as client:
        client.set("a", "b")
    mortal_redis.kill()
    with pytest.raises(Away), mortal_redis.client() as client:
        client.ping()
    mortal_redis.start()
    with mortal_redis.client() as client:
        assert client.get("a") is None


def test_a_paused_redis_answers_when_it_goes_on(mortal_redis: Redis) -> None:
    mortal_redis.pause()
    with mortal_redis.client(0.1) as client, pytest.raises(Silent):
        client.ping()
    mortal_redis.resume()
    with mortal_redis.client() as client:
        assert client.ping()


def test_a_paused_redis_can_be_stopped(mortal_redis: Redis) -> None:
    mortal_redis.pause()
    mortal_redis.stop()
    mortal_redis.start()


def test_a_test_begins_with_an_empty_redis(redis_server: Redis, redis_url: str) -> None:
    assert redis_url == redis_server.url
    with redis_server.client() as client:
        assert client.dbsize() == 0


def test_a_missing_server_fails_where_all_must_be_tested(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "missing", lambda: ["PostgreSQL"])
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="PostgreSQL is not installed"):
        programs.require("PostgreSQL")
    monkeypatch.setenv("CI", "")
    with pytest.raises(pytest.skip.Exception, match="needs PostgreSQL"):
        programs.require("PostgreSQL")
    programs.require("Redis or Valkey")
