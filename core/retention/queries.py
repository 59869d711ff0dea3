"""What is due, what is on hold and what went: each a statement over the whole prison."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from core.partnership.models import Person
from core.retention.models import Hold, RetentionPeriod, RetentionRuleRow, Tombstone

SOON, LATER = timedelta(days=30), timedelta(days=90)
COUNTS = text("""
SELECT rule.code, public.retention_keep(rule.code) AS keep,
  count(*) FILTER (WHERE NOT d.held AND d.due_on <= :today) AS overdue,
  count(*) FILTER (WHERE NOT d.held AND d.due_on <= :soon) AS soon,
  count(*) FILTER (WHERE NOT d.held AND d.due_on <= :later) AS later,
  count(*) FILTER (WHERE d.held) AS held
FROM retention_rule rule
LEFT JOIN LATERAL public.retention_due(rule.code, :later, NULL, false) d ON true
GROUP BY rule.code ORDER BY rule.code
""")
DUE = text("""
SELECT d.record_id, d.person_id, d.due_on, d.held, p.first_name || ' ' || p.surname AS name
FROM public.retention_due(:code, :by_day, NULL, false) d
LEFT JOIN person p ON p.tenant_id = current_setting('app.tenant_id')::uuid AND p.id = d.person_id
ORDER BY d.due_on, d.record_id LIMIT :most
""")
OF_PERSON = text("""
SELECT rule.code,
  count(*) FILTER (WHERE d.due_on <= :today) AS due,
  count(*) FILTER (WHERE d.due_on > :today) AS staying,
  count(*) FILTER (WHERE d.held) AS held,
  min(d.due_on) FILTER (WHERE d.due_on > :today) AS until
FROM retention_rule rule
CROSS JOIN LATERAL public.retention_due(rule.code, 'infinity', :person_id, true) d
GROUP BY rule.code ORDER BY rule.code
""")


@dataclass(frozen=True, slots=True)
class Standing:
    """What is due by one rule on a day: past its date, within 30 and 90 days, and kept on hold."""

    code: str
    keep: int
    overdue: int
    soon: int
    later: int
    held: int


@dataclass(frozen=True, slots=True)
class DueRecord:
    """One record that goes, whose it is, and when."""

    record_id: UUID
    person_id: UUID | None
    due_on: date
    held: bool
    name: str | None


@dataclass(frozen=True, slots=True)
class Share:
    """Of one person's records of a kind: how many may go at once, how many have to stay and until when."""

    code: str
    due: int
    staying: int
    held: int
    until: date | None


async def standings(session: AsyncSession, on: date) -> list[Standing]:
    """Count what is due by each rule."""
    given = {"today": on, "soon": on + SOON, "later": on + LATER}
    return [Standing(*row) for row in await session.execute(COUNTS, given)]


async def due_records(session: AsyncSession, code: str, by_day: date, *, most: int) -> list[DueRecord]:
    """Return the first records of a kind that are due by a day, soonest first."""
    return [
        DueRecord(*row) for row in await session.execute(DUE, {"code": code, "by_day": by_day, "most": most})
    ]


async def shares_of(session: AsyncSession, person_id: UUID, on: date) -> list[Share]:
    """Say of each kind of a person's records how many an erasure would take."""
    given = {"person_id": person_id, "today": on}
    return [Share(*row) for row in await session.execute(OF_PERSON, given)]


async def rule_codes(session: AsyncSession) -> list[str]:
    """Return every rule the database knows, people last: their records go first.

    Those of a module that was taken away since are among them, because its rows are still there.
    """
    people_last = RetentionRuleRow.table_name == "person"
    found = await session.scalars(select(RetentionRuleRow.code).order_by(people_last, RetentionRuleRow.code))
    return list(found)


async def went_since(session: AsyncSession, moment: object) -> dict[str, int]:
    """Count by rule what went since a moment."""
    statement = (
        select(Tombstone.rule_code, func.sum(Tombstone.gone_count))
        .where(Tombstone.created_at >= moment)
        .group_by(Tombstone.rule_code)
    )
    return {code: int(count) for code, count in await session.execute(statement)}


async def tombstones_of(session: AsyncSession, code: str, *, most: int) -> Sequence[Tombstone]:
    """Return the newest tombstones of a kind."""
    statement = select(Tombstone).where(Tombstone.rule_code == code)
    return (await session.scalars(statement.order_by(Tombstone.id.desc()).limit(most))).all()


async def periods_of(session: AsyncSession, code: str) -> Sequence[RetentionPeriod]:
    """Return what the prison set for a kind, newest first."""
    statement = select(RetentionPeriod).where(RetentionPeriod.rule_code == code)
    return (await session.scalars(statement.order_by(RetentionPeriod.id.desc()))).all()


async def record_kind(session: AsyncSession, person_id: UUID, record_id: UUID) -> str | None:
    """Return the code of a rule that knows a record of this person by the id; None where there is no such."""
    found = (await session.scalars(select(RetentionRuleRow).order_by(RetentionRuleRow.code))).all()
    parts = [
        f"SELECT '{rule.code}' AS code FROM public.{rule.table_name} r WHERE ({rule.record})::uuid = :record"  # noqa: S608 -- texts of rules, which migrations alone write
        f" AND ({rule.person})::uuid = :person"
        for rule in found
        if rule.person != "NULL" and rule.table_name != "person"
    ]
    statement = text(f"SELECT min(code) FROM ({' UNION ALL '.join(parts)}) known")  # noqa: S608 -- as above
    code: str | None = await session.scalar(statement, {"record": record_id, "person": person_id})
    return code


async def open_holds(session: AsyncSession) -> Sequence[tuple[Hold, str]]:
    """Return what is on hold in the prison, soonest to be looked at first, each with whose it is."""
    statement = (
        select(Hold, Person.name)
        .join(Person, (Person.tenant_id == Hold.tenant_id) & (Person.id == Hold.person_id))
        .where(Hold.lifted_at.is_(None))
        .order_by(Hold.review_on, Hold.id)
    )
    return [(row[0], str(row[1])) for row in await session.execute(statement)]


async def holds_on(session: AsyncSession, person_id: UUID) -> Sequence[Hold]:
    """Return the holds on a person, lifted ones too, newest first."""
    statement = select(Hold).where(Hold.person_id == person_id)
    return (await session.scalars(statement.order_by(Hold.id.desc()))).all()
