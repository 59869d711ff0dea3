"""The rota of the year: who came to which session, who stood in, who was away, and what was lost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from typing import TypeVar
from uuid import UUID

from core.clock import LONDON
from core.identifiers import uuid7
from infra.year.casework import Row
from infra.year.diary import Diary, Plan, SeenVisit, Stay, stay_of
from infra.year.partnership import Member
from plugins.rota.enums import FrictionCause, SessionOutcome, VisitOutcome
from plugins.rota.rules.gate_codes import new_codes
from plugins.rota.rules.gate_friction import SessionFacts, losses_of
from plugins.rota.rules.occurrences import monday_of, occurrences

MOST_REGULARS = 3
YEAR = timedelta(days=365)
OUTCOMES = (
    (86, SessionOutcome.DELIVERED),
    (8, SessionOutcome.CANCELLED_PRISON),
    (3, SessionOutcome.CANCELLED_PROVIDER),
    (3, SessionOutcome.NO_ATTENDANCE),
)
HELD = frozenset({SessionOutcome.DELIVERED, SessionOutcome.NO_ATTENDANCE})
AT_THE_GATE = ((93, VisitOutcome.CAME), (4, VisitOutcome.DID_NOT_COME), (3, VisitOutcome.TURNED_AWAY))
CAUSES = (FrictionCause.TURNED_AWAY, FrictionCause.NO_ESCORT, FrictionCause.REGIME_CHANGE)
LATE = (0, 0, 0, 0, 0, 10, 15, 30)
STOOD_IN_OF_TEN, CAME_BESIDE_OF_TEN = 6, 1
Picked = TypeVar("Picked")


def write_diary(chance: Random, members: Sequence[Member], today: date, desk: UUID) -> Diary:
    """Live the year, service by service."""
    diary = Diary()
    groups: dict[UUID, list[Member]] = {}
    for member in members:
        groups.setdefault(member.run.service.id, []).append(member)
    _go_away(chance, diary, members, today, desk)
    for number, group in enumerate(groups.values()):
        _live(chance, diary, number, group, today)
    return diary


def _go_away(chance: Random, diary: Diary, members: Iterable[Member], today: date, desk: UUID) -> None:
    """Let people be away for a week or two, now and then; some are away in the weeks to come."""
    for member in members:
        for _time in range(chance.choice((0, 0, 1, 1, 2)) if stay_of(member) else 0):
            first = today + timedelta(days=chance.randint(-360, 30))
            days = [first + timedelta(days=n) for n in range(chance.randint(5, 14))]
            diary.away.update((member.person.id, day) for day in days)
            diary.absences.append(
                {
                    "person_id": member.person.id,
                    "partner_id": member.person.partner_id,
                    "first_on": days[0],
                    "last_on": days[-1],
                    "recorded_by": desk,
                }
            )


def _live(chance: Random, diary: Diary, number: int, group: Sequence[Member], today: date) -> None:
    """Give a service its weekly time, its regulars, and the sessions until yesterday."""
    run = group[0].run
    stays = [stay for member in group if (stay := stay_of(member))]
    regulars = stays[:MOST_REGULARS]
    plan = Plan(uuid7(), run, number, cover=2 if len(regulars) == MOST_REGULARS and number % 3 == 0 else 1)
    diary.patterns.append(plan.row())
    diary.regulars += [
        {
            "partner_id": run.service.partner_id,
            "pattern_id": plan.id,
            "person_id": stay.person_id,
            "first_on": stay.first_on,
            "last_on": stay.last_on,
        }
        for stay in regulars
    ]
    last = min(today - timedelta(days=1), run.last_on or today)
    for day in occurrences(plan.weekly, today - YEAR, last):
        if run.is_on(day):
            _hold(chance, diary, plan, day, stays)


def _hold(chance: Random, diary: Diary, plan: Plan, day: date, stays: Sequence[Stay]) -> None:
    """Let one session take place, or not, with those who can come."""
    outcome = pick(chance, OUTCOMES)
    late = (chance.choice(LATE) or None) if outcome is SessionOutcome.DELIVERED else None
    session_id = uuid7()
    diary.sessions.append(
        {
            "id": session_id,
            "pattern_id": plan.id,
            "week_on": monday_of(day),
            "held_on": day,
            "outcome": outcome,
            "attendance": chance.randint(3, 14) if outcome is SessionOutcome.DELIVERED else None,
            "late_minutes": late,
            **plan.where_and_when(),
        }
    )
    expected = _expected(chance, diary, plan, session_id, day, stays)
    visits = []
    if outcome in HELD:
        visits = [_visit(chance, plan, session_id, day, person_id) for person_id in expected]
        diary.visits += visits
    facts = SessionFacts(
        starts_at=plan.starts_at,
        ends_at=plan.ends_at,
        outcome=outcome,
        late_minutes=late,
        expected=len(expected),
        visits=tuple((visit.outcome, visit.cause) for visit in visits),
    )
    diary.frictions += [
        {
            "partner_id": plan.run.service.partner_id,
            "session_id": session_id,
            "happened_on": day,
            "cause": loss.cause,
            "minutes_lost": loss.minutes,
            "people_affected": loss.people,
            "is_derived": True,
        }
        for loss in losses_of(facts)
    ]


def _expected(
    chance: Random, diary: Diary, plan: Plan, session_id: UUID, day: date, stays: Sequence[Stay]
) -> list[UUID]:
    """Return who is to come: the regulars who are not away, and somebody in place of one who is."""
    here = [stay.person_id for stay in stays[:MOST_REGULARS] if stay.covers(day)]
    coming = [person_id for person_id in here if (person_id, day) not in diary.away]
    spare = [
        stay.person_id
        for stay in stays[MOST_REGULARS:]
        if stay.covers(day) and not {(stay.person_id, day)} & (diary.away | diary.taken)
    ]
    wanted = STOOD_IN_OF_TEN if len(coming) < len(here) else CAME_BESIDE_OF_TEN
    if spare and chance.randrange(10) < wanted:
        instead = chance.choice(spare)
        coming.append(instead)
        diary.stand_ins.append(
            {"partner_id": plan.run.service.partner_id, "session_id": session_id, "person_id": instead}
        )
    diary.taken.update((person_id, day) for person_id in coming)
    return coming


def _visit(chance: Random, plan: Plan, session_id: UUID, day: date, person_id: UUID) -> SeenVisit:
    outcome = pick(chance, AT_THE_GATE)
    came = outcome is VisitOutcome.CAME
    return SeenVisit(
        plan=plan,
        session_id=session_id,
        person_id=person_id,
        day=day,
        outcome=outcome,
        cause=chance.choice(CAUSES) if outcome is VisitOutcome.TURNED_AWAY else None,
        arrived_at=moved(plan.starts_at, -chance.randint(5, 25)) if came else None,
        left_at=moved(plan.ends_at, chance.randint(0, 15)) if came else None,
    )


def gate_rows(diary: Diary, desk: UUID) -> tuple[list[Row], list[Row]]:
    """Return the gate list of each day and its lines, each with a code that only it has on its day."""
    days: dict[date, list[SeenVisit]] = {}
    for visit in diary.visits:
        days.setdefault(visit.day, []).append(visit)
    lists: list[Row] = []
    lines: list[Row] = []
    for day, visits in sorted(days.items()):
        made = datetime.combine(day, time(6), LONDON)
        lists.append(
            {
                "held_on": day,
                "made_at": made,
                "made_by": desk,
                "first_printed_at": made,
                "printed_at": made,
            }
        )
        codes = new_codes(day, (), len(visits))
        lines += [visit.row(code, made) for visit, code in zip(visits, codes, strict=True)]
    return lists, lines


def pick(chance: Random, weighted: Sequence[tuple[int, Picked]]) -> Picked:
    """Choose one by the weights."""
    [(_weight, found)] = chance.choices(weighted, weights=[weight for weight, _found in weighted])
    return found


def moved(at: time, minutes: int) -> time:
    """Return a time of day so many minutes later on the same day."""
    return (datetime.combine(date.min + timedelta(days=1), at) + timedelta(minutes=minutes)).time()
