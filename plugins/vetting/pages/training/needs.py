"""Who lacks what: everybody on the way in, by the training they do not have today."""

from __future__ import annotations

from core.sdk import Text, pages, translate_plural
from core.sdk import lazy_gettext as _
from plugins.vetting.enums import TrainingType
from plugins.vetting.pages.training.coming import TYPES
from plugins.vetting.pages.words import DOCUMENTS, UNKNOWN
from plugins.vetting.permissions import CASE_EXPORT, TRAINING_READ

YES_NO = (pages.Choice("yes", _("Yes")), pages.Choice("no", _("No")))


def _summary(data: pages.Data, _request: pages.PageRequest) -> Text:
    count = data["vettingTrainingNeeds"]["totalCount"]
    return translate_plural(
        "{count} training is lacking. Book the people into a session, or grant an exemption.",
        "{count} trainings are lacking. Book the people into a session, or grant an exemption.",
        count,
    ).format(count=count)


def _standing(row: pages.Row) -> pages.Tag:
    if row["bookedOn"]:
        return pages.Tag(_("Booked"), pages.Colour.BLUE)
    if row["expiredOn"]:
        return pages.Tag(_("Ran out"), pages.Colour.RED)
    return pages.Tag(_("Never done"), pages.Colour.YELLOW)


def _yes(field: str) -> pages.Filter:
    labels = {"isCleared": _("Cleared already"), "isBooked": _("Booked already")}
    return pages.Filter(
        name=field.removeprefix("is").lower(),
        label=labels[field],
        kind="one",
        choices=YES_NO,
        condition=lambda values, _request: {field: values[0] == "yes"},
    )


NEEDS = pages.ListPage(
    name="vetting.training_needs",
    path="/training/needs",
    title=_("Who lacks which training?"),
    permission=TRAINING_READ,
    document=DOCUMENTS["training_needs"],
    connection="vettingTrainingNeeds",
    summary=_summary,
    empty=_("Everybody on the way in has the training they need."),
    columns=(
        pages.Column(
            heading=_("Name"),
            cell=lambda row, _request: pages.Link(
                row["personName"], pages.url("core.person", person_id=row["personId"])
            ),
            sort="personSurname",
        ),
        pages.Column(
            heading=_("Organisation"),
            cell=lambda row, _request: pages.Words(row["partnerName"] or UNKNOWN),
            sort="partnerName",
        ),
        pages.Column(
            heading=_("Training"),
            cell=lambda row, _request: pages.Words(TrainingType(row["type"]).label),
            sort="type",
        ),
        pages.Column(heading=_("Today"), cell=lambda row, _request: _standing(row)),
        pages.Column(
            heading=_("Ran out or booked for"),
            cell=lambda row, _request: pages.Date(row["bookedOn"] or row["expiredOn"], empty=""),
        ),
        pages.Column(
            heading=_("Cleared"),
            cell=lambda row, _request: pages.Words(_("Yes") if row["isCleared"] else _("Not yet")),
        ),
    ),
    filters=(
        pages.Filter(
            name="type",
            label=_("Training"),
            choices=TYPES,
            condition=lambda values, _request: {"typeIn": list(values)},
        ),
        _yes("isCleared"),
        _yes("isBooked"),
    ),
    default_order=(pages.Order("personSurname"),),
    export_permission=CASE_EXPORT,
    back=lambda _data, _request: pages.url("vetting.training"),
)
