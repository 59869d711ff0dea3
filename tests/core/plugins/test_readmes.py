"""The README of each module of the house names all that it may, does and holds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from core.database.model import Base
from core.plugins.contribution import Contribution
from core.plugins.loader import Registry
from tests.servers import ROOT

MODULES = sorted(path.parent.name for path in (ROOT / "plugins").glob("*/plugin.py"))


def things_of(module: Contribution) -> Iterator[str]:
    yield from (permission.code for permission in module.permissions)
    yield from (job.name for job in module.jobs)
    yield from (schedule.name for schedule in module.schedules)
    yield from (report.code for report in module.reports)
    yield from (table for table in Base.metadata.tables if table.startswith(f"{module.name}_"))


@pytest.mark.parametrize("name", MODULES)
def test_readme_names_permissions_work_and_tables(registry: Registry, name: str) -> None:
    text = (ROOT / "plugins" / name / "README.md").read_text(encoding="utf-8")
    missing = [thing for thing in things_of(registry.contribution(name)) if f"`{thing}`" not in text]

    assert missing == []
