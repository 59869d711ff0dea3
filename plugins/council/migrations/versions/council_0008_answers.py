"""Who owes an answer, what was asked of HMPPS, and slips of paper for proposals."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from core.sdk import create_tenant_table, one_of

revision = "council_0008_answers"
down_revision = "council_0007_shared"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "council_proposal", sa.Column("owner_role", sa.String(60), nullable=False, server_default="GOVERNOR")
    )
    op.add_column("council_proposal", sa.Column("owner_id", sa.Uuid, nullable=True))
    op.create_check_constraint(
        "owner_role", "council_proposal", "owner_role IN ('GOVERNOR', 'SMT_LEAD', 'COORDINATOR')"
    )
    _escalations()
    _slips()


def _escalations() -> None:
    create_tenant_table(
        "council_escalation",
        sa.Column("proposal_id", sa.Uuid, nullable=False),
        sa.Column("position", sa.SmallInteger, nullable=False),
        sa.Column("kind", sa.String(60), nullable=False),
        sa.Column("happened_on", sa.Date, nullable=False),
        sa.Column("publication_id", sa.Uuid, nullable=True),
        sa.Column("said", sa.Text, nullable=True),
        sa.Column("recorded_by", sa.Uuid, nullable=False),
        one_of("kind", "HANDED_OVER", "CAME_BACK"),
        sa.CheckConstraint("position >= 1", name="position"),
        sa.CheckConstraint("(kind = 'HANDED_OVER') = (publication_id IS NOT NULL)", name="handed_over"),
        sa.CheckConstraint("kind <> 'CAME_BACK' OR said IS NOT NULL", name="came_back"),
        _key("proposal_id", "council_proposal"),
        _key("publication_id", "council_publication"),
        sa.UniqueConstraint("tenant_id", "proposal_id", "position"),
        staff_only=True,
        rights="SELECT, INSERT",
    )
    op.create_index(
        op.f("ix_council_escalation_tenant_id_publication_id"),
        "council_escalation",
        ["tenant_id", "publication_id"],
    )


def _slips() -> None:
    create_tenant_table(
        "council_slip",
        sa.Column("council_id", sa.Uuid, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("printed_on", sa.Date, nullable=False),
        sa.Column("printed_by", sa.Uuid, nullable=False),
        sa.Column("proposal_id", sa.Uuid, nullable=True),
        sa.CheckConstraint("number >= 1", name="number"),
        _key("council_id", "council_council"),
        _key("proposal_id", "council_proposal"),
        sa.UniqueConstraint("tenant_id", "code"),
        sa.UniqueConstraint("tenant_id", "number"),
        sa.UniqueConstraint("tenant_id", "proposal_id"),
        staff_only=True,
        rights="SELECT, INSERT, UPDATE",
    )
    op.create_index(op.f("ix_council_slip_tenant_id_council_id"), "council_slip", ["tenant_id", "council_id"])


def _key(column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["tenant_id", column], [f"{target}.tenant_id", f"{target}.id"])
