"""The importer of the councils: the log of proposals that a co-ordinator kept in a spreadsheet."""

from __future__ import annotations

from core.sdk import IMPORT_RUN, imports
from core.sdk import lazy_gettext as _
from plugins.council.imports import log
from plugins.council.imports.planning import LogPlanner
from plugins.council.permissions import COUNCIL_CHANGE, PROPOSAL_ANSWER, PROPOSAL_RAISE

LOG_IMPORTER = imports.Importer(
    module="council",
    name="council",
    label=_("Council's log of proposals"),
    permissions=(IMPORT_RUN, PROPOSAL_RAISE, PROPOSAL_ANSWER, COUNCIL_CHANGE),
    tables=(imports.TableReader(layout=log.LOG, read_row=log.read_row, compare_rows=log.compare_rows),),
    planner=LogPlanner,
    is_final=True,
)
