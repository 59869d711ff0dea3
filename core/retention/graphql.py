"""What the API says of retention: what will go and went, what is held of somebody, and what may be done."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import strawberry
from sqlalchemy import select
from strawberry import ID, Info

from core.accounts.models import Account
from core.clock import now, today
from core.errors import NotFound
from core.partnership.models import Person
from core.reads.filters import as_uuid
from core.reads.mutations import Context, mutation, writing
from core.reports.services import request_report
from core.retention import queries, services
from core.retention.declarations import RetentionRule, Then
from core.retention.enums import HoldReason
from core.retention.models import Hold
from core.retention.permissions import PERSON_EXPORT, RETENTION_CHANGE, RETENTION_READ
from core.retention.report import CODE
from core.translation import translate

strawberry.enum(HoldReason)
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


@strawberry.type
class HeldShare:
    """Of one kind of a person's records: what an erasure takes, and what has to stay, until when and why."""

    code: str
    title: str
    due: int
    staying: int
    until: date | None
    why: str


@strawberry.type
class HeldHold:
    """Records kept on hold. Why, and by whom, is for data protection alone."""

    id: ID
    on: date
    review_on: date
    one_record: bool
    lifted_on: date | None
    reason: HoldReason | None
    reference: str | None
    by: str | None


@strawberry.type
class HeldAbout:
    """What is held about one person, by kind, and whether it is on hold."""

    person_id: ID
    name: str
    on_hold: bool
    shares: list[HeldShare]
    holds: list[HeldHold]


def _rules(info: Info[Context, None]) -> dict[str, RetentionRule]:
    """Return the rules that this viewer may know of."""
    viewer = info.context.viewer
    return {
        rule.code: rule
        for module in info.context.registry.contributions
        for rule in module.retention
        if viewer.may(RETENTION_CHANGE) or not rule.sensitive
    }


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


async def _lines(info: Info[Context, None]) -> list[RetentionLine]:
    info.context.viewer.require(RETENTION_READ)
    rules = _rules(info)
    async with info.context.database.read(info.context.viewer) as session:
        found = {one.code: one for one in await queries.standings(session, today())}
        went = await queries.went_since(session, now() - LAST_NIGHT)
    return [_line(rule, found[code], went) for code, rule in rules.items() if code in found]


async def _kind(info: Info[Context, None], code: str, days: int = 90) -> RetentionKind | None:
    viewer, rule = info.context.viewer, _rules(info).get(code)
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
        names = await _names(session, [one.set_by for one in periods])
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


async def _names(session: Any, ids: list[Any]) -> dict[Any, str]:
    found = await session.execute(select(Account.id, Account.name).where(Account.id.in_(ids)))
    return {row.id: row.name for row in found}


async def _held_about(info: Info[Context, None], person_id: ID) -> HeldAbout | None:
    viewer, rules = info.context.viewer, _rules(info)
    viewer.require(RETENTION_READ)
    wanted = as_uuid(person_id)
    async with info.context.database.read(viewer) as session:
        person = await session.scalar(select(Person).where(Person.id == wanted))
        if person is None:
            return None
        shares = await queries.shares_of(session, wanted, today())
        holds = await queries.holds_on(session, wanted)
        names = await _names(session, [hold.placed_by for hold in holds])
    return HeldAbout(
        person_id=ID(str(wanted)),
        name=f"{person.first_name} {person.surname}",
        on_hold=any(hold.lifted_at is None for hold in holds),
        shares=[_share(rules[one.code], one) for one in shares if one.code in rules],
        holds=[_hold(hold, names, full=viewer.may(RETENTION_CHANGE)) for hold in holds],
    )


def _share(rule: RetentionRule, found: queries.Share) -> HeldShare:
    return HeldShare(
        code=rule.code,
        title=str(rule.title),
        due=found.due,
        staying=found.staying,
        until=found.until,
        why=translate("Kept for {period} at least, from when this happened: {trigger}.").format(
            period=rule.unit.words(rule.least), trigger=rule.trigger
        )
        + (f" {rule.about}" if rule.about else ""),
    )


