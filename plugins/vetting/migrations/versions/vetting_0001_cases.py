"""Cases, their history, clearances, training and chases."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

from core.sdk import create_tenant_table, one_of

revision = "vetting_0001_cases"
down_revision = None
branch_labels = None
depends_on = None

SHOWN_STAGE = (
    "CASE WHEN stage IN ('LEAP_RISK_ASSESSMENT', 'GOVERNOR_DECISION') THEN 'DECISION_PENDING' ELSE stage END"
)
TURN = (
    "CASE WHEN stage IN ('APPROVED', 'APPROVED_CONDITIONS') AND decided_by IS NULL THEN 'NOBODY'"
    " WHEN pathway = 'TRANSFER_RECOGNITION' AND stage IN ('SUBMITTED', 'IN_CHECKS') THEN 'PRISON_SECURITY'"
    " WHEN stage IN ('DRAFT', 'DOCUMENTS_BOOKED', 'DOCUMENTS_VERIFIED', 'APPROVED', 'APPROVED_CONDITIONS',"
    " 'ONBOARDING', 'RENEWAL_DUE') THEN 'COORDINATOR'"
    " WHEN stage IN ('LEAP_RISK_ASSESSMENT', 'GOVERNOR_DECISION', 'DECISION_PENDING', 'APPEAL_OPEN',"
    " 'APPEAL_UPHELD', 'SUSPENDED') THEN 'PRISON_SECURITY'"
    " WHEN stage IN ('INVITED', 'FORM_IN_PROGRESS', 'QUERY_RAISED') THEN 'APPLICANT'"
    " WHEN stage = 'SPONSOR_REVIEW' THEN 'PARTNER'"
    " WHEN stage IN ('SUBMITTED', 'IN_CHECKS') THEN 'VETTING_TEAM'"
    " ELSE 'NOBODY' END"
)
TURN_PLACE = (
    f"CASE {TURN} WHEN 'COORDINATOR' THEN 0 WHEN 'PRISON_SECURITY' THEN 1 WHEN 'GOVERNOR' THEN 2"
    " WHEN 'APPLICANT' THEN 3 WHEN 'PARTNER' THEN 4 WHEN 'VETTING_TEAM' THEN 5 ELSE 6 END"
)
IS_OPEN = (
    "stage NOT IN ('ACTIVE', 'RENEWAL_DUE', 'SUSPENDED', 'REFUSED', 'APPEAL_DISMISSED', 'EXPIRED', 'REVOKED',"
    " 'WITHDRAWN', 'LAPSED', 'CLOSED', 'PURGED')"
    " AND NOT (stage IN ('APPROVED', 'APPROVED_CONDITIONS') AND decided_by IS NULL)"
)
SHOWN_VERB = "CASE WHEN verb = 'start_leap' THEN 'record_checks_complete' ELSE verb END"
SHOWN_ACCOUNT = (
    "CASE WHEN stage IN ('APPROVED', 'APPROVED_CONDITIONS', 'REFUSED') THEN NULL ELSE account_id END"
)
STAGES = (
    "DRAFT",
    "SPONSOR_REVIEW",
    "INVITED",
    "FORM_IN_PROGRESS",
    "DOCUMENTS_BOOKED",
    "DOCUMENTS_VERIFIED",
    "SUBMITTED",
    "IN_CHECKS",
    "QUERY_RAISED",
    "LEAP_RISK_ASSESSMENT",
    "GOVERNOR_DECISION",
    "DECISION_PENDING",
    "APPROVED",
    "APPROVED_CONDITIONS",
    "REFUSED",
    "APPEAL_OPEN",
    "APPEAL_UPHELD",
    "APPEAL_DISMISSED",
    "ONBOARDING",
    "ACTIVE",
    "RENEWAL_DUE",
    "EXPIRED",
    "SUSPENDED",
    "REVOKED",
    "WITHDRAWN",
    "LAPSED",
    "CLOSED",
    "PURGED",
)
LEVELS = (
    "ESCORTED_VISITOR",
    "BPSS",
    "HMPPS_EL1",
    "HMPPS_EL2",
    "LEGACY_STANDARD",
    "LEGACY_STANDARD_PLUS",
    "CTC",
    "SC",
    "NPPV2",
    "NPPV3",
    "DBS_BASIC",
    "DBS_STANDARD",
    "DBS_ENHANCED",
    "DBS_ENHANCED_BARRED_ADULTS",
    "DBS_ENHANCED_BARRED_CHILDREN",
    "DBS_ENHANCED_BARRED_BOTH",
)
VERBS = (
    "ask_sponsor",
    "return_to_draft",
    "send_form",
    "record_form_started",
    "book_documents",
    "accept_documents",
    "reject_documents",
    "send_to_vetting_team",
    "record_checks_started",
    "record_checks_complete",
    "raise_query",
    "answer_query",
    "start_leap",
    "send_to_governor",
    "return_to_assessment",
    "approve",
    "approve_with_conditions",
    "refuse",
    "open_appeal",
    "uphold_appeal",
    "dismiss_appeal",
    "start_onboarding",
    "activate",
    "finish_renewal",
    "mark_renewal_due",
    "renew",
    "expire",
    "suspend",
    "reinstate",
    "revoke",
    "record_leaving",
    "withdraw",
    "lapse",
    "reopen",
    "close",
    "purge",
)


def upgrade() -> None:
    create_tenant_table(
        "vetting_case",
        sa.Column("person_id", sa.Uuid, nullable=False),
        sa.Column("partner_id", sa.Uuid, nullable=True),
        sa.Column("pathway", sa.String(60), nullable=False),
        sa.Column("is_leap", sa.Boolean, nullable=False),
        sa.Column("stage", sa.String(60), nullable=False),
        sa.Column("shown_stage", sa.Text, sa.Computed(SHOWN_STAGE, persisted=True), nullable=False),
        sa.Column("turn", sa.Text, sa.Computed(TURN, persisted=True), nullable=False),
        sa.Column("turn_place", sa.SmallInteger, sa.Computed(TURN_PLACE, persisted=True), nullable=False),
        sa.Column("is_open", sa.Boolean, sa.Computed(IS_OPEN, persisted=True), nullable=False),
        sa.Column("stage_since", sa.Date, nullable=False),
        sa.Column("opened_on", sa.Date, nullable=False),
        sa.Column("policy", sa.Text, nullable=False),
        sa.Column("required_levels", ARRAY(sa.Text), nullable=False),
        sa.Column("access_mode", sa.String(60), nullable=False),
        sa.Column("volunteer", sa.Boolean, nullable=False),
        sa.Column("role_title", sa.Text, nullable=True),
        sa.Column("key_status", sa.String(60), nullable=False),
        sa.Column("submitted_by", sa.Uuid, nullable=True),
        sa.Column("submitted_on", sa.Date, nullable=True),
        sa.Column("last_heard_on", sa.Date, nullable=True),
        sa.Column("last_chased_on", sa.Date, nullable=True),
        sa.Column("decided_on", sa.Date, nullable=True),
        sa.Column("decided_by", sa.Uuid, nullable=True),
        sa.Column("decider_role", sa.String(60), nullable=True),
        sa.Column("decision_level", sa.String(60), nullable=True),
        sa.Column("decision_reference", sa.Text, nullable=True),
        sa.Column("decision_source", sa.String(60), nullable=True),
        sa.Column("appeal_route", sa.String(60), nullable=True),
        sa.CheckConstraint("decision_source IS NULL OR decided_on IS NOT NULL", name="source"),
        sa.ForeignKeyConstraint(["tenant_id", "partner_id"], ["partner.tenant_id", "partner.id"]),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"], ["person.tenant_id", "person.id"], ondelete="CASCADE"
        ),
        one_of("pathway", "STANDARD", "LEAP", "RENEWAL", "TRANSFER_RECOGNITION"),
        one_of("stage", *STAGES),
        one_of("access_mode", "ESCORTED", "UNESCORTED_NO_KEYS", "KEY_HOLDER"),
        one_of("key_status", "NONE", "TRAINING_BOOKED", "TRAINED", "ISSUED", "WITHDRAWN"),
        one_of(
            "decider_role",
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
        one_of("decision_level", *LEVELS),
        one_of("decision_source", "SSCL", "UKSV", "DBS", "GOVERNOR", "LEAP_PANEL"),
        one_of("appeal_route", "RECONSIDERATION_DEPUTY_DIRECTOR", "LEAP_APPEAL"),
        partner_column="partner_id",
        person_column="person_id",
    )
    op.create_index(op.f("ix_vetting_case_tenant_id_person_id"), "vetting_case", ["tenant_id", "person_id"])
    op.create_index(
        op.f("ix_vetting_case_tenant_id_shown_stage"),
        "vetting_case",
        ["tenant_id", "shown_stage", "stage_since", "id"],
    )
    op.create_index(
        op.f("ix_vetting_case_tenant_id_turn_place"),
        "vetting_case",
        ["tenant_id", "turn_place", "stage_since", "id"],
    )
    op.create_index(
        op.f("ix_vetting_case_tenant_id_is_open"),
        "vetting_case",
        ["tenant_id", "is_open", "stage_since", "id"],
    )
    create_tenant_table(
        "vetting_stage_event",
        sa.Column("case_id", sa.Uuid, nullable=False),
        sa.Column("person_id", sa.Uuid, nullable=False),
        sa.Column("partner_id", sa.Uuid, nullable=True),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("stage", sa.String(60), nullable=False),
        sa.Column("shown_stage", sa.Text, sa.Computed(SHOWN_STAGE, persisted=True), nullable=False),
        sa.Column("verb", sa.String(60), nullable=True),
        sa.Column("shown_verb", sa.Text, sa.Computed(SHOWN_VERB, persisted=True), nullable=True),
        sa.Column("happened_on", sa.Date, nullable=False),
        sa.Column("account_id", sa.Uuid, nullable=True),
        sa.Column("shown_account_id", sa.Uuid, sa.Computed(SHOWN_ACCOUNT, persisted=True), nullable=True),
        sa.Column("is_folded", sa.Boolean, nullable=False),
        sa.ForeignKeyConstraint(["tenant_id", "partner_id"], ["partner.tenant_id", "partner.id"]),
        sa.ForeignKeyConstraint(
            ["tenant_id", "case_id"], ["vetting_case.tenant_id", "vetting_case.id"], ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"], ["person.tenant_id", "person.id"], ondelete="CASCADE"
        ),
        one_of("stage", *STAGES),
        one_of("verb", *VERBS),
        partner_column="partner_id",
        person_column="person_id",
        rights="SELECT, INSERT",
    )
    op.create_index(
        op.f("ix_vetting_stage_event_tenant_id_case_id"),
        "vetting_stage_event",
        ["tenant_id", "case_id", "position"],
    )
    create_tenant_table(
        "vetting_clearance",
        sa.Column("person_id", sa.Uuid, nullable=False),
        sa.Column("partner_id", sa.Uuid, nullable=True),
        sa.Column("case_id", sa.Uuid, nullable=True),
        sa.Column("level", sa.String(60), nullable=False),
        sa.Column("scope", sa.String(60), nullable=False),
        sa.Column("granted_on", sa.Date, nullable=True),
        sa.Column("expires_on", sa.Date, nullable=True),
        sa.Column("reference", sa.Text, nullable=True),
        sa.Column("revoked_on", sa.Date, nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_by", sa.Uuid, nullable=True),
        sa.CheckConstraint("expires_on >= granted_on", name="dates"),
        sa.CheckConstraint("(confirmed_at IS NULL) = (confirmed_by IS NULL)", name="confirmed"),
        sa.ForeignKeyConstraint(["tenant_id", "partner_id"], ["partner.tenant_id", "partner.id"]),
        sa.ForeignKeyConstraint(
            ["tenant_id", "case_id"], ["vetting_case.tenant_id", "vetting_case.id"], ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"], ["person.tenant_id", "person.id"], ondelete="CASCADE"
        ),
        one_of("level", *LEVELS),
        one_of("scope", "THIS_PRISON", "NAMED_PRISONS", "NATIONAL"),
        partner_column="partner_id",
        person_column="person_id",
    )
    op.create_index(
        op.f("ix_vetting_clearance_tenant_id_person_id"), "vetting_clearance", ["tenant_id", "person_id"]
    )
    op.create_index(
        op.f("ix_vetting_clearance_tenant_id_expires_on"),
        "vetting_clearance",
        ["tenant_id", "expires_on", "id"],
    )
    create_tenant_table(
        "vetting_training",
        sa.Column("person_id", sa.Uuid, nullable=False),
        sa.Column("partner_id", sa.Uuid, nullable=True),
        sa.Column("type", sa.String(60), nullable=False),
        sa.Column("status", sa.String(60), nullable=False),
        sa.Column("completed_on", sa.Date, nullable=True),
        sa.Column("expires_on", sa.Date, nullable=True),
        sa.Column("booked_on", sa.Date, nullable=True),
        sa.ForeignKeyConstraint(["tenant_id", "partner_id"], ["partner.tenant_id", "partner.id"]),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"], ["person.tenant_id", "person.id"], ondelete="CASCADE"
        ),
        one_of(
            "type",
            "SECURITY_INDUCTION",
            "KEY_TRAINING",
            "PERSONAL_PROTECTION",
            "SASH_ACCT",
            "CORRUPTION_PREVENTION",
            "CONDITIONING_MANIPULATION",
            "VIOLENCE_REDUCTION",
            "SAFE_SYSTEMS_OF_WORK",
            "HEALTH_SAFETY_FIRE",
            "SAFEGUARDING",
            "INFORMATION_SECURITY",
            "EQUALITY_INCLUSION",
            "PREVENT",
            "PRISON_LIFE",
            "OTHER_LOCAL",
        ),
        one_of("status", "REQUIRED", "BOOKED", "COMPLETED", "EXEMPT", "EXPIRED"),
        partner_column="partner_id",
        person_column="person_id",
    )
    op.create_index(
        op.f("ix_vetting_training_tenant_id_person_id"), "vetting_training", ["tenant_id", "person_id"]
    )
    create_tenant_table(
        "vetting_chase",
        sa.Column("case_id", sa.Uuid, nullable=False),
        sa.Column("person_id", sa.Uuid, nullable=False),
        sa.Column("partner_id", sa.Uuid, nullable=True),
        sa.Column("turn", sa.String(60), nullable=False),
        sa.Column("chased_on", sa.Date, nullable=False),
        sa.Column("account_id", sa.Uuid, nullable=False),
        sa.ForeignKeyConstraint(["tenant_id", "partner_id"], ["partner.tenant_id", "partner.id"]),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"], ["person.tenant_id", "person.id"], ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "case_id"], ["vetting_case.tenant_id", "vetting_case.id"], ondelete="CASCADE"
        ),
        one_of(
            "turn",
            "APPLICANT",
            "PARTNER",
            "COORDINATOR",
            "VETTING_TEAM",
            "PRISON_SECURITY",
            "GOVERNOR",
            "NOBODY",
        ),
        partner_column="partner_id",
        person_column="person_id",
        rights="SELECT, INSERT",
    )
    op.create_index(op.f("ix_vetting_chase_tenant_id_case_id"), "vetting_chase", ["tenant_id", "case_id"])
    for table, column in (
        ("vetting_stage_event", "person_id"),
        ("vetting_chase", "person_id"),
        ("vetting_clearance", "case_id"),
    ):
        op.create_index(op.f(f"ix_{table}_tenant_id_{column}"), table, ["tenant_id", column])


def downgrade() -> None:
    for table in (
        "vetting_chase",
        "vetting_training",
        "vetting_clearance",
        "vetting_stage_event",
        "vetting_case",
    ):
        op.drop_table(table)
