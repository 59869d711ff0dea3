"""Actions: who is offered what, who is refused, what the calendar calls for; opening and chasing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from core.sdk import Role
from plugins.vetting.enums import AccessMode, ActionKind, Pathway, Verb, VettingLevel, VettingStage
from plugins.vetting.permissions import CASE_PROGRESS, PERMISSIONS
from plugins.vetting.policy import (
    NATIONAL,
    policy_in_force,
    policy_of_version,
)
from plugins.vetting.policy import (
    POLICY_2026_04 as POLICY,
)
from plugins.vetting.rules import Opening, actions, chase_faults, opening_faults
from plugins.vetting.tests.cases import (
    COORDINATOR,
    EVERYBODY,
    GOVERNOR,
    INDUCTED,
    ON,
    SECURITY,
    case_at,
    clearance,
    taken,
    wrong,
)

S, V, L = VettingStage, Verb, VettingLevel
DAY = timedelta(days=1)


def test_the_next_step_comes_first_and_says_what_it_takes() -> None:
    offered = actions(case_at(S.DOCUMENTS_VERIFIED), COORDINATOR, ON, POLICY)
    assert [(action.verb, action.kind, action.is_bulk) for action in offered] == [
        (V.SEND_TO_VETTING_TEAM, ActionKind.FORWARD, True),
        (V.WITHDRAW, ActionKind.ENDING, False),
    ]
    assert str(offered[0].label) == "Send to vetting team"
    assert offered[0].takes == {"happened_on"}


def test_an_action_says_what_stands_in_its_way() -> None:
    case = case_at(S.ONBOARDING, clearances=[clearance()], trainings=INDUCTED[1:])
    activate = actions(case, COORDINATOR, ON, POLICY)[0]
    assert [str(error) for error in activate.blockers] == [
        "Security induction is not done, or its date is missing or too old. Record it first.",
    ]


def test_only_a_recognition_asks_for_the_earlier_grant() -> None:
    for pathway in (Pathway.STANDARD, Pathway.RENEWAL, Pathway.TRANSFER_RECOGNITION):
        case = case_at(S.DECISION_PENDING, pathway=pathway)
        takes = {action.verb: action.takes for action in actions(case, SECURITY, ON, POLICY)}
        recognised = pathway is Pathway.TRANSFER_RECOGNITION
        assert ("granted_on" in takes[V.APPROVE]) is recognised
        assert "granted_on" not in takes[V.REFUSE]


def test_partners_volunteers_and_readers_are_offered_nothing() -> None:
    desk = {Role.COORDINATOR, Role.COORDINATOR_DEPUTY, Role.SECURITY_VETTING, Role.GOVERNOR, Role.DPO_RECORDS}
    for viewer in EVERYBODY:
        offered = [stage for stage in VettingStage if actions(case_at(stage), viewer, ON, POLICY)]
        assert bool(offered) == bool(viewer.roles & desk), viewer.roles


def test_the_wrong_person_is_told_who_can() -> None:
    case = case_at(S.IN_CHECKS)
    assert wrong(case, COORDINATOR, V.APPROVE) == [("VETTING_ACTION_NOT_YOURS", None)]
    with pytest.raises(Exception, match=r"^You cannot do this: Approve\. In this prison it is for: Security"):
        taken(case, COORDINATOR, V.APPROVE)


def test_the_wrong_stage_is_told_where_the_case_stands() -> None:
    case = case_at(S.CLOSED)
    assert wrong(case, COORDINATOR, V.WITHDRAW) == [("VETTING_ACTION_UNAVAILABLE", None)]
    with pytest.raises(Exception, match=r"^“Withdraw” cannot be done: the case is at “Closed”\. Reload"):
        taken(case, COORDINATOR, V.WITHDRAW)


def opening(
    pathway: Pathway = Pathway.STANDARD,
    *levels: VettingLevel,
    others: tuple[VettingStage, ...] = (),
    open_levels: tuple[VettingLevel, ...] = (),
) -> Opening:
    return Opening(
        pathway=pathway,
        required_levels=frozenset(levels),
        access_mode=AccessMode.ESCORTED,
        other_stages=others,
        levels_in_progress=frozenset(open_levels),
    )


@pytest.mark.parametrize(
    ("wanted", "fields"),
    [
        (opening(Pathway.STANDARD, L.HMPPS_EL2), []),
        (opening(Pathway.STANDARD), ["requiredLevels"]),
        (opening(Pathway.STANDARD, L.HMPPS_EL2, L.LEGACY_STANDARD), ["requiredLevels"]),
        (opening(Pathway.TRANSFER_RECOGNITION, L.HMPPS_EL2), []),
        (opening(Pathway.LEAP, L.HMPPS_EL2), ["pathway"]),
        (opening(Pathway.RENEWAL, L.HMPPS_EL2), ["pathway"]),
        (opening(Pathway.RENEWAL, L.HMPPS_EL2, others=(S.WITHDRAWN,)), ["pathway"]),
        (opening(Pathway.RENEWAL, L.HMPPS_EL2, others=(S.RENEWAL_DUE,)), []),
        (opening(Pathway.RENEWAL, L.HMPPS_EL2, others=(S.EXPIRED,)), []),
        (opening(Pathway.RENEWAL), ["requiredLevels", "pathway"]),
        (opening(Pathway.STANDARD, L.HMPPS_EL2, L.CTC, open_levels=(L.CTC,)), ["requiredLevels"]),
        (opening(Pathway.STANDARD, L.HMPPS_EL2, open_levels=(L.CTC,)), []),
    ],
)
def test_opening_a_case_says_everything_that_is_wrong(wanted: Opening, fields: list[str]) -> None:
    assert [error.field for error in opening_faults(wanted, COORDINATOR, POLICY)] == fields


def test_a_leap_case_is_opened_by_those_who_run_the_pathway() -> None:
    assert list(opening_faults(opening(Pathway.LEAP, L.HMPPS_EL2), SECURITY, POLICY)) == []


@pytest.mark.parametrize("stage", VettingStage)
def test_only_those_outside_are_chased_and_once_a_day(stage: VettingStage) -> None:
    outside = {S.SPONSOR_REVIEW, S.INVITED, S.FORM_IN_PROGRESS, S.SUBMITTED, S.IN_CHECKS, S.QUERY_RAISED}
    codes = [] if stage in outside else ["VETTING_NOBODY_TO_CHASE"]
    case = case_at(stage)
    assert [error.code for error in chase_faults(case, COORDINATOR, None, ON)] == codes
    assert [error.code for error in chase_faults(case, COORDINATOR, ON - DAY, ON)] == codes
    again = [*codes, "VETTING_ALREADY_CHASED"]
    assert [error.code for error in chase_faults(case, COORDINATOR, ON, ON)] == again


def test_the_policy_covers_every_code_and_covering_carries_through() -> None:
    assert set(POLICY.levels) == set(VettingLevel)
    assert set(POLICY.required_training) == set(AccessMode)
    for level, rule in POLICY.levels.items():
        assert level not in rule.covers
        for lower in rule.covers:
            assert POLICY.levels[lower].covers <= rule.covers, (level, lower)
    modes = [POLICY.required_training[mode] for mode in AccessMode]
    assert modes == sorted(modes, key=len)
    assert modes[0] <= modes[1] <= modes[2]


def test_a_level_that_needs_an_end_date_and_is_granted_has_a_length() -> None:
    for level, rule in POLICY.levels.items():
        if rule.grantable:
            assert rule.needs_end_date == (rule.years is not None), level
    assert {level for level, rule in POLICY.levels.items() if not rule.grantable} == {
        L.LEGACY_STANDARD,
        L.LEGACY_STANDARD_PLUS,
    }


def test_the_policy_in_force_is_the_newest_by_then() -> None:
    newer = replace(POLICY, version="2027-04-01", effective_from=date(2027, 4, 1))
    both = (newer, POLICY)
    assert policy_in_force(both, date(2020, 1, 1)) is POLICY
    assert policy_in_force(both, date(2027, 3, 31)) is POLICY
    assert policy_in_force(both, date(2027, 4, 1)) is newer
    assert policy_of_version(both, "2027-04-01") is newer
    assert policy_of_version(NATIONAL, POLICY.version) is POLICY


def test_permissions_are_the_modules_own_and_none_is_for_those_above_prisons() -> None:
    codes = [permission.code for permission in PERMISSIONS]
    assert len(set(codes)) == len(codes)
    assert {code.split(".")[0] for code in codes} == {"vetting"}
    above = {Role.HMPPS_NATIONAL, Role.HMPPS_REGION, Role.HMPPS_REFDATA_ADMIN, Role.PRISON_STAFF_READER}
    assert {permission.code for permission in PERMISSIONS if permission.roles & above} == set()
    partner = {permission.code for permission in PERMISSIONS if Role.PARTNER_ADMIN in permission.roles}
    own = {permission.code for permission in PERMISSIONS if Role.VOLUNTEER_SELF in permission.roles}
    both = {"vetting.case.read", "vetting.clearance.read", "vetting.training.read"}
    assert partner == both | {"vetting.training.book"}
    assert own == both | {"vetting.passport.give"}
    assert CASE_PROGRESS.roles.isdisjoint(GOVERNOR.roles)
