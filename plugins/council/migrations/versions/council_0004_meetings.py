"""Meetings in series, their agendas and papers, who was there, what came of them, and actions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from core.sdk import create_tenant_table, one_of

revision = "council_0004_meetings"
down_revision = "council_0003_publication"
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
STATES = ("SCHEDULED", "HELD", "CANCELLED_PRISON", "CANCELLED_COUNCIL", "POSTPONED")
KINDS = ("STANDING", "MATTER_ARISING", "THEME_REPORT", "PROPOSAL", "OTHER", "STAFF_NEWS", "NEXT_DATE")
DUE_REASONS = (
    "WAITS_FOR_OTHERS",
    "COUNCIL_AGREED",
    "MEETING_MOVED",
    "REGIME",
    "MORE_WORK",
    "TYPED_WRONGLY",
)


def upgrade() -> None:
    _series()
    _meetings()
    _items()
    _papers()
    _attendance()
    _outcomes()
    _actions()
    for table, columns in INDEXES:
        op.create_index(op.f(f"ix_{table}_tenant_id_{columns[0]}"), table, ["tenant_id", *columns])


INDEXES = (
    ("council_meeting", ("council_id", "held_on")),
    ("council_meeting", ("series_id", "planned_on")),
    ("council_meeting", ("held_on", "id")),
    ("council_item", ("proposal_id",)),
    ("council_paper", ("item_id",)),
    ("council_attendance", ("member_id",)),
    ("council_outcome", ("meeting_id",)),
    ("council_action", ("item_id",)),
    ("council_action", ("council_id",)),
    ("council_action", ("outcome_id",)),
    ("council_action", ("proposal_id",)),
    ("council_action", ("due_on", "id")),
    ("council_action", ("owner_account",)),
    ("council_due_change", ("action_id",)),
)


def _series() -> None:
    create_tenant_table(
        "council_series",
        sa.Column("council_id", sa.Uuid, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("rhythm", sa.String(60), nullable=False),
        sa.Column("every", sa.SmallInteger, nullable=False),
        sa.Column("weekday", sa.SmallInteger, nullable=False),
        sa.Column("place_in_month", sa.SmallInteger, nullable=True),
        sa.Column("starts_at", sa.Time, nullable=False),
        sa.Column("ends_at", sa.Time, nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("standing", sa.ARRAY(sa.Text), nullable=False),
        sa.Column("first_on", sa.Date, nullable=False),
        sa.Column("ended_on", sa.Date, nullable=True),
        one_of("rhythm", "MONTHS", "WEEKS"),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
        sa.CheckConstraint("every BETWEEN 1 AND 12", name="every"),
        sa.CheckConstraint("(rhythm = 'MONTHS') = (place_in_month IS NOT NULL)", name="rhythm_place"),
        sa.CheckConstraint("place_in_month BETWEEN 1 AND 5", name="place_in_month"),
        sa.CheckConstraint("ends_at > starts_at", name="times"),
        sa.CheckConstraint("ended_on >= first_on", name="dates"),
        _key("council_id", "council_council"),
        sa.UniqueConstraint("tenant_id", "council_id", "name"),
        staff_only=True,
    )


def _meetings() -> None:
    create_tenant_table(
        "council_meeting",
        sa.Column("council_id", sa.Uuid, nullable=False),
        sa.Column("series_id", sa.Uuid, nullable=True),
        sa.Column("planned_on", sa.Date, nullable=False),
        sa.Column("instead_of_id", sa.Uuid, nullable=True),
        sa.Column("calendar_id", sa.Uuid, nullable=False),
        sa.Column("held_on", sa.Date, nullable=False),
        sa.Column("starts_at", sa.Time, nullable=False),
        sa.Column("ends_at", sa.Time, nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("state", sa.String(60), nullable=False),
        sa.Column("quorum", sa.SmallInteger, nullable=False),
        sa.Column("revision", sa.SmallInteger, nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        one_of("state", *STATES),
        sa.CheckConstraint("ends_at > starts_at", name="times"),
        sa.CheckConstraint("revision >= 0", name="revision"),
        sa.CheckConstraint("quorum BETWEEN 1 AND 100", name="quorum"),
        _key("council_id", "council_council"),
        _key("series_id", "council_series"),
        _key("instead_of_id", "council_meeting"),
        sa.UniqueConstraint("tenant_id", "instead_of_id"),
        staff_only=True,
        rights="SELECT, INSERT, UPDATE",
    )


def _items() -> None:
    create_tenant_table(
        "council_item",
        sa.Column("meeting_id", sa.Uuid, nullable=False),
        sa.Column("position", sa.SmallInteger, nullable=False),
        sa.Column("kind", sa.String(60), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("theme", sa.String(60), nullable=True),
        sa.Column("minutes", sa.SmallInteger, nullable=True),
        sa.Column("proposal_id", sa.Uuid, nullable=True),
        sa.Column("from_item_id", sa.Uuid, nullable=True),
        sa.Column("closed_on", sa.Date, nullable=True),
        one_of("kind", *KINDS),
        one_of("theme", *THEMES),
        sa.CheckConstraint("position >= 1", name="position"),
        sa.CheckConstraint("minutes BETWEEN 1 AND 240", name="minutes"),
        _key("meeting_id", "council_meeting", "CASCADE"),
        _key("proposal_id", "council_proposal"),
        _key("from_item_id", "council_item"),
        sa.UniqueConstraint("tenant_id", "from_item_id"),
        # Two points change places in one transaction: in between, both stand in the same one.
        sa.UniqueConstraint("tenant_id", "meeting_id", "position", deferrable=True, initially="DEFERRED"),
        staff_only=True,
    )


def _papers() -> None:
    create_tenant_table(
        "council_paper",
        sa.Column("meeting_id", sa.Uuid, nullable=False),
        sa.Column("item_id", sa.Uuid, nullable=False),
        sa.Column("position", sa.SmallInteger, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.CheckConstraint("position >= 1", name="position"),
        _key("meeting_id", "council_meeting", "CASCADE"),
        _key("item_id", "council_item"),
        sa.UniqueConstraint("tenant_id", "meeting_id", "position"),
        staff_only=True,
    )


def _attendance() -> None:
    create_tenant_table(
        "council_attendance",
        sa.Column("meeting_id", sa.Uuid, nullable=False),
        sa.Column("position", sa.SmallInteger, nullable=False),
        sa.Column("role", sa.String(60), nullable=False),
        sa.Column("wing_size", sa.String(60), nullable=True),
        sa.Column("member_id", sa.Uuid, nullable=True),
        sa.Column("is_guest", sa.Boolean, nullable=False),
        sa.Column("state", sa.String(60), nullable=False),
        sa.Column("declared_item_id", sa.Uuid, nullable=True),
        one_of("role", *ROLES),
        one_of("wing_size", "SMALL", "MIDDLE", "LARGE"),
        one_of("state", "PRESENT", "APOLOGIES", "ABSENT"),
        sa.CheckConstraint("position >= 1", name="position"),
        _key("meeting_id", "council_meeting", "CASCADE"),
        _key("declared_item_id", "council_item"),
        _key("member_id", "council_member", "SET NULL (member_id)"),
        sa.UniqueConstraint("tenant_id", "meeting_id", "position"),
        staff_only=True,
    )


def _outcomes() -> None:
    create_tenant_table(
        "council_outcome",
        sa.Column("meeting_id", sa.Uuid, nullable=False),
        sa.Column("item_id", sa.Uuid, nullable=False),
        sa.Column("position", sa.SmallInteger, nullable=False),
        sa.Column("kind", sa.String(60), nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("is_for_next", sa.Boolean, nullable=False),
        sa.Column("votes_for", sa.SmallInteger, nullable=True),
        sa.Column("votes_against", sa.SmallInteger, nullable=True),
        sa.Column("recorded_by", sa.Uuid, nullable=False),
        one_of("kind", "INFORMATION", "DECISION", "ACTION"),
        sa.CheckConstraint("position >= 1", name="position"),
        sa.CheckConstraint("votes_for >= 0 AND votes_against >= 0", name="votes"),
        sa.CheckConstraint("kind = 'DECISION' OR NOT is_for_next", name="is_for_next"),
        _key("meeting_id", "council_meeting", "CASCADE"),
        _key("item_id", "council_item"),
        sa.UniqueConstraint("tenant_id", "item_id", "position"),
        staff_only=True,
    )


def _actions() -> None:
    create_tenant_table(
        "council_action",
        sa.Column("council_id", sa.Uuid, nullable=False),
        sa.Column("outcome_id", sa.Uuid, nullable=True),
        sa.Column("proposal_id", sa.Uuid, nullable=True),
        sa.Column("item_id", sa.Uuid, nullable=True),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("owner_role", sa.String(60), nullable=True),
        sa.Column("owner_account", sa.Uuid, nullable=True),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.Column("status", sa.String(60), nullable=False),
        sa.Column("closed_on", sa.Date, nullable=True),
        sa.Column("line", sa.Text, nullable=True),
        sa.Column("recorded_by", sa.Uuid, nullable=False),
        one_of("owner_role", *ROLES),
        one_of("status", "OPEN", "DONE", "CANCELLED"),
        sa.CheckConstraint("num_nonnulls(outcome_id, proposal_id) >= 1", name="source"),
        sa.CheckConstraint("num_nonnulls(owner_role, owner_account) = 1", name="owner"),
        sa.CheckConstraint("(status = 'OPEN') = (closed_on IS NULL)", name="closed"),
        _key("council_id", "council_council"),
        _key("outcome_id", "council_outcome"),
        _key("proposal_id", "council_proposal"),
        _key("item_id", "council_item"),
        staff_only=True,
        rights="SELECT, INSERT, UPDATE",
    )
    create_tenant_table(
        "council_due_change",
        sa.Column("action_id", sa.Uuid, nullable=False),
        sa.Column("from_on", sa.Date, nullable=False),
        sa.Column("to_on", sa.Date, nullable=False),
        sa.Column("reason", sa.String(60), nullable=False),
        sa.Column("recorded_by", sa.Uuid, nullable=False),
        one_of("reason", *DUE_REASONS),
        sa.CheckConstraint("from_on <> to_on", name="days"),
        _key("action_id", "council_action", "CASCADE"),
        staff_only=True,
        rights="SELECT, INSERT",
    )


def _key(column: str, target: str, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["tenant_id", column], [f"{target}.tenant_id", f"{target}.id"], ondelete=ondelete
    )
