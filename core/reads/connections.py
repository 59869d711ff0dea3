"""Lists as connections: one page of rows, read once, with its cursors, its neighbours and the whole count."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

import strawberry
from graphql import GraphQLObjectType
from sqlalchemy import (
    CTE,
    ColumnElement,
    FromClause,
    Select,
    Subquery,
    Text,
    and_,
    cast,
    func,
    inspect,
    literal,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSON, aggregate_order_by
from sqlalchemy.orm import aliased

from core.errors import Invalid
from core.reads.compiler import Scope, node_shape, shape
from core.reads.cursors import cursor_slots
from core.reads.declarations import Expression, Node, Row
from core.reads.filters import condition, count_parts
from core.reads.objects import EMPTY_LIST, Shape, constant, number
from core.reads.paging import Page, SortKey, beyond, page_of, sort_keys
from core.reads.search import Word, closeness, folded, matching, misspelling, words_of
from core.reads.selection import Selected, below
from core.reads.slots import Given, Source

T = TypeVar("T")


@strawberry.type
class PageInfo:
    has_next_page: bool
    has_previous_page: bool
    start_cursor: str | None
    end_cursor: str | None


@strawberry.type
class Connection(Generic[T]):
    """One page of a list, and how to reach its neighbours."""

    total_count: int
    page_info: PageInfo
    nodes: list[T]


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a page, read once, and their order: what is asked of a page is aggregated from them."""

    table: Subquery
    keys: list[SortKey]
    """Over the columns of the subquery."""
    page: Page

    def ordered(self, value: ColumnElement[Any], kind: Any) -> ColumnElement[Any]:
        """Return the values of all rows as an array, in the order they were read in."""
        order = [key.ordered() for key in self.keys]
        return func.array_agg(aggregate_order_by(value, *order), type_=ARRAY(kind))

    def has_more(self) -> ColumnElement[bool]:
        return func.count() > self.page.size

    def nodes(self, column: ColumnElement[Any]) -> ColumnElement[Any]:
        """Return the rows of the page as a JSON list, a page read backwards turned round again."""
        kept: ColumnElement[Any] = self.ordered(column, JSON)[number(1) : self.page.size]
        if self.page.backward:
            kept = func.array_reverse(kept)
        return func.coalesce(func.array_to_json(kept, type_=JSON), EMPTY_LIST)

    def cursors(self) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
        """Return the cursors of the page's first and last row; null for a page without rows."""
        values = cast(func.json_build_array(*(key.expression for key in self.keys)), Text)
        # PostgreSQL breaks base64 into lines of 76 characters; a cursor is one word.
        encoded = func.encode(func.convert_to(values, "UTF8"), "base64")
        cursors = self.ordered(func.replace(encoded, "\n", ""), Text)
        size = self.page.size  # a page of no rows still reads one, to know whether there are more
        return cursors[func.least(size, 1)], cursors[func.least(size, func.count())]


@dataclass(frozen=True, slots=True)
class Taken:
    """Where the rows of a page come from, in their order; what is selected of them is still to be said."""

    rows: Select[Any]
    keys: list[SortKey]


