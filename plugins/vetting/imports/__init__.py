"""The importers of vetting: a tracker of people in hand and people who have left, and a training matrix."""

from __future__ import annotations

from collections.abc import Sequence

from core.sdk import IMPORT_RUN, imports
from core.sdk import lazy_gettext as _
from plugins.vetting.imports import leavers, tracker, training_matrix
from plugins.vetting.imports.people import name_key
from plugins.vetting.imports.planning import TrackerPlanner
from plugins.vetting.imports.training_planning import MatrixPlanner
from plugins.vetting.permissions import CASE_OPEN, TRAINING_RECORD


def compare_sheets(interpretations: Sequence[imports.Interpretation]) -> None:
    """Note people who are on more than one sheet, under the same name."""
    for interpretation in interpretations:
        others = {
            name_key(record)
            for other in interpretations
            if other is not interpretation
            for record in other.importable()
        }
        columns = interpretation.table.columns
        column = columns.get("surname") or columns.get("name")
        for record in interpretation.importable():
            if name_key(record) in others:
                record.flag(imports.CommonKind.ALSO_ON_OTHER_SHEET, column)


TRACKER_IMPORTER = imports.Importer(
    module="vetting",
    name="vetting",
    label=_("Vetting tracker"),
    permissions=(IMPORT_RUN, CASE_OPEN, TRAINING_RECORD),
    tables=(
        imports.TableReader(
            layout=tracker.TRACKER,
            read_row=tracker.read_row,
            compare_rows=tracker.compare_rows,
            identity=("surname", "first_name", "organisation", "organisation_key"),
        ),
        imports.TableReader(layout=leavers.LEAVERS, read_row=leavers.read_row),
    ),
    compare_tables=compare_sheets,
    planner=TrackerPlanner,
)
TRAINING_IMPORTER = imports.Importer(
    module="vetting",
    name="vetting.training",
    label=_("Training matrix"),
    permissions=(IMPORT_RUN, TRAINING_RECORD),
    tables=(
        imports.TableReader(
            layout=training_matrix.MATRIX,
            read_row=training_matrix.read_row,
            compare_rows=training_matrix.compare_rows,
            identity=("surname", "first_name", "organisation", "organisation_key"),
        ),
    ),
    planner=MatrixPlanner,
)
