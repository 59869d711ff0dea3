"""Who expires next: clearances that are good today, by the day they run out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from core.sdk import Text, pages, today, translate, translate_plural
from core.sdk import lazy_gettext as _
from plugins.vetting.enums import ClearanceScope, VettingLevel
from plugins.vetting.pages.words import DOCUMENTS, UNKNOWN, day, expiring_filter, unconfirmed_tag
from plugins.vetting.permissions import CASE_EXPORT, CLEARANCE_READ, DECISION_READ

HORIZONS = (30, 90, 180)


def _variables(request: pages.PageRequest) -> pages.Variables:
    soon = {f"in{days}": expiring_filter(days) for days in HORIZONS}
    return {**soon, "starts": request.viewer.may(DECISION_READ)}


def _summary(data: pages.Data, _request: pages.PageRequest) -> Text:
    count = data["in30"]["totalCount"]
    if count == 0:
        return translate("No clearance runs out in the next 30 days.")
    return translate_plural(
        "{count} clearance runs out in the next 30 days. Start its renewal now.",
        "{count} clearances run out in the next 30 days. Start their renewals now.",
        count,
    ).format(count=count)


def _figures(data: pages.Data, _request: pages.PageRequest) -> Sequence[pages.Figure]:
    return tuple(
        pages.Figure(
            translate("Run out in {days} days").format(days=days),
            data[f"in{days}"]["totalCount"],
            pages.url("vetting.expiring").asking(within=str(days)),
            urgent=days == HORIZONS[0] and data["in30"]["totalCount"] > 0,
        )
        for days in HORIZONS
    )


def _only_good_today(_request: pages.PageRequest) -> pages.Condition:
    return {"isCurrent": {"eq": True}, "expiresOn": {"gte": today().isoformat()}}


def _within(values: tuple[str, ...], _request: pages.PageRequest) -> pages.Condition:
    return {"expiresOn": {"lt": (today() + timedelta(days=int(values[0]) + 1)).isoformat()}}


def _name(row: pages.Row) -> pages.Link:
    target = pages.url("core.person", person_id=row["personId"])
    return pages.Link(row["personName"], target)


def _start(row: pages.Row) -> pages.Date | pages.Tag:
    starts = day(row["renewalStartsOn"])
    if starts is not None and starts <= today():
        return pages.Tag(_("Now"), pages.Colour.YELLOW)
    return pages.Date(starts, near=False, empty=_("In some years"))


EXPIRING = pages.ListPage(
    name="vetting.expiring",
    path="/vetting/expiring",
    title=_("Whose clearance runs out next?"),
    permission=CLEARANCE_READ,
    document=DOCUMENTS["expiring"],
    variables=_variables,
    connection="vettingClearances",
    base_filter=_only_good_today,
    summary=_summary,
    figures=_figures,
    empty=_(
        "No clearance with an end date is recorded. Import your tracker, or record a decision on a case."
    ),
    columns=(
        pages.Column(heading=_("Name"), cell=lambda row, _request: _name(row), sort="personSurname"),
        pages.Column(
            heading=_("Organisation"),
            cell=lambda row, _request: pages.Words(row["partnerName"] or UNKNOWN),
            sort="partnerName",
        ),
        pages.Column(
            heading=_("Level"),
            cell=lambda row, _request: pages.Words(VettingLevel(row["level"]).label),
            sort="level",
        ),
        pages.Column(
            heading=_("Good for"),
            cell=lambda row, _request: pages.Words(ClearanceScope(row["scope"]).label),
        ),
        pages.Column(
            heading=_("Runs out"), cell=lambda row, _request: pages.Date(row["expiresOn"]), sort="expiresOn"
        ),
        pages.Column(
            heading=_("Start the renewal"),
            cell=lambda row, _request: _start(row),
            permission=DECISION_READ,
        ),
        pages.Column(
            heading=_("Confirmed"),
            cell=lambda row, _request: (
                pages.Words(_("By security")) if row["isConfirmed"] else unconfirmed_tag()
            ),
        ),
        pages.Column(
            heading=_("Reference"), cell=lambda row, _request: pages.Words(row["reference"] or UNKNOWN)
        ),
    ),
    filters=(
        pages.Filter(
            name="within",
            label=_("Runs out within"),
            kind="one",
            choices=(
                pages.Choice("30", _("30 days")),
                pages.Choice("90", _("90 days")),
                pages.Choice("180", _("180 days")),
            ),
            condition=_within,
        ),
        pages.any_of("level", _("Level"), "level", pages.each_of(VettingLevel)),
    ),
    default_order=(pages.Order("expiresOn"),),
    export_permission=CASE_EXPORT,
)
