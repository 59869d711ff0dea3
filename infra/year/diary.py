"""What the rota of the year is written down in: weekly times, lines at the gate, and who may come when."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID

from core.entry.enums import EntryAnswer
from infra.year.casework import Row
from infra.year.partnership import Member, Run
from plugins.rota.enums import FrictionCause, VisitOutcome
from plugins.rota.rules.occurrences import WeeklyTime
from plugins.vetting.enums import VettingStage

SLOTS = ((time(9, 30), time(11, 30)), (time(14), time(16)), (time(17, 30), time(19)))
PLACES = ("A wing", "Chapel", "Education block", "Visits hall", "B wing", "Library")


@dataclass(frozen=True, slots=True)
class Plan:
    """The weekly time of one service."""

    id: UUID
    run: Run
    number: int
    cover: int

    @property
    def starts_at(self) -> time:
        return SLOTS[self.number % len(SLOTS)][0]

    @property
    def ends_at(self) -> time:
        return SLOTS[self.number % len(SLOTS)][1]

    @property
    def weekly(self) -> WeeklyTime:
        return WeeklyTime(self.number % 5, 2 if self.number % 2 else 1, self.run.first_on, self.run.last_on)

    def where_and_when(self) -> Row:
        """Return what a pattern and its sessions have in common."""
        return {
            "partner_id": self.run.service.partner_id,
            "service_id": self.run.service.id,
            "starts_at": self.starts_at,
            "ends_at": self.ends_at,
            "place": PLACES[self.number % len(PLACES)],
            "entrance": "Main gate",
            "minimum_cover": self.cover,
            "escort_needed": self.number % 7 == 0,
        }

    def row(self) -> Row:
        """Return the columns of the pattern."""
        weekly = self.weekly
        return {
            "id": self.id,
            "weekday": weekly.weekday,
            "every_weeks": weekly.every_weeks,
            "first_on": weekly.first_on,
            "last_on": weekly.last_on,
            **self.where_and_when(),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenVisit:
    """One person's line on a day's list, as the sheet came back."""

    plan: Plan
    session_id: UUID
    person_id: UUID
    day: date
    outcome: VisitOutcome
    cause: FrictionCause | None
    arrived_at: time | None
    left_at: time | None

    def row(self, code: str, made: datetime) -> Row:
        """Return the columns of the line."""
        return {
            "partner_id": self.plan.run.service.partner_id,
            "session_id": self.session_id,
            "person_id": self.person_id,
            "held_on": self.day,
            "code": code,
            "answer": EntryAnswer.YES,
            "created_at": made,
            "answered_at": made,
            "outcome": self.outcome,
            "cause": self.cause,
            "arrived_at": self.arrived_at,
            "left_at": self.left_at,
        }


@dataclass(slots=True)
class Diary:
    """All rows of the rota, and who is where on which day: nobody in two places."""

    patterns: list[Row] = field(default_factory=list)
    regulars: list[Row] = field(default_factory=list)
    absences: list[Row] = field(default_factory=list)
    sessions: list[Row] = field(default_factory=list)
    stand_ins: list[Row] = field(default_factory=list)
    visits: list[SeenVisit] = field(default_factory=list)
    frictions: list[Row] = field(default_factory=list)
    taken: set[tuple[UUID, date]] = field(default_factory=set)
    away: set[tuple[UUID, date]] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Stay:
    """A person, and the days on which they may come in; no last one while it goes on."""

    person_id: UUID
    first_on: date
    last_on: date | None

    def covers(self, day: date) -> bool:
        return self.first_on <= day and (self.last_on is None or day <= self.last_on)


def stay_of(member: Member) -> Stay | None:
    """Return since when somebody comes in, and until when; None for who never did."""
    history = member.walk.facts.history
    begun = next((event.on for event in history if event.stage is VettingStage.ACTIVE), None)
    if begun is None:
        return None
    over = next(
        (event.on for event in history if event.stage in {VettingStage.EXPIRED, VettingStage.CLOSED}), None
    )
    return Stay(member.person.id, begun, max(begun, over - timedelta(days=1)) if over else None)
