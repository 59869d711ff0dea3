"""Worksheets as an OpenDocument spreadsheet, which government prefers. Rows are written as they are read."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import IO, Any, BinaryIO
from xml.sax.saxutils import escape, quoteattr

from odf import dc, meta
from odf import number as shapes
from odf.element import Element
from odf.namespaces import STYLENS, TABLENS, XLINKNS
from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import (
    Footer,
    FooterStyle,
    Header,
    HeaderStyle,
    MasterPage,
    PageLayout,
    PageLayoutProperties,
    Style,
    TableCellProperties,
    TableColumnProperties,
    TableProperties,
    TextProperties,
)
from odf.table import TableColumn
from odf.text import P

from core.clock import LONDON
from core.reports.cells import Cell, Kind, cell_in_words, clean_text
from core.reports.document import ReportDocument
from core.reports.sheets import Line, Sheet, Weight, cell_text, sheets_of, width_of
from core.reports.wording import as_at_line, origin_line, prison_line
from core.translation import speaking

COVER_WIDTH = 100.0
LETTER_CM = 0.2
CONTENT = "content.xml"
MARK = "<?rows {}?>"
RUN_OF_SPACES = re.compile(r"^ | {2,}| $")
SIZES = {Weight.TITLE: "16pt", Weight.HEADING: "13pt", Weight.PLAIN: "10pt"}


def write_ods(document: ReportDocument, target: BinaryIO) -> None:
    """Write the report as an OpenDocument spreadsheet."""
    with speaking(document.language):
        sheets = sheets_of(document)
        book = OpenDocumentSpreadsheet()
        _describe(book, document)
        _add_line_styles(book)
        _add_cell_styles(book)
        _add_column_styles(book, {_width(sheet, place) for sheet in sheets for place in _places(sheet)})
        _add_page_style(book, document)
        for number, sheet in enumerate(sheets):
            book.spreadsheet.addElement(_LaterTable(sheet, number))
        _write_package(book, sheets, target)


class _LaterTable(Element):  # type: ignore[misc]  # odfpy is untyped
    """A table whose rows are put in later: as one element object a cell they would take 200 MB."""

    def __init__(self, sheet: Sheet, number: int) -> None:
        super().__init__(qname=(TABLENS, "table"), name=sheet.name, stylename="sheet")
        self._number = number
        for place in _places(sheet):
            self.addElement(TableColumn(stylename=_column_style(_width(sheet, place))))

    def toXml(self, level: int, f: Any) -> None:  # noqa: N802 -- odfpy calls it by this name
        """Write the table into odfpy's stream, with a mark where its rows belong."""
        self.write_open_tag(level, f)
        for column in self.childNodes:
            column.toXml(level + 1, f)
        f.write(MARK.format(self._number))
        self.write_close_tag(level, f)


def _write_package(book: Any, sheets: list[Sheet], target: BinaryIO) -> None:
    """Write odfpy's package, the rows streamed to their places; `mimetype` stays first and unpacked."""
    empty = io.BytesIO()
    book.write(empty)
    with zipfile.ZipFile(empty) as source, zipfile.ZipFile(target, "w") as package:
        for part in source.infolist():
            copy = zipfile.ZipInfo(part.filename)
            copy.compress_type = part.compress_type
            is_content = part.filename == CONTENT
            with package.open(copy, "w", force_zip64=is_content) as stream:
                if is_content:
                    _write_content(source.read(part).decode(), sheets, stream)
                else:
                    stream.write(source.read(part))


def _write_content(content: str, sheets: list[Sheet], stream: IO[bytes]) -> None:
    for number, sheet in enumerate(sheets):
        before, content = content.split(MARK.format(number))
        stream.write(before.encode())
        for piece in _table_xml(sheet):
            stream.write(piece.encode())
    stream.write(content.encode())


