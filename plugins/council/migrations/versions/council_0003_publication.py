"""What the scan found, what was decided, and what was published; nothing published is ever changed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from core.sdk import create_tenant_table, one_of

revision = "council_0003_publication"
down_revision = "council_0002_roll"
branch_labels = None
depends_on = None

KINDS = ("PROPOSAL", "MINUTES", "FEEDBACK", "RESULT")
HITS = ("PRISON_NUMBER", "NAME_ON_ROLL", "NAME_OF_STAFF", "LIKELY_NAME", "CELL", "SMALL_WING", "SECURITY")
THEMES = (
    "SAFETY",
    "RESPECT_DECENCY",
    "DIVERSITY_EQUALITY",
    "RESETTLEMENT",
    "TRAINING_EDUCATION",
    "COMMUNITY_ENVIRONMENT",
    "HEALTH",
    "FAMILY_CONTACT",
    "REGIME",
    "OTHER",
)


def upgrade() -> None:
    _hits()
    _publications()
    create_tenant_table(
        "council_word",
        sa.Column("word", sa.Text, nullable=False),
        sa.Column("folded", sa.Text, nullable=False),
        sa.Column("use", sa.String(60), nullable=False),
        sa.Column("added_by", sa.Uuid, nullable=False),
        one_of("use", "SECURITY", "NOT_SECURITY", "NO_NAME"),
        sa.CheckConstraint("word <> ''", name="word"),
        sa.UniqueConstraint("tenant_id", "folded"),
        staff_only=True,
    )
    # Whether a proposal is held back follows from its open hits alone; a copy of that could be out of date.
    op.drop_column("council_proposal", "is_held_back")


def _hits() -> None:
    create_tenant_table(
        "council_hit",
        sa.Column("source_kind", sa.String(60), nullable=False),
        sa.Column("source_id", sa.Uuid, nullable=False),
        sa.Column("field", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("kind", sa.String(60), nullable=False),
        sa.Column("first", sa.Integer, nullable=False),
        sa.Column("past", sa.Integer, nullable=False),
        sa.Column("is_current", sa.Boolean, nullable=False),
        sa.Column("resolution", sa.String(60), nullable=True),
        sa.Column("said_instead", sa.Text, nullable=True),
        sa.Column("resolved_by", sa.Uuid, nullable=True),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        one_of("source_kind", *KINDS),
        one_of("kind", *HITS),
        one_of("resolution", "MASKED", "GENERALISED", "HARMLESS", "CORRECTED"),
        sa.CheckConstraint("0 <= first AND first < past", name="place"),
        sa.CheckConstraint("(resolution IS NULL) = (resolved_at IS NULL)", name="resolved"),
        sa.CheckConstraint("(resolution = 'GENERALISED') = (said_instead IS NOT NULL)", name="said_instead"),
        sa.UniqueConstraint(
            "tenant_id",
            "source_kind",
            "source_id",
            "field",
            "digest",
            "kind",
            "first",
            "past",
            name=op.f("uq_council_hit_place"),
        ),
        staff_only=True,
        rights="SELECT, INSERT, UPDATE",
    )


def _publications() -> None:
    create_tenant_table(
        "council_publication",
        sa.Column("source_kind", sa.String(60), nullable=False),
        sa.Column("source_id", sa.Uuid, nullable=False),
        sa.Column("number", sa.SmallInteger, nullable=False),
        sa.Column("release", sa.String(60), nullable=False),
        sa.Column("reason", sa.String(60), nullable=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("theme", sa.String(60), nullable=True),
        sa.Column("about_on", sa.Date, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("published_by", sa.Uuid, nullable=False),
        one_of("source_kind", *KINDS),
        one_of("release", "PUBLISHED", "CORRECTED", "MASKED", "WITHDRAWN"),
        one_of("reason", "CONSENT_WITHDRAWN", "NAME_FOUND", "SECURITY", "MISTAKE"),
        one_of("theme", *THEMES),
        sa.CheckConstraint("number >= 1", name="number"),
        sa.CheckConstraint("(release = 'WITHDRAWN') <= (reason IS NOT NULL)", name="taken_back"),
        sa.UniqueConstraint("tenant_id", "source_kind", "source_id", "number"),
        staff_only=True,
        rights="SELECT, INSERT",
    )
    op.create_index(
        op.f("ix_council_publication_tenant_id_source_kind"),
        "council_publication",
        ["tenant_id", "source_kind", "about_on"],
    )
    create_tenant_table(
        "council_passage",
        sa.Column("publication_id", sa.Uuid, nullable=False),
        sa.Column("position", sa.SmallInteger, nullable=False),
        sa.Column("field", sa.Text, nullable=False),
        sa.Column("heading", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("kept", JSONB, nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "publication_id"],
            ["council_publication.tenant_id", "council_publication.id"],
            ondelete="CASCADE",
        ),
        sa.UniqueConstraint("tenant_id", "publication_id", "position"),
        sa.CheckConstraint("position >= 1", name="position"),
        staff_only=True,
        rights="SELECT, INSERT",
    )
