"""The rota's reports: the gate's list, the sheet people sign, and the hours that were lost."""

from __future__ import annotations

from core.sdk import lazy_gettext as _
from core.sdk import reports
from plugins.rota.permissions import GATE_READ
from plugins.rota.reports.gate_day import build_gate_list, build_sign_in_sheet
from plugins.rota.reports.hours import build_hours_lost

__all__ = ["BUILDING", "GATE_LIST", "HOURS_LOST", "REPORTS", "SIGN_IN_SHEET"]

GATE_LIST = reports.Report(
    code="rota.gate_list",
    title=_("Gate list"),
    description=_("Who is expected today, at which entrance, and whether they may come in: for the gate."),
    permission=GATE_READ,
    build=build_gate_list,
)
SIGN_IN_SHEET = reports.Report(
    code="rota.sign_in_sheet",
    title=_("Sign-in sheet"),
    description=_("The sheet that everybody who comes in today signs, with a code for each line."),
    permission=GATE_READ,
    build=build_sign_in_sheet,
    formats=(reports.Format.PDF,),
)
HOURS_LOST = reports.Report(
    code="rota.hours_lost",
    title=_("Hours lost"),
    description=_("What was lost at the gate and on the wings in the last 12 months, by cause and month."),
    permission=GATE_READ,
    build=build_hours_lost,
)
REPORTS = (GATE_LIST, SIGN_IN_SHEET, HOURS_LOST)
BUILDING = tuple(reports.report_job(report) for report in REPORTS)