def _table_xml(sheet: Sheet) -> Iterator[str]:
    for line in sheet.lines:
        yield _row_xml([_line_xml(line)])
    if sheet.columns:
        headings = [_text_xml(cell_text(column.heading), "header") for column in sheet.columns]
        yield f"<table:table-header-rows>{_row_xml(headings)}</table:table-header-rows>"
    kinds = [column.kind for column in sheet.columns]
    for count, row in enumerate(sheet.rows(), start=1):
        suffix = "-bold" if sheet.has_total and count == sheet.row_count else ""
        yield _row_xml([_cell_xml(cell, kind, suffix) for cell, kind in zip(row, kinds, strict=True)])


def _row_xml(cells: list[str]) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def _line_xml(line: Line) -> str:
    if line.sheet is None:
        return _text_xml(cell_text(line.text), f"line-{line.weight.name.lower()}")
    target = quoteattr("#'" + line.sheet.replace("'", "''") + "'.A1")
    words = _inline_xml(line.text)
    link = f'<text:a xmlns:xlink="{XLINKNS}" xlink:type="simple" xlink:href={target}>{words}</text:a>'
    kind = 'office:value-type="string" table:style-name="line-plain"'
    return f"<table:table-cell {kind}><text:p>{link}</text:p></table:table-cell>"


def _cell_xml(cell: Cell, kind: Kind, suffix: str) -> str:
    """Return a typed cell, with the words that show its value."""
    style = f"{kind.value}{suffix}"
    if cell is None:
        return f'<table:table-cell table:style-name="{style}"/>'
    if isinstance(cell, date):
        local: date = cell
        if isinstance(cell, datetime):
            local = cell.astimezone(LONDON).replace(tzinfo=None, microsecond=0)
        value = f'office:value-type="date" office:date-value="{local.isoformat()}"'
    elif kind.is_number and not isinstance(cell, str):
        value_type = "percentage" if kind is Kind.PERCENT else "float"
        value = f'office:value-type="{value_type}" office:value="{cell}"'
    else:
        return _text_xml(cell_text(cell), style)
    words = _inline_xml(cell_in_words(cell, kind))
    return f'<table:table-cell {value} table:style-name="{style}"><text:p>{words}</text:p></table:table-cell>'


def _text_xml(text: str, style: str) -> str:
    """Return a cell of text; as it has no formula attribute, it can never be one."""
    paragraphs = "".join(f"<text:p>{_inline_xml(line)}</text:p>" for line in text.split("\n"))
    kind = f'office:value-type="string" table:style-name="{style}"'
    return f"<table:table-cell {kind}>{paragraphs}</table:table-cell>"


def _inline_xml(text: str) -> str:
    """Return text for a paragraph, where OpenDocument would otherwise drop spaces and tabs."""
    spaced = RUN_OF_SPACES.sub(lambda run: f'<text:s text:c="{len(run[0])}"/>', escape(text))
    return spaced.replace("\t", "<text:tab/>")


def _places(sheet: Sheet) -> range:
    return range(max(1, len(sheet.columns)))


def _width(sheet: Sheet, place: int) -> float:
    return width_of(sheet.columns[place]) if sheet.columns else COVER_WIDTH


def _column_style(width: float) -> str:
    return f"column-{round(width * 10)}"


def _describe(book: Any, document: ReportDocument) -> None:
    book.meta.addElement(dc.Title(text=clean_text(document.title)))
    book.meta.addElement(dc.Subject(text=f"{prison_line(document)}. {as_at_line(document)}"))
    book.meta.addElement(dc.Creator(text=clean_text(document.produced_by)))
    book.meta.addElement(dc.Language(text=f"{document.language}-GB"))
    book.meta.addElement(meta.Keyword(text=document.classification.value))
    default = Style(name="Default", family="table-cell")
    default.addElement(TextProperties(language=document.language, country="GB", fontfamily="Arial"))
    book.styles.addElement(default)
    sheet = Style(name="sheet", family="table", masterpagename="Report")
    sheet.addElement(TableProperties(display="true"))
    book.automaticstyles.addElement(sheet)


