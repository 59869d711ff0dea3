"""Runs of Gatehouse for the tests of the launcher; each ends with the test that asked for it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from core.plugins.loader import Registry
from infra.database_roles import DatabaseUrls
from infra.embedded.ports import free_port
from tests.infra.launched import Launched, survivors
from tests.infra.lived import Year, live_a_year

Launch = Callable[..., Launched]


@pytest.fixture(scope="package")
def prepared_home(servers_home: Path) -> Iterator[Path]:
    """Give a folder that a run has prepared and left in order."""
    home = servers_home / "run"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    assert Launched(home, free_port()).wait_ready().stop() == 0
    yield home
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture
def launch(prepared_home: Path) -> Iterator[Launch]:
    """Start runs on the prepared folder (or another), and leave nothing of them behind."""
    started: list[Launched] = []

    def start(home: Path | None = None, port: int | None = None, **options: Any) -> Launched:
        started.append(Launched(home or prepared_home, port or free_port(), **options))
        return started[-1]

    yield start
    for launched in started:
        if launched.process.poll() is None:
            family = launched.family()
            launched.stop()
            for process in survivors(family):
                process.kill()


@pytest.fixture(scope="package")
def year(empty_database: Callable[[], DatabaseUrls], registry: Registry) -> Year:
    """The demo and the year, loaded once for all tests that look at it."""
    return live_a_year(empty_database, registry)
