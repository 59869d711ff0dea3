"""A council's meetings in people's own calendars: the address is made, made anew, and ended."""

from __future__ import annotations

from core.sdk import Text, links, pages, translate
from core.sdk import lazy_gettext as _
from plugins.council.pages.words import DOCUMENTS
from plugins.council.permissions import CALENDAR_READ, CALENDAR_SHARE
from plugins.council.services.feed import PURPOSE, read_calendar

ICS = "text/calendar"
WARNING = _(
    "Copy it now: it is not kept and cannot be shown again. Anyone who has this address can see when and "
    "where the council meets. Make another one if it got out."
)


def _id(request: pages.PageRequest) -> pages.Variables:
    return {"id": request.path["council_id"]}


def _home(council_id: object) -> pages.Address:
    return pages.url("council.council", council_id=council_id)


def _made(data: pages.Data, _request: pages.PageRequest) -> pages.ShownOnce:
    made = data["councilMakeCalendar"]
    return pages.ShownOnce(
        title=translate("Calendar address: {name}").format(name=made["name"]),
        lead=translate("Add it to a calendar program as a calendar from the internet. It follows by itself."),
        label=_("Calendar address"),
        path=made["path"],
        warning=WARNING,
        to=_home(made["councilId"]),
        to_label=_("Go back"),
    )


def _lead(data: pages.Data, _request: pages.PageRequest) -> Text:
    if data["councilCalendar"]["madeAt"] is None:
        return _("It holds days, hours and places, and nobody's name.")
    return _("There is an address already. It stops working as soon as you make another one.")


MAKE_CALENDAR = pages.FormPage(
    name="council.make_calendar",
    path="/council/councils/{council_id:uuid}/calendar/make",
    title=_("Share the meetings as a calendar"),
    permission=CALENDAR_SHARE,
    document=DOCUMENTS["calendar"],
    variables=_id,
    found="councilCalendar",
    lead=_lead,
    mutation=DOCUMENTS["make_calendar"],
    arguments=lambda _form, request: _id(request),
    success=lambda data, _request: pages.Outcome(_home(data["councilMakeCalendar"]["councilId"]), ""),
    once=_made,
    submit=_("Make the address"),
    back=lambda data, _request: _home(data["councilCalendar"]["councilId"]),
)
END_CALENDAR = pages.FormPage(
    name="council.end_calendar",
    path="/council/councils/{council_id:uuid}/calendar/end",
    title=_("Stop sharing the meetings?"),
    permission=CALENDAR_SHARE,
    document=DOCUMENTS["calendar"],
    variables=_id,
    found="councilCalendar",
    lead=lambda data, _request: translate("{name}: the address stops working at once.").format(
        name=data["councilCalendar"]["name"]
    ),
    mutation=DOCUMENTS["end_calendar"],
    arguments=lambda _form, request: _id(request),
    success=lambda data, _request: pages.Outcome(
        _home(data["councilEndCalendar"]["councilId"]), translate("The address does not work any more.")
    ),
    submit=_("Stop sharing"),
    back=lambda data, _request: _home(data["councilCalendar"]["councilId"]),
)
CALENDAR_PART = pages.ActionLink(
    label=_("Share its meetings as a calendar"),
    href=lambda data, _request: pages.url("council.make_calendar", council_id=data["councilBody"]["id"]),
    style="secondary",
)
CALENDAR_END = pages.ActionLink(
    label=_("Stop sharing its calendar"),
    href=lambda data, _request: pages.url("council.end_calendar", council_id=data["councilBody"]["id"]),
    style="secondary",
)
LINKS = (links.LinkFile(purpose=PURPOSE, permissions=(CALENDAR_READ,), media_type=ICS, build=read_calendar),)
FEED_PAGES = (MAKE_CALENDAR, END_CALENDAR)
