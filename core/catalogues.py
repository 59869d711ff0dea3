"""Catalogues on disk: what translators write (`.po`) made into what is read at start (`.mo`)."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import structlog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from core.translation import DOMAIN, load_catalogues

log = structlog.get_logger(__name__)
HOUSE = Path(__file__).parent.parent / "frontend_api" / "locale"
"""The catalogue of everything but the plugins; each of those brings its own `locale` folder."""


def start_languages(plugin_folders: Iterable[Path]) -> None:
    """Read the catalogues of the house and of each plugin, compiling first what has changed."""
    folders = [HOUSE, *(folder / "locale" for folder in plugin_folders)]
    for folder in folders:
        compile_changed(folder)
    load_catalogues(folders)


def compile_changed(folder: Path) -> list[Path]:
    """Write the `.mo` beside each `.po` that is newer; a folder that cannot be written keeps what it has."""
    written = []
    for source in sorted(folder.glob(f"*/LC_MESSAGES/{DOMAIN}.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        try:
            _compile(source, target)
            written.append(target)
        except OSError as error:
            # An installed Gatehouse is compiled when it is built, and its files may be read-only.
            log.warning("catalogue_not_compiled", language=source.parent.parent.name, reason=str(error))
    return written


def _compile(source: Path, target: Path) -> None:
    with source.open("rb") as stream:
        catalogue = read_po(stream, locale=source.parent.parent.name, domain=DOMAIN)
    for message in list(catalogue):
        if message.pluralizable and not all(message.string or ()):
            # Babel would fill the gaps by English order, and Welsh counts in another: "4 thing".
            catalogue.delete(message.id)
    unfinished = target.with_name(f".{target.name}.{os.getpid()}")
    with unfinished.open("wb") as stream:
        write_mo(stream, catalogue)
    # Several processes may start at once: each replaces a whole file by a whole file.
    unfinished.replace(target)
