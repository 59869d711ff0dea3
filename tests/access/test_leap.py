"""Whoever may not know of a lived-experience assessment meets an ordinary case, wherever they look."""

from __future__ import annotations

import base64
import io
import json
import re
import zipfile
from typing import Any

import httpx
import pytest
import pytest_asyncio
from pypdf import PdfReader
from sqlalchemy import select

from core.prisons.models import Prison
from core.reports.formats import Format
from core.testkit import NOBODY
from tests.access.callers import Caller
from tests.access.conftest import Callers
from tests.access.differences import parting
from tests.access.documents import question
from tests.access.furnishing import Workshop, asker_of
from tests.access.house import House
from tests.access.twins import PAIRS, Case, Pair, Twins, Way, alike, make_case, make_twins

TELLING = re.compile(r"leap|lived.{0,3}experience|governor.decision|risk.assessment", re.IGNORECASE)
OUTSIDERS = "CPV"
VERBS = (
    "START_LEAP",
    "SEND_TO_GOVERNOR",
    "RETURN_TO_ASSESSMENT",
    "APPROVE",
    "REFUSE",
    "RECORD_CHECKS_COMPLETE",
)
MOVE = "mutation($given: VettingMove!) { vettingMoveCase(given: $given) { __typename } }"
BULK = """
mutation($ids: [ID!]!) {
  chased: vettingChaseCases(caseIds: $ids) { done skipped { personName reason } }
  moved: vettingMoveOnCases(caseIds: $ids) { done skipped { personName reason } }
}
"""
ORDERS = ("stage", "turnOrder", "stageSince", "openedOn", "partnerName")
LISTS = ("/", "/vetting?per=100", "/vetting?show=open", "/vetting/expiring", "/people?per=100", "/partners")
REPORTS = ("/reports", "/reports/ask")


@pytest_asyncio.fixture(scope="session")
async def twins(house: House, callers: Callers) -> Twins:
    return await make_twins(house, callers)


def secrets_in(text: str) -> list[str]:
    return TELLING.findall(text)


def words(answer: httpx.Response) -> str:
    """Return the text of an answer, of a spreadsheet's parts, or of a PDF's pages."""
    if answer.content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
            return "\n".join(archive.read(name).decode(errors="replace") for name in archive.namelist())
    if answer.content.startswith(b"%PDF"):
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    return answer.text


async def told_by_api(house: House, caller: Caller, case: Case) -> list[str]:
    """Return everything the API says of a case and of its person, refusals included."""
    letter = caller.part.letter
    ids = {"case_id": case.case_id, "person_id": case.person_id}
    roots = ("vettingCase", "vettingCaseActions", "person")
    asked = [question(house.schema, root, letter, ids) for root in roots]
    said = [(await caller.ask(one.document, one.variables)).text for one in asked]
    assert not any('"errors"' in text for text in said), said
    offered = {action["verb"] for action in json.loads(said[1])["data"]["vettingCaseActions"]["offered"]}
    steps = [{"caseId": case.case_id, "verb": verb} for verb in VERBS if verb not in offered]
    said += [(await caller.ask(MOVE, {"given": step})).text for step in steps]
    return [alike(text, case) for text in said]


async def told_by_pages(caller: Caller, case: Case) -> list[str]:
    paths = [f"/vetting/cases/{case.case_id}", f"/people/{case.person_id}"]
    paths += [f"/vetting/cases/{case.case_id}/{verb.lower()}" for verb in ("START_LEAP", "APPROVE")]
    # A page names its own address, which whoever opened it knows already.
    return [alike((await caller.open(f"/exi{path}")).text.replace(path, ""), case) for path in paths]


@pytest.mark.parametrize("letter", "CP")
@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.stage)
async def test_case_of_the_pathway_is_told_like_any_other(
    house: House, callers: Callers, twins: Twins, pair: Pair, letter: str
) -> None:
    caller, ordinary = callers[letter], twins.cases[pair.ordinary.name]
    plain = await told_by_api(house, caller, ordinary), await told_by_pages(caller, ordinary)
    assert f'"stage":"{pair.stage}"' in plain[0][0].replace(" ", "")
    for way in pair.hidden:
        hidden = twins.cases[way.name]
        for said, same in zip(await told_by_api(house, caller, hidden), plain[0], strict=True):
            assert parting(said, same) == "", way
        for said, same in zip(await told_by_pages(caller, hidden), plain[1], strict=True):
            assert parting(said, same) == "", way
    # Whoever asks for a step by its name is refused it by that name; nothing else may tell.
    assert secrets_in("\n".join([*plain[0][:3], *plain[1]])) == []


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.stage)
async def test_those_who_run_it_can_tell(house: House, callers: Callers, twins: Twins, pair: Pair) -> None:
    """The control: the pairs do differ, for the eyes of those who may know."""
    document = "query($id: ID!) { vettingCase(id: $id) { isLeap fullStage stage } }"
    for way in (pair.ordinary, *pair.hidden):
        for letter in "SG":
            answer = await callers[letter].ask(document, {"id": twins.cases[way.name].case_id})
            told = answer.json()["data"]["vettingCase"]
            assert (told["isLeap"], told["stage"]) == (way is not pair.ordinary, pair.stage)
    assert house.prisons


