"""Rules of retention, a prison's own periods, holds, what was carried out and the tombstones it left."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from core.database.policies import APP_ROLE
from core.database.retention import register_retention_rule
from core.database.tables import create_global_table, create_tenant_table, one_of

revision = "core_0014_retention"
down_revision = "core_0013_telling"
branch_labels = None
depends_on = None

ENDED = """
CREATE FUNCTION person_ended_on(tenant uuid, person uuid) RETURNS date
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE
    WHEN p.status = 'LEFT' THEN coalesce(
      p.left_on,
      (SELECT max(r.ends_on) FROM public.person_role r WHERE r.tenant_id = tenant AND r.person_id = person),
      (p.created_at AT TIME ZONE 'Europe/London')::date)
    ELSE (
      SELECT max(r.ends_on) FROM public.person_role r
      WHERE r.tenant_id = tenant AND r.person_id = person HAVING bool_and(r.ends_on IS NOT NULL))
  END
  FROM public.person p WHERE p.tenant_id = tenant AND p.id = person
$$
"""
# Somebody whose every role has an end, or who was recorded as gone. Nobody else's clock has started.

KEEP = """
CREATE FUNCTION retention_keep(rule_code text) RETURNS integer
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT least(rule.most, greatest(rule.least, coalesce((
    SELECT p.keep FROM public.retention_period p
    WHERE p.tenant_id = current_setting('app.tenant_id')::uuid AND p.rule_code = rule.code
    ORDER BY p.id DESC LIMIT 1), rule.keep)))
  FROM public.retention_rule rule WHERE rule.code = rule_code
$$
"""
# The floor and the ceiling hold whatever a period says that the application wrote.

DUE = """
CREATE FUNCTION retention_due(rule_code text, by_day date, of_person uuid, at_least boolean)
RETURNS TABLE (record_id uuid, person_id uuid, due_on date, held boolean)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  rule public.retention_rule;
  kept integer;
  span interval;
  awaited text;
BEGIN
  SELECT * INTO STRICT rule FROM public.retention_rule WHERE code = rule_code;
  kept := CASE WHEN at_least THEN rule.least ELSE public.retention_keep(rule_code) END;
  span := make_interval(
    months => CASE rule.unit WHEN 'MONTH' THEN kept ELSE 0 END,
    days => CASE rule.unit WHEN 'DAY' THEN kept ELSE 0 END);
  SELECT string_agg(format(
    ' AND NOT EXISTS (SELECT FROM public.%I k WHERE k.tenant_id = f.tenant_id AND k.person_id = f.id)',
    other.table_name), '') INTO awaited
  FROM public.retention_rule other WHERE rule.table_name = 'person' AND other.keeps_person;
  RETURN QUERY EXECUTE format($query$
    SELECT f.id, f.person, f.due, EXISTS (
      SELECT FROM public.retention_hold h
      WHERE h.tenant_id = f.tenant_id AND h.person_id = f.person AND h.lifted_at IS NULL
        AND (h.record_id IS NULL OR h.record_id = f.record OR %L = 'person'))
    FROM (
      SELECT r.tenant_id, r.id, (%s)::uuid AS person, (%s)::uuid AS record, ((%s) + $3)::date AS due
      FROM public.%I r
      WHERE r.tenant_id = current_setting('app.tenant_id')::uuid AND (%s)
    ) f
    WHERE f.due <= $1 AND ($2 IS NULL OR f.person = $2) %s$query$,
    rule.table_name, rule.person, rule.record, rule.since, rule.table_name, rule.only_where,
    coalesce(awaited, '')) USING by_day, of_person, span;
END $$
"""
# Which records are past their date on a day: one statement over a prison's rows of one kind.

CARRY_OUT = """
CREATE FUNCTION carry_out_retention() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  today date := (now() AT TIME ZONE 'Europe/London')::date;
  rule public.retention_rule;
  gone uuid[];
  stone uuid := uuidv7();
  figures jsonb;
  is_kept boolean;
