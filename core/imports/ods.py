"""Opening an .ods workbook. Repeated blank rows and cells are counted and never built."""

from __future__ import annotations

from core.imports import limits
from core.imports.archive import Archive
from core.imports.errors import Fault, Unreadable
from core.imports.ods_content import ContentReader
from core.imports.sheet import FileKind, SheetName, Workbook
from core.imports.xml_events import Attributes, read_xml

EMPTY_LIBRARIES = ("script-lc.xml", "script-lb.xml")


class ManifestReader:
    """Reads `META-INF/manifest.xml`, which says whether the parts are encrypted."""

    def __init__(self) -> None:
        self.encrypted = False

    def start(self, tag: str, attributes: Attributes) -> None:
        del attributes
        self.encrypted |= tag in {"encryption-data", "EncryptedKey"}

    def end(self, tag: str) -> None:
        """Nothing to close."""

    def text(self, data: str) -> None:
        """The manifest holds no text."""


def open_ods(file: str, archive: Archive) -> Workbook:
    """Open a workbook; Unreadable when it is protected, has macros or too many sheets."""
    if "META-INF/manifest.xml" in archive.names:
        manifest = ManifestReader()
        read_xml(archive.pieces("META-INF/manifest.xml"), manifest, archive.place)
        if manifest.encrypted:
            raise Unreadable(Fault.PASSWORD, archive.place)
    if any(_is_macro(name) for name in archive.names):
        raise Unreadable(Fault.MACROS, archive.place)
    reader = ContentReader(archive.place)
    read_xml(archive.pieces("content.xml"), reader, archive.place)
    if not reader.sheets:
        raise archive.damaged("content.xml")
    if len(reader.sheets) > limits.SHEETS:
        raise Unreadable(Fault.TOO_MANY_SHEETS, archive.place, limit=limits.SHEETS)
    sheets = {sheet.name: sheet for sheet in reader.sheets}
    names = [SheetName(sheet.name, sheet.hidden) for sheet in reader.sheets]
    return Workbook(file, FileKind.ODS, names, sheets.__getitem__)


def _is_macro(name: str) -> bool:
    in_library = name.startswith(("Basic/", "Scripts/")) and not name.endswith("/")
    return in_library and not name.endswith(EMPTY_LIBRARIES)
