"""Pages of work that did not finish: what was asked for, and the choice to try again or to leave it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from core.jobs.models import JobState
from core.jobs.permissions import JOB_MANAGE, JOB_READ
from core.pages import (
    Action,
    BulkAction,
    Card,
    CardContent,
    Column,
    Data,
    Date,
    Fact,
    Figure,
    Link,
    ListPage,
    Order,
    Outcome,
    PageRequest,
    Record,
    RecordPage,
    Row,
    Variables,
    Words,
    read_documents,
    url,
)
from core.translation import Text, current_language, translate, translate_plural
from core.translation import lazy_gettext as _

DOCUMENTS = read_documents(Path(__file__).parent / "documents")
UNFINISHED = {"unfinished": {"eq": True}}
STATES = {
    JobState.QUEUED: _("It waits for its turn. Open this page again in a moment."),
    JobState.RUNNING: _("It is being done. Open this page again in a moment."),
    JobState.DONE: _("It is done."),
    JobState.FAILED: _("It could not be done, and trying again would not change that."),
}


def _title(row: Row) -> str:
    declared = row["title"]
    return translate(declared) if declared else translate("Work in the background")


def _who(row: Row) -> Text:
    return row["requestedByName"] or _("Gatehouse itself, by its timetable")


def _summary(data: Data, request: PageRequest) -> Text:
    count = data["jobs"]["totalCount"]
    if request.viewer.may(JOB_MANAGE):
        return translate_plural(
            "{count} thing that was asked for in this prison could not be finished.",
            "{count} things that were asked for in this prison could not be finished.",
            count,
        ).format(count=count)
    return translate_plural(
        "{count} thing that you asked for could not be finished.",
        "{count} things that you asked for could not be finished.",
        count,
    ).format(count=count)


def _ticked(ids: tuple[str, ...], _request: PageRequest) -> Variables:
    return {"jobIds": list(ids)}


def _retried(data: Data, _request: PageRequest) -> Outcome:
    count = data["retryJobs"]["done"]
    message = translate_plural(
        "{count} thing is tried once more. If it fails again, it comes back here.",
        "{count} things are tried once more. What fails again comes back here.",
        count,
    )
    return Outcome(url("core.unfinished"), message.format(count=count))


def _left(data: Data, _request: PageRequest) -> Outcome:
    count = data["leaveJobs"]["done"]
    message = translate_plural("{count} thing was left.", "{count} things were left.", count)
    return Outcome(url("core.unfinished"), message.format(count=count))


LIST = ListPage(
    name="core.unfinished",
    path="/unfinished",
    title=_("Work that did not finish"),
    permission=JOB_READ,
    document=DOCUMENTS["jobs"],
    connection="jobs",
    base_filter=lambda _request: UNFINISHED,
    summary=_summary,
    empty=_("Everything that was asked for is done or under way. There is nothing for you to do here."),
    columns=(
        Column(
            heading=_("What was asked for"),
            cell=lambda row, _request: Link(_title(row), url("core.unfinished_job", job_id=row["id"])),
        ),
        Column(heading=_("By"), cell=lambda row, _request: Words(_who(row))),
        Column(
            heading=_("Asked for"),
            cell=lambda row, _request: Date(row["createdAt"], near=False),
            sort="createdAt",
        ),
        Column(
            heading=_("Given up"),
            cell=lambda row, _request: Date(row["finishedAt"], near=False),
            sort="finishedAt",
        ),
        Column(heading=_("Reference"), cell=lambda row, _request: Words(row["reference"] or "")),
    ),
    default_order=(Order("finishedAt", descending=True),),
    row_label=_title,
    exportable=False,
    bulk=(
        BulkAction(
            name="retry",
            label=_("Try again"),
            permission=JOB_READ,
            mutation=DOCUMENTS["retry"],
            variables=_ticked,
            success=_retried,
        ),
        BulkAction(
            name="leave",
            label=_("Leave it"),
            permission=JOB_READ,
            mutation=DOCUMENTS["leave"],
            variables=_ticked,
            success=_left,
            confirm=lambda count: translate_plural(
                "Leave {count} thing undone? It will not be tried again.",
                "Leave {count} things undone? They will not be tried again.",
                count,
            ).format(count=count),
        ),
    ),
)


def _lead(job: Row) -> Text:
    if job["leftAt"] is not None:
        return _("It was left undone. If it is still needed, ask for it afresh.")
    if not job["unfinished"]:
        return STATES[JobState(job["state"])]
    return translate_plural(
        "Gatehouse tried {count} time and could not finish this. Have it tried once more, or leave it.",
        "Gatehouse tried {count} times and could not finish this. Have it tried once more, or leave it.",
        job["attempts"],
    ).format(count=job["attempts"])


def _record(data: Data, _request: PageRequest) -> Record:
    job = data["job"]
    facts = [
        Fact(_("Asked for by"), Words(_who(job))),
        Fact(_("Asked for"), Date(job["createdAt"])),
    ]
    if job["failure"]:
        facts.append(Fact(_("What happened"), Words(job["failure"], lang=_other(job["language"]))))
        facts.append(Fact(_("Given up"), Date(job["finishedAt"])))
    facts.append(Fact(_("Reference"), Words(job["reference"] or "")))
    return Record(
        title=_title(job),
        lead=_lead(job),
        facts=tuple(facts),
        back=url("core.unfinished"),
        back_label=_("Work that did not finish"),
    )


def _other(language: str) -> str:
    """Return the language of a sentence when it is not the page's own."""
    return "" if language == current_language() else language


def _is_unfinished(data: Data, _request: PageRequest) -> bool:
    return bool(data["job"]["unfinished"])


def _this(request: PageRequest) -> Variables:
    return {"jobIds": [request.path["job_id"]]}


def _action(name: str, label: Text, **options: Any) -> Action:
    return Action(
        name=name,
        label=label,
        permission=JOB_READ,
        mutation=DOCUMENTS[name],
        variables=_this,
        offered=_is_unfinished,
        **options,
    )


JOB = RecordPage(
    name="core.unfinished_job",
    path="/unfinished/{job_id:uuid}",
    title=_("Work that did not finish"),
    permission=JOB_READ,
    document=DOCUMENTS["job"],
    variables=lambda request: {"id": request.path["job_id"]},
    record=_record,
    found="job",
    actions=(
        _action("retry", _("Try again"), success=_retried, style="primary"),
        _action(
            "leave",
            _("Leave it"),
            success=_left,
            confirm=_("Leave this undone? It will not be tried again."),
        ),
    ),
)


def _card(data: Data, _request: PageRequest) -> CardContent:
    count = data["jobs"]["totalCount"]
    figure = Figure(_("Things Gatehouse could not finish"), count, url("core.unfinished"), urgent=True)
    return CardContent(figures=(figure,) if count else ())


CARD = Card(
    name="core.unfinished_work",
    title=_("Work that did not finish"),
    permission=JOB_READ,
    document=DOCUMENTS["card"],
    present=_card,
)
PAGES = (LIST, JOB)
