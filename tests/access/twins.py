"""Cases in pairs that must look alike: one on the lived-experience pathway, one like any other."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from core.clock import today
from tests.access.callers import Caller
from tests.access.differences import steady
from tests.access.house import House

Callers = dict[str, Caller]
Json = dict[str, Any]
OPEN = "mutation($given: VettingNewCase!) { vettingOpenCase(given: $given) { id } }"
MOVE = "mutation($given: VettingMove!) { vettingMoveCase(given: $given) { id } }"
ADD = "mutation($given: NewPerson!) { addPerson(given: $given) { id } }"
SEE = "mutation($given: VettingSeenDocument!) { vettingRecordDocument(given: $given) { id } }"
SEEN: Json = {"seenOn": today().isoformat(), "outcome": "ACCEPTED"}
DOCUMENTS: tuple[Json, ...] = (
    {"type": "PASSPORT", "showsBirthDate": True, "hasPhotograph": True},
    {"type": "UTILITY_BILL", "showsAddress": True, "isRecent": True},
    {"type": "BANK_STATEMENT", "showsAddress": True},
)
TO_CHECKS = (
    "ASK_SPONSOR",
    "SEND_FORM",
    "RECORD_FORM_STARTED",
    "BOOK_DOCUMENTS",
    "ACCEPT_DOCUMENTS",
    "SEND_TO_VETTING_TEAM",
    "RECORD_CHECKS_STARTED",
)
DECISION = {"level": "HMPPS_EL2", "reference": "SSCL-2026-0042", "happenedOn": today().isoformat()}
Step = tuple[str, str] | tuple[str, str, Json]
COMPLETE: Step = ("C", "RECORD_CHECKS_COMPLETE")
GRANT = {**DECISION, "expiresOn": "2029-01-31"}


@dataclass(frozen=True, slots=True)
class Way:
    """How a case came to where it stands: who took which step, from the checks on."""

    name: str
    steps: tuple[Step, ...]
    pathway: str = "STANDARD"
    opened_by: str = "C"


@dataclass(frozen=True, slots=True)
class Pair:
    """Ways on the lived-experience pathway, and the ordinary one that all of them must look like."""

    stage: str
    ordinary: Way
    hidden: tuple[Way, ...]
    decided: bool = False


START, SEND, BACK = ("S", "START_LEAP"), ("S", "SEND_TO_GOVERNOR"), ("G", "RETURN_TO_ASSESSMENT")
PAIRS = (
    Pair(
        "DECISION_PENDING",
        Way("Bea", (COMPLETE,)),
        (
            Way("Ada", (START,)),
            Way("Cai", (("G", "START_LEAP"),)),
            Way("Dot", (COMPLETE, START, SEND)),
            Way("Eli", (START, SEND, BACK)),
        ),
    ),
    Pair(
        "APPROVED",
        Way("Gil", (COMPLETE, ("S", "APPROVE", GRANT))),
        (
            Way("Fay", (("G", "START_LEAP"), SEND, ("G", "APPROVE", GRANT))),
            Way("Hal", (COMPLETE, START, SEND, BACK, SEND, ("G", "APPROVE", GRANT))),
        ),
        decided=True,
    ),
    Pair(
        "APPEAL_OPEN",
        Way("Jan", (COMPLETE, ("S", "REFUSE", {**DECISION, "source": "GOVERNOR"}), ("C", "OPEN_APPEAL"))),
        (
            Way(
                "Ivo",
                (START, SEND, ("G", "REFUSE", {**DECISION, "source": "LEAP_PANEL"}), ("C", "OPEN_APPEAL")),
            ),
        ),
        decided=True,
    ),
    Pair("IN_CHECKS", Way("Lou", (), opened_by="S"), (Way("Kim", (), pathway="LEAP", opened_by="S"),)),
)


@dataclass(slots=True)
class Case:
    """One case of a pair, and whose it is."""

    case_id: str
    person_id: str
    name: str
    level: str = "HMPPS_EL2"


@dataclass(slots=True)
class Twins:
    """All the cases, by the names of their people."""

    cases: dict[str, Case] = field(default_factory=dict)


async def changed(caller: Caller, document: str, given: Json) -> str:
    """Make a change that must succeed; return the id it answers."""
    body = (await caller.ask(document, {"given": given})).json()
    assert "errors" not in body, body
    (answer,) = body["data"].values()
    return str(answer["id"])


async def make_twins(house: House, callers: Callers) -> Twins:
    """Take every case to its place by the API, as the people who would."""
    twins = Twins()
    partner = house.samples["EXI"]["partner_id"]
    for pair in PAIRS:
        # In the order of their names, so that the ordinary case stands between the others by its id.
        for way in sorted((pair.ordinary, *pair.hidden), key=lambda way: way.name):
            given = {"firstName": way.name, "surname": "Twinley", "kind": "VOLUNTEER", "partnerId": partner}
            person = await changed(callers["C"], ADD, given)
            twins.cases[way.name] = await make_case(callers, way, person)
    return twins


async def make_case(callers: Callers, way: Way, person: str, level: str = "HMPPS_EL2") -> Case:
    given = {
        "personId": person,
        "pathway": way.pathway,
        "requiredLevels": [level],
        "accessMode": "ESCORTED",
        "roleTitle": "Mentor",
    }
    case = await changed(callers[way.opened_by], OPEN, given)
    for document in DOCUMENTS:
        await changed(callers["C"], SEE, {"caseId": case, **SEEN, **document})
    steps: list[Step] = [("C", verb) for verb in TO_CHECKS]
    for step in (*steps, *way.steps):
        inputs = step[2] if len(step) == 3 else {}
        await changed(callers[step[0]], MOVE, {"caseId": case, "verb": step[1], **inputs})
    return Case(case, person, way.name, level)


UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")
MOMENT = re.compile(r'\d{4}-\d\d-\d\dT[^"]*')


def alike(text: str, case: Case) -> str:
    """Take out of an answer what tells one person from another: ids, the name, and when they were added."""
    plain = MOMENT.sub("<moment>", UUID.sub("<id>", steady(text)))
    return re.sub(rf"\b{case.name}(?=twinley)|\b{case.name}\b", "<name>", plain, flags=re.IGNORECASE)
