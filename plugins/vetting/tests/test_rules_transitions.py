"""The machine as a table written a second time, by hand: every stage against every verb."""

from __future__ import annotations

from itertools import product

import pytest

from core.sdk import Role
from plugins.vetting.enums import Pathway, Turn, Verb, VettingStage
from plugins.vetting.rules import FINAL, LIVE, OPEN, STEPS, TO_CLOSE, CaseFacts, turn_of
from plugins.vetting.rules.stages import AWAITING_REPLY, TURNS
from plugins.vetting.rules.steps import Step
from plugins.vetting.tests.cases import case_at

S, V = VettingStage, Verb
STANDARD, RENEWAL, RECOGNITION = Pathway.STANDARD, Pathway.RENEWAL, Pathway.TRANSFER_RECOGNITION
ROUTES = (STANDARD, RENEWAL, RECOGNITION)
EVERY_CASE = tuple(product(VettingStage, ROUTES, (False, True)))

COMMON: dict[VettingStage, dict[Verb, VettingStage]] = {
    S.DRAFT: {V.WITHDRAW: S.WITHDRAWN},
    S.SPONSOR_REVIEW: {V.RETURN_TO_DRAFT: S.DRAFT, V.WITHDRAW: S.WITHDRAWN, V.LAPSE: S.LAPSED},
    S.INVITED: {V.WITHDRAW: S.WITHDRAWN, V.LAPSE: S.LAPSED},
    S.FORM_IN_PROGRESS: {V.WITHDRAW: S.WITHDRAWN, V.LAPSE: S.LAPSED},
    S.DOCUMENTS_BOOKED: {
        V.ACCEPT_DOCUMENTS: S.DOCUMENTS_VERIFIED,
        V.WITHDRAW: S.WITHDRAWN,
        V.LAPSE: S.LAPSED,
    },
    S.DOCUMENTS_VERIFIED: {V.SEND_TO_VETTING_TEAM: S.SUBMITTED, V.WITHDRAW: S.WITHDRAWN},
    S.SUBMITTED: {V.RECORD_CHECKS_STARTED: S.IN_CHECKS, V.WITHDRAW: S.WITHDRAWN},
    S.IN_CHECKS: {
        V.RAISE_QUERY: S.QUERY_RAISED,
        V.RECORD_CHECKS_COMPLETE: S.DECISION_PENDING,
        V.START_LEAP: S.LEAP_RISK_ASSESSMENT,
        V.WITHDRAW: S.WITHDRAWN,
    },
    S.QUERY_RAISED: {
        V.ANSWER_QUERY: S.IN_CHECKS,
        V.RECORD_CHECKS_COMPLETE: S.DECISION_PENDING,
        V.WITHDRAW: S.WITHDRAWN,
        V.LAPSE: S.LAPSED,
    },
    S.DECISION_PENDING: {V.START_LEAP: S.LEAP_RISK_ASSESSMENT, V.WITHDRAW: S.WITHDRAWN},
    S.LEAP_RISK_ASSESSMENT: {V.SEND_TO_GOVERNOR: S.GOVERNOR_DECISION, V.WITHDRAW: S.WITHDRAWN},
    S.GOVERNOR_DECISION: {
        V.RETURN_TO_ASSESSMENT: S.LEAP_RISK_ASSESSMENT,
        V.APPROVE: S.APPROVED,
        V.APPROVE_WITH_CONDITIONS: S.APPROVED_CONDITIONS,
        V.REFUSE: S.REFUSED,
        V.WITHDRAW: S.WITHDRAWN,
    },
    S.APPROVED: {V.EXPIRE: S.EXPIRED, V.WITHDRAW: S.WITHDRAWN},
    S.APPROVED_CONDITIONS: {V.EXPIRE: S.EXPIRED, V.WITHDRAW: S.WITHDRAWN},
    S.REFUSED: {V.OPEN_APPEAL: S.APPEAL_OPEN, V.CLOSE: S.CLOSED},
    S.APPEAL_OPEN: {
        V.UPHOLD_APPEAL: S.APPEAL_UPHELD,
        V.DISMISS_APPEAL: S.APPEAL_DISMISSED,
        V.WITHDRAW: S.WITHDRAWN,
    },
    S.APPEAL_UPHELD: {V.APPROVE: S.APPROVED, V.WITHDRAW: S.WITHDRAWN},
    S.APPEAL_DISMISSED: {V.CLOSE: S.CLOSED},
    S.ONBOARDING: {V.ACTIVATE: S.ACTIVE, V.EXPIRE: S.EXPIRED, V.WITHDRAW: S.WITHDRAWN},
    S.ACTIVE: {V.MARK_RENEWAL_DUE: S.RENEWAL_DUE, V.SUSPEND: S.SUSPENDED, V.RECORD_LEAVING: S.CLOSED},
    S.RENEWAL_DUE: {
        V.RENEW: S.ACTIVE,
        V.EXPIRE: S.EXPIRED,
        V.SUSPEND: S.SUSPENDED,
        V.RECORD_LEAVING: S.CLOSED,
    },
    S.SUSPENDED: {V.REINSTATE: S.ACTIVE, V.REVOKE: S.REVOKED, V.RECORD_LEAVING: S.CLOSED},
    S.EXPIRED: {V.CLOSE: S.CLOSED},
    S.REVOKED: {V.CLOSE: S.CLOSED},
    S.WITHDRAWN: {V.CLOSE: S.CLOSED},
    S.LAPSED: {V.REOPEN: S.DRAFT, V.CLOSE: S.CLOSED},
    S.CLOSED: {V.PURGE: S.PURGED},
    S.PURGED: {},
}
"""What holds on every pathway."""
SENDS_FORM: dict[VettingStage, dict[Verb, VettingStage]] = {
    S.INVITED: {V.RECORD_FORM_STARTED: S.FORM_IN_PROGRESS},
    S.FORM_IN_PROGRESS: {V.BOOK_DOCUMENTS: S.DOCUMENTS_BOOKED},
    S.DOCUMENTS_BOOKED: {V.REJECT_DOCUMENTS: S.FORM_IN_PROGRESS},
}
NEW_HERE: dict[VettingStage, dict[Verb, VettingStage]] = {
    S.DRAFT: {V.ASK_SPONSOR: S.SPONSOR_REVIEW},
    S.APPROVED: {V.START_ONBOARDING: S.ONBOARDING},
    S.APPROVED_CONDITIONS: {V.START_ONBOARDING: S.ONBOARDING},
    S.EXPIRED: {V.RENEW: S.ACTIVE},
}
OWN: dict[Pathway, tuple[dict[VettingStage, dict[Verb, VettingStage]], ...]] = {
    STANDARD: (SENDS_FORM, NEW_HERE, {S.SPONSOR_REVIEW: {V.SEND_FORM: S.INVITED}}),
    RENEWAL: (
        SENDS_FORM,
        {
            S.DRAFT: {V.SEND_FORM: S.INVITED},
            S.APPROVED: {V.FINISH_RENEWAL: S.CLOSED},
            S.APPROVED_CONDITIONS: {V.FINISH_RENEWAL: S.CLOSED},
        },
    ),
    RECOGNITION: (
        NEW_HERE,
        {
            S.SPONSOR_REVIEW: {V.BOOK_DOCUMENTS: S.DOCUMENTS_BOOKED},
            S.DOCUMENTS_BOOKED: {V.REJECT_DOCUMENTS: S.SPONSOR_REVIEW},
        },
    ),
}
DIRECT_DECISION = {
    V.APPROVE: S.APPROVED,
    V.APPROVE_WITH_CONDITIONS: S.APPROVED_CONDITIONS,
    V.REFUSE: S.REFUSED,
}
"""From the checks or the wait for a decision; never for a LEAP case, which the governor decides."""

