"""Pages of reports: ask for one, see how far it is, download it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from core.pages import (
    ActionLink,
    CheckboxesField,
    Choice,
    Colour,
    Column,
    Data,
    Date,
    Download,
    DownloadPage,
    FileLink,
    Form,
    FormPage,
    Link,
    ListPage,
    NavigationLink,
    Order,
    Outcome,
    PageRequest,
    Progress,
    ProgressPage,
    ProgressState,
    RadioField,
    Row,
    Tag,
    Variables,
    Words,
    read_documents,
    url,
)
from core.pages.sections import TO_MANAGE
from core.reports.enums import TakenBack
from core.reports.formats import Format
from core.reports.permissions import REPORT_READ
from core.reports.queries import ReportState
from core.translation import Text, translate, translate_plural
from core.translation import lazy_gettext as _

DOCUMENTS = read_documents(Path(__file__).parent / "documents")
STATES = {
    ReportState.QUEUED: (_("Waiting its turn"), Colour.BLUE),
    ReportState.RUNNING: (_("Being made"), Colour.BLUE),
    ReportState.READY: (_("Ready"), Colour.GREEN),
    ReportState.FAILED: (_("Failed"), Colour.RED),
    ReportState.EXPIRED: (_("Deleted"), Colour.GREY),
    ReportState.TAKEN_BACK: (_("Taken back"), Colour.GREY),
}
PROGRESS = {
    ReportState.QUEUED: ProgressState.QUEUED,
    ReportState.RUNNING: ProgressState.RUNNING,
    ReportState.READY: ProgressState.DONE,
    ReportState.FAILED: ProgressState.FAILED,
    ReportState.EXPIRED: ProgressState.FAILED,
    ReportState.TAKEN_BACK: ProgressState.FAILED,
}


def _summary(data: Data, _request: PageRequest) -> Text:
    count = data["reportFiles"]["totalCount"]
    return translate_plural(
        "{count} report was asked for. Each is kept for 7 days.",
        "{count} reports were asked for. Each is kept for 7 days.",
        count,
    ).format(count=count)


def _state(row: Row) -> Tag:
    return Tag(*STATES[ReportState(row["state"])])


def _report(row: Mapping[str, Any]) -> Link:
    return Link(row["title"], url("core.report", report_id=row["id"]))


def _kept_until(row: Row) -> Date:
    is_gone = row["state"] == ReportState.TAKEN_BACK
    return Date(None if is_gone else row["expiresAt"])


REPORTS = ListPage(
    name="core.reports",
    path="/reports",
    title=_("Which reports are ready?"),
    permission=REPORT_READ,
    document=DOCUMENTS["reports"],
    connection="reportFiles",
    summary=_summary,
    empty=_("Nobody has asked for a report in the last 7 days."),
    columns=(
        Column(heading=_("Report"), cell=lambda row, _request: _report(row)),
        Column(heading=_("State"), cell=lambda row, _request: _state(row)),
        Column(
            heading=_("Asked for"),
            cell=lambda row, _request: Date(row["createdAt"], near=False),
            sort="createdAt",
        ),
        Column(heading=_("By"), cell=lambda row, _request: Words(row["requestedByName"] or "")),
        Column(heading=_("Kept until"), cell=lambda row, _request: _kept_until(row)),
    ),
    default_order=(Order("createdAt", descending=True),),
    exportable=False,
    actions=(
        ActionLink(label=_("Ask for a report"), href=lambda _data, _request: url("core.ask_for_report")),
    ),
)


def _offers(data: Data, _request: PageRequest) -> Sequence[Choice]:
    return [Choice(offer["code"], offer["title"], offer["description"]) for offer in data["reportOffers"]]


def _asked(form: Form, _request: PageRequest) -> Variables:
    formats = form["formats"]
    return {"code": form["report"], "formats": list(formats) if isinstance(formats, tuple) else None}


def _queued(data: Data, _request: PageRequest) -> Outcome:
    return Outcome(url("core.report", report_id=data["requestReport"]["id"]))


ASK = FormPage(
    name="core.ask_for_report",
    path="/reports/ask",
    title=_("Ask for a report"),
    permission=REPORT_READ,
    document=DOCUMENTS["offers"],
    mutation=DOCUMENTS["ask"],
    fields=(
        RadioField(name="report", label=_("Which report?"), argument="code", choices=_offers),
        CheckboxesField(
            name="formats",
            label=_("In which formats?"),
            hint=_("All of them when none is ticked."),
            choices=[
                Choice(item.name, item.label) for item in Format if item not in {Format.CSV, Format.JSON}
            ],
            required=False,
        ),
    ),
    arguments=_asked,
    success=_queued,
    submit=_("Ask for this report"),
    back=lambda _data, _request: url("core.reports"),
)


def _gone(report: Row) -> Text:
    """Say why a report was taken back; nothing where it was not."""
    return TakenBack(report["takenBack"]).label if report["takenBack"] else ""


def _progress(data: Data, _request: PageRequest) -> Progress:
    report = data["reportFile"]
    state = ReportState(report["state"])
    words: Text = {
        ReportState.RUNNING: translate("The report is being made."),
        ReportState.READY: translate("The report is ready."),
        ReportState.FAILED: report["failure"] or translate("The report could not be made. Ask for it again."),
        ReportState.EXPIRED: translate(
            "This report was kept for 7 days and has been deleted. Ask for it again."
        ),
        ReportState.TAKEN_BACK: _gone(report),
    }.get(state, "")
    return Progress(
        title=report["title"],
        state=PROGRESS[state],
        done=report["doneSteps"] or 0,
        total=report["totalSteps"] or 0,
        words=words,
        next=url("core.report_files", report_id=report["id"]),
        next_label=_("Download it"),
    )


PROGRESS_PAGE = ProgressPage(
    name="core.report",
    path="/reports/{report_id:uuid}",
    title=_("Report"),
    permission=REPORT_READ,
    document=DOCUMENTS["report"],
    variables=lambda request: {"id": request.path["report_id"]},
    progress=_progress,
    found="reportFile",
    back=lambda _data, _request: url("core.reports"),
)


def _download(data: Data, request: PageRequest) -> Download:
    report = data["reportFile"]
    sizes = report["sizes"] or {}
    return Download(
        title=report["title"],
        lead=_gone(report) or translate("Asked for by {who}.").format(who=report["requestedByName"] or ""),
        files=tuple(
            FileLink(
                text=translate("Download as {format}").format(format=Format(name).label),
                href=f"/{request.prison.code.lower()}/reports/{report['id']}/files/{name.lower()}",
                format=name,
                size=size,
            )
            for name, size in sorted(sizes.items())
            if not report["takenBack"]
        ),
        expires=None if report["takenBack"] else report["expiresAt"],
    )


FILES = DownloadPage(
    name="core.report_files",
    path="/reports/{report_id:uuid}/files",
    title=_("Report"),
    permission=REPORT_READ,
    document=DOCUMENTS["report"],
    variables=lambda request: {"id": request.path["report_id"]},
    download=_download,
    found="reportFile",
    back=lambda _data, _request: url("core.reports"),
)
PAGES = (REPORTS, ASK, PROGRESS_PAGE, FILES)
NAVIGATION = (NavigationLink(label=_("Reports"), page=REPORTS.name, section=TO_MANAGE, position=80),)
