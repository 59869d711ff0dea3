"""Why a whole file is refused, in sentences that name the file, the sheet, the row and the column."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from core.errors import DomainError
from core.translation import Text, translate
from core.translation import lazy_gettext as _


class Fault(StrEnum):
    """What is wrong with a file that is refused whole."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    WRONG_TYPE = "wrong_type"
    OLD_FORMAT = "old_format"
    PASSWORD = "password"  # noqa: S105 -- the name of a fault, not a secret
    MACROS = "macros"
    DAMAGED = "damaged"
    UNPACKS_TOO_LARGE = "unpacks_too_large"
    FORBIDDEN_XML = "forbidden_xml"
    TOO_MANY_SHEETS = "too_many_sheets"
    TOO_MANY_COLUMNS = "too_many_columns"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_CELLS = "too_many_cells"
    CELL_TOO_LONG = "cell_too_long"
    NUL = "nul"
    OPEN_QUOTE = "open_quote"
    NO_SUCH_SHEET = "no_such_sheet"
    NO_HEADER = "no_header"
    FORMULA_IN_NAME = "formula_in_name"


SENTENCES: dict[Fault, Text] = {
    Fault.EMPTY: _("There is nothing in it. Choose the file again."),
    Fault.TOO_LARGE: _("It is larger than {limit} MB. Save only the sheet you need and choose that file."),
    Fault.WRONG_TYPE: _(
        "This is {found}, not a spreadsheet. Choose a file saved as .xlsx, .ods or .csv.",
    ),
    Fault.OLD_FORMAT: _(
        "This is {found}, which is not read. Open it in your spreadsheet program, save it as .xlsx "
        "and choose that file.",
    ),
    Fault.PASSWORD: _(
        "It is protected with a password. Open it, take the password off, save it and choose it again.",
    ),
    Fault.MACROS: _("It holds macros. Save it as .xlsx without macros and choose that file."),
    Fault.DAMAGED: _(
        "It is damaged or cut short ({detail}). Open it in your spreadsheet program, save it again "
        "and choose that file.",
    ),
    Fault.UNPACKS_TOO_LARGE: _(
        "It unpacks to more than {limit} MB, which no list of this kind does. "
        "Copy the rows you need into a new workbook and choose that file.",
    ),
    Fault.FORBIDDEN_XML: _(
        "It holds instructions that no spreadsheet program writes (a document type). "
        "Copy the rows into a new workbook and choose that file.",
    ),
    Fault.TOO_MANY_SHEETS: _("It has more than {limit} sheets. Save only the sheet you need."),
    Fault.TOO_MANY_COLUMNS: _(
        "The row goes on past column {limit}, the most that is read. "
        "Save only the columns you need and choose that file.",
    ),
    Fault.TOO_MANY_ROWS: _("There are more than {limit} rows. Split the list and import it in parts."),
    Fault.TOO_MANY_CELLS: _(
        "There are more cells than can be read. Copy the rows you need into a new workbook.",
    ),
    Fault.CELL_TOO_LONG: _(
        "This cell holds more than {limit} characters. Shorten it and choose the file again.",
    ),
    Fault.NUL: _(
        "There is a character here that no text holds (NUL): the file is damaged or is not text. "
        "Save it again from your spreadsheet program.",
    ),
    Fault.OPEN_QUOTE: _(
        "A quotation mark opened here is never closed: the file may be cut short. "
        "Save it again from your spreadsheet program.",
    ),
    Fault.NO_SUCH_SHEET: _("There is no sheet of this name. The sheets are: {sheets}."),
    Fault.NO_HEADER: _(
        "No row of headings was found with at least: {needed}. Give the columns these headings, "
        "or choose another file.",
    ),
    Fault.FORMULA_IN_NAME: _(
        "There is a formula where a name should be. Type the name itself and choose the file again.",
    ),
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file something is; rows and columns count from 1."""

    file: str
    sheet: str | None = None
    row: int | None = None
    column: int | None = None

    def at(self, row: int | None, column: int | None = None) -> Place:
        return replace(self, row=row, column=column)

    def __str__(self) -> str:
        parts = [self.file]
        if self.sheet:
            parts.append(translate("sheet “{sheet}”").format(sheet=self.sheet))
        if self.row is not None:
            parts.append(translate("row {row}").format(row=self.row))
        if self.column is not None:
            parts.append(translate("column {column}").format(column=column_letters(self.column)))
        return ", ".join(parts)


class Unreadable(DomainError):
    """The file cannot be imported; nothing of it was kept."""

    default_code = "UNREADABLE_FILE"

    def __init__(self, fault: Fault, place: Place, **words: object) -> None:
        sentence = str(SENTENCES[fault]).format(**words)
        super().__init__(f"{place}: {sentence}", field="file")
        self.fault = fault
        self.place = place


def column_letters(number: int) -> str:
    """Name a column as a spreadsheet program does: 1 is A, 27 is AA."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
