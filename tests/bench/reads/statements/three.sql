SELECT json_build_object('data', json_build_object(
  'partners', json_build_object('nodes', (SELECT coalesce(json_agg(one), '[]') FROM (
    SELECT id, name, status, funding_basis AS "fundingBasis" FROM partner ORDER BY name, id LIMIT 20
  ) AS one)),
  'people', json_build_object(
    'totalCount', (SELECT count(*) FROM person),
    'nodes', (SELECT coalesce(json_agg(one), '[]') FROM (
      SELECT id, first_name AS "firstName", surname FROM person ORDER BY sort_key, id LIMIT 20
    ) AS one)),
  'vettingCases', json_build_object('nodes', (SELECT coalesce(json_agg(one), '[]') FROM (
    SELECT id, shown_stage AS stage, turn, stage_since AS "stageSince", role_title AS "roleTitle",
      (SELECT row_to_json(whose) FROM (
         SELECT id, first_name AS "firstName", surname FROM person
         WHERE person.tenant_id = vetting_case.tenant_id AND person.id = vetting_case.person_id
       ) AS whose) AS person
    FROM vetting_case WHERE is_open AND stage <> 'PURGED' ORDER BY stage_since, id LIMIT 20
  ) AS one))))::text
