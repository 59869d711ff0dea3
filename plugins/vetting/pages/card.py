"""What vetting adds to "What needs me today?": this viewer's own turns, and who keeps the others waiting."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from core.sdk import Text, add_working_days, pages, today, translate
from core.sdk import lazy_gettext as _
from plugins.vetting.enums import Turn, VettingStage
from plugins.vetting.pages.words import DOCUMENTS, PATIENCE, UP_TO, day, expiring_filter, turn_words, turns_of
from plugins.vetting.permissions import CASE_DECIDE, CASE_READ, DECISION_READ

HORIZONS = (30, 90, 180)
CONSEQUENCES = {
    VettingStage.RENEWAL_DUE: pages.Consequence.SERVICE_STOPS,
    VettingStage.QUERY_RAISED: pages.Consequence.DEADLINE_MISSED,
}


def _variables(request: pages.PageRequest) -> pages.Variables:
    mine = turns_of(request.viewer)
    limit = add_working_days(today(), -PATIENCE).isoformat()
    return {
        "overdue": {"turn": {"in": mine}, "stageSince": {"lt": limit}},
        "due": {"turn": {"in": mine}, "stageSince": {"gte": limit}},
        "waiting": {"isOpen": {"eq": True}, "not": {"turn": {"in": mine}}},
        "assessed": Turn.GOVERNOR in mine,
    } | {f"in{days}": expiring_filter(days) for days in HORIZONS}


def _item(row: Mapping[str, Any], *, mine: bool, due: bool = False) -> pages.CardItem:
    stage = VettingStage(row.get("stage") or row["stageToday"])
    return pages.CardItem(
        title=_title(row, stage),
        href=pages.url("vetting.case", case_id=row["id"]),
        turn=_("You") if mine else turn_words(row["turn"]),
        when=_due(row) if due else row["stageSince"],
        consequence=CONSEQUENCES.get(stage, pages.Consequence.PERSON_WAITS),
    )


def _due(row: Mapping[str, Any]) -> date | None:
    """Return the last day before one's own turn counts as overdue."""
    since = day(row["stageSince"])
    return add_working_days(since, PATIENCE) if since else None


def _governors(data: pages.Data) -> tuple[list[pages.Row], list[pages.Row]]:
    """Return what waits for this viewer as governor, overdue and due: no other list may say that it does."""
    rows = data["assessed"]["nodes"] if "assessed" in data else []
    limit = add_working_days(today(), -PATIENCE).isoformat()
    return [row for row in rows if row["stageSince"] < limit], [
        row for row in rows if row["stageSince"] >= limit
    ]


def _title(row: Mapping[str, Any], stage: VettingStage) -> Text:
    if row["partnerName"]:
        return translate("{stage}: {name} ({partner})").format(
            stage=stage.label,
            name=row["personName"],
            partner=row["partnerName"],
        )
    return translate("{stage}: {name}").format(stage=stage.label, name=row["personName"])


def _to_confirm(data: pages.Data, request: pages.PageRequest) -> Iterator[pages.Figure]:
    """Tell those of the prison how many clearances rest on a list's word alone."""
    count = data["unconfirmed"]["totalCount"]
    if count and request.viewer.may(DECISION_READ):
        yield pages.Figure(
            _("Clearances not confirmed by security"),
            count,
            pages.url("vetting.unconfirmed"),
            urgent=request.viewer.may(CASE_DECIDE),
        )


def _present(data: pages.Data, request: pages.PageRequest) -> pages.CardContent:
    cases, mine = pages.url("vetting.cases"), tuple(turns_of(request.viewer))
    late, soon = _governors(data)
    handed_up = {row["id"] for row in (*late, *soon)}
    if mine == (Turn.GOVERNOR,):
        cases = pages.url("vetting.assessments")
    return pages.CardContent(
        overdue=tuple(_item(row, mine=True) for row in (*data["overdue"]["nodes"], *late)),
        overdue_total=data["overdue"]["totalCount"] + len(late),
        due=tuple(_item(row, mine=True, due=True) for row in (*data["due"]["nodes"], *soon)),
        due_total=data["due"]["totalCount"] + len(soon),
        waiting=tuple(
            _item(row, mine=False) for row in data["waiting"]["nodes"] if row["id"] not in handed_up
        ),
        waiting_total=data["waiting"]["totalCount"],
        figures=tuple(
            pages.Figure(
                translate("Clearances running out in {days} days").format(days=days),
                data[f"in{days}"]["totalCount"],
                pages.url("vetting.expiring").asking(within=str(days)),
            )
            for days in HORIZONS
            if data[f"in{days}"]["totalCount"]
        )
        + tuple(_to_confirm(data, request)),
        all_overdue=cases.asking(turn=mine, waiting=str(PATIENCE)),
        all_due=cases.asking(turn=mine, waiting=f"{UP_TO}{PATIENCE}"),
        all_waiting=pages.url("vetting.cases").asking(show="others"),
    )


CARD = pages.Card(
    name="vetting.turns",
    title=_("Vetting"),
    permission=CASE_READ,
    document=DOCUMENTS["card"],
    variables=_variables,
    present=_present,
)
