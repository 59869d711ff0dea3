"""References: whom the co-ordinator asked and what they said, in codes; deleted with the case."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from core.sdk import create_tenant_table, one_of

revision = "vetting_0004_references"
down_revision = "vetting_0003_policy"
branch_labels = None
depends_on = None

RELATIONS = (
    "EMPLOYER", "COLLEAGUE", "TEACHER", "VOLUNTEERING", "FAITH_LEADER", "PROFESSIONAL", "FRIEND",
)  # fmt: skip
VERDICTS = ("YES", "NO", "UNSURE")
FORGET = """
CREATE FUNCTION vetting_forget_purged_references() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  gone uuid[];
  addresses uuid[];
BEGIN
  WITH asked AS (
    DELETE FROM public.vetting_reference
    WHERE tenant_id = OLD.tenant_id AND case_id = OLD.id RETURNING id
  )
  SELECT coalesce(array_agg(id), '{}') INTO gone FROM asked;
  WITH dead AS (
    DELETE FROM public.link
    WHERE tenant_id = OLD.tenant_id AND purpose = 'vetting.reference' AND subject_id = ANY (gone) RETURNING id
  )
  SELECT coalesce(array_agg(id), '{}') INTO addresses FROM dead;
  UPDATE public.audit_entry SET before = NULL, after = NULL
  WHERE tenant_id = OLD.tenant_id AND (
    table_name = 'vetting_reference' AND row_id = ANY (gone)
    OR table_name = 'link' AND row_id = ANY (addresses)
  );
  RETURN NULL;
END $$
"""
# Beside vetting_forget_purged_case, by whose name it runs later: what that one refuses never comes here.


def upgrade() -> None:
    create_tenant_table(
        "vetting_reference",
        sa.Column("case_id", sa.Uuid, nullable=False),
        sa.Column("person_id", sa.Uuid, nullable=False),
        sa.Column("partner_id", sa.Uuid, nullable=True),
        sa.Column("referee_name", sa.Text, nullable=False),
        sa.Column("referee_email", sa.Text, nullable=False),
        sa.Column("relation", sa.String(60), nullable=False),
        sa.Column("asked_on", sa.Date, nullable=False),
        sa.Column("asked_by", sa.Uuid, nullable=False),
        sa.Column("answer_by", sa.Date, nullable=False),
        sa.Column("state", sa.String(60), nullable=False),
        sa.Column("answered_on", sa.Date, nullable=True),
        sa.Column("known_for", sa.String(60), nullable=True),
        sa.Column("knows_as", sa.String(60), nullable=True),
        sa.Column("reliable", sa.String(60), nullable=True),
        sa.Column("suitable", sa.String(60), nullable=True),
        sa.CheckConstraint("(state = 'GIVEN') = (suitable IS NOT NULL)", name="given"),
        one_of("relation", *RELATIONS),
        one_of("state", "ASKED", "GIVEN", "DECLINED", "LAPSED", "WITHDRAWN"),
        one_of("known_for", "UNDER_1_YEAR", "FROM_1_TO_3_YEARS", "FROM_3_TO_5_YEARS", "OVER_5_YEARS"),
        one_of("knows_as", *RELATIONS),
        one_of("reliable", *VERDICTS),
        one_of("suitable", *VERDICTS),
        *(
            sa.ForeignKeyConstraint(
                ["tenant_id", column], [f"{target}.tenant_id", f"{target}.id"], ondelete=ondelete
            )
            for column, target, ondelete in (
                ("case_id", "vetting_case", "CASCADE"),
                ("person_id", "person", "CASCADE"),
                ("partner_id", "partner", None),
            )
        ),
        partner_column="partner_id",
        person_column="person_id",
    )
    for column in ("case_id", "person_id"):
        name = op.f(f"ix_vetting_reference_tenant_id_{column}")
        op.create_index(name, "vetting_reference", ["tenant_id", column])
    op.execute(FORGET)
    op.execute("REVOKE EXECUTE ON FUNCTION vetting_forget_purged_references() FROM PUBLIC")
    op.execute(
        "CREATE TRIGGER forget_purged_references AFTER UPDATE ON vetting_case FOR EACH ROW "
        "WHEN (NEW.stage = 'PURGED' AND OLD.stage <> 'PURGED') "
        "EXECUTE FUNCTION vetting_forget_purged_references()",
    )


def downgrade() -> None:
    op.execute("DROP TRIGGER forget_purged_references ON vetting_case")
    op.execute("DROP FUNCTION vetting_forget_purged_references()")
    op.drop_table("vetting_reference")
