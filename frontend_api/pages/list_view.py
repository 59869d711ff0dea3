"""A list as it is shown: headings that sort, chips to take off, rows in groups, ways on and back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from core.pages.cells import Cell, Stack
from core.pages.declarations import BulkAction, Column, ListPage, Order, Row
from core.pages.filters import choices_of
from core.pages.request import Data
from core.pages.views import Figure
from core.translation import Text
from frontend_api.pages.filter_html import FilterControl
from frontend_api.pages.list_state import SIZES, ListState
from frontend_api.pages.visit import Visit


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's heading; `sorted` is the value of aria-sort, empty when it cannot be sorted by."""

    text: Text
    numeric: bool
    href: str
    sorted: str


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in force: what it says, and the same list without it."""

    label: Text
    value: Text
    href: str


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row: its id and name for the tick box, and its cells."""

    id: str
    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one heading; the heading is empty where the list has no groups."""

    heading: Text
    rows: tuple[ShownRow, ...]


@dataclass(frozen=True, slots=True)
class SizeLink:
    size: int
    href: str
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ListView:
    """All that the list layout shows."""

    summary: Text
    figures: tuple[Figure, ...]
    headings: tuple[Heading, ...]
    groups: tuple[Group, ...]
    chips: tuple[Chip, ...]
    clear: str
    controls: tuple[FilterControl, ...]
    state: ListState
    total: int
    first: int
    last: int
    sizes: tuple[SizeLink, ...]
    previous: str
    next: str
    bulk: tuple[BulkAction, ...]
    export: str
    """The address of the export, ready for `&format=…`; empty when there is none."""
    bulk_to: str


def list_view(visit: Visit, page: ListPage, data: Data, state: ListState) -> ListView:
    """Bring a list's rows and its address together."""
    connection = data[page.connection]
    rows: Sequence[Row] = page.rows(data) if page.rows else connection["nodes"]
    to = Links(visit.path)
    may = visit.visitor.viewer.may
    return ListView(
        summary=page.summary(data, visit.asked),
        figures=tuple(page.figures(data, visit.asked)),
        headings=tuple(_heading(column, page, state, to) for column in columns_for(page, visit)),
        groups=_groups(page, rows, visit, state),
        chips=_chips(page, data, visit, state, to),
        clear=to(state.first_page(chosen={})),
        controls=tuple(
            FilterControl(one, choices_of(one.choices, data, visit.asked), state.chosen.get(one.name, ()))
            for one in page.filters
        ),
        state=state,
        total=connection["totalCount"],
        first=state.start,
        last=state.start + len(rows) - 1,
        sizes=tuple(SizeLink(size, to(state.first_page(size=size)), size == state.size) for size in SIZES),
        previous=_previous(connection["pageInfo"], state, to),
        next=_next(connection["pageInfo"], state, len(rows), to),
        bulk=tuple(action for action in page.bulk if may(action.permission)),
        export=f"{visit.path}/export?{state.first_page().query()}"
        if rows and _may_export(page, visit)
        else "",
        bulk_to=f"{visit.path}/bulk?{state.query()}",
    )


def _may_export(page: ListPage, visit: Visit) -> bool:
    needed = page.export_permission
    return page.exportable and (needed is None or visit.visitor.viewer.may(needed))


@dataclass(frozen=True, slots=True)
class Links:
    """Writes the address of another view of the same list."""

    path: str

    def __call__(self, state: ListState) -> str:
        query = state.query()
        return f"{self.path}?{query}" if query else self.path


def _heading(column: Column, page: ListPage, state: ListState, to: Links) -> Heading:
    if not column.sort:
        return Heading(column.heading, column.numeric, "", "")
    first = (state.order or page.default_order)[:1]
    descending = bool(first) and first[0].field == column.sort and first[0].descending
    ascending = bool(first) and first[0].field == column.sort and not first[0].descending
    href = to(state.first_page(order=(Order(column.sort, descending=ascending),)))
    return Heading(column.heading, column.numeric, href, _aria_sort(ascending, descending))


def _aria_sort(ascending: bool, descending: bool) -> str:  # noqa: FBT001 -- two flags of one value, read once
    if ascending:
        return "ascending"
    return "descending" if descending else "none"


def _groups(page: ListPage, rows: Sequence[Row], visit: Visit, state: ListState) -> tuple[Group, ...]:
    group = page.group
    if group is None or state.order:
        # In another order the rows of a group lie apart, and its heading would stand over each of them.
        return (Group("", tuple(_row(page, row, visit) for row in rows)),) if rows else ()
    headed = groupby(rows, key=lambda row: str(group(row, visit.asked)))
    return tuple(Group(heading, tuple(_row(page, row, visit) for row in under)) for heading, under in headed)


def columns_for(page: ListPage, visit: Visit) -> tuple[Column, ...]:
    """Return the columns that this viewer is shown."""
    may = visit.visitor.viewer.may
    return tuple(one for one in page.columns if one.permission is None or may(one.permission))


def _row(page: ListPage, row: Row, visit: Visit) -> ShownRow:
    cells = tuple(column.cell(row, visit.asked) for column in columns_for(page, visit))
    label = page.row_label(row) if page.row_label else (name_of(cells[0]))
    return ShownRow(page.row_id(row), str(label), cells)


def name_of(cell: Cell) -> str:
    """Return the words of a cell, to name its row by."""
    return name_of(cell.cells[0]) if isinstance(cell, Stack) else str(cell.export() or "")


def _chips(page: ListPage, data: Data, visit: Visit, state: ListState, to: Links) -> tuple[Chip, ...]:
    chips = []
    for one in page.filters:
        labels = {choice.value: choice.label for choice in choices_of(one.choices, data, visit.asked)}
        for value in state.chosen.get(one.name, ()):
            rest = tuple(other for other in state.chosen[one.name] if other != value)
            chosen = {name: values for name, values in state.chosen.items() if name != one.name}
            without = state.first_page(chosen=chosen | ({one.name: rest} if rest else {}))
            chips.append(Chip(one.label, labels.get(value, value), to(without)))
    return tuple(chips)


def _next(info: Data, state: ListState, shown: int, to: Links) -> str:
    if not info["hasNextPage"]:
        return ""
    return to(replace(state, after=info["endCursor"], before="", start=state.start + shown))


def _previous(info: Data, state: ListState, to: Links) -> str:
    if not info["hasPreviousPage"]:
        return ""
    start = max(1, state.start - state.size)
    return to(replace(state, before=info["startCursor"], after="", start=start))
