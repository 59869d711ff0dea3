"""What must hold of every prison's table: each rule is a plain function from catalogue to findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from core.database.policies import APP_ROLE, OWNER_ROLE
from tests.isolation import allowed
from tests.isolation.catalogue import Catalogue, ForeignKey, Policy, Table

TENANT_DEFAULT = "(current_setting('app.tenant_id'::text))::uuid"
TENANT_TEXT = f"(tenant_id = {TENANT_DEFAULT})"
STAFF_TEXT = "( SELECT (current_setting('app.partner_id'::text) = ''::text))"


GROUP_TEXT = (
    "(( SELECT (current_setting('app.group_id'::text) = ''::text)) OR (tenant_id IN ( SELECT prison.id "
    "FROM prison WHERE (prison.group_id = ( SELECT (NULLIF(current_setting('app.group_id'::text), ''::text))"
    '::uuid AS "nullif")))))'
)
NATIONAL = Policy("national", True, "SELECT", (allowed.NATIONAL_ROLE,), GROUP_TEXT, None)
"""Who reads above prisons: all prisons' published rows, or one group's, and never writes."""
SHOWN_TEXT = (
    "(( SELECT (current_setting('app.group_id'::text) = '00000000-0000-0000-0000-000000000000'::text)) OR "
    f"{GROUP_TEXT})"
)
SHOWN = replace(NATIONAL, using=SHOWN_TEXT)
"""Who reads what prisons show one another: as above, or all of it in the group that no prison is in."""


class Finding(NamedTuple):
    rule: str
    where: str
    what: str


Rule = Callable[[Catalogue], Iterator[Finding]]


def known_tables(catalogue: Catalogue) -> Iterator[Finding]:
    """A table has a tenant, or it is one of the few that are listed with a reason."""
    for table in catalogue.tables:
        listed = table.name in allowed.GLOBAL_TABLES or table.name.startswith(allowed.VERSION_TABLE)
        if table.is_tenant == listed:
            what = "is listed as global but has a tenant" if listed else "has no tenant and is not listed"
            yield Finding("known_tables", table.name, what)
        if table.kind != "r" or table.inherits:
            yield Finding("known_tables", table.name, "is partitioned, inherited or foreign")
        if table.owner != OWNER_ROLE:
            yield Finding("known_tables", table.name, f"is owned by {table.owner}")


def tenant_column(catalogue: Catalogue) -> Iterator[Finding]:
    """`tenant_id` is a prison, cannot be absent and is taken from the transaction."""
    for table in catalogue.tenant_tables:
        column = table.column("tenant_id")
        assert column is not None
        to_prison = ForeignKey(f"fk_{table.name}_tenant_id", ("tenant_id",), "prison", ("id",))
        if (column.type, column.nullable, column.default) != ("uuid", False, TENANT_DEFAULT):
            yield Finding("tenant_column", table.name, f"is {column}")
        if to_prison not in table.foreign_keys:
            yield Finding("tenant_column", table.name, "is not a prison's id")


def keys(catalogue: Catalogue) -> Iterator[Finding]:
    """The primary key is `(tenant_id, id)` and every other unique key begins with `tenant_id`."""
    for table in catalogue.tenant_tables:
        primary = [unique.columns for unique in table.uniques if unique.primary]
        if primary != [("tenant_id", "id")]:
            yield Finding("primary_key", table.name, f"is {primary}")
        for unique in table.uniques:
            if unique.columns[0] != "tenant_id":
                yield Finding("uniques", table.name, f"{unique.name} does not begin with tenant_id")


def foreign_keys(catalogue: Catalogue) -> Iterator[Finding]:
    """A key to a prison's table carries the tenant: on `id` alone it would reach across prisons."""
    tenants = {table.name for table in catalogue.tenant_tables}
    for table in catalogue.tables:
        column = "tenant_id" if table.is_tenant else allowed.HELD_TO_PRISON.get(table.name)
        for key in table.foreign_keys:
            pairs = set(zip(key.columns, key.target_columns, strict=True))
            if key.target in tenants and (column, "tenant_id") not in pairs:
                yield Finding("foreign_keys", table.name, f"{key.name} does not carry the tenant")
            if key.target not in tenants and key.target not in allowed.GLOBAL_TABLES:
                yield Finding("foreign_keys", table.name, f"{key.name} points at {key.target}")


def row_security(catalogue: Catalogue) -> Iterator[Finding]:
    """Row-level security is on, and binds the owner too."""
    for table in catalogue.tenant_tables:
        if not table.enabled:
            yield Finding("row_security", table.name, "is not enabled")
        if not table.forced:
            yield Finding("row_security", table.name, "is not forced")