BEGIN
  SELECT * INTO rule FROM public.retention_rule WHERE code = NEW.rule_code;
  IF NOT FOUND THEN RETURN NULL; END IF;
  SELECT array_agg(d.record_id ORDER BY d.record_id) INTO gone FROM (
    SELECT due.record_id
    FROM public.retention_due(rule.code, today, NEW.of_person, NEW.of_person IS NOT NULL) due
    WHERE NOT due.held ORDER BY due.due_on, due.record_id LIMIT NEW.at_most
  ) d;
  UPDATE public.retention_run SET of_person = NULL, gone_count = coalesce(cardinality(gone), 0)
  WHERE tenant_id = NEW.tenant_id AND id = NEW.id;
  IF gone IS NULL THEN RETURN NULL; END IF;
  is_kept := rule.assignments IS NOT NULL;
  IF rule.counted_by IS NOT NULL THEN
    EXECUTE format(
      'SELECT jsonb_object_agg(kind, number) FROM (SELECT coalesce((%s)::text, '''') AS kind, '
      'count(*) AS number '
      'FROM public.%I r WHERE r.tenant_id = $1 AND r.id = ANY ($2) GROUP BY 1) counted',
      rule.counted_by, rule.table_name) INTO figures USING NEW.tenant_id, gone;
  END IF;
  IF rule.table_name = 'person' THEN PERFORM public.forget_accounts(NEW.tenant_id, gone, stone); END IF;
  IF is_kept THEN
    EXECUTE format('UPDATE public.%I SET %s WHERE tenant_id = $1 AND id = ANY ($2)',
      rule.table_name, rule.assignments) USING NEW.tenant_id, gone;
  ELSE
    EXECUTE format('DELETE FROM public.%I WHERE tenant_id = $1 AND id = ANY ($2)', rule.table_name)
      USING NEW.tenant_id, gone;
  END IF;
  PERFORM public.forget_traces(NEW.tenant_id, rule.table_name, gone, stone, is_kept);
  INSERT INTO public.tombstone
    (tenant_id, id, rule_code, table_name, action, kept, unit, gone_count, digest, figures,
     account_id, asked_for)
  VALUES (
    NEW.tenant_id, stone, rule.code, rule.table_name, rule.action,
    CASE WHEN NEW.of_person IS NULL THEN public.retention_keep(rule.code) ELSE rule.least END, rule.unit,
    cardinality(gone), encode(sha256(array_to_string(gone, ',')::bytea), 'hex'), coalesce(figures, '{}'),
    nullif(current_setting('app.account_id', true), '')::uuid, NEW.of_person IS NOT NULL);
  RETURN NULL;
END $$
"""
# The application asks by adding a row to retention_run, and can ask for no more than this: the rows that a
# registered rule finds past their date, by a period that cannot be below the rule's floor, and not held.

TRACES = """
CREATE FUNCTION forget_traces(tenant uuid, of_table text, gone uuid[], stone uuid, is_kept boolean)
RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  here xid;
  tables text[];
  ids uuid[];
  all_ids uuid[];
BEGIN
  IF of_table IN ('audit_entry', 'read_entry', 'export_entry') THEN RETURN; END IF;
  SELECT a.xmin INTO here FROM public.audit_entry a
  WHERE a.tenant_id = tenant AND a.table_name = of_table AND a.row_id = ANY (gone) AND a.id > stone LIMIT 1;
  -- What went with the rows, and rows of a person that somebody had deleted long before.
  SELECT array_agg(t.table_name), array_agg(t.row_id) INTO tables, ids FROM (
    SELECT a.table_name, a.row_id FROM public.audit_entry a
    WHERE a.tenant_id = tenant AND a.id > stone AND a.xmin = here AND a.operation = 'DELETE'
    UNION
    SELECT a.table_name, a.row_id FROM public.audit_entry a
    WHERE of_table = 'person' AND a.tenant_id = tenant AND a.person_key = ANY (gone::text[])
    UNION
    SELECT of_table, g FROM unnest(gone) g
  ) t;
  UPDATE public.audit_entry a
  SET before = NULL, after = NULL,
    row_id = CASE WHEN is_kept AND a.table_name = of_table THEN a.row_id ELSE stone END
  FROM unnest(tables, ids) t (table_name, row_id)
  WHERE a.tenant_id = tenant AND a.table_name = t.table_name AND a.row_id = t.row_id;
  SELECT array_agg(i) INTO all_ids FROM unnest(ids) i WHERE NOT (is_kept AND i = ANY (gone));
  IF all_ids IS NULL THEN RETURN; END IF;
  UPDATE public.read_entry SET row_id = stone WHERE tenant_id = tenant AND row_id = ANY (all_ids);
  DELETE FROM public.import_match m WHERE m.tenant_id = tenant AND public.names_any(m.ids::text, all_ids);
  DELETE FROM public.import_row r USING public.import_batch b
  WHERE b.tenant_id = tenant AND r.tenant_id = tenant AND r.plan_id = b.plan_id
    AND public.names_any(b.changes::text, all_ids);
  WITH plans AS (
    DELETE FROM public.import_batch b
    WHERE b.tenant_id = tenant AND b.plan_id IN (
      SELECT o.plan_id FROM public.import_batch o
      WHERE o.tenant_id = tenant AND public.names_any(o.changes::text, all_ids))
    RETURNING b.plan_id
  )
  UPDATE public.import_plan p SET forgotten_at = now()
  WHERE p.tenant_id = tenant AND p.forgotten_at IS NULL AND p.id IN (SELECT plan_id FROM plans);
  UPDATE public.report_file f SET parameters = '{}', expires_at = least(f.expires_at, now())
  WHERE f.tenant_id = tenant AND (
    public.names_any(f.parameters::text, all_ids) OR of_table = 'person' AND f.deleted_at IS NULL);
  UPDATE public.audit_entry a SET before = NULL, after = NULL
  WHERE a.tenant_id = tenant AND a.table_name = 'report_file' AND (
    public.names_any(a.before::text, all_ids) OR public.names_any(a.after::text, all_ids));
  DELETE FROM public.job j
  WHERE j.tenant_id = tenant AND j.state <> 'RUNNING' AND (
    public.names_any(j.arguments::text, all_ids) OR public.names_any(j.result::text, all_ids)
    OR public.names_any(j.dedupe_key, all_ids));
END $$
"""

NAMES_ANY = """
CREATE FUNCTION names_any(words text, ids uuid[]) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM regexp_matches(
      words, '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}', 'g') AS found
    WHERE found[1]::uuid = ANY (ids))
$$
"""

ACCOUNTS = """
CREATE FUNCTION forget_accounts(tenant uuid, people uuid[], stone uuid)
RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  accounts uuid[];
  roles uuid[];
BEGIN
  SELECT array_agg(m.id), array_agg(DISTINCT m.account_id) INTO roles, accounts
  FROM public.membership m WHERE m.prison_id = tenant AND m.person_id = ANY (people);
  IF roles IS NULL THEN RETURN; END IF;
  DELETE FROM public.message WHERE tenant_id = tenant AND member_id = ANY (roles);
  DELETE FROM public.mail_reach WHERE tenant_id = tenant AND member_id = ANY (roles);
  DELETE FROM public.membership WHERE id = ANY (roles);
  UPDATE public.global_audit_entry SET before = NULL, after = NULL, row_id = stone
  WHERE table_name = 'membership' AND row_id = ANY (roles);
  -- An account that has no role anywhere was this person's alone.
  SELECT array_agg(a) INTO accounts FROM unnest(accounts) a
  WHERE a IS NOT NULL AND NOT EXISTS (SELECT FROM public.membership m WHERE m.account_id = a);
  UPDATE public.account SET name = '', email = NULL, active = false, subject = 'forgotten:' || id
  WHERE id = ANY (accounts);
  UPDATE public.global_audit_entry SET before = NULL, after = NULL
  WHERE table_name = 'account' AND row_id = ANY (accounts);
END $$
"""

KEEP_HELD = """
CREATE FUNCTION keep_held() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF EXISTS (
    SELECT FROM public.retention_hold h
    WHERE h.tenant_id = OLD.tenant_id AND h.person_id = OLD.id AND h.lifted_at IS NULL)
  THEN
    RAISE check_violation USING MESSAGE = 'the record is kept on hold', CONSTRAINT = 'ck_person_held';
  END IF;
  RETURN OLD;
END $$
"""

LONDON = "(r.created_at AT TIME ZONE 'Europe/London')::date"
SEVEN_YEARS = "r.id < (SELECT uuidv7(interval '-80 months'))"
"""Ids begin with the time, and the key is in their order: or every night would read the whole trail."""


def upgrade() -> None:
    _tables()
    for function in (ENDED, KEEP, DUE, NAMES_ANY, ACCOUNTS, TRACES, CARRY_OUT, KEEP_HELD):
        op.execute(function)
    for signature in (
        "person_ended_on(uuid, uuid)",
        "retention_keep(text)",
        "retention_due(text, date, uuid, boolean)",
    ):
        op.execute(f"REVOKE EXECUTE ON FUNCTION {signature} FROM PUBLIC")
        op.execute(f"GRANT EXECUTE ON FUNCTION {signature} TO {APP_ROLE}")
    for signature in (
        "names_any(text, uuid[])",
        "forget_accounts(uuid, uuid[], uuid)",
        "forget_traces(uuid, text, uuid[], uuid, boolean)",
        "carry_out_retention()",
        "keep_held()",
    ):
        op.execute(f"REVOKE EXECUTE ON FUNCTION {signature} FROM PUBLIC")
    op.execute(
        "CREATE TRIGGER carry_out AFTER INSERT ON retention_run FOR EACH ROW "
        "EXECUTE FUNCTION carry_out_retention()"
    )
    op.execute("CREATE TRIGGER keep_held BEFORE DELETE ON person FOR EACH ROW EXECUTE FUNCTION keep_held()")
    _rules()


def _tables() -> None:
    create_global_table(
        "retention_rule",
        *(sa.Column(name, sa.Text, nullable=False) for name in ("code", "table_name", "since", "only_where")),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("person", "record")),
        sa.Column("action", sa.String(60), nullable=False),
        sa.Column("assignments", sa.Text, nullable=True),
        sa.Column("counted_by", sa.Text, nullable=True),
        sa.Column("unit", sa.String(60), nullable=False),
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("keep", "least", "most")),
        sa.Column("keeps_person", sa.Boolean, nullable=False),
        sa.UniqueConstraint("code"),
        one_of("action", "PURGE", "ANONYMISE", "BLANK", "ARCHIVE"),
        one_of("unit", "MONTH", "DAY"),
        sa.CheckConstraint("least BETWEEN 0 AND keep AND keep <= most", name="periods"),
        sa.CheckConstraint(
            "(assignments IS NOT NULL) = (action IN ('BLANK', 'ARCHIVE'))", name="assignments"
        ),
        rights="SELECT",
        audited=False,
    )
    create_tenant_table(
        "retention_period",
        sa.Column("rule_code", sa.Text, nullable=False),
        sa.Column("keep", sa.Integer, nullable=False),
        sa.Column("set_by", sa.Uuid, nullable=False),
        rights="SELECT, INSERT",
        staff_only=True,
    )
    create_tenant_table(
        "retention_hold",
        sa.Column("person_id", sa.Uuid, nullable=False),
        sa.Column("record_id", sa.Uuid, nullable=True),
        sa.Column("reason", sa.String(60), nullable=False),
        sa.Column("reference", sa.Text, nullable=False),
        sa.Column("placed_by", sa.Uuid, nullable=False),
        sa.Column("review_on", sa.Date, nullable=False),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reviewed_by", sa.Uuid, nullable=True),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lifted_by", sa.Uuid, nullable=True),
        sa.CheckConstraint("(lifted_at IS NULL) = (lifted_by IS NULL)", name="lifted"),
        sa.CheckConstraint("(reviewed_at IS NULL) = (reviewed_by IS NULL)", name="reviewed"),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"], ["person.tenant_id", "person.id"], ondelete="CASCADE"
        ),
        one_of("reason", "LEGAL_CLAIM", "INVESTIGATION", "INQUIRY", "COMPLAINT", "SUBJECT_REQUEST"),
        rights="SELECT, INSERT, UPDATE",
        staff_only=True,
    )
    op.create_index(
        op.f("ix_retention_hold_tenant_id_person_id"), "retention_hold", ["tenant_id", "person_id"]
    )
    create_tenant_table(
        "retention_run",
        sa.Column("rule_code", sa.Text, nullable=False),
        sa.Column("at_most", sa.Integer, nullable=False),
        sa.Column("of_person", sa.Uuid, nullable=True),
        sa.Column("gone_count", sa.Integer, nullable=True),
        rights="SELECT, INSERT",
        staff_only=True,
        audited=False,
    )
    create_tenant_table(
        "tombstone",
        *(sa.Column(name, sa.Text, nullable=False) for name in ("rule_code", "table_name", "action")),
        sa.Column("kept", sa.Integer, nullable=False),
        sa.Column("unit", sa.Text, nullable=False),
        sa.Column("gone_count", sa.Integer, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("figures", JSONB, nullable=False),
        sa.Column("account_id", sa.Uuid, nullable=True),
        sa.Column("asked_for", sa.Boolean, nullable=False),
        rights="SELECT",
        staff_only=True,
        audited=False,
    )
    op.create_index(
        op.f("ix_tombstone_tenant_id_rule_code"), "tombstone", ["tenant_id", "rule_code", "created_at"]
    )
    op.execute(
        "ALTER TABLE audit_entry ADD COLUMN person_key text "
        "GENERATED ALWAYS AS (coalesce(after ->> 'person_id', before ->> 'person_id')) STORED"
    )
    op.create_index(op.f("ix_audit_entry_tenant_id_person_key"), "audit_entry", ["tenant_id", "person_key"])
    op.create_index(op.f("ix_read_entry_tenant_id_row_id"), "read_entry", ["tenant_id", "row_id"])


def _rules() -> None:
    """Tell the core's own: what hangs on a person goes with them, by its foreign key."""
    register_retention_rule(
        "core.person",
        "person",
        since="public.person_ended_on(r.tenant_id, r.id)",
        person="r.id",
        action="ANONYMISE",
        counted_by=(
            "SELECT min(k.kind) FROM public.person_role k"
            " WHERE k.tenant_id = r.tenant_id AND k.person_id = r.id"
        ),
        keep=12,
        least=1,
        most=36,
    )
    register_retention_rule(
        "core.report_file",
        "report_file",
        since="(r.deleted_at AT TIME ZONE 'Europe/London')::date",
        person="NULL",
        unit="DAY",
        keep=90,
        least=90,
        most=90,
    )
    register_retention_rule(
        "core.audit",
        "audit_entry",
        since=LONDON,
        only_where=f"{SEVEN_YEARS} AND (r.before IS NOT NULL OR r.after IS NOT NULL)",
        person="NULL",
        action="ARCHIVE",
        assignments="before = NULL, after = NULL",
        keep=84,
        least=84,
        most=240,
    )
    for code, table in (("core.read_entry", "read_entry"), ("core.export_entry", "export_entry")):
        register_retention_rule(
            code, table, since=LONDON, only_where=SEVEN_YEARS, person="NULL", keep=84, least=84, most=240
        )


def downgrade() -> None:
    op.drop_index("ix_read_entry_tenant_id_row_id", "read_entry")
    op.drop_column("audit_entry", "person_key")
    op.execute("DROP TRIGGER keep_held ON person")
    for table in ("tombstone", "retention_run", "retention_hold", "retention_period", "retention_rule"):
        op.drop_table(table)
    for function in (
        "carry_out_retention()",
        "keep_held()",
        "forget_traces(uuid, text, uuid[], uuid, boolean)",
        "forget_accounts(uuid, uuid[], uuid)",
        "names_any(text, uuid[])",
        "retention_due(text, date, uuid, boolean)",
        "retention_keep(text)",
        "person_ended_on(uuid, uuid)",
    ):
        op.execute(f"DROP FUNCTION {function}")
