-- One JSON value: see the classes in catalogue.py for its shape.
WITH rights AS (
  SELECT c.oid, g.grantee, g.privilege_type
  FROM pg_class c, aclexplode(c.relacl) g
  UNION
  SELECT a.attrelid, g.grantee, g.privilege_type
  FROM pg_attribute a, aclexplode(a.attacl) g
),
granted AS (
  SELECT r.oid, json_agg(json_build_object(
    'role', CASE r.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(r.grantee)::text END,
    'right', r.privilege_type)) AS grants
  FROM rights r GROUP BY r.oid
),
tables AS (
  SELECT c.relname AS name, c.relkind::text AS kind, pg_get_userbyid(c.relowner) AS owner,
    EXISTS (SELECT FROM pg_inherits i WHERE c.oid IN (i.inhrelid, i.inhparent)) AS inherits,
    c.relrowsecurity AS enabled, c.relforcerowsecurity AS forced,
    coalesce((
      SELECT json_agg(json_build_object(
        'name', a.attname, 'type', format_type(a.atttypid, a.atttypmod), 'nullable', NOT a.attnotnull,
        'default', pg_get_expr(d.adbin, d.adrelid), 'identity', a.attidentity <> '') ORDER BY a.attnum)
      FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
      WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped), '[]') AS columns,
    coalesce((
      SELECT json_agg(json_build_object(
        'name', n.relname, 'primary', i.indisprimary, 'columns', (
          SELECT json_agg(coalesce(a.attname, '') ORDER BY k.place)
          FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS k (attnum, place)
          LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum AND k.attnum > 0
          WHERE k.place <= i.indnkeyatts)))
      FROM pg_index i JOIN pg_class n ON n.oid = i.indexrelid
      WHERE i.indrelid = c.oid AND (i.indisunique OR i.indisexclusion)), '[]') AS uniques,
    coalesce((
      SELECT json_agg(json_build_object(
        'name', k.conname, 'target', t.relname,
        'columns', (
          SELECT json_agg(a.attname ORDER BY n.place)
          FROM unnest(k.conkey) WITH ORDINALITY AS n (attnum, place)
          JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = n.attnum),
        'target_columns', (
          SELECT json_agg(a.attname ORDER BY n.place)
          FROM unnest(k.confkey) WITH ORDINALITY AS n (attnum, place)
          JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = n.attnum)) ORDER BY k.conname)
      FROM pg_constraint k JOIN pg_class t ON t.oid = k.confrelid
      WHERE k.conrelid = c.oid AND k.contype = 'f'), '[]') AS foreign_keys,
    coalesce((
      SELECT json_agg(json_build_object(
        'name', k.conname,
        'columns', coalesce((
          SELECT json_agg(a.attname ORDER BY n.place)
          FROM unnest(k.conkey) WITH ORDINALITY AS n (attnum, place)
          JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = n.attnum), '[]')) ORDER BY k.conname)
      FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'c'), '[]') AS checks,
    coalesce((
      SELECT json_agg(json_build_object(
        'name', p.policyname, 'permissive', p.permissive = 'PERMISSIVE', 'command', p.cmd,
        'roles', p.roles, 'using', p.qual, 'check', p.with_check) ORDER BY p.policyname)
      FROM pg_policies p WHERE p.schemaname = 'public' AND p.tablename = c.relname), '[]') AS policies,
    coalesce((
      SELECT json_agg(json_build_object(
        'name', t.tgname, 'function', f.proname, 'enabled', t.tgenabled IN ('O', 'A'),
        'arguments', array_remove(string_to_array(encode(t.tgargs, 'escape'), '\000'), ''),
        'definition', pg_get_triggerdef(t.oid)) ORDER BY t.tgname)
      FROM pg_trigger t JOIN pg_proc f ON f.oid = t.tgfoid
      WHERE t.tgrelid = c.oid AND NOT t.tgisinternal), '[]') AS triggers,
    coalesce(g.grants, '[]') AS grants
  FROM pg_class c LEFT JOIN granted g ON g.oid = c.oid
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'f')
),
views AS (
  SELECT c.relname AS name, pg_get_userbyid(c.relowner) AS owner, c.relkind = 'm' AS materialised,
    coalesce(c.reloptions && ARRAY['security_invoker=true', 'security_invoker=on'], false) AS invoker,
    coalesce(g.grants, '[]') AS grants
  FROM pg_class c LEFT JOIN granted g ON g.oid = c.oid
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('v', 'm')
),
functions AS (
  SELECT p.proname AS name, p.prosecdef AS definer, p.proleakproof AS leakproof,
    coalesce(p.proconfig, '{}') AS settings,
    ARRAY(
      SELECT CASE g.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(g.grantee)::text END
      FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) g
      WHERE g.grantee <> p.proowner) AS executors
  FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace
),
roles AS (
  SELECT r.rolname AS name,
    array_remove(ARRAY[
      CASE WHEN r.rolsuper THEN 'SUPERUSER' END, CASE WHEN r.rolbypassrls THEN 'BYPASSRLS' END,
      CASE WHEN r.rolcreaterole THEN 'CREATEROLE' END, CASE WHEN r.rolcreatedb THEN 'CREATEDB' END,
      CASE WHEN r.rolreplication THEN 'REPLICATION' END], NULL) AS powers,
    ARRAY(SELECT pg_get_userbyid(m.roleid)::text FROM pg_auth_members m WHERE m.member = r.oid) AS member_of,
    ARRAY(
      SELECT o.rolname::text FROM pg_auth_members m JOIN pg_roles o ON o.oid = m.member
      WHERE m.roleid = r.oid AND NOT o.rolsuper) AS members
  FROM pg_roles r WHERE r.rolname LIKE 'gatehouse\_%'
)
SELECT json_build_object(
  'tables', (SELECT coalesce(json_agg(t ORDER BY t.name), '[]') FROM tables t),
  'views', (SELECT coalesce(json_agg(v ORDER BY v.name), '[]') FROM views v),
  'functions', (SELECT coalesce(json_agg(f ORDER BY f.name), '[]') FROM functions f),
  'roles', (SELECT coalesce(json_agg(r ORDER BY r.name), '[]') FROM roles r),
  'sequences', (
    SELECT coalesce(json_agg(c.relname ORDER BY c.relname), '[]') FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'S'),
  'other_schemas', (
    SELECT coalesce(json_agg(n.nspname ORDER BY n.nspname), '[]') FROM pg_namespace n
    WHERE n.nspname NOT IN ('public', 'information_schema') AND n.nspname NOT LIKE 'pg\_%'),
  'default_grants', (
    SELECT coalesce(json_agg(json_build_object(
      'role', CASE g.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(g.grantee)::text END,
      'right', g.privilege_type)), '[]')
    FROM pg_default_acl d, aclexplode(d.defaclacl) g),
  'database_grants', (
    SELECT coalesce(json_agg(json_build_object(
      'role', CASE g.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(g.grantee)::text END,
      'right', g.privilege_type)), '[]')
    FROM pg_database d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) g
    WHERE d.datname = current_database()),
  'schema_grants', (
    SELECT coalesce(json_agg(json_build_object(
      'role', CASE g.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(g.grantee)::text END,
      'right', g.privilege_type)), '[]')
    FROM pg_namespace n, aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) g
    WHERE n.nspname = 'public')
)::text