DESK = {Role.COORDINATOR, Role.COORDINATOR_DEPUTY, Role.SECURITY_VETTING}
SECURITY, GOVERNOR, RECORDS = {Role.SECURITY_VETTING}, {Role.GOVERNOR}, {Role.DPO_RECORDS}
NOT_THE_DESK: dict[tuple[VettingStage, Verb], set[Role]] = {
    (S.IN_CHECKS, V.START_LEAP): SECURITY | GOVERNOR,
    (S.DECISION_PENDING, V.START_LEAP): SECURITY | GOVERNOR,
    (S.LEAP_RISK_ASSESSMENT, V.SEND_TO_GOVERNOR): SECURITY | GOVERNOR,
    (S.GOVERNOR_DECISION, V.RETURN_TO_ASSESSMENT): GOVERNOR,
    (S.IN_CHECKS, V.APPROVE): SECURITY,
    (S.IN_CHECKS, V.APPROVE_WITH_CONDITIONS): SECURITY,
    (S.IN_CHECKS, V.REFUSE): SECURITY,
    (S.DECISION_PENDING, V.APPROVE): SECURITY,
    (S.DECISION_PENDING, V.APPROVE_WITH_CONDITIONS): SECURITY,
    (S.DECISION_PENDING, V.REFUSE): SECURITY,
    (S.GOVERNOR_DECISION, V.APPROVE): GOVERNOR,
    (S.GOVERNOR_DECISION, V.APPROVE_WITH_CONDITIONS): GOVERNOR,
    (S.GOVERNOR_DECISION, V.REFUSE): GOVERNOR,
    (S.APPEAL_OPEN, V.UPHOLD_APPEAL): SECURITY | GOVERNOR,
    (S.APPEAL_OPEN, V.DISMISS_APPEAL): SECURITY | GOVERNOR,
    (S.APPEAL_UPHELD, V.APPROVE): SECURITY,
    (S.ACTIVE, V.SUSPEND): SECURITY | GOVERNOR,
    (S.RENEWAL_DUE, V.SUSPEND): SECURITY | GOVERNOR,
    (S.SUSPENDED, V.REINSTATE): SECURITY | GOVERNOR,
    (S.SUSPENDED, V.REVOKE): SECURITY | GOVERNOR,
    (S.SUSPENDED, V.RECORD_LEAVING): SECURITY | GOVERNOR,
    (S.CLOSED, V.PURGE): RECORDS,
}

