"""Where a case stands by its dates, in SQL: the same as `rules.caught_up` says, for lists and filters."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    and_,
    case,
    cast,
    false,
    func,
    literal,
    or_,
    select,
    true,
    type_coerce,
)
from sqlalchemy.dialects.postgresql import JSONB, distinct_on
from sqlalchemy.orm import aliased
from sqlalchemy.sql.selectable import LateralFromClause
from sqlalchemy.types import Boolean, Integer

from core.sdk import add_working_days, today
from plugins.vetting import models
from plugins.vetting.enums import ClearanceScope, VettingStage
from plugins.vetting.policy import LONGEST_LEAD, LONGEST_TARGET, NATIONAL, policy_in_force, worth_of
from plugins.vetting.rules import RUNS_OUT, WITH_VETTING_TEAM
from plugins.vetting.rules.stages import TURNS

CLEARED_STAGES = sorted(RUNS_OUT)
MOVED_TO = (VettingStage.RENEWAL_DUE, VettingStage.EXPIRED)
"""Where the calendar alone brings a case."""
SHIPPED = json.dumps({policy.version: worth_of(policy) for policy in NATIONAL})
"""What the shipped versions of the policy say of levels, as one value that SQL can look into."""


def worth(version: Any) -> ColumnElement[Any]:
    """Return what a version says of levels: the shipped ones and the prison's own, put together once."""
    own = aliased(models.PolicyVersion)
    known = (
        select(
            cast(literal(SHIPPED), JSONB).op("||")(
                func.coalesce(func.jsonb_object_agg(own.version, _whole(own)), cast(literal("{}"), JSONB))
            )
        )
        .where(own.published_at.is_not(None))
        .correlate(None)
        .scalar_subquery()
    )
    return type_coerce(type_coerce(known, JSONB).op("->")(version), JSONB)


def _whole(own: Any) -> ColumnElement[Any]:
    """Return a version's worth with its last reminder, which those put in force before did not keep there."""
    last = type_coerce(own.terms, JSONB)["renewal_reminder_days"][-1]
    return type_coerce(own.worth.op("||")(func.jsonb_build_object("last_days", last)), JSONB)


def in_force_today() -> ColumnElement[Any]:
    """Return what the version in force says of levels: the prison's own, or the shipped one."""
    own = aliased(models.PolicyVersion)
    newest = (
        select(_whole(own))
        .where(own.published_at.is_not(None), own.effective_from <= today())
        .order_by(own.effective_from.desc(), own.published_at.desc())
        .limit(1)
        .correlate(None)
        .scalar_subquery()
    )
    shipped = json.dumps(worth_of(policy_in_force(NATIONAL, today())))
    return type_coerce(func.coalesce(newest, cast(literal(shipped), JSONB)), JSONB)


def lacks_end_date(held: Any) -> ColumnElement[bool]:
    """Return whether a clearance's end is not recorded although its level runs out."""
    return and_(held.expires_on.is_(None), ~_lists(in_force_today().op("->")("dateless"), held.level))


def target_days(row: Any) -> ColumnElement[int]:
    """Return the working days in which a case should be decided, by the version it is under."""
    return cast(worth(row.policy)["target"].astext, Integer)


def is_over_target(row: Any) -> ColumnElement[bool]:
    """Return whether a case was sent to the vetting team longer ago than its target allows."""
    # One text for PostgreSQL to read: as parameters these days would be 250 of them.
    begun = json.dumps([str(add_working_days(today(), -days)) for days in range(1, LONGEST_TARGET + 1)])
    cutoff = cast(cast(literal(begun), JSONB).op("->>")(target_days(row) - 1), Date)
    # A case that came in from a list may lack the day it was sent.
    return and_(row.shown_stage.in_(sorted(WITH_VETTING_TEAM)), (row.submitted_on < cutoff).is_(true()))


def stage_today(row: Any) -> ColumnElement[str]:
    """Return the stage as shown, but run out or due for renewal where the dates say so."""
    return func.coalesce(_moved(row), row.shown_stage)


def stage_today_since(row: Any) -> ColumnElement[date]:
    """Return since when it stands there; today, where the night has yet to record on which day it came."""
    return case((_moved(row).is_not(None), literal(today())), else_=row.stage_since)


def turn_today(row: Any) -> ColumnElement[str]:
    """Return whose turn it is at the stage of today."""
    turns = {stage.value: TURNS[stage].value for stage in MOVED_TO}
    return func.coalesce(case(turns, value=_moved(row)), row.turn)


def turn_order(row: Any) -> ColumnElement[int]:
    """Return the place of today's turn: the desk's own first, then those of others, then what rests."""
    places = {stage.value: models.TURN_PLACES[TURNS[stage]] for stage in MOVED_TO}
    return func.coalesce(case(places, value=_moved(row)), row.turn_place)


def is_open_today(row: Any) -> ColumnElement[bool]:
    """Return whether somebody has to act to bring it to an end: not once what was cleared has run out."""
    return and_(row.is_open, _moved(row).is_(None))


