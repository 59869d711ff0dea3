"""Catalogues on disk: what translators write (`.po`) made into what is read at start (`.mo`)."""

from __future__ import annotations

import gettext
import os
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

import structlog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from core.translation import DOMAIN, LANGUAGES, use_catalogues

log = structlog.get_logger(__name__)
HOUSE = Path(__file__).parent.parent / "frontend_api" / "locale"
"""The catalogue of everything but the plugins; each of those brings its own `locale` folder."""


def start_languages(plugin_folders: Iterable[Path]) -> None:
    """Read the catalogues of the house and of each plugin, compiling first what has changed."""
    folders = [HOUSE, *(folder / "locale" for folder in plugin_folders)]
    use_catalogues({language: list(_catalogues(folders, language)) for language in LANGUAGES})


def _catalogues(folders: Iterable[Path], language: str) -> Iterator[gettext.NullTranslations]:
    for folder in folders:
        source = _source(folder, language)
        if source.exists() and _is_stale(source):
            yield gettext.GNUTranslations(BytesIO(_kept(source)))
        elif _target(source).exists():
            with _target(source).open("rb") as stream:
                yield gettext.GNUTranslations(stream)


def compile_changed(folder: Path) -> list[Path]:
    """Write the `.mo` beside each `.po` that is newer, and return those written."""
    stale = [_source(folder, language) for language in LANGUAGES]
    stale = [source for source in stale if source.exists() and _is_stale(source)]
    for source in stale:
        _write(_target(source), compiled(source))
    return [_target(source) for source in stale]


def _kept(source: Path) -> bytes:
    """Compile, and keep it for the next start where that can be written."""
    content = compiled(source)
    try:
        _write(_target(source), content)
    except OSError as error:
        # Installed files may be read-only: then each start compiles for itself.
        log.info("catalogue_not_kept", language=source.parent.parent.name, reason=type(error).__name__)
    return content


def compiled(source: Path) -> bytes:
    """Return what gettext reads of a catalogue."""
    with source.open("rb") as stream:
        catalogue = read_po(stream, locale=source.parent.parent.name, domain=DOMAIN)
    for message in list(catalogue):
        if message.pluralizable and not all(message.string or ()):
            # Babel would fill the gaps by English order, and Welsh counts in another: "4 thing".
            catalogue.delete(message.id)
    content = BytesIO()
    write_mo(content, catalogue)
    return content.getvalue()


def _write(target: Path, content: bytes) -> None:
    unfinished = target.with_name(f".{target.name}.{os.getpid()}")
    unfinished.write_bytes(content)
    # Several processes may start at once: each replaces a whole file by a whole file.
    unfinished.replace(target)


def _source(folder: Path, language: str) -> Path:
    return folder / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def _target(source: Path) -> Path:
    return source.with_suffix(".mo")


def _is_stale(source: Path) -> bool:
    target = _target(source)
    return not target.exists() or target.stat().st_mtime_ns < source.stat().st_mtime_ns
