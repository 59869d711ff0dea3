"""The clearance passport, and the one function by which a prison sees something of another's people."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from core.sdk import create_tenant_table, one_of

revision = "vetting_0005_passports"
down_revision = "vetting_0004_references"
branch_labels = None
depends_on = None

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
LOOK = """
CREATE FUNCTION vetting_look_through_passport(of_prison text, of_digest bytea, of_surname text)
RETURNS TABLE (level text, deciding_office text, granted_on date, expires_on date)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  here text := current_setting('app.tenant_id');
  today date := (now() AT TIME ZONE 'Europe/London')::date;
  looking text;
  source record;
  held record;
BEGIN
  IF current_setting('app.partner_id') <> '' OR current_setting('app.person_id') <> '' THEN RETURN; END IF;
  SELECT code INTO STRICT looking FROM public.prison WHERE id = here::uuid;
  SELECT id, name INTO source FROM public.prison
  WHERE code = of_prison AND active AND id <> here::uuid AND NOT disabled_modules @> ARRAY['vetting'];
  IF NOT FOUND THEN RETURN; END IF;
  PERFORM set_config('app.tenant_id', source.id::text, true);
  SELECT passport.id, passport.person_id, passport.partner_id INTO held
  FROM public.vetting_passport AS passport
  JOIN public.person ON person.tenant_id = passport.tenant_id AND person.id = passport.person_id
  WHERE passport.digest = of_digest AND passport.revoked_on IS NULL AND today <= passport.expires_on
    AND person.status = 'CURRENT'
    AND split_part(person.sort_key, ' ', 1) = split_part(of_surname, ' ', 1)
    AND NOT EXISTS (
      SELECT FROM public.vetting_case AS stopped
      WHERE stopped.tenant_id = passport.tenant_id AND stopped.person_id = passport.person_id
        AND stopped.stage = 'SUSPENDED'
    );
  IF FOUND THEN
    INSERT INTO public.vetting_passport_use
      (tenant_id, id, passport_id, person_id, partner_id, by_prison, used_at)
    VALUES (source.id, uuidv7(), held.id, held.person_id, held.partner_id, looking, now());
    RETURN QUERY
      SELECT clearance.level::text, source.name::text, clearance.granted_on, clearance.expires_on
      FROM public.vetting_clearance AS clearance
      WHERE clearance.person_id = held.person_id AND clearance.revoked_on IS NULL
        AND clearance.confirmed_at IS NOT NULL
        AND (clearance.expires_on IS NULL OR today <= clearance.expires_on)
      ORDER BY clearance.level, clearance.expires_on;
  END IF;
  PERFORM set_config('app.tenant_id', here, true);
END $$
"""
# The one sanctioned crossing. Who looks is the prison of the transaction, never an argument; without the code
# and the surname there is nothing; what comes back is level, office and dates; the look is written down where
# the record is, in the same transaction. A partner's or volunteer's account gets nothing.


def upgrade() -> None:
    create_tenant_table(
        "vetting_passport",
        sa.Column("person_id", sa.Uuid, nullable=False),
        sa.Column("partner_id", sa.Uuid, nullable=True),
        sa.Column("digest", sa.LargeBinary, nullable=False),
        sa.Column("consent", sa.String(60), nullable=False),
        sa.Column("consented_on", sa.Date, nullable=False),
        sa.Column("expires_on", sa.Date, nullable=False),
        sa.Column("revoked_on", sa.Date, nullable=True),
        sa.Column("made_by", sa.Uuid, nullable=False),
        sa.CheckConstraint("octet_length(digest) = 32", name="digest"),
        sa.CheckConstraint("expires_on >= consented_on", name="dates"),
        one_of("consent", "SELF", "WRITTEN"),
        sa.UniqueConstraint("tenant_id", "digest"),
        _key("person_id", "person", "CASCADE"),
        _key("partner_id", "partner"),
        partner_column="partner_id",
        person_column="person_id",
        masked=("digest",),
        rights="SELECT, INSERT, UPDATE",
    )
    _index("vetting_passport", "person_id")
    create_tenant_table(
        "vetting_passport_use",
        sa.Column("passport_id", sa.Uuid, nullable=False),
        sa.Column("person_id", sa.Uuid, nullable=False),
        sa.Column("partner_id", sa.Uuid, nullable=True),
        sa.Column("by_prison", sa.Text, nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        _key("passport_id", "vetting_passport", "CASCADE"),
        _key("person_id", "person", "CASCADE"),
        _key("partner_id", "partner"),
        partner_column="partner_id",
        person_column="person_id",
        rights="SELECT",
    )
    _index("vetting_passport_use", "passport_id")
    _index("vetting_passport_use", "person_id")
    _recognitions()
    op.execute(LOOK)
    op.execute("REVOKE EXECUTE ON FUNCTION vetting_look_through_passport(text, bytea, text) FROM PUBLIC")
    op.execute("GRANT EXECUTE ON FUNCTION vetting_look_through_passport(text, bytea, text) TO gatehouse_app")


def _recognitions() -> None:
    create_tenant_table(
        "vetting_recognition",
        sa.Column("person_id", sa.Uuid, nullable=False),
        sa.Column("partner_id", sa.Uuid, nullable=True),
        sa.Column("case_id", sa.Uuid, nullable=True),
        sa.Column("level", sa.String(60), nullable=False),
        sa.Column("deciding_office", sa.Text, nullable=False),
        sa.Column("granted_on", sa.Date, nullable=True),
        sa.Column("expires_on", sa.Date, nullable=True),
        sa.Column("seen_on", sa.Date, nullable=False),
        sa.Column("seen_by", sa.Uuid, nullable=False),
        sa.CheckConstraint("expires_on >= granted_on", name="dates"),
        one_of("level", *LEVELS),
        _key("person_id", "person", "CASCADE"),
        _key("partner_id", "partner"),
        _key("case_id", "vetting_case", "CASCADE"),
        partner_column="partner_id",
        person_column="person_id",
        rights="SELECT, INSERT, UPDATE",
    )
    _index("vetting_recognition", "person_id")
    _index("vetting_recognition", "case_id")


def _key(column: str, target: str, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["tenant_id", column], [f"{target}.tenant_id", f"{target}.id"], ondelete=ondelete
    )


def _index(table: str, column: str) -> None:
    op.create_index(op.f(f"ix_{table}_tenant_id_{column}"), table, ["tenant_id", column])
