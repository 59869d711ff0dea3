"""Lists: rows that answer one question, their columns, and what can be done with many of them at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from core.accounts.permissions import Permission
from core.pages.cells import Cell
from core.pages.declarations.page import Page, Variables
from core.pages.filters import Condition, Filter
from core.pages.request import Data, PageRequest
from core.pages.views import Figure, Outcome
from core.translation import Text

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: the same cells serve the page, print and the spreadsheet."""

    heading: Text
    cell: Callable[[Row, PageRequest], Cell]
    sort: str = ""
    """The API's order field; empty when the list cannot be sorted by it."""
    numeric: bool = False
    export: bool = True
    permission: Permission | None = None
    """Who is shown it, where not everybody who may open the list is; ask for its field by `@include`."""


@dataclass(frozen=True, slots=True)
class Order:
    """One key of an order."""

    field: str
    descending: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkAction:
    """A button over a list: one mutation for all the rows ticked."""

    name: str
    label: Text
    permission: Permission
    mutation: str
    variables: Callable[[tuple[str, ...], PageRequest], Variables]
    """Given the ids of the rows ticked."""
    success: Callable[[Data, PageRequest], Outcome]
    confirm: Callable[[int], Text] | None = None
    """For what cannot be undone: the question for this many rows, on a page of its own."""
    style: Literal["primary", "secondary", "warning"] = "secondary"


def no_filter(_request: PageRequest) -> Condition:
    return {}


def no_figures(_data: Data, _request: PageRequest) -> Sequence[Figure]:
    return ()


def row_id(row: Row) -> str:
    return str(row["id"])


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage(Page):
    """Rows that answer one question.

    The document takes `$first, $after, $last, $before, $filter, $order` and asks the connection for
    `totalCount`, `pageInfo { hasNextPage hasPreviousPage startCursor endCursor }` and `nodes`.
    """

    layout: ClassVar[str] = "layouts/list.html"

    connection: str
    """The root field with the rows, such as `vettingCases`."""
    columns: tuple[Column, ...]
    empty: Text
    """Said when there are no rows at all: what to do next."""
    summary: Callable[[Data, PageRequest], Text]
    """The sentence that sums the list up."""
    rows: Callable[[Data], Sequence[Row]] | None = None
    """Where the document asks more of each row than the connection holds: the same rows, brought together."""
    filters: tuple[Filter, ...] = ()
    base_filter: Callable[[PageRequest], Condition] = no_filter
    """Always applied, such as only cases that are open."""
    default_order: tuple[Order, ...] = ()
    figures: Callable[[Data, PageRequest], Sequence[Figure]] = no_figures
    group: Callable[[Row, PageRequest], Text] | None = None
    """Heading over rows that follow each other; the default order must begin with it."""
    bulk: tuple[BulkAction, ...] = ()
    row_id: Callable[[Row], str] = row_id
    row_label: Callable[[Row], Text] | None = None
    """Names a row for its tick box; the first column's words when absent."""
    found: str = ""
    """As for a record, for a list of what belongs to one thing: a root field whose null means "not found"."""
    exportable: bool = True
    export_permission: Permission | None = None
    """Who may take the rows away as a file; None: everybody who may open the list."""
