"""How services stand from day to day, the roles in them, agreements and insurance."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from core.database.policies import Reference, reference_policies
from core.database.tables import create_tenant_table, one_of

revision = "core_0009_services"
down_revision = "core_0008_rights_clock"
branch_labels = None
depends_on = None

STATUSES = (
    "PROPOSED",
    "UNDER_REVIEW",
    "AGREED_NOT_STARTED",
    "OPERATING_FULL",
    "OPERATING_REDUCED",
    "OPERATING_REMOTE_ONLY",
    "REMOBILISING",
    "PAUSED_PRISON",
    "PAUSED_PROVIDER",
    "PAUSED_CLEARANCE",
    "ENDED",
)
REASONS = (
    "REGIME_RESTRICTION",
    "PRISON_STAFFING",
    "OUTBREAK",
    "SECURITY_INCIDENT",
    "NO_SPACE",
    "NO_ESCORT",
    "PROVIDER_STAFFING",
    "VOLUNTEER_SHORTAGE",
    "VETTING_DELAY",
    "FUNDING_ENDED",
    "LOW_TAKE_UP",
    "SEASONAL",
    "OTHER",
)


def upgrade() -> None:
    _status_changes()
    _roles()
    _agreements()
    _insurance()


def _key(column: str, target: str, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["tenant_id", column], [f"{target}.tenant_id", f"{target}.id"], ondelete=ondelete
    )


def _status_changes() -> None:
    create_tenant_table(
        "service_status_change",
        sa.Column("service_id", sa.Uuid, nullable=False),
        sa.Column("partner_id", sa.Uuid, nullable=False),
        sa.Column("status", sa.String(60), nullable=False),
        sa.Column("reason", sa.String(60), nullable=True),
        sa.Column("effective_from", sa.Date, nullable=False),
        sa.Column("expected_until", sa.Date, nullable=True),
        sa.Column("account_id", sa.Uuid, nullable=False),
        sa.CheckConstraint("expected_until >= effective_from", name="dates"),
        one_of("status", *STATUSES),
        one_of("reason", *REASONS),
        _key("service_id", "service", "CASCADE"),
        _key("partner_id", "partner"),
        partner_column="partner_id",
        rights="SELECT, INSERT",
    )
    op.create_index(
        op.f("ix_service_status_change_tenant_id_service_id"),
        "service_status_change",
        ["tenant_id", "service_id", "effective_from"],
    )


def _roles() -> None:
    create_tenant_table(
        "role_description",
        sa.Column("service_id", sa.Uuid, nullable=False),
        sa.Column("partner_id", sa.Uuid, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("purpose", sa.Text, nullable=False),
        sa.Column("commitment", sa.Text, nullable=True),
        sa.Column("minimum_age", sa.SmallInteger, nullable=True),
        sa.Column("places_wanted", sa.SmallInteger, nullable=False),
        sa.Column("is_open", sa.Boolean, nullable=False),
        sa.CheckConstraint("title <> ''", name="title"),
        sa.CheckConstraint("places_wanted >= 0", name="places_wanted"),
        sa.CheckConstraint("minimum_age BETWEEN 16 AND 99", name="minimum_age"),
        sa.UniqueConstraint("tenant_id", "service_id", "title"),
        _key("service_id", "service", "CASCADE"),
        _key("partner_id", "partner"),
        partner_column="partner_id",
    )
    op.add_column("assignment", sa.Column("role_id", sa.Uuid, nullable=True))
    # The new key is proved over the rows of all prisons at once, which FORCE forbids the owner, too.
    for table in ("assignment", "role_description"):
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    op.create_foreign_key(
        op.f("fk_assignment_tenant_id_role_id"),
        "assignment",
        "role_description",
        ["tenant_id", "role_id"],
        ["tenant_id", "id"],
    )
    for table in ("assignment", "role_description"):
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    for action in ("insert", "update"):
        op.execute(f"DROP POLICY partner_references_{action} ON assignment")
    seen = (("person_id", "person"), ("service_id", "service"), ("role_id", "role_description"))
    for policy in reference_policies("assignment", [Reference(*pair) for pair in seen]):
        op.execute(policy)


def _agreements() -> None:
    create_tenant_table(
        "partner_agreement",
        sa.Column("partner_id", sa.Uuid, nullable=False),
        sa.Column("service_id", sa.Uuid, nullable=True),
        sa.Column("type", sa.String(60), nullable=False),
        sa.Column("reference", sa.Text, nullable=True),
        sa.Column("starts_on", sa.Date, nullable=False),
        sa.Column("ends_on", sa.Date, nullable=True),
        sa.CheckConstraint("ends_on >= starts_on", name="dates"),
        one_of("type", "PARTNERSHIP", "INFORMATION_SHARING", "GRANT", "CONTRACT", "SUBCONTRACT"),
        _key("partner_id", "partner", "CASCADE"),
        _key("service_id", "service"),
        partner_column="partner_id",
    )
    op.create_index(
        op.f("ix_partner_agreement_tenant_id_partner_id"),
        "partner_agreement",
        ["tenant_id", "partner_id", "ends_on"],
    )


def _insurance() -> None:
    create_tenant_table(
        "partner_insurance",
        sa.Column("partner_id", sa.Uuid, nullable=False),
        sa.Column("kind", sa.String(60), nullable=False),
        sa.Column("cover_pounds", sa.Integer, nullable=True),
        sa.Column("starts_on", sa.Date, nullable=False),
        sa.Column("expires_on", sa.Date, nullable=False),
        sa.Column("seen_on", sa.Date, nullable=False),
        sa.Column("seen_by", sa.Uuid, nullable=False),
        sa.CheckConstraint("expires_on >= starts_on", name="dates"),
        sa.CheckConstraint("cover_pounds > 0", name="cover"),
        one_of("kind", "PUBLIC_LIABILITY", "EMPLOYERS_LIABILITY", "PROFESSIONAL_INDEMNITY"),
        _key("partner_id", "partner", "CASCADE"),
        partner_column="partner_id",
    )
    op.create_index(
        op.f("ix_partner_insurance_tenant_id_partner_id"),
        "partner_insurance",
        ["tenant_id", "partner_id", "expires_on"],
    )


def downgrade() -> None:
    op.drop_table("partner_insurance")
    op.drop_table("partner_agreement")
    for action in ("insert", "update"):
        op.execute(f"DROP POLICY partner_references_{action} ON assignment")
    op.drop_column("assignment", "role_id")
    for policy in reference_policies(
        "assignment", [Reference("person_id", "person"), Reference("service_id", "service")]
    ):
        op.execute(policy)
    op.drop_table("role_description")
    op.drop_table("service_status_change")
