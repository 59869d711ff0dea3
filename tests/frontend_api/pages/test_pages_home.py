"""The home page asks all cards at once, and no card takes another's place or down with it."""

from __future__ import annotations

from typing import Any

import pytest
from graphql import build_schema, graphql_sync

from core.accounts.roles import Role
from core.pages import Card, CardContent, CardItem, Consequence
from core.prisons.models import Prison
from frontend_api.pages.documents import Part, merged, part_of, prefixed
from frontend_api.pages.home import home_view
from tests.frontend_api.conftest import Browser, Person
from tests.frontend_api.pages.conftest import Reader
from tests.frontend_api.pages.probe import CARD, WAITING

SCHEMA = build_schema("type Book { id: ID name(short: Boolean): String } type Query { book(id: ID): Book }")
ONE = """
query One($id: ID, $short: Boolean!) { book(id: $id) { ...words } }
fragment words on Book { name(short: $short) }
"""
OTHER = "query Other($id: ID) { first: book(id: $id) { ...words } } fragment words on Book { id }"


class Books:
    """Answers by what it is asked."""

    def book(self, _info: Any, id: str) -> dict[str, Any]:
        return {"id": id, "name": lambda _info, short: f"{id} {'short' if short else 'long'}"}


def test_documents_with_the_same_names_are_asked_as_one() -> None:
    document = merged((Part("a_", ONE), Part("b_", OTHER)))
    variables = prefixed("a_", {"id": "1", "short": True}) | prefixed("b_", {"id": "2"})
    answer = graphql_sync(SCHEMA, document, Books(), variable_values=variables)
    assert answer.errors is None
    assert answer.data is not None
    assert part_of("a_", answer.data) == {"book": {"name": "1 short"}}
    assert part_of("b_", answer.data) == {"first": {"id": "2"}}


@pytest.mark.parametrize(
    "document",
    ["mutation M { book { id } }", "query Q { ...all } fragment all on Query { book { id } }"],
)
def test_document_that_cannot_be_merged_is_refused(document: str) -> None:
    with pytest.raises(ValueError, match="the document of a_"):
        merged((Part("a_", document),))


def content(title: str, consequence: Consequence, when: str) -> CardContent:
    item = CardItem(title=title, href="/x", consequence=consequence, when=when)
    return CardContent(overdue=(item,), overdue_total=1)


def test_most_grave_comes_first_whatever_its_module() -> None:
    said: list[tuple[Card, CardContent]] = [
        (CARD, content("tidy", Consequence.HOUSEKEEPING, "2026-01-01")),
        (WAITING, content("gate", Consequence.PERSON_BARRED, "2026-11-20")),
        (CARD, content("older", Consequence.DEADLINE_MISSED, "2026-10-01")),
        (WAITING, content("newer", Consequence.DEADLINE_MISSED, "2026-11-01")),
    ]
    (overdue,) = home_view(said, ()).sections
    assert [item.title for item in overdue.items] == ["gate", "older", "newer", "tidy"]
    assert overdue.total == 4


async def test_card_that_fails_is_named_and_the_others_are_shown(
    browser: Browser, person: Person, prison: Prison, partners: list[str]
) -> None:
    await person.join(prison, Role.GOVERNOR)
    await browser.sign_in()
    page = await Reader(browser, prison).open("/")
    assert "Some of today's work could not be read: Sums." in page.words
    assert partners[0] in page.words
