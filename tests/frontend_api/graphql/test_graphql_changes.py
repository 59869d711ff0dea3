"""Operations that do several things: what is kept, what is said, and what is refused before it is done."""

from __future__ import annotations

from typing import Any

from core.accounts.roles import Role
from core.accounts.viewer import Viewer
from core.database.unit_of_work import Database
from core.plugins.activation import switch_module
from core.plugins.loader import Registry
from core.prisons.models import Prison
from core.testkit import make_person
from core.testkit import viewer as make_viewer
from tests.frontend_api.graphql.conftest import Program

TWO = """
mutation($second: String!) {
  one: addPartner(given: {name: "Harbour Lights"}) { name }
  two: addPartner(given: {name: $second}) { name }
  three: addPartner(given: {name: "Lantern Table"}) { name }
}
"""
NAMES = "{ partners { nodes { name } } }"


def names(data: dict[str, Any]) -> list[str]:
    return [row["name"] for row in data["partners"]["nodes"]]


async def test_change_that_fails_keeps_what_came_before_and_after_it_and_says_so(program: Program) -> None:
    answer = (await program.ask(TWO, {"second": " "})).json()
    assert answer["data"] == {
        "one": {"name": "Harbour Lights"},
        "two": None,
        "three": {"name": "Lantern Table"},
    }
    (error,) = answer["errors"]
    assert error["path"] == ["two"]
    assert error["extensions"] == {"code": "INVALID", "field": "name"}
    assert names(await program.told(NAMES)) == ["Harbour Lights", "Lantern Table"]


async def test_changes_are_made_in_their_order(program: Program) -> None:
    answer = (await program.ask(TWO, {"second": "Harbour Lights"})).json()
    assert [answer["data"][key] is None for key in ("one", "two", "three")] == [False, True, False]
    assert answer["errors"][0]["extensions"]["code"] == "CONFLICT"
    told = await program.told(TWO.replace("Harbour", "Tall").replace("Lantern", "Open"), {"second": "Kiln"})
    assert [row["name"] for row in told.values()] == ["Tall Lights", "Kiln", "Open Table"]


async def test_fault_in_the_document_makes_no_change_at_all(program: Program) -> None:
    assert await program.codes(TWO.replace("name }\n}", "nmae }\n}"), {"second": "Kiln"}) == ["BAD_REQUEST"]
    assert await program.codes(TWO, {"second": None}) == ["BAD_REQUEST"]
    assert await program.codes(TWO, {}) == ["BAD_REQUEST"]
    assert names(await program.told(NAMES)) == []


async def test_answer_that_may_not_be_read_refuses_the_change_before_it_is_made(
    program: Program, database: Database, prison: Prison, registry: Registry
) -> None:
    person = await make_person(database, make_viewer(registry, prison, Role.COORDINATOR))
    given = {
        "personId": str(person.id),
        "pathway": "STANDARD",
        "requiredLevels": ["HMPPS_EL1"],
        "accessMode": "ESCORTED",
    }
    document = "mutation($given: VettingNewCase!) { vettingOpenCase(given: $given) { id %s } }"
    answer = (await program.ask(document % "isLeap", {"given": given})).json()
    (error,) = answer["errors"]
    assert (error["extensions"]["code"], error["path"]) == ("FORBIDDEN", ["vettingOpenCase", "isLeap"])
    assert await program.told("{ vettingCases { totalCount } }") == {"vettingCases": {"totalCount": 0}}
    opened = await program.told(document % "stage", {"given": given})
    assert opened["vettingOpenCase"]["stage"] == "DRAFT"


async def test_forbidden_field_refuses_the_whole_question_and_names_its_place(program: Program) -> None:
    answer = await program.ask("{ people { totalCount }\n  kept: vettingCases { nodes { hidden: isLeap } } }")
    (error,) = answer.json()["errors"]
    assert (error["extensions"]["code"], error["path"]) == ("FORBIDDEN", ["kept", "nodes", "hidden"])
    assert error["locations"] == [{"line": 2, "column": 32}]
    assert "data" not in answer.json()


async def test_one_root_may_be_asked_several_times(program: Program) -> None:
    await program.told(TWO, {"second": "Kiln"})
    told = await program.told(
        "{ all: partners { totalCount }"
        ' some: partners(filter: {nameKey: {contains: "kiln"}}) { nodes { name } }'
        " partners(first: 1) { totalCount nodes { name } pageInfo { hasNextPage } } }",
    )
    assert told == {
        "all": {"totalCount": 3},
        "some": {"nodes": [{"name": "Kiln"}]},
        "partners": {
            "totalCount": 3,
            "nodes": [{"name": "Harbour Lights"}],
            "pageInfo": {"hasNextPage": True},
        },
    }


async def test_fields_asked_twice_are_answered_once(program: Program) -> None:
    document = "{ partners { totalCount } partners { totalCount nodes { name } nodes { id: name } ...F } }"
    fragment = " fragment F on PartnerConnection { totalCount nodes { __typename } }"
    assert await program.told(document + fragment) == {"partners": {"totalCount": 0, "nodes": []}}


