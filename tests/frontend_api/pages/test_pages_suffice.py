"""Whoever holds the permission of a page, card, part or search may read all that its document asks.

Computed from the composed schema alone, for every role. What Python answers instead of a table is tried over
HTTP in `test_pages_roles.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from graphql import FragmentDefinitionNode, GraphQLSchema, get_named_type, get_operation_ast, parse
from graphql.execution.values import VariableValues, get_variable_values

from core.accounts.giving import is_of_a_prison
from core.accounts.permissions import Permission
from core.accounts.roles import Role
from core.accounts.viewer import Viewer, permissions_of
from core.clock import today
from core.identifiers import AccountId, TenantId, uuid7
from core.pages import PageRequest, PrisonName
from core.pages.declarations import Action, BulkAction, FormPage, ListPage, RecordPart
from core.partnership.permissions import PARTNER_READ, PERSON_READ
from core.plugins.contribution import Contribution
from core.plugins.loader import Registry
from core.reads.compiler import Refused, Scope
from core.reads.declarations import is_node, node_of
from core.reads.operations import STRAWBERRY, root_of
from core.reads.roots import row_value
from core.reads.selection import Request, select
from frontend_api.graphql.execution import Engine
from frontend_api.pages.list_state import read_state, variables_of
from frontend_api.pages.routes import PARAMETER

ROLES = [role for role in Role if is_of_a_prison(role)]
ANYTHING = {"search": "a", "first": 5, "id": str(uuid7())}
"""What the front end gives the documents of searches and of parts of a record."""


@dataclass(frozen=True, slots=True)
class Asking:
    """A document, and the permissions that are all its reader is asked for."""

    name: str
    permissions: tuple[Permission | None, ...]
    document: str
    declared: Any = None
    """What a query belongs to; None for a change."""

    def is_open_to(self, viewer: Viewer) -> bool:
        return all(one is None or viewer.may(one) for one in self.permissions)


def askings(modules: tuple[Contribution, ...]) -> Iterator[Asking]:
    """Find every query of every module, and every change with what it answers."""
    records = {page.name: page.permission for module in modules for page in module.pages}
    for module in modules:
        shown: list[Any] = [*module.pages, *module.cards, *module.search]
        yield from (Asking(one.name, (one.permission,), one.document, one) for one in shown if one.document)
        for part in module.record_parts:
            # Only whoever may open the record meets its parts.
            yield Asking(part.name, (part.permission, records[part.page]), part.document, part)
        for page in module.pages:
            if isinstance(page, FormPage):
                yield Asking(f"{page.name} sent", (page.permission,), page.mutation)
            acts = [*page.actions, *(page.bulk if isinstance(page, ListPage) else ())]
            for act in acts:
                if isinstance(act, Action | BulkAction):
                    yield Asking(f"{page.name} {act.name}", (page.permission, act.permission), act.mutation)


WORDS = {"kind": "service", "on": today().isoformat()}
"""What stands in an address for a part that is read before anything is asked."""


class Parts(dict[str, str]):
    """The parts of an address: of a page those it has, of a part of a record whatever its page has."""

    def __missing__(self, _name: str) -> str:
        return str(uuid7())


def viewer_of(role: Role, registry: Registry) -> Viewer:
    return Viewer(
        account_id=AccountId(uuid7()),
        name="Sam Tester",
        roles=frozenset({role}),
        permissions=permissions_of([role], registry.permissions),
        tenant_id=TenantId(uuid7()),
        tenant_code="EXI",
    )


def values_of(asking: Asking, viewer: Viewer, schema: GraphQLSchema) -> VariableValues:
    """Return the variables as the page of this viewer gives them; a change is planned without any."""
    definition = get_operation_ast(parse(asking.document))
    assert definition is not None
    declared = asking.declared
    if declared is None:
        return VariableValues({}, {})
    path = Parts(
        {name: WORDS.get(name) or str(uuid7()) for name in PARAMETER.findall(getattr(declared, "path", ""))}
    )
    asked = PageRequest(viewer=viewer, prison=PrisonName("EXI", "Exeter"), today=today(), path=path)
    if isinstance(declared, ListPage):
        given = variables_of(declared, asked, read_state(declared, asked))
    else:
        own = getattr(declared, "variables", None)
        of_record = ANYTHING if own is None or isinstance(declared, RecordPart) else {}
        given = dict(of_record) | (dict(own(asked)) if own else {})
    values = get_variable_values(schema, definition.variable_definitions or (), given)
    assert isinstance(values, VariableValues), (asking.name, values)
    return values


def refusals(asking: Asking, viewer: Viewer, schema: GraphQLSchema) -> list[str]:
    """Plan what the document asks, and return the places that this viewer may not read."""
    document = parse(asking.document)
    definition = get_operation_ast(document)
    assert definition is not None
    fragments = {
        node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)
    }
    request = Request(schema, fragments, values_of(asking, viewer, schema))
    parent = schema.query_type if asking.declared is not None else schema.mutation_type
    assert parent is not None
    refused = []
    for selected in select(request, parent, definition.selection_set):
        scope = Scope(viewer, request).at(selected)
        try:
            root = root_of(parent, selected.name) if asking.declared is not None else None
            made_by = get_named_type(parent.fields[selected.name].type).extensions.get(STRAWBERRY)
            if root is not None:
                root.value(selected, parent, scope)
            elif asking.declared is None and made_by is not None and is_node(made_by.origin):
                row_value(node_of(made_by.origin), lambda _binding: None, selected, parent, scope)
        except Refused as error:
            refused.append(f"{asking.name} at {'.'.join(error.path)}: {error}")
    return refused


@pytest.mark.parametrize("role", ROLES)
def test_permission_suffices_for_what_is_asked(role: Role, registry: Registry, engine: Engine) -> None:
    viewer = viewer_of(role, registry)
    found = list(askings(registry.contributions))
    mine = [one for one in found if one.is_open_to(viewer)]
    assert len(found) > len(mine) or role is Role.COORDINATOR
    assert [refusal for one in mine for refusal in refusals(one, viewer, engine.schema)] == []


def test_document_that_asks_for_more_than_its_permission_is_found(registry: Registry, engine: Engine) -> None:
    """People may be read by fewer than partners: a page about partners that asks for people is wrong."""
    document = "query($id: ID!) { partner(id: $id) { name contacts { name } } person(id: $id) { name } }"
    viewer = viewer_of(Role.COUNCIL_FACILITATOR, registry)
    assert viewer.may(PARTNER_READ)
    assert not viewer.may(PERSON_READ)
    part = next(part for module in registry.contributions for part in module.record_parts)
    found = refusals(Asking("planted", (PARTNER_READ,), document, part), viewer, engine.schema)
    assert [line.partition(":")[0] for line in found] == ["planted at partner.contacts", "planted at person"]
