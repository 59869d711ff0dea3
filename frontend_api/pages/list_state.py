"""What a list's address says: filters, order, page size and place; and the API's variables for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from core.pages.declarations import ListPage, Order
from core.pages.filters import Condition, Filter
from core.pages.request import PageRequest

SIZES = (25, 50, 100)
SORT, SIZE, AFTER, BEFORE, FROM = "sort", "per", "after", "before", "from"
SEARCH = "search"
RESERVED = frozenset({SORT, SIZE, AFTER, BEFORE, FROM, "lang", "format"})
LONGEST_CURSOR = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class ListState:
    """A view of a list: all of it stands in the address, so that it can be shared."""

    chosen: Mapping[str, tuple[str, ...]]
    order: tuple[Order, ...]
    """As asked for; empty for the list's own order."""
    size: int
    after: str = ""
    before: str = ""
    start: int = 1
    """The number of the first row shown; for the reader alone, never for the query."""

    def query(self) -> str:
        """Write the state as a query, leaving out what goes without saying."""
        pairs = [(name, value) for name, values in self.chosen.items() for value in values]
        if self.order:
            pairs.append((SORT, ("-" if self.order[0].descending else "") + self.order[0].field))
        if self.size != SIZES[0]:
            pairs.append((SIZE, str(self.size)))
        pairs += [(name, value) for name, value in ((AFTER, self.after), (BEFORE, self.before)) if value]
        if self.start > 1:
            pairs.append((FROM, str(self.start)))
        return urlencode(pairs)

    def at(self, cursor: str) -> ListState:
        """Return the view from a cursor on."""
        return replace(self, after=cursor)

    def first_page(self, **changes: Any) -> ListState:
        """Return another view of the list, from its beginning."""
        return replace(self, after="", before="", start=1, **changes)


def read_state(page: ListPage, asked: PageRequest) -> ListState:
    """Read the address; what the list does not know is ignored."""
    size = asked.first(SIZE)
    before = asked.first(BEFORE)[:LONGEST_CURSOR]
    return ListState(
        chosen={one.name: values for one in page.filters if (values := _values(one, asked))},
        order=_order(page, asked.first(SORT)),
        size=int(size) if size in {str(one) for one in SIZES} else SIZES[0],
        after="" if before else asked.first(AFTER)[:LONGEST_CURSOR],
        before=before,
        start=_whole(asked.first(FROM)),
    )


def _values(one: Filter, asked: PageRequest) -> tuple[str, ...]:
    values = asked.query.get(one.name, ())
    if one.kind != "many":
        values = values[:1]
    if callable(one.choices) or not one.choices:
        return values
    known = {choice.value for choice in one.choices}
    return tuple(value for value in values if value in known)


def _order(page: ListPage, sort: str) -> tuple[Order, ...]:
    field = sort.removeprefix("-")
    if field and any(column.sort == field for column in page.columns):
        return (Order(field, descending=sort.startswith("-")),)
    return ()


MOST_DIGITS = 7


def _whole(text: str) -> int:
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else 1


def condition_of(page: ListPage, asked: PageRequest, state: ListState) -> Condition:
    """Return the filter variable: the list's own condition and every one that was chosen."""
    conditions = [page.base_filter(asked)]
    conditions += [
        one.condition(state.chosen[one.name], asked) for one in page.filters if one.name in state.chosen
    ]
    said = [condition for condition in conditions if condition]
    if len(said) > 1:
        return {"and": said}
    return said[0] if said else {}


def variables_of(page: ListPage, asked: PageRequest, state: ListState) -> dict[str, Any]:
    """Return the variables of the list's document."""
    searches = [one for one in page.filters if one.kind == SEARCH]
    words = next((state.chosen[one.name][0] for one in searches if one.name in state.chosen), None)
    # What is searched for comes closest first, unless another order was asked for.
    order = state.order or (page.default_order if words is None else ())
    backwards = bool(state.before)
    return {
        **page.variables(asked),
        **({SEARCH: words} if searches else {}),
        "first": None if backwards else state.size,
        "after": state.after or None,
        "last": state.size if backwards else None,
        "before": state.before or None,
        "filter": condition_of(page, asked, state) or None,
        "order": [{"field": one.field, "direction": "DESC" if one.descending else "ASC"} for one in order],
    }


def condition_words(page: ListPage, state: ListState) -> list[str]:
    """Say in words what the list was narrowed to, for a file that is read without its page."""
    said = []
    for one in page.filters:
        values = state.chosen.get(one.name, ())
        labels = {} if callable(one.choices) else {choice.value: str(choice.label) for choice in one.choices}
        if values:
            said.append(f"{one.label}: {', '.join(labels.get(value, value) for value in values)}")
    return said