def _hold(hold: Hold, names: dict[Any, str], *, full: bool) -> HeldHold:
    return HeldHold(
        id=ID(str(hold.id)),
        on=hold.created_at.date(),
        review_on=hold.review_on,
        one_record=hold.record_id is not None,
        lifted_on=None if hold.lifted_at is None else hold.lifted_at.date(),
        reason=hold.reason if full else None,
        reference=hold.reference if full else None,
        by=names.get(hold.placed_by, "") if full else None,
    )


class Query:
    retention: Any = strawberry.field(
        resolver=_lines, description="Each kind of record: how long it is kept here, and what is due."
    )
    retention_kind: Any = strawberry.field(
        resolver=_kind, description="One kind of record: what goes within so many days, and what went."
    )
    held_about: Any = strawberry.field(
        resolver=_held_about,
        description="What is held about one person: what an erasure would take, what has to stay and why.",
    )


@strawberry.input
class NewHold:
    person_id: ID
    record_id: ID | None = None
    reason: HoldReason
    reference: str
    review_on: date


@strawberry.type
class RetentionOutcome:
    """That it was done, and of how many records."""

    done: int


@strawberry.type
class PersonCopy:
    """The report in which the copy will be."""

    report_id: ID


class Mutation:
    @mutation("Set for how long this prison keeps records of one kind.")
    async def set_retention_period(self, info: Info[Context, None], code: str, keep: int) -> RetentionOutcome:
        async with writing(info) as (session, viewer):
            if code not in _rules(info):
                raise NotFound(translate("There is no such kind of record."), "code")
            await services.set_period(session, viewer, code, keep=keep)
        return RetentionOutcome(done=1)

    @mutation("Keep what is held about somebody on hold: nothing of it is deleted until that is lifted.")
    async def place_hold(self, info: Info[Context, None], given: NewHold) -> RetentionOutcome:
        record = None if given.record_id is None else as_uuid(given.record_id)
        async with writing(info) as (session, viewer):
            await services.place_hold(
                session,
                viewer,
                as_uuid(given.person_id),
                record_id=record,
                reason=given.reason,
                reference=given.reference,
                review_on=given.review_on,
            )
        return RetentionOutcome(done=1)

    @mutation("Record that a hold was looked at and is still needed.")
    async def review_hold(self, info: Info[Context, None], hold_id: ID, review_on: date) -> RetentionOutcome:
        async with writing(info) as (session, viewer):
            await services.review_hold(session, viewer, as_uuid(hold_id), review_on=review_on)
        return RetentionOutcome(done=1)

    @mutation("Lift a hold: what is past its date goes with the next night.")
    async def lift_hold(self, info: Info[Context, None], hold_id: ID) -> RetentionOutcome:
        async with writing(info) as (session, viewer):
            await services.lift_hold(session, viewer, as_uuid(hold_id))
        return RetentionOutcome(done=1)

    @mutation("Erase all that is held about somebody and has not to stay.")
    async def erase_person(self, info: Info[Context, None], person_id: ID) -> RetentionOutcome:
        async with writing(info) as (session, viewer):
            return RetentionOutcome(done=await services.erase_person(session, viewer, as_uuid(person_id)))

    @mutation("Have a copy made of all that is held about somebody, to be handed to them.")
    async def copy_person_record(self, info: Info[Context, None], person_id: ID) -> PersonCopy:
        info.context.viewer.require(PERSON_EXPORT)
        async with writing(info) as (session, viewer):
            await services.existing_person(session, as_uuid(person_id))
            report = info.context.registry.reports[CODE]
            asked = await request_report(
                session, viewer, report, parameters={"person_id": as_uuid(person_id)}
            )
        return PersonCopy(report_id=ID(str(asked.id)))
