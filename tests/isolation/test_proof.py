"""An independent linter has nothing to say, and a prover proves that no policy reaches another prison."""

from __future__ import annotations

from pathlib import Path

import pytest

from infra.database_roles import DatabaseUrls
from tests.isolation import allowed
from tests.isolation.catalogue import Catalogue
from tests.isolation.proof import MODES, config_for, lint, settings, verify


def test_the_linter_has_no_finding(database_urls: DatabaseUrls, catalogue: Catalogue, tmp_path: Path) -> None:
    assert lint(database_urls.superuser, "--config", str(config_for(catalogue, tmp_path))) == []


def test_the_linter_saw_every_policy(database_urls: DatabaseUrls, catalogue: Catalogue) -> None:
    """Asked for a rule that each policy breaks on purpose, it names them all: so it had looked at all."""
    found = {item["location"] for item in lint(database_urls.superuser, "--rule", "SEC019")}
    policies = {
        f"public.{table.name}.{policy.name}" for table in catalogue.tables for policy in table.policies
    }
    assert found == policies
    assert len(policies) >= 2 * len(catalogue.tenant_tables) > 0


@pytest.mark.parametrize("mode", MODES)
def test_every_table_is_proven_isolated(mode: str, database_urls: DatabaseUrls, catalogue: Catalogue) -> None:
    """None is left unverified, and none is left out."""
    verdicts = verify(database_urls.superuser, mode)
    assert verdicts == {table.name: "isolated" for table in catalogue.tenant_tables}
    assert len(verdicts) > 0


def test_what_is_excused_is_what_is_listed() -> None:
    """The linter's exceptions and those of our own rules are the same."""
    rules = settings()["lint"]["rules"]
    assert set(rules["SEC001"]["allowlist"]) == {*allowed.GLOBAL_TABLES, f"{allowed.VERSION_TABLE}core"}
    as_owner = {*allowed.DEFINER_FUNCTIONS, *allowed.CROSSING_FUNCTIONS}
    assert set(rules["SEC014"]["allowlist"]) == {f"public.{name}" for name in as_owner}
