"""Opening an .xlsx workbook and reading one sheet of it as a stream."""

from __future__ import annotations

from core.imports import limits
from core.imports.archive import Archive
from core.imports.errors import Fault, Place, Unreadable
from core.imports.grid import Grid
from core.imports.sheet import FileKind, Sheet, SheetName, Workbook
from core.imports.xlsx_package import (
    CountReader,
    SheetPart,
    Styles,
    StylesReader,
    TextsReader,
    WorkbookReader,
    links_of,
)
from core.imports.xlsx_sheet import SheetReader
from core.imports.xml_events import read_xml


def open_xlsx(file: str, archive: Archive) -> Workbook:
    """Open a workbook; Unreadable when it has macros, no sheets or too many."""
    if any(name.lower().endswith(("vbaproject.bin", "vbadata.xml")) for name in archive.names):
        raise Unreadable(Fault.MACROS, archive.place)
    package = Package(archive)
    if len(package.sheets) > limits.SHEETS:
        raise Unreadable(Fault.TOO_MANY_SHEETS, archive.place, limit=limits.SHEETS)
    names = [SheetName(sheet.name, sheet.hidden) for sheet in package.sheets]
    return Workbook(file, FileKind.XLSX, names, package.read_sheet)


class Package:
    """The parts of one workbook."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        kinds = {kind: part for _, kind, part in links_of(archive, "")}
        self.workbook_part = kinds.get("officeDocument", "xl/workbook.xml")
        reader = WorkbookReader()
        read_xml(archive.pieces(self.workbook_part), reader, archive.place)
        self.date1904 = reader.date1904
        links = links_of(archive, self.workbook_part)
        self._parts = {kind: part for _, kind, part in links}
        worksheets = {link: part for link, kind, part in links if kind == "worksheet"}
        self.sheets = [
            SheetPart(name, worksheets[link], hidden)
            for name, link, hidden in reader.sheets
            if link in worksheets
        ]
        if not self.sheets:
            raise archive.damaged("workbook")
        self._texts: list[str] | None = None
        self._styles: Styles | None = None

    def texts(self) -> list[str]:
        """Return the shared texts, read once for all sheets."""
        if self._texts is None:
            reader = TextsReader()
            part = self._parts.get("sharedStrings")
            if part is not None:
                read_xml(self.archive.pieces(part), reader, self.archive.place)
            self._texts = reader.texts
        return self._texts

    def styles(self) -> Styles:
        if self._styles is None:
            reader = StylesReader()
            part = self._parts.get("styles")
            if part is not None:
                read_xml(self.archive.pieces(part), reader, self.archive.place)
            self._styles = reader.styles
        return self._styles

    def read_sheet(self, name: str) -> Sheet:
        """Read one sheet: its rows, and what is hidden, joined, coloured or commented."""
        sheet = next(sheet for sheet in self.sheets if sheet.name == name)
        place = Place(self.archive.place.file, name)
        grid = Grid(place)
        reader = SheetReader(grid, self.texts(), self.styles(), date1904=self.date1904)
        read_xml(self.archive.pieces(sheet.part), reader, place)
        grid.rows.sort(key=lambda row: row.number)
        return Sheet(
            name=name,
            rows=grid.rows,
            hidden=sheet.hidden,
            hidden_columns=frozenset(reader.hidden_columns),
            merges=tuple(reader.merges),
            comments=self._count_comments(sheet.part),
            coloured_rows=frozenset(reader.coloured_rows),
            date1904=self.date1904,
        )

    def _count_comments(self, part: str) -> int:
        counter = CountReader("comment")
        for _, kind, target in links_of(self.archive, part):
            if kind == "comments":
                read_xml(self.archive.pieces(target), counter, self.archive.place)
        return counter.count
