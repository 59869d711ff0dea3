"""Searching a list: by half a name, in any order, with another spelling, and no further than one may see."""

from __future__ import annotations

import re

import pytest
import pytest_asyncio

from core.accounts.viewer import Viewer
from core.database.unit_of_work import Database
from core.reads.search import MOST_WORDS, one_letter_off, words_of
from core.testkit import make_partner, make_person
from frontend_api.graphql.execution import Engine

PEOPLE = """
query Find($search: String, $first: Int, $after: String, $order: [PersonOrder!]) {
  people(search: $search, first: $first, after: $after, order: $order) {
    totalCount nodes { name } pageInfo { hasNextPage endCursor }
  }
}
"""
NAMES = (
    ("Ádám", "Kovács"),
    ("Siobhán", "O'Brien"),
    ("Ngozi", "van der Merwe"),
    ("Tamsin", "Ashdown-Lee"),
    ("Mehmet", "Y\N{LATIN SMALL LETTER DOTLESS I}ld\N{LATIN SMALL LETTER DOTLESS I}z"),
    ("Ọlá", "Ṣóyínká"),
    ("Khadija", "Khan"),
)


@pytest_asyncio.fixture
async def people(database: Database, coordinator: Viewer) -> list[str]:
    for first, surname in NAMES:
        await make_person(database, coordinator, first_name=first, surname=surname)
    return [f"{first} {surname}" for first, surname in NAMES]


async def found(engine: Engine, viewer: Viewer, words: str) -> list[str]:
    result = await engine.execute(viewer, PEOPLE, {"search": words})
    assert result.data is not None, result.errors
    names = [row["name"] for row in result.data["people"]["nodes"]]
    assert result.data["people"]["totalCount"] == len(names)
    return names


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("kovacs", "Ádám Kovács"),
        ("Kovács Adam", "Ádám Kovács"),
        ("KOV", "Ádám Kovács"),
        ("obrien", "Siobhán O'Brien"),
        ("O\N{RIGHT SINGLE QUOTATION MARK}Brien", "Siobhán O'Brien"),
        ("vandermerwe", "Ngozi van der Merwe"),
        ("lee tamsin", "Tamsin Ashdown-Lee"),
        ("yildiz", "Mehmet Y\N{LATIN SMALL LETTER DOTLESS I}ld\N{LATIN SMALL LETTER DOTLESS I}z"),
        ("soyinka", "Ọlá Ṣóyínká"),
        ("siobahn", "Siobhán O'Brien"),
        ("kovaks", "Ádám Kovács"),
        ("tamzin", "Tamsin Ashdown-Lee"),
        ("mehmett", "Mehmet Y\N{LATIN SMALL LETTER DOTLESS I}ld\N{LATIN SMALL LETTER DOTLESS I}z"),
        ("ngzi", "Ngozi van der Merwe"),
        ("kahn", "Khadija Khan"),
    ],
)
async def test_person_is_found_by(
    engine: Engine, coordinator: Viewer, people: list[str], words: str, name: str
) -> None:
    assert name in people
    assert await found(engine, coordinator, words) == [name]


@pytest.mark.parametrize(
    "words", ["zzz", "kovacs siobhan", "", "  ", "%", "_", "k[aeo]v", ".*", "'; --", "\\"]
)
async def test_nobody_is_found_by(engine: Engine, coordinator: Viewer, people: list[str], words: str) -> None:
    assert people
    assert await found(engine, coordinator, words) == []


async def test_closest_comes_first_and_pages_go_on_from_there(
    engine: Engine, database: Database, coordinator: Viewer
) -> None:
    for surname in ("Marten", "Martin", "Saintmartin"):
        await make_person(database, coordinator, first_name="Jo", surname=surname)

    assert await found(engine, coordinator, "martin") == ["Jo Martin", "Jo Saintmartin", "Jo Marten"]
    shown, after = [], None
    for _page in range(3):
        variables = {"search": "martin", "first": 1, "after": after}
        result = await engine.execute(coordinator, PEOPLE, variables)
        assert result.data is not None, result.errors
        shown += [row["name"] for row in result.data["people"]["nodes"]]
        after = result.data["people"]["pageInfo"]["endCursor"]
    assert shown == ["Jo Martin", "Jo Saintmartin", "Jo Marten"]


async def test_order_that_is_asked_for_stands(
    engine: Engine, database: Database, coordinator: Viewer
) -> None:
    for surname in ("Martin", "Marten"):
        await make_person(database, coordinator, first_name="Jo", surname=surname)
    order = [{"field": "surname"}]

    result = await engine.execute(coordinator, PEOPLE, {"search": "martin", "order": order})

    assert result.data is not None
    assert [row["name"] for row in result.data["people"]["nodes"]] == ["Jo Marten", "Jo Martin"]


async def test_another_prison_is_not_searched(
    engine: Engine, coordinator: Viewer, other_coordinator: Viewer, people: list[str]
) -> None:
    assert await found(engine, coordinator, "khan") == [people[-1]]
    assert await found(engine, other_coordinator, "khan") == []


async def test_organisation_is_found_without_its_marks_and_without_its_legal_form(
    engine: Engine, database: Database, coordinator: Viewer
) -> None:
    partner = await make_partner(database, coordinator, "Bara & Chân (Cymru) Ltd")
    query = "query($words: String) { partners(search: $words) { nodes { id } } }"

    for words in ("bara chan", "Cymru", "barra"):
        result = await engine.execute(coordinator, query, {"words": words})
        assert result.body() == {"data": {"partners": {"nodes": [{"id": str(partner.id)}]}}}, words


def test_words_are_few_and_hold_letters_alone() -> None:
    assert words_of("O\N{RIGHT SINGLE QUOTATION MARK}Neill-Ruiz,  Zoë") == ("oneill", "ruiz", "zoe")
    assert words_of("a.b*c|d(e") == ("a", "bcd", "e")
    assert len(words_of("a b c d e f g h i")) == MOST_WORDS


@pytest.mark.parametrize("meant", ["kahn", "kham", "han", "khaan"])
def test_pattern_takes_one_letter_wrong(meant: str) -> None:
    pattern = one_letter_off("khan").replace(r"\m", r"\b").replace(r"\M", r"\b")
    assert re.search(pattern, f"a {meant} b") is not None


def test_pattern_takes_no_more_than_one_letter_wrong() -> None:
    pattern = one_letter_off("martin").replace(r"\m", r"\b").replace(r"\M", r"\b")
    assert re.search(pattern, "martinez maurti morten") is None


async def test_an_order_of_no_fields_is_no_order(
    engine: Engine, database: Database, coordinator: Viewer
) -> None:
    for name in ("Ace Windmill", "Mill Lane"):
        await make_partner(database, coordinator, name)
    document = '{ partners(search: "mill", order: []) { nodes { name } } }'

    result = await engine.execute(coordinator, document)

    assert result.data == {"partners": {"nodes": [{"name": "Mill Lane"}, {"name": "Ace Windmill"}]}}
