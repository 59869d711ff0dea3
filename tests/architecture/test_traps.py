"""The ledger of traps names tests that exist."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LEDGER = ROOT / "docs" / "traps.md"
NAMED = re.compile(r"`([\w/]+\.py)::(test_\w+)`")


def functions_of(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {one.name for one in ast.walk(tree) if isinstance(one, (ast.FunctionDef, ast.AsyncFunctionDef))}


def test_every_test_that_the_ledger_names_exists() -> None:
    named = NAMED.findall(LEDGER.read_text(encoding="utf-8"))
    assert named
    missing = [
        f"{file}::{test}"
        for file, test in named
        if not (ROOT / file).is_file() or test not in functions_of(ROOT / file)
    ]
    assert missing == []


def test_every_trap_has_its_test() -> None:
    rows = [line for line in LEDGER.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    traps = [row for row in rows[1:] if not row.startswith("| **")]
    assert [row for row in traps if not NAMED.search(row)] == []