async def test_variables_and_directives_decide_what_is_asked(program: Program) -> None:
    document = (
        "query($on: Boolean! = false, $n: Int = 0) { people(first: $n) @include(if: $on) { totalCount }"
    )
    document += " partners @skip(if: $on) { totalCount } }"
    assert list(await program.told(document)) == ["partners"]
    assert list(await program.told(document, {"on": True, "n": 5})) == ["people"]
    assert await program.codes(document, {"on": "yes"}) == ["BAD_REQUEST"]
    assert await program.codes(document, {"on": None}) == ["BAD_REQUEST"]


async def test_code_is_told_by_the_name_the_schema_gives_it(
    program: Program, database: Database, prison: Prison, registry: Registry
) -> None:
    person = await make_person(database, make_viewer(registry, prison, Role.COORDINATOR))
    opened = await program.told(
        "mutation($id: ID!) { vettingOpenCase(given: {personId: $id, pathway: STANDARD,"
        " requiredLevels: [HMPPS_EL1], accessMode: ESCORTED}) { id } }",
        {"id": str(person.id)},
    )
    case = {"id": opened["vettingOpenCase"]["id"]}
    move = (
        "mutation($id: ID!) { vettingMoveCase(given: {caseId: $id, verb: ASK_SPONSOR}) { history { verb } } }"
    )
    moved = await program.told(move, case)
    asked = "query($id: ID!) { %s vettingCase(id: $id) { history { verb stage } } }"
    compiled, walked = (
        await program.told(asked % "", case),
        await program.told(asked % "reportOffers { code }", case),
    )
    assert [event["verb"] for event in moved["vettingMoveCase"]["history"]] == [None, "ASK_SPONSOR"]
    assert compiled["vettingCase"] == walked["vettingCase"]
    assert compiled["vettingCase"]["history"][1] == {"verb": "ASK_SPONSOR", "stage": "SPONSOR_REVIEW"}
    names_ = await program.told('{ __type(name: "Verb") { enumValues { name } } }')
    assert "ASK_SPONSOR" in {value["name"] for value in names_["__type"]["enumValues"]}


async def test_module_that_is_switched_off_answers_nothing(
    program: Program, database: Database, prison: Prison, registry: Registry
) -> None:
    by: Viewer = make_viewer(registry, prison, Role.GOVERNOR)
    asked = {
        "a list": "{ vettingCases { totalCount } }",
        "one thing": '{ vettingCase(id: "01900000-0000-7000-8000-000000000000") { id } }',
        "a field of another module's thing": "{ people { nodes { vettingCases { id } } } }",
    }
    for document in asked.values():
        assert await program.codes(document) == []
    async with database.write(by) as session:
        await switch_module(session, by, "vetting", on=False, hooks=registry.hooks)
    for document in asked.values():
        assert await program.codes(document) == ["MODULE_DISABLED"]
    assert await program.told("{ people { totalCount } }") == {"people": {"totalCount": 0}}
    async with database.write(by) as session:
        await switch_module(session, by, "vetting", on=True, hooks=registry.hooks)
    for document in asked.values():
        assert await program.codes(document) == []


async def test_change_of_a_module_that_is_switched_off_is_not_made(
    program: Program, database: Database, prison: Prison, registry: Registry
) -> None:
    by: Viewer = make_viewer(registry, prison, Role.GOVERNOR)
    person = await make_person(database, make_viewer(registry, prison, Role.COORDINATOR))
    async with database.write(by) as session:
        await switch_module(session, by, "vetting", on=False, hooks=registry.hooks)
    case = 'personId: "%s", pathway: STANDARD, requiredLevels: [HMPPS_EL1], accessMode: ESCORTED'
    training = 'personId: "%s", type: SECURITY_INDUCTION, status: REQUIRED'
    changes = (
        f"vettingOpenCase(given: {{{case}}}) {{ id }}",
        f"vettingRecordTraining(given: {{{training}}}) {{ id }}",
        'vettingMoveOnCases(caseIds: ["%s"]) { done }',
        'vettingChaseCases(caseIds: ["%s"]) { done }',
    )
    for change in changes:
        assert await program.codes(f"mutation {{ {change % person.id} }}") == ["MODULE_DISABLED"], change
    assert await program.codes('mutation { requestReport(code: "vetting.position") { id } }') == [
        "MODULE_DISABLED"
    ]
    asked = '{ vettingCaseActions(caseId: "01900000-0000-7000-8000-000000000000") { targetDays } }'
    assert await program.codes(asked) == ["MODULE_DISABLED"]
    async with database.write(by) as session:
        await switch_module(session, by, "vetting", on=True, hooks=registry.hooks)
    assert await program.told(
        "{ vettingCases { totalCount } people { nodes { vettingTraining { id } } } }"
    ) == {
        "vettingCases": {"totalCount": 0},
        "people": {"nodes": [{"vettingTraining": []}]},
    }
