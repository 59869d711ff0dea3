"""Each kind of record: for how long it is kept here, what is due, and what went."""

from __future__ import annotations

from datetime import date, timedelta

import strawberry
from strawberry import ID, Info

from core.clock import now, today
from core.reads.mutations import Context
from core.retention import queries
from core.retention.declarations import RetentionRule, Then
from core.retention.graphql.known import account_names, rules_known_to
from core.retention.permissions import RETENTION_READ

strawberry.enum(Then, name="RetentionThen")
MOST_SHOWN = 200
LAST_NIGHT = timedelta(hours=24)


@strawberry.type
class RetentionLine:
    """One kind of record: for how long it is kept here, and what is due."""

    code: str
    title: str
    trigger: str
    period: str
    keep: int
    least: int
    most: int
    unit: str
    then: Then
    overdue: int
    """Past their date and still here: key figure D01."""
    soon: int
    """Due within 30 days, those past their date included."""
    later: int
    """The same within 90 days."""
    held: int
    went: int
    """In the last 24 hours."""


@strawberry.type
class RetentionDue:
    """One record that goes: whose, and when."""

    person_id: ID | None
    name: str | None
    due_on: date
    held: bool


@strawberry.type
class RetentionStone:
    """What is left of records that went."""

    on: date
    count: int
    period: str
    asked_for: bool


@strawberry.type
class RetentionChange:
    """A period that the prison set."""

    on: date
    period: str
    by: str


@strawberry.type
class RetentionKind:
    """One kind of record, with what goes and went."""

    line: RetentionLine
    due: list[RetentionDue]
    stones: list[RetentionStone]
    changes: list[RetentionChange]


def _line(rule: RetentionRule, found: queries.Standing, went: dict[str, int]) -> RetentionLine:
    return RetentionLine(
        code=rule.code,
        title=str(rule.title),
        trigger=str(rule.trigger),
        period=rule.unit.words(found.keep),
        keep=found.keep,
        least=rule.least,
        most=rule.most,
        unit=rule.unit.value,
        then=rule.then,
        overdue=found.overdue,
        soon=found.soon,
        later=found.later,
        held=found.held,
        went=went.get(rule.code, 0),
    )


async def retention_lines(info: Info[Context, None]) -> list[RetentionLine]:
    info.context.viewer.require(RETENTION_READ)
    rules = rules_known_to(info)
    async with info.context.database.read(info.context.viewer) as session:
        found = {one.code: one for one in await queries.standings(session, today())}
        went = await queries.went_since(session, now() - LAST_NIGHT)
    return [_line(rule, found[code], went) for code, rule in rules.items() if code in found]


async def retention_kind(info: Info[Context, None], code: str, days: int = 90) -> RetentionKind | None:
    viewer, rule = info.context.viewer, rules_known_to(info).get(code)
    viewer.require(RETENTION_READ)
    if rule is None:
        return None
    async with info.context.database.read(viewer) as session:
        found = {one.code: one for one in await queries.standings(session, today())}[code]
        went = await queries.went_since(session, now() - LAST_NIGHT)
        by_day = today() + timedelta(days=min(max(days, 0), 366))
        due = await queries.due_records(session, code, by_day, most=MOST_SHOWN)
        stones = await queries.tombstones_of(session, code, most=MOST_SHOWN)
        periods = await queries.periods_of(session, code)
        names = await account_names(session, [one.set_by for one in periods])
    return RetentionKind(
        line=_line(rule, found, went),
        due=[
            RetentionDue(
                person_id=None if one.person_id is None else ID(str(one.person_id)),
                name=one.name,
                due_on=one.due_on,
                held=one.held,
            )
            for one in due
        ],
        stones=[
            RetentionStone(
                on=one.created_at.date(),
                count=one.gone_count,
                period=rule.unit.words(one.kept),
                asked_for=one.asked_for,
            )
            for one in stones
        ],
        changes=[
            RetentionChange(
                on=one.created_at.date(), period=rule.unit.words(one.keep), by=names.get(one.set_by, "")
            )
            for one in periods
        ],
    )
