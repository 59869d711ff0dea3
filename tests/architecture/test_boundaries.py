"""Every import contract catches a violation of its kind, planted in a copy of the tree."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("core", "frontend_api", "workers", "infra", "plugins")
LINTER = "from importlinter.cli import lint_imports_command; lint_imports_command()"

PLANTED = [
    ("house", "core/clock.py", "import workers.relay"),
    ("house", "workers/relay.py", "import frontend_api.health"),
    ("house", "frontend_api/health.py", "import infra.errors"),
    ("plugins-are-contributions", "core/clock.py", "import plugins.vetting.policy"),
    ("plugins-are-contributions", "frontend_api/health.py", "import plugins.vetting.policy"),
    ("plugins-are-contributions", "workers/relay.py", "import plugins.vetting.policy"),
    ("public-api", "plugins/vetting/policy/terms.py", "import core.clock"),
    ("public-api", "plugins/vetting/policy/terms.py", "from core.accounts.viewer import Viewer"),
    ("public-api", "plugins/vetting/policy/terms.py", "import frontend_api.health"),
    ("public-api", "plugins/vetting/policy/terms.py", "import workers.relay"),
    ("independent-plugins", "plugins/other/policy.py", "import plugins.vetting.policy"),
    ("queue-library", "core/clock.py", "import arq"),
    ("queue-library", "plugins/vetting/policy/terms.py", "from arq import create_pool"),
    ("web-libraries", "core/clock.py", "import litestar"),
    ("web-libraries", "workers/relay.py", "from authlib.jose import jwt"),
    ("graphql-library", "plugins/vetting/policy/terms.py", "import strawberry"),
    ("graphql-library", "core/clock.py", "import strawberry"),
    ("no-database-in-rules", "plugins/vetting/rules/stages.py", "import sqlalchemy"),
    ("inside-a-plugin", "plugins/vetting/errors.py", "import plugins.vetting.plugin"),
]


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy what the linter reads, with a second plugin that has one harmless module."""
    copy = tmp_path_factory.mktemp("tree")
    for part in PARTS:
        shutil.copytree(
            ROOT / part,
            copy / part,
            ignore=lambda _folder, names: [name for name in names if name in {"__pycache__", "static"}],
        )
    shutil.copy(ROOT / "pyproject.toml", copy)
    other = copy / "plugins" / "other"
    other.mkdir()
    (other / "__init__.py").touch()
    (other / "policy.py").write_text('"""Nothing yet."""\n', encoding="utf-8")
    return copy


def lint(tree: Path, *contracts: str) -> subprocess.CompletedProcess[str]:
    wanted = [f"--contract={contract}" for contract in contracts]
    return subprocess.run(  # noqa: S603 -- our own linter on our own copy
        # Without `site`, or the installed Gatehouse would join its plugins to those of the copy.
        [sys.executable, "-S", "-c", LINTER, "--no-cache", "--no-logo", *wanted],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": sysconfig.get_path("purelib")},
        check=False,
        capture_output=True,
        text=True,
    )


def test_the_tree_as_it_is_keeps_every_contract(tree: Path) -> None:
    done = lint(tree)

    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(("contract", "file", "line"), PLANTED, ids=str)
def test_planted_violation_is_caught_by_its_contract(tree: Path, contract: str, file: str, line: str) -> None:
    path = tree / file
    before = path.read_text(encoding="utf-8")
    path.write_text(f"{before}\n{line}\n", encoding="utf-8")
    try:
        done = lint(tree, contract)
    finally:
        path.write_text(before, encoding="utf-8")

    assert done.returncode == 1, done.stdout
    assert "BROKEN" in done.stdout


def test_every_contract_has_a_planted_violation() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = {contract["id"] for contract in settings["tool"]["importlinter"]["contracts"]}

    assert {contract for contract, _, _ in PLANTED} == contracts


def test_every_plugin_is_bound_to_the_order_of_its_files() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = {contract["id"]: contract for contract in settings["tool"]["importlinter"]["contracts"]}
    plugins = {f"plugins.{file.parent.name}" for file in (ROOT / "plugins").glob("*/plugin.py")}

    assert set(contracts["inside-a-plugin"]["containers"]) == plugins