def _add_line_styles(book: Any) -> None:
    for weight, size in SIZES.items():
        style = Style(name=f"line-{weight.name.lower()}", family="table-cell", parentstylename="Default")
        bold = "normal" if weight is Weight.PLAIN else "bold"
        style.addElement(TextProperties(fontsize=size, fontweight=bold))
        book.styles.addElement(style)
    header = Style(name="header", family="table-cell", parentstylename="Default")
    header.addElement(
        TableCellProperties(backgroundcolor="#f3f2f1", borderbottom="1pt solid #0b0c0c", wrapoption="wrap"),
    )
    header.addElement(TextProperties(fontweight="bold"))
    book.styles.addElement(header)


def _add_cell_styles(book: Any) -> None:
    for kind, shape in _shapes().items():
        if shape is not None:
            book.styles.addElement(shape)
        for suffix, weight in (("", "normal"), ("-bold", "bold")):
            extra = {} if shape is None else {"datastylename": f"shape-{kind.value}"}
            style = Style(
                name=f"{kind.value}{suffix}",
                family="table-cell",
                parentstylename="Default",
                **extra,
            )
            wrap = "wrap" if kind is Kind.TEXT else "no-wrap"
            style.addElement(TableCellProperties(verticalalign="top", wrapoption=wrap))
            style.addElement(TextProperties(fontweight=weight))
            book.styles.addElement(style)


def _shapes() -> dict[Kind, Any]:
    """Return how each kind of value is shown; text needs no shape."""
    percent = shapes.PercentageStyle(name="shape-percent")
    percent.addElement(shapes.Number(decimalplaces="0", minintegerdigits="1"))
    percent.addElement(shapes.Text(text="%"))
    return {
        Kind.TEXT: None,
        Kind.INTEGER: _number_shape("shape-integer", "0"),
        Kind.DECIMAL: _number_shape("shape-decimal", "1"),
        Kind.PERCENT: percent,
        Kind.DATE: _date_shape("shape-date", with_time=False),
        Kind.DATETIME: _date_shape("shape-datetime", with_time=True),
    }


def _number_shape(name: str, places: str) -> Any:
    shape = shapes.NumberStyle(name=name)
    shape.addElement(shapes.Number(decimalplaces=places, minintegerdigits="1", grouping="true"))
    return shape


def _date_shape(name: str, *, with_time: bool) -> Any:
    """Return the shape `3 March 2026`, with the time of day where asked."""
    shape = shapes.DateStyle(name=name)
    parts = [shapes.Day(), shapes.Month(style="long", textual="true"), shapes.Year(style="long")]
    if with_time:
        parts.append(shapes.Hours(style="long"))
    for part in parts:
        if shape.hasChildNodes():
            shape.addElement(shapes.Text(text=" "))
        shape.addElement(part)
    if with_time:
        shape.addElement(shapes.Text(text=":"))
        shape.addElement(shapes.Minutes(style="long"))
    return shape


def _add_column_styles(book: Any, widths: set[float]) -> None:
    for width in sorted(widths):
        style = Style(name=_column_style(width), family="table-column")
        style.addElement(TableColumnProperties(columnwidth=f"{width * LETTER_CM:.2f}cm"))
        book.automaticstyles.addElement(style)


def _add_page_style(book: Any, document: ReportDocument) -> None:
    """Print on A4, one page wide, with marking and origin."""
    layout = PageLayout(name="report-page")
    paper = PageLayoutProperties(pagewidth="29.7cm", pageheight="21cm", printorientation="landscape")
    paper.setAttrNS(STYLENS, "scale-to-X", "1")
    layout.addElement(paper)
    layout.addElement(HeaderStyle())
    layout.addElement(FooterStyle())
    book.automaticstyles.addElement(layout)
    master = MasterPage(name="Report", pagelayoutname="report-page")
    header, footer = Header(), Footer()
    header.addElement(P(text=document.classification.value))
    footer.addElement(P(text=f"{prison_line(document)} · {as_at_line(document)} · {origin_line(document)}"))
    master.addElement(header)
    master.addElement(footer)
    book.masterstyles.addElement(master)
