"""Whoever may not know of LEAP cannot tell: a case on it looks, answers and refuses like any other."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.sdk import DomainError, InvalidInput, Role, Viewer
from plugins.vetting.enums import AccessMode, DecisionSource, Pathway, Turn, Verb, VettingLevel, VettingStage
from plugins.vetting.permissions import CASE_LEAP
from plugins.vetting.policy import POLICY_2026_04 as POLICY
from plugins.vetting.rules import (
    CaseFacts,
    Inputs,
    StageEvent,
    absent_actions,
    actions,
    as_seen_by,
    chase_faults,
    move,
    shown_source,
    shown_stage,
    turn_of,
)
from plugins.vetting.tests.cases import COORDINATOR, EVERYBODY, GOVERNOR, ON, SECURITY, account, viewer_with

S, V = VettingStage, Verb
OUTSIDERS = tuple(viewer for viewer in EVERYBODY if not viewer.may(CASE_LEAP))
SENT, STARTED, COMPLETE = date(2026, 10, 1), date(2026, 10, 5), date(2026, 10, 19)
SECURITY_CONTACT = account(900)


def event(stage: VettingStage, on: date, verb: Verb) -> StageEvent:
    return StageEvent(stage=stage, on=on, verb=verb, by=SECURITY_CONTACT)


CHECKS = (
    event(S.SUBMITTED, SENT, V.SEND_TO_VETTING_TEAM),
    event(S.IN_CHECKS, STARTED, V.RECORD_CHECKS_STARTED),
)
WAITING = (*CHECKS, event(S.DECISION_PENDING, COMPLETE, V.RECORD_CHECKS_COMPLETE))
REFUSED = event(S.REFUSED, ON, V.REFUSE)
APPEALED = event(S.APPEAL_OPEN, ON, V.OPEN_APPEAL)
ASSESSED = (*CHECKS, event(S.LEAP_RISK_ASSESSMENT, COMPLETE, V.START_LEAP))
WITH_GOVERNOR = (*ASSESSED, event(S.GOVERNOR_DECISION, date(2026, 10, 26), V.SEND_TO_GOVERNOR))
RETURNED = (*WITH_GOVERNOR, event(S.LEAP_RISK_ASSESSMENT, date(2026, 10, 30), V.RETURN_TO_ASSESSMENT))
AFTER_WAIT = (*WAITING, event(S.LEAP_RISK_ASSESSMENT, date(2026, 10, 22), V.START_LEAP))
TWINS = [
    (CHECKS, CHECKS),
    (WAITING, WAITING),
    (ASSESSED, WAITING),
    (AFTER_WAIT, WAITING),
    (WITH_GOVERNOR, WAITING),
    (RETURNED, WAITING),
    ((*WITH_GOVERNOR, REFUSED), (*WAITING, REFUSED)),
    ((*WITH_GOVERNOR, REFUSED, APPEALED), (*WAITING, REFUSED, APPEALED)),
]
"""The history of a LEAP case, and that of an ordinary one that must look the same."""


def case(history: tuple[StageEvent, ...], *, is_leap: bool) -> CaseFacts:
    return CaseFacts(
        history=history,
        pathway=Pathway.STANDARD,
        is_leap=is_leap,
        required_levels=frozenset({VettingLevel.HMPPS_EL2}),
        access_mode=AccessMode.UNESCORTED_NO_KEYS,
        submitted_by=SECURITY_CONTACT,
    )


def said(
    attempted: CaseFacts, viewer: Viewer, verb: Verb, inputs: Inputs
) -> list[tuple[str, str | None, str]]:
    """Return everything a refused attempt tells, or the event of one that went through."""
    try:
        outcome = move(attempted, viewer, verb, inputs, ON, POLICY)
    except InvalidInput as refused:
        return [(error.code, error.field, str(error)) for error in refused.errors]
    except DomainError as refused:
        return [(refused.code, refused.field, str(refused))]
    return [("DONE", str(outcome.event), "")]


def told(offered: Viewer, of: CaseFacts) -> object:
    own = [(action.verb, action.takes, str(action.blockers)) for action in actions(of, offered, ON, POLICY)]
    chased = [(error.code, str(error)) for error in chase_faults(of, offered, None, ON)]
    return own, absent_actions(of, offered), chased


@pytest.mark.parametrize(("leap", "ordinary"), TWINS)
@pytest.mark.parametrize("viewer", OUTSIDERS, ids=lambda viewer: str(min(viewer.roles)))
def test_a_leap_case_looks_like_any_other(
    viewer: Viewer, leap: tuple[StageEvent, ...], ordinary: tuple[StageEvent, ...]
) -> None:
    hidden, plain = case(leap, is_leap=True), case(ordinary, is_leap=False)
    assert as_seen_by(hidden, viewer) == as_seen_by(plain, viewer)
    assert told(viewer, hidden) == told(viewer, plain)


@given(
    twins=st.sampled_from(TWINS),
    viewer=st.sampled_from(OUTSIDERS),
    verb=st.sampled_from(Verb),
    back=st.none() | st.integers(-2, 40),
)
def test_a_leap_case_answers_like_any_other(
    twins: tuple[tuple[StageEvent, ...], tuple[StageEvent, ...]], viewer: Viewer, verb: Verb, back: int | None
) -> None:
    inputs = Inputs(happened_on=None if back is None else ON - timedelta(days=back))
    hidden, plain = case(twins[0], is_leap=True), case(twins[1], is_leap=False)
    assert said(hidden, viewer, verb, inputs) == said(plain, viewer, verb, inputs)


def test_those_who_run_the_assessment_see_all_of_it() -> None:
    hidden = case(WITH_GOVERNOR, is_leap=True)
    assert as_seen_by(hidden, SECURITY) is hidden
    assert as_seen_by(hidden, GOVERNOR) is hidden
    assert [action.verb for action in actions(hidden, GOVERNOR, ON, POLICY)] == [
        V.RETURN_TO_ASSESSMENT,
        V.APPROVE,
        V.APPROVE_WITH_CONDITIONS,
        V.REFUSE,
    ]


def test_the_coordinator_is_among_those_who_may_not_know() -> None:
    roles = {min(viewer.roles) for viewer in OUTSIDERS}
    assert set(Role) - roles == {Role.SECURITY_VETTING, Role.GOVERNOR}


def test_nobody_is_told_that_an_assessment_could_be_started() -> None:
    for viewer in OUTSIDERS:
        assert V.START_LEAP not in {
            absent.verb for absent in absent_actions(case(WAITING, is_leap=False), viewer)
        }


def test_others_are_told_who_can() -> None:
    found = {absent.verb: absent.roles for absent in absent_actions(case(WAITING, is_leap=True), COORDINATOR)}
    assert found == {
        V.APPROVE: (Role.SECURITY_VETTING,),
        V.APPROVE_WITH_CONDITIONS: (Role.SECURITY_VETTING,),
        V.REFUSE: (Role.SECURITY_VETTING,),
    }


def test_a_leap_case_waits_for_prison_security_in_the_eyes_of_others() -> None:
    assert turn_of(S.GOVERNOR_DECISION, Pathway.STANDARD) is Turn.GOVERNOR
    shown = shown_stage(S.GOVERNOR_DECISION, leap=False)
    assert turn_of(shown, Pathway.STANDARD) is turn_of(S.DECISION_PENDING, Pathway.STANDARD)
    assert shown_stage(S.GOVERNOR_DECISION, leap=True) is S.GOVERNOR_DECISION


def test_the_source_of_a_refusal_is_shown_to_the_prison_and_never_names_the_panel_to_others() -> None:
    partner, volunteer = viewer_with(Role.PARTNER_ADMIN), viewer_with(Role.VOLUNTEER_SELF)
    shown = {
        (str(min(viewer.roles)), source): shown_source(source, viewer)
        for viewer in (COORDINATOR, SECURITY, partner, volunteer)
        for source in (DecisionSource.SSCL, DecisionSource.LEAP_PANEL, DecisionSource.GOVERNOR, None)
    }
    assert {key: value for key, value in shown.items() if value is not None} == {
        ("COORDINATOR", DecisionSource.SSCL): DecisionSource.SSCL,
        ("COORDINATOR", DecisionSource.LEAP_PANEL): DecisionSource.GOVERNOR,
        ("COORDINATOR", DecisionSource.GOVERNOR): DecisionSource.GOVERNOR,
        ("SECURITY_VETTING", DecisionSource.SSCL): DecisionSource.SSCL,
        ("SECURITY_VETTING", DecisionSource.LEAP_PANEL): DecisionSource.LEAP_PANEL,
        ("SECURITY_VETTING", DecisionSource.GOVERNOR): DecisionSource.GOVERNOR,
    }
