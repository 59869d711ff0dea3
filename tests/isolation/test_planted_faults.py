"""Each fault that would open a prison's rows, planted alone, is reported as exactly that fault."""

from __future__ import annotations

import pytest

from infra.database_roles import DatabaseUrls
from tests.isolation.planting import rules_that_notice

STRICT = "tenant_id = current_setting('app.tenant_id')::uuid"


async def test_the_clean_database_has_no_fault(scratch: DatabaseUrls) -> None:
    assert await rules_that_notice(scratch) == set()


# Row-level security


async def test_row_security_not_forced(scratch: DatabaseUrls) -> None:
    fault = "ALTER TABLE person NO FORCE ROW LEVEL SECURITY"
    assert await rules_that_notice(scratch, fault) == {("row_security", "person")}


async def test_row_security_disabled(scratch: DatabaseUrls) -> None:
    fault = "ALTER TABLE person DISABLE ROW LEVEL SECURITY"
    assert await rules_that_notice(scratch, fault) == {("row_security", "person")}


async def test_policy_that_shows_everything(scratch: DatabaseUrls) -> None:
    fault = "ALTER POLICY tenant ON person USING (true)"
    assert await rules_that_notice(scratch, fault) == {("policies", "person")}


async def test_policy_that_lets_everything_be_written(scratch: DatabaseUrls) -> None:
    fault = "ALTER POLICY tenant ON person WITH CHECK (true)"
    assert await rules_that_notice(scratch, fault) == {("policies", "person")}


async def test_policy_without_a_check_of_its_own(scratch: DatabaseUrls) -> None:
    fault = (
        "DROP POLICY tenant ON person",
        f"CREATE POLICY tenant ON person TO gatehouse_app, gatehouse_owner USING ({STRICT})",
    )
    assert await rules_that_notice(scratch, *fault) == {("policies", "person")}


async def test_policy_that_is_silent_without_a_prison(scratch: DatabaseUrls) -> None:
    soft = "tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid"
    fault = f"ALTER POLICY tenant ON person USING ({soft}) WITH CHECK ({soft})"
    assert await rules_that_notice(scratch, fault) == {("policies", "person")}


async def test_policy_for_every_role(scratch: DatabaseUrls) -> None:
    fault = "ALTER POLICY tenant ON person TO PUBLIC"
    assert await rules_that_notice(scratch, fault) == {("policies", "person")}


async def test_second_policy_that_opens(scratch: DatabaseUrls) -> None:
    fault = "CREATE POLICY support ON person FOR SELECT USING (surname <> '')"
    assert await rules_that_notice(scratch, fault) == {("policies", "person")}


async def test_floor_taken_away(scratch: DatabaseUrls) -> None:
    fault = "DROP POLICY tenant_floor ON person"
    assert await rules_that_notice(scratch, fault) == {("policies", "person")}


async def test_partner_scope_taken_away(scratch: DatabaseUrls) -> None:
    fault = "DROP POLICY partner_scope ON service"
    assert await rules_that_notice(scratch, fault) == {("partner_scopes", "service")}


async def test_person_scope_that_narrows_nothing(scratch: DatabaseUrls) -> None:
    fault = "ALTER POLICY person_scope ON assignment USING (true)"
    assert await rules_that_notice(scratch, fault) == {("partner_scopes", "assignment")}


async def test_partner_reference_unchecked(scratch: DatabaseUrls) -> None:
    fault = "DROP POLICY partner_references_update ON assignment"
    assert await rules_that_notice(scratch, fault) == {("partner_scopes", "assignment")}


async def test_trail_open_to_partners(scratch: DatabaseUrls) -> None:
    fault = "DROP POLICY staff_reads ON audit_entry"
    assert await rules_that_notice(scratch, fault) == {("partner_scopes", "audit_entry")}


# Keys


async def test_foreign_key_on_the_id_alone(scratch: DatabaseUrls) -> None:
    fault = (
        "CREATE UNIQUE INDEX lone ON service (id)",
        "ALTER TABLE assignment ADD FOREIGN KEY (service_id) REFERENCES service (id)",
    )
    noticed = {("uniques", "service"), ("foreign_keys", "assignment")}
    assert await rules_that_notice(scratch, *fault) == noticed


