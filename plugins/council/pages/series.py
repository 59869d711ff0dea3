"""When a council meets: its series as a list; each is changed, or ended."""

from __future__ import annotations

from core.sdk import Text, long_date, pages, translate, translate_plural
from core.sdk import lazy_gettext as _
from plugins.council.enums import Rhythm
from plugins.council.pages.meeting_forms import PLACES, STANDING, WHEN_WHERE
from plugins.council.pages.meeting_words import WEEKDAYS, hours
from plugins.council.pages.words import DOCUMENTS, day
from plugins.council.permissions import MEETING_READ, MEETING_RUN
from plugins.council.services.series import LONGEST_NAME


def rhythm_words(row: pages.Row) -> Text:
    """Say how often: `Thursday, the first in the month`, `Monday, every 2 weeks`."""
    weekday, every = WEEKDAYS[row["weekday"]], row["every"]
    if row["rhythm"] == Rhythm.WEEKS:
        said = translate_plural("{weekday}, every week", "{weekday}, every {count} weeks", every)
        return said.format(weekday=weekday, count=every)
    place = str(PLACES[row["placeInMonth"] - 1]).lower()
    said = translate_plural(
        "{weekday}, {place} in each month", "{weekday}, {place} in the month, every {count} months", every
    )
    return said.format(weekday=weekday, place=place, count=every)


def _summary(data: pages.Data, _request: pages.PageRequest) -> Text:
    count = data["councilAllSeries"]["totalCount"]
    if not count:
        return translate("Nobody has said when the council meets.")
    said = translate_plural("Meetings of {count} kind.", "Meetings of {count} kinds.", count)
    made = translate("Each night those of the next half year are made.")
    return f"{said.format(count=count)} {made}"


def _state(row: pages.Row) -> pages.Cell:
    if row["isGoingOn"]:
        return pages.Tag(_("Goes on"), pages.Colour.GREEN)
    return pages.Tag(
        translate("Ended on {day}").format(day=long_date(day(row["endedOn"]))), pages.Colour.GREY
    )


def _name(row: pages.Row, request: pages.PageRequest) -> pages.Cell:
    if not row["isGoingOn"] or not request.viewer.may(MEETING_RUN):
        return pages.Words(row["name"], hint=row["councilName"])
    page = pages.url("council.change_series", series_id=row["id"])
    return pages.Link(row["name"], page, hint=row["councilName"])


def _end(row: pages.Row, request: pages.PageRequest) -> pages.Cell:
    if not row["isGoingOn"] or not request.viewer.may(MEETING_RUN):
        return pages.Words("")
    return pages.Link(_("End"), pages.url("council.end_series", series_id=row["id"]), hint="")


SERIES = pages.ListPage(
    name="council.series",
    path="/council/meetings/series",
    title=_("On which days does the council meet?"),
    permission=MEETING_READ,
    document=DOCUMENTS["all_series"],
    connection="councilAllSeries",
    summary=_summary,
    empty=_("Say when the council meets: its meetings are then made by themselves."),
    columns=(
        pages.Column(heading=_("Meetings"), cell=_name, sort="name"),
        pages.Column(heading=_("When"), cell=lambda row, _request: pages.Words(rhythm_words(row))),
        pages.Column(
            heading=_("Hours and place"),
            cell=lambda row, _request: pages.Words(hours(row), hint=row["place"]),
        ),
        pages.Column(
            heading=_("To come"), cell=lambda row, _request: pages.Number(row["meetingsToCome"]), numeric=True
        ),
        pages.Column(heading=_("State"), cell=lambda row, _request: _state(row)),
        pages.Column(heading=_("No longer?"), cell=_end),
    ),
    row_label=lambda row: str(row["name"]),
    default_order=(pages.Order("name"),),
    exportable=False,
    actions=(
        pages.ActionLink(
            label=_("Say when the council meets"),
            href=lambda _data, _request: pages.url("council.start_series"),
        ),
    ),
    back=lambda _data, _request: pages.url("council.meetings"),
)


def _id(request: pages.PageRequest) -> pages.Variables:
    return {"id": request.path["series_id"]}


def _back(_data: pages.Data, _request: pages.PageRequest) -> pages.Address:
    return pages.url("council.series")


def _to_come(data: pages.Data, _request: pages.PageRequest) -> Text:
    row = data["councilSeries"]
    said = translate_plural(
        "{name}: {count} meeting is planned. It stays until you cancel it.",
        "{name}: {count} meetings are planned. They stay until you cancel them.",
        row["meetingsToCome"],
    )
    return said.format(name=row["name"], count=row["meetingsToCome"])


def _as_it_is(data: pages.Data, _request: pages.PageRequest) -> pages.Form:
    row = data["councilSeries"]
    return {
        "name": row["name"],
        "starts_at": row["startsAt"][:5],
        "ends_at": row["endsAt"][:5],
        "place": row["place"],
        "standing": "\n".join(row["standing"]),
    }


def _changed(form: pages.Form, request: pages.PageRequest) -> pages.Variables:
    given = {
        "name": form["name"],
        "startsAt": form["starts_at"],
        "endsAt": form["ends_at"],
        "place": form["place"],
        "standing": [line for line in str(form["standing"] or "").split("\n") if line.strip()],
    }
    return {**_id(request), "given": given}


CHANGE_SERIES = pages.FormPage(
    name="council.change_series",
    path="/council/meetings/series/{series_id:uuid}/change",
    title=_("Change these meetings"),
    permission=MEETING_RUN,
    document=DOCUMENTS["series"],
    variables=_id,
    found="councilSeries",
    lead=lambda _data, _request: translate(
        "Meetings to come follow, but for those that you changed by hand. "
        "For other days end these meetings, and say anew when the council meets."
    ),
    mutation=DOCUMENTS["change_series"],
    fields=(
        pages.TextField(name="name", label=_("Name of the meetings"), max_length=LONGEST_NAME),
        *WHEN_WHERE,
        STANDING,
    ),
    initial=_as_it_is,
    arguments=_changed,
    success=lambda _data, _request: pages.Outcome(
        pages.url("council.series"), translate("Changed. Calendars follow by themselves.")
    ),
    submit=_("Save"),
    back=_back,
)
END_SERIES = pages.FormPage(
    name="council.end_series",
    path="/council/meetings/series/{series_id:uuid}/end",
    title=_("End these meetings?"),
    permission=MEETING_RUN,
    document=DOCUMENTS["series"],
    variables=_id,
    found="councilSeries",
    lead=_to_come,
    mutation=DOCUMENTS["end_series"],
    arguments=lambda _form, request: _id(request),
    success=lambda data, _request: pages.Outcome(
        pages.url("council.series"),
        translate("{name}: no further meeting is made.").format(name=data["councilEndSeries"]["name"]),
    ),
    submit=_("End them"),
    back=_back,
)
SERIES_PAGES = (SERIES, CHANGE_SERIES, END_SERIES)
