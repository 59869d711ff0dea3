"""An independent linter has nothing to say, and a prover proves that no policy reaches another prison."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.database.policies import published_policies
from infra.database_roles import DatabaseUrls
from tests.isolation import allowed
from tests.isolation.catalogue import Catalogue
from tests.isolation.conftest import committed
from tests.isolation.proof import MODES, config_for, lint, settings, verify

WRITE = "write"


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
    """None is left out, and none unverified but what is given to HMPPS.

    A role of its own reads that across prisons on purpose, by a condition the prover cannot follow: who else
    reads it is proved below, and what that role reads is tried in test_published.py.
    """
    verdicts = verify(database_urls.superuser, mode)
    expected = {table.name: "isolated" for table in catalogue.tenant_tables}
    if mode != WRITE:
        expected |= dict.fromkeys(allowed.PUBLISHED_TABLES, "unverified")
    assert verdicts == expected
    assert len(verdicts) > 0


def test_but_for_that_role_what_is_given_to_hmpps_is_proven_isolated(scratch: DatabaseUrls) -> None:
    without = tuple(f"DROP POLICY national ON {name}" for name in allowed.PUBLISHED_TABLES)
    with_it = tuple(
        policy
        for name in allowed.PUBLISHED_TABLES
        for policy in published_policies(name, to_prisons=name in allowed.SHOWN_TO_PRISONS)
        if policy.startswith("CREATE POLICY national ")
    )
    with committed(scratch, without, with_it):
        for mode in MODES:
            verdicts = verify(scratch.superuser, mode)
            assert {verdicts[name] for name in allowed.PUBLISHED_TABLES} == {"isolated"}


def test_what_is_excused_is_what_is_listed() -> None:
    """The linter's exceptions and those of our own rules are the same."""
    rules = settings()["lint"]["rules"]
    assert set(rules["SEC001"]["allowlist"]) == {*allowed.GLOBAL_TABLES, f"{allowed.VERSION_TABLE}core"}
    given = {f"public.{name}.national" for name in allowed.PUBLISHED_TABLES}
    assert set(rules["SEC025"]["allowlist"]) == given
    as_owner = {*allowed.DEFINER_FUNCTIONS, *allowed.CROSSING_FUNCTIONS}
    assert set(rules["SEC014"]["allowlist"]) == {f"public.{name}" for name in as_owner}
