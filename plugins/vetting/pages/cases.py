"""The list of cases: whose turn it is, how long it has been, and what is too long."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from core.sdk import (
    RETENTION_READ,
    Text,
    add_working_days,
    fold_name,
    pages,
    today,
    translate,
    translate_plural,
)
from core.sdk import lazy_gettext as _
from plugins.vetting.enums import Turn, VettingStage
from plugins.vetting.pages.outlook import forecast_cell
from plugins.vetting.pages.words import (
    DOCUMENTS,
    PATIENCE,
    UP_TO,
    age,
    days_in_stage,
    expiring_filter,
    levels_words,
    standing_tags,
    true_turn,
    turns_of,
    whose_turn,
    working_days,
)
from plugins.vetting.permissions import (
    CASE_CHASE,
    CASE_EXPORT,
    CASE_LEAP,
    CASE_PROGRESS,
    CASE_READ,
    DECISION_READ,
)
from plugins.vetting.rules import RUNS_OUT, TO_CLOSE
from plugins.vetting.rules.stages import LEAP_STAGES

AGES = (PATIENCE, 10, 20, 40, 60, 90)
EXPIRING_DAYS = 90
BY_DATES = {
    VettingStage.EXPIRED.value: tuple(stage.value for stage in RUNS_OUT),
    VettingStage.RENEWAL_DUE.value: (VettingStage.ACTIVE.value,),
}
"""Where a case may still be recorded that stands at a stage by its dates."""


def _variables(request: pages.PageRequest) -> pages.Variables:
    return {
        "soon": expiring_filter(EXPIRING_DAYS),
        "toClose": _to_close(),
        "leap": request.viewer.may(CASE_LEAP),
        "holds": request.viewer.may(RETENTION_READ),
    }


def _summary(data: pages.Data, _request: pages.PageRequest) -> Text:
    total, over = data["open"]["totalCount"], data["overTarget"]["totalCount"]
    if total == 0:
        return translate("No case is in progress.")
    longest = working_days(max((days_in_stage(row) for row in data["open"]["nodes"]), default=0))
    begun = translate_plural(
        "{count} case is in progress; the longest has stood still for {longest}.",
        "{count} cases are in progress; the longest has stood still for {longest}.",
        total,
    ).format(count=total, longest=longest)
    if over == 0:
        return begun
    late = translate_plural(
        "{count} has been with the vetting team longer than its target.",
        "{count} have been with the vetting team longer than their target.",
        over,
    ).format(count=over)
    return f"{begun} {late}"


def _figures(data: pages.Data, _request: pages.PageRequest) -> Sequence[pages.Figure]:
    here = pages.url("vetting.cases")
    return (
        pages.Figure(_("In progress"), data["open"]["totalCount"], here.asking(show="open")),
        pages.Figure(
            _("Over target"),
            data["overTarget"]["totalCount"],
            here.asking(show="over"),
            urgent=data["overTarget"]["totalCount"] > 0,
        ),
        pages.Figure(
            _("Expiring in 90 days"),
            data["expiring"]["totalCount"],
            pages.url("vetting.expiring").asking(within="90"),
        ),
        pages.Figure(
            _("Cleared by a spreadsheet alone, not confirmed by security"),
            data["unconfirmed"]["totalCount"],
            here.asking(show="unconfirmed"),
            urgent=data["unconfirmed"]["totalCount"] > 0,
        ),
        pages.Figure(
            _("Refused, run out, withdrawn or lapsed: to close"),
            data["toClose"]["totalCount"],
            here.asking(show="close"),
        ),
    )


def _shown(values: tuple[str, ...], request: pages.PageRequest) -> pages.Condition:
    if values[0] == "over":
        return {"isOverTarget": {"eq": True}}
    if values[0] == "others":
        return {"isOpen": {"eq": True}, "not": {"turn": {"in": turns_of(request.viewer)}}}
    if values[0] == "unconfirmed":
        return {"isUnconfirmed": {"eq": True}}
    if values[0] == "close":
        return _to_close()
    return {"isOpen": {"eq": values[0] == "open"}}


def _to_close() -> pages.Condition:
    """Look at what has come to an end: somebody may still take one of the ways that lead on from there."""
    return _standing_at(sorted(stage.value for stage in TO_CLOSE))


def _at_stage(values: tuple[str, ...], _request: pages.PageRequest) -> pages.Condition:
    return _standing_at(values)


def _standing_at(values: Sequence[str]) -> pages.Condition:
    """Go by the dates, and look only at cases recorded where the dates can have led there from."""
    recorded = {source for value in values for source in (value, *BY_DATES.get(value, ()))}
    return {"stageToday": {"in": list(values)}, "stage": {"in": sorted(recorded)}}


def _waiting(values: tuple[str, ...], _request: pages.PageRequest) -> pages.Condition:
    """Look at cases on which somebody has to act, by the working days they have stood still."""
    count = values[0].removeprefix(UP_TO)
    if not count.isdecimal() or int(count) not in AGES:
        return {}
    day = add_working_days(today(), -int(count)).isoformat()
    since = {"gte": day} if values[0].startswith(UP_TO) else {"lt": day}
    return {"not": {"turn": {"eq": "NOBODY"}}, "stageTodaySince": since}


def _name(row: pages.Row) -> pages.Link:
    return pages.Link(
        row["personName"], pages.url("vetting.case", case_id=row["id"]), hint=row["roleTitle"] or ""
    )


def _ages() -> tuple[pages.Choice, ...]:
    recent = translate("Up to {count} working days").format(count=PATIENCE)
    longer = translate("Longer than {count} working days")
    return (
        pages.Choice(f"{UP_TO}{PATIENCE}", recent),
        *(pages.Choice(str(count), longer.format(count=count)) for count in AGES),
    )


def _ids(ids: tuple[str, ...], _request: pages.PageRequest) -> pages.Variables:
    return {"caseIds": list(ids)}


def _bulk_outcome(root: str, done: Text) -> Any:
    def outcome(data: pages.Data, _request: pages.PageRequest) -> pages.Outcome:
        result = data[root]
        sentences = [str(done).format(count=result["done"])]
        sentences += [f"{skipped['personName']}: {skipped['reason']}" for skipped in result["skipped"]]
        return pages.Outcome(pages.url("vetting.cases"), " ".join(sentences))

    return outcome


CASES = pages.ListPage(
    name="vetting.cases",
    path="/vetting",
    title=_("Who is cleared, who is stuck, who is next?"),
    permission=CASE_READ,
    document=DOCUMENTS["cases"],
    variables=_variables,
    connection="vettingCases",
    summary=_summary,
    figures=_figures,
    empty=_(
        "There is no vetting case yet. Import the tracker you keep now, or open a case from a person's page."
    ),
    group=lambda row, request: translate("Whose turn: {turn}").format(
        turn=whose_turn(true_turn(row), request.viewer),
    ),
    columns=(
        pages.Column(heading=_("Name"), cell=lambda row, _request: _name(row), sort="personSurname"),
        pages.Column(
            heading=_("Organisation"),
            cell=lambda row, _request: pages.Words(row["partnerName"] or _("Not recorded")),
            sort="partnerName",
        ),
        pages.Column(
            heading=_("Level"), cell=lambda row, _request: pages.Words(levels_words(row["requiredLevels"]))
        ),
        pages.Column(heading=_("Stage"), cell=lambda row, _request: standing_tags(row), sort="stage"),
        pages.Column(
            heading=_("Since"),
            cell=lambda row, _request: pages.Date(row["stageSince"], near=False),
            sort="stageSince",
        ),
        pages.Column(heading=_("In this stage"), cell=lambda row, _request: age(row), numeric=True),
        pages.Column(heading=_("Forecast when sent"), cell=lambda row, _request: forecast_cell(row)),
        pages.Column(
            heading=_("Last chased"),
            cell=lambda row, _request: pages.Date(row["lastChasedOn"], empty=_("Never")),
        ),
    ),
    filters=(
        pages.Filter(
            name="show",
            label=_("Show"),
            kind="one",
            choices=(
                pages.Choice("open", _("In progress")),
                pages.Choice("over", _("Over target")),
                pages.Choice("others", _("Waiting on others")),
                pages.Choice("unconfirmed", _("Not confirmed by security")),
                pages.Choice("close", _("To close")),
                pages.Choice("settled", _("Settled")),
            ),
            condition=_shown,
        ),
        pages.any_of("turn", _("Whose turn"), "turn", pages.each_of(Turn)),
        pages.Filter(
            name="stage",
            label=_("Stage"),
            choices=[
                pages.Choice(stage.value, stage.label) for stage in VettingStage if stage not in LEAP_STAGES
            ],
            condition=_at_stage,
        ),
        pages.Filter(
            name="waiting",
            label=_("In this stage"),
            kind="one",
            choices=lambda _data, _request: _ages(),
            condition=_waiting,
        ),
        pages.Filter(
            name="name",
            label=_("Name"),
            kind="text",
            condition=lambda values, _request: {"personKey": {"contains": fold_name(values[0])}},
        ),
    ),
    default_order=(pages.Order("turnOrder"), pages.Order("stageSince")),
    export_permission=CASE_EXPORT,
    bulk=(
        pages.BulkAction(
            name="chase",
            label=_("Chase"),
            permission=CASE_CHASE,
            mutation=DOCUMENTS["chase_cases"],
            variables=_ids,
            success=_bulk_outcome("vettingChaseCases", _("Chases noted: {count}.")),
        ),
        pages.BulkAction(
            name="move_on",
            label=_("Move on"),
            permission=CASE_PROGRESS,
            mutation=DOCUMENTS["move_on_cases"],
            variables=_ids,
            success=_bulk_outcome("vettingMoveOnCases", _("Cases moved on: {count}.")),
            confirm=lambda count: translate_plural(
                "Move {count} case on to its next stage, as of today?",
                "Move {count} cases on, each to its next stage, as of today?",
                count,
            ).format(count=count),
        ),
    ),
    actions=(
        pages.ActionLink(
            label=_("Which clearances are not confirmed?"),
            href=lambda _data, _request: pages.url("vetting.unconfirmed"),
            style="secondary",
            offered=lambda data, request: (
                request.viewer.may(DECISION_READ) and data["unconfirmed"]["totalCount"] > 0
            ),
        ),
    ),
)
