"""The embedded PostgreSQL and Redis: the right versions, closed to strangers, and recovered after a kill."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import psutil
import pytest
from redis import Redis as RedisClient
from redis.exceptions import AuthenticationError

from infra.database_roles import APP, DATABASE, NATIONAL, OWNER, DatabaseUrls, role_passwords
from infra.embedded.postgres import Postgres
from infra.embedded.process import Child
from infra.embedded.redis import Redis
from infra.errors import CannotStart
from infra.launcher.preparation import UNFINISHED, create_embedded
from tests.servers import database_urls, run_apart

pytestmark = pytest.mark.processes


async def fetch(url: str, sql: str) -> object:
    connection = await asyncpg.connect(url)
    try:
        return await connection.fetchval(sql)
    finally:
        await connection.close()


@pytest.fixture
def home(servers_home: Path) -> Iterator[Path]:
    folder = servers_home / "embedded"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def children() -> Iterator[list[Child]]:
    started: list[Child] = []
    yield started
    for child in started:
        child.stop()


def test_postgres_is_18_durable_and_keeps_values_out_of_its_log(home: Path, children: list[Child]) -> None:
    server = Postgres(home)
    children.append(server.start())
    url = server.url("postgres")

    assert str(run_apart(fetch(url, "SHOW server_version"))).startswith("18.")
    assert run_apart(fetch(url, "SHOW fsync")) == "on"
    assert run_apart(fetch(url, "SHOW data_checksums")) == "on"
    assert run_apart(fetch(url, "SHOW listen_addresses")) == "127.0.0.1"
    run_apart(fetch(url, "CREATE TABLE secret (name text UNIQUE)"))
    with pytest.raises(asyncpg.UniqueViolationError):
        run_apart(fetch(url, "INSERT INTO secret VALUES ('CANARY'), ('CANARY')"))
    log = (home / "log" / "postgres.log").read_text(encoding="utf-8")
    assert "duplicate key value" in log
    assert "CANARY" not in log


def test_postgres_wants_the_password(home: Path, children: list[Child]) -> None:
    server = Postgres(home)
    children.append(server.start())

    with pytest.raises(asyncpg.InvalidPasswordError):
        run_apart(fetch(server.url("postgres", role_password="guessed"), "SELECT 1"))


def test_passwords_are_readable_by_their_owner_only(home: Path) -> None:
    role_passwords(home)

    files = list((home / "secrets").iterdir())
    assert {file.name for file in files} == {OWNER, APP, NATIONAL}
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert stat.S_IMODE((home / "secrets").stat().st_mode) == 0o700


def test_postgres_takes_over_from_a_killed_run(home: Path, children: list[Child]) -> None:
    first = Postgres(home)
    child = first.start()
    run_apart(fetch(first.url("postgres"), "CREATE TABLE kept AS SELECT 42 AS answer"))

    second = Postgres(home)
    children.append(second.start())

    assert run_apart(fetch(second.url("postgres"), "SELECT answer FROM kept")) == 42
    assert not child.is_running()


def test_postgres_forgets_a_stale_pid_file_and_leaves_its_number_alone(
    home: Path, children: list[Child]
) -> None:
    server = Postgres(home)
    server.start().stop()
    (server.data / "postmaster.pid").write_text(f"{os.getpid()}\n{server.data}\n", encoding="ascii")

    assert server.leftover() is None
    children.append(server.start())
    assert run_apart(fetch(server.url("postgres"), "SELECT 1")) == 1


def test_postgres_refuses_the_data_of_another_version(home: Path) -> None:
    server = Postgres(home)
    server.start().stop()
    (server.data / "PG_VERSION").write_text("16\n", encoding="ascii")

    with pytest.raises(CannotStart, match="was written by PostgreSQL 16; this is PostgreSQL 18"):
        server.start()


def test_postgres_works_below_a_folder_closed_to_others(home: Path) -> None:
    closed = home / "closed"
    closed.mkdir(mode=0o700)
    server = Postgres(closed)
    child = server.start()
    answer = run_apart(fetch(server.url("postgres"), "SELECT 1"))
    child.stop()
    if server.data.is_symlink():
        shutil.rmtree(server.data.resolve().parent)

    assert answer == 1


def test_roles_have_no_powers_and_strangers_no_way_in(home: Path, children: list[Child]) -> None:
    server = Postgres(home)
    children.append(server.start())
    passwords = role_passwords(home)
    run_apart(create_embedded(server.url("postgres"), passwords, mark=None))
    urls = database_urls(server, passwords, DATABASE)

    powers = "SELECT bool_or(rolsuper OR rolbypassrls OR rolcreatedb OR rolcreaterole OR rolreplication)"
    assert run_apart(fetch(urls.app, f"{powers} FROM pg_roles WHERE rolname LIKE 'gatehouse%'")) is False
    assert run_apart(fetch(urls.owner, "CREATE TABLE mine ()")) is None
    for stranger in (urls.app, urls.national):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            run_apart(fetch(stranger, "CREATE TABLE mine_too ()"))
    assert may_connect(urls) == [(APP, True), (NATIONAL, True), ("public", False)]


def may_connect(urls: DatabaseUrls) -> list[tuple[str, object]]:
    question = "SELECT has_database_privilege('{}', '{}', 'CONNECT')"
    return [
        (role, run_apart(fetch(urls.owner, question.format(role, DATABASE))))
        for role in (APP, NATIONAL, "public")
    ]


def test_database_whose_first_preparation_was_cut_short_is_made_anew(
    home: Path, children: list[Child]
) -> None:
    server = Postgres(home)
    children.append(server.start())
    passwords = role_passwords(home)
    urls = database_urls(server, passwords, DATABASE)
    run_apart(create_embedded(server.url("postgres"), passwords, mark=UNFINISHED))
    run_apart(fetch(urls.owner, "CREATE TABLE half_loaded ()"))

    run_apart(create_embedded(server.url("postgres"), passwords, mark=None))

    assert run_apart(fetch(urls.owner, "SELECT to_regclass('half_loaded') IS NULL")) is True


def test_database_that_was_prepared_is_kept(home: Path, children: list[Child]) -> None:
    server = Postgres(home)
    children.append(server.start())
    passwords = role_passwords(home)
    urls = database_urls(server, passwords, DATABASE)
    run_apart(create_embedded(server.url("postgres"), passwords, mark=None))
    run_apart(fetch(urls.owner, "CREATE TABLE kept ()"))

    run_apart(create_embedded(server.url("postgres"), passwords, mark=UNFINISHED))

    assert run_apart(fetch(urls.owner, "SELECT to_regclass('kept') IS NOT NULL")) is True


def test_lost_passwords_are_said_in_a_sentence(home: Path, children: list[Child]) -> None:
    Postgres(home).start().stop()
    shutil.rmtree(home / "secrets")
    server = Postgres(home)
    children.append(server.start())

    with pytest.raises(CannotStart, match="var/postgres and var/secrets belong together"):
        run_apart(create_embedded(server.url("postgres"), role_passwords(home), mark=None))


def test_redis_wants_the_password_and_keeps_what_it_was_told(home: Path, children: list[Child]) -> None:
    server = Redis(home)
    child = server.start()
    with RedisClient.from_url(server.url()) as client:
        client.set("answer", "42")
    with RedisClient(port=server.port) as stranger, pytest.raises(AuthenticationError):
        stranger.ping()
    child.stop()

    again = Redis(home)
    children.append(again.start())
    with RedisClient.from_url(again.url()) as client:
        assert client.get("answer") == b"42"


def test_redis_takes_over_from_a_killed_run(home: Path, children: list[Child]) -> None:
    child = Redis(home).start()

    server = Redis(home)
    children.append(server.start())

    assert not child.is_running()
    assert server.leftover() == psutil.Process(children[0].pid)


def test_redis_leaves_a_stale_number_alone(home: Path, children: list[Child]) -> None:
    server = Redis(home)
    server.data.mkdir(parents=True)
    (server.data / "redis.pid").write_text(str(os.getpid()), encoding="ascii")

    assert server.leftover() is None
    children.append(server.start())