async def test_those_who_run_it_are_told_whose_turn_it_is(
    house: House, callers: Callers, twins: Twins
) -> None:
    document = "{ vettingAssessments(first: 100) { nodes { id stage turn } } }"
    waiting = {twins.cases[way.name].case_id: way for way in PAIRS[0].hidden}
    for letter in "SG":
        nodes = (await callers[letter].ask(document)).json()["data"]["vettingAssessments"]["nodes"]
        told = {node["id"]: (node["stage"], node["turn"]) for node in nodes}
        assert set(waiting) <= set(told)
        for case_id, way in waiting.items():
            governor = way.steps[-1][1] == "SEND_TO_GOVERNOR"
            expected = "GOVERNOR_DECISION" if governor else "LEAP_RISK_ASSESSMENT"
            assert told[case_id] == (expected, "GOVERNOR" if governor else "PRISON_SECURITY")
        assert not set(told) & {twins.cases[pair.ordinary.name].case_id for pair in PAIRS}
    assert house.prisons


async def test_bulk_actions_leave_both_for_the_same_reason(callers: Callers, twins: Twins) -> None:
    waiting = [twins.cases[way.name] for way in (PAIRS[0].ordinary, *PAIRS[0].hidden)]
    said = set()
    for case in waiting:
        answer = await callers["C"].ask(BULK, {"ids": [case.case_id]})
        assert answer.json()["data"]["moved"]["done"] == 0
        said.add(alike(answer.text, case))
    assert len(said) == 1
    assert secrets_in(said.pop()) == []


@pytest.mark.parametrize("letter", "GP")
async def test_no_step_is_taken_for_many_by_those_who_may_take_none(
    house: House, callers: Callers, twins: Twins, letter: str
) -> None:
    document = "mutation($ids: [ID!]!) { vettingMoveOnCases(caseIds: $ids) { done skipped { reason } } }"
    ids = [twins.cases[way.name].case_id for way in (PAIRS[-1].ordinary, *PAIRS[-1].hidden)]
    before = await house.fingerprint()
    told = (await callers[letter].ask(document, {"ids": ids})).json()["data"]["vettingMoveOnCases"]
    assert (told["done"], len(told["skipped"])) == (0, len(ids))
    assert len({left["reason"] for left in told["skipped"]}) == 1
    assert await house.fingerprint() == before


@pytest.mark.parametrize("letter", OUTSIDERS + "SG")
@pytest.mark.parametrize("stage", ["LEAP_RISK_ASSESSMENT", "GOVERNOR_DECISION"])
async def test_filter_by_a_hidden_stage_finds_and_counts_nothing(
    callers: Callers, twins: Twins, letter: str, stage: str
) -> None:
    assert twins.cases
    document = "query($f: VettingCaseFilter) { vettingCases(filter: $f) { totalCount nodes { id } } }"
    for given in (
        {"stage": {"eq": stage}},
        {"stage": {"in": [stage]}},
        {"not": {"not": {"stage": {"eq": stage}}}},
        {"or": [{"stage": {"eq": stage}}, {"pathway": {"eq": "LEAP"}}]},
        {"and": [{"turn": {"eq": "GOVERNOR"}}]},
    ):
        answer = await callers[letter].ask(document, {"f": given})
        assert answer.json() == {"data": {"vettingCases": {"totalCount": 0, "nodes": []}}}, given


