"""One session: when, where, who comes, and what can be done."""

from __future__ import annotations

from collections.abc import Iterator

from core.sdk import Text, pages, translate, translate_plural
from core.sdk import lazy_gettext as _
from plugins.rota.pages.words import (
    DOCUMENTS,
    gap_tag,
    hours,
    is_cancelled,
    missing,
    outcome_tag,
    timing_facts,
    weekday_and_day,
    yes_or_no,
)
from plugins.rota.permissions import PEOPLE_CHANGE, SESSION_CHANGE, SESSION_READ


def _expected(data: pages.Data) -> pages.Row:
    return {**data["rotaSession"], **data["rotaSessionPeople"]}


def _session_lead(row: pages.Row, request: pages.PageRequest) -> Text:
    if is_cancelled(row):
        return _("It is cancelled. Nobody is expected.")
    if row["outcome"]:
        if row["attendance"] is None:
            return _("It is recorded. Nobody counted who took part.")
        words = translate_plural("{count} person took part.", "{count} people took part.", row["attendance"])
        return words.format(count=row["attendance"])
    if request.viewer.person_id is not None:
        return _("You are expected.") if row["coming"] else _("You are not expected.")
    count = len(row["coming"])
    return translate_plural("{count} person is expected.", "{count} people are expected.", count).format(
        count=count
    )


def _session_tag(row: pages.Row, request: pages.PageRequest) -> pages.Tag | None:
    if row["outcome"]:
        return outcome_tag(row["outcome"])
    short = missing(row) and request.viewer.person_id is None
    return gap_tag(row) if short else None


def _people(row: pages.Row, request: pages.PageRequest) -> Iterator[tuple[pages.Cell, ...]]:
    standing = {one["personId"]: one["id"] for one in row["standIns"]}
    may_change = request.viewer.may(PEOPLE_CHANGE)
    for person in row["coming"]:
        link = pages.Link(
            person["name"], pages.url("core.person", person_id=person["id"]), hint=person["partnerName"] or ""
        )
        asked = pages.url("core.coming_in", person_id=person["id"]).asking(
            on=row["heldOn"], service=row["serviceId"]
        )
        may = pages.Link(_("Can they come in?"), asked, hint=person["name"])
        if person["id"] not in standing:
            yield link, pages.Words(_("Regularly")), may
            continue
        off = pages.Link(
            _("Stands in; take off"),
            pages.url("rota.remove_stand_in", session_id=row["id"], stand_in_id=standing[person["id"]]),
            hint=person["name"],
        )
        yield link, off if may_change else pages.Words(_("Stands in")), may
    for person in row["away"]:
        link = pages.Link(person["name"], pages.url("core.person", person_id=person["id"]))
        yield link, pages.Tag(_("Away"), pages.Colour.GREY), pages.Words("")


def _session(data: pages.Data, request: pages.PageRequest) -> pages.Record:
    row = _expected(data)
    people = pages.Table(
        caption=_("Who comes"),
        headings=(_("Name"), _("How"), _("At the gate")),
        rows=tuple(_people(row, request)),
        empty=_("Nobody is expected."),
    )
    return pages.Record(
        title=f"{row['serviceName']}, {weekday_and_day(row['heldOn'])}, {hours(row)}",
        caption=row["partnerName"],
        tag=_session_tag(row, request),
        lead=_session_lead(row, request),
        facts=(
            *timing_facts(row),
            *((pages.Fact(_("Changed by hand"), yes_or_no(value=True)),) if row["byHand"] else ()),
        ),
        sections=(pages.Section(heading=_("Who comes"), table=people),),
        back=pages.url("rota.service", service_id=row["serviceId"]),
        back_label=row["serviceName"],
    )


def _is_ahead(data: pages.Data, request: pages.PageRequest) -> bool:
    row = data["rotaSession"]
    return not row["outcome"] and row["heldOn"] >= request.today.isoformat()


def _is_due(data: pages.Data, request: pages.PageRequest) -> bool:
    row = data["rotaSession"]
    return not is_cancelled(row) and row["heldOn"] <= request.today.isoformat()


def _of_session(
    page: str, label: Text, offered: object = _is_ahead, style: str = "secondary"
) -> pages.ActionLink:
    return pages.ActionLink(
        label=label,
        href=lambda data, _request: pages.url(page, session_id=data["rotaSession"]["id"]),
        offered=offered if callable(offered) else _is_ahead,
        style="primary" if style == "primary" else "secondary",
    )


RESTORE = pages.Action(
    name="restore",
    label=_("Take the cancellation back"),
    permission=SESSION_CHANGE,
    mutation=DOCUMENTS["restore_session"],
    variables=lambda request: {"id": request.path["session_id"]},
    offered=lambda data, request: (
        is_cancelled(data["rotaSession"]) and data["rotaSession"]["heldOn"] >= request.today.isoformat()
    ),
    success=lambda data, _request: pages.Outcome(
        pages.url("rota.session", session_id=data["rotaRestoreSession"]["id"]),
        translate("The session takes place after all."),
    ),
)
SESSION = pages.RecordPage(
    name="rota.session",
    path="/rota/sessions/{session_id:uuid}",
    title=_("A session"),
    permission=SESSION_READ,
    document=DOCUMENTS["session"],
    variables=lambda request: {"id": request.path["session_id"]},
    record=_session,
    found="rotaSession",
    actions=(
        _of_session("rota.record_session", _("Record what became of it"), _is_due, "primary"),
        _of_session("rota.add_stand_in", _("Add somebody who stands in"), style="primary"),
        _of_session("rota.change_session", _("Change this session")),
        _of_session("rota.cancel_session", _("Cancel it")),
        _of_session("rota.session_file", _("Add to your calendar")),
        RESTORE,
    ),
)
