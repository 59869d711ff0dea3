"""How a migration makes a table: columns, row-level security, grants and the audit trigger together."""

from __future__ import annotations

from alembic import op
from sqlalchemy import CheckConstraint, Column, DateTime, ForeignKey, PrimaryKeyConstraint, Uuid, func, text
from sqlalchemy.schema import SchemaItem

APP_ROLE = "gatehouse_app"
TENANT_CHECK = "tenant_id = current_setting('app.tenant_id')::uuid"


def scope_check(setting: str, column: str) -> str:
    """Narrow a table to one organisation's (or one person's) rows when the viewer is so bound."""
    return f"(current_setting('{setting}') = '' OR {column}::text = current_setting('{setting}'))"


def one_of(column: str, *codes: str) -> CheckConstraint:
    """Allow only these codes in the column."""
    allowed = ", ".join(f"'{code}'" for code in codes)
    return CheckConstraint(f"{column} IN ({allowed})", name=column)


def create_tenant_table(
    name: str,
    *items: SchemaItem,
    partner_column: str | None = None,
    person_column: str | None = None,
    masked: tuple[str, ...] = (),
    rights: str = "SELECT, INSERT, UPDATE, DELETE",
    audited: bool = True,
) -> None:
    """Create a prison's table, closed to every other prison from its first moment.

    `partner_column` and `person_column` narrow it for partner and volunteer accounts; `masked` columns are
    kept out of the audit trail; a history table has fewer `rights`, so that nobody can rewrite it.
    """
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
    op.execute(f"CREATE POLICY tenant ON {name} USING ({TENANT_CHECK}) WITH CHECK ({TENANT_CHECK})")
    for policy, column in (("partner", partner_column), ("person", person_column)):
        if column is not None:
            check = scope_check(f"app.{policy}_id", column)
            op.execute(
                f"CREATE POLICY {policy}_scope ON {name} AS RESTRICTIVE USING ({check}) WITH CHECK ({check})",
            )
    op.execute(f"GRANT {rights} ON {name} TO {APP_ROLE}")
    if audited:
        attach_audit(name, "record_audit", masked)


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
    op.execute(f"GRANT {rights} ON {name} TO {APP_ROLE}")
    if audited:
        attach_audit(name, "record_global_audit", ())


def attach_audit(name: str, function: str, masked: tuple[str, ...]) -> None:
    """Record every change of the table: a trigger cannot be forgotten."""
    arguments = ", ".join(f"'{column}'" for column in masked)
    op.execute(
        f"CREATE TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON {name} "
        f"FOR EACH ROW EXECUTE FUNCTION {function}({arguments})",
    )
