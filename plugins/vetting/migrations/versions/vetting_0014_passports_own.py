"""A passport shows what its prison decided itself: what it recognised is shown by whoever decided it."""

from __future__ import annotations

from alembic import op

revision = "vetting_0014_passports_own"
down_revision = "vetting_0013_ended_undecided"
branch_labels = None
depends_on = None

LOOK = """
CREATE OR REPLACE FUNCTION vetting_look_through_passport(of_prison text, of_digest bytea, of_surname text)
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
        AND NOT EXISTS (
          SELECT FROM public.vetting_case AS origin
          WHERE origin.tenant_id = clearance.tenant_id AND origin.id = clearance.case_id
            AND origin.pathway = 'TRANSFER_RECOGNITION'
        )
      ORDER BY clearance.level, clearance.expires_on;
  END IF;
  PERFORM set_config('app.tenant_id', here, true);
END $$
"""
# As before, but for the last condition: of a clearance that was recognised, another office decided.


def upgrade() -> None:
    op.execute(LOOK)
