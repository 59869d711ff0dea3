"""The tenant tables of the core and of every module, known before any database runs."""

from __future__ import annotations

from core import models
from core.database.model import Base
from tests.registry import whole_house

assert models.__all__  # The import alone makes the core's tables known.
whole_house()

TABLES = Base.metadata.tables
TENANT_TABLES = sorted(name for name, table in TABLES.items() if "tenant_id" in table.c)
"""Names of all tables of prisons, for tests to be generated from."""
