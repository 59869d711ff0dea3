"""What a role asks for: which version on which day, of whom, and what it adds to the answer at the gate."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.sdk import entry
from plugins.vetting.enums import AccessMode, TrainingType, VettingLevel, VettingStage
from plugins.vetting.policy import POLICY_2026_04 as POLICY
from plugins.vetting.rules import CaseFacts
from plugins.vetting.rules.entry import EntryFact, EntryFinding, entry_findings
from plugins.vetting.rules.roles import NOTHING, RoleRequirement, asked_of, requirement_on
from plugins.vetting.tests.cases import INDUCTED, ON, case_at, clearance

S, L, T = VettingStage, VettingLevel, TrainingType
MENTOR, TEACHER = UUID(int=1), UUID(int=2)
DAY = timedelta(days=1)
ORDER = list(entry.Bearing)


def asks(*levels: VettingLevel, role: UUID = MENTOR, since: date = ON, **more: object) -> RoleRequirement:
    return RoleRequirement(
        role_id=role,
        title="Mentor",
        since=since,
        levels=frozenset(levels),
        **more,  # type: ignore[arg-type]
    )


def inside(level: VettingLevel = L.HMPPS_EL1, **more: object) -> CaseFacts:
    """Make somebody active with one clearance and the training of their access."""
    held = [clearance(level, expires_on=date(2030, 3, 2))]
    given_ = {"required": [level], "clearances": held, "trainings": INDUCTED} | more
    return case_at(S.ACTIVE, **given_)  # type: ignore[arg-type]


def worst(findings: tuple[EntryFinding, ...]) -> entry.Bearing:
    return min((finding.bearing for finding in findings), key=ORDER.index)


@pytest.mark.parametrize(
    ("level", "suffices", "bearing"),
    [
        (L.HMPPS_EL1, (L.HMPPS_EL1,), entry.Bearing.PASSES),
        (L.HMPPS_EL2, (L.HMPPS_EL1,), entry.Bearing.PASSES),  # the higher level covers the lower
        (L.HMPPS_EL1, (L.HMPPS_EL2, L.SC), entry.Bearing.BLOCKS),
        (L.SC, (L.HMPPS_EL2, L.SC), entry.Bearing.PASSES),  # any one suffices
        (L.HMPPS_EL1, (), entry.Bearing.PASSES),
    ],
)
def test_a_role_wants_any_one_of_its_levels_or_one_that_covers_it(
    level: VettingLevel, suffices: tuple[VettingLevel, ...], bearing: entry.Bearing
) -> None:
    role = asks(*suffices, training=frozenset({T.SECURITY_INDUCTION}))
    findings = entry_findings([inside(level)], ON, POLICY, [(role,)])
    assert worst(findings) is bearing
    named = [one.role for one in findings if one.fact is EntryFact.ROLE_NOT_COVERED]
    assert named == (["Mentor"] if bearing is entry.Bearing.BLOCKS else [])


def test_a_clearance_for_the_role_counts_on_the_day_of_the_visit() -> None:
    case = inside()
    role = asks(L.HMPPS_EL1)
    last = date(2030, 3, 2)
    assert EntryFact.ROLE_COVERED in {one.fact for one in entry_findings([case], last, POLICY, [(role,)])}
    after = entry_findings([case], last + DAY, POLICY, [(role,)])
    assert EntryFact.ROLE_NOT_COVERED in {one.fact for one in after}


def test_the_training_of_a_role_is_asked_beside_that_of_the_access_and_in_place_of_the_titles() -> None:
    case = replace(inside(), role_title="Mentor")
    by_title = replace(POLICY, role_training={"mentor": frozenset({T.KEY_TRAINING})})
    role = asks(training=frozenset({T.HEALTH_SAFETY_FIRE}))
    missing = [
        one.training
        for asked in ([(role,)], NOTHING)
        for one in entry_findings([case], ON, by_title, asked)
        if one.fact is EntryFact.TRAINING_MISSING
    ]
    assert missing == [T.HEALTH_SAFETY_FIRE, T.KEY_TRAINING]


def test_a_role_without_an_escort_warns_of_somebody_whose_access_is_escorted() -> None:
    role = asks(access_mode=AccessMode.UNESCORTED_NO_KEYS)
    for access, said in (
        (AccessMode.ESCORTED, True),
        (AccessMode.UNESCORTED_NO_KEYS, False),
        (AccessMode.KEY_HOLDER, False),
    ):
        found = entry_findings([inside(access_mode=access)], ON, POLICY, [(role,)])
        assert any(one.fact is EntryFact.ROLE_ACCESS for one in found) is said


def test_the_version_of_the_day_counts_and_an_empty_one_gives_the_role_back_to_the_policy() -> None:
    versions = [
        asks(L.HMPPS_EL1, since=ON),
        asks(L.HMPPS_EL2, since=ON),
        asks(since=ON + 30 * DAY),
    ]
    assert requirement_on(versions, ON - DAY) is None
    assert requirement_on(versions, ON + DAY) == versions[1]
    assert requirement_on(versions, ON + 31 * DAY) is None


def test_who_is_down_is_asked_for_all_their_roles_and_who_stands_in_for_the_best_of_the_service() -> None:
    mentor, teacher = asks(L.HMPPS_EL1), asks(L.HMPPS_EL2, role=TEACHER)
    known = {MENTOR: [mentor], TEACHER: [teacher]}
    both = [MENTOR, TEACHER]
    assert asked_of(ON, known, own=both, roles=both) == ((mentor, teacher),)
    assert asked_of(ON, known, own=[None], roles=both) == ((),)
    assert asked_of(ON, known, own=[], roles=both) == ((mentor,), (teacher,))
    assert asked_of(ON, known, own=[], roles=[]) == NOTHING
    stand_in = asked_of(ON, known, own=[], roles=both)
    assert worst(entry_findings([inside(L.HMPPS_EL1)], ON, POLICY, stand_in)) is entry.Bearing.PASSES
    assert worst(entry_findings([inside(L.BPSS)], ON, POLICY, stand_in)) is entry.Bearing.BLOCKS


@given(
    st.sampled_from(list(L)),
    st.frozensets(st.sampled_from(list(L)), max_size=3),
    st.none() | st.sampled_from(list(AccessMode)),
    st.frozensets(st.sampled_from(list(T)), max_size=3),
    st.sampled_from(list(AccessMode)),
)
def test_what_a_role_asks_for_never_lets_in_who_would_stay_outside_without_it(
    level: VettingLevel,
    levels: frozenset[VettingLevel],
    access: AccessMode | None,
    training: frozenset[TrainingType],
    own: AccessMode,
) -> None:
    case = inside(level, access_mode=own)
    role = asks(*levels, access_mode=access, training=training)
    without = worst(entry_findings([case], ON, POLICY, NOTHING))
    with_role = worst(entry_findings([case], ON, POLICY, [(role,)]))
    assert ORDER.index(with_role) <= ORDER.index(without)
