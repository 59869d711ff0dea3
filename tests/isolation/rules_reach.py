"""What must hold of everything around the tables: triggers, rights, views, functions and roles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from core.database.policies import APP_ROLE, OWNER_ROLE
from tests.isolation import allowed
from tests.isolation.catalogue import PUBLIC, Catalogue, Grant, Trigger
from tests.isolation.rules import TABLE_RULES, Finding, Rule


def audited(catalogue: Catalogue) -> Iterator[Finding]:
    """Every change is recorded by the table's own trigger, or the table is listed with a reason."""
    for table in catalogue.tables:
        if table.name.startswith(allowed.VERSION_TABLE) or table.name in allowed.UNAUDITED:
            continue
        function = "record_audit" if table.is_tenant else "record_global_audit"
        for name in ("audit_added", "audit"):
            found = table.trigger(name)
            right = found is not None and found.definition == _audit_text(table.name, function, found)
            if found is None or not found.enabled or not right:
                yield Finding("audited", table.name, f"its trigger {name} is {found}")
            for column in found.arguments if found else ():
                if table.column(column) is None:
                    yield Finding("audited", table.name, f"masks {column}, which it does not have")
        masks = {trigger.arguments for trigger in table.triggers if trigger.function == function}
        if len(masks) > 1:
            yield Finding("audited", table.name, "masks one thing when added and another when changed")


def _audit_text(table: str, function: str, found: Trigger) -> str:
    arguments = ", ".join(f"'{column}'" for column in found.arguments)
    when = {
        "audit_added": f"AFTER INSERT ON public.{table} REFERENCING NEW TABLE AS added FOR EACH STATEMENT",
        "audit": f"AFTER DELETE OR UPDATE ON public.{table} FOR EACH ROW",
    }
    return f"CREATE TRIGGER {found.name} {when[found.name]} EXECUTE FUNCTION {function}({arguments})"


def triggers(catalogue: Catalogue) -> Iterator[Finding]:
    """A trigger may read and write what its table's user may not: only known ones exist."""
    for table in catalogue.tables:
        for trigger in table.triggers:
            if trigger.function not in allowed.TRIGGER_FUNCTIONS:
                yield Finding("triggers", table.name, f"{trigger.name} calls {trigger.function}")
    for name, column in allowed.HELD_TO_PRISON.items():
        found = catalogue.table(name).trigger("one_prison")
        expected = (
            f"CREATE TRIGGER one_prison BEFORE INSERT OR DELETE OR UPDATE ON public.{name} "
            f"FOR EACH ROW EXECUTE FUNCTION refuse_other_prison('{column}')"
        )
        if found is None or not found.enabled or found.definition != expected:
            yield Finding("triggers", name, f"one_prison is {found}")


def grants(catalogue: Catalogue) -> Iterator[Finding]:
    """The application may read and write rows and nothing more; nobody else may do anything."""
    for table in catalogue.tables:
        most = allowed.FEWER_RIGHTS.get(table.name, allowed.APP_RIGHTS)
        if table.name.startswith(allowed.VERSION_TABLE):
            most = frozenset()
        given = table.name in {*allowed.PUBLISHED_TABLES, *allowed.NATIONAL_REGISTER}
        above = {(allowed.NATIONAL_ROLE, "SELECT")} if given else set()
        yield from _beyond("grants", table.name, table.grants, {(APP_ROLE, right) for right in most} | above)
    yield from _beyond("grants", "new tables", catalogue.default_grants, set())
    yield from _beyond("grants", "database", catalogue.database_grants, allowed.DATABASE_RIGHTS)
    yield from _beyond("grants", "schema", catalogue.schema_grants, allowed.SCHEMA_RIGHTS)
    for schema in catalogue.other_schemas:
        yield Finding("grants", schema, "is a schema that these rules do not look into")


def _beyond(
    rule: str, where: str, found: Iterable[Grant], most: Iterable[tuple[str, str]]
) -> Iterator[Finding]:
    owners = {OWNER_ROLE, "pg_database_owner"}
    for role, right in sorted({(grant.role, grant.right) for grant in found} - set(most)):
        if role not in owners:
            yield Finding(rule, where, f"{role} has {right}")


def queue_columns(catalogue: Catalogue) -> Iterator[Finding]:
    """The queue is above prisons, so it holds nothing that is a prison's."""
    found = {column.name for column in catalogue.table("job_queue").columns}
    for column in sorted(found ^ allowed.JOB_QUEUE_COLUMNS):
        yield Finding("queue_columns", "job_queue", f"{column} is new or gone")


def counted_ids(catalogue: Catalogue) -> Iterator[Finding]:
    """A number that counts up over all prisons tells each how busy the others are."""
    for table in catalogue.tables:
        for column in table.columns:
            if column.identity or "nextval" in (column.default or ""):
                yield Finding("counted_ids", table.name, f"{column.name} is a number that counts up")
    for sequence in catalogue.sequences:
        yield Finding("counted_ids", sequence, "is a sequence")


def views(catalogue: Catalogue) -> Iterator[Finding]:
    """A view reads as who asks; a materialised one holds all prisons' rows, so nobody may read it."""
    for view in catalogue.views:
        if not view.materialised and not view.invoker:
            yield Finding("views", view.name, "reads as its owner")
        readers = sorted({grant.role for grant in view.grants} - {view.owner, OWNER_ROLE, APP_ROLE})
        if readers:
            yield Finding("views", view.name, f"is open to {', '.join(readers)}")
        if view.materialised and any(grant.role == APP_ROLE for grant in view.grants):
            yield Finding("views", view.name, "is materialised and the application may read it")


def functions(catalogue: Catalogue) -> Iterator[Finding]:
    """A function that runs as its owner is known by name, finds its tables itself and is called by nobody.

    But for the one way between prisons, which the application calls.
    """
    for function in catalogue.functions:
        if function.definer and function.name not in {
            *allowed.DEFINER_FUNCTIONS,
            *allowed.CROSSING_FUNCTIONS,
        }:
            yield Finding("functions", function.name, "runs as its owner and is not listed")
        if function.definer and allowed.FIXED_SEARCH_PATH not in function.settings:
            yield Finding("functions", function.name, "has no fixed search_path")
        if function.leakproof:
            yield Finding("functions", function.name, "is declared leakproof")
        crossing = function.name in allowed.CROSSING_FUNCTIONS and set(function.executors) == {APP_ROLE}
        if PUBLIC in function.executors or (function.definer and function.executors and not crossing):
            yield Finding("functions", function.name, f"may be called by {', '.join(function.executors)}")


def roles(catalogue: Catalogue) -> Iterator[Finding]:
    """No role of ours stands above row-level security or can become one that does."""
    if {role.name for role in catalogue.roles} != set(allowed.ROLES):
        yield Finding("roles", "roles", f"are {[role.name for role in catalogue.roles]}")
    for role in catalogue.roles:
        if role.powers:
            yield Finding("roles", role.name, f"has {', '.join(role.powers)}")
        if role.member_of:
            yield Finding("roles", role.name, f"is a member of {', '.join(role.member_of)}")
        if role.members:
            yield Finding("roles", role.name, f"has the members {', '.join(role.members)}")


RULES: tuple[Rule, ...] = (
    *TABLE_RULES,
    audited,
    triggers,
    grants,
    queue_columns,
    counted_ids,
    views,
    functions,
    roles,
)
