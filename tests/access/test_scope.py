"""A partner lead sees one organisation, a volunteer one person: exactly those rows, by API and on pages."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest

from tests.access.callers import Caller
from tests.access.conftest import Callers
from tests.access.house import House

ALL = "SELECT id FROM {table} WHERE tenant_id = $1"
PAGE = "?per=100"
KEPT = " AND stage <> 'PURGED'"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of row: its root field, its table, and the columns that say whose it is."""

    root: str
    table: str
    partner: str
    person: str
    page: str = ""
    link: str = ""
    """Where its rows are listed, and how an address of one begins."""
    only: str = ""


KINDS = (
    Kind("partners", "partner", "id", "", "/partners", "/partners/"),
    Kind("people", "person", "partner_id", "id", "/people", "/people/"),
    Kind("services", "service", "partner_id", ""),
    Kind("vettingCases", "vetting_case", "partner_id", "person_id", "/vetting", "/vetting/cases/", KEPT),
    Kind("vettingClearances", "vetting_clearance", "partner_id", "person_id"),
)


async def true_ids(house: House, caller: Caller, kind: Kind) -> set[str]:
    """Return the rows this caller should see, read past row-level security."""
    own = house.samples[caller.prison]
    statement, values = ALL.format(table=kind.table) + kind.only, [house.prisons[caller.prison]]
    if caller.part.scope and kind.partner:
        statement += f" AND {kind.partner} = '{own['partner_id']}'"
    if caller.part.scope == "person" and kind.person:
        statement += f" AND {kind.person} = '{own['person_id']}'"
    return {str(row["id"]) for row in await house.rows(statement, *values)}


async def told_ids(caller: Caller, root: str) -> tuple[set[str], int]:
    answer = await caller.ask(f"{{ {root}(first: 100) {{ totalCount nodes {{ id }} }} }}")
    listed = answer.json()["data"][root]
    return {row["id"] for row in listed["nodes"]}, listed["totalCount"]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.root)
@pytest.mark.parametrize("letter", "CDSGPV")
async def test_list_holds_exactly_the_rows_of_its_reader(
    house: House, callers: Callers, kind: Kind, letter: str
) -> None:
    caller = callers[letter]
    true = await true_ids(house, caller, kind)
    assert true
    assert await told_ids(caller, kind.root) == (true, len(true))


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.page], ids=lambda kind: kind.root)
@pytest.mark.parametrize("letter", "CPV")
async def test_page_links_to_exactly_the_rows_of_its_reader(
    house: House, callers: Callers, kind: Kind, letter: str
) -> None:
    caller = callers[letter]
    page = await caller.open(f"/exi{kind.page}{PAGE}")
    linked = set(re.findall(rf'href="/exi{kind.link}([0-9a-f-]{{36}})"', page.text))
    assert linked == await true_ids(house, caller, kind)


@pytest.mark.parametrize("letter", "CPV")
async def test_whose_clearance_runs_out_is_said_of_the_reader_s_own_alone(
    house: House, callers: Callers, letter: str
) -> None:
    caller = callers[letter]
    page = await caller.open(f"/exi/vetting/expiring{PAGE}")
    linked = set(re.findall(r'href="/exi/people/([0-9a-f-]{36})"', page.text))
    people = await true_ids(house, caller, KINDS[1])
    dated = await house.rows(
        "SELECT DISTINCT person_id FROM vetting_clearance WHERE tenant_id = $1 AND revoked_on IS NULL"
        " AND expires_on >= current_date",
        house.prisons["EXI"],
    )
    assert linked == people & {str(row["person_id"]) for row in dated}


async def test_numbers_count_only_what_their_reader_may_see(house: House, callers: Callers) -> None:
    counted = {}
    for letter in "CPV":
        answer = await callers[letter].ask("{ partners(first: 100) { nodes { id peopleCount } } }")
        own = house.samples["EXI"]["partner_id"]
        rows = {row["id"]: row["peopleCount"] for row in answer.json()["data"]["partners"]["nodes"]}
        counted[letter] = (len(rows), rows[own])
    (everybody,) = await house.rows(
        "SELECT count(*) AS n FROM person WHERE tenant_id = $1 AND partner_id = $2 AND status = 'CURRENT'",
        house.prisons["EXI"],
        house.samples["EXI"]["partner_id"],
    )
    assert counted["C"][0] > 1
    assert counted == {"C": (counted["C"][0], everybody["n"]), "P": (1, everybody["n"]), "V": (1, 1)}


async def test_marks_are_seen_by_those_whose_rows_they_are(house: House, callers: Callers) -> None:
    """The control of every other test here: an answer of one's own does hold its marks, row by row."""
    own = house.samples["EXI"]
    document = "query($id: ID!) { person(id: $id) { name note team email } }"
    answer = await callers["C"].ask(document, {"id": own["person_id"]})
    mark = f"zqexi{own['partner_id'][-12:]}{own['person_id'][-12:]}qz"
    assert all(mark in value for value in answer.json()["data"]["person"].values())
    assert mark in (await callers["V"].open(f"/exi/people/{own['person_id']}")).text
    export = await callers["C"].open("/exi/people/export?format=xlsx")
    assert export.content.startswith(b"PK")
    assert {"person", "partner", "vetting_case", "vetting_clearance", "report_file"} <= set(house.marked)


async def test_mark_that_is_not_for_a_caller_fails_them(house: House, callers: Callers) -> None:
    """The control of the search itself: the co-ordinator's answers, read as somebody else, are refused."""
    read = callers["C"]
    deputy = Caller(callers["D"].part, house, read.browser, read.program)
    with pytest.raises(AssertionError, match="told D"):
        await deputy.open("/exi/people")
    lead = Caller(callers["P"].part, house, read.browser, read.program, callers["P"].own)
    with pytest.raises(AssertionError, match="told P"):
        await lead.ask("{ partners(first: 100) { nodes { name } } }")
    with pytest.raises(AssertionError, match="told P"):
        await lead.open("/exi/people/export?format=xlsx")


async def test_log_names_nobody(house: House) -> None:
    written = house.log.read_text(encoding="utf-8").lower()
    assert '"event":"request"' in written.replace(" ", "")
    assert "zqexi" not in written
    assert "zqbwi" not in written
