SELECT json_build_object('data', json_build_object('people', json_build_object(
  'totalCount', (SELECT count(*) FROM person WHERE status = 'CURRENT' AND name_key LIKE '%' || $1 || '%'),
  'nodes', coalesce(json_agg(page), '[]'))))::text
FROM (
  SELECT person.id, first_name AS "firstName", surname, status,
    (SELECT row_to_json(one) FROM (
       SELECT id, name FROM partner
       WHERE partner.tenant_id = person.tenant_id AND partner.id = person.partner_id
     ) AS one) AS partner
  FROM person WHERE status = 'CURRENT' AND name_key LIKE '%' || $1 || '%' ORDER BY sort_key, id LIMIT 50
) AS page
