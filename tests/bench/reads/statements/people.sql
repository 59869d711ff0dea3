SELECT json_build_object('data', json_build_object('people', json_build_object(
  'nodes', coalesce(json_agg(page), '[]'))))::text
FROM (
  SELECT person.id, first_name AS "firstName", surname, team, status,
    (SELECT row_to_json(one) FROM (
       SELECT id, name FROM partner
       WHERE partner.tenant_id = person.tenant_id AND partner.id = person.partner_id
     ) AS one) AS partner,
    (SELECT coalesce(json_agg(held), '[]') FROM (
       SELECT id, level, scope, granted_on AS "grantedOn", expires_on AS "expiresOn", reference
       FROM vetting_clearance AS clearance
       WHERE clearance.tenant_id = person.tenant_id AND clearance.person_id = person.id ORDER BY expires_on, id
     ) AS held) AS "vettingClearances"
  FROM person ORDER BY sort_key, id LIMIT 50
) AS page