@dataclass(slots=True)
class Listing:
    """One connection field being compiled."""

    node: Node
    row: Row
    kind: GraphQLObjectType
    asked: list[Selected]
    arguments: dict[str, Given]
    page: Page
    scope: Scope
    search: Expression | None
    words: tuple[Word, ...] | None
    """What is searched for; None where nothing is."""
    found: CTE | None = None
    """The keys of all rows that are wanted, where they are both counted and shown."""

    def json(self) -> ColumnElement[Any]:
        """Return the list as JSON. Rows are read only when something is asked of them, and then once."""
        paged = [item.name for item in self.asked if item.name in {"nodes", "pageInfo"}]
        if paged and self._is_sought and any(item.name == "totalCount" for item in self.asked):
            self.found = self._find()
        if not paged or (paged == ["nodes"] and not self.page.backward):
            return shape([(item, self._plain(item)) for item in self.asked], self.scope).value()
        rows = self._rows()
        parts = [(item, self._part(item, rows)) for item in self.asked]
        # Said of all rows at once, also where nothing that is asked counts or gathers them.
        whole = select(shape(parts, self.scope).value()).select_from(rows.table).having(true())
        return whole.scalar_subquery()

    def _plain(self, item: Selected) -> ColumnElement[Any]:
        """Return the rows alone: nobody asks whether there are more, so they are read as they come."""
        if item.name != "nodes":
            return self._apart(item)
        taken, shape = self._take(self.page.size), self._shape(item)
        page = taken.rows.add_columns(*shape.columns())
        return select(shape.list_of(page.subquery())).scalar_subquery()

    def _rows(self) -> Rows:
        """Select one row more than the page holds: it says whether there is a next page."""
        taken = self._take(self.page.size + number(1))
        nodes = [item for item in self.asked if item.name == "nodes"]
        columns = [self._shape(item).value().label(self._label(item)) for item in nodes]
        table = taken.rows.add_columns(*labelled(taken.keys), *columns).subquery()
        return Rows(table, over(table, taken.keys), self.page)

    def _take(self, size: ColumnElement[int]) -> Taken:
        """Return the rows that are wanted and lie beyond the cursor, by their keys if those are found."""
        if self.found is None:
            keys = self._keys()
            rows = select().select_from(self.row).where(self._kept(self.row), self._beyond(keys))
            return Taken(rows.order_by(*(key.ordered() for key in keys)).limit(size), keys)
        keys = over(self.found, self._keys())
        first = select(self.found).where(self._beyond(keys)).order_by(*(key.ordered() for key in keys))
        page = first.limit(size).subquery()
        same = and_(*(key == page.c[str(key.key)] for key in self._primary_key()))
        keys = over(page, keys)
        rows = select().select_from(page).join(self.row, same).order_by(*(key.ordered() for key in keys))
        return Taken(rows, keys)

    @property
    def _is_sought(self) -> bool:
        """Say whether every row has to be looked at: what an index finds is shown before it is counted."""
        narrowed = self.arguments.get("filter")
        return self.words is not None or (narrowed is not None and asks_for_parts(narrowed.value))

    def _find(self) -> CTE:
        """Read through the table once for both."""
        wanted = select(*self._primary_key(), *labelled(self._keys())).where(self._kept(self.row))
        return wanted.cte()

    def _primary_key(self) -> list[ColumnElement[Any]]:
        return [getattr(self.row, str(column.key)) for column in inspect(self.node.model).primary_key]

    def _beyond(self, keys: list[SortKey]) -> ColumnElement[bool]:
        cursor = self.page.cursor
        if cursor is None:
            return true()
        return beyond(keys, cursor_slots(cursor, [key.expression.type for key in keys], self.scope))

    def _shape(self, item: Selected) -> Shape:
        kind, fields = below(self.scope.request, item, self.kind)
        return node_shape(self.node, self.row, kind, fields, self.scope.at(item))

    def _label(self, item: Selected) -> str:
        """Name a column by its place: what an answer calls it is the client's choice, and bound."""
        return f"nodes_{[other.key for other in self.asked].index(item.key)}"

    def _keys(self) -> list[SortKey]:
        """Return the keys to sort by: what is searched for comes closest first, unless ordered otherwise."""
        order, backward = self.arguments.get("order"), self.page.backward
        keys = sort_keys(self.node, self.row, order, backward=backward)
        if self.search is None or self.words is None or (order is not None and order.value):
            return keys
        return [SortKey(closeness(folded(self.search(self.row)), self.words), descending=not backward), *keys]

    def _kept(self, row: Row) -> ColumnElement[bool]:
        given = condition(self.node, row, self.arguments.get("filter"), self.scope)
        seen = and_(self.scope.existing(self.node, row), given)
        if self.search is None or self.words is None:
            return seen
        return and_(seen, matching(folded(self.search(row)), self.words))

    def _part(self, item: Selected, rows: Rows) -> ColumnElement[Any]:
        if item.name == "nodes":
            return rows.nodes(rows.table.c[self._label(item)])
        if item.name == "pageInfo":
            kind, fields = below(self.scope.request, item, self.kind)
            values = self._page_info(rows)
            said = [(field, values.get(field.name, constant(kind.name))) for field in fields]
            return shape(said, self.scope).value()
        return self._apart(item)

    def _apart(self, item: Selected) -> ColumnElement[Any]:
        """Return what does not depend on the page."""
        if item.name == "totalCount":
            if self.found is not None:
                return select(func.count()).select_from(self.found).scalar_subquery()
            counted = aliased(self.node.model)
            return select(func.count()).select_from(counted).where(self._kept(counted)).scalar_subquery()
        return constant(self.kind.name)

    def _page_info(self, rows: Rows) -> dict[str, ColumnElement[Any]]:
        came_from = literal(value=self.page.cursor is not None)
        first, last = rows.cursors()
        if self.page.backward:
            return {
                "hasNextPage": came_from,
                "hasPreviousPage": rows.has_more(),
                "startCursor": last,
                "endCursor": first,
            }
        return {
            "hasNextPage": rows.has_more(),
            "hasPreviousPage": came_from,
            "startCursor": first,
            "endCursor": last,
        }


def asks_for_parts(given: Any) -> bool:
    """Say whether a filter compares with a part of a text."""
    if isinstance(given, dict):
        return given.get("contains") is not None or any(asks_for_parts(part) for part in given.values())
    return isinstance(given, list) and any(asks_for_parts(part) for part in given)


def labelled(keys: list[SortKey]) -> list[ColumnElement[Any]]:
    return [key.expression.label(f"key_{place}") for place, key in enumerate(keys)]


def over(rows: FromClause, keys: list[SortKey]) -> list[SortKey]:
    """Return the same keys, taken from rows that were selected with them."""
    return [replace(key, expression=rows.c[f"key_{place}"]) for place, key in enumerate(keys)]


def connection_value(
    node: Node,
    selected: Selected,
    parent: GraphQLObjectType,
    scope: Scope,
    search: Expression | None = None,
) -> ColumnElement[Any]:
    """Return the JSON of one connection field: only what is asked of it, counted only when asked."""
    scope.require(node)
    arguments = selected.arguments(scope.binding, parent)
    kind, asked = below(scope.request, selected, parent)
    words = None if search is None else _words(arguments.get("search"), scope)
    try:
        count_parts(arguments.get("filter"), scope)
        page = page_of(arguments, scope)
        return Listing(node, aliased(node.model), kind, asked, arguments, page, scope, search, words).json()
    except Invalid as error:
        raise scope.refuse(error) from None


def _words(given: Given | None, scope: Scope) -> tuple[Word, ...] | None:
    """Return the words somebody typed: how many there are shapes the text, which they are does not."""
    if given is None:
        return None
    source = given.source
    scope.slots.depend_on(lambda binding: len(words_of(source(binding))))
    places = range(len(words_of(given.value)))
    return tuple(Word(*(scope.slot(part, Text()) for part in _word(source, place))) for place in places)


def _word(source: Source, place: int) -> tuple[Source, Source]:
    return (
        lambda binding: words_of(source(binding))[place],
        lambda binding: misspelling(words_of(source(binding))[place]),
    )