def policies(catalogue: Catalogue) -> Iterator[Finding]:
    """One policy opens the table, in the strict form; every other may only narrow it."""
    opening = Policy("tenant", True, "ALL", (APP_ROLE, OWNER_ROLE), TENANT_TEXT, TENANT_TEXT)
    for table in catalogue.tenant_tables:
        given = table.name in allowed.PUBLISHED_TABLES
        whom = (APP_ROLE, OWNER_ROLE) if given else ("public",)
        floor = Policy("tenant_floor", False, "ALL", whom, TENANT_TEXT, TENANT_TEXT)
        crossing = SHOWN if table.name in allowed.SHOWN_TO_PRISONS else NATIONAL
        for expected in (opening, floor, *((crossing,) if given else ())):
            if _plain(table.policy(expected.name)) != expected:
                yield Finding("policies", table.name, f"{expected.name} is {table.policy(expected.name)}")
        for policy in table.policies:
            if policy.permissive and policy.name != "tenant" and not (given and policy.name == NATIONAL.name):
                yield Finding("policies", table.name, f"{policy.name} opens the table a second time")
    for table in catalogue.tables:
        if not table.is_tenant and (table.policies or table.enabled):
            yield Finding("policies", table.name, "is global but has row-level security")


def partner_scopes(catalogue: Catalogue) -> Iterator[Finding]:
    """A partner's account meets its organisation's rows only, and a volunteer's its own."""
    for table in catalogue.tenant_tables:
        for scope in ("partner", "person"):
            name, column = f"{scope}_scope", "id" if table.name == scope else f"{scope}_id"
            text = _scope_text(f"app.{scope}_id", column)
            narrow = Policy(name, False, "ALL", ("public",), text, text)
            needed = table.column(column) is not None and table.policy("staff_only") is None
            if _plain(table.policy(name)) not in ({narrow} if needed else {narrow, None}):
                yield Finding("partner_scopes", table.name, f"{name} is {table.policy(name)}")
            if needed and column != "id" and not _points_at(table, column, scope):
                yield Finding("partner_scopes", table.name, f"{column} may be any id, not only a {scope}'s")
        yield from _closed_or_narrowed(table)
        yield from _references(table, catalogue)


def _points_at(table: Table, column: str, target: str) -> bool:
    pairs = (("tenant_id", column), target, ("tenant_id", "id"))
    return any(pairs == (key.columns, key.target, key.target_columns) for key in table.foreign_keys)


def _closed_or_narrowed(table: Table) -> Iterator[Finding]:
    staff_only = Policy("staff_only", False, "ALL", (APP_ROLE,), STAFF_TEXT, STAFF_TEXT)
    staff_reads = Policy("staff_reads", False, "SELECT", (APP_ROLE,), STAFF_TEXT, None)
    for expected in (staff_only, staff_reads):
        if table.policy(expected.name) not in {None, expected}:
            yield Finding("partner_scopes", table.name, f"{expected.name} is {table.policy(expected.name)}")
    ways = [table.policy(name) for name in ("partner_scope", "staff_only", "staff_reads")]
    if not any(ways) and table.name not in allowed.OPEN_TO_PARTNERS:
        yield Finding("partner_scopes", table.name, "is open to every partner's account of the prison")


def _references(table: Table, catalogue: Catalogue) -> Iterator[Finding]:
    """A narrowed table's keys either carry the organisation too or are checked by policy."""
    if table.policy("partner_scope") is None:
        return
    own = "id" if table.name == "partner" else "partner_id"
    tenants = {item.name for item in catalogue.tenant_tables}
    loose = [key for key in table.foreign_keys if key.target in tenants and own not in key.columns]
    for action in ("INSERT", "UPDATE"):
        name = f"partner_references_{action.lower()}"
        found = _plain(table.policy(name))
        if not loose and found is None:
            continue
        text = found.check if found else None
        covered = [key for key in loose if text is not None and _reference_text(table, key) in text]
        if found is None or covered != loose or not (text or "").startswith(f"({STAFF_TEXT} OR "):
            yield Finding("partner_scopes", table.name, f"{name} is {found}")
    for unique in table.uniques:
        linked = {column for key in table.foreign_keys if key.target in tenants for column in key.columns[1:]}
        apart = not linked & set(unique.columns) and "id" not in unique.columns
        if apart and unique.name not in allowed.KNOWN_TO_PARTNERS:
            yield Finding("partner_scopes", table.name, f"{unique.name} reaches across organisations")


def _reference_text(table: Table, key: ForeignKey) -> str:
    column = next(column for column in key.columns if column != "tenant_id")
    return (
        f"(({column} IS NULL) OR (EXISTS ( SELECT FROM {key.target} target WHERE "
        f"((target.tenant_id = {table.name}.tenant_id) AND (target.id = {table.name}.{column})))))"
    )


def _scope_text(setting: str, column: str) -> str:
    value = f"current_setting('{setting}'::text)"
    return (
        f"(( SELECT ({value} = ''::text)) OR "
        f"({column} = ( SELECT (NULLIF({value}, ''::text))::uuid AS \"nullif\")))"
    )


def _plain(policy: Policy | None) -> Policy | None:
    """Return the policy with its text on one line: PostgreSQL breaks sub-selects into several."""
    if policy is None:
        return None
    using, check = (None if text is None else " ".join(text.split()) for text in (policy.using, policy.check))
    return Policy(policy.name, policy.permissive, policy.command, policy.roles, using, check)


def findings(catalogue: Catalogue, rules: Iterable[Rule]) -> list[Finding]:
    return [finding for rule in rules for finding in rule(catalogue)]


TABLE_RULES: tuple[Rule, ...] = (
    known_tables,
    tenant_column,
    keys,
    foreign_keys,
    row_security,
    policies,
    partner_scopes,
)
