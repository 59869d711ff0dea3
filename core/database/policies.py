"""The row-level security of a prison's table, as SQL: what each policy lets whom see and write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

APP_ROLE = "gatehouse_app"
OWNER_ROLE = "gatehouse_owner"
"""Bound by FORCE like everybody else: audit triggers write as it, and a data migration enters a prison."""

NATIONAL_ROLE = "gatehouse_national"
"""Reads what prisons give to HMPPS, across prisons, and nothing else."""

TENANT_CHECK = "tenant_id = current_setting('app.tenant_id')::uuid"
"""Strict: without a prison it is an error, never a full table. It is evaluated once, for the index."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A foreign key to another table of the same prison."""

    column: str
    target: str


def scope_check(setting: str, column: str) -> str:
    """Narrow a table to one organisation's (or one person's) rows when the viewer is so bound.

    Written with sub-selects, which PostgreSQL evaluates once for the statement and not once for each row,
    and whose share of the rows it does not underestimate: a list keeps its index.
    """
    return (
        f"((SELECT current_setting('{setting}') = '') "
        f"OR {column} = (SELECT nullif(current_setting('{setting}'), '')::uuid))"
    )


def tenant_policies(table: str) -> Iterator[str]:
    """Open the table to the rows of the viewer's prison, under a floor that no later policy can lift."""
    yield (
        f"CREATE POLICY tenant ON {table} TO {APP_ROLE}, {OWNER_ROLE} "
        f"USING ({TENANT_CHECK}) WITH CHECK ({TENANT_CHECK})"
    )
    yield (
        f"CREATE POLICY tenant_floor ON {table} AS RESTRICTIVE "
        f"USING ({TENANT_CHECK}) WITH CHECK ({TENANT_CHECK})"
    )


def scope_policies(table: str, *, partner: str | None, person: str | None) -> Iterator[str]:
    """Narrow the table for accounts of a partner organisation, and for volunteers to their own rows."""
    for scope, column in (("partner", partner), ("person", person)):
        if column is not None:
            check = scope_check(f"app.{scope}_id", column)
            yield (
                f"CREATE POLICY {scope}_scope ON {table} AS RESTRICTIVE USING ({check}) WITH CHECK ({check})"
            )


def staff_policies(table: str, *, only: bool, reads: bool) -> Iterator[str]:
    """Close the table to accounts of partner organisations, altogether or for reading alone."""
    check = "(SELECT current_setting('app.partner_id') = '')"
    if only:
        yield (
            f"CREATE POLICY staff_only ON {table} AS RESTRICTIVE TO {APP_ROLE} "
            f"USING ({check}) WITH CHECK ({check})"
        )
    if reads:
        yield f"CREATE POLICY staff_reads ON {table} AS RESTRICTIVE FOR SELECT TO {APP_ROLE} USING ({check})"


def reference_policies(table: str, references: Iterable[Reference]) -> Iterator[str]:
    """Let a partner's account point only at rows it may see.

    A foreign key alone would tell it which ids exist in the rest of the prison.
    """
    seen = [
        f"({table}.{item.column} IS NULL OR EXISTS (SELECT FROM {item.target} AS target "
        f"WHERE target.tenant_id = {table}.tenant_id AND target.id = {table}.{item.column}))"
        for item in references
    ]
    if seen:
        check = f"(SELECT current_setting('app.partner_id') = '') OR ({' AND '.join(seen)})"
        for action in ("INSERT", "UPDATE"):
            yield (
                f"CREATE POLICY partner_references_{action.lower()} ON {table} AS RESTRICTIVE "
                f"FOR {action} WITH CHECK ({check})"
            )


GROUP_CHECK = (
    "((SELECT current_setting('app.group_id') = '') OR tenant_id IN (SELECT prison.id FROM prison "
    "WHERE prison.group_id = (SELECT nullif(current_setting('app.group_id'), '')::uuid)))"
)
"""All prisons, or one group's. Not said which is an error, as for a prison."""


NO_PRISON = "00000000-0000-0000-0000-000000000000"
"""The group that no prison is in."""
SHOWN_CHECK = f"((SELECT current_setting('app.group_id') = '{NO_PRISON}') OR {GROUP_CHECK})"
"""What prisons show one another: all of it in the group that no prison is in, else as HMPPS reads it."""


def published_policies(table: str, *, to_prisons: bool = False) -> Iterator[str]:
    """Open the table to the prison's own transaction, and to the national role for reading.

    The floor is for those who write: nobody else has a policy that opens the table at all. What prisons show
    one another is read by the same role, in a group that no prison is in and that opens nothing else.
    """
    crossing = SHOWN_CHECK if to_prisons else GROUP_CHECK
    roles = f"{APP_ROLE}, {OWNER_ROLE}"
    yield f"CREATE POLICY tenant ON {table} TO {roles} USING ({TENANT_CHECK}) WITH CHECK ({TENANT_CHECK})"
    yield (
        f"CREATE POLICY tenant_floor ON {table} AS RESTRICTIVE TO {roles} "
        f"USING ({TENANT_CHECK}) WITH CHECK ({TENANT_CHECK})"
    )
    yield f"CREATE POLICY national ON {table} FOR SELECT TO {NATIONAL_ROLE} USING ({crossing})"
