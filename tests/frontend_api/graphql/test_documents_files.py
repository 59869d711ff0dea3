"""The files of first-party clients: what is wrong is said at start, naming the file and the document."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from graphql import NoSchemaIntrospectionCustomRule, specified_rules

from core.errors import RefusedStart
from core.plugins.loader import Registry
from core.settings import Settings
from frontend_api.app import known_documents
from frontend_api.graphql.documents import Reader
from frontend_api.graphql.execution import Engine
from frontend_api.graphql.limits import LIMITS, MOST_TOKENS
from frontend_api.graphql.manifests import Entry, id_of, read_folder, read_manifests, write_manifest

ASKED = "query Names { partners { nodes { name } } }"
WELSH = 'query Chwilio { partners(search: "Tŷ Ardd") { totalCount } }\n'


@pytest.fixture
def reader(engine: Engine, registry: Registry) -> Reader:
    rules = (*specified_rules, NoSchemaIntrospectionCustomRule)
    return Reader(registry.contributions, engine.schema, rules)


def manifest(folder: Path, documents: object, name: str = "client.json") -> str:
    file = folder / name
    file.write_text(json.dumps(documents), encoding="utf-8")
    return str(file)


def texts(named: str) -> list[str]:
    return [entry.text for entry in read_manifests(named)]


def test_nothing_named_is_nothing() -> None:
    assert texts("") == []


def test_ids_are_hashes_with_their_name_or_bare(tmp_path: Path) -> None:
    bare = id_of(WELSH).removeprefix("sha256:")
    assert texts(manifest(tmp_path, {id_of(ASKED): ASKED, bare: WELSH})) == [ASKED, WELSH]


def test_every_file_of_a_folder_is_read(tmp_path: Path) -> None:
    manifest(tmp_path, {id_of(WELSH): WELSH}, "b.json")
    manifest(tmp_path, {id_of(ASKED): ASKED}, "a.json")
    (tmp_path / "notes.txt").write_text("nothing to read", encoding="utf-8")
    assert texts(str(tmp_path)) == [ASKED, WELSH]


def test_what_is_written_can_be_read(tmp_path: Path) -> None:
    file = tmp_path / "client.json"
    file.write_text(write_manifest([ASKED, WELSH, ASKED]), encoding="utf-8")
    assert sorted(texts(str(file))) == sorted([ASKED, WELSH])
    assert list(json.loads(file.read_text(encoding="utf-8"))) == sorted([id_of(ASKED), id_of(WELSH)])


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b'"x"', b"{", b'{"sha256:00": 7}', b'{"sha256:00": null}', b'{"a": "\xff"}', b"[" * 100_000],
)
def test_file_of_another_kind_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "client.json"
    file.write_bytes(content)
    with pytest.raises(RefusedStart, match=r"client\.json are not one JSON object of ids and texts"):
        texts(str(file))


def test_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusedStart, match=r"of .*missing\.json cannot be read: No such file or directory\."):
        texts(str(tmp_path / "missing.json"))
    with pytest.raises(RefusedStart, match=r"GATEHOUSE_TRUSTED_DOCUMENTS: there is no \*\.json in"):
        texts(str(tmp_path))


@pytest.mark.parametrize("name", ["", "sha256:", "names", id_of(WELSH), id_of(ASKED).upper()])
def test_id_that_is_not_the_hash_of_its_text_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(RefusedStart) as refused:
        texts(manifest(tmp_path, {name: ASKED}))
    assert str(refused.value) == (
        f"The id {name} in {tmp_path / 'client.json'} is not the hash of its text, which is {id_of(ASKED)}."
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "Syntax Error"),
        ("query {", "Syntax Error"),
        ("query { offenders { name } }", "Cannot query field 'offenders'"),
        ("query($id: ID!) { partners { totalCount } }", "Variable '$id' is never used."),
        ("{ __schema { types { name } } }", "introspection"),
        ("{ partners { " + "x: totalCount " * MOST_TOKENS + "} }", "tokens"),
        ("{ " + " ".join(f"a{n}: __typename" for n in range(LIMITS.aliases + 1)) + " }", "asks too much"),
    ],
)
def test_text_that_could_not_be_answered_is_refused(
    reader: Reader, tmp_path: Path, text: str, reason: str
) -> None:
    entries = read_manifests(manifest(tmp_path, {id_of(text): text}))
    with pytest.raises(RefusedStart) as refused:
        list(reader.of_clients(entries))
    said = str(refused.value)
    assert said.startswith(
        f"The document {id_of(text)} of {tmp_path / 'client.json'} cannot be answered here: "
    )
    assert reason in said


def test_text_that_can_be_answered_is_taken(reader: Reader) -> None:
    (known,) = reader.of_clients([Entry("a document", ASKED)])
    assert (known.text, known.may_be_kept) == (ASKED, True)


def test_application_knows_what_its_settings_name(engine: Engine, settings: Settings, tmp_path: Path) -> None:
    named = {"trusted_documents": manifest(tmp_path, {id_of(WELSH): WELSH})}
    known = known_documents(engine, settings.model_copy(update=named))
    assert known.find(id_of(WELSH)).text == WELSH
    assert not known.only


@pytest.mark.processes
def test_web_process_does_not_start_with_a_wrong_file(tmp_path: Path) -> None:
    """It says why in a sentence, and not in fifty lines of where."""
    file = manifest(tmp_path, {"sha256:00": ASKED})
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("GATEHOUSE_")},
        "GATEHOUSE_ENVIRONMENT": "test",
        "GATEHOUSE_DATABASE_URL": "postgresql://unused",
        "GATEHOUSE_TRUSTED_DOCUMENTS": file,
    }
    done = subprocess.run(
        [sys.executable, "-c", "from frontend_api.app import serve; serve()"],
        cwd=Path(__file__).resolve().parents[3],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    said = f"Error: The id sha256:00 in {file} is not the hash of its text, which is {id_of(ASKED)}.\n"
    assert (done.returncode, done.stderr) == (1, said)


def test_files_of_a_client_are_read_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "b.graphql").write_text(WELSH, encoding="utf-8")
    (tmp_path / "a.graphql").write_text(ASKED, encoding="utf-8")
    (tmp_path / "a.ts").write_text("nothing", encoding="utf-8")
    assert [entry.text for entry in read_folder(tmp_path)] == [ASKED, WELSH]
