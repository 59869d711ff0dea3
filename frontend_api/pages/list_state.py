"""What a list's address says: filters, order, page size and place; and the API's variables for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from core.pages.declarations import ListPage, Order
from core.pages.filters import Condition, Filter, choices_of
from core.pages.request import Data, PageRequest
from core.translation import Text, translate
from core.translation import lazy_gettext as _

SIZES = (25, 50, 100)
SORT, SIZE, AFTER, BEFORE, FROM = "sort", "per", "after", "before", "from"
SEARCH = "search"
RESERVED = frozenset({SORT, SIZE, AFTER, BEFORE, FROM, "lang", "format"})
LONGEST_CURSOR = 1000
LONGEST_TEXT = 200
"""Of what is typed into a filter: more is no name, and would be repeated in every link of the page."""
NO_DATA: Data = {}


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
    left_out: tuple[Text, ...] = ()
    """What the address asked of the list that it does not have; the reader is told."""

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

    def unheard(self) -> str:
        """Say what was left out; empty when the whole address was understood."""
        if not self.left_out:
            return ""
        names = ", ".join(f"“{name}”" for name in self.left_out)
        sentence = translate(
            "The address asks for something that this list does not have, so it was left out: {what}."
        )
        return sentence.format(what=names)


def read_state(page: ListPage, asked: PageRequest) -> ListState:
    """Read the address; what the list does not know is left out, and named."""
    size = asked.first(SIZE)
    wanted = {one.name: _wanted(one, asked) for one in page.filters}
    known = {one.name: _known(one, wanted[one.name], asked) for one in page.filters}
    order = _order(page, asked.first(SORT))
    left_out = [one.label for one in page.filters if set(known[one.name]) < set(wanted[one.name])]
    if asked.first(SORT) and not order:
        left_out.append(_("Order"))
    before = asked.first(BEFORE)[:LONGEST_CURSOR]
    return ListState(
        chosen={name: values for name, values in known.items() if values},
        order=order,
        size=int(size) if size in {str(one) for one in SIZES} else SIZES[0],
        after="" if before else asked.first(AFTER)[:LONGEST_CURSOR],
        before=before,
        start=_whole(asked.first(FROM)),
        left_out=tuple(left_out),
    )


def _wanted(one: Filter, asked: PageRequest) -> tuple[str, ...]:
    """Return the values that the address gives a filter, each once."""
    values = tuple(dict.fromkeys(asked.query.get(one.name, ())))
    return values if one.kind == "many" else values[:1]


def _known(one: Filter, wanted: tuple[str, ...], asked: PageRequest) -> tuple[str, ...]:
    """Return the values that the filter has, and can make a condition of."""
    offered = _offered(one, asked)
    values = tuple(value for value in wanted if _fits(value, offered))
    return values if values and _makes_sense(one, values, asked) else ()


def _offered(one: Filter, asked: PageRequest) -> frozenset[str] | None:
    """Return what can be chosen; None for words, and where that depends on what was read."""
    try:
        choices = choices_of(one.choices, NO_DATA, asked)
    except LookupError:
        return None
    return frozenset(choice.value for choice in choices) or None


def _fits(value: str, offered: frozenset[str] | None) -> bool:
    said = len(value) <= LONGEST_TEXT and "\x00" not in value
    return said and (offered is None or value in offered)


def _makes_sense(one: Filter, values: tuple[str, ...], asked: PageRequest) -> bool:
    try:
        one.condition(values, asked)
    except (ArithmeticError, LookupError, ValueError):
        return False
    return True


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
    said = [state.unheard()] if state.left_out else []
    for one in page.filters:
        values = state.chosen.get(one.name, ())
        labels = {} if callable(one.choices) else {choice.value: str(choice.label) for choice in one.choices}
        if values:
            said.append(f"{one.label}: {', '.join(labels.get(value, value) for value in values)}")
    return said
