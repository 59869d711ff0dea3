"""What vetting says on a person's own record: plain words of every stage, and nothing that is not theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from core.sdk import Role, pages
from core.testkit import viewer
from plugins.vetting.enums import AppealRoute, DecisionSource, Pathway, VettingLevel, VettingStage
from plugins.vetting.pages.mirror import MIRROR_PART
from plugins.vetting.pages.mirror_words import PLAIN, plain
from plugins.vetting.policy import POLICY_2026_04
from plugins.vetting.rules.stages import LEAP_STAGES, shown_stage
from plugins.vetting.tests.desk import Desk

STAFF_ONLY = {
    *(str(source.label) for source in DecisionSource),
    *(str(route.label) for route in AppealRoute),
    *(str(stage.label) for stage in LEAP_STAGES),
    str(Pathway.LEAP.label),
    "SSCL-2026-0042",
    "LEAP",
    "lived experience",
    "assessment",
    "panel",
    "conviction",
    "governor",
}
"""What a case holds that its person is not shown here: who refused and why, and of which pathway it is."""
DAY = timedelta(days=1)


def words_of(value: Any) -> Iterator[str]:
    """Return every word of what a page would show."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (tuple, list)):
        for one in value:
            yield from words_of(one)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from words_of(getattr(value, name))
    elif value is not None and not isinstance(value, (int, float, date)):
        yield str(value)


def told(data: pages.Data, request: Any) -> str:
    assert MIRROR_PART.lead is not None
    return " ".join([str(MIRROR_PART.lead(data, request)), *words_of(MIRROR_PART.sections(data, request))])


def breaches(said: str) -> set[str]:
    return {word for word in STAFF_ONLY if re.search(rf"\b{re.escape(word)}\b", said, re.IGNORECASE)}


def test_every_stage_that_is_shown_has_plain_words_and_no_other_has() -> None:
    assert set(PLAIN) == set(VettingStage) - LEAP_STAGES
    for words in PLAIN.values():
        assert str(words.now)
        assert str(words.next)
    for stage in LEAP_STAGES:
        assert plain(stage.value) == plain(shown_stage(stage, leap=False).value)


