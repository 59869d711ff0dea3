"""A service on the rota, and one regular time of it: when, where, who, and what can be done."""

from __future__ import annotations

from datetime import timedelta

from core.sdk import Text, pages, translate
from core.sdk import lazy_gettext as _
from plugins.rota.pages.words import (
    DOCUMENTS,
    hours,
    span,
    timing_facts,
    weekday_and_day,
    weekly,
    where,
    who_comes,
)
from plugins.rota.permissions import PEOPLE_CHANGE, SESSION_READ

IN_VIEW = timedelta(weeks=4)


def _service_variables(request: pages.PageRequest) -> pages.Variables:
    return {
        "id": request.path["service_id"],
        "first": request.today.isoformat(),
        "last": (request.today + IN_VIEW).isoformat(),
    }


def _regulars(row: pages.Row) -> str:
    names = [one["personName"] for one in row["regulars"] if one["isCurrent"] and one["personName"]]
    return ", ".join(names) or translate("Nobody yet")


def _service(data: pages.Data, request: pages.PageRequest) -> pages.Record:
    service, times = data["service"], data["rotaPatterns"]["nodes"]
    table = pages.Table(
        caption=_("Regular times"),
        headings=(_("When"), _("Place and entrance"), _("Who comes regularly"), _("Needed")),
        rows=tuple(
            (
                pages.Link(weekly(row), pages.url("rota.time", pattern_id=row["id"]), hint=span(row)),
                where(row),
                pages.Words(_regulars(row)),
                pages.Number(row["minimumCover"]),
            )
            for row in times
        ),
        empty=_("No regular time is planned."),
    )
    ahead = pages.Table(
        caption=_("Sessions of the next four weeks"),
        headings=(_("When"), _("Place"), _("Who comes")),
        rows=tuple(
            (
                pages.Link(
                    f"{weekday_and_day(row['heldOn'])}, {hours(row)}",
                    pages.url("rota.session", session_id=row["id"]),
                ),
                pages.Words(row["place"]),
                who_comes(row, request),
            )
            for row in data["rotaExpected"]
        ),
        empty=_("No session is planned in the next four weeks."),
    )
    return pages.Record(
        title=service["name"],
        caption=translate("{partner} on the rota").format(partner=service["partnerName"]),
        sections=(
            pages.Section(heading=_("Regular times"), table=table),
            pages.Section(heading=_("The next four weeks"), table=ahead),
        ),
        back=pages.url("rota.week"),
        back_label=_("Rota"),
    )


SERVICE = pages.RecordPage(
    name="rota.service",
    path="/rota/services/{service_id:uuid}",
    title=_("A service on the rota"),
    permission=SESSION_READ,
    document=DOCUMENTS["service"],
    variables=_service_variables,
    record=_service,
    found="service",
    actions=(
        pages.ActionLink(
            label=_("Plan a regular time"),
            href=lambda data, _request: pages.url("rota.add_time", service_id=data["service"]["id"]),
        ),
        pages.ActionLink(
            label=_("Plan one session"),
            href=lambda data, _request: pages.url("rota.add_session", service_id=data["service"]["id"]),
            style="secondary",
        ),
    ),
)


def _time(data: pages.Data, request: pages.PageRequest) -> pages.Record:
    row = data["rotaPattern"]
    may_end = request.viewer.may(PEOPLE_CHANGE)
    people = pages.Table(
        caption=_("Who comes regularly"),
        headings=(_("Name"), _("Days"), _("Change")),
        rows=tuple(_regular(one, may_end=may_end) for one in row["regulars"] if one["isCurrent"]),
        empty=_("Nobody comes regularly yet. Add the people who do."),
    )
    return pages.Record(
        title=weekly(row),
        caption=f"{row['serviceName']} · {row['partnerName']} · {span(row)}",
        facts=timing_facts(row),
        sections=(pages.Section(heading=_("Who comes regularly"), table=people),),
        back=pages.url("rota.service", service_id=row["serviceId"]),
        back_label=row["serviceName"],
    )


def _regular(one: pages.Row, *, may_end: bool) -> tuple[pages.Cell, ...]:
    name = one["personName"]
    person = pages.url("core.person", person_id=one["personId"])
    end = pages.Link(
        _("Say until when"), pages.url("rota.end_regular", regular_id=one["id"]), hint=name or ""
    )
    return (
        pages.Link(name, person) if name else pages.Words(_("Somebody of another organisation")),
        pages.Words(span(one)),
        end if may_end else pages.Words(""),
    )


def _of_time(page: str, label: Text, style: str = "secondary") -> pages.ActionLink:
    return pages.ActionLink(
        label=label,
        href=lambda data, _request: pages.url(page, pattern_id=data["rotaPattern"]["id"]),
        style="primary" if style == "primary" else "secondary",
    )


TIME = pages.RecordPage(
    name="rota.time",
    path="/rota/times/{pattern_id:uuid}",
    title=_("A regular time"),
    permission=SESSION_READ,
    document=DOCUMENTS["time"],
    variables=lambda request: {"id": request.path["pattern_id"]},
    record=_time,
    found="rotaPattern",
    actions=(
        _of_time("rota.add_regular", _("Add somebody who comes regularly"), "primary"),
        _of_time("rota.change_time", _("Change the time")),
        _of_time("rota.end_time", _("End it")),
    ),
)
