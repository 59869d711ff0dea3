"""Sessions in people's own calendars: addresses to be made, reset and ended, and one session as a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from core.sdk import NotFound, Text, links, pages, translate
from core.sdk import lazy_gettext as _
from plugins.rota import services
from plugins.rota.permissions import FEED_MAKE, FEED_READ, SESSION_READ
from plugins.rota.rules.feeds import PURPOSES, FeedKind

DOCUMENTS = pages.read_documents(Path(__file__).parent.parent / "documents")
ICS = "text/calendar"
WHO_HAS_IT = _("Anyone who has this address can see these times. Reset it if it got out.")
COPY_IT = _(
    "Copy it now: it is not kept and cannot be shown again. Anyone who has this address can see these times. "
    "Reset it if it got out."
)


def _asked(request: pages.PageRequest) -> pages.Variables:
    kind = request.path["kind"].upper()
    if kind not in FeedKind.__members__:
        raise NotFound(translate("There is no such calendar."))
    return {"kind": kind, "id": request.path["subject_id"]}


def _address(feed: pages.Row, page: str) -> pages.Address:
    return pages.url(page, kind=feed["kind"].lower(), subject_id=feed["subjectId"])


def _back(data: pages.Data, _request: pages.PageRequest) -> pages.Address:
    return _home(data["rotaFeed"])


def _home(feed: pages.Row) -> pages.Address:
    if feed["kind"] == FeedKind.PERSON:
        return pages.url("core.person", person_id=feed["subjectId"])
    if feed["kind"] == FeedKind.SERVICE:
        return pages.url("core.service", service_id=feed["subjectId"])
    return pages.url("rota.feeds")


def _made(data: pages.Data, _request: pages.PageRequest) -> pages.ShownOnce:
    feed = data["rotaMakeFeed"]
    return pages.ShownOnce(
        title=translate("Calendar address: {name}").format(name=feed["name"]),
        lead=translate(
            "Add it to a calendar program as a calendar from the internet. It then follows the rota."
        ),
        label=_("Calendar address"),
        path=feed["path"],
        warning=COPY_IT,
        to=_home(feed),
        to_label=_("Go back"),
    )


def _lead(data: pages.Data, _request: pages.PageRequest) -> Text:
    feed = data["rotaFeed"]
    if feed["madeAt"] is None:
        return WHO_HAS_IT
    return translate("There is an address already. It stops working as soon as you make another one.")


MAKE = pages.FormPage(
    name="rota.make_feed",
    path="/rota/calendars/{kind:str}/{subject_id:uuid}/make",
    title=_("Make a calendar address"),
    permission=FEED_MAKE,
    document=DOCUMENTS["feed"],
    variables=_asked,
    found="rotaFeed",
    heading=lambda data, _request: translate("Make a calendar address: {name}").format(
        name=data["rotaFeed"]["name"]
    ),
    lead=_lead,
    mutation=DOCUMENTS["make_feed"],
    arguments=lambda _form, request: _asked(request),
    success=lambda data, _request: pages.Outcome(_home(data["rotaMakeFeed"]), ""),
    once=_made,
    submit=_("Make the address"),
    back=_back,
)
FINISH = pages.FormPage(
    name="rota.end_feed",
    path="/rota/calendars/{kind:str}/{subject_id:uuid}/end",
    title=_("Stop sharing this calendar?"),
    permission=FEED_MAKE,
    document=DOCUMENTS["feed"],
    variables=_asked,
    found="rotaFeed",
    lead=lambda data, _request: translate("{name}: the address stops working at once.").format(
        name=data["rotaFeed"]["name"]
    ),
    mutation=DOCUMENTS["end_feed"],
    arguments=lambda _form, request: _asked(request),
    success=lambda data, _request: pages.Outcome(
        _home(data["rotaEndFeed"]), translate("The address does not work any more.")
    ),
    submit=_("Stop sharing"),
    back=_back,
)


def _row(feed: pages.Row) -> tuple[pages.Cell, ...]:
    if feed["madeAt"] is None:
        state: pages.Cell = pages.Words(_("No address"))
        actions: pages.Cell = pages.Link(_("Make an address"), _address(feed, "rota.make_feed"))
    else:
        used = (
            translate("Last fetched on {day}").format(day=pages.long_moment(feed["lastUsedAt"]))
            if feed["lastUsedAt"]
            else translate("Not fetched yet")
        )
        state = pages.Stack((pages.Tag(_("Shared"), pages.Colour.BLUE), pages.Words(used)))
        actions = pages.Stack(
            (
                pages.Link(_("Reset the address"), _address(feed, "rota.make_feed")),
                pages.Link(_("Stop sharing"), _address(feed, "rota.end_feed")),
            )
        )
    return pages.Words(feed["name"]), state, actions


def _table(feeds: Sequence[pages.Row]) -> pages.Table:
    return pages.Table(
        caption=_("Calendars"),
        headings=(_("Sessions of"), _("State"), _("Next")),
        rows=tuple(_row(feed) for feed in feeds),
        empty=_("There is no service yet whose sessions could be shared."),
    )


FEEDS = pages.RecordPage(
    name="rota.feeds",
    path="/rota/calendars",
    title=_("Sessions in your calendar"),
    permission=FEED_MAKE,
    document=DOCUMENTS["feeds"],
    found="rotaFeeds",
    record=lambda data, _request: pages.Record(
        title=_("Sessions in your calendar"),
        lead=WHO_HAS_IT,
        sections=(
            pages.Section(
                heading=_("Calendars"),
                text=_("They hold times, services and places, and nobody's name."),
                table=_table(data["rotaFeeds"]),
            ),
        ),
    ),
)


def _own(data: pages.Data, _request: pages.PageRequest) -> Sequence[pages.Section]:
    feed = data["rotaFeed"]
    if feed is None:
        return ()
    return (pages.Section(heading=_("Calendar"), text=WHO_HAS_IT, table=_table([feed])),)


def _part(name: str, page: str, document: str) -> pages.RecordPart:
    return pages.RecordPart(
        name=name, page=page, permission=FEED_MAKE, document=DOCUMENTS[document], sections=_own
    )


FEED_PARTS = (
    _part("rota.person_feed", "core.person", "feed_of_person"),
    _part("rota.service_feed", "core.service", "feed_of_service"),
    _part("rota.service_rota_feed", "rota.service", "feed_of_service"),
)
SESSION_FILE = pages.FilePage(
    name="rota.session_file",
    path="/rota/sessions/{session_id:uuid}/calendar",
    title=_("Add to your calendar"),
    permission=SESSION_READ,
    media_type=ICS,
    build=lambda session, request: services.session_calendar(
        session, request.viewer, UUID(request.path["session_id"])
    ),
)
LINKS = tuple(
    links.LinkFile(purpose=PURPOSES[kind], permissions=(FEED_READ,), media_type=ICS, build=build)
    for kind, build in (
        (FeedKind.PERSON, services.person_feed),
        (FeedKind.SERVICE, services.service_feed),
        (FeedKind.PRISON, services.prison_feed),
    )
)
FEED_PAGES = (FEEDS, MAKE, FINISH, SESSION_FILE)
