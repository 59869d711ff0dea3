"""What will go, and when: by kind of record, each number a link to what it counts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from core.pages import (
    ActionLink,
    Address,
    Data,
    Date,
    Fact,
    Form,
    FormPage,
    Link,
    Number,
    NumberField,
    Outcome,
    PageRequest,
    Record,
    RecordPage,
    Row,
    Section,
    Table,
    Tag,
    Variables,
    Words,
    read_documents,
    url,
)
from core.retention.declarations import Then
from core.retention.permissions import RETENTION_CHANGE, RETENTION_READ
from core.translation import Text, translate, translate_plural
from core.translation import lazy_gettext as _

DOCUMENTS = read_documents(Path(__file__).parent.parent / "documents")
OVERDUE, SOON, LATER = 0, 30, 90


def _of_kind(code: str, days: int) -> Address:
    return url("core.retention_kind", code=code).asking(within=days)


def _rule_words(line: Row) -> str:
    return translate("{period} after: {trigger}. Then {then}.").format(
        period=line["period"], trigger=line["trigger"], then=Then(line["then"]).label
    )


def _counted(line: Row, name: str, days: int) -> Number:
    count = line[name]
    return Number(count, href=_of_kind(line["code"], days) if count else None)


def _what_waits(line: Row) -> tuple[bool, ...]:
    """Put what goes soonest first; what nothing is due of stays in its order."""
    return tuple(not line[name] for name in ("overdue", "soon", "later"))


def _by_kind(lines: Sequence[Row]) -> Table:
    rows = tuple(
        (
            Link(line["title"], url("core.retention_kind", code=line["code"])),
            Words(_rule_words(line)),
            _counted(line, "overdue", OVERDUE),
            _counted(line, "soon", SOON),
            _counted(line, "later", LATER),
            _counted(line, "held", LATER),
            _counted(line, "went", OVERDUE),
        )
        for line in sorted(lines, key=_what_waits)
    )
    return Table(
        caption=_("What will go, by kind of record"),
        headings=(
            _("Kind of record"),
            _("Kept for"),
            _("Past their date"),
            _("Within 30 days"),
            _("Within 90 days"),
            _("Kept on hold"),
            _("Went in the last day"),
        ),
        rows=rows,
    )


def _overview(data: Data, _request: PageRequest) -> Record:
    lines = data["retention"]
    overdue = sum(line["overdue"] for line in lines)
    said = translate_plural(
        "{count} record is past its date. It goes with the next night.",
        "{count} records are past their date. They go with the next night.",
        overdue,
    ).format(count=overdue)
    return Record(
        title=_("What will go, and when?"),
        lead=said if overdue else _("Nothing is past its date. Every night, what is due goes by itself."),
        sections=(
            Section(heading=_("By kind of record"), table=_by_kind(lines)),
            _on_hold(data["openHolds"]),
            Section(
                heading=_("What goes in a few days"),
                text=_(
                    "Uploaded lists go within a day; reports, and what an import wrote down to be taken "
                    "back, after 7 days. The privacy page says it of everything else."
                ),
            ),
        ),
    )


def _on_hold(rows: list[Row]) -> Section:
    return Section(
        heading=_("Kept on hold"),
        table=Table(
            caption=_("What is kept whatever the rules say, the soonest to be looked at first"),
            headings=(_("Whose"), _("What"), _("Since"), _("To be looked at")),
            rows=tuple(
                (
                    Link(row["name"], url("core.person_data", person_id=row["personId"])),
                    Words(_("One record") if row["oneRecord"] else _("Everything")),
                    Date(row["on"], near=False),
                    Date(row["reviewOn"]),
                )
                for row in rows
            ),
            empty=_("Nothing is kept on hold."),
        ),
    )


RETENTION = RecordPage(
    name="core.retention",
    path="/retention",
    title=_("What will go, and when?"),
    permission=RETENTION_READ,
    document=DOCUMENTS["retention"],
    record=_overview,
    found="retention",
)


def _within(request: PageRequest) -> int:
    asked = request.first("within")
    return int(asked) if asked in {str(OVERDUE), str(SOON), str(LATER)} else LATER


def _kind_variables(request: PageRequest) -> Variables:
    return {"code": request.path["code"], "days": _within(request)}


def _due_section(kind: Row, days: int) -> Section:
    rows = tuple(
        (
            Link(row["name"], url("core.person_data", person_id=row["personId"]))
            if row["name"]
            else Words(_("Nobody's in particular")),
            Date(row["dueOn"]),
            Tag(_("Kept on hold")) if row["held"] else Words(""),
        )
        for row in kind["due"]
    )
    headings = {
        OVERDUE: _("Past their date"),
        SOON: _("Due within 30 days"),
        LATER: _("Due within 90 days"),
    }
    table = Table(
        caption=headings[days],
        headings=(_("Whose"), _("Goes on"), _("Hold")),
        rows=rows,
        empty=_("Nothing is due in that time."),
    )
    return Section(heading=headings[days], table=table, text=_("The first 200 are shown, soonest first."))


def _went_section(kind: Row) -> Section:
    rows = tuple(
        (
            Date(row["on"], near=False),
            Number(row["count"]),
            Words(row["period"]),
            Words(_("Somebody asked to be erased") if row["askedFor"] else _("The night")),
        )
        for row in kind["stones"]
    )
    table = Table(
        caption=_("What went"),
        headings=(_("Day"), _("Records"), _("Kept for"), _("By")),
        rows=rows,
        empty=_("Nothing of this kind has gone yet."),
    )
    return Section(heading=_("What went"), table=table)


def _change_section(kind: Row) -> Section:
    rows = tuple(
        (Date(row["on"], near=False), Words(row["period"]), Words(row["by"])) for row in kind["changes"]
    )
    table = Table(
        caption=_("Periods this prison set"),
        headings=(_("From"), _("Kept for"), _("Set by")),
        rows=rows,
        empty=_("This prison has kept the period that was proposed."),
    )
    return Section(heading=_("Periods this prison set"), table=table)


def _kind_record(data: Data, request: PageRequest) -> Record:
    kind = data["retentionKind"]
    line = kind["line"]
    return Record(
        title=line["title"],
        lead=_rule_words(line),
        facts=(
            Fact(_("Past their date"), _counted(line, "overdue", OVERDUE)),
            Fact(_("Within 30 days"), _counted(line, "soon", SOON)),
            Fact(_("Within 90 days"), _counted(line, "later", LATER)),
            Fact(_("Kept on hold"), Number(line["held"])),
            Fact(_("Went in the last day"), Number(line["went"])),
            Fact(
                _("A prison may set"),
                Words(translate("{least} to {most}").format(least=line["least"], most=line["most"])),
            ),
        ),
        sections=(_due_section(kind, _within(request)), _went_section(kind), _change_section(kind)),
        nobody="" if request.viewer.may(RETENTION_CHANGE) else _("Data protection can change the period."),
        back=url("core.retention"),
        back_label=_("What will go, and when?"),
    )


KIND = RecordPage(
    name="core.retention_kind",
    path="/retention/{code:str}",
    title=_("Kind of record"),
    permission=RETENTION_READ,
    document=DOCUMENTS["kind"],
    variables=_kind_variables,
    record=_kind_record,
    found="retentionKind",
    actions=(
        ActionLink(
            label=_("Change the period"),
            href=lambda _data, request: url("core.set_retention_period", code=request.path["code"]),
            style="secondary",
        ),
    ),
)


def _period_lead(data: Data, _request: PageRequest) -> Text:
    line = data["retentionKind"]["line"]
    return translate(
        "Now it is {period}. A prison may set {least} to {most}. The change is recorded with your name, and "
        "counts from the next night on: a shorter period can make records go then."
    ).format(period=line["period"], least=line["least"], most=line["most"])


def _period_set(_data: Data, request: PageRequest) -> Outcome:
    return Outcome(url("core.retention_kind", code=request.path["code"]), _("The period was changed."))


def _period(form: Form, request: PageRequest) -> Variables:
    return {"code": request.path["code"], "keep": form["keep"]}


SET_PERIOD = FormPage(
    name="core.set_retention_period",
    path="/retention/{code:str}/period",
    title=_("Change the period"),
    heading=lambda data, _request: translate("How long to keep: {what}").format(
        what=data["retentionKind"]["line"]["title"]
    ),
    permission=RETENTION_CHANGE,
    document=DOCUMENTS["kind"],
    variables=_kind_variables,
    found="retentionKind",
    lead=_period_lead,
    fields=(
        NumberField(
            name="keep",
            label=_("Keep for"),
            hint=_("In months, or in days where the period is said in days."),
            most=600,
        ),
    ),
    initial=lambda data, _request: {"keep": data["retentionKind"]["line"]["keep"]},
    mutation=DOCUMENTS["set_period"],
    arguments=_period,
    success=_period_set,
    submit=_("Change the period"),
    back=lambda _data, request: url("core.retention_kind", code=request.path["code"]),
)
