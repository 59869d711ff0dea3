"""Whether a case calls somebody cleared on a list's word alone, in SQL: the same as the report says."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from core.sdk import today
from plugins.vetting import models
from plugins.vetting.graphql.standing import satisfies
from plugins.vetting.rules import CALLED_CLEARED


def is_unconfirmed(row: Any) -> ColumnElement[bool]:
    """Return whether the (aliased) case lets somebody come in whom security has not said is cleared.

    Security said so by deciding the case here, or by a confirmed clearance in date for each level it needs.
    """
    needed = func.unnest(row.required_levels).table_valued("level").render_derived()
    held, any_held, same = aliased(models.Clearance), aliased(models.Clearance), aliased(models.Clearance)
    # For a whole prison PostgreSQL looks up once who holds any, and who holds which. What is left are the
    # few cases whose levels have to be looked for one by one.
    holds_none = ~exists().where(*_standing(any_held, row)).correlate(row)
    holds_the_one = and_(
        func.cardinality(row.required_levels) == 1,
        exists().where(*_standing(same, row), same.level == row.required_levels[1]).correlate(row),
    )
    stands = exists().where(*_standing(held, row), satisfies(row, needed.c.level, held.level))
    lacking = select(1).select_from(needed).where(~stands.correlate(row, needed)).correlate(row).exists()
    nothing_said = func.cardinality(row.required_levels) == 0
    return and_(
        row.shown_stage.in_(sorted(CALLED_CLEARED)),
        row.decided_by.is_(None),
        or_(nothing_said, holds_none, and_(~holds_the_one, lacking)),
    )


def _standing(held: Any, row: Any) -> tuple[ColumnElement[bool], ...]:
    """Return what makes a clearance one that stands for the case's person today, whatever its level."""
    return (
        held.tenant_id == row.tenant_id,
        held.person_id == row.person_id,
        held.confirmed_at.is_not(None),
        held.revoked_on.is_(None),
        or_(held.granted_on.is_(None), held.granted_on <= today()),
        or_(held.expires_on.is_(None), held.expires_on >= today()),
    )
