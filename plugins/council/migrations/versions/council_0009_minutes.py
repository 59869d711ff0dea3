"""Minutes with versions and amendments, whose words a passage carries, and how long they are kept."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from core.sdk import create_tenant_table, one_of, register_retention_rule

revision = "council_0009_minutes"
down_revision = "council_0008_answers"
branch_labels = None
depends_on = None

ROLES = (
    "COUNCIL_MEMBER",
    "PARTY_LEAD",
    "CHAIR",
    "DEPUTY_CHAIR",
    "NOTE_TAKER",
    "WING_REP",
    "THEME_REP",
    "FACILITATOR",
    "STAFF_MEMBER",
    "GOVERNOR_LEAD",
    "OBSERVER",
)
HELD_ON = (
    "(SELECT t.held_on FROM public.council_version v JOIN public.council_minutes m"
    " ON m.tenant_id = v.tenant_id AND m.id = v.minutes_id JOIN public.council_meeting t"
    " ON t.tenant_id = m.tenant_id AND t.id = m.meeting_id"
    " WHERE v.tenant_id = r.tenant_id AND v.id = r.version_id)"
)
ABOUT_ON = (
    "(SELECT p.about_on FROM public.council_publication p"
    " WHERE p.tenant_id = r.tenant_id AND p.id = r.publication_id)"
)
YEARS = 12 * 7


def upgrade() -> None:
    _minutes()
    _versions()
    _amendments()
    _mentions()
    register_retention_rule(
        "council.minutes",
        "council_section",
        since=HELD_ON,
        person="NULL",
        keep=YEARS,
        least=YEARS,
        most=2 * YEARS,
        action="ARCHIVE",
        only_where="r.text <> ''",
        assignments="text = ''",
    )
    register_retention_rule(
        "council.published",
        "council_passage",
        since=ABOUT_ON,
        person="NULL",
        keep=YEARS,
        least=YEARS,
        most=2 * YEARS,
        action="ARCHIVE",
        only_where="r.text <> ''",
        assignments="text = '', kept = '[]'",
    )


def _minutes() -> None:
    create_tenant_table(
        "council_minutes",
        sa.Column("meeting_id", sa.Uuid, nullable=False),
        sa.Column("state", sa.String(60), nullable=False),
        sa.Column("state_on", sa.Date, nullable=False),
        sa.Column("number", sa.SmallInteger, nullable=False),
        sa.Column("approved_at_id", sa.Uuid, nullable=True),
        sa.Column("first_published_on", sa.Date, nullable=True),
        sa.Column("published_number", sa.SmallInteger, nullable=True),
        one_of(
            "state", "DRAFT", "FACILITATOR_CHECKED", "REDACTION_REVIEW", "APPROVED", "PUBLISHED", "CORRECTED"
        ),
        sa.CheckConstraint("number >= 1", name="number"),
        sa.CheckConstraint(
            "(state IN ('APPROVED', 'PUBLISHED', 'CORRECTED')) = (approved_at_id IS NOT NULL)",
            name="approved",
        ),
        _key("meeting_id", "council_meeting"),
        _key("approved_at_id", "council_meeting"),
        sa.UniqueConstraint("tenant_id", "meeting_id"),
        staff_only=True,
        rights="SELECT, INSERT, UPDATE",
    )
    op.create_index(
        op.f("ix_council_minutes_tenant_id_approved_at_id"),
        "council_minutes",
        ["tenant_id", "approved_at_id"],
    )


def _versions() -> None:
    create_tenant_table(
        "council_version",
        sa.Column("minutes_id", sa.Uuid, nullable=False),
        sa.Column("number", sa.SmallInteger, nullable=False),
        sa.Column("reason", sa.String(60), nullable=True),
        sa.Column("written_by", sa.Uuid, nullable=False),
        one_of("reason", "WRONG_FACT", "LEFT_OUT", "TYPED_WRONGLY", "NAMED_SOMEBODY"),
        sa.CheckConstraint("number >= 1", name="number"),
        _key("minutes_id", "council_minutes", "CASCADE"),
        sa.UniqueConstraint("tenant_id", "minutes_id", "number"),
        staff_only=True,
        rights="SELECT, INSERT",
    )
    create_tenant_table(
        "council_section",
        sa.Column("version_id", sa.Uuid, nullable=False),
        sa.Column("position", sa.SmallInteger, nullable=False),
        sa.Column("field", sa.Text, nullable=False),
        sa.Column("heading", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.CheckConstraint("position >= 1", name="position"),
        _key("version_id", "council_version", "CASCADE"),
        sa.UniqueConstraint("tenant_id", "version_id", "position"),
        staff_only=True,
        rights="SELECT, INSERT",
    )


def _amendments() -> None:
    create_tenant_table(
        "council_amendment",
        sa.Column("minutes_id", sa.Uuid, nullable=False),
        sa.Column("position", sa.SmallInteger, nullable=False),
        sa.Column("role", sa.String(60), nullable=False),
        sa.Column("field", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("state", sa.String(60), nullable=False),
        sa.Column("decided_on", sa.Date, nullable=True),
        sa.Column("recorded_by", sa.Uuid, nullable=False),
        one_of("role", *ROLES),
        one_of("state", "OPEN", "ACCEPTED", "NOT_ACCEPTED"),
        sa.CheckConstraint("position >= 1", name="position"),
        sa.CheckConstraint("(state = 'OPEN') = (decided_on IS NULL)", name="decided"),
        _key("minutes_id", "council_minutes", "CASCADE"),
        sa.UniqueConstraint("tenant_id", "minutes_id", "position"),
        staff_only=True,
        rights="SELECT, INSERT, UPDATE",
    )


def _mentions() -> None:
    create_tenant_table(
        "council_mention",
        sa.Column("source_kind", sa.String(60), nullable=False),
        sa.Column("source_id", sa.Uuid, nullable=False),
        sa.Column("field", sa.Text, nullable=False),
        sa.Column("member_id", sa.Uuid, nullable=True),
        sa.Column("purpose", sa.String(60), nullable=False),
        sa.Column("is_withdrawn", sa.Boolean, nullable=False),
        one_of("source_kind", "PROPOSAL", "MINUTES", "FEEDBACK", "RESULT"),
        one_of("purpose", "ROLL", "PHOTO", "QUOTATION"),
        _key("member_id", "council_member", "SET NULL (member_id)"),
        sa.UniqueConstraint(
            *("tenant_id", "source_kind", "source_id", "field", "member_id", "purpose"),
            name=op.f("uq_council_mention_place"),
        ),
        staff_only=True,
        rights="SELECT, INSERT, UPDATE",
    )
    op.create_index(
        op.f("ix_council_mention_tenant_id_member_id"), "council_mention", ["tenant_id", "member_id"]
    )


def _key(column: str, target: str, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["tenant_id", column], [f"{target}.tenant_id", f"{target}.id"], ondelete=ondelete
    )
