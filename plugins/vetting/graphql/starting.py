"""When the renewal of a clearance is to be started, in SQL: the same as `rules.renewal_starts_on` says."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import ARRAY, ColumnElement, Date, Integer, Text, case, cast, func, literal, select
from sqlalchemy import type_coerce as known_as
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.sql.elements import Grouping

from core.sdk import is_working_day, today
from plugins.vetting import models
from plugins.vetting.graphql.standing import CLEARED_STAGES, days_before, in_force_today, lead_times, worth

LOOKS_BACK, LOOKS_AHEAD = timedelta(days=2 * 366), timedelta(days=3 * 366)
"""Around today. Of what ends later nobody has to know yet when its renewal starts."""


def renewal_starts_on(held: Any) -> ColumnElement[date]:
    """Return the day to start the renewal of a clearance by this prison's own times, else by the policy.

    Of whom a case is live, its levels and its version of the policy count, as on the case's own page. It is
    null of what has no end, has ended, or ends in some years.
    """
    ends = held.expires_on
    policy = known_as(func.coalesce(worth(_of_case(held, models.Case.policy)), in_force_today()), JSONB)
    levels = func.coalesce(_of_case(held, func.array_to_string(models.Case.required_levels, "+")), held.level)
    lead = func.coalesce(lead_times().op("->>")(levels), lead_times().op("->>")(""))
    at_last = days_before(ends, policy["last_days"])
    starts = case(
        (lead.is_(None), days_before(ends, policy["days"])),
        else_=func.least(_working_days_before(ends, lead), at_last),
    )
    return case((ends.between(today(), today() + LOOKS_AHEAD), starts))


def _of_case(held: Any, value: Any) -> ColumnElement[Any]:
    """Return something of the newest case that calls the clearance's person cleared; null without one."""
    row = models.Case
    found: ColumnElement[Any] = (
        select(value)
        .where(
            row.tenant_id == held.tenant_id,
            row.person_id == held.person_id,
            row.shown_stage.in_(CLEARED_STAGES),
        )
        .order_by(row.stage_since.desc(), row.id.desc())
        .limit(1)
        .correlate(held)
        .scalar_subquery()
    )
    return found


def _working_days_before(ends: Any, count: Any) -> ColumnElement[date]:
    """Return the working day so many before the end, which counts as none itself where it is one off."""
    days = cast(cast(literal(_working_days(today())), Text), ARRAY(Date))
    # PostgreSQL takes an element of a cast value only in brackets.
    return known_as(Grouping(days)[func.width_bucket(ends, days) - cast(count, Integer)], Date)


@lru_cache(maxsize=2)
def _working_days(day: date) -> str:
    """Return the working days around a day, as one text for PostgreSQL to read."""
    around = range((LOOKS_BACK + LOOKS_AHEAD).days + 1)
    known = (day - LOOKS_BACK + timedelta(days=number) for number in around)
    return "{" + ",".join(one.isoformat() for one in known if is_working_day(one)) + "}"
