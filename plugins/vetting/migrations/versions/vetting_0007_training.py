"""Courses, sessions with places, and bookings; the database itself gives the places away."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

from core.sdk import create_tenant_table, one_of

revision = "vetting_0007_training"
down_revision = "vetting_0006_documents"
branch_labels = None
depends_on = None

TYPES = (
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
)
SEAT = """
CREATE FUNCTION vetting_seat_bookings() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  tenant uuid := coalesce(NEW.tenant_id, OLD.tenant_id);
  of_partner text := current_setting('app.partner_id');
  of_person text := current_setting('app.person_id');
  wanted uuid;
  held public.vetting_course_session;
  taken int;
  by_partners int;
  queue int;
BEGIN
  IF TG_TABLE_NAME = 'vetting_booking' THEN
    wanted := coalesce(NEW.session_id, OLD.session_id);
  ELSE
    wanted := NEW.id;
  END IF;
  SELECT * INTO held FROM public.vetting_course_session
  WHERE tenant_id = tenant AND id = wanted FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  PERFORM set_config('app.partner_id', '', true), set_config('app.person_id', '', true);
  SELECT count(*) FILTER (WHERE state IN ('BOOKED', 'ATTENDED')),
    count(*) FILTER (WHERE state IN ('BOOKED', 'ATTENDED') AND partner_id IS NOT NULL),
    count(*) FILTER (WHERE state = 'WAITING')
  INTO taken, by_partners, queue
  FROM public.vetting_booking WHERE tenant_id = tenant AND session_id = wanted;
  UPDATE public.vetting_course_session
  SET places_taken = taken, partner_places_taken = by_partners, waiting = queue
  WHERE tenant_id = tenant AND id = wanted
    AND (places_taken, partner_places_taken, waiting) IS DISTINCT FROM (taken, by_partners, queue);
  IF held.state = 'PLANNED' AND taken < held.places THEN
    UPDATE public.vetting_booking SET state = 'BOOKED'
    WHERE tenant_id = tenant AND id = (
      SELECT id FROM public.vetting_booking
      WHERE tenant_id = tenant AND session_id = wanted AND state = 'WAITING'
        AND (partner_id IS NULL OR by_partners < held.partner_places)
      ORDER BY asked_at, id LIMIT 1
    );
  END IF;
  PERFORM set_config('app.partner_id', of_partner, true), set_config('app.person_id', of_person, true);
  RETURN NULL;
END $$
"""
# Whoever gives a place back may not see who waits for it: another organisation's. So the database counts and
# seats as the owner, under a lock of the session, and each place given away calls it again.
FOLLOW = """
CREATE FUNCTION vetting_follow_booking() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  taught text;
  local uuid;
  day date;
BEGIN
  SELECT c.type, CASE WHEN c.type = 'OTHER_LOCAL' THEN c.id END, s.held_on INTO taught, local, day
  FROM public.vetting_course_session s
  JOIN public.vetting_course c ON c.tenant_id = s.tenant_id AND c.id = s.course_id
  WHERE s.tenant_id = NEW.tenant_id AND s.id = NEW.session_id;
  IF NEW.state = 'BOOKED' THEN
    UPDATE public.vetting_training SET status = 'BOOKED', booked_on = day
    WHERE tenant_id = NEW.tenant_id AND id = (
      SELECT id FROM public.vetting_training
      WHERE tenant_id = NEW.tenant_id AND person_id = NEW.person_id AND type = taught
        AND course_id IS NOT DISTINCT FROM local AND status IN ('REQUIRED', 'BOOKED')
      ORDER BY id LIMIT 1
    );
    IF NOT FOUND THEN
      INSERT INTO public.vetting_training (
        tenant_id, id, person_id, partner_id, type, course_id, status, booked_on
      ) VALUES (
        NEW.tenant_id, uuidv7(), NEW.person_id, NEW.partner_id, taught, local, 'BOOKED', day
      );
    END IF;
  ELSE
    UPDATE public.vetting_training SET status = 'REQUIRED', booked_on = NULL
    WHERE tenant_id = NEW.tenant_id AND person_id = NEW.person_id AND type = taught
      AND course_id IS NOT DISTINCT FROM local AND status = 'BOOKED' AND booked_on = day;
  END IF;
  RETURN NULL;
