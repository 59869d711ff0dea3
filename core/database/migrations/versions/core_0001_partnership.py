"""The register of prisons, accounts, the partnership, the audit trail and jobs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from core.database.policies import APP_ROLE
from core.database.tables import create_global_table, create_tenant_table, hold_to_prison, one_of

revision = "core_0001_partnership"
down_revision = None
branch_labels = None
depends_on = None

AUDIT_FUNCTION = """
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  by_account uuid := nullif(current_setting('app.account_id', true), '')::uuid;
  request text := nullif(current_setting('app.correlation_id', true), '');
  old_row jsonb;
  new_row jsonb;
  masks jsonb := '{{}}';
BEGIN
  IF TG_NARGS > 0 THEN
    SELECT jsonb_object_agg(name, '***') INTO masks FROM unnest(TG_ARGV) AS name;
  END IF;
  IF TG_OP = 'INSERT' THEN
    INSERT INTO public.{table}
      (id, account_id, correlation_id, operation, table_name, row_id, after{key})
    SELECT uuidv7(), by_account, request, TG_OP, TG_TABLE_NAME, added.id, to_jsonb(added) || masks{added}
    FROM added;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO public.{table}
      (id, account_id, correlation_id, operation, table_name, row_id, before{key})
    VALUES (uuidv7(), by_account, request, TG_OP, TG_TABLE_NAME, OLD.id, to_jsonb(OLD) || masks{old});
  ELSE
    old_row := to_jsonb(OLD);
    new_row := to_jsonb(NEW);
    INSERT INTO public.{table}
      (id, account_id, correlation_id, operation, table_name, row_id, before, after{key})
    SELECT uuidv7(), by_account, request, TG_OP, TG_TABLE_NAME, NEW.id,
           (SELECT jsonb_object_agg(o.key, coalesce(masks -> o.key, o.value))
            FROM jsonb_each(old_row) o WHERE o.value IS DISTINCT FROM new_row -> o.key),
           (SELECT jsonb_object_agg(n.key, coalesce(masks -> n.key, n.value))
            FROM jsonb_each(new_row) n WHERE n.value IS DISTINCT FROM old_row -> n.key){new}
    WHERE old_row IS DISTINCT FROM new_row;
  END IF;
  RETURN NULL;
END $$
"""
# The trigger writes as the owner, so that the application can add nothing to the trail by itself.

ONE_PRISON_FUNCTION = """
CREATE FUNCTION refuse_other_prison() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  here text := nullif(current_setting('app.tenant_id', true), '');
BEGIN
  IF here IS NULL THEN RETURN coalesce(NEW, OLD); END IF;
  IF TG_OP <> 'INSERT' AND (to_jsonb(OLD) ->> TG_ARGV[0]) IS DISTINCT FROM here
    OR TG_OP <> 'DELETE' AND (to_jsonb(NEW) ->> TG_ARGV[0]) IS DISTINCT FROM here
  THEN
    RAISE insufficient_privilege USING MESSAGE = 'the row is not of this prison', TABLE = TG_TABLE_NAME;
  END IF;
  RETURN coalesce(NEW, OLD);
