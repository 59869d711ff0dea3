-- Each statement fills one table for the prisons of `given`, a table of one row that lives as long as the
-- connection. Prison 0 is the large one. It begins with the table's name.

-- fills: prison_group
INSERT INTO prison_group (id, code, name)
SELECT pg_temp.made_id(1, 0, g), format('G%s', g), format('Group %s', g)
FROM given, generate_series(first_prison / 10, last_prison / 10) AS g ON CONFLICT DO NOTHING

-- fills: prison
INSERT INTO prison (
  id, code, name, active, gender, contracted, types, categories, operators, group_id, register
)
SELECT pg_temp.made_id(2, p, 0), format('P%s', p), format('Bench %s (HMP)', p), true, 'MALE', false, '{HMP}', '{C}',
       '{PSP}', pg_temp.made_id(1, 0, p / 10), '{}'
FROM given, generate_series(first_prison, last_prison) AS p

-- fills: partner
INSERT INTO partner (tenant_id, id, name, name_key, funding_basis, status, on_mailing_list)
SELECT pg_temp.made_id(2, p, 0), pg_temp.made_id(3, p, n), format('%s Trust %s', stems[n % 40 + 1], n),
       format('%strust%s', lower(stems[n % 40 + 1]), n), (ARRAY['CONTRACT', 'GRANT', 'UNFUNDED'])[n % 3 + 1],
       'ACTIVE', n % 2 = 0
FROM given, generate_series(first_prison, last_prison) AS p, generate_series(1, partners) AS n

-- fills: person
INSERT INTO person (
  tenant_id, id, partner_id, first_name, surname, name_key, team, status, left_on
)
SELECT pg_temp.made_id(2, p, 0), pg_temp.made_id(4, p, n), pg_temp.made_id(3, p, n % partners + 1),
       first_name, surname, lower(first_name || surname),
       (ARRAY['Chaplaincy', 'Education', 'Families', 'Library'])[n % 4 + 1],
       CASE WHEN n % 10 = 7 THEN 'LEFT' ELSE 'CURRENT' END, CASE WHEN n % 10 = 7 THEN day - n % 400 END
FROM given, generate_series(first_prison, last_prison) AS p, generate_series(1, people) AS n,
     LATERAL (SELECT (n::bigint * 7919 + p * 31) % 20000 AS place) AS drawn,
     LATERAL (SELECT first_names[place % 50 + 1] AS first_name,
                     stems[place / 50 % 40 + 1] || endings[place / 2000 + 1] AS surname) AS named

-- fills: vetting_case
INSERT INTO vetting_case (
  tenant_id, id, person_id, partner_id, pathway, is_leap, stage, stage_since, opened_on, policy,
  required_levels, access_mode, volunteer, role_title, key_status, submitted_on
)
SELECT pg_temp.made_id(2, p, 0), pg_temp.made_id(5, p, n), pg_temp.made_id(4, p, n),
       pg_temp.made_id(3, p, n % partners + 1), 'STANDARD', false,
       (ARRAY['DRAFT', 'INVITED', 'DOCUMENTS_BOOKED', 'SUBMITTED', 'IN_CHECKS', 'DECISION_PENDING', 'ONBOARDING',
              'ACTIVE', 'ACTIVE', 'ACTIVE', 'ACTIVE', 'CLOSED'])[n % 12 + 1],
       day - n % 40, day - 200 - n % 300, policy, '{HMPPS_EL2}', 'UNESCORTED_NO_KEYS', true,
       (ARRAY['Reading mentor', 'Family visits', 'Art tutor', 'Choir'])[n % 4 + 1], 'NONE', day - 100 - n % 90
FROM given, generate_series(first_prison, last_prison) AS p, generate_series(1, cases) AS n

-- fills: vetting_stage_event
INSERT INTO vetting_stage_event (
  tenant_id, id, case_id, person_id, partner_id, position, stage, happened_on, is_folded
)
SELECT pg_temp.made_id(2, p, 0), pg_temp.made_id(6, p, n * 16 + e), pg_temp.made_id(5, p, n),
       pg_temp.made_id(4, p, n), pg_temp.made_id(3, p, n % partners + 1), e,
       (ARRAY['DRAFT', 'INVITED', 'FORM_IN_PROGRESS', 'DOCUMENTS_BOOKED', 'DOCUMENTS_VERIFIED', 'SUBMITTED',
              'IN_CHECKS', 'DECISION_PENDING'])[e], day - 200 - n % 300 + e * 9, false
FROM given, generate_series(first_prison, last_prison) AS p, generate_series(1, cases) AS n,
     generate_series(1, 8) AS e

-- fills: vetting_clearance
INSERT INTO vetting_clearance (
  tenant_id, id, person_id, partner_id, case_id, level, scope, granted_on, expires_on, reference
)
SELECT pg_temp.made_id(2, p, 0), pg_temp.made_id(7, p, n * 2 + c), pg_temp.made_id(4, p, n),
       pg_temp.made_id(3, p, n % partners + 1), CASE c WHEN 1 THEN pg_temp.made_id(5, p, n) END,
       (ARRAY['HMPPS_EL1', 'HMPPS_EL2'])[c + 1], 'THIS_PRISON', day - 900 + n % 800 + c * 30,
       day + 195 + n % 800 + c * 30, format('REF-%s-%s', n, c)
FROM given, generate_series(first_prison, last_prison) AS p, generate_series(1, cases) AS n,
     generate_series(0, 1) AS c
