"""Telling by its content, never by its name, what a file is, and opening it."""

from __future__ import annotations

import re

from core.imports import limits
from core.imports.archive import MEGABYTE, Archive
from core.imports.csv_file import open_csv
from core.imports.errors import Fault, Place, Unreadable
from core.imports.ods import open_ods
from core.imports.sheet import Workbook
from core.imports.xlsx import open_xlsx
from core.translation import Text
from core.translation import lazy_gettext as _

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
SIGNATURES: tuple[tuple[bytes, Text], ...] = (
    (b"\x89PNG\r\n\x1a\n", _("a picture (PNG)")),
    (b"\xff\xd8\xff", _("a picture (JPEG)")),
    (b"GIF8", _("a picture (GIF)")),
    (b"%PDF-", _("a PDF")),
    (b"{\\rtf", _("a text document (RTF)")),
    (b"Rar!\x1a\x07", _("a compressed archive (RAR)")),
    (b"7z\xbc\xaf\x27\x1c", _("a compressed archive (7z)")),
    (b"\x1f\x8b", _("a compressed file (gzip)")),
    (b"MZ\x90\x00", _("a program")),
    (b"\x7fELF", _("a program")),
    (b"SQLite format 3\x00", _("a database")),
)
MARKUP = re.compile(rb"^(\xef\xbb\xbf)?\s*<(!doctype|html|\?xml|table|meta|head|workbook)", re.IGNORECASE)
ZIP_CONTENTS: tuple[tuple[str, Text], ...] = (
    ("word/", _("a Word document")),
    ("ppt/", _("a PowerPoint presentation")),
    ("Index/", _("an Apple iWork document")),
)
OPEN_DOCUMENTS: dict[str, Text] = {
    "application/vnd.oasis.opendocument.text": _("a text document (.odt)"),
    "application/vnd.oasis.opendocument.presentation": _("a presentation (.odp)"),
    "application/vnd.oasis.opendocument.graphics": _("a drawing (.odg)"),
}
SPREADSHEET = "application/vnd.oasis.opendocument.spreadsheet"


def open_workbook(file: str, data: bytes) -> Workbook:
    """Open a spreadsheet or CSV file; Unreadable, with a sentence for the person, when it is not one."""
    place = Place(file)
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise Unreadable(Fault.EMPTY, place)
    if len(data) > limits.FILE_BYTES:
        raise Unreadable(Fault.TOO_LARGE, place, limit=limits.FILE_BYTES // MEGABYTE)
    if data.startswith(b"PK"):
        return _open_archive(file, Archive(data, place))
    _refuse_other_kinds(data, place)
    return open_csv(file, data)


def _open_archive(file: str, archive: Archive) -> Workbook:
    names = archive.names
    if "xl/workbook.bin" in names:
        raise Unreadable(Fault.OLD_FORMAT, archive.place, found=_("a binary workbook (.xlsb)"))
    if "xl/workbook.xml" in names or any(name.startswith("xl/") for name in names):
        return open_xlsx(file, archive)
    kind = archive.read("mimetype")[:100].decode("ascii", "replace").strip() if "mimetype" in names else ""
    if kind.startswith(SPREADSHEET):
        return open_ods(file, archive)
    found = OPEN_DOCUMENTS.get(kind, _("a compressed archive (ZIP)"))
    for folder, description in ZIP_CONTENTS:
        if any(name.startswith(folder) for name in names):
            found = description
    raise Unreadable(Fault.WRONG_TYPE, archive.place, found=found)


def _refuse_other_kinds(data: bytes, place: Place) -> None:
    if data.startswith(OLE):
        if ENCRYPTED_PACKAGE in data:
            raise Unreadable(Fault.PASSWORD, place)
        raise Unreadable(Fault.OLD_FORMAT, place, found=_("an old Office file (.xls or the like)"))
    for signature, description in SIGNATURES:
        if data.startswith(signature):
            raise Unreadable(Fault.WRONG_TYPE, place, found=description)
    if MARKUP.match(data[:400]):
        raise Unreadable(Fault.OLD_FORMAT, place, found=_("a web page or XML saved under another name"))
