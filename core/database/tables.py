"""How a migration makes a table: columns, row-level security, grants and the triggers together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from alembic import op
from sqlalchemy import (
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    PrimaryKeyConstraint,
    Uuid,
    func,
    text,
)
from sqlalchemy.schema import SchemaItem

from core.database.policies import (
    APP_ROLE,
    NATIONAL_ROLE,
    Reference,
    published_policies,
    reference_policies,
    scope_policies,
    staff_policies,
    tenant_policies,
)


def one_of(column: str, *codes: str) -> CheckConstraint:
    """Allow only these codes in the column."""
    allowed = ", ".join(f"'{code}'" for code in codes)
    return CheckConstraint(f"{column} IN ({allowed})", name=column)


def create_tenant_table(
    name: str,
    *items: SchemaItem,
    partner_column: str | None = None,
    person_column: str | None = None,
    staff_only: bool = False,
    staff_reads: bool = False,
    masked: tuple[str, ...] = (),
    rights: str = "SELECT, INSERT, UPDATE, DELETE",
    audited: bool = True,
) -> None:
    """Create a prison's table, closed to every other prison from its first moment.

    `partner_column` and `person_column` narrow it for partner and volunteer accounts; `staff_only` closes it
    to them, `staff_reads` lets them add what they cannot read back; `masked` columns are kept out of the
    audit trail; a history table has fewer `rights`, so that nobody can rewrite it.
    """
    policies = (
        *tenant_policies(name),
        *scope_policies(name, partner=partner_column, person=person_column),
        *staff_policies(name, only=staff_only, reads=staff_reads),
        *reference_policies(name, _references(items, partner_column)),
    )
    _create_prisons_table(name, items, policies)
    op.execute(f"GRANT {rights} ON {name} TO {APP_ROLE}")
    if audited:
        attach_audit(name, "record_audit", masked)


def create_published_table(name: str, *items: SchemaItem, to_prisons: bool = False) -> None:
    """Create a prison's table of what it gives to HMPPS: figures and published texts, and nobody's data.

    The prison alone writes it, accounts of partners do not see it, and the national role reads it across
    prisons; with `to_prisons` staff of other prisons are shown it too. It is worked out from rows whose
    changes are in the trail, so it has no entries of its own there.
    """
    policies = (
        *published_policies(name, to_prisons=to_prisons),
        *staff_policies(name, only=True, reads=False),
    )
    _create_prisons_table(name, items, policies)
    op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {name} TO {APP_ROLE}")
    op.execute(f"GRANT SELECT ON {name} TO {NATIONAL_ROLE}")


def _create_prisons_table(name: str, items: Iterable[SchemaItem], policies: Iterable[str]) -> None:
    op.create_table(
        name,
        Column(
            "tenant_id",
            Uuid,
            ForeignKey("prison.id", name=op.f(f"fk_{name}_tenant_id")),
            server_default=text("current_setting('app.tenant_id')::uuid"),
            nullable=False,
        ),
        Column("id", Uuid, nullable=False),
        Column("created_at", DateTime(timezone=True), server_default=func.now(), nullable=False),
        *items,
        PrimaryKeyConstraint("tenant_id", "id", name=op.f(f"pk_{name}")),
    )
    op.execute(f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY")
    for policy in policies:
        op.execute(policy)


def _references(items: Iterable[SchemaItem], partner_column: str | None) -> Iterator[Reference]:
    """Find the foreign keys that could leave the organisation: those without its own column."""
    for item in items if partner_column is not None else ():
        if isinstance(item, ForeignKeyConstraint) and partner_column not in item.column_keys:
            target = item.elements[0].target_fullname.rpartition(".")[0]
            yield from (Reference(key, target) for key in item.column_keys if key != "tenant_id")


def create_global_table(
    name: str,
    *items: SchemaItem,
    rights: str = "SELECT, INSERT, UPDATE",
    audited: bool = True,
) -> None:
    """Create one of the few tables that stand above prisons."""
    op.create_table(
        name,
        Column("id", Uuid, nullable=False),
        Column("created_at", DateTime(timezone=True), server_default=func.now(), nullable=False),
        *items,
        PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    )
    if rights:
        op.execute(f"GRANT {rights} ON {name} TO {APP_ROLE}")
    if audited:
        attach_audit(name, "record_global_audit", ())


def attach_audit(name: str, function: str, masked: tuple[str, ...]) -> None:
    """Record every change of the table: a trigger cannot be forgotten.

    What one statement adds is recorded by one statement: an import adds tens of thousands of rows. Changes
    and deletions are recorded row by row, for a deletion asks every table that points at the row, mostly in
    vain, and a trigger of the statement is called all the same.
    """
    arguments = ", ".join(f"'{column}'" for column in masked)
    op.execute(
        f"CREATE TRIGGER audit_added AFTER INSERT ON {name} REFERENCING NEW TABLE AS added "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {function}({arguments})",
    )
    op.execute(
        f"CREATE TRIGGER audit AFTER UPDATE OR DELETE ON {name} "
        f"FOR EACH ROW EXECUTE FUNCTION {function}({arguments})",
    )


def hold_to_prison(name: str, column: str) -> None:
    """Let a transaction of one prison write only that prison's rows of a global table.

    Without it a foreign key from here to a prison's table would tell any prison which ids another has.
    """
    op.execute(
        f"CREATE TRIGGER one_prison BEFORE INSERT OR UPDATE OR DELETE ON {name} "
        f"FOR EACH ROW EXECUTE FUNCTION refuse_other_prison('{column}')",
    )
