"""Training: what is coming, with places left; who lacks what, and when they could be taught."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from core.sdk import Text, long_date, pages, today, translate, translate_plural
from core.sdk import lazy_gettext as _
from plugins.vetting.enums import TrainingSessionState, TrainingType
from plugins.vetting.pages.words import DOCUMENTS, day
from plugins.vetting.permissions import TRAINING_READ

HERE = "vetting.training"
SHOWN_NEEDS = 4
STATE_COLOURS = {
    TrainingSessionState.PLANNED: pages.Colour.BLUE,
    TrainingSessionState.HELD: pages.Colour.GREEN,
    TrainingSessionState.CANCELLED: pages.Colour.GREY,
}
TYPES = pages.each_of(TrainingType)


def state_tag(code: str) -> pages.Tag:
    state = TrainingSessionState(code)
    return pages.Tag(state.label, STATE_COLOURS[state])


def _coming() -> pages.Condition:
    return {"heldOn": {"gte": today().isoformat()}, "state": {"eq": TrainingSessionState.PLANNED.value}}


def _summary(data: pages.Data, _request: pages.PageRequest) -> Text:
    """Say the largest want, and the next places for it."""
    needs, coming = data["vettingTrainingNeedCounts"], data["coming"]["nodes"]
    if not needs:
        return translate("Nobody on the way in lacks training without a place booked.")
    worst = needs[0]
    said = translate_plural(
        "{count} person needs {training}.", "{count} people need {training}.", worst["people"]
    ).format(count=worst["people"], training=TrainingType(worst["type"]).label)
    free = [row for row in coming if row["type"] == worst["type"] and row["placesLeft"] > 0]
    if not free:
        return said + " " + translate("No place is free: plan a session.")
    when = day(free[0]["heldOn"])
    places = translate_plural("{count} place on {day}.", "{count} places on {day}.", free[0]["placesLeft"])
    return said + " " + places.format(count=free[0]["placesLeft"], day=long_date(when) if when else "")


def _figures(data: pages.Data, _request: pages.PageRequest) -> Sequence[pages.Figure]:
    return tuple(
        pages.Figure(
            translate("Need {training}").format(training=TrainingType(need["type"]).label),
            need["people"],
            pages.url("vetting.training_needs").asking(type=need["type"], booked="no"),
        )
        for need in data["vettingTrainingNeedCounts"][:SHOWN_NEEDS]
    )


def _course(row: pages.Row) -> pages.Link:
    return pages.Link(
        row["courseTitle"], pages.url("vetting.training_session", training_session_id=row["id"])
    )


def places_words(row: pages.Row) -> str:
    """Say how many places are left, and of those how many a partner's people may take."""
    left, of_partners = row["placesLeft"], row["partnerPlacesLeft"]
    said = translate("{left} of {places} left").format(left=left, places=row["places"])
    if of_partners < left:
        said += " " + translate("({count} for partners)").format(count=of_partners)
    return said


def _when(values: tuple[str, ...], _request: pages.PageRequest) -> pages.Condition:
    if values[0] == "past":
        return {"heldOn": {"lt": today().isoformat()}}
    if values[0] == "month":
        return {**_coming(), "heldOn": {"gte": today().isoformat(), "lt": _in_a_month()}}
    return _coming()


def _in_a_month() -> str:
    return (today() + timedelta(days=31)).isoformat()


TRAINING = pages.ListPage(
    name=HERE,
    path="/training",
    title=_("Training"),
    heading=lambda _data, _request: _("What training is coming, and who needs it?"),
    permission=TRAINING_READ,
    document=DOCUMENTS["training"],
    variables=lambda _request: {"coming": _coming()},
    connection="vettingTrainingSessions",
    base_filter=lambda request: {} if request.first("when") else _coming(),
    summary=_summary,
    figures=_figures,
    empty=_("No training is planned yet. Whoever plans training adds a course first, then a session of it."),
    columns=(
        pages.Column(heading=_("Course"), cell=lambda row, _request: _course(row), sort="courseTitle"),
        pages.Column(heading=_("Day"), cell=lambda row, _request: pages.Date(row["heldOn"]), sort="heldOn"),
        pages.Column(
            heading=_("Time and place"),
            cell=lambda row, _request: pages.Words(
                translate("{start} to {end}").format(start=row["startsAt"], end=row["endsAt"]),
                hint=row["place"],
            ),
        ),
        pages.Column(heading=_("Places"), cell=lambda row, _request: pages.Words(places_words(row))),
        pages.Column(
            heading=_("Waiting"), cell=lambda row, _request: pages.Number(row["waiting"]), numeric=True
        ),
        pages.Column(heading=_("State"), cell=lambda row, _request: state_tag(row["state"])),
    ),
    filters=(
        pages.Filter(
            name="when",
            label=_("When"),
            kind="one",
            choices=(
                pages.Choice("month", _("In the next month")),
                pages.Choice("coming", _("All that is planned")),
                pages.Choice("past", _("Before today")),
            ),
            condition=_when,
        ),
        pages.any_of("type", _("Training"), "type", TYPES),
    ),
    default_order=(pages.Order("heldOn"),),
    actions=(
        pages.ActionLink(
            label=_("Plan a session"), href=lambda _data, _request: pages.url("vetting.plan_session")
        ),
        pages.ActionLink(
            label=_("Who lacks what"),
            href=lambda _data, _request: pages.url("vetting.training_needs"),
            style="secondary",
        ),
        pages.ActionLink(
            label=_("Add a course"),
            href=lambda _data, _request: pages.url("vetting.add_course"),
            style="secondary",
        ),
    ),
)
