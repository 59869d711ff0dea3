"""Identity documents seen, and forecasts with what came of them; both go with a purged case."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from core.sdk import create_tenant_table, one_of

revision = "vetting_0006_documents"
down_revision = "vetting_0005_passports"
branch_labels = None
depends_on = None

FORGET = """
CREATE FUNCTION vetting_forget_purged_evidence() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  gone uuid[];
BEGIN
  WITH documents AS (
    DELETE FROM public.vetting_document
    WHERE tenant_id = OLD.tenant_id AND case_id = OLD.id RETURNING id
  ), forecasts AS (
    DELETE FROM public.vetting_forecast
    WHERE tenant_id = OLD.tenant_id AND case_id = OLD.id RETURNING id
  )
  SELECT array_agg(id) INTO gone
  FROM (SELECT id FROM documents UNION ALL SELECT id FROM forecasts) AS both_kinds;
  UPDATE public.audit_entry SET before = NULL, after = NULL
  WHERE tenant_id = OLD.tenant_id
    AND (
      row_id = ANY (gone)
      -- One taken back before is known by what the trail says of it alone.
      OR COALESCE(before, after) ->> 'case_id' = OLD.id::text
    )
    AND table_name IN ('vetting_document', 'vetting_forecast');
  RETURN NULL;
END $$
"""
# By its name it runs after `forget_purged`, which refuses a case that is kept still.


def upgrade() -> None:
    _documents()
    _forecasts()
    op.execute(FORGET)
    op.execute("REVOKE EXECUTE ON FUNCTION vetting_forget_purged_evidence() FROM PUBLIC")
    op.execute(
        "CREATE TRIGGER forget_purged_evidence AFTER UPDATE ON vetting_case FOR EACH ROW "
        "WHEN (NEW.stage = 'PURGED' AND OLD.stage <> 'PURGED') "
        "EXECUTE FUNCTION vetting_forget_purged_evidence()",
    )


def _whose() -> tuple[sa.Column[object] | sa.ForeignKeyConstraint, ...]:
    return (
        sa.Column("case_id", sa.Uuid, nullable=False),
        sa.Column("person_id", sa.Uuid, nullable=False),
        sa.Column("partner_id", sa.Uuid, nullable=True),
        sa.ForeignKeyConstraint(["tenant_id", "partner_id"], ["partner.tenant_id", "partner.id"]),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"], ["person.tenant_id", "person.id"], ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "case_id"], ["vetting_case.tenant_id", "vetting_case.id"], ondelete="CASCADE"
        ),
    )


def _documents() -> None:
    create_tenant_table(
        "vetting_document",
        *_whose(),
        sa.Column("type", sa.String(60), nullable=False),
        sa.Column("document_group", sa.String(60), nullable=False),
        sa.Column("outcome", sa.String(60), nullable=False),
        sa.Column("seen_on", sa.Date, nullable=False),
        sa.Column("seen_by", sa.Uuid, nullable=False),
        sa.Column("shows_address", sa.Boolean, nullable=False),
        sa.Column("is_recent", sa.Boolean, nullable=False),
        sa.Column("shows_birth_date", sa.Boolean, nullable=False),
        sa.Column("has_photograph", sa.Boolean, nullable=False),
        sa.Column("in_current_name", sa.Boolean, nullable=False),
        sa.CheckConstraint("shows_address OR NOT is_recent", name="recent"),
        one_of(
            "type",
            "PASSPORT",
            "DRIVING_LICENCE",
            "BIRTH_CERTIFICATE_EARLY",
            "FORCES_IDENTITY_CARD",
            "EU_IDENTITY_CARD",
            "MARRIAGE_CERTIFICATE",
            "BIRTH_CERTIFICATE_LATER",
            "VEHICLE_REGISTRATION",
            "EXAMINATION_CERTIFICATE",
            "BANK_STATEMENT",
            "UTILITY_BILL",
            "PAY_OR_TAX_STATEMENT",
            "RENT_OR_MORTGAGE_STATEMENT",
            "INSURANCE_CERTIFICATE",
            "PUBLIC_BODY_LETTER",
        ),
        one_of("document_group", "GROUP_1", "GROUP_2"),
        one_of(
            "outcome",
            "ACCEPTED",
            "REJECTED_EXPIRED",
            "REJECTED_NAME",
            "REJECTED_ADDRESS_DATE",
            "REJECTED_COPY",
        ),
        partner_column="partner_id",
        person_column="person_id",
        rights="SELECT, INSERT, DELETE",
    )
    for column in ("case_id", "person_id"):
        op.create_index(
            op.f(f"ix_vetting_document_tenant_id_{column}"), "vetting_document", ["tenant_id", column]
        )


def _forecasts() -> None:
    create_tenant_table(
        "vetting_forecast",
        *_whose(),
        sa.Column("given_on", sa.Date, nullable=False),
        sa.Column("earliest", sa.Date, nullable=False),
        sa.Column("latest", sa.Date, nullable=False),
        sa.Column("basis", sa.String(60), nullable=False),
        sa.Column("sample", sa.Integer, nullable=False),
        sa.Column("came_on", sa.Date, nullable=True),
        sa.CheckConstraint("given_on <= earliest AND earliest <= latest", name="dates"),
        one_of("basis", "LEVEL", "PRISON", "TARGET"),
        partner_column="partner_id",
        person_column="person_id",
        rights="SELECT, INSERT, UPDATE",
    )
    for column in ("case_id", "person_id", "came_on"):
        op.create_index(
            op.f(f"ix_vetting_forecast_tenant_id_{column}"), "vetting_forecast", ["tenant_id", column]
        )


def downgrade() -> None:
    op.execute("DROP TRIGGER forget_purged_evidence ON vetting_case")
    op.execute("DROP FUNCTION vetting_forget_purged_evidence()")
    op.drop_table("vetting_forecast")
    op.drop_table("vetting_document")
