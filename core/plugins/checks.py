"""Whether a plugin can be served: judged by itself against those before it, then in the one schema of all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.contribution import CORE
from core.plugins.belongings import check_nodes, check_tables, node_permissions
from core.plugins.contribution import Contribution
from core.plugins.discovery import Found
from core.plugins.documents import check_documents
from core.plugins.errors import BadContribution
from core.plugins.measuring import check_metrics
from core.plugins.naming import check_names, check_types
from core.plugins.parts import (
    check_kinds,
    check_migrations,
    check_permissions,
    check_personal_data,
    check_work,
)
from core.plugins.paths import check_pages
from core.reads.schema import compose_types, core_schema, root_names

Accepted = Mapping[Found, Contribution]


def check_alone(plugin: Found, contribution: Contribution, others: Sequence[Contribution]) -> None:
    """Raise BadContribution, with a sentence for its author, for what need not be composed to be seen."""
    if contribution.name != plugin.name:
        raise BadContribution(
            f"The plugin {plugin.name} calls itself {contribution.name}; both must be equal."
        )
    check_kinds(contribution)
    for root in ("query", "mutation"):
        if getattr(contribution, root) is not None and not root_names(contribution, root):
            raise BadContribution(f"The {root} has no fields. Is it a plain class, not decorated?")
    check_names(contribution, others)
    check_tables(plugin, contribution)
    check_nodes(plugin, contribution)
    check_permissions(contribution, CORE.permissions, node_permissions(plugin))
    check_work(contribution)
    check_pages(contribution, others)
    check_metrics(contribution, others)
    check_personal_data(contribution)
    check_migrations(contribution)


def first_misfit(accepted: Accepted) -> tuple[Found, Exception] | None:
    """Return the first plugin, in their order, that does not fit the modules before it, and why."""
    try:
        schema = core_schema(compose_types([CORE, *accepted.values()]))
    except Exception as error:  # noqa: BLE001 -- whatever composing raises is about one of them
        return _first_uncomposable(accepted, error)
    pages = {page.name: page for part in (CORE, *accepted.values()) for page in part.pages}
    for plugin, contribution in accepted.items():
        try:
            check_types(plugin, schema)
            check_documents(contribution, schema, pages)
        except BadContribution as error:
            return plugin, error
    return None


def _first_uncomposable(accepted: Accepted, failure: Exception) -> tuple[Found, Exception]:
    fitting = [CORE]
    for plugin, contribution in accepted.items():
        try:
            compose_types([*fitting, contribution])
        except Exception as error:  # noqa: BLE001 -- as above
            return plugin, error
        fitting.append(contribution)
    raise failure
