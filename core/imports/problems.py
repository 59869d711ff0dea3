"""What can be said about a cell or a row: a kind with its severity and its sentence, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from core.imports.errors import column_letters
from core.translation import Text
from core.translation import lazy_gettext as _


class Severity(StrEnum):
    ERROR = "error"
    """The row is not imported."""
    WARNING = "warning"
    """The row is imported, and a person is shown it."""
    NOTE = "note"
    """A change that loses nothing."""


class Kind(StrEnum):
    """A kind of problem. Each module lists its own in a subclass; codes are stable."""

    severity: Severity
    label: Text

    def __new__(cls, code: str, severity: Severity, label: Text) -> Self:
        kind = str.__new__(cls, code)
        kind._value_ = code
        kind.severity = severity
        kind.label = label
        return kind


def kind_of(code: str) -> Kind | None:
    """Return the kind of a stored code, of whichever module; None when its module is gone."""
    members = (kind for kinds in Kind.__subclasses__() for kind in kinds)
    return next((kind for kind in members if kind.value == code), None)


class CommonKind(Kind):
    """Kinds that any list can meet."""

    IMPOSSIBLE_DATE = (
        "impossible_date",
        Severity.ERROR,
        _("There is no such date in the calendar. Correct it in the file."),
    )
    MISSING_NAME = "missing_name", Severity.ERROR, _("The row has no name.")
    WRONG_NUMBER_OF_COLUMNS = (
        "wrong_number_of_columns",
        Severity.ERROR,
        _(
            "The line has more fields than there are headings. Put quotation marks round text that holds "
            "the character between the fields."
        ),
    )
    DATE_INCOMPLETE = (
        "date_incomplete",
        Severity.WARNING,
        _("A month, a season or a year without a day. No date is stored."),
    )
    DATE_AS_NUMBER = (
        "date_as_number",
        Severity.WARNING,
        _("A number where a date should be: the date has lost its format. Read as that day."),
    )
    DATE_OUT_OF_RANGE = (
        "date_out_of_range",
        Severity.WARNING,
        _("A date before 1990 or after 2060, most likely a slip. No date is stored."),
    )
    DATE_UNREADABLE = (
        "date_unreadable",
        Severity.WARNING,
        _("This cannot be read as a date. No date is stored."),
    )
    CELL_ERROR = "cell_error", Severity.WARNING, _("The spreadsheet shows an error here. Read as blank.")
    FORMULA_WITHOUT_VALUE = (
        "formula_without_value",
        Severity.WARNING,
        _("A formula with no saved value. Read as blank; open the file, save it and import it again."),
    )
    ORGANISATION_MISSING = "organisation_missing", Severity.WARNING, _("The row names no organisation.")
    ORGANISATION_UNKNOWN = (
        "organisation_unknown",
        Severity.WARNING,
        _("The organisation is not among the partners. Import the partners first, or match it by hand."),
    )
    SENSITIVE_TEXT = (
        "sensitive_text",
        Severity.WARNING,
        _("The text has words about criminal records or health. It is not stored."),
    )
    PRISON_NUMBER = (
        "prison_number",
        Severity.WARNING,
        _("The text has what looks like a prison number. It is not stored."),
    )
    STATUS_UNRECOGNISED = (
        "status_unrecognised",
        Severity.WARNING,
        _("The status cannot be placed. Set it by hand after the import."),
    )
    HIDDEN_ROW = "hidden_row", Severity.WARNING, _("The row is hidden in the spreadsheet.")
    POSSIBLE_DUPLICATE = (
        "possible_duplicate",
        Severity.WARNING,
        _("Perhaps the same as an earlier row. Imported as its own record; decide whether it is one."),
    )
    DUPLICATE_IN_FILE = (
        "duplicate_in_file",
        Severity.WARNING,
        _("The same record as an earlier row of this file. It updates that one."),
    )
    ALSO_ON_OTHER_SHEET = (
        "also_on_other_sheet",
        Severity.WARNING,
        _("The same name is on another sheet of the workbook."),
    )
    CHANGED_HERE = (
        "changed_here",
        Severity.WARNING,
        _("Changed both in the file and here since the last import. Left as it is here."),
    )
    LOST_CHARACTER = (
        "lost_character",
        Severity.WARNING,
        _("A question mark stands where a letter was lost. Correct the name after the import."),
    )
    FORMULA_LIKE_TEXT = (
        "formula_like_text",
        Severity.WARNING,
        _("The text begins like a formula. Kept as text, and made harmless wherever it is exported."),
    )
    DATE_AS_TEXT = "date_as_text", Severity.NOTE, _("A date typed as text that can be read in one way only.")
    DATE_PLACEHOLDER = "date_placeholder", Severity.NOTE, _("Words in place of a date. Read as blank.")
    FILL_DOWN = "fill_down", Severity.NOTE, _("The cell is blank: what stands above it holds here too.")
    TRIMMED = "trimmed", Severity.NOTE, _("Spaces at an end or doubled inside were taken out.")
    SHORT_ROW = (
        "short_row",
        Severity.NOTE,
        _("The line has fewer fields than there are headings. The missing ones are blank."),
    )


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its place from 0, and its heading without line breaks and stray spaces."""

    index: int
    heading: str

    @property
    def letters(self) -> str:
        return column_letters(self.index + 1)


@dataclass(frozen=True, slots=True)
class Problem:
    """A kind at a column of a row, or (without a column) the row as a whole. Never the text of the cell."""

    kind: Kind
    column: Column | None = None
    cell_only: bool = False
    """An error that loses this cell, and not the row."""

    @property
    def heading(self) -> str:
        return self.column.heading if self.column else ""