BULK = {
    V.ASK_SPONSOR,
    V.SEND_FORM,
    V.RECORD_FORM_STARTED,
    V.BOOK_DOCUMENTS,
    V.SEND_TO_VETTING_TEAM,
    V.RECORD_CHECKS_STARTED,
    V.RECORD_CHECKS_COMPLETE,
    V.ANSWER_QUERY,
    V.START_ONBOARDING,
    V.FINISH_RENEWAL,
    V.ACTIVATE,
    V.MARK_RENEWAL_DUE,
    V.RENEW,
    V.EXPIRE,
    V.LAPSE,
    V.CLOSE,
}
"""Never a decision, a document check, a suspension or a deletion: those are about one person."""
TAKES = {
    V.APPROVE: {"happened_on", "level", "reference", "expires_on", "scope"},
    V.APPROVE_WITH_CONDITIONS: {"happened_on", "level", "reference", "expires_on", "scope", "access_mode"},
    V.REFUSE: {"happened_on", "level", "reference", "source"},
}


def expected(stage: VettingStage, pathway: Pathway, *, is_leap: bool) -> dict[Verb, VettingStage]:
    """Return every way out of a stage, by the table above."""
    ways = dict(COMMON[stage])
    for table in OWN[pathway]:
        ways |= table.get(stage, {})
    if stage in {S.IN_CHECKS, S.DECISION_PENDING} and not is_leap:
        ways |= DIRECT_DECISION
    return ways


def steps_from(case: CaseFacts) -> list[Step]:
    return [step for step in STEPS if step.fits(case)]


@pytest.mark.parametrize(("stage", "pathway", "is_leap"), EVERY_CASE)
def test_every_stage_and_verb_leads_where_the_table_says(
    stage: VettingStage, pathway: Pathway, *, is_leap: bool
) -> None:
    steps = steps_from(case_at(stage, pathway=pathway, is_leap=is_leap))
    found = {step.verb: step.target for step in steps}
    assert len(found) == len(steps), "a verb leads two ways out of one stage"
    wanted = expected(stage, pathway, is_leap=is_leap)
    assert {verb: found.get(verb) for verb in Verb} == {verb: wanted.get(verb) for verb in Verb}


@pytest.mark.parametrize(("stage", "pathway", "is_leap"), EVERY_CASE)
def test_every_step_is_for_the_roles_the_table_says(
    stage: VettingStage, pathway: Pathway, *, is_leap: bool
) -> None:
    for step in steps_from(case_at(stage, pathway=pathway, is_leap=is_leap)):
        assert set(step.roles) == NOT_THE_DESK.get((stage, step.verb), DESK), (stage, step.verb)


def test_every_verb_is_used() -> None:
    assert {step.verb for step in STEPS} == set(Verb)


def test_stages_are_open_live_or_final_and_only_one_of_them() -> None:
    assert sorted([*OPEN, *LIVE, *FINAL]) == sorted(VettingStage)
    assert FINAL - {S.CLOSED, S.PURGED} == TO_CLOSE


@pytest.mark.parametrize("pathway", ROUTES)
def test_withdraw_leads_out_of_every_open_stage_and_of_no_other(pathway: Pathway) -> None:
    offered = {
        stage
        for stage in VettingStage
        if V.WITHDRAW in {step.verb for step in steps_from(case_at(stage, pathway=pathway))}
    }
    assert offered == OPEN


