"""Reading spreadsheets that people really keep, and turning their rows into records a module understands.

The names here are what an importer is written with; plugins have them as `core.sdk.imports`.
"""

from __future__ import annotations

from core.imports.actions import Change, Json, Operation, Values
from core.imports.dates import DateReading, read_date, read_date_text
from core.imports.importer import (
    ImportContext,
    Importer,
    TableReader,
    best_table,
    find_tables,
    interpret_tables,
)
from core.imports.layout import Field, Layout, NeverRead
from core.imports.opening import open_workbook
from core.imports.planning import Existing, Ids, PlannedTable, Target, as_json, new_id
from core.imports.privacy import NEVER_READ, has_prison_number, has_sensitive_words
from core.imports.problems import Column, CommonKind, Kind, Problem, Severity
from core.imports.reading import RowReader
from core.imports.records import Interpretation, Plain, Record
from core.imports.sheet import Workbook
from core.imports.summary import count_kinds, count_rows
from core.imports.table import Table
from core.imports.vocabulary import Vocabulary
from core.texts import fold_name, fold_organisation, fold_phrase, name_words, tidy

__all__ = [
    "NEVER_READ",
    "Change",
    "Column",
    "CommonKind",
    "DateReading",
    "Existing",
    "Field",
    "Ids",
    "ImportContext",
    "Importer",
    "Interpretation",
    "Json",
    "Kind",
    "Layout",
    "NeverRead",
    "Operation",
    "Plain",
    "PlannedTable",
    "Problem",
    "Record",
    "RowReader",
    "Severity",
    "Table",
    "TableReader",
    "Target",
    "Values",
    "Vocabulary",
    "Workbook",
    "as_json",
    "best_table",
    "count_kinds",
    "count_rows",
    "find_tables",
    "fold_name",
    "fold_organisation",
    "fold_phrase",
    "has_prison_number",
    "has_sensitive_words",
    "interpret_tables",
    "name_words",
    "new_id",
    "open_workbook",
    "read_date",
    "read_date_text",
    "tidy",
]