END $$
"""
# Above prisons (signing in, the relay, the import of the register) there is no prison to be held to.


def audit_function(name: str, table: str, *, tenant: bool) -> None:
    where = {
        "key": ", tenant_id",
        "added": ", added.tenant_id",
        "old": ", OLD.tenant_id",
        "new": ", NEW.tenant_id",
    }
    words = where if tenant else dict.fromkeys(where, "")
    op.execute(AUDIT_FUNCTION.format(name=name, table=table, **words))
    op.execute(f"REVOKE EXECUTE ON FUNCTION {name}() FROM PUBLIC")


def upgrade() -> None:
    op.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    op.execute(f"GRANT USAGE ON SCHEMA public TO {APP_ROLE}")
    audit_function("record_global_audit", "global_audit_entry", tenant=False)
    audit_function("record_audit", "audit_entry", tenant=True)
    op.execute(ONE_PRISON_FUNCTION)
    op.execute("REVOKE EXECUTE ON FUNCTION refuse_other_prison() FROM PUBLIC")
    create_global_table(
        "global_audit_entry",
        sa.Column("account_id", sa.Uuid, nullable=True),
        sa.Column("correlation_id", sa.Text, nullable=True),
        sa.Column("operation", sa.Text, nullable=False),
        sa.Column("table_name", sa.Text, nullable=False),
        sa.Column("row_id", sa.Uuid, nullable=False),
        sa.Column("before", JSONB, nullable=True),
        sa.Column("after", JSONB, nullable=True),
        rights="",
        audited=False,
    )
    create_global_table(
        "prison_group",
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.UniqueConstraint("code"),
    )
    create_global_table(
        "prison",
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("name_cy", sa.Text, nullable=True),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("gender", sa.String(60), nullable=False),
        sa.Column("contracted", sa.Boolean, nullable=False),
        sa.Column("types", ARRAY(sa.Text), nullable=False),
        sa.Column("categories", ARRAY(sa.Text), nullable=False),
        sa.Column("operators", ARRAY(sa.Text), nullable=False),
        sa.Column("address_line1", sa.Text, nullable=True),
        sa.Column("address_line2", sa.Text, nullable=True),
        sa.Column("town", sa.Text, nullable=True),
        sa.Column("county", sa.Text, nullable=True),
        sa.Column("postcode", sa.Text, nullable=True),
        sa.Column("country", sa.Text, nullable=True),
        sa.Column("gp_practice_code", sa.Text, nullable=True),
        sa.Column("group_id", sa.Uuid, sa.ForeignKey("prison_group.id"), nullable=True),
        sa.Column("disabled_modules", ARRAY(sa.Text), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("register", JSONB, nullable=False),
        sa.UniqueConstraint("code"),
        one_of("gender", "MALE", "FEMALE", "MIXED", "NOT_RECORDED"),
    )
    hold_to_prison("prison", "id")
    create_tenant_table(
        "audit_entry",
        sa.Column("account_id", sa.Uuid, nullable=True),
        sa.Column("correlation_id", sa.Text, nullable=True),
        sa.Column("operation", sa.Text, nullable=False),
        sa.Column("table_name", sa.Text, nullable=False),
        sa.Column("row_id", sa.Uuid, nullable=False),
        sa.Column("before", JSONB, nullable=True),
        sa.Column("after", JSONB, nullable=True),
        rights="SELECT",
        audited=False,
        staff_reads=True,
    )
    op.create_index(
        op.f("ix_audit_entry_tenant_id_table_name_row_id"),
        "audit_entry",
        ["tenant_id", "table_name", "row_id"],
    )
    create_tenant_table(
        "read_entry",
        sa.Column("account_id", sa.Uuid, nullable=False),
        sa.Column("correlation_id", sa.Text, nullable=True),
        sa.Column("node", sa.Text, nullable=False),
        sa.Column("row_id", sa.Uuid, nullable=False),
        rights="SELECT, INSERT",
        audited=False,
        staff_reads=True,
    )
    op.create_index(
        op.f("ix_read_entry_tenant_id_node_row_id"), "read_entry", ["tenant_id", "node", "row_id"]
    )
    create_global_table(
        "account",
        sa.Column("issuer", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("email", sa.Text, nullable=True),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("last_signed_in_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("signed_out_everywhere_at", sa.DateTime(timezone=True), nullable=True),
        sa.UniqueConstraint("issuer", "subject"),
        sa.UniqueConstraint("issuer", "email"),
    )
    create_global_table(
        "organisation",
        sa.Column("identifier", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("name_cy", sa.Text, nullable=True),
        sa.UniqueConstraint("identifier"),
    )
    create_tenant_table(
        "partner",
        sa.Column("organisation_id", sa.Uuid, sa.ForeignKey("organisation.id"), nullable=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("name_key", sa.Text, nullable=False),
        sa.Column("funding_basis", sa.String(60), nullable=True),
        sa.Column("status", sa.String(60), nullable=False),
        sa.Column("registration", sa.Text, nullable=True),
        sa.Column("on_mailing_list", sa.Boolean, nullable=False),
        sa.Column("note", sa.Text, nullable=True),
        sa.CheckConstraint("name <> ''", name="name"),
        sa.UniqueConstraint("tenant_id", "name_key"),
        one_of("funding_basis", "CONTRACT", "GRANT", "UNFUNDED"),
        one_of("status", "PROSPECTIVE", "ACTIVE", "PAUSED", "ENDED"),
        partner_column="id",
    )
    op.create_index(op.f("ix_partner_tenant_id_name"), "partner", ["tenant_id", "name", "id"])
    create_tenant_table(
        "partner_contact",
        sa.Column("partner_id", sa.Uuid, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("email", sa.Text, nullable=True),
        sa.Column("phone", sa.Text, nullable=True),
        sa.Column("purposes", ARRAY(sa.Text), nullable=False),
        sa.Column("deputy_id", sa.Uuid, nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant_id", "partner_id", "deputy_id"],
            ["partner_contact.tenant_id", "partner_contact.partner_id", "partner_contact.id"],
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "partner_id"], ["partner.tenant_id", "partner.id"], ondelete="CASCADE"
        ),
        sa.UniqueConstraint("tenant_id", "partner_id", "id"),
        partner_column="partner_id",
    )
    op.create_index(
        op.f("ix_partner_contact_tenant_id_partner_id"), "partner_contact", ["tenant_id", "partner_id"]
    )
    create_tenant_table(
        "person",
        sa.Column("partner_id", sa.Uuid, nullable=True),
        sa.Column("first_name", sa.Text, nullable=False),
        sa.Column("surname", sa.Text, nullable=False),
        sa.Column("name_key", sa.Text, nullable=False),
        sa.Column("team", sa.Text, nullable=True),
        sa.Column("email", sa.Text, nullable=True),
        sa.Column("status", sa.String(60), nullable=False),
        sa.Column("left_on", sa.Date, nullable=True),
        sa.Column("pass_returned", sa.Boolean, nullable=True),
        sa.Column("note", sa.Text, nullable=True),
        sa.ForeignKeyConstraint(["tenant_id", "partner_id"], ["partner.tenant_id", "partner.id"]),
        one_of("status", "CURRENT", "LEFT"),
        partner_column="partner_id",
        person_column="id",
    )
    op.create_index(op.f("ix_person_tenant_id_partner_id"), "person", ["tenant_id", "partner_id"])
    op.create_index(
        op.f("ix_person_tenant_id_surname"), "person", ["tenant_id", "surname", "first_name", "id"]
    )
    op.create_index(op.f("ix_person_tenant_id_name_key"), "person", ["tenant_id", "name_key"])
    create_tenant_table(
        "person_role",
        sa.Column("person_id", sa.Uuid, nullable=False),
        sa.Column("partner_id", sa.Uuid, nullable=True),
        sa.Column("kind", sa.String(60), nullable=False),
        sa.Column("title", sa.Text, nullable=True),
        sa.Column("starts_on", sa.Date, nullable=True),
        sa.Column("ends_on", sa.Date, nullable=True),
        sa.ForeignKeyConstraint(["tenant_id", "partner_id"], ["partner.tenant_id", "partner.id"]),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"], ["person.tenant_id", "person.id"], ondelete="CASCADE"
        ),
        one_of("kind", "VOLUNTEER", "PARTNER_STAFF"),
        partner_column="partner_id",
        person_column="person_id",
    )
    op.create_index(op.f("ix_person_role_tenant_id_person_id"), "person_role", ["tenant_id", "person_id"])
    create_tenant_table(
        "service",
        sa.Column("partner_id", sa.Uuid, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("status", sa.String(60), nullable=False),
        sa.Column("status_since", sa.Date, nullable=True),
        sa.Column("wings", ARRAY(sa.Text), nullable=False),
        sa.Column("delivery_modes", ARRAY(sa.Text), nullable=False),
        sa.CheckConstraint("name <> ''", name="name"),
        sa.ForeignKeyConstraint(["tenant_id", "partner_id"], ["partner.tenant_id", "partner.id"]),
        sa.UniqueConstraint("tenant_id", "partner_id", "name"),
        one_of(
            "status",
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
        ),
        partner_column="partner_id",
    )
    create_tenant_table(
        "assignment",
        sa.Column("person_id", sa.Uuid, nullable=False),
        sa.Column("service_id", sa.Uuid, nullable=False),
        sa.Column("partner_id", sa.Uuid, nullable=False),
        sa.Column("role_title", sa.Text, nullable=False),
        sa.Column("starts_on", sa.Date, nullable=True),
        sa.Column("ends_on", sa.Date, nullable=True),
        sa.CheckConstraint("ends_on >= starts_on", name="dates"),
        sa.ForeignKeyConstraint(["tenant_id", "partner_id"], ["partner.tenant_id", "partner.id"]),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"], ["person.tenant_id", "person.id"], ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["tenant_id", "service_id"], ["service.tenant_id", "service.id"]),
        partner_column="partner_id",
        person_column="person_id",
    )
    op.create_index(op.f("ix_assignment_tenant_id_person_id"), "assignment", ["tenant_id", "person_id"])
    op.create_index(op.f("ix_assignment_tenant_id_service_id"), "assignment", ["tenant_id", "service_id"])
    create_global_table(
        "membership",
        sa.Column("account_id", sa.Uuid, sa.ForeignKey("account.id"), nullable=True),
        sa.Column("prison_id", sa.Uuid, sa.ForeignKey("prison.id"), nullable=True),
        sa.Column("role", sa.String(60), nullable=False),
        sa.Column("partner_id", sa.Uuid, nullable=True),
        sa.Column("person_id", sa.Uuid, nullable=True),
        sa.Column("starts_on", sa.Date, nullable=True),
        sa.Column("ends_on", sa.Date, nullable=True),
        sa.Column("name", sa.Text, nullable=True),
        sa.Column("email", sa.Text, nullable=True),
        sa.Column("given_by", sa.Uuid, sa.ForeignKey("account.id"), nullable=True),
        sa.Column("taken_away_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("taken_away_by", sa.Uuid, sa.ForeignKey("account.id"), nullable=True),
        sa.CheckConstraint(
            "(role IN ('PARTNER_ADMIN', 'PARTNER_WORKER', 'VOLUNTEER_SELF')) = (partner_id IS NOT NULL)",
            name="partner_scope",
        ),
        sa.CheckConstraint("(role = 'VOLUNTEER_SELF') = (person_id IS NOT NULL)", name="person_scope"),
        sa.CheckConstraint("(role LIKE 'HMPPS_%') = (prison_id IS NULL)", name="prison_scope"),
        sa.ForeignKeyConstraint(["prison_id", "partner_id"], ["partner.tenant_id", "partner.id"]),
        sa.ForeignKeyConstraint(["prison_id", "person_id"], ["person.tenant_id", "person.id"]),
        sa.CheckConstraint("account_id IS NOT NULL OR email IS NOT NULL", name="somebody"),
        one_of(
            "role",
            "COORDINATOR",
            "COORDINATOR_DEPUTY",
            "SMT_LEAD",
            "GOVERNOR",
            "SECURITY_VETTING",
            "PRISON_STAFF_READER",
            "PARTNER_ADMIN",
            "PARTNER_WORKER",
            "VOLUNTEER_SELF",
            "COUNCIL_FACILITATOR",
            "HMPPS_NATIONAL",
            "HMPPS_REGION",
            "HMPPS_REFDATA_ADMIN",
            "DPO_RECORDS",
            "AUDITOR",
        ),
        rights="SELECT, INSERT, UPDATE, DELETE",
    )
    hold_to_prison("membership", "prison_id")
    for whose, waits in (("account_id", "account_id IS NOT NULL"), ("email", "account_id IS NULL")):
        op.create_index(
            op.f(f"uq_membership_{whose}"),
            "membership",
            [whose, "prison_id", "role", "partner_id"],
            unique=True,
            postgresql_nulls_not_distinct=True,
            postgresql_where=sa.text(f"{waits} AND taken_away_at IS NULL"),
        )
    op.create_index(op.f("ix_membership_prison_id"), "membership", ["prison_id"])
    op.create_index(op.f("ix_membership_prison_id_person_id"), "membership", ["prison_id", "person_id"])
    create_tenant_table(
        "job",
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("arguments", JSONB, nullable=False),
        sa.Column("dedupe_key", sa.Text, nullable=True),
        sa.Column("state", sa.String(60), nullable=False),
        sa.Column("requested_by", sa.Uuid, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("taken_by", sa.Text, nullable=True),
        sa.Column("done_steps", sa.Integer, nullable=False),
        sa.Column("total_steps", sa.Integer, nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("result", JSONB, nullable=True),
        sa.Column("error_code", sa.Text, nullable=True),
        sa.Column("error_message", sa.Text, nullable=True),
        sa.Column("correlation_id", sa.Text, nullable=True),
        sa.UniqueConstraint("tenant_id", "dedupe_key"),
        one_of("state", "QUEUED", "RUNNING", "DONE", "FAILED"),
        audited=False,
    )
    op.create_index(op.f("ix_job_tenant_id_state"), "job", ["tenant_id", "state"])
    op.create_table(
        "job_queue",
        sa.Column("prison_id", sa.Uuid, sa.ForeignKey("prison.id"), primary_key=True, nullable=False),
        sa.Column("job_id", sa.Uuid, primary_key=True, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("available_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("leased_by", sa.Text, nullable=True),
        sa.Column("woken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dead_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["prison_id", "job_id"], ["job.tenant_id", "job.id"], ondelete="CASCADE"),
    )
    op.create_index(op.f("ix_job_queue_available_at"), "job_queue", ["available_at"])
    op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON job_queue TO {APP_ROLE}")
    hold_to_prison("job_queue", "prison_id")
    create_global_table(
        "worker",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        rights="SELECT, INSERT, UPDATE, DELETE",
        audited=False,
    )


def downgrade() -> None:
    for table in (
        "worker",
        "job_queue",
        "job",
        "membership",
        "assignment",
        "service",
        "person_role",
        "person",
        "partner_contact",
        "partner",
        "organisation",
        "account",
        "read_entry",
        "audit_entry",
        "prison",
        "prison_group",
        "global_audit_entry",
    ):
        op.drop_table(table)
    op.execute("DROP FUNCTION record_audit()")
    op.execute("DROP FUNCTION record_global_audit()")
    op.execute("DROP FUNCTION refuse_other_prison()")
