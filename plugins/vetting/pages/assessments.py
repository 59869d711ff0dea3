"""What waits for an assessment or for the governor: read by those alone who may know of the route."""

from __future__ import annotations

from core.sdk import Text, add_working_days, pages, today, translate, translate_plural
from core.sdk import lazy_gettext as _
from plugins.vetting.enums import Turn, VettingStage
from plugins.vetting.pages.words import DOCUMENTS, PATIENCE, UP_TO, days_in_stage, whose_turn, working_days
from plugins.vetting.permissions import CASE_LEAP

RECENT, LONGER = f"{UP_TO}{PATIENCE}", str(PATIENCE)


def _summary(data: pages.Data, _request: pages.PageRequest) -> Text:
    count = data["governor"]["totalCount"]
    return translate_plural(
        "{count} case waits for the governor.", "{count} cases wait for the governor.", count
    ).format(count=count)


def _since(values: tuple[str, ...], _request: pages.PageRequest) -> pages.Condition:
    limit = add_working_days(today(), -PATIENCE).isoformat()
    return {"stageSince": {"gte": limit} if values[0] == RECENT else {"lt": limit}}


def _ages(_data: pages.Data, _request: pages.PageRequest) -> list[pages.Choice]:
    return [
        pages.Choice(RECENT, translate("Up to {count} working days").format(count=PATIENCE)),
        pages.Choice(LONGER, translate("Longer than {count} working days").format(count=PATIENCE)),
    ]


ASSESSMENTS = pages.ListPage(
    name="vetting.assessments",
    path="/vetting/assessments",
    title=_("What waits for an assessment, or for the governor?"),
    permission=CASE_LEAP,
    document=DOCUMENTS["assessments"],
    connection="vettingAssessments",
    summary=_summary,
    empty=_("No case waits for an assessment or for the governor."),
    columns=(
        pages.Column(
            heading=_("Name"),
            cell=lambda row, _request: pages.Link(
                row["personName"], pages.url("vetting.case", case_id=row["id"])
            ),
            sort="personSurname",
        ),
        pages.Column(
            heading=_("Organisation"),
            cell=lambda row, _request: pages.Words(row["partnerName"] or _("Not recorded")),
            sort="partnerName",
        ),
        pages.Column(
            heading=_("Stage"), cell=lambda row, _request: pages.Words(VettingStage(row["stage"]).label)
        ),
        pages.Column(
            heading=_("Whose turn"),
            cell=lambda row, request: pages.Words(whose_turn(row["turn"], request.viewer)),
        ),
        pages.Column(
            heading=_("Waiting since"),
            cell=lambda row, _request: pages.Date(row["stageSince"], near=False),
            sort="stageSince",
        ),
        pages.Column(
            heading=_("How long"),
            cell=lambda row, _request: pages.Words(working_days(days_in_stage(row))),
            numeric=True,
        ),
    ),
    filters=(
        pages.any_of(
            "turn",
            _("Whose turn"),
            "turn",
            [pages.Choice(turn.value, turn.label) for turn in (Turn.PRISON_SECURITY, Turn.GOVERNOR)],
        ),
        pages.Filter(name="waiting", label=_("How long"), kind="one", choices=_ages, condition=_since),
    ),
    default_order=(pages.Order("stageSince"),),
    exportable=False,
)
