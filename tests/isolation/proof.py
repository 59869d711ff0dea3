"""Runs pgrls, a linter and prover of row-level security, on a database."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

from click.testing import CliRunner
from pgrls.cli import main

from tests.isolation import allowed
from tests.isolation.catalogue import Catalogue

CONFIG = Path(__file__).resolve().parents[2] / "infra" / "checks" / "pgrls.toml"
MODES = ("anon", "cross-tenant", "write")


def settings() -> dict[str, Any]:
    return tomllib.loads(CONFIG.read_text(encoding="utf-8"))


def config_for(catalogue: Catalogue, folder: Path) -> Path:
    """Write our configuration with what modules add: version tables, and what they close to partners."""
    rules = settings()["lint"]["rules"]
    versions = [table.name for table in catalogue.tables if table.name.startswith(allowed.VERSION_TABLE)]
    closed = [
        f"public.{table.name}.{policy.name}"
        for table in catalogue.tables
        for policy in table.policies
        if policy.name in {"staff_only", "staff_reads"}
    ]
    more = {"SEC001": versions, "SEC005": closed}
    lines = [f"extends = {json.dumps(str(CONFIG))}"]
    for rule, names in more.items():
        lines += [f"[lint.rules.{rule}]", f"allowlist = {json.dumps(rules[rule]['allowlist'] + names)}"]
    path = folder / "pgrls.toml"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def lint(url: str, *arguments: str) -> list[dict[str, Any]]:
    """Return every finding of the linter."""
    return list(_run(url, "lint", "--fail-on", "info", *arguments)["violations"])


def verify(url: str, mode: str) -> dict[str, str]:
    """Return the verdict for each table: `isolated`, `leak` or `unverified`."""
    found = _run(url, "verify", "--mode", mode, "--strict")
    return {table["table"].removeprefix("public."): table["verdict"] for table in found["tables"]}


def _run(url: str, *arguments: str) -> dict[str, Any]:
    """Call pgrls as its command line is called, but in this process: it takes seconds to import."""
    call = [*arguments, "--schemas", "public", "--format", "json"]
    done = CliRunner().invoke(main, call, env={"DATABASE_URL": url})
    assert done.exit_code in {0, 1}, done.output
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer
