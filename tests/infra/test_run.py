"""`gatehouse run`: starts all, stops all, keeps the data, and comes back from being killed."""

from __future__ import annotations

import ctypes
import os
import signal
import time
from pathlib import Path

import asyncpg
import httpx
import pytest

from infra.embedded.personas import PERSONAS
from tests.infra.conftest import Launch
from tests.infra.launched import Launched, command_lines, survivors
from tests.servers import run_apart

PR_CAPBSET_DROP = 24
CAP_DAC_OVERRIDE = 1

pytestmark = [pytest.mark.processes, pytest.mark.timeout(300)]


async def query(url: str, sql: str) -> object:
    connection = await asyncpg.connect(url)
    try:
        return await connection.fetchval(sql)
    finally:
        await connection.close()


def has(launched: Launched, words: str) -> bool:
    assert launched.process.poll() is None, launched.output
    time.sleep(0.02)
    return any(words in line for line in command_lines(launched.family()))


def keep_to_file_permissions() -> None:
    """Take from root the power to write where permissions say no; nobody else has it."""
    if os.geteuid() == 0:
        libc = ctypes.CDLL(None, use_errno=True)
        assert libc.prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE) == 0


def test_run_serves_pages_and_names_the_personas(launch: Launch) -> None:
    launched = launch().wait_ready().wait_said("Stop with Ctrl-C")

    answer = httpx.get(f"http://localhost:{launched.port}/health/readiness")

    assert answer.json()["components"]["database"] == {"status": "UP"}
    assert f"http://localhost:{launched.port}" in launched.output
    assert all(persona.name in launched.output for persona in PERSONAS)
    started = "\n".join(command_lines(launched.family()))
    for part in ("postgres", "redis-server", "identity_server", "infra.cli web", "infra.cli worker"):
        assert part in started
    assert_leaves_no_process(launched, signal.SIGINT)


def assert_leaves_no_process(launched: Launched, number: signal.Signals) -> None:
    """Ask a run to stop: it says so with 0, and nothing of it is left."""
    family = launched.family()

    code = launched.stop(number)

    assert survivors(family) == []
    assert code == 0
    assert "Traceback" not in launched.output


def test_stopped_while_starting_it_leaves_no_process(launch: Launch) -> None:
    launched = launch()
    while not has(launched, "postgres"):
        pass

    assert_leaves_no_process(launched, signal.SIGINT)


def test_second_run_keeps_the_data_and_does_not_migrate(launch: Launch) -> None:
    first = launch().wait_ready().wait_said("Stop with Ctrl-C")
    owner = first.environment()["GATEHOUSE_OWNER_DATABASE_URL"]
    run_apart(query(owner, "CREATE TABLE IF NOT EXISTS kept AS SELECT 42 AS answer"))
    assert_leaves_no_process(first, signal.SIGTERM)

    second = launch().wait_ready().wait_said("Stop with Ctrl-C")
    answer = run_apart(query(second.environment()["GATEHOUSE_OWNER_DATABASE_URL"], "SELECT answer FROM kept"))

    assert answer == 42
    assert "Migrating" not in second.output
    assert_leaves_no_process(second, signal.SIGHUP)


def test_run_again_after_the_launcher_was_killed(launch: Launch) -> None:
    killed = launch().wait_ready().wait_said("Stop with Ctrl-C")
    family = killed.family()
    killed.kill()
    assert any(process.is_running() for process in family)

    again = launch(port=killed.port).wait_ready()

    assert survivors(family) == []
    assert "An earlier run was killed; ended what it left" in again.output
    assert again.stop() == 0


def test_run_again_after_everything_was_killed(launch: Launch, prepared_home: Path) -> None:
    killed = launch().wait_ready().wait_said("Stop with Ctrl-C")
    family = killed.family()
    killed.kill()
    for process in family:
        process.kill()
    assert survivors(family) == []
    assert (prepared_home / "postgres" / "postmaster.pid").exists()

    again = launch(port=killed.port).wait_ready()

    assert again.stop() == 0
    assert "Traceback" not in again.output


def test_part_that_dies_is_started_again(launch: Launch) -> None:
    launched = launch().wait_ready().wait_said("Stop with Ctrl-C")
    server = next(process for process in launched.family() if "redis-server" in process.name())
    server.kill()

    launched.wait_said("Redis stopped by itself (exit code -9) and is started again in 0.5 s")
    while not has(launched, "redis-server"):
        pass

    assert launched.stop() == 0


def test_second_run_is_refused_by_the_port_or_by_the_data(launch: Launch) -> None:
    first = launch().wait_ready()

    on_its_port = launch(home=first.home / "other", port=first.port)
    on_its_data = launch()

    assert on_its_port.wait_end() == on_its_data.wait_end() == 1
    assert f"Port {first.port} is in use by another program" in on_its_port.output
    assert f"GATEHOUSE_PORT={first.port + 1} make run" in on_its_port.output
    already = f"Gatehouse already runs with the data in {first.home} (process {first.process.pid})"
    assert already in on_its_data.output
    assert "Traceback" not in on_its_port.output + on_its_data.output


def test_folder_it_may_not_write_is_said_in_a_sentence(launch: Launch, prepared_home: Path) -> None:
    closed = prepared_home / "closed"
    closed.mkdir()
    closed.chmod(0o555)
    try:
        launched = launch(home=closed / "var", before=keep_to_file_permissions)
        code = launched.wait_end()
    finally:
        closed.rmdir()

    assert code == 1
    assert f"Gatehouse may not write {closed / 'var'} (Permission denied)" in launched.output
    assert "GATEHOUSE_HOME" in launched.output
    assert "Traceback" not in launched.output


def test_production_does_not_start_with_the_demo_provider_or_secret(launch: Launch) -> None:
    launched = launch(GATEHOUSE_ENVIRONMENT="production")

    assert launched.wait_end() == 1
    assert "GATEHOUSE_SECRET_KEY" in launched.output
    assert "Traceback" not in launched.output


def test_wrong_port_is_said_in_a_sentence(launch: Launch) -> None:
    launched = launch(GATEHOUSE_PORT="eighty")

    assert launched.wait_end() == 1
    assert "GATEHOUSE_PORT is 'eighty'. Give a number from 1 to 65535." in launched.output


def test_part_of_another_program_with_a_noted_number_is_left_alone(
    launch: Launch, prepared_home: Path
) -> None:
    (prepared_home / "postgres" / "postmaster.pid").write_text(f"{os.getpid()}\n", encoding="ascii")
    (prepared_home / "redis" / "redis.pid").write_text(f"{os.getpid()}\n", encoding="ascii")
    (prepared_home / "children.json").write_text(
        f'[{{"name": "The web server", "pid": {os.getpid()}, "began": 1.0}}]',
        encoding="ascii",
    )

    launched = launch().wait_ready()

    assert launched.stop() == 0
    assert "An earlier run was killed" not in launched.output