@st.composite
def cases(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a case as the API answers it, whatever its state."""
    day = draw(st.dates(date(2024, 1, 1), date(2027, 1, 1)))
    latest = draw(st.none() | st.integers(0, 90))
    return {
        "stageToday": draw(st.sampled_from(list(VettingStage))).value,
        "policy": "2026-04-01",
        "isUnconfirmed": draw(st.booleans()),
        "stageSince": day.isoformat(),
        "turn": draw(st.sampled_from(["APPLICANT", "PARTNER", "COORDINATOR", "GOVERNOR", "NOBODY"])),
        "requiredLevels": [draw(st.sampled_from(list(VettingLevel))).value],
        "roleTitle": draw(st.none() | st.just("Mentor")),
        "isOpen": draw(st.booleans()),
        "forecastEarliest": None if latest is None else day.isoformat(),
        "forecastLatest": None if latest is None else (day + latest * DAY).isoformat(),
    }


@given(st.lists(cases(), max_size=3))
def test_whatever_the_state_of_the_case_nothing_of_staff_is_said(rows: list[dict[str, Any]]) -> None:
    empty: dict[str, list[Any]] = {
        name: [] for name in ("vettingClearances", "vettingTraining", "vettingBookings", "vettingPassports")
    }
    said = told({"person": {"vettingCases": rows, **empty}, "vettingGuidance": []}, None)
    assert breaches(said) == set()


SET_STAGE = text(
    "UPDATE vetting_case SET stage = :stage, pathway = :pathway, is_leap = :leap,"
    " decided_on = :on, decision_source = :source, decision_reference = 'SSCL-2026-0042',"
    " appeal_route = :route WHERE id = :id"
)
DECIDED = {VettingStage.REFUSED, VettingStage.APPEAL_OPEN, VettingStage.APPEAL_DISMISSED}


@pytest.mark.parametrize("stage", [stage for stage in VettingStage if stage is not VettingStage.PURGED])
async def test_lived_experience_twin_reads_as_any_other(desk: Desk, engine: Any, stage: VettingStage) -> None:
    """Read by the person from the database, both cases say the same, and neither says how it was decided."""
    said = []
    case = await desk.opened()
    request: Any = type("Asked", (), {"viewer": desk.volunteer(desk.person.id)})
    for leap in (True, False):
        shown = stage if leap else shown_stage(stage, leap=False)
        values = {
            "stage": shown.value,
            "pathway": (Pathway.LEAP if leap else Pathway.STANDARD).value,
            "leap": leap,
            "on": date(2026, 6, 1) if stage in DECIDED else None,
            "source": DecisionSource.LEAP_PANEL.value if leap and stage in DECIDED else None,
            "route": AppealRoute.LEAP_APPEAL.value if leap and stage in DECIDED else None,
            "id": case.id,
        }
        async with desk.database.write(desk.security) as session:
            await session.execute(SET_STAGE, values)
        said.append(told(await asked(engine, request.viewer, desk.person.id), request))
    assert said[0] == said[1]
    # What the policy tells everybody who applies is the version's own text, and about nobody.
    assert breaches(said[0].replace(POLICY_2026_04.excluded_notice, "")) == set()


SHOWN_AT = {
    VettingStage.INVITED: "Who cannot be cleared",
    VettingStage.FORM_IN_PROGRESS: "Who cannot be cleared",
    VettingStage.DOCUMENTS_BOOKED: "What to bring",
}


@pytest.mark.parametrize("stage", [*SHOWN_AT, VettingStage.SUBMITTED])
async def test_applicant_is_told_what_the_policy_says_while_it_is_their_turn(
    desk: Desk, other_desk: Desk, engine: Any, stage: VettingStage
) -> None:
    """The notice of the case's own version in both languages, and which documents to bring, in words."""
    case, own = await desk.opened(), desk.volunteer(desk.person.id)
    async with desk.database.write(desk.security) as session:
        await session.execute(
            text("UPDATE vetting_case SET stage = :stage WHERE id = :id"),
            {"stage": stage.value, "id": case.id},
        )
    request: Any = type("Asked", (), {"viewer": own})
    said = told(await asked(engine, own, desk.person.id), request)
    wanted = {SHOWN_AT[stage]} if stage in SHOWN_AT else set()
    assert {heading for heading in SHOWN_AT.values() if heading in said} == wanted
    notices = (POLICY_2026_04.excluded_notice, POLICY_2026_04.excluded_notice_welsh)
    assert [notice in said for notice in notices] == [SHOWN_AT.get(stage) == "Who cannot be cleared"] * 2
    assert ("3 documents, of which one is: Passport" in said) == (stage is VettingStage.DOCUMENTS_BOOKED)
    elsewhere = await engine.execute(
        other_desk.coordinator, MIRROR_PART.document, {"id": str(desk.person.id)}
    )
    assert elsewhere.data == {"person": None, "vettingGuidance": []}


async def asked(engine: Any, by: Any, person_id: Any) -> pages.Data:
    """Ask what the page asks."""
    answer = await engine.execute(by, MIRROR_PART.document, {"id": str(person_id)})
    assert answer.errors == [], answer.errors
    data: pages.Data = answer.data
    return data


async def test_volunteer_reads_nothing_of_a_colleague(desk: Desk, engine: Any) -> None:
    colleague = await desk.another("Fennimore")
    await desk.opened(colleague)
    own = desk.volunteer(desk.person.id)
    assert await asked(engine, own, colleague.id) == {"person": None, "vettingGuidance": []}
    mine = await asked(engine, own, desk.person.id)
    assert mine["person"]["vettingCases"] == []


async def test_prison_staff_without_the_right_are_not_answered(desk: Desk, engine: Any) -> None:
    reader = viewer(desk.registry, desk.prison, Role.PRISON_STAFF_READER)
    answer = await engine.execute(reader, MIRROR_PART.document, {"id": str(desk.person.id)})
    assert {error["extensions"]["code"] for error in answer.errors} == {"FORBIDDEN"}
