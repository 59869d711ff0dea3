WITH found AS (
  SELECT id, shown_stage AS stage, pathway, opened_on AS "openedOn", stage_since AS "stageSince", turn,
    required_levels AS "requiredLevels", role_title AS "roleTitle",
    (SELECT row_to_json(one) FROM (
       SELECT id, first_name AS "firstName", surname FROM person
       WHERE person.tenant_id = vetting_case.tenant_id AND person.id = vetting_case.person_id
     ) AS one) AS person,
    (SELECT coalesce(json_agg(past), '[]') FROM (
       SELECT position, shown_stage AS stage, happened_on AS "happenedOn" FROM vetting_stage_event AS event
       WHERE event.tenant_id = vetting_case.tenant_id AND event.case_id = vetting_case.id AND NOT is_folded
       ORDER BY position
     ) AS past) AS history,
    (SELECT coalesce(json_agg(held), '[]') FROM (
       SELECT id, level, granted_on AS "grantedOn", expires_on AS "expiresOn"
       FROM vetting_clearance AS clearance
       WHERE clearance.tenant_id = vetting_case.tenant_id AND clearance.case_id = vetting_case.id
       ORDER BY expires_on, id
     ) AS held) AS clearances
  FROM vetting_case WHERE id = $1::text::uuid AND stage <> 'PURGED'
), noted AS (
  INSERT INTO read_entry (id, account_id, node, row_id)
  SELECT uuidv7(), current_setting('app.account_id')::uuid, 'VettingCase', id FROM found
)
SELECT json_build_object('data', json_build_object('vettingCase', (SELECT row_to_json(found) FROM found)))::text
