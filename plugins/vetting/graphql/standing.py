"""Where a case stands by its dates, in SQL: the same as `rules.caught_up` says, for lists and filters."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import ColumnElement, Date, case, cast, func, literal, or_, select, true, type_coerce
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import aliased
from sqlalchemy.types import Boolean, Integer

from core.sdk import today
from plugins.vetting import models
from plugins.vetting.enums import VettingLevel, VettingStage
from plugins.vetting.policy import POLICIES
from plugins.vetting.rules import RUNS_OUT

CLEARED_STAGES = sorted(RUNS_OUT)
WORTH = json.dumps(
    {
        policy.version: {
            "days": policy.renewal_reminder_days[0],
            "dateless": sorted(level for level, rule in policy.levels.items() if not rule.needs_end_date),
            "standing": {level: sorted(policy.standing_for(level)) for level in VettingLevel},
        }
        for policy in POLICIES
    },
)
"""What each version of the policy says of levels, as one value that SQL can look into."""


def stage_today(row: Any) -> ColumnElement[str]:
    """Return the stage as shown, but that a clearance has run out or a renewal is due when the dates say so.

    Only stages that call somebody cleared are looked at twice; the night's work records what is seen here.
    """
    shown: ColumnElement[str] = row.shown_stage
    return case((shown.in_(CLEARED_STAGES), func.coalesce(_by_dates(row), shown)), else_=shown)


def _by_dates(row: Any) -> ColumnElement[Any]:
    """Return the stage that the clearances' dates lead to; null where they change nothing."""
    policy = type_coerce(cast(literal(WORTH), JSONB).op("->")(row.policy), JSONB)
    needed = func.unnest(row.required_levels).table_valued("level").render_derived()
    held = aliased(models.Clearance)
    is_over = or_(held.revoked_on <= today(), held.expires_on < today()).is_(true())
    endless = held.expires_on.is_(None) & _lists(policy["dateless"], held.level)
    worth = (
        select(
            func.bool_and(is_over).label("over"),
            case(
                (func.bool_or(~is_over & endless), None), else_=func.max(held.expires_on).filter(~is_over)
            ).label("until"),
        )
        .where(
            held.tenant_id == row.tenant_id,
            held.person_id == row.person_id,
            or_(held.granted_on.is_(None), held.granted_on <= today(), held.revoked_on <= today()),
            _lists(policy["standing"].op("->")(needed.c.level), held.level),
        )
        .correlate(row, needed)
        .lateral()
    )
    reminder = type_coerce(func.min(worth.c.until) - cast(policy["days"].astext, Integer), Date)
    is_due = (row.shown_stage == VettingStage.ACTIVE.value) & (reminder <= today())
    found: ColumnElement[Any] = (
        select(
            case(
                (func.bool_or(worth.c.over), VettingStage.EXPIRED.value),
                (is_due, VettingStage.RENEWAL_DUE.value),
            )
        )
        .select_from(needed)
        .join(worth, true())
        .correlate(row)
        .scalar_subquery()
    )
    return found


def satisfies(row: Any, needed: Any, level: Any) -> ColumnElement[bool]:
    """Return whether a clearance's level is one that stands for a needed one, by the case's policy."""
    policy = type_coerce(cast(literal(WORTH), JSONB).op("->")(row.policy), JSONB)
    return _lists(policy["standing"].op("->")(needed), level)


def _lists(levels: Any, level: Any) -> ColumnElement[bool]:
    return type_coerce(type_coerce(levels, JSONB).op("?")(level), Boolean)
