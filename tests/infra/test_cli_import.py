"""`gatehouse import`: checks a list, imports it only when told to, and says the same the second time."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core.database.migrate import upgrade
from core.plugins.loader import Registry
from infra.database_roles import DatabaseUrls
from tests.infra.test_cli import ROOT, Done, gatehouse, import_prisons
from tests.servers import run_apart

SAMPLES = ROOT.parent / "shared" / "samples"
PARTNERS = """Organisation name,Contact name,Email
Alder Trust,Ines Vale,ines@alder.example
,Nobody Here,nobody@alder.example
"""
COUNTS = ("records_read", "rejected", "importable", "duplicates_in_file", "new_records")


@pytest.fixture(scope="module")
def urls(
    empty_database: Callable[[], DatabaseUrls], registry: Registry, tmp_path_factory: pytest.TempPathFactory
) -> DatabaseUrls:
    """A migrated database with two prisons."""
    made = empty_database()
    run_apart(upgrade(made.owner, registry.histories))
    register = tmp_path_factory.mktemp("register") / "register.csv"
    register.write_text(
        "code,name,name_cy,active,male,female\nEXI,Exeter (HMP),,t,t,f\nZZZ,Shut (HMP),,f,t,f\n",
        encoding="utf-8",
    )
    import_prisons(made, register)
    return made


@pytest.fixture
def partners(tmp_path: Path) -> Path:
    file = tmp_path / "partners.csv"
    file.write_text(PARTNERS, encoding="utf-8")
    return file


def import_list(urls: DatabaseUrls, kind: str, file: Path, *words: str, prison: str = "EXI") -> Done:
    return gatehouse("import", kind, str(file), "--prison", prison, *words, GATEHOUSE_DATABASE_URL=urls.app)


def tables(urls: DatabaseUrls, kind: str, file: Path, *words: str) -> list[dict[str, Any]]:
    done = import_list(urls, kind, file, "--json", *words)
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)["tables"]
    return found


def actions(table: dict[str, Any]) -> dict[str, int]:
    return {name.lower(): count for name, count in table["actions"].items() if count}


def test_nothing_is_written_without_commit_and_nothing_twice_with_it(
    urls: DatabaseUrls, partners: Path
) -> None:
    checked, imported, again = (
        tables(urls, "partners", partners, *words)[0] for words in ((), ("--commit",), ("--commit",))
    )

    assert actions(checked) == {"create": 1, "skip": 1}
    assert actions(imported) == {"create": 1, "skip": 1}
    assert actions(again) == {"unchanged": 1, "skip": 1}
    assert checked["errors"]["missing_organisation"]["at"] == [[3, "Organisation name"]]


def test_outcome_is_said_in_words_too(urls: DatabaseUrls, partners: Path) -> None:
    done = import_list(urls, "partners", partners)

    assert done.returncode == 0
    assert "row 3, Organisation name: The row does not say which organisation it is about." in done.stdout
    assert done.stdout.endswith("Checked only: nothing was imported.\n")


@pytest.mark.parametrize(
    ("kind", "prison", "sentence"),
    [
        (
            "parsnips",
            "EXI",
            "There is no importer 'parsnips'. There are: council, partners, vetting, vetting.training.",
        ),
        ("partners", "QQQ", "There is no active prison with the code QQQ. Import the prison register first."),
        ("partners", "ZZZ", "There is no active prison with the code ZZZ. Import the prison register first."),
    ],
    ids=["kind", "unknown prison", "closed prison"],
)
def test_what_is_not_there_is_named(
    urls: DatabaseUrls, partners: Path, kind: str, prison: str, sentence: str
) -> None:
    done = import_list(urls, kind, partners, prison=prison)

    assert (done.returncode, done.stderr) == (1, f"Error: {sentence}\n")


def test_file_that_cannot_be_read_is_refused_in_a_sentence(urls: DatabaseUrls, tmp_path: Path) -> None:
    file = tmp_path / "tracker.xlsx"
    file.write_bytes(b"PK\x03\x04 cut short")

    done = import_list(urls, "vetting", file, "--commit")

    assert done.returncode == 1
    assert done.stderr.startswith("Error: tracker.xlsx: ")
    assert "Traceback" not in done.stderr


def test_sample_files_have_the_outcome_their_page_states(urls: DatabaseUrls) -> None:
    if not SAMPLES.exists():
        assert os.environ.get("CI") != "true", f"{SAMPLES} is absent"
        pytest.skip(f"{SAMPLES} is absent")
    expected = json.loads((SAMPLES / "expected.json").read_text(encoding="utf-8"))

    for kind, name in (("partners", "partners-exeter.csv"), ("vetting", "vetting-tracker-exeter.xlsx")):
        found = tables(urls, kind, SAMPLES / name, "--as-at", expected["as_at"], "--commit")
        wanted = expected["files"][name]
        assert [[table[count] for count in COUNTS] for table in found] == [
            [table["rows"][count] for count in COUNTS] for table in wanted
        ]
        assert [{kind: error["rows"] for kind, error in table["errors"].items()} for table in found] == [
            {kind: error["rows"] for kind, error in table["errors"].items()} for table in wanted
        ]
