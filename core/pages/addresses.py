"""Where a page is, said by its name: the address becomes text only when a page is shown in a prison."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Protocol

QueryValue = str | int | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Address:
    """A page by its name, with its path parameters and query; `str()` gives its path in this prison."""

    name: str
    params: tuple[tuple[str, str], ...] = ()
    query: tuple[tuple[str, QueryValue], ...] = ()

    def __str__(self) -> str:
        return _book.get().path_of(self)

    def asking(self, **query: QueryValue) -> Address:
        """Return the same page with this query, such as a filter."""
        return Address(self.name, self.params, tuple(query.items()))


Href = Address | str
"""A page of Gatehouse by name, or a plain path to something that is not a page."""


class AddressBook(Protocol):
    """Knows where every page is and who may open it."""

    def path_of(self, address: Address) -> str:
        """Return the path in the current prison; raise LookupError for an unknown name."""

    def may_open(self, address: Address) -> bool:
        """Say whether the current viewer may open the page."""


_book: ContextVar[AddressBook] = ContextVar("address_book")


def url(name: str, /, **params: object) -> Address:
    """Name a page and its path parameters, such as `url("vetting.case", case_id=case["id"])`."""
    return Address(name, tuple((key, str(value)) for key, value in params.items()))


def may_open(href: Href) -> bool:
    """Say whether the current viewer may follow the link; plain paths are always open."""
    return not isinstance(href, Address) or _book.get().may_open(href)


@contextmanager
def using_addresses(book: AddressBook) -> Iterator[None]:
    """Resolve addresses through this book for the length of a block."""
    token = _book.set(book)
    try:
        yield
    finally:
        _book.reset(token)


def pairs_of(query: Mapping[str, QueryValue]) -> list[tuple[str, str]]:
    """Spread a query into name and value pairs, a tuple giving one pair for each value."""
    return [
        (name, str(one))
        for name, value in query.items()
        for one in (value if isinstance(value, tuple) else (value,))
    ]