def _moved(row: Any) -> ColumnElement[Any]:
    """Return the stage that the dates lead to; null where they change nothing.

    Only stages that call somebody cleared are looked at twice, and of them only those of which something
    ends within the longest warning: the rest of a prison's cases cost next to nothing. The night's work
    records what is seen here.
    """
    return case((and_(row.shown_stage.in_(CLEARED_STAGES), _ends_soon(row)), _by_dates(row)))


def _ends_soon(row: Any) -> ColumnElement[bool]:
    """Return whether something the person holds is revoked, or ends so soon that it can matter today."""
    held = aliased(models.Clearance)
    by_lead = literal(add_working_days(today(), LONGEST_LEAD + 1))
    by_policy = literal(today()) + cast(worth(row.policy)["days"].astext, Integer)
    return (
        select(held.id)
        .where(
            held.tenant_id == row.tenant_id,
            held.person_id == row.person_id,
            or_(held.revoked_on.is_not(None), held.expires_on <= func.greatest(by_lead, by_policy)),
        )
        .correlate(row)
        .exists()
    )


def _by_dates(row: Any) -> ColumnElement[Any]:
    """Return the stage that the clearances' dates lead to; null where they change nothing."""
    policy = worth(row.policy)
    needed = func.unnest(row.required_levels).table_valued("level").render_derived()
    held_worth = _held_worth(row, policy, needed)
    until = func.min(held_worth.c.until)
    is_due = (row.shown_stage == VettingStage.ACTIVE.value) & _is_renewal_due(row, policy, until)
    found: ColumnElement[Any] = (
        select(
            case(
                (func.bool_or(held_worth.c.over), VettingStage.EXPIRED.value),
                (is_due, VettingStage.RENEWAL_DUE.value),
            )
        )
        .select_from(needed)
        .join(held_worth, true())
        .correlate(row)
        .scalar_subquery()
    )
    return found


def _held_worth(row: Any, policy: Any, needed: Any) -> LateralFromClause:
    """Return of a needed level whether all that stands for it is over, and until when it is good."""
    held = aliased(models.Clearance)
    is_over = or_(held.revoked_on <= today(), held.expires_on < today()).is_(true())
    endless = held.expires_on.is_(None) & _lists(policy["dateless"], held.level)
    # Beside what is good here, what leaves open whether it is puts nothing off.
    is_here = or_(held.scope != ClearanceScope.NAMED_PRISONS, held.case_id.is_not(None))
    known_here = func.bool_or(is_here)
    ends_here = func.max(held.expires_on).filter(~is_over & is_here)
    ends = func.max(held.expires_on).filter(~is_over)
    over = case((known_here, func.bool_and(is_over).filter(is_here)), else_=func.bool_and(is_over))
    until = case(
        (func.coalesce(func.bool_or(~is_over & endless).filter(is_here), false()), None),
        (known_here, ends_here),
        (func.bool_or(~is_over & endless), None),
        else_=ends,
    )
    return (
        select(over.label("over"), until.label("until"))
        .where(
            held.tenant_id == row.tenant_id,
            held.person_id == row.person_id,
            or_(held.granted_on.is_(None), held.granted_on <= today(), held.revoked_on <= today()),
            _lists(policy["standing"].op("->")(needed.c.level), held.level),
        )
        .correlate(row, needed)
        .lateral()
    )


def _is_renewal_due(row: Any, policy: Any, until: Any) -> ColumnElement[bool]:
    """Return whether the renewal of what is good until then has to be started, as `rules.renewals` says."""
    lead = func.coalesce(
        lead_times().op("->>")(func.array_to_string(row.required_levels, "+")), lead_times().op("->>")("")
    )
    # A renewal is due of what ends before this day, by lead time: as one text for PostgreSQL to read.
    ends = json.dumps([str(add_working_days(today(), days + 1)) for days in range(LONGEST_LEAD + 1)])
    by_lead = until < cast(cast(literal(ends), JSONB).op("->>")(cast(lead, Integer)), Date)
    at_last = days_before(until, policy["last_days"]) <= today()
    return case((lead.is_(None), days_before(until, policy["days"]) <= today()), else_=or_(by_lead, at_last))


def days_before(until: Any, days: Any) -> ColumnElement[date]:
    """Return the day so many days before another, by a number that the policy says."""
    return type_coerce(until - cast(days.astext, Integer), Date)


def lead_times() -> ColumnElement[Any]:
    """Return how long vetting takes here by levels, as measured last: read once for all cases."""
    row = models.MeasuredLeadTime
    latest = (
        select(func.array_to_string(row.levels, "+").label("levels"), row.days)
        .where(row.since <= today())
        .ext(distinct_on(row.levels))
        .order_by(row.levels, row.since.desc(), row.id.desc())
        .subquery()
    )
    found = select(func.jsonb_object_agg(latest.c.levels, latest.c.days)).correlate(None).scalar_subquery()
    return type_coerce(found, JSONB)


def satisfies(row: Any, needed: Any, level: Any) -> ColumnElement[bool]:
    """Return whether a clearance's level is one that stands for a needed one, by the case's policy."""
    policy = worth(row.policy)
    return _lists(policy["standing"].op("->")(needed), level)


def _lists(levels: Any, level: Any) -> ColumnElement[bool]:
    return type_coerce(type_coerce(levels, JSONB).op("?")(level), Boolean)
