"""The roll of a council and its elections: terms, wings, members, consents, parties and counts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from core.sdk import create_tenant_table, one_of, register_retention_rule

revision = "council_0002_roll"
down_revision = "council_0001_proposals"
branch_labels = None
depends_on = None

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
WRITTEN_ONCE = "SELECT, INSERT"
NEVER_DELETED = "SELECT, INSERT, UPDATE"
END_OF_TERM = (
    "(SELECT t.ends_on FROM public.council_term t WHERE t.tenant_id = r.tenant_id AND t.id = r.term_id)"
)


def upgrade() -> None:
    _terms()
    _elections()
    _members()
    _counts()
    for table, column in (
        ("election", "term_id"),
        ("member", "council_id"),
        ("member", "term_id"),
        ("member", "wing_id"),
        ("member", "party_id"),
        ("nomination", "member_id"),
        ("tally", "party_id"),
    ):
        op.create_index(
            op.f(f"ix_council_{table}_tenant_id_{column}"), f"council_{table}", ["tenant_id", column]
        )
    register_retention_rule(
        "council.roll", "council_member", since=END_OF_TERM, person="NULL", keep=6, least=1, most=12
    )


def _terms() -> None:
    create_tenant_table(
        "council_term",
        sa.Column("council_id", sa.Uuid, nullable=False),
        sa.Column("starts_on", sa.Date, nullable=False),
        sa.Column("ends_on", sa.Date, nullable=False),
        sa.Column("seats", sa.SmallInteger, nullable=False),
        sa.Column("seat_method", sa.String(60), nullable=False),
        one_of("seat_method", "LARGEST_REMAINDER", "DHONDT", "SAINTE_LAGUE"),
        sa.CheckConstraint("ends_on > starts_on", name="dates"),
        sa.CheckConstraint("seats BETWEEN 1 AND 60", name="seats"),
        _key("council_id", "council_council"),
        sa.UniqueConstraint("tenant_id", "council_id", "starts_on"),
        staff_only=True,
        rights=NEVER_DELETED,
    )
    create_tenant_table(
        "council_wing",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("size", sa.String(60), nullable=False),
        one_of("size", "SMALL", "MIDDLE", "LARGE"),
        sa.UniqueConstraint("tenant_id", "name"),
        staff_only=True,
    )


def _elections() -> None:
    create_tenant_table(
        "council_election",
        sa.Column("term_id", sa.Uuid, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("status", sa.String(60), nullable=False),
        sa.Column("status_on", sa.Date, nullable=False),
        sa.Column("votes_on", sa.Date, nullable=False),
        sa.Column("prisoners_eligible", sa.Integer, nullable=True),
        sa.Column("staff_eligible", sa.Integer, nullable=True),
        sa.Column("prisoner_papers", sa.Integer, nullable=True),
        sa.Column("prisoner_spoilt", sa.Integer, nullable=True),
        sa.Column("staff_papers", sa.Integer, nullable=True),
        sa.Column("staff_spoilt", sa.Integer, nullable=True),
        sa.Column("lot_drawn_on", sa.Date, nullable=True),
        sa.Column("lot_drawn_by", sa.Uuid, nullable=True),
        one_of(
            "status",
            "PLANNED",
            "NOMINATIONS",
            "CAMPAIGN",
            "VOTING",
            "COUNTED",
            "RESULT_PUBLISHED",
            "VOID",
        ),
        sa.CheckConstraint("number >= 1", name="number"),
        sa.CheckConstraint("prisoners_eligible >= 0", name="prisoners_eligible"),
        sa.CheckConstraint("staff_eligible >= 0", name="staff_eligible"),
        sa.CheckConstraint("prisoner_papers BETWEEN 0 AND prisoners_eligible", name="prisoner_papers"),
        sa.CheckConstraint("staff_papers BETWEEN 0 AND staff_eligible", name="staff_papers"),
        sa.CheckConstraint("prisoner_spoilt BETWEEN 0 AND prisoner_papers", name="prisoner_spoilt"),
        sa.CheckConstraint("staff_spoilt BETWEEN 0 AND staff_papers", name="staff_spoilt"),
        _key("term_id", "council_term"),
        sa.UniqueConstraint("tenant_id", "number"),
        staff_only=True,
        rights=NEVER_DELETED,
    )
    create_tenant_table(
        "council_party",
        sa.Column("election_id", sa.Uuid, nullable=False),
        sa.Column("position", sa.SmallInteger, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("theme", sa.String(60), nullable=False),
        sa.Column("manifesto", sa.Text, nullable=False),
        sa.Column("prisoner_votes", sa.Integer, nullable=True),
        sa.Column("staff_votes", sa.Integer, nullable=True),
        sa.Column("seats", sa.SmallInteger, nullable=True),
        sa.Column("won_lot", sa.Boolean, nullable=False),
        one_of("theme", *THEMES),
        sa.CheckConstraint("position BETWEEN 1 AND 20", name="position"),
        sa.CheckConstraint("prisoner_votes >= 0", name="prisoner_votes"),
        sa.CheckConstraint("staff_votes >= 0", name="staff_votes"),
        sa.CheckConstraint("seats >= 0", name="seats"),
        _key("election_id", "council_election", "CASCADE"),
        sa.UniqueConstraint("tenant_id", "election_id", "position"),
        sa.UniqueConstraint("tenant_id", "election_id", "name"),
        staff_only=True,
    )


def _members() -> None:
    create_tenant_table(
        "council_member",
        sa.Column("council_id", sa.Uuid, nullable=False),
        sa.Column("term_id", sa.Uuid, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("first_name", sa.Text, nullable=False),
        sa.Column("last_name", sa.Text, nullable=False),
        sa.Column("role", sa.String(60), nullable=False),
        sa.Column("theme", sa.String(60), nullable=True),
        sa.Column("party_id", sa.Uuid, nullable=True),
        sa.Column("wing_id", sa.Uuid, nullable=True),
        sa.Column("joined_on", sa.Date, nullable=True),
        sa.Column("left_on", sa.Date, nullable=True),
        sa.Column("inducted_on", sa.Date, nullable=True),
        one_of("role", *ROLES),
        one_of("theme", *THEMES),
        sa.CheckConstraint("number >= 1", name="number"),
        sa.CheckConstraint("left_on >= joined_on", name="dates"),
        _key("council_id", "council_council"),
        _key("term_id", "council_term"),
        _key("party_id", "council_party"),
        _key("wing_id", "council_wing"),
        sa.UniqueConstraint("tenant_id", "number"),
        staff_only=True,
        masked=("first_name", "last_name"),
    )
    create_tenant_table(
        "council_consent",
        sa.Column("member_id", sa.Uuid, nullable=False),
        sa.Column("position", sa.SmallInteger, nullable=False),
        sa.Column("purpose", sa.String(60), nullable=False),
        sa.Column("given_on", sa.Date, nullable=True),
        sa.Column("withdrawn_on", sa.Date, nullable=True),
        sa.Column("recorded_by", sa.Uuid, nullable=False),
        one_of("purpose", "ROLL", "PHOTO", "QUOTATION"),
        sa.CheckConstraint("position >= 1", name="position"),
        sa.CheckConstraint("(given_on IS NULL) <> (withdrawn_on IS NULL)", name="either"),
        _key("member_id", "council_member", "CASCADE"),
        sa.UniqueConstraint("tenant_id", "member_id", "position"),
        staff_only=True,
        rights=WRITTEN_ONCE,
    )
    create_tenant_table(
        "council_nomination",
        sa.Column("party_id", sa.Uuid, nullable=False),
        sa.Column("member_id", sa.Uuid, nullable=False),
        sa.Column("position", sa.SmallInteger, nullable=False),
        sa.Column("status", sa.String(60), nullable=False),
        sa.Column("status_on", sa.Date, nullable=False),
        one_of("status", "PUT_FORWARD", "ACCEPTED", "NOT_ACCEPTED", "WITHDRAWN"),
        sa.CheckConstraint("position >= 1", name="position"),
        _key("party_id", "council_party", "CASCADE"),
        _key("member_id", "council_member", "CASCADE"),
        sa.UniqueConstraint("tenant_id", "party_id", "member_id"),
        staff_only=True,
        rights=NEVER_DELETED,
    )


def _counts() -> None:
    create_tenant_table(
        "council_count",
        sa.Column("election_id", sa.Uuid, nullable=False),
        sa.Column("electorate", sa.String(60), nullable=False),
        sa.Column("keying", sa.String(60), nullable=False),
        sa.Column("spoilt", sa.Integer, nullable=False),
        sa.Column("keyed_by", sa.Uuid, nullable=False),
        sa.Column("set_aside_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("set_aside_by", sa.Uuid, nullable=True),
        one_of("electorate", "PRISONER", "STAFF"),
        one_of("keying", "FIRST", "SECOND", "AGREED"),
        sa.CheckConstraint("spoilt >= 0", name="spoilt"),
        _key("election_id", "council_election", "CASCADE"),
        staff_only=True,
        rights=NEVER_DELETED,
    )
    op.create_index(
        "uq_council_count_standing",
        "council_count",
        ["tenant_id", "election_id", "electorate", "keying"],
        unique=True,
        postgresql_where=sa.text("set_aside_at IS NULL"),
    )
    create_tenant_table(
        "council_tally",
        sa.Column("count_id", sa.Uuid, nullable=False),
        sa.Column("party_id", sa.Uuid, nullable=False),
        sa.Column("votes", sa.Integer, nullable=False),
        sa.CheckConstraint("votes >= 0", name="votes"),
        _key("count_id", "council_count", "CASCADE"),
        _key("party_id", "council_party", "CASCADE"),
        sa.UniqueConstraint("tenant_id", "count_id", "party_id"),
        staff_only=True,
        rights=WRITTEN_ONCE,
    )


def _key(column: str, target: str, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["tenant_id", column], [f"{target}.tenant_id", f"{target}.id"], ondelete=ondelete
    )
