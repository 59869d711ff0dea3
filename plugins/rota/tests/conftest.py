"""Two desks in two prisons, for the tests of what the rota writes."""

from __future__ import annotations

from typing import Any

import pytest_asyncio

from plugins.rota.tests.desk import Desk, make_desk


@pytest_asyncio.fixture
async def desk(database: Any, registry: Any, prison: Any) -> Desk:
    """The desk a test works at."""
    return await make_desk(database, registry, prison)


@pytest_asyncio.fixture
async def other_desk(database: Any, registry: Any, other_prison: Any) -> Desk:
    """The desk of the prison that must never notice."""
    return await make_desk(database, registry, other_prison)
