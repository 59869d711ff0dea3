"""Each guard and check by example: what is wrong is named by code and field, all of it at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from core.sdk import InvalidInput, Viewer
from plugins.vetting.enums import (
    AccessMode,
    KeyStatus,
    Pathway,
    TrainingType,
    Verb,
    VettingLevel,
    VettingStage,
)
from plugins.vetting.rules import Clearance, Inputs, Outcome, StageEvent, Training, apply
from plugins.vetting.tests.cases import (
    COORDINATOR,
    GOVERNOR,
    INDUCTED,
    ON,
    RECORDS,
    SECURITY,
    case_at,
    clearance,
    taken,
    training,
    wrong,
)

S, V, L = VettingStage, Verb, VettingLevel
DAY = timedelta(days=1)
FOR_SECURITY = " In this prison that is for: Security vetting contact."


def test_a_move_records_who_when_and_by_which_verb() -> None:
    outcome = taken(case_at(S.DRAFT), COORDINATOR, V.ASK_SPONSOR)
    assert outcome == Outcome(
        event=StageEvent(stage=S.SPONSOR_REVIEW, on=ON, verb=V.ASK_SPONSOR, by=COORDINATOR.account_id),
        is_leap=False,
        access_mode=AccessMode.UNESCORTED_NO_KEYS,
        submitted_by=COORDINATOR.account_id,
    )


def test_sending_makes_the_sender_the_submitter() -> None:
    case = case_at(S.DOCUMENTS_VERIFIED, submitted_by=None)
    assert taken(case, SECURITY, V.SEND_TO_VETTING_TEAM).submitted_by == SECURITY.account_id


@pytest.mark.parametrize(
    ("held", "trained", "faults"),
    [
        ([clearance()], INDUCTED, []),
        ([clearance(expires_on=ON)], INDUCTED, []),
        ([clearance(L.SC)], INDUCTED, [("VETTING_CLEARANCE_MISSING", "clearances")]),
        ([], INDUCTED, [("VETTING_CLEARANCE_MISSING", "clearances")]),
        ([clearance(expires_on=ON - DAY)], INDUCTED, [("VETTING_CLEARANCE_MISSING", "clearances")]),
        ([clearance(expires_on=None)], INDUCTED, [("VETTING_CLEARANCE_MISSING", "clearances")]),
        ([clearance(granted_on=ON + DAY)], INDUCTED, [("VETTING_CLEARANCE_MISSING", "clearances")]),
        ([clearance(revoked_on=ON)], INDUCTED, [("VETTING_CLEARANCE_MISSING", "clearances")]),
        ([clearance()], INDUCTED[:1], [("VETTING_TRAINING_MISSING", "trainings")]),
        (
            [],
            (),
            [
                ("VETTING_CLEARANCE_MISSING", "clearances"),
                ("VETTING_TRAINING_MISSING", "trainings"),
                ("VETTING_TRAINING_MISSING", "trainings"),
            ],
        ),
    ],
)
@pytest.mark.parametrize(
    ("stage", "verb", "viewer"),
    [
        (S.ONBOARDING, V.ACTIVATE, COORDINATOR),
        (S.RENEWAL_DUE, V.RENEW, COORDINATOR),
        (S.EXPIRED, V.RENEW, COORDINATOR),
        (S.SUSPENDED, V.REINSTATE, GOVERNOR),
    ],
)
def test_coming_in_needs_clearances_in_date_and_training(
    stage: VettingStage,
    verb: Verb,
    viewer: Viewer,
    held: list[Clearance],
    trained: tuple[Training, ...],
    faults: list[tuple[str, str | None]],
) -> None:
    case = replace(case_at(stage, clearances=held), trainings=trained)
    found = wrong(case, viewer, verb)
    assert [each for each in found if each[0] != "VETTING_RENEWAL_STILL_DUE"] == faults


def test_every_required_level_is_needed() -> None:
    both = case_at(S.ONBOARDING, required=[L.HMPPS_EL2, L.CTC], trainings=INDUCTED, clearances=[clearance()])
    assert wrong(both, COORDINATOR, V.ACTIVATE) == [("VETTING_CLEARANCE_MISSING", "clearances")]
    held = replace(both, clearances=(clearance(), clearance(L.CTC)))
    assert wrong(held, COORDINATOR, V.ACTIVATE) == []


def test_a_higher_level_stands_for_a_lower_one_and_never_the_other_way() -> None:
    for required, held, faults in [(L.HMPPS_EL1, L.HMPPS_EL2, 0), (L.HMPPS_EL2, L.HMPPS_EL1, 1)]:
        case = case_at(S.ONBOARDING, required=[required], clearances=[clearance(held)], trainings=INDUCTED)
        assert len(wrong(case, COORDINATOR, V.ACTIVATE)) == faults


@pytest.mark.parametrize(
    ("mode", "needed"),
    [
        (AccessMode.ESCORTED, 0),
        (AccessMode.UNESCORTED_NO_KEYS, 2),
        (AccessMode.KEY_HOLDER, 3),
    ],
)
def test_training_depends_on_the_access(mode: AccessMode, needed: int) -> None:
    case = case_at(S.ONBOARDING, clearances=[clearance()], access_mode=mode)
    assert len(wrong(case, COORDINATOR, V.ACTIVATE)) == needed


def test_a_clearance_expires_only_after_its_last_day() -> None:
    for end, faults in [
        (ON - DAY, []),
        (ON, [("VETTING_CLEARANCE_IN_DATE", "clearances")]),
    ]:
        case = case_at(S.RENEWAL_DUE, clearances=[clearance(expires_on=end)])
        assert wrong(case, COORDINATOR, V.EXPIRE) == faults
    escorted = case_at(
        S.APPROVED,
        required=[L.ESCORTED_VISITOR],
        clearances=[clearance(L.ESCORTED_VISITOR, expires_on=None)],
    )
    assert wrong(escorted, COORDINATOR, V.EXPIRE) == [("VETTING_CLEARANCE_IN_DATE", "clearances")]


def test_a_renewal_is_due_from_the_first_reminder() -> None:
    for left, faults in [
        (180, []),
        (181, [("VETTING_RENEWAL_NOT_DUE", "clearances")]),
        (-1, []),
    ]:
        case = case_at(S.ACTIVE, clearances=[clearance(expires_on=ON + left * DAY)])
        assert wrong(case, COORDINATOR, V.MARK_RENEWAL_DUE) == faults
    endless = case_at(S.ACTIVE, required=[L.BPSS], clearances=[clearance(L.BPSS, expires_on=None)])
    assert wrong(endless, COORDINATOR, V.MARK_RENEWAL_DUE) == [("VETTING_RENEWAL_NOT_DUE", "clearances")]


def test_a_renewal_counts_only_when_the_end_has_moved() -> None:
    old, new = clearance(expires_on=ON + 10 * DAY), clearance(expires_on=ON + 3000 * DAY)
    case = case_at(S.RENEWAL_DUE, clearances=[old], trainings=INDUCTED)
    assert wrong(case, COORDINATOR, V.RENEW) == [("VETTING_RENEWAL_STILL_DUE", "clearances")]
    on_the_day = replace(case, clearances=(clearance(expires_on=ON + 180 * DAY),))
    assert wrong(on_the_day, COORDINATOR, V.RENEW) == [("VETTING_RENEWAL_STILL_DUE", "clearances")]
    day_after = replace(case, clearances=(clearance(expires_on=ON + 181 * DAY),))
    assert wrong(day_after, COORDINATOR, V.RENEW) == []
    assert wrong(replace(case, clearances=(old, new)), COORDINATOR, V.RENEW) == []


def test_a_case_lapses_after_sixty_days_of_silence() -> None:
    for silent, faults in [(60, []), (59, [("VETTING_NOT_SILENT_LONG_ENOUGH", "lastHeardOn")])]:
        case = case_at(S.INVITED, since=ON - silent * DAY)
        assert wrong(case, COORDINATOR, V.LAPSE) == faults
    answered = case_at(S.INVITED, since=ON - 200 * DAY, last_heard_on=ON - 59 * DAY)
    assert wrong(answered, COORDINATOR, V.LAPSE) == [("VETTING_NOT_SILENT_LONG_ENOUGH", "lastHeardOn")]
    before = case_at(S.QUERY_RAISED, since=ON - 59 * DAY, last_heard_on=ON - 200 * DAY)
    assert wrong(before, COORDINATOR, V.LAPSE) == [("VETTING_NOT_SILENT_LONG_ENOUGH", "lastHeardOn")]


@pytest.mark.parametrize(
    ("stage", "viewer"),
    [(S.ACTIVE, COORDINATOR), (S.RENEWAL_DUE, COORDINATOR), (S.SUSPENDED, SECURITY)],
)
def test_nobody_leaves_with_keys(stage: VettingStage, viewer: Viewer) -> None:
    issued = replace(case_at(stage), key_status=KeyStatus.ISSUED)
    assert wrong(issued, viewer, V.RECORD_LEAVING) == [("VETTING_KEYS_NOT_RETURNED", "keyStatus")]
    assert wrong(replace(issued, key_status=KeyStatus.WITHDRAWN), viewer, V.RECORD_LEAVING) == []


def test_a_closed_case_is_kept_for_as_long_as_the_prison_says() -> None:
    too_short = [("VETTING_KEPT_TOO_SHORT", None)]
    for until, faults in [(ON, []), (ON + DAY, too_short), (None, too_short)]:
        assert wrong(case_at(S.CLOSED, kept_until=until), RECORDS, V.PURGE) == faults


def test_a_move_is_dated_today_or_earlier_but_not_before_the_stage() -> None:
    case = case_at(S.DOCUMENTS_BOOKED, since=ON - 7 * DAY)
    for given, faults in [
        (ON, []),
        (ON - 7 * DAY, []),
        (ON + DAY, [("VETTING_DATE_IN_FUTURE", "happenedOn")]),
        (ON - 8 * DAY, [("VETTING_DATE_TOO_EARLY", "happenedOn")]),
    ]:
        assert wrong(case, COORDINATOR, V.ACCEPT_DOCUMENTS, Inputs(happened_on=given)) == faults
    outcome = taken(case, COORDINATOR, V.ACCEPT_DOCUMENTS, Inputs(happened_on=ON - 2 * DAY))
    assert outcome.event.on == ON - 2 * DAY


def test_revoking_ends_every_clearance() -> None:
    earlier = clearance(L.CTC, revoked_on=date(2026, 1, 5))
    case = case_at(S.SUSPENDED, clearances=[clearance(), earlier])
    after = apply(case, taken(case, GOVERNOR, V.REVOKE))
    assert [held.revoked_on for held in after.clearances] == [ON, date(2026, 1, 5)]


def test_starting_the_assessment_makes_it_a_leap_case_without_changing_how_it_began() -> None:
    case = case_at(S.IN_CHECKS, pathway=Pathway.RENEWAL)
    after = apply(case, taken(case, SECURITY, V.START_LEAP))
    assert (after.stage, after.pathway, after.effective_pathway) == (
        S.LEAP_RISK_ASSESSMENT,
        Pathway.RENEWAL,
        Pathway.LEAP,
    )


@pytest.mark.parametrize(
    ("held", "said"),
    [
        (
            [],
            "No clearance for Enhanced Level 2 is in date. Record that clearance first." + FOR_SECURITY,
        ),
        (
            [clearance(expires_on=ON - DAY)],
            "Enhanced Level 2 has run out. Mark the clearance as expired, then start a renewal.",
        ),
        (
            [clearance(expires_on=None), clearance(expires_on=ON - DAY)],
            "Enhanced Level 2 has no end date. Record the end date of the clearance first." + FOR_SECURITY,
        ),
        (
            [clearance(L.SC, expires_on=None)],
            "No clearance for Enhanced Level 2 is in date. Record that clearance first." + FOR_SECURITY,
        ),
    ],
)
def test_a_missing_clearance_is_explained_by_what_there_is(held: list[Clearance], said: str) -> None:
    case = case_at(S.ONBOARDING, clearances=held, trainings=INDUCTED)
    with pytest.raises(InvalidInput) as refused:
        taken(case, COORDINATOR, V.ACTIVATE)
    assert [str(error) for error in refused.value.errors] == [said]


def test_who_records_clearances_is_named_to_those_who_do_not() -> None:
    case = case_at(S.ONBOARDING, trainings=INDUCTED)
    with pytest.raises(InvalidInput) as refused:
        taken(case, SECURITY, V.ACTIVATE)
    assert [str(error) for error in refused.value.errors] == [
        "No clearance for Enhanced Level 2 is in date. Record that clearance first."
    ]


def test_the_day_a_clearance_ends_is_named() -> None:
    endless = case_at(S.APPROVED, required=[L.BPSS], clearances=[clearance(L.BPSS, expires_on=None)])
    dated = case_at(S.RENEWAL_DUE, clearances=[clearance(expires_on=date(2026, 12, 24))], trainings=INDUCTED)
    for case, verb, said in [
        (endless, V.EXPIRE, "The clearance has no end date, so it cannot expire."),
        (
            dated,
            V.EXPIRE,
            "The clearance is good until 24 December 2026. It can be marked as expired after that day.",
        ),
        (
            dated,
            V.RENEW,
            "The clearance still runs out on 24 December 2026. Record the renewed clearance first.",
        ),
    ]:
        with pytest.raises(InvalidInput) as refused:
            taken(case, COORDINATOR, verb)
        assert [str(error) for error in refused.value.errors] == [said]


def test_messages_are_sentences_that_say_what_to_do() -> None:
    case = case_at(
        S.ONBOARDING, access_mode=AccessMode.KEY_HOLDER, trainings=[training(TrainingType.SASH_ACCT)]
    )
    with pytest.raises(InvalidInput) as refused:
        taken(case, COORDINATOR, V.ACTIVATE)
    assert [str(error) for error in refused.value.errors] == [
        "No clearance for Enhanced Level 2 is in date. Record that clearance first." + FOR_SECURITY,
        "Key training is not done, or its date is missing or too old. Record it first.",
        "Security induction is not done, or its date is missing or too old. Record it first.",
    ]
    with pytest.raises(InvalidInput) as early:
        taken(case_at(S.INVITED), COORDINATOR, V.LAPSE)
    assert str(early.value.errors[0]) == (
        "They were last heard from on 5 October 2026. The case can lapse from 4 December 2026; chase first."
    )
