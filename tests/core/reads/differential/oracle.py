"""The second implementation: graphql-core walks plain rows field by field, with resolvers of its own.

An operation is walked twice. First with one imagined row wherever a row can be, so that what the viewer may
not read refuses the operation before any row is looked at; then with the rows.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLError,
    GraphQLList,
    GraphQLNonNull,
    GraphQLResolveInfo,
    GraphQLSchema,
    build_schema,
    execute_sync,
    parse,
    print_schema,
    validate,
)

from core.accounts.permissions import Permission
from core.accounts.viewer import Viewer
from core.plugins.loader import Registry
from core.reads.declarations import Node
from tests.core.reads.differential.computed import COMPUTED
from tests.core.reads.differential.meaning import (
    MOST_KEYS,
    Key,
    Page,
    Wrong,
    cursor_of,
    identifier,
    in_order,
    keeps,
    page_of,
    size_of,
    sort_keys,
)
from tests.core.reads.differential.spelling import closeness, searched_words
from tests.core.reads.differential.tables import Row, Tables, nodes_of, roots_of, said

Fault = tuple[str, tuple[str | int, ...]]
"""The code of an error, and its path."""
Info = GraphQLResolveInfo[Any]


@dataclass(frozen=True, slots=True)
class Answer:
    data: dict[str, Any] | None
    faults: list[Fault]


def place_of(info: Info) -> tuple[str, ...]:
    """Return the response keys down to a field; which row of a list it is does not count."""
    return tuple(str(key) for key in info.path.as_list() if not isinstance(key, int))


class Oracle:
    """The schema once more, out of its own text, with plain resolvers."""

    def __init__(self, schema: GraphQLSchema, registry: Registry) -> None:
        self.registry = registry
        self.roots = roots_of(schema)
        self.nodes = nodes_of(root.kind for root in self.roots.values())
        self.schema = build_schema(print_schema(schema))
        for name, kind in (("Date", date), ("DateTime", datetime)):
            scalar: Any = self.schema.type_map[name]
            scalar.coerce_input_value = kind.fromisoformat
            scalar.parse_value = kind.fromisoformat
        for kind_ in self.schema.type_map.values():
            for item in getattr(kind_, "fields", {}).values() if not kind_.name.startswith("__") else ():
                item.resolve = _resolve

    def answer(
        self,
        viewer: Viewer,
        tables: Tables,
        document: str,
        variables: dict[str, Any],
        operation: str | None = None,
        *,
        doubted: bool = False,
    ) -> Answer:
        """Answer a query: all of it, or the one thing that is wrong with it; validate it if it is doubted."""
        parsed = parse(document)
        if doubted and validate(self.schema, parsed):
            return Answer(None, [("BAD_REQUEST", ())])
        rights, rows = Rights(self, viewer), Rows(self, viewer, tables)
        for walk in (rights, rows):
            result = execute_sync(
                self.schema,
                parsed,
                context_value=walk,
                variable_values=variables,
                operation_name=operation,
            )
            if rights.refused:
                return Answer(None, rights.refused[:1])
            if result.data is None or result.errors:
                faults = [_fault(error) for error in result.errors or ()]
                # What is wrong with the variables is said at once; below a field, the first ends it all.
                return Answer(None, faults[:1] if result.errors and result.errors[0].path else faults)
        # What Python computes is asked when all of SQL is answered; none of it may be null.
        return Answer(None, rows.faults[:1]) if rows.faults else Answer(result.data, [])


def _fault(error: GraphQLError) -> Fault:
    if isinstance(error.original_error, Wrong):
        return error.original_error.code, error.original_error.path
    if error.original_error is not None and not isinstance(error.original_error, GraphQLError):
        raise error.original_error
    return "BAD_REQUEST", tuple(error.path or ())


def _resolve(source: Any, info: Info, **given: Any) -> Any:
    walk: Rights | Rows = info.context
    if info.parent_type is not info.schema.query_type:
        return walk.field(source, info)
    if info.field_name in COMPUTED:
        return walk.computed(info)
    return walk.root(walk.oracle.roots[info.field_name], given, info)


@dataclass(frozen=True, slots=True)
class Rights:
    """The walk without rows: who may read what is asked, and whether it can be asked like this."""

    oracle: Oracle
    viewer: Viewer
    refused: list[Fault] = field(default_factory=list)

    def root(self, root: Any, given: dict[str, Any], info: Info) -> Any:
        place, said_ = place_of(info), {name for name, value in given.items() if value is not None}
        self._require(place, root.module, None)
        self._require(place, root.node.module, root.node.permission)
        backward = "last" in said_
        if root.many and (("first" in said_ and backward) or ("after" if backward else "before") in said_):
            self.refused.append(("INVALID", place))
        return Imagined(place, len(given.get("order") or ()))

    def computed(self, info: Info) -> Any:
        return _imagined(info.return_type)

    def field(self, source: Imagined, info: Info) -> Any:
        place, name = place_of(info), info.field_name
        node = self.oracle.nodes.get(info.parent_type.name)
        if node is None and name in {"nodes", "pageInfo"} and source.keys > MOST_KEYS:
            self.refused.append(("INVALID", source.place))
        if node is not None:
            asked = node.fields[name]
            self._require(place, asked.module, asked.permission if asked.target is None else None)
            if asked.target is not None:
                target = self.oracle.nodes[_inner(info.return_type).name]
                self._require(place, target.module, target.permission)
        return _imagined(info.return_type)

    def _require(self, place: tuple[str, ...], module: str, permission: Permission | None) -> None:
        if module in self.viewer.disabled_modules:
            self.refused.append(("MODULE_DISABLED", place))
        if permission is not None and permission.code not in self.viewer.permissions:
            self.refused.append(("FORBIDDEN", place))


@dataclass(frozen=True, slots=True)
class Imagined:
    """A row, or a page of rows, of which nothing is known."""

    place: tuple[str, ...] = ()
    keys: int = 0


def _inner(kind: Any) -> Any:
    while isinstance(kind, GraphQLNonNull | GraphQLList):
        kind = kind.of_type
    return kind


def _imagined(kind: Any) -> Any:
    """Return a value that fits the type, one of a list of objects so that they are walked."""
    if isinstance(kind, GraphQLNonNull):
        return _imagined(kind.of_type)
    if isinstance(kind, GraphQLList):
        return [_imagined(kind.of_type)]
    if isinstance(kind, GraphQLEnumType):
        return next(iter(kind.values))
    return {"Int": 0, "Boolean": False, "ID": "", "String": ""}.get(kind.name, Imagined())


@dataclass(frozen=True, slots=True)
class Rows:
    """The walk over the rows that the viewer may see."""

    oracle: Oracle
    viewer: Viewer
    tables: Tables
    faults: list[Fault] = field(default_factory=list)

    def root(self, root: Any, given: dict[str, Any], info: Info) -> Any:
        rows = self.tables[root.kind]
        if root.many:
            size_of(given, place_of(info))
            return Listing(root.node, rows, given, info.field_name, place_of(info))
        try:
            wanted = self.viewer.tenant_id if root.own_prison else identifier(given["id"])
        except Wrong:
            raise Wrong(place_of(info)) from None
        return next((row for row in rows if row.columns["id"] == wanted), None)

    def computed(self, info: Info) -> Any:
        try:
            return COMPUTED[info.field_name](self.oracle.registry, self.viewer)
        except Wrong as wrong:
            self.faults.append((wrong.code, place_of(info)))
            return []

    def field(self, source: Any, info: Info) -> Any:
        if not isinstance(source, Row):
            return getattr(source, info.field_name)
        node = self.oracle.nodes[info.parent_type.name]
        asked = node.fields[info.field_name]
        if asked.target is None:
            return said(source.fields[asked.attribute], asked)
        target = self.oracle.nodes[_inner(info.return_type).name]
        pairs = _pairs(node, asked.attribute, target)
        found = [
            row
            for row in self.tables[target.kind]
            if all(
                source.columns[here] is not None and source.columns[here] == row.columns[there]
                for here, there in pairs
            )
        ]
        return in_order(sort_keys(target, None), found) if asked.many else next(iter(found), None)


def _pairs(node: Node, attribute: str, target: Node) -> list[tuple[str, str]]:
    """Return the columns that join a relation: the model's own, or those of the key that points back."""
    relations = node.model.__mapper__.relationships
    if attribute in relations:
        return [
            (str(here.key), str(there.key)) for here, there in relations[attribute].local_remote_pairs or ()
        ]
    table: Any = target.model.__table__
    keys = (key for key in table.foreign_key_constraints if key.referred_table is node.model.__table__)
    return [(item.column.key, item.parent.key) for item in next(keys).elements]


