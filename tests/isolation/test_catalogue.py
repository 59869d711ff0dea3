"""Every rule of isolation, asked of the migrated database as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.database.model import Base
from core.plugins.loader import Registry
from tests.isolation import allowed
from tests.isolation.catalogue import Catalogue
from tests.isolation.rules import Rule, findings
from tests.isolation.rules_reach import RULES
from tests.isolation.tables import TENANT_TABLES


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_migrated_database_has_no_finding(rule: Rule, catalogue: Catalogue) -> None:
    assert findings(catalogue, [rule]) == []


def test_no_table_is_forgotten(catalogue: Catalogue, registry: Registry) -> None:
    """What the tests below are generated from is what the database holds."""
    assert {table.name for table in catalogue.tenant_tables} == set(TENANT_TABLES)
    others = {table.name for table in catalogue.tables if not table.is_tenant}
    versions = {history.version_table for history in registry.histories}
    assert others == set(allowed.GLOBAL_TABLES) | versions


def test_lists_name_only_what_exists(catalogue: Catalogue) -> None:
    """An exception that outlives its table would excuse the next table of that name."""
    names = {table.name for table in catalogue.tables}
    lists = (allowed.OPEN_TO_PARTNERS, allowed.UNAUDITED, allowed.FEWER_RIGHTS, allowed.HELD_TO_PRISON)
    assert [name for listed in lists for name in listed if name not in names] == []
    uniques = {unique.name for table in catalogue.tables for unique in table.uniques}
    assert set(allowed.KNOWN_TO_PARTNERS) <= uniques
    functions = {
        *allowed.TRIGGER_FUNCTIONS,
        *allowed.CALLED_FUNCTIONS,
        *allowed.CROSSING_FUNCTIONS,
        *allowed.INNER_FUNCTIONS,
    }
    assert functions == {function.name for function in catalogue.functions}


def test_each_table_above_prisons_is_explained_to_readers() -> None:
    text = (Path(__file__).resolve().parents[2] / "docs" / "security.md").read_text(encoding="utf-8")
    explained = {line.split("`")[1] for line in text.splitlines() if line.startswith("| `")}
    assert explained == {*allowed.GLOBAL_TABLES, f"{allowed.VERSION_TABLE}…"}


@pytest.mark.parametrize("name", sorted(Base.metadata.tables))
def test_constraints_are_named_as_the_models_name_them(name: str, catalogue: Catalogue) -> None:
    """A violated constraint is explained to people by its name, and Alembic does not compare checks."""
    table = catalogue.table(name)
    found = {item.name for group in (table.uniques, table.foreign_keys, table.checks) for item in group}
    constraints = Base.metadata.tables[name].constraints
    indexes = {str(index.name) for index in Base.metadata.tables[name].indexes if index.unique}
    assert found == {str(constraint.name) for constraint in constraints} | indexes
