"""What vetting adds to "What needs me today?": this viewer's own turns, and who keeps the others waiting."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from core.sdk import Text, add_working_days, pages, today, translate
from core.sdk import lazy_gettext as _
from plugins.vetting.enums import Turn, VettingStage
from plugins.vetting.pages.words import DOCUMENTS, PATIENCE, UP_TO, day, expiring_filter, turn_words, turns_of
from plugins.vetting.permissions import CASE_DECIDE, CASE_LEAP, CASE_READ, DECISION_READ

HORIZONS = (30, 90, 180)
CONSEQUENCES = {
    VettingStage.RENEWAL_DUE: pages.Consequence.SERVICE_STOPS,
    VettingStage.QUERY_RAISED: pages.Consequence.DEADLINE_MISSED,
}


def _variables(request: pages.PageRequest) -> pages.Variables:
    mine = turns_of(request.viewer)
    limit = add_working_days(today(), -PATIENCE).isoformat()
    return {
        "overdue": {"turn": {"in": mine}, "stageTodaySince": {"lt": limit}},
        "due": {"turn": {"in": mine}, "stageTodaySince": {"gte": limit}},
        "waiting": {"isOpen": {"eq": True}, "not": {"turn": {"in": mine}}},
        "assessed": request.viewer.may(CASE_LEAP),
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


@dataclass(frozen=True, slots=True)
class _AtGovernor:
    """What waits for the governor, overdue and due: other lists say of it that it waits for security."""

    late: tuple[pages.Row, ...]
    soon: tuple[pages.Row, ...]

    @classmethod
    def among(cls, data: pages.Data) -> _AtGovernor:
        rows = data["assessed"]["nodes"] if "assessed" in data else []
        limit = add_working_days(today(), -PATIENCE).isoformat()
        return cls(
            tuple(row for row in rows if row["stageSince"] < limit),
            tuple(row for row in rows if row["stageSince"] >= limit),
        )

    @property
    def rows(self) -> tuple[pages.Row, ...]:
        return self.late + self.soon

    def not_among(self, rows: Iterable[pages.Row]) -> tuple[pages.Row, ...]:
        """Leave out of another list what waits for the governor."""
        ids = {row["id"] for row in self.rows}
        return tuple(row for row in rows if row["id"] not in ids)


@dataclass(frozen=True, slots=True)
class _Turns:
    """The three lists as they are, each with how many there are in all."""

    overdue: tuple[pages.Row, ...]
    overdue_total: int
    due: tuple[pages.Row, ...]
    due_total: int
    waiting: tuple[pages.Row, ...]
    waiting_total: int


def turns_among(data: pages.Data, mine: tuple[str, ...]) -> _Turns:
    """Bring to each list what waits for the governor: theirs to do, and what security waits for."""
    known = _AtGovernor.among(data)
    listed = {name: known.not_among(data[name]["nodes"]) for name in ("overdue", "due", "waiting")}
    totals = {name: data[name]["totalCount"] for name in listed}
    late, soon = len(known.late), len(known.soon)
    if Turn.PRISON_SECURITY in mine:
        totals["overdue"] -= late
        totals["due"] -= soon
    else:
        totals["waiting"] -= late + soon
    if Turn.GOVERNOR in mine:
        return _Turns(
            listed["overdue"] + known.late,
            totals["overdue"] + late,
            listed["due"] + known.soon,
            totals["due"] + soon,
            listed["waiting"],
            totals["waiting"],
        )
    return _Turns(
        listed["overdue"],
        totals["overdue"],
        listed["due"],
        totals["due"],
        known.rows + listed["waiting"],
        totals["waiting"] + late + soon,
    )


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
    turns = turns_among(data, mine)
    if mine == (Turn.GOVERNOR,):
        cases = pages.url("vetting.assessments")
    return pages.CardContent(
        overdue=tuple(_item(row, mine=True) for row in turns.overdue),
        overdue_total=turns.overdue_total,
        due=tuple(_item(row, mine=True, due=True) for row in turns.due),
        due_total=turns.due_total,
        waiting=tuple(_item(row, mine=False) for row in turns.waiting),
        waiting_total=turns.waiting_total,
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
