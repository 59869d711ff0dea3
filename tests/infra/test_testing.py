"""`make test` in shares: together they are everything, and a red one is told."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from infra import testing
from infra.testing import APART, ROOT, main

GREEN = "def test_it() -> None:\n    assert True\n"
RED = "def test_it() -> None:\n    assert False\n"


@pytest.mark.parametrize("part", [part for share in APART for part in share])
def test_what_runs_apart_is_there(part: str) -> None:
    assert (ROOT / part).is_dir()


@pytest.mark.parametrize(("apart", "rest", "code"), [(GREEN, GREEN, 0), (RED, GREEN, 1), (GREEN, RED, 1)])
def test_all_shares_are_run_and_all_must_be_green(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    apart: str,
    rest: str,
    code: int,
) -> None:
    shares = (("first", GREEN), ("second", apart), ("other", rest))
    for name, text in ((f"tests/{part}/test_{part}.py", text) for part, text in shares):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(testing, "ROOT", tmp_path)
    monkeypatch.setattr(testing, "APART", (("tests/first",), ("tests/second",)))

    assert main() == code

    said = capfd.readouterr().out
    assert said.count("test session starts") == 3, "each share says how it went"


def test_named_tests_are_run_alone() -> None:
    named = "tests/infra/test_testing.py::test_what_runs_apart_is_there"
    done = subprocess.run(  # noqa: S603 -- our own command
        [sys.executable, "-m", "infra.testing", named, "--collect-only"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.count("test_what_runs_apart_is_there[") == sum(map(len, APART))
