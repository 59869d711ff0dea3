"""Whether a hold keeps a record, in SQL: for lists and pages of those who may know that there is one."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, or_, select, true

from core.retention.models import Hold


def is_on_hold(row: Any) -> ColumnElement[bool]:
    """Return whether a hold keeps this row of a person: a hold of the row itself, or of all about them.

    Declare a field of it with the permission `RETENTION_READ`: that there is a hold is not for everybody to
    know, and never for the person or their organisation, whose accounts the database shows none.
    """
    return _held(row, row.person_id, or_(Hold.record_id.is_(None), Hold.record_id == row.id))


def keeps_person(person: Any) -> ColumnElement[bool]:
    """Return whether a hold keeps a person's own row: any of theirs does, of whichever record."""
    return _held(person, person.id, true())


def _held(row: Any, person_id: Any, concerns: ColumnElement[bool]) -> ColumnElement[bool]:
    return (
        select(Hold.id)
        .where(
            Hold.tenant_id == row.tenant_id,
            Hold.person_id == person_id,
            Hold.lifted_at.is_(None),
            concerns,
        )
        .correlate(row)
        .exists()
    )
