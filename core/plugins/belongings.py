"""What a plugin hangs on the house by being imported, tables and API types: checked, and taken off again."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Table
from sqlalchemy.orm import ClassManager

from core.database.model import Base
from core.plugins.contribution import Contribution
from core.plugins.discovery import Found
from core.plugins.errors import BadContribution
from core.reads.declarations import Node, all_extensions, all_nodes, forget_nodes

CORE = "core."
KEY = ["tenant_id", "id"]


def core_tables() -> set[str]:
    """Return the names of the core's own tables."""
    return {table.name for table in _tables_of(lambda module: module.startswith(CORE))}


def check_mappings() -> None:
    """Raise at once for a relationship that leads nowhere: later it would fail every query of the house."""
    Base.registry.configure()


def check_tables(plugin: Found, contribution: Contribution) -> None:
    """Raise BadContribution for a table that another module could own, or that no prison does."""
    for table in _tables_of(plugin.owns):
        if not table.name.startswith(f"{plugin.name}_"):
            raise BadContribution(f"The table {table.name} must begin with “{plugin.name}_”.")
        if [column.name for column in table.primary_key] != KEY:
            raise BadContribution(f"The table {table.name} belongs to no prison: derive it from TenantModel.")
        for key in table.foreign_key_constraints:
            _check_reference(plugin, table, [element.target_fullname for element in key.elements])
        if contribution.migrations is None:
            raise BadContribution(f"The table {table.name} is never made: name the folder of migrations.")


def _check_reference(plugin: Found, table: Table, targets: list[str]) -> None:
    """A key on `id` alone would reach into another prison, one to another plugin would tie both together."""
    name = targets[0].partition(".")[0]
    if name not in core_tables() and not name.startswith(f"{plugin.name}_"):
        raise BadContribution(
            f"The table {table.name} refers to {name}, which is neither its own nor the core's."
        )
    target = Base.metadata.tables.get(name)
    if target is None:
        raise BadContribution(f"The table {table.name} refers to {name}, which there is not.")
    if "tenant_id" in target.columns and f"{name}.tenant_id" not in targets:
        raise BadContribution(
            f"The table {table.name} refers to {name} without the prison: use same_tenant()."
        )


def check_nodes(plugin: Found, contribution: Contribution) -> None:
    """Raise BadContribution for an API type that the module's switch or its permissions would not reach."""
    for node in _nodes(plugin):
        if node.module != plugin.name:
            raise BadContribution(f"@node of {node.name} must say module=“{plugin.name}”.")
    for cls, extension in all_extensions().items():
        if plugin.owns(cls.__module__) and extension.module != plugin.name:
            raise BadContribution(f"@extend of {cls.__name__} must say module=“{plugin.name}”.")
        if plugin.owns(cls.__module__) and cls not in contribution.node_extensions:
            raise BadContribution(f"{cls.__name__} extends a node but is not among node_extensions.")
    for cls in contribution.node_extensions:
        if cls not in all_extensions():
            raise BadContribution(f"{cls.__name__} of node_extensions is not decorated by @extend.")


def node_permissions(plugin: Found) -> Iterator[tuple[str, str]]:
    """Yield the code of each permission that the plugin's API types ask for, and the type."""
    for node in _nodes(plugin):
        yield node.permission.code, node.name
        for field in node.fields.values():
            if field.permission is not None and field.module == plugin.name:
                yield field.permission.code, f"{node.name}.{field.name}"


def withdraw(plugin: Found) -> None:
    """Take off the house what a plugin that is left out had hung on it already."""
    tables = set(_tables_of(plugin.owns))
    for manager in _managers(plugin.owns):
        # SQLAlchemy can dispose of all classes of a registry, and publicly of no single one.
        Base.registry._managers.pop(manager, None)  # noqa: SLF001
        Base.registry._dispose_manager_and_mapper(manager)  # noqa: SLF001
    still_mapped = set(_tables_of(lambda _module: True))
    for name, table in list(Base.metadata.tables.items()):
        if (table in tables or name.startswith(f"{plugin.name}_")) and table not in still_mapped:
            Base.metadata.remove(table)
    forget_nodes(lambda kind: plugin.owns(kind.__module__))
    for name in [name for name in sys.modules if plugin.owns(name)]:
        del sys.modules[name]


def _managers(belongs: Callable[[str], bool]) -> list[ClassManager[Any]]:
    """Return SQLAlchemy's hold on the classes of a module, those whose mapping failed half-way included."""
    managers = list(Base.registry._managers)  # noqa: SLF001
    return [manager for manager in managers if belongs(manager.class_.__module__)]


def _tables_of(belongs: Callable[[str], bool]) -> Iterator[Table]:
    for manager in _managers(belongs):
        if manager.is_mapped and isinstance(manager.mapper.local_table, Table):
            yield manager.mapper.local_table


def _nodes(plugin: Found) -> Iterator[Node]:
    return (node for node in all_nodes() if plugin.owns(node.kind.__module__))
