"""A web process does not carry what only workers use."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("typst", "vl_convert")
"""What typesets reports and draws their charts."""


@pytest.mark.parametrize("module", ["frontend_api.app", "plugins.vetting.plugin"])
def test_web_loads_no_typesetter(module: str) -> None:
    asked = f"import sys, {module}; print([name for name in {HEAVY} if name in sys.modules])"
    said = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)  # noqa: S603 -- our own words
    assert said.stdout.strip() == "[]"