@pytest.mark.parametrize("letter", "CP")
async def test_filters_hold_both_or_neither(callers: Callers, twins: Twins, letter: str) -> None:
    document = "query($f: VettingCaseFilter) { vettingCases(first: 100, filter: $f) { nodes { id } } }"
    same = {twins.cases[way.name].case_id for way in (PAIRS[0].ordinary, *PAIRS[0].hidden)}
    filters: list[dict[str, Any]] = [
        {"stage": {"eq": "DECISION_PENDING"}},
        {"not": {"stage": {"eq": "DECISION_PENDING"}}},
        {"turn": {"eq": "PRISON_SECURITY"}},
        {"isOpen": {"eq": True}},
        {"pathway": {"eq": "STANDARD"}},
        {"stage": {"isNull": False}},
    ]
    held = []
    for given in filters:
        answer = await callers[letter].ask(document, {"f": given})
        found = {row["id"] for row in answer.json()["data"]["vettingCases"]["nodes"]} & same
        assert found in (set(), same), given
        held.append(bool(found))
    assert held == [True, False, True, True, True, True]


@pytest.mark.parametrize("letter", "CP")
@pytest.mark.parametrize("direction", ["ASC", "DESC"])
@pytest.mark.parametrize("order", ORDERS)
async def test_order_and_cursors_do_not_set_them_apart(
    callers: Callers, twins: Twins, letter: str, direction: str, order: str
) -> None:
    same = {twins.cases[way.name].case_id for way in (PAIRS[0].ordinary, *PAIRS[0].hidden)}
    document = (
        f"{{ vettingCases(first: 100, order: [{{field: {order}, direction: {direction}}}])"
        " { nodes { id } pageInfo { startCursor endCursor } } }"
    )
    listed = (await callers[letter].ask(document)).json()["data"]["vettingCases"]
    ids = [row["id"] for row in listed["nodes"] if row["id"] in same]
    assert ids == sorted(same, reverse=direction == "DESC")
    cursors = [base64.b64decode(one).decode() for one in listed["pageInfo"].values()]
    assert secrets_in(json.dumps(cursors)) == []


@pytest.mark.parametrize("letter", OUTSIDERS)
async def test_no_page_names_it(callers: Callers, twins: Twins, letter: str) -> None:
    caller = callers[letter]
    assert twins.cases
    paths = LISTS if letter == "V" else (*LISTS, *REPORTS)
    if letter == "C":
        paths = (*paths, f"/people/{twins.cases['Ada'].person_id}/vetting/open", "/imports/new")
    for path in paths:
        answer = await caller.open(f"/exi{path}")
        assert answer.status_code == 200, path
        assert secrets_in(answer.text) == [], path


@pytest.mark.parametrize("form", ["csv", "xlsx", "ods"])
async def test_no_file_of_the_list_names_it(callers: Callers, twins: Twins, form: str) -> None:
    assert twins.cases
    answer = await callers["C"].open(f"/exi/vetting/export?format={form}")
    assert answer.status_code == 200
    assert "Twinley" in words(answer)
    assert secrets_in(words(answer)) == []
    if form == "csv":
        rows = {}
        for way in (PAIRS[0].ordinary, *PAIRS[0].hidden):
            (line,) = [line for line in answer.text.splitlines() if f"{way.name} Twinley" in line]
            rows[way.name] = line.replace(way.name, "<name>")
        assert len(set(rows.values())) == 1, rows


async def test_report_does_not_name_it(house: House, callers: Callers, twins: Twins) -> None:
    assert twins.cases
    async with house.database.read(NOBODY) as session:
        prison = await session.scalar(select(Prison).where(Prison.code == "EXI"))
    assert prison is not None
    asker = await asker_of(house.database, house.registry, prison, house.identity.issuer)
    workshop = Workshop(house.database, house.urls, house.registry, house.store, asker)
    report = await workshop.report(Format.XLSX, Format.PDF)
    for form in ("xlsx", "pdf"):
        answer = await callers["C"].open(f"/exi/reports/{report}/files/{form}")
        assert answer.status_code == 200
        assert "Waiting for a decision" in words(answer)
        assert secrets_in(words(answer)) == []


async def test_volunteer_cannot_tell_which_of_their_own_cases_it_is(house: House, callers: Callers) -> None:
    own = house.samples["EXI"]["person_id"]
    assessed = Way("Own", (("G", "START_LEAP"), ("S", "SEND_TO_GOVERNOR")))
    hidden = await make_case(callers, assessed, own, "HMPPS_EL1")
    plain = await make_case(callers, Way("Own", (("C", "RECORD_CHECKS_COMPLETE"),)), own, "CTC")
    caller = callers["V"]
    told = []
    levels = re.compile("HMPPS_EL1|Enhanced Level 1|CTC|Counter-Terrorist Check")
    for case in (hidden, plain):
        said = [*await told_by_api(house, caller, case), *await told_by_pages(caller, case)]
        told.append(levels.sub("<level>", "\n".join(said)))
    assert parting(*told) == ""
