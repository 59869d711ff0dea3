"""Patterns, sessions, who comes and who is away; entry notices; what happened at the gate."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

from core.sdk import create_tenant_table, one_of

revision = "rota_0001_sessions"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _patterns()
    _sessions()
    _people()
    _notices()
    _gate()


def _key(column: str, target: str, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["tenant_id", column], [f"{target}.tenant_id", f"{target}.id"], ondelete=ondelete
    )


def _index(table: str, *columns: str) -> None:
    op.create_index(op.f(f"ix_{table}_{'_'.join(('tenant_id', columns[0]))}"), table, ["tenant_id", *columns])


def _times() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("starts_at", sa.Time, nullable=False),
        sa.Column("ends_at", sa.Time, nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("entrance", sa.Text, nullable=False),
        sa.Column("minimum_cover", sa.SmallInteger, nullable=False),
        sa.Column("escort_needed", sa.Boolean, nullable=False),
    )


def _patterns() -> None:
    create_tenant_table(
        "rota_pattern",
        sa.Column("partner_id", sa.Uuid, nullable=False),
        sa.Column("service_id", sa.Uuid, nullable=False),
        sa.Column("weekday", sa.SmallInteger, nullable=False),
        sa.Column("every_weeks", sa.SmallInteger, nullable=False),
        *_times(),
        sa.Column("first_on", sa.Date, nullable=False),
        sa.Column("last_on", sa.Date, nullable=True),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
        sa.CheckConstraint("every_weeks BETWEEN 1 AND 8", name="every_weeks"),
        sa.CheckConstraint("ends_at > starts_at", name="times"),
        sa.CheckConstraint("minimum_cover >= 1", name="minimum_cover"),
        sa.CheckConstraint("last_on >= first_on", name="dates"),
        _key("partner_id", "partner"),
        _key("service_id", "service"),
        partner_column="partner_id",
    )
    _index("rota_pattern", "service_id")


def _sessions() -> None:
    create_tenant_table(
        "rota_session",
        sa.Column("partner_id", sa.Uuid, nullable=False),
        sa.Column("service_id", sa.Uuid, nullable=False),
        sa.Column("pattern_id", sa.Uuid, nullable=True),
        sa.Column("week_on", sa.Date, nullable=True),
        sa.Column("held_on", sa.Date, nullable=False),
        *_times(),
        sa.Column("by_hand", sa.Boolean, nullable=False),
        sa.Column("outcome", sa.String(60), nullable=True),
        sa.Column("attendance", sa.Integer, nullable=True),
        sa.Column("revision", sa.SmallInteger, nullable=False),
        sa.CheckConstraint("ends_at > starts_at", name="times"),
        sa.CheckConstraint("minimum_cover >= 1", name="minimum_cover"),
        sa.CheckConstraint("attendance >= 0", name="attendance"),
        one_of(
            "outcome",
            "DELIVERED",
            "CANCELLED_PRISON",
            "CANCELLED_PROVIDER",
            "CANCELLED_OTHER",
            "NO_ATTENDANCE",
        ),
        _key("partner_id", "partner"),
        _key("service_id", "service"),
        _key("pattern_id", "rota_pattern"),
        sa.CheckConstraint("(pattern_id IS NULL) = (week_on IS NULL)", name="week_on"),
        sa.UniqueConstraint("tenant_id", "pattern_id", "week_on"),
        partner_column="partner_id",
    )
    _index("rota_session", "held_on", "starts_at", "id")
    _index("rota_session", "service_id", "held_on")


def _people() -> None:
    create_tenant_table(
        "rota_regular",
        sa.Column("partner_id", sa.Uuid, nullable=False),
        sa.Column("pattern_id", sa.Uuid, nullable=False),
        sa.Column("person_id", sa.Uuid, nullable=False),
        sa.Column("first_on", sa.Date, nullable=False),
        sa.Column("last_on", sa.Date, nullable=True),
        sa.CheckConstraint("last_on >= first_on", name="dates"),
        _key("partner_id", "partner"),
        _key("pattern_id", "rota_pattern", "CASCADE"),
        _key("person_id", "person", "CASCADE"),
        sa.UniqueConstraint("tenant_id", "pattern_id", "person_id", "first_on"),
        partner_column="partner_id",
        person_column="person_id",
    )
    _index("rota_regular", "person_id")
    create_tenant_table(
        "rota_stand_in",
        sa.Column("partner_id", sa.Uuid, nullable=False),
        sa.Column("session_id", sa.Uuid, nullable=False),
        sa.Column("person_id", sa.Uuid, nullable=False),
        _key("partner_id", "partner"),
        _key("session_id", "rota_session", "CASCADE"),
        _key("person_id", "person", "CASCADE"),
        sa.UniqueConstraint("tenant_id", "session_id", "person_id"),
        partner_column="partner_id",
        person_column="person_id",
    )
    _index("rota_stand_in", "person_id")
    create_tenant_table(
        "rota_absence",
        sa.Column("partner_id", sa.Uuid, nullable=True),
        sa.Column("person_id", sa.Uuid, nullable=False),
        sa.Column("first_on", sa.Date, nullable=False),
        sa.Column("last_on", sa.Date, nullable=False),
        sa.Column("recorded_by", sa.Uuid, nullable=False),
        sa.CheckConstraint("last_on >= first_on", name="dates"),
        _key("partner_id", "partner"),
        _key("person_id", "person", "CASCADE"),
        partner_column="partner_id",
        person_column="person_id",
    )
    _index("rota_absence", "person_id", "first_on")


def _notices() -> None:
    create_tenant_table(
        "rota_entry_notice",
        sa.Column("service_id", sa.Uuid, nullable=True),
        sa.Column("wings", ARRAY(sa.Text), nullable=False),
        sa.Column("bearing", sa.String(60), nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("first_on", sa.Date, nullable=False),
        sa.Column("last_on", sa.Date, nullable=True),
        sa.Column("withdrawn_on", sa.Date, nullable=True),
        sa.CheckConstraint("last_on >= first_on", name="dates"),
        sa.CheckConstraint("words <> ''", name="words"),
        one_of("bearing", "NOBODY_COMES_IN", "ESCORTED_ONLY", "BE_AWARE"),
        _key("service_id", "service"),
    )
    _index("rota_entry_notice", "first_on")


def _gate() -> None:
    create_tenant_table(
        "rota_visit",
        sa.Column("partner_id", sa.Uuid, nullable=True),
        sa.Column("session_id", sa.Uuid, nullable=False),
        sa.Column("person_id", sa.Uuid, nullable=False),
        sa.Column("held_on", sa.Date, nullable=False),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("outcome", sa.String(60), nullable=True),
        sa.Column("arrived_at", sa.Time, nullable=True),
        sa.Column("left_at", sa.Time, nullable=True),
        sa.CheckConstraint("left_at >= arrived_at", name="times"),
        one_of("outcome", "CAME", "DID_NOT_COME", "TURNED_AWAY"),
        _key("partner_id", "partner"),
        _key("session_id", "rota_session", "CASCADE"),
        _key("person_id", "person", "CASCADE"),
        sa.UniqueConstraint("tenant_id", "session_id", "person_id"),
        sa.UniqueConstraint("tenant_id", "held_on", "code"),
        partner_column="partner_id",
        person_column="person_id",
    )
    _index("rota_visit", "person_id", "held_on")
    create_tenant_table(
        "rota_friction",
        sa.Column("partner_id", sa.Uuid, nullable=False),
        sa.Column("session_id", sa.Uuid, nullable=False),
        sa.Column("happened_on", sa.Date, nullable=False),
        sa.Column("cause", sa.String(60), nullable=False),
        sa.Column("minutes_lost", sa.SmallInteger, nullable=False),
        sa.Column("people_affected", sa.SmallInteger, nullable=False),
        sa.CheckConstraint("minutes_lost > 0", name="minutes_lost"),
        sa.CheckConstraint("people_affected >= 1", name="people_affected"),
        one_of(
            "cause",
            "TURNED_AWAY",
            "NO_ESCORT",
            "LATE_UNLOCK",
            "NO_SPACE",
            "REGIME_CHANGE",
            "CANCELLED_PRISON",
            "CANCELLED_PROVIDER",
            "NO_SHOW",
        ),
        _key("partner_id", "partner"),
        _key("session_id", "rota_session", "CASCADE"),
        partner_column="partner_id",
    )
    _index("rota_friction", "happened_on", "id")
    _index("rota_friction", "session_id")
