"""No row-level security guards memberships, so nothing but the services of accounts reads them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PARTS = ("core", "frontend_api", "workers", "plugins")
ELSEWHERE = {"core/models.py"}
"""Names every table of the core, and reads none."""


def importers(source: str) -> bool:
    """Say whether a file imports the table or the whole module it is in."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module == "core.accounts.models":
            if {alias.name for alias in node.names} & {"Membership", "*"}:
                return True
        elif isinstance(node, ast.ImportFrom) and node.module == "core.accounts":
            if "models" in {alias.name for alias in node.names}:
                return True
        elif isinstance(node, ast.Import) and "core.accounts.models" in {alias.name for alias in node.names}:
            return True
    return False


def sources() -> Iterator[tuple[str, str]]:
    for part in PARTS:
        for file in sorted((ROOT / part).rglob("*.py")):
            name = file.relative_to(ROOT).as_posix()
            if "/tests/" not in name and not name.startswith("core/accounts/"):
                yield name, file.read_text(encoding="utf-8")


def test_only_accounts_reads_memberships() -> None:
    assert {name for name, source in sources() if importers(source)} == ELSEWHERE


def test_each_way_of_reading_them_is_noticed() -> None:
    assert importers("from core.accounts.models import Account, Membership")
    assert importers("from core.accounts import models")
    assert importers("def f():\n    import core.accounts.models")
    assert not importers("from core.accounts.models import Account")