async def test_unique_key_without_the_tenant(scratch: DatabaseUrls) -> None:
    fault = "ALTER TABLE vetting_case ADD UNIQUE (person_id)"
    assert await rules_that_notice(scratch, fault) == {("uniques", "vetting_case")}


async def test_unique_expression_without_the_tenant(scratch: DatabaseUrls) -> None:
    fault = "CREATE UNIQUE INDEX ON read_entry (lower(node))"
    assert await rules_that_notice(scratch, fault) == {("uniques", "read_entry")}


async def test_exclusion_without_the_tenant(scratch: DatabaseUrls) -> None:
    fault = "ALTER TABLE read_entry ADD EXCLUDE (node WITH =)"
    assert await rules_that_notice(scratch, fault) == {("uniques", "read_entry")}


async def test_primary_key_on_the_id_alone(scratch: DatabaseUrls) -> None:
    fault = (
        "ALTER TABLE read_entry DROP CONSTRAINT pk_read_entry",
        "ALTER TABLE read_entry ADD CONSTRAINT pk_read_entry PRIMARY KEY (id)",
    )
    noticed = {("primary_key", "read_entry"), ("uniques", "read_entry")}
    assert await rules_that_notice(scratch, *fault) == noticed


async def test_id_that_counts_over_all_prisons(scratch: DatabaseUrls) -> None:
    fault = "ALTER TABLE person ADD COLUMN number bigint GENERATED ALWAYS AS IDENTITY"
    noticed = {("counted_ids", "person"), ("counted_ids", "person_number_seq")}
    assert await rules_that_notice(scratch, fault) == noticed


async def test_tenant_that_may_be_absent(scratch: DatabaseUrls) -> None:
    fault = "ALTER TABLE person ALTER COLUMN tenant_id DROP DEFAULT"
    assert await rules_that_notice(scratch, fault) == {("tenant_column", "person")}


async def test_table_without_a_tenant(scratch: DatabaseUrls) -> None:
    fault = ("CREATE TABLE visitor (id uuid PRIMARY KEY)", "ALTER TABLE visitor OWNER TO gatehouse_owner")
    noticed = {("known_tables", "visitor"), ("audited", "visitor")}
    assert await rules_that_notice(scratch, *fault) == noticed


async def test_child_table_that_bypasses_its_parent(scratch: DatabaseUrls) -> None:
    noticed = await rules_that_notice(scratch, "CREATE TABLE old_person () INHERITS (person)")
    assert noticed >= {("known_tables", "person"), ("row_security", "old_person"), ("policies", "old_person")}


async def test_name_in_the_queue_above_prisons(scratch: DatabaseUrls) -> None:
    fault = "ALTER TABLE job_queue ADD COLUMN title text"
    assert await rules_that_notice(scratch, fault) == {("queue_columns", "job_queue")}


# Rights, views, functions, roles


async def test_view_that_reads_as_its_owner(scratch: DatabaseUrls) -> None:
    fault = ("CREATE VIEW people AS SELECT * FROM person", "GRANT SELECT ON people TO gatehouse_app")
    assert await rules_that_notice(scratch, *fault) == {("views", "people")}


async def test_view_that_reads_as_who_asks_is_none(scratch: DatabaseUrls) -> None:
    view = "CREATE VIEW people WITH (security_invoker = true) AS SELECT * FROM person"
    assert await rules_that_notice(scratch, view, "GRANT SELECT ON people TO gatehouse_app") == set()


async def test_materialised_view_the_application_reads(scratch: DatabaseUrls) -> None:
    fault = ("CREATE MATERIALIZED VIEW people AS SELECT 1 AS one", "GRANT SELECT ON people TO gatehouse_app")
    assert await rules_that_notice(scratch, *fault) == {("views", "people")}


async def test_definer_function_outside_the_list(scratch: DatabaseUrls) -> None:
    fault = (
        "CREATE FUNCTION people() RETURNS bigint LANGUAGE sql SECURITY DEFINER "
        "SET search_path = pg_catalog, pg_temp AS 'SELECT count(*) FROM public.person'"
    )
    uncalled = "REVOKE EXECUTE ON FUNCTION people() FROM PUBLIC"
    assert await rules_that_notice(scratch, fault, uncalled) == {("functions", "people")}


