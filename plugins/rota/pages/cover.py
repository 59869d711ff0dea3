"""Where cover is short: expiry meets rota, with whoever could stand in one click away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from core.sdk import Text, long_date, pages, translate, translate_plural
from core.sdk import lazy_gettext as _
from plugins.rota.pages.words import DOCUMENTS, day, hours, names, weekday_and_day
from plugins.rota.permissions import COVER_READ, PEOPLE_CHANGE

WEEKS = 12
A_WEEK = 1
MOST_SHOWN = 3
"""Sessions of one service on the page: what is short next is mended next."""


def _sentence(short: Sequence[pages.Row]) -> str:
    """Say when which services lose cover: "On 3 March two services lose cover for six sessions."."""
    first = short[0]["heldOn"]
    at_once = {row["serviceId"] for row in short if row["heldOn"] == first}
    count = sum(row["serviceId"] in at_once for row in short)
    words = translate_plural(
        "On {day}, {services} loses cover for {sessions}.",
        "On {day}, {services} lose cover for {sessions}.",
        len(at_once),
    )
    said = translate_plural("{count} service", "{count} services", len(at_once))
    sessions = translate_plural("{count} session", "{count} sessions", count)
    return words.format(
        day=long_date(day(first)),
        services=said.format(count=len(at_once)),
        sessions=sessions.format(count=count),
    )


def _lead(data: pages.Data) -> Text:
    cover = data["rotaCover"]
    short, until = cover["short"], long_date(day(cover["last"]))
    if not cover["sessions"]:
        return _("No session is planned. Plan a service's regular time first.")
    if not short:
        return translate("Every session to {day} has the people it needs.").format(day=until)
    whole = translate_plural(
        "{count} session to {day} is below cover.", "{count} sessions to {day} are below cover.", len(short)
    )
    return f"{_sentence(short)} {whole.format(count=len(short), day=until)}"


def _by_service(short: Sequence[pages.Row]) -> list[list[pages.Row]]:
    """Group by service, the one that loses cover first at the head."""
    first: dict[str, str] = {}
    for row in short:
        first.setdefault(row["serviceId"], row["heldOn"])
    rows = sorted(short, key=lambda row: (first[row["serviceId"]], row["serviceName"], row["serviceId"]))
    return [list(group) for _id, group in groupby(rows, key=lambda row: row["serviceId"])]


def _service(rows: Sequence[pages.Row], *, may_add: bool) -> Mapping[str, Any]:
    return {
        "heading": rows[0]["serviceName"],
        "partner": rows[0]["partnerName"],
        "href": pages.url("rota.service", service_id=rows[0]["serviceId"]),
        "sum": translate_plural(
            "First on {day}: {count} session below cover.",
            "From {day}: {count} sessions below cover.",
            len(rows),
        ).format(day=long_date(day(rows[0]["heldOn"])), count=len(rows)),
        "sessions": [_session(row, may_add=may_add) for row in rows[:MOST_SHOWN]],
        "more": _more(rows[MOST_SHOWN:]),
    }


def _more(rows: Sequence[pages.Row]) -> Text:
    if not rows:
        return ""
    words = translate_plural(
        "{count} more session is below cover, on {day}.",
        "{count} more sessions are below cover, to {day}.",
        len(rows),
    )
    return words.format(count=len(rows), day=long_date(day(rows[-1]["heldOn"])))


def _session(row: pages.Row, *, may_add: bool) -> Mapping[str, Any]:
    come = translate("{come} of {needed} come").format(come=len(row["coming"]), needed=row["minimumCover"])
    return {
        "id": row["id"],
        "day": weekday_and_day(row["heldOn"]),
        "hours": hours(row),
        "href": pages.url("rota.session", session_id=row["id"]),
        "come": come,
        "names": names(row["coming"]),
        "lost": list(_lost(row)),
        "substitutes": [
            {
                "name": person["name"],
                "action": pages.url("rota.offer", session_id=row["id"], person_id=person["id"])
                if may_add
                else None,
            }
            for person in row["substitutes"]
        ],
    }


def _lost(row: pages.Row) -> Iterator[str]:
    """Say who drops out and why, the gravest reason alone."""
    for one in row["lost"]:
        name = one["person"]["name"]
        if one["isAway"]:
            yield translate("{name} is away.").format(name=name)
        else:
            yield translate("{name} may not come in: {reason}").format(name=name, reason=one["words"])


def _record(data: pages.Data, _request: pages.PageRequest) -> pages.Record:
    return pages.Record(title=_("Where is cover short?"), lead=_lead(data))


def _present(data: pages.Data, request: pages.PageRequest) -> Mapping[str, Any]:
    may_add = request.viewer.may(PEOPLE_CHANGE)
    groups = _by_service(data["rotaCover"]["short"])
    return {"services": [_service(rows, may_add=may_add) for rows in groups]}


COVER = pages.RecordPage(
    name="rota.cover",
    path="/rota/cover",
    title=_("Where is cover short?"),
    permission=COVER_READ,
    document=DOCUMENTS["cover"],
    variables=lambda _request: {"weeks": WEEKS},
    record=_record,
    present=_present,
    found="rotaCover",
    template="rota/cover.html",
)


def _item(rows: Sequence[pages.Row], request: pages.PageRequest) -> pages.CardItem:
    title = translate_plural(
        "{day}: {count} session below cover", "{day}: {count} sessions below cover", len(rows)
    )
    return pages.CardItem(
        title=title.format(day=weekday_and_day(rows[0]["heldOn"]), count=len(rows)),
        href=pages.url("rota.cover"),
        turn=_("You") if request.viewer.may(PEOPLE_CHANGE) else _("Co-ordinator"),
        when=rows[0]["heldOn"],
        consequence=pages.Consequence.SERVICE_STOPS,
    )


def _card(data: pages.Data, request: pages.PageRequest) -> pages.CardContent:
    short = data["rotaCover"]["short"]
    days = [_item(list(rows), request) for _day, rows in groupby(short, key=lambda row: row["heldOn"])]
    return pages.CardContent(due=tuple(days), due_total=len(days), all_due=pages.url("rota.cover"))


CARD = pages.Card(
    name="rota.cover",
    title=_("Rota"),
    permission=COVER_READ,
    document=DOCUMENTS["card"],
    variables=lambda _request: {"weeks": A_WEEK},
    present=_card,
)
