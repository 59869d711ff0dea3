"""What a plugin may call its things: its own name comes first, and nothing is named twice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from graphql import GraphQLSchema

from core.plugins.belongings import core_tables
from core.plugins.contribution import Contribution
from core.plugins.discovery import Found
from core.plugins.errors import BadContribution
from core.reads.schema import ROOTS, origins, root_names

NAME = re.compile(r"[a-z][a-z0-9]{1,29}")
RESERVED = frozenset({"core", "alembic"})


def check_plugin_name(name: str) -> None:
    """Raise BadContribution for a name that is no single word, or that the core's own tables begin with."""
    if not NAME.fullmatch(name):
        raise BadContribution(f"“{name}” is no name for a plugin: one word of a-z and 0-9, up to 30 letters.")
    if name in RESERVED or any(f"{table}_".startswith(f"{name}_") for table in core_tables()):
        raise BadContribution(f"“{name}” is taken: things of the core are called so.")


def names(contribution: Contribution) -> Iterator[tuple[str, str]]:
    """Yield every (kind, name) that must be unique in the house."""
    yield from (("permission", item.code) for item in contribution.permissions)
    yield from (("page", item.name) for item in (*contribution.pages, *contribution.national_pages))
    yield from (("record part", item.name) for item in contribution.record_parts)
    yield from (("card", item.name) for item in contribution.cards)
    yield from (("search source", item.name) for item in contribution.search)
    yield from (("entry check", item.name) for item in contribution.entry_checks)
    yield from (("link", item.purpose.code) for item in contribution.links)
    yield from (("public page", item.name) for item in contribution.public)
    yield from (("reason", kind.code) for item in contribution.entry_checks for kind in item.kinds)
    yield from (("job", item.name) for item in contribution.jobs)
    yield from (("schedule", item.name) for item in contribution.schedules)
    yield from (("report", item.code) for item in contribution.reports)
    yield from (("kind of mail", item.code) for item in contribution.mail)
    yield from (("reminder", item.name) for item in contribution.reminders)
    yield from (("measure", item.name) for item in contribution.metrics)
    yield from (("import", item.name) for item in contribution.imports)
    yield from (("retention rule", item.code) for item in contribution.retention)
    for root in ROOTS:
        yield from ((root, name) for name in root_names(contribution, root))


def check_names(contribution: Contribution, others: Iterable[Contribution]) -> None:
    """Raise BadContribution unless every name begins with the plugin's and is new."""
    owners = {item: other.name for other in others for item in names(other)}
    for kind, name in names(contribution):
        if not _begins(contribution.name, kind, name):
            raise BadContribution(
                f"The {kind} {name} must begin with “{_beginning(contribution.name, kind)}”."
            )
        if (kind, name) in owners:
            raise BadContribution(
                f"The {kind} {name} is declared twice: {owners[kind, name]} has it already."
            )
        owners[kind, name] = contribution.name


def _begins(plugin: str, kind: str, name: str) -> bool:
    if kind == "import" and name == plugin:
        return True  # the one importer of a module is called by the module's name alone
    if kind in ROOTS:
        return re.match(rf"{plugin}([A-Z0-9_]|$)", name) is not None
    return name.startswith(f"{plugin}.")


def _beginning(plugin: str, kind: str) -> str:
    return plugin if kind in ROOTS else f"{plugin}."


def check_types(plugin: Found, schema: GraphQLSchema) -> None:
    """Raise BadContribution for a type of the plugin that does not say whose it is."""
    first = plugin.name.capitalize()
    for name, module in origins(schema):
        if plugin.owns(module) and not name.startswith(first):
            raise BadContribution(f"The GraphQL type {name} must begin with “{first}”.")