@pytest.mark.parametrize(
    ("pathway", "skipped"),
    [
        (STANDARD, set[VettingStage]()),
        (RENEWAL, {S.SPONSOR_REVIEW, S.ONBOARDING, S.ACTIVE, S.RENEWAL_DUE, S.SUSPENDED, S.REVOKED}),
        (RECOGNITION, {S.INVITED, S.FORM_IN_PROGRESS}),
    ],
)
def test_every_stage_but_those_skipped_is_reached_from_a_draft(
    pathway: Pathway, skipped: set[VettingStage]
) -> None:
    assert set(VettingStage) - reached_from(S.DRAFT, pathway) == skipped


@pytest.mark.parametrize("pathway", ROUTES)
def test_every_stage_has_a_way_to_the_end_but_the_end_itself(pathway: Pathway) -> None:
    for stage in set(VettingStage) - {S.PURGED}:
        assert S.PURGED in reached_from(stage, pathway), stage
    assert reached_from(S.PURGED, pathway) == {S.PURGED}


def test_open_stages_have_a_way_on_besides_withdrawing() -> None:
    for stage in OPEN:
        ways = set(expected(stage, STANDARD, is_leap=False))
        assert ways - {V.WITHDRAW, V.LAPSE, V.EXPIRE}, stage


def test_a_way_out_of_a_final_stage_back_into_the_process_is_one_of_three() -> None:
    back = {
        (stage, step.verb)
        for step in STEPS
        for stage in step.sources & FINAL
        if step.target not in {S.CLOSED, S.PURGED}
    }
    assert back == {(S.REFUSED, V.OPEN_APPEAL), (S.EXPIRED, V.RENEW), (S.LAPSED, V.REOPEN)}


def test_only_a_decision_leads_to_a_clearance_and_only_guarded_steps_let_somebody_in() -> None:
    into = {(step.verb, stage) for step in STEPS if step.target is S.ACTIVE for stage in step.sources}
    assert into == {
        (V.ACTIVATE, S.ONBOARDING),
        (V.RENEW, S.RENEWAL_DUE),
        (V.RENEW, S.EXPIRED),
        (V.REINSTATE, S.SUSPENDED),
    }
    approving = {step.verb for step in STEPS if step.target in {S.APPROVED, S.APPROVED_CONDITIONS}}
    assert approving == {V.APPROVE, V.APPROVE_WITH_CONDITIONS}


def test_what_can_be_done_to_many_cases_at_once() -> None:
    assert {step.verb for step in STEPS if step.is_bulk} == BULK
    assert {step.verb for step in STEPS if not step.is_bulk} == set(Verb) - BULK


def test_every_step_takes_its_date_and_a_decision_its_parts_and_nothing_else() -> None:
    for step in STEPS:
        assert step.takes == TAKES.get(step.verb, {"happened_on"}), step.verb


def test_every_code_has_words_of_its_own() -> None:
    for kind in (VettingStage, Verb, Turn, Pathway):
        words = [str(member.label) for member in kind]
        assert all(words)
        assert len(set(words)) == len(words), kind
        assert not {word for word in words if "_" in word or word == word.upper()}


def test_every_stage_has_a_turn_and_nobody_waits_for_nobody_in_an_open_stage() -> None:
    assert set(TURNS) == set(VettingStage)
    assert {stage for stage in OPEN if TURNS[stage] is Turn.NOBODY} == set()
    assert {stage for stage in FINAL if TURNS[stage] is not Turn.NOBODY} == set()
    assert {TURNS[stage] for stage in AWAITING_REPLY} <= {Turn.APPLICANT, Turn.PARTNER, Turn.COORDINATOR}


def test_recognition_is_the_prisons_own_work() -> None:
    assert turn_of(S.IN_CHECKS, STANDARD) is Turn.VETTING_TEAM
    assert turn_of(S.IN_CHECKS, RECOGNITION) is Turn.PRISON_SECURITY
    assert turn_of(S.SUBMITTED, RECOGNITION) is Turn.PRISON_SECURITY


def reached_from(start: VettingStage, pathway: Pathway) -> set[VettingStage]:
    """Return every stage that the machine's own steps lead to."""
    found, left = {(start, False)}, [(start, False)]
    while left:
        stage, is_leap = left.pop()
        for step in steps_from(case_at(stage, pathway=pathway, is_leap=is_leap)):
            place = (step.target, is_leap or step.verb is V.START_LEAP)
            if place not in found:
                found.add(place)
                left.append(place)
    return {stage for stage, _ in found}
