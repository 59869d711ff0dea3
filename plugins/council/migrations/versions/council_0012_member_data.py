"""What somebody on the roll may ask for: to be forgotten at once, traces and all, unless they are on hold."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from core.sdk import forget_retention_rule, register_retention_rule

revision = "council_0012_member_data"
down_revision = "council_0011_packs"
branch_labels = None
depends_on = None

END_OF_TERM = (
    "(SELECT t.ends_on FROM public.council_term t WHERE t.tenant_id = r.tenant_id AND t.id = r.term_id)"
)
NOT_HELD = "r.hold_review_on IS NULL"
POINTING = ("council_attendance", "council_mention")
"""Their rows outlive the roll. Whose they were must not stay in the trail of their changes either."""


def upgrade() -> None:
    op.add_column("council_member", sa.Column("forget_on", sa.Date, nullable=True))
    op.add_column("council_member", sa.Column("hold_reference", sa.Text, nullable=True))
    op.add_column("council_member", sa.Column("hold_review_on", sa.Date, nullable=True))
    op.execute("REVOKE DELETE ON council_member FROM gatehouse_app")
    forget_retention_rule("council.roll")
    register_retention_rule(
        "council.roll",
        "council_member",
        since=END_OF_TERM,
        only_where=NOT_HELD,
        person="NULL",
        keep=6,
        least=1,
        most=12,
    )
    register_retention_rule(
        "council.forgotten",
        "council_member",
        since="r.forget_on",
        only_where=NOT_HELD,
        person="r.id",
        unit="DAY",
        keep=0,
        least=0,
        most=0,
    )
    for table in POINTING:
        _record(table, "'member_id'")


def downgrade() -> None:
    for table in POINTING:
        _record(table, "")
    forget_retention_rule("council.forgotten")
    forget_retention_rule("council.roll")
    register_retention_rule(
        "council.roll", "council_member", since=END_OF_TERM, person="NULL", keep=6, least=1, most=12
    )
    op.execute("GRANT DELETE ON council_member TO gatehouse_app")
    for column in ("hold_review_on", "hold_reference", "forget_on"):
        op.drop_column("council_member", column)


def _record(table: str, masked: str) -> None:
    """Let the trail of a table leave these columns out."""
    op.execute(f"DROP TRIGGER audit_added ON {table}")
    op.execute(f"DROP TRIGGER audit ON {table}")
    op.execute(
        f"CREATE TRIGGER audit_added AFTER INSERT ON {table} REFERENCING NEW TABLE AS added "
        f"FOR EACH STATEMENT EXECUTE FUNCTION record_audit({masked})"
    )
    op.execute(
        f"CREATE TRIGGER audit AFTER UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION record_audit({masked})"
    )
