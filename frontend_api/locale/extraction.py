"""Finds every string a person sees: `make words`, or for a plugin elsewhere `… extraction [check] FOLDER`."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from core.catalogues import HOUSE
from core.translation import DOMAIN, LANGUAGES

ROOT = Path(__file__).parent.parent.parent
METHODS = [("**/templates/**.html", "jinja2"), ("**.py", "python")]
KEYWORDS: Mapping[str, tuple[int, ...] | None] = {
    "_": None,
    "lazy_gettext": None,
    "translate": None,
    "gettext": None,
    "ngettext": (1, 2),
    "translate_plural": (1, 2),
}
OPTIONS = {"**/templates/**.html": {"extensions": "jinja2.ext.do", "silent": "false"}}
WIDTH = 110
SOURCE_LANGUAGE = "en"
HEADER = """\
# Gatehouse in {catalogue.locale.english_name}. New strings: `make words`.
msgid ""
msgstr ""
"Language: {catalogue.locale_identifier}\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: {catalogue.plural_forms}\\n"

"""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the repository with a catalogue of its own."""

    name: str
    sources: tuple[Path, ...]
    folder: Path


def parts() -> list[Part]:
    """Return the house as one part, and each plugin that has begun to be translated as another."""
    house = Part("gatehouse", (ROOT / "core", ROOT / "frontend_api", ROOT / "workers"), HOUSE)
    plugins = (folder.parent for folder in sorted((ROOT / "plugins").glob("*/locale")))
    return [house, *map(plugin, plugins)]


def plugin(folder: Path) -> Part:
    """Return the folder of a plugin, wherever it is, as a part."""
    return Part(folder.name, (folder,), folder / "locale")


def extracted(part: Part) -> Catalog:
    """Return all strings of a part, with no translations."""
    found = Catalog(domain=DOMAIN, project=part.name, charset="utf-8")
    for source in part.sources:
        rows = extract_from_dir(
            source,
            method_map=METHODS,
            options_map=OPTIONS,
            keywords=KEYWORDS,
            comment_tags=("Translators:",),
            directory_filter=_holds_words,
        )
        for _file, _line, message, comments, _context in rows:
            found.add(message, auto_comments=comments)
    return found


def _holds_words(folder: str) -> bool:
    """Pass over tests and what is built or fetched."""
    return Path(folder).name not in {"tests", "migrations", "static", "node_modules", "__pycache__"}


def update(part: Part) -> list[Path]:
    """Bring each catalogue up to date: new strings come in untranslated, gone ones go."""
    written = []
    for language in other_languages():
        path = _path(part, language)
        catalogue = _read(path, language)
        catalogue.update(extracted(part), no_fuzzy_matching=True, update_creation_date=False)
        catalogue.obsolete.clear()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(written_out(catalogue))
        written.append(path)
    return written


def written_out(catalogue: Catalog) -> bytes:
    """Return the catalogue as text, under a header of only what other tools need: no names, no dates."""
    stream = io.BytesIO(HEADER.format(catalogue=catalogue).encode())
    stream.seek(0, io.SEEK_END)
    write_po(
        stream,
        catalogue,
        width=WIDTH,
        no_location=True,
        omit_header=True,
        sort_output=True,
        ignore_obsolete=True,
    )
    return stream.getvalue()


def stale(looked_at: Iterable[Part]) -> list[str]:
    """Say which catalogues lack a string of the code or hold one that is gone; empty when all is well."""
    said = []
    for part in looked_at:
        wanted = _ids(extracted(part))
        for language in other_languages():
            path = _path(part, language)
            have = _ids(_read(path, language))
            changes = [*(f"+ {one}" for one in wanted - have), *(f"- {one}" for one in have - wanted)]
            if changes:
                said.append(f"{path} is stale: run `make words`.")
                said += sorted(changes)
    return said


def other_languages() -> Iterable[str]:
    return (language for language in LANGUAGES if language != SOURCE_LANGUAGE)


def _path(part: Part, language: str) -> Path:
    return part.folder / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def _read(path: Path, language: str) -> Catalog:
    if not path.exists():
        return Catalog(locale=language, domain=DOMAIN, charset="utf-8", fuzzy=False)
    with path.open("rb") as stream:
        return read_po(stream, locale=language, domain=DOMAIN)


def _ids(catalogue: Catalog) -> set[str]:
    return {_text(message.id) for message in catalogue if message.id}


def _text(message: str | tuple[str, ...] | list[str]) -> str:
    return message if isinstance(message, str) else message[0]


def main(arguments: list[str]) -> int:
    """Update the catalogues, or with `check` say what is stale: of plugins named by folder, else of all."""
    folders = [Path(word).resolve() for word in arguments if word != "check"]
    looked_at = [plugin(folder) for folder in folders] or parts()
    if "check" in arguments:
        said = stale(looked_at)
        sys.stdout.writelines(f"{line}\n" for line in said)
        return 1 if said else 0
    for part in looked_at:
        sys.stdout.writelines(f"{path}\n" for path in update(part))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