async def test_definer_function_without_a_search_path(scratch: DatabaseUrls) -> None:
    fault = "ALTER FUNCTION record_audit() RESET search_path"
    assert await rules_that_notice(scratch, fault) == {("functions", "record_audit")}


async def test_definer_function_that_anybody_calls(scratch: DatabaseUrls) -> None:
    fault = "GRANT EXECUTE ON FUNCTION record_audit() TO PUBLIC"
    assert await rules_that_notice(scratch, fault) == {("functions", "record_audit")}


async def test_application_above_row_security(scratch: DatabaseUrls) -> None:
    fault = "ALTER ROLE gatehouse_app BYPASSRLS"
    assert await rules_that_notice(scratch, fault) == {("roles", "gatehouse_app")}


async def test_application_that_can_become_the_owner(scratch: DatabaseUrls) -> None:
    fault = "GRANT gatehouse_owner TO gatehouse_app"
    noticed = {("roles", "gatehouse_app"), ("roles", "gatehouse_owner")}
    assert await rules_that_notice(scratch, fault) == noticed


async def test_truncate_granted(scratch: DatabaseUrls) -> None:
    fault = "GRANT TRUNCATE ON person TO gatehouse_app"
    assert await rules_that_notice(scratch, fault) == {("grants", "person")}


async def test_references_granted_on_one_column(scratch: DatabaseUrls) -> None:
    fault = "GRANT REFERENCES (id) ON person TO gatehouse_app"
    assert await rules_that_notice(scratch, fault) == {("grants", "person")}


async def test_national_role_reads_people(scratch: DatabaseUrls) -> None:
    fault = "GRANT SELECT ON person TO gatehouse_national"
    assert await rules_that_notice(scratch, fault) == {("grants", "person")}


async def test_national_role_reads_one_column(scratch: DatabaseUrls) -> None:
    fault = "GRANT SELECT (email) ON person TO gatehouse_national"
    assert await rules_that_notice(scratch, fault) == {("grants", "person")}


async def test_table_granted_to_everybody(scratch: DatabaseUrls) -> None:
    fault = "GRANT SELECT ON person TO PUBLIC"
    assert await rules_that_notice(scratch, fault) == {("grants", "person")}


async def test_rights_on_tables_to_come(scratch: DatabaseUrls) -> None:
    fault = "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO gatehouse_national"
    assert await rules_that_notice(scratch, fault) == {("grants", "new tables")}


async def test_trail_that_can_be_rewritten(scratch: DatabaseUrls) -> None:
    fault = "GRANT UPDATE ON audit_entry TO gatehouse_app"
    assert await rules_that_notice(scratch, fault) == {("grants", "audit_entry")}


# Triggers


@pytest.mark.parametrize("name", ["audit", "audit_added"])
async def test_audit_trigger_missing(name: str, scratch: DatabaseUrls) -> None:
    fault = f"DROP TRIGGER {name} ON person"
    assert await rules_that_notice(scratch, fault) == {("audited", "person")}


@pytest.mark.parametrize("name", ["audit", "audit_added"])
async def test_audit_trigger_switched_off(name: str, scratch: DatabaseUrls) -> None:
    fault = f"ALTER TABLE person DISABLE TRIGGER {name}"
    assert await rules_that_notice(scratch, fault) == {("audited", "person")}


async def test_audit_trigger_of_some_changes(scratch: DatabaseUrls) -> None:
    fault = (
        "CREATE OR REPLACE TRIGGER audit AFTER DELETE OR UPDATE OF surname ON person "
        "FOR EACH ROW EXECUTE FUNCTION record_audit()"
    )
    assert await rules_that_notice(scratch, fault) == {("audited", "person")}


async def test_audit_trigger_that_masks_what_the_other_shows(scratch: DatabaseUrls) -> None:
    fault = (
        "CREATE OR REPLACE TRIGGER audit AFTER DELETE OR UPDATE ON person "
        "FOR EACH ROW EXECUTE FUNCTION record_audit('note')"
    )
    assert await rules_that_notice(scratch, fault) == {("audited", "person")}


async def test_membership_of_any_prison_writable(scratch: DatabaseUrls) -> None:
    fault = "DROP TRIGGER one_prison ON membership"
    assert await rules_that_notice(scratch, fault) == {("triggers", "membership")}
