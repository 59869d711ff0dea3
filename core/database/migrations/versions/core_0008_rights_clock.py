"""A clock that ticks with whatever may change somebody's rights, and a check that it has not ticked since."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from core.database.policies import APP_ROLE
from core.database.tables import create_global_table

revision = "core_0008_rights_clock"
down_revision = "core_0007_exports"
branch_labels = None
depends_on = None

WATCHED = {
    "account": "INSERT OR DELETE OR UPDATE OF issuer, subject, name, language, active",
    "membership": "INSERT OR DELETE OR UPDATE",
    "prison": "INSERT OR DELETE OR UPDATE OF code, name, name_cy, active, disabled_modules",
}
"""What a viewer is made of (`core/accounts/queries.py`). Signing in is no change."""
TICK_FUNCTION = """
CREATE FUNCTION tick_rights() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE public.rights_clock SET ticks = ticks + 1;
  RETURN NULL;
END $$
"""
REQUIRE_FUNCTION = """
CREATE FUNCTION require_rights_of(known bigint) RETURNS void LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF known IS DISTINCT FROM (SELECT ticks FROM public.rights_clock) THEN
    RAISE EXCEPTION USING ERRCODE = 'GH001', MESSAGE = 'rights have changed since they were read';
  END IF;
END $$
"""
# A function with settings of its own is not inlined, and is looked up once for each connection.


def upgrade() -> None:
    create_global_table(
        "rights_clock",
        sa.Column("ticks", sa.BigInteger, nullable=False),
        rights="SELECT",
        audited=False,
    )
    op.execute("INSERT INTO rights_clock (id, ticks) VALUES (uuidv7(), 0)")
    op.execute(TICK_FUNCTION)
    op.execute("REVOKE EXECUTE ON FUNCTION tick_rights() FROM PUBLIC")
    op.execute(REQUIRE_FUNCTION)
    op.execute("REVOKE EXECUTE ON FUNCTION require_rights_of(bigint) FROM PUBLIC")
    op.execute(f"GRANT EXECUTE ON FUNCTION require_rights_of(bigint) TO {APP_ROLE}")
    for table, changes in WATCHED.items():
        op.execute(
            f"CREATE TRIGGER rights AFTER {changes} ON {table} FOR EACH STATEMENT "
            "EXECUTE FUNCTION tick_rights()"
        )


def downgrade() -> None:
    for table in WATCHED:
        op.execute(f"DROP TRIGGER rights ON {table}")
    op.execute("DROP FUNCTION require_rights_of(bigint)")
    op.execute("DROP FUNCTION tick_rights()")
    op.drop_table("rights_clock")
