"""The files in which first-party clients bring their documents along: JSON, id by id."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from core.errors import RefusedStart

PREFIX = "sha256:"


@dataclass(frozen=True, slots=True)
class Entry:
    """A document of a file."""

    place: str
    """The file and the id, in words."""
    text: str


def id_of(text: str) -> str:
    """Return a document's id, as the GraphQL-over-HTTP proposal for persisted documents writes it."""
    return PREFIX + hashlib.sha256(text.encode()).hexdigest()


def read_manifests(named: str) -> Iterator[Entry]:
    """Yield the documents of a file, or of every *.json of a folder; raise RefusedStart for what is wrong."""
    if not named:
        return
    place = Path(named)
    files = sorted(place.glob("*.json")) if place.is_dir() else [place]
    if not files:
        raise RefusedStart(f"GATEHOUSE_TRUSTED_DOCUMENTS: there is no *.json in {place}.")
    for file in files:
        yield from read_manifest(file)


def read_manifest(file: Path) -> Iterator[Entry]:
    """Yield the documents of one file whose ids are the hashes of their texts."""
    try:
        documents = msgspec.json.decode(file.read_bytes(), type=dict[str, str])
    except OSError as error:
        raise RefusedStart(f"The trusted documents of {file} cannot be read: {error.strerror}.") from None
    except (ValueError, RecursionError):
        raise RefusedStart(
            f"The trusted documents of {file} are not one JSON object of ids and texts: "
            f'{{"{PREFIX}…": "query …"}}.',
        ) from None
    for name, text in documents.items():
        wanted = id_of(text)
        # Many tools write the bare hash as the id.
        if name not in {wanted, wanted.removeprefix(PREFIX)}:
            raise RefusedStart(f"The id {name} in {file} is not the hash of its text, which is {wanted}.")
        yield Entry(f"The document {wanted} of {file}", text)


def read_folder(folder: Path) -> Iterator[Entry]:
    """Yield a client's *.graphql files, wherever they lie in its folder."""
    for file in sorted(folder.rglob("*.graphql")):
        yield Entry(f"The document of {file}", file.read_text(encoding="utf-8"))


def write_manifest(texts: Iterable[str]) -> str:
    """Write the file that a client brings along, in the order of the ids."""
    documents = {id_of(text): text for text in texts}
    return json.dumps(documents, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
