"""The command line: every word answers, and what cannot be done is said in a sentence."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from core.database.migrate import upgrade
from core.plugins.documents import documents_of
from core.plugins.loader import Registry
from core.settings import settings_from_environment
from frontend_api.graphql.manifests import id_of
from infra.cli import COMMANDS, main
from infra.commands.schema_command import refuse_stale
from infra.database_roles import DatabaseUrls
from infra.errors import CannotStart
from tests.servers import run_apart

ROOT = Path(__file__).resolve().parents[2]
REGISTER = ROOT.parent / "shared" / "data" / "prisons.csv"
HEADER = "code,name,name_cy,active,male,female"


@pytest.fixture(scope="module")
def urls(empty_database: Callable[[], DatabaseUrls], registry: Registry) -> DatabaseUrls:
    made = empty_database()
    run_apart(upgrade(made.owner, registry.histories))
    return made


@dataclass(frozen=True)
class Done:
    """How a command ended, and what it said."""

    returncode: int
    stdout: str
    stderr: str


def gatehouse(*words: str, **settings: str) -> Done:
    """Give a command in this process, with these settings and no others."""
    unset = dict.fromkeys(name for name in os.environ if name.startswith("GATEHOUSE_"))
    environment: dict[str, str | None] = {**unset, "GATEHOUSE_ENVIRONMENT": "test", **settings}
    settings_from_environment.cache_clear()
    with ThreadPoolExecutor(1) as thread:
        result = thread.submit(CliRunner().invoke, main, words, env=environment).result()
    settings_from_environment.cache_clear()
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return Done(result.exit_code, result.stdout, result.stderr)


def import_prisons(urls: DatabaseUrls, file: Path) -> dict[str, object]:
    done = gatehouse("prisons", "import", str(file), "--json", GATEHOUSE_DATABASE_URL=urls.app)
    assert done.returncode == 0, done.stderr
    outcome: dict[str, object] = json.loads(done.stdout)
    return outcome


@pytest.mark.parametrize("word", COMMANDS)
def test_every_word_is_there(word: str) -> None:
    context = click.Context(main)
    command = main.get_command(context, word)

    assert command is not None
    assert command.get_short_help_str(200)


def test_word_that_is_none_is_refused() -> None:
    done = gatehouse("rnu")

    assert done.returncode == 2
    assert "No such command 'rnu'" in done.stderr


def test_prisons_are_imported_once(urls: DatabaseUrls, tmp_path: Path) -> None:
    file = tmp_path / "register.csv"
    file.write_text(f"{HEADER}\nZZA,Ashdown (HMP),,t,t,f\nZZB,Birchwood (HMP),,f,f,t\n", encoding="utf-8")

    first, second = import_prisons(urls, file), import_prisons(urls, file)

    assert (first["read"], first["active"], first["added"], first["changed"]) == (2, 1, 2, 0)
    assert (second["read"], second["active"], second["added"], second["changed"]) == (2, 1, 0, 0)


def test_prison_register_is_imported_whole(urls: DatabaseUrls) -> None:
    if not REGISTER.exists():
        assert os.environ.get("CI") != "true", f"{REGISTER} is absent"
        pytest.skip(f"{REGISTER} is absent")

    first, second = import_prisons(urls, REGISTER), import_prisons(urls, REGISTER)

    assert (first["read"], first["active"]) == (173, 125)
    assert (second["added"], second["changed"]) == (0, 0)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (
            b"name,place\nAshdown,Kent\n",
            "register.csv is not a prison register: there is no column active, code.",
        ),
        (b"\xff\xfe\x00", "register.csv is not text in UTF-8 (byte 0). Save it as UTF-8."),
        (b"[{]", "register.csv is not valid JSON."),
    ],
    ids=["other columns", "other encoding", "broken JSON"],
)
def test_file_that_is_no_register_is_refused_in_a_sentence(
    urls: DatabaseUrls, tmp_path: Path, content: bytes, sentence: str
) -> None:
    file = tmp_path / "register.csv"
    file.write_bytes(content)

    done = gatehouse("prisons", "import", str(file), GATEHOUSE_DATABASE_URL=urls.app)

    assert (done.returncode, done.stderr) == (1, f"Error: {sentence}\n")


def test_migrating_twice_moves_nothing(urls: DatabaseUrls) -> None:
    done = gatehouse(
        "migrate",
        GATEHOUSE_DATABASE_URL=urls.app,
        GATEHOUSE_OWNER_DATABASE_URL=urls.owner,
    )

    assert (done.returncode, done.stdout) == (0, "Nothing to migrate.\n")


def test_migrating_without_the_owner_is_refused(urls: DatabaseUrls) -> None:
    done = gatehouse("migrate", GATEHOUSE_DATABASE_URL=urls.app)

    assert done.returncode == 1
    assert "Set GATEHOUSE_OWNER_DATABASE_URL" in done.stderr


def test_missing_or_wrong_settings_are_named(urls: DatabaseUrls) -> None:
    done = gatehouse("web", GATEHOUSE_DATABASE_URL=urls.app, GATEHOUSE_DATABASE_POOL="many")

    assert done.returncode == 1
    assert "GATEHOUSE_DATABASE_POOL: Input should be a valid integer" in done.stderr
    assert "Traceback" not in done.stderr


def test_production_web_refuses_the_demo_secret(urls: DatabaseUrls) -> None:
    done = gatehouse("web", GATEHOUSE_DATABASE_URL=urls.app, GATEHOUSE_ENVIRONMENT="production")

    assert done.returncode == 1
    assert done.stderr.startswith("Error: GATEHOUSE_SECRET_KEY is missing, too short or the demo's own.")


def test_plugins_are_listed() -> None:
    done = gatehouse("plugins", "list")

    assert done.returncode == 0
    assert [line.split()[0] for line in done.stdout.splitlines()] == ["core", "council", "rota", "vetting"]


def test_documents_of_all_modules_are_printed_by_their_hashes(registry: Registry) -> None:
    done = gatehouse("documents")

    assert done.returncode == 0
    documents = json.loads(done.stdout)
    written = {one.text for module in registry.contributions for one in documents_of(module)}
    assert documents == {id_of(text): text for text in written}


def test_documents_of_a_client_are_written_and_checked(tmp_path: Path) -> None:
    asked = "query Names { partners { nodes { name } } }\n"
    (tmp_path / "names.graphql").write_text(asked, encoding="utf-8")
    done = gatehouse("documents", str(tmp_path))
    assert (done.returncode, json.loads(done.stdout)) == (0, {id_of(asked): asked})
    file = tmp_path / "client.json"
    file.write_text(done.stdout, encoding="utf-8")

    checked = gatehouse("documents", "--check", str(file))
    assert (checked.returncode, checked.stdout) == (0, "1 document(s) can be answered.\n")

    (tmp_path / "types.graphql").write_text("{ __schema { types { name } } }", encoding="utf-8")
    refused = gatehouse("documents", str(tmp_path))
    assert (refused.returncode, refused.stdout) == (1, "")
    assert f"The document of {tmp_path / 'types.graphql'} cannot be answered here: " in refused.stderr


def test_folder_without_documents_is_told(tmp_path: Path) -> None:
    done = gatehouse("documents", str(tmp_path))

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"Error: There is no *.graphql in {tmp_path}.\n"


def test_stale_schema_is_told(tmp_path: Path) -> None:
    committed = tmp_path / "schema.graphql"
    committed.write_text("type Query {\n  old: Int\n}\n", encoding="utf-8")

    with pytest.raises(CannotStart, match=r"schema\.graphql is stale"):
        refuse_stale(committed, "type Query {\n  new: Int\n}\n")
    refuse_stale(committed, committed.read_text(encoding="utf-8"))
