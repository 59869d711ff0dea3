"""Decisions by example: what one needs, what it grants, who may make it, and what a refusal never holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from core.sdk import Role, Viewer
from plugins.vetting.enums import (
    AccessMode,
    AppealRoute,
    ClearanceScope,
    DecisionSource,
    Pathway,
    Verb,
    VettingLevel,
    VettingStage,
)
from plugins.vetting.rules import Clearance, Decision, Inputs, StageEvent, apply
from plugins.vetting.tests.cases import (
    COORDINATOR,
    GOVERNOR,
    ON,
    SECURITY,
    case_at,
    clearance,
    grant,
    refusal,
    taken,
    viewer_with,
    wrong,
)

S, V, L = VettingStage, Verb, VettingLevel
DAY = timedelta(days=1)
SENT = StageEvent(stage=S.SUBMITTED, on=date(2026, 10, 1), verb=V.SEND_TO_VETTING_TEAM)
CHECKED = case_at(S.IN_CHECKS, earlier=[SENT])


def test_a_decision_may_be_older_than_the_last_note_but_not_than_the_submission() -> None:
    assert wrong(CHECKED, SECURITY, V.REFUSE, refusal(happened_on=date(2026, 10, 1))) == []
    early = refusal(happened_on=date(2026, 9, 30))
    assert wrong(CHECKED, SECURITY, V.REFUSE, early) == [("VETTING_DATE_TOO_EARLY", "happenedOn")]


def test_only_a_decision_on_the_checks_may_be_older_than_the_last_note() -> None:
    early = Inputs(happened_on=date(2026, 10, 2))
    assert wrong(CHECKED, COORDINATOR, V.WITHDRAW, early) == [("VETTING_DATE_TOO_EARLY", "happenedOn")]
    upheld = case_at(S.APPEAL_UPHELD, earlier=[SENT])
    given = grant(happened_on=date(2026, 10, 2))
    assert wrong(upheld, SECURITY, V.APPROVE, given) == [("VETTING_DATE_TOO_EARLY", "happenedOn")]


def test_an_approval_grants_a_clearance_by_the_policy() -> None:
    outcome = taken(CHECKED, SECURITY, V.APPROVE, grant(happened_on=date(2026, 10, 30)))
    assert outcome.stage is S.APPROVED
    assert outcome.clearance == Clearance(
        level=L.HMPPS_EL2,
        granted_on=date(2026, 10, 30),
        expires_on=date(2036, 10, 30),
        scope=ClearanceScope.THIS_PRISON,
        reference="SSCL-2026-0042",
    )
    assert outcome.decision == Decision(
        outcome=S.APPROVED,
        level=L.HMPPS_EL2,
        decided_on=date(2026, 10, 30),
        decider_role=Role.SECURITY_VETTING,
        decided_by=SECURITY.account_id,
        reference="SSCL-2026-0042",
    )


def test_a_volunteer_is_cleared_for_less_long_than_an_employee() -> None:
    for volunteer, year in [(True, 2031), (False, 2036)]:
        case = replace(CHECKED, required_levels=frozenset({L.HMPPS_EL1}), volunteer=volunteer)
        granted = taken(case, SECURITY, V.APPROVE, grant(level=L.HMPPS_EL1, happened_on=ON)).clearance
        assert granted is not None
        assert granted.expires_on == date(year, 11, 2)


def test_a_scope_and_an_earlier_end_are_kept_as_given() -> None:
    inputs = grant(scope=ClearanceScope.NATIONAL, expires_on=date(2030, 1, 1))
    granted = taken(CHECKED, SECURITY, V.APPROVE, inputs).clearance
    assert granted is not None
    assert (granted.scope, granted.expires_on) == (ClearanceScope.NATIONAL, date(2030, 1, 1))


@pytest.mark.parametrize(
    ("inputs", "faults"),
    [
        (
            Inputs(),
            [
                ("VETTING_DATE_MISSING", "happenedOn"),
                ("VETTING_LEVEL_INVALID", "level"),
                ("VETTING_REFERENCE_INVALID", "reference"),
            ],
        ),
        (grant(happened_on=ON + DAY), [("VETTING_DATE_IN_FUTURE", "happenedOn")]),
        (grant(happened_on=None), [("VETTING_DATE_MISSING", "happenedOn")]),
        (grant(reference="  "), [("VETTING_REFERENCE_INVALID", "reference")]),
        (grant(reference="arson and theft 1999"), [("VETTING_REFERENCE_INVALID", "reference")]),
        (grant(reference="GOOD-REASON-1"), [("VETTING_REFERENCE_INVALID", "reference")]),
        (grant(reference="SSCL-42"), [("VETTING_REFERENCE_INVALID", "reference")]),
        (grant(reference="SSCL-420"), []),
        (grant(reference="1" * 31), [("VETTING_REFERENCE_INVALID", "reference")]),
        (grant(reference="1" * 30), []),
        (grant(reference="A1234BC"), [("VETTING_REFERENCE_INVALID", "reference")]),
        (grant(reference="ref-a1234bc"), [("VETTING_REFERENCE_INVALID", "reference")]),
        (grant(reference="BA1234BC"), []),
        (grant(level=L.HMPPS_EL1), [("VETTING_LEVEL_INVALID", "level"), ("VETTING_LEVEL_INVALID", "level")]),
        (grant(expires_on=ON - 3 * DAY), [("VETTING_DATE_TOO_EARLY", "expiresOn")]),
        (grant(expires_on=ON - DAY), [("VETTING_DATE_TOO_EARLY", "expiresOn")]),
        (grant(expires_on=ON), []),
        (grant(expires_on=date(2036, 10, 31)), [("VETTING_DATE_TOO_LATE", "expiresOn")]),
        (grant(expires_on=date(2036, 10, 30)), []),
        (grant(granted_on=ON - DAY), [("VETTING_INPUT_UNEXPECTED", "grantedOn")]),
        (grant(access_mode=AccessMode.ESCORTED), [("VETTING_INPUT_UNEXPECTED", "accessMode")]),
    ],
)
@pytest.mark.parametrize(
    ("stage", "viewer"),
    [
        (S.IN_CHECKS, SECURITY),
        (S.DECISION_PENDING, SECURITY),
        (S.GOVERNOR_DECISION, GOVERNOR),
        (S.APPEAL_UPHELD, SECURITY),
    ],
)
def test_an_approval_says_everything_that_is_wrong(
    stage: VettingStage, viewer: Viewer, inputs: Inputs, faults: list[tuple[str, str | None]]
) -> None:
    case = case_at(stage, is_leap=stage is S.GOVERNOR_DECISION)
    assert wrong(case, viewer, V.APPROVE, inputs) == faults


def test_the_example_in_the_message_is_a_good_reference() -> None:
    assert wrong(CHECKED, SECURITY, V.APPROVE, grant(reference="SSCL-2026-0042")) == []


@pytest.mark.parametrize("level", [L.LEGACY_STANDARD, L.LEGACY_STANDARD_PLUS])
def test_old_levels_are_never_granted(level: VettingLevel) -> None:
    case = replace(CHECKED, required_levels=frozenset({level}))
    for verb, inputs in [(V.APPROVE, grant(level=level)), (V.REFUSE, refusal(level=level))]:
        assert wrong(case, SECURITY, verb, inputs) == [("VETTING_LEVEL_INVALID", "level")]
    assert wrong(case, SECURITY, V.APPROVE, grant(level=L.HMPPS_EL2)) == []


def test_an_approval_completes_the_levels_asked_for() -> None:
    both = replace(CHECKED, required_levels=frozenset({L.HMPPS_EL2, L.CTC}))
    assert wrong(both, SECURITY, V.APPROVE, grant()) == [("VETTING_LEVEL_INVALID", "level")]
    assert wrong(replace(both, clearances=(clearance(L.CTC),)), SECURITY, V.APPROVE, grant()) == []


def test_a_refusal_takes_its_source_and_nothing_else() -> None:
    outcome = taken(CHECKED, SECURITY, V.REFUSE, refusal())
    assert (outcome.stage, outcome.clearance) == (S.REFUSED, None)
    assert outcome.decision is not None
    assert outcome.decision.source is DecisionSource.SSCL
    for extra, field in [
        (Inputs(expires_on=date(2030, 1, 1)), "expiresOn"),
        (Inputs(scope=ClearanceScope.NATIONAL), "scope"),
        (Inputs(access_mode=AccessMode.ESCORTED), "accessMode"),
        (Inputs(granted_on=ON), "grantedOn"),
    ]:
        (name,) = extra.given()
        inputs = replace(refusal(), **{name: getattr(extra, name)})
        assert wrong(CHECKED, SECURITY, V.REFUSE, inputs) == [("VETTING_INPUT_UNEXPECTED", field)]


@pytest.mark.parametrize(
    ("stage", "viewer", "allowed"),
    [
        (S.IN_CHECKS, SECURITY, {"SSCL", "UKSV", "DBS", "GOVERNOR"}),
        (S.DECISION_PENDING, SECURITY, {"SSCL", "UKSV", "DBS", "GOVERNOR"}),
        (S.GOVERNOR_DECISION, GOVERNOR, {"GOVERNOR", "LEAP_PANEL"}),
    ],
)
def test_a_refusal_names_who_refused(stage: VettingStage, viewer: Viewer, allowed: set[str]) -> None:
    case = case_at(stage, is_leap=stage is S.GOVERNOR_DECISION)
    for source in (*DecisionSource, None):
        faults = [] if source in allowed else [("VETTING_SOURCE_INVALID", "source")]
        assert wrong(case, viewer, V.REFUSE, refusal(source=source)) == faults
    assert wrong(case, viewer, V.REFUSE, Inputs()) == [
        ("VETTING_DATE_MISSING", "happenedOn"),
        ("VETTING_LEVEL_INVALID", "level"),
        ("VETTING_REFERENCE_INVALID", "reference"),
        ("VETTING_SOURCE_INVALID", "source"),
    ]


@pytest.mark.parametrize(
    ("stage", "verb", "inputs"),
    [
        (S.IN_CHECKS, V.APPROVE, grant()),
        (S.IN_CHECKS, V.APPROVE_WITH_CONDITIONS, grant(access_mode=AccessMode.ESCORTED)),
        (S.DECISION_PENDING, V.REFUSE, refusal()),
        (S.GOVERNOR_DECISION, V.APPROVE, grant()),
        (S.GOVERNOR_DECISION, V.APPROVE_WITH_CONDITIONS, grant(access_mode=AccessMode.ESCORTED)),
        (S.GOVERNOR_DECISION, V.REFUSE, refusal(source=DecisionSource.GOVERNOR)),
        (S.APPEAL_UPHELD, V.APPROVE, grant()),
        (S.APPEAL_OPEN, V.UPHOLD_APPEAL, Inputs(happened_on=ON)),
        (S.APPEAL_OPEN, V.DISMISS_APPEAL, Inputs(happened_on=ON)),
    ],
)
def test_whoever_sent_the_case_does_not_decide_it(stage: VettingStage, verb: Verb, inputs: Inputs) -> None:
    one = viewer_with(Role.COORDINATOR, Role.SECURITY_VETTING, Role.GOVERNOR, number=1)
    other = viewer_with(Role.SECURITY_VETTING, Role.GOVERNOR, number=2)
    case = case_at(stage, submitted_by=one.account_id, is_leap=stage is S.GOVERNOR_DECISION)
    assert wrong(case, one, verb, inputs) == [("VETTING_SAME_HANDS", None)]
    assert wrong(case, other, verb, inputs) == []
    nameless = replace(other, roles=frozenset[Role]())
    assert wrong(case, nameless, verb, inputs) == [("VETTING_DECIDER_UNKNOWN", None)]


@pytest.mark.parametrize("verb", [V.UPHOLD_APPEAL, V.DISMISS_APPEAL])
def test_an_appeal_is_decided_on_a_day(verb: Verb) -> None:
    assert wrong(case_at(S.APPEAL_OPEN), GOVERNOR, verb) == [("VETTING_DATE_MISSING", "happenedOn")]


def test_the_route_of_an_appeal_follows_from_the_case() -> None:
    for is_leap, route in [
        (True, AppealRoute.LEAP_APPEAL),
        (False, AppealRoute.RECONSIDERATION_DEPUTY_DIRECTOR),
    ]:
        outcome = taken(case_at(S.REFUSED, is_leap=is_leap), COORDINATOR, V.OPEN_APPEAL)
        assert outcome.appeal_route is route


@pytest.mark.parametrize(
    ("inputs", "faults"),
    [
        (grant(access_mode=AccessMode.ESCORTED), []),
        (grant(expires_on=date(2027, 11, 2)), []),
        (grant(), [("VETTING_CONDITION_MISSING", "accessMode")]),
        (grant(access_mode=AccessMode.UNESCORTED_NO_KEYS), [("VETTING_CONDITION_MISSING", "accessMode")]),
        (grant(expires_on=date(2036, 10, 30)), [("VETTING_CONDITION_MISSING", "accessMode")]),
        (
            grant(access_mode=AccessMode.KEY_HOLDER, expires_on=date(2027, 11, 2)),
            [("VETTING_ACCESS_INVALID", "accessMode")],
        ),
    ],
)
@pytest.mark.parametrize(("stage", "viewer"), [(S.IN_CHECKS, SECURITY), (S.GOVERNOR_DECISION, GOVERNOR)])
def test_a_condition_is_less_access_or_an_earlier_end(
    stage: VettingStage, viewer: Viewer, inputs: Inputs, faults: list[tuple[str, str | None]]
) -> None:
    case = case_at(stage, is_leap=stage is S.GOVERNOR_DECISION)
    assert wrong(case, viewer, V.APPROVE_WITH_CONDITIONS, inputs) == faults


@pytest.mark.parametrize(("stage", "viewer"), [(S.IN_CHECKS, SECURITY), (S.GOVERNOR_DECISION, GOVERNOR)])
def test_conditions_do_not_make_the_rest_of_a_decision_go_away(stage: VettingStage, viewer: Viewer) -> None:
    case = case_at(stage, is_leap=stage is S.GOVERNOR_DECISION)
    assert wrong(case, viewer, V.APPROVE_WITH_CONDITIONS) == [
        ("VETTING_DATE_MISSING", "happenedOn"),
        ("VETTING_LEVEL_INVALID", "level"),
        ("VETTING_REFERENCE_INVALID", "reference"),
        ("VETTING_CONDITION_MISSING", "accessMode"),
    ]
    escorted = AccessMode.ESCORTED
    over = grant(access_mode=escorted, expires_on=ON - DAY)
    assert wrong(case, viewer, V.APPROVE_WITH_CONDITIONS, over) == [("VETTING_DATE_TOO_EARLY", "expiresOn")]
    both = replace(case, required_levels=frozenset({L.HMPPS_EL2, L.CTC}))
    inputs = grant(access_mode=escorted)
    assert wrong(both, viewer, V.APPROVE_WITH_CONDITIONS, inputs) == [("VETTING_LEVEL_INVALID", "level")]


def test_less_access_stays_with_the_case() -> None:
    inputs = grant(access_mode=AccessMode.ESCORTED)
    after = apply(CHECKED, taken(CHECKED, SECURITY, V.APPROVE_WITH_CONDITIONS, inputs))
    assert (after.stage, after.access_mode) == (S.APPROVED_CONDITIONS, AccessMode.ESCORTED)


@pytest.mark.parametrize(
    ("inputs", "faults"),
    [
        (grant(granted_on=date(2024, 1, 9), expires_on=date(2031, 1, 9)), []),
        (
            grant(),
            [("VETTING_DATE_MISSING", "grantedOn"), ("VETTING_DATE_MISSING", "expiresOn")],
        ),
        (grant(granted_on=date(2024, 1, 9)), [("VETTING_DATE_MISSING", "expiresOn")]),
        (
            grant(granted_on=ON, expires_on=date(2031, 1, 9)),
            [("VETTING_DATE_TOO_LATE", "grantedOn")],
        ),
        (
            grant(granted_on=date(2024, 1, 9), expires_on=date(2034, 1, 10)),
            [("VETTING_DATE_TOO_LATE", "expiresOn")],
        ),
    ],
)
def test_recognising_a_clearance_does_not_extend_it(
    inputs: Inputs, faults: list[tuple[str, str | None]]
) -> None:
    case = case_at(S.DECISION_PENDING, pathway=Pathway.TRANSFER_RECOGNITION)
    assert wrong(case, SECURITY, V.APPROVE, inputs) == faults


def test_a_recognised_clearance_keeps_its_own_dates() -> None:
    case = case_at(S.DECISION_PENDING, pathway=Pathway.TRANSFER_RECOGNITION)
    inputs = grant(granted_on=date(2024, 1, 9), expires_on=date(2031, 1, 9))
    granted = taken(case, SECURITY, V.APPROVE, inputs).clearance
    assert granted is not None
    assert (granted.granted_on, granted.expires_on) == (date(2024, 1, 9), date(2031, 1, 9))