END $$
"""
# A place given away by the database, too, is in the person's training record from the same moment.


def upgrade() -> None:
    _courses()
    _sessions()
    _bookings()
    _records()
    op.execute(SEAT)
    op.execute("REVOKE EXECUTE ON FUNCTION vetting_seat_bookings() FROM PUBLIC")
    op.execute(FOLLOW)
    op.execute("REVOKE EXECUTE ON FUNCTION vetting_follow_booking() FROM PUBLIC")
    op.execute(
        "CREATE TRIGGER follow AFTER INSERT OR UPDATE OF state ON vetting_booking FOR EACH ROW "
        "EXECUTE FUNCTION vetting_follow_booking()",
    )
    op.execute(
        "CREATE TRIGGER seat AFTER INSERT OR UPDATE OF state OR DELETE ON vetting_booking FOR EACH ROW "
        "EXECUTE FUNCTION vetting_seat_bookings()",
    )
    op.execute(
        "CREATE TRIGGER seat AFTER UPDATE OF places, partner_places, state ON vetting_course_session "
        "FOR EACH ROW EXECUTE FUNCTION vetting_seat_bookings()",
    )


def _key(column: str, target: str, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["tenant_id", column], [f"{target}.tenant_id", f"{target}.id"], ondelete=ondelete
    )


def _courses() -> None:
    create_tenant_table(
        "vetting_course",
        sa.Column("type", sa.String(60), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("title_key", sa.Text, nullable=False),
        sa.Column("length_minutes", sa.Integer, nullable=True),
        sa.Column("validity_months", sa.SmallInteger, nullable=True),
        sa.Column("prerequisites", ARRAY(sa.Text), nullable=False),
        sa.Column("suits", ARRAY(sa.Text), nullable=False),
        one_of("type", *TYPES),
        sa.CheckConstraint("title_key <> ''", name="title"),
        sa.CheckConstraint("length_minutes > 0", name="length_minutes"),
        sa.CheckConstraint("validity_months > 0", name="validity_months"),
        sa.UniqueConstraint("tenant_id", "title_key"),
    )


def _sessions() -> None:
    create_tenant_table(
        "vetting_course_session",
        sa.Column("course_id", sa.Uuid, nullable=False),
        sa.Column("held_on", sa.Date, nullable=False),
        sa.Column("starts_at", sa.Time, nullable=False),
        sa.Column("ends_at", sa.Time, nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("trainer", sa.Text, nullable=True),
        sa.Column("state", sa.String(60), nullable=False),
        sa.Column("places", sa.SmallInteger, nullable=False),
        sa.Column("partner_places", sa.SmallInteger, nullable=False),
        sa.Column("places_taken", sa.SmallInteger, nullable=False),
        sa.Column("partner_places_taken", sa.SmallInteger, nullable=False),
        sa.Column("waiting", sa.SmallInteger, nullable=False),
        _key("course_id", "vetting_course"),
        one_of("state", "PLANNED", "HELD", "CANCELLED"),
        sa.CheckConstraint("ends_at > starts_at", name="times"),
        sa.CheckConstraint("places >= 1", name="places"),
        sa.CheckConstraint("partner_places BETWEEN 0 AND places", name="partner_places"),
        sa.CheckConstraint("places_taken BETWEEN 0 AND places", name="places_taken"),
        sa.CheckConstraint("partner_places_taken BETWEEN 0 AND partner_places", name="partner_places_taken"),
    )
    _index("vetting_course_session", "held_on", "starts_at", "id")
    _index("vetting_course_session", "course_id")


def _bookings() -> None:
    create_tenant_table(
        "vetting_booking",
        sa.Column("session_id", sa.Uuid, nullable=False),
        sa.Column("person_id", sa.Uuid, nullable=False),
        sa.Column("partner_id", sa.Uuid, nullable=True),
        sa.Column("state", sa.String(60), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("booked_by", sa.Uuid, nullable=False),
        _key("session_id", "vetting_course_session", "CASCADE"),
        _key("person_id", "person", "CASCADE"),
        _key("partner_id", "partner"),
        one_of("state", "BOOKED", "WAITING", "ATTENDED", "DID_NOT_ATTEND", "CANCELLED"),
        sa.UniqueConstraint("tenant_id", "session_id", "person_id"),
        partner_column="partner_id",
        person_column="person_id",
    )
    _index("vetting_booking", "person_id")


REFERENCES = """
CREATE POLICY partner_references_{name} ON vetting_training AS RESTRICTIVE FOR {action} WITH CHECK (
  (SELECT current_setting('app.partner_id') = '') OR (
    (vetting_training.person_id IS NULL OR EXISTS (SELECT FROM person AS target
      WHERE target.tenant_id = vetting_training.tenant_id AND target.id = vetting_training.person_id))
    AND (vetting_training.course_id IS NULL OR EXISTS (SELECT FROM vetting_course AS target
      WHERE target.tenant_id = vetting_training.tenant_id AND target.id = vetting_training.course_id))
  )
)
"""
NO_PRISON = "00000000-0000-0000-0000-000000000000"


def _records() -> None:
    """Add to the training records. The new key is checked as of no prison: nothing holds one yet."""
    op.execute(f"SELECT set_config('app.tenant_id', '{NO_PRISON}', true)")
    op.add_column("vetting_training", sa.Column("course_id", sa.Uuid, nullable=True))
    op.add_column("vetting_training", sa.Column("exempted_on", sa.Date, nullable=True))
    op.add_column("vetting_training", sa.Column("exempted_by", sa.Uuid, nullable=True))
    op.create_foreign_key(
        op.f("fk_vetting_training_tenant_id_course_id"),
        "vetting_training",
        "vetting_course",
        ["tenant_id", "course_id"],
        ["tenant_id", "id"],
    )
    op.execute("SELECT set_config('app.tenant_id', '', true)")
    for action in ("INSERT", "UPDATE"):
        op.execute(f"DROP POLICY partner_references_{action.lower()} ON vetting_training")
        op.execute(REFERENCES.format(name=action.lower(), action=action))


def _index(table: str, *columns: str) -> None:
    op.create_index(op.f(f"ix_{table}_tenant_id_{columns[0]}"), table, ["tenant_id", *columns])
