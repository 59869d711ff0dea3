"""How a migration tells the database a rule of retention: the application can read it and never change it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from core.identifiers import uuid7

RULES = sa.table(
    "retention_rule",
    sa.column("id", sa.Uuid),
    sa.column("code", sa.Text),
    sa.column("table_name", sa.Text),
    sa.column("since", sa.Text),
    sa.column("only_where", sa.Text),
    sa.column("person", sa.Text),
    sa.column("record", sa.Text),
    sa.column("action", sa.Text),
    sa.column("assignments", sa.Text),
    sa.column("counted_by", sa.Text),
    sa.column("unit", sa.Text),
    sa.column("keep", sa.Integer),
    sa.column("least", sa.Integer),
    sa.column("most", sa.Integer),
    sa.column("keeps_person", sa.Boolean),
)


def register_retention_rule(
    code: str,
    table: str,
    *,
    since: str,
    keep: int,
    least: int,
    most: int,
    unit: str = "MONTH",
    action: str = "PURGE",
    only_where: str = "true",
    person: str = "r.person_id",
    record: str = "r.id",
    assignments: str | None = None,
    counted_by: str | None = None,
    keeps_person: bool = False,
) -> None:
    """Tell the database which rows of a table go, and when; the texts are SQL over a row called `r`.

    `since` is the day that starts the clock (NULL: not yet), `person` whose row it is, `record` the id that a
    hold of one record names, `assignments` what a rule that deletes no row empties, and `counted_by` what is
    counted of the rows that go. `keeps_person` lets nobody's record go before these rows have.
    """
    op.bulk_insert(
        RULES,
        [
            {
                "id": uuid7(),
                "code": code,
                "table_name": table,
                "since": since,
                "only_where": only_where,
                "person": person,
                "record": record,
                "action": action,
                "assignments": assignments,
                "counted_by": counted_by,
                "unit": unit,
                "keep": keep,
                "least": least,
                "most": most,
                "keeps_person": keeps_person,
            }
        ],
    )


def forget_retention_rule(code: str) -> None:
    """Take a rule away, in a downgrade or where another replaces it."""
    op.execute(sa.delete(RULES).where(RULES.c.code == code))