@dataclass(slots=True)
class Listing:
    """A list that was asked for; its rows are looked for when something is asked of them."""

    node: Node
    rows: list[Row]
    given: dict[str, Any]
    name: str
    place: tuple[str, ...]
    _page: tuple[Page, list[Key]] | None = None

    @property
    def totalCount(self) -> int:  # noqa: N802 -- as GraphQL says it
        return len(self._kept())

    @property
    def nodes(self) -> list[Row]:
        return self._read()[0].rows

    @property
    def pageInfo(self) -> Neighbours:  # noqa: N802 -- as GraphQL says it
        page, keys = self._read()
        cursors: list[str | None] = [cursor_of(keys, row) for row in page.rows]
        first, last = (cursors[0], cursors[-1]) if cursors else (None, None)
        return Neighbours(page.has_next, page.has_previous, first, last)

    def _read(self) -> tuple[Page, list[Key]]:
        if self._page is None:
            kept, order = self._kept(), self.given.get("order")
            keys = sort_keys(self.node, order)
            if self.given.get("search") is not None and not order:
                keys = [Key(self._closeness, True, int), *keys]
            self._page = page_of(in_order(keys, kept), keys, self.given, self.place), keys
        return self._page

    def _kept(self) -> list[Row]:
        try:
            is_kept = keeps(self.node, self.given.get("filter"))
        except Wrong:
            raise Wrong(self.place) from None
        rows = [row for row in self.rows if is_kept(row)]
        if self.given.get("search") is None:
            return rows
        return [row for row in rows if self._closeness(row)]

    def _closeness(self, row: Row) -> int:
        return closeness(row.searched[self.name], searched_words(self.given["search"]))


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What lies on the two sides of a page, and where it begins and ends."""

    hasNextPage: bool  # noqa: N815 -- as GraphQL says it
    hasPreviousPage: bool  # noqa: N815
    startCursor: str | None  # noqa: N815
    endCursor: str | None  # noqa: N815
