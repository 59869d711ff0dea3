"""The whole machine as one table: from where, to where, by whom, on what conditions."""

from __future__ import annotations

from plugins.vetting.enums import ActionKind, DecisionSource, Pathway, Verb, VettingStage
from plugins.vetting.permissions import (
    CASE_DECIDE,
    CASE_GOVERNOR_DECIDE,
    CASE_LEAP,
    CASE_PROGRESS,
    CASE_PURGE,
)
from plugins.vetting.rules import checks, guards
from plugins.vetting.rules.stages import AWAITING_REPLY, CLEARED, OPEN, TO_CLOSE
from plugins.vetting.rules.steps import Guard, Step

S = VettingStage
FORWARD, DECISION, SIDE, ENDING = ActionKind
SENDS_FORM = frozenset({Pathway.STANDARD, Pathway.RENEWAL})
NEW_HERE = frozenset({Pathway.STANDARD, Pathway.TRANSFER_RECOGNITION})
"""Renewals skip the sponsor, who stands by the person already, and the onboarding."""
RECOGNITION = frozenset({Pathway.TRANSFER_RECOGNITION})
"""Recognition skips the form, which was filled in elsewhere; identity is still seen here."""


def at(*stages: VettingStage) -> frozenset[VettingStage]:
    """Name the stages a step leads out of."""
    return frozenset(stages)


PROGRESS = (CASE_PROGRESS,)
DECIDE = (CASE_DECIDE,)
GOVERN = (CASE_GOVERNOR_DECIDE,)
LEAP = (CASE_LEAP,)
PRISON_DECIDES = (CASE_DECIDE, CASE_GOVERNOR_DECIDE)

CAN_COME_IN: tuple[Guard, ...] = (
    guards.clearances_current,
    guards.clearances_confirmed,
    guards.training_complete,
)
MAY_DECIDE: tuple[Guard, ...] = (guards.another_submitted, guards.decider_known)
DECISION_PARTS: tuple[Guard, ...] = (checks.decision_dated, checks.level_decided, checks.reference_given)
GRANT_PARTS: tuple[Guard, ...] = (*DECISION_PARTS, checks.levels_complete, checks.dates_of_clearance)
TAKES_DECISION = frozenset({"happened_on", "level", "reference"})
TAKES_GRANT = TAKES_DECISION | {"expires_on", "scope"}
CENTRAL = frozenset({DecisionSource.SSCL, DecisionSource.UKSV, DecisionSource.DBS, DecisionSource.GOVERNOR})
PRISON = frozenset({DecisionSource.GOVERNOR, DecisionSource.LEAP_PANEL})

PREPARATION = (
    Step(Verb.ASK_SPONSOR, FORWARD, at(S.DRAFT), S.SPONSOR_REVIEW, PROGRESS, pathways=NEW_HERE, is_bulk=True),
    Step(Verb.RETURN_TO_DRAFT, SIDE, at(S.SPONSOR_REVIEW), S.DRAFT, PROGRESS),
    Step(
        Verb.SEND_FORM,
        FORWARD,
        at(S.SPONSOR_REVIEW),
        S.INVITED,
        PROGRESS,
        pathways=frozenset({Pathway.STANDARD}),
        is_bulk=True,
    ),
    Step(
        Verb.SEND_FORM,
        FORWARD,
        at(S.DRAFT),
        S.INVITED,
        PROGRESS,
        pathways=frozenset({Pathway.RENEWAL}),
        is_bulk=True,
    ),
    Step(
        Verb.RECORD_FORM_STARTED,
        FORWARD,
        at(S.INVITED),
        S.FORM_IN_PROGRESS,
        PROGRESS,
        pathways=SENDS_FORM,
        is_bulk=True,
    ),
    Step(
        Verb.BOOK_DOCUMENTS,
        FORWARD,
        at(S.FORM_IN_PROGRESS),
        S.DOCUMENTS_BOOKED,
        PROGRESS,
        pathways=SENDS_FORM,
        is_bulk=True,
    ),
    Step(
        Verb.BOOK_DOCUMENTS,
        FORWARD,
        at(S.SPONSOR_REVIEW),
        S.DOCUMENTS_BOOKED,
        PROGRESS,
        pathways=RECOGNITION,
        is_bulk=True,
    ),
    Step(
        Verb.ACCEPT_DOCUMENTS,
        FORWARD,
        at(S.DOCUMENTS_BOOKED),
        S.DOCUMENTS_VERIFIED,
        PROGRESS,
        needs=(guards.documents_complete,),
    ),
    Step(
        Verb.REJECT_DOCUMENTS, SIDE, at(S.DOCUMENTS_BOOKED), S.FORM_IN_PROGRESS, PROGRESS, pathways=SENDS_FORM
    ),
    Step(
        Verb.REJECT_DOCUMENTS, SIDE, at(S.DOCUMENTS_BOOKED), S.SPONSOR_REVIEW, PROGRESS, pathways=RECOGNITION
    ),
)
CHECKING = (
    Step(Verb.SEND_TO_VETTING_TEAM, FORWARD, at(S.DOCUMENTS_VERIFIED), S.SUBMITTED, PROGRESS, is_bulk=True),
    Step(Verb.RECORD_CHECKS_STARTED, FORWARD, at(S.SUBMITTED), S.IN_CHECKS, PROGRESS, is_bulk=True),
    Step(Verb.RAISE_QUERY, SIDE, at(S.IN_CHECKS), S.QUERY_RAISED, PROGRESS),
    Step(Verb.ANSWER_QUERY, FORWARD, at(S.QUERY_RAISED), S.IN_CHECKS, PROGRESS, is_bulk=True),
    Step(
        Verb.RECORD_CHECKS_COMPLETE,
        FORWARD,
        at(S.IN_CHECKS, S.QUERY_RAISED),
        S.DECISION_PENDING,
        PROGRESS,
        is_bulk=True,
    ),
    Step(Verb.START_LEAP, SIDE, at(S.IN_CHECKS, S.DECISION_PENDING), S.LEAP_RISK_ASSESSMENT, LEAP),
    Step(Verb.SEND_TO_GOVERNOR, FORWARD, at(S.LEAP_RISK_ASSESSMENT), S.GOVERNOR_DECISION, LEAP),
    Step(Verb.RETURN_TO_ASSESSMENT, SIDE, at(S.GOVERNOR_DECISION), S.LEAP_RISK_ASSESSMENT, GOVERN),
)
DECIDING = (
    Step(
        Verb.APPROVE,
        DECISION,
        at(S.IN_CHECKS, S.DECISION_PENDING),
        S.APPROVED,
        DECIDE,
        needs=MAY_DECIDE,
        checks=GRANT_PARTS,
        takes=TAKES_GRANT,
        when_leap=False,
    ),
    Step(
        Verb.APPROVE,
        DECISION,
        at(S.GOVERNOR_DECISION),
        S.APPROVED,
        GOVERN,
        needs=MAY_DECIDE,
        checks=GRANT_PARTS,
        takes=TAKES_GRANT,
    ),
    Step(
        Verb.APPROVE,
        DECISION,
        at(S.APPEAL_UPHELD),
        S.APPROVED,
        DECIDE,
        needs=MAY_DECIDE,
        checks=GRANT_PARTS,
        takes=TAKES_GRANT,
    ),
    Step(
        Verb.APPROVE_WITH_CONDITIONS,
        DECISION,
        at(S.IN_CHECKS, S.DECISION_PENDING),
        S.APPROVED_CONDITIONS,
        DECIDE,
        needs=MAY_DECIDE,
        checks=(*GRANT_PARTS, checks.condition_stated),
        takes=TAKES_GRANT | {"access_mode"},
        when_leap=False,
    ),
    Step(
        Verb.APPROVE_WITH_CONDITIONS,
        DECISION,
        at(S.GOVERNOR_DECISION),
        S.APPROVED_CONDITIONS,
        GOVERN,
        needs=MAY_DECIDE,
        checks=(*GRANT_PARTS, checks.condition_stated),
        takes=TAKES_GRANT | {"access_mode"},
    ),
    Step(
        Verb.REFUSE,
        DECISION,
        at(S.IN_CHECKS, S.DECISION_PENDING),
        S.REFUSED,
        DECIDE,
        needs=MAY_DECIDE,
        checks=(*DECISION_PARTS, checks.source_named),
        takes=TAKES_DECISION | {"source"},
        when_leap=False,
        refused_by=CENTRAL,
    ),
    Step(
        Verb.REFUSE,
        DECISION,
        at(S.GOVERNOR_DECISION),
        S.REFUSED,
        GOVERN,
        needs=MAY_DECIDE,
        checks=(*DECISION_PARTS, checks.source_named),
        takes=TAKES_DECISION | {"source"},
        refused_by=PRISON,
    ),
    Step(Verb.OPEN_APPEAL, SIDE, at(S.REFUSED), S.APPEAL_OPEN, PROGRESS),
    Step(
        Verb.UPHOLD_APPEAL,
        FORWARD,
        at(S.APPEAL_OPEN),
        S.APPEAL_UPHELD,
        PRISON_DECIDES,
        needs=MAY_DECIDE,
        checks=(checks.decision_dated,),
    ),
    Step(
        Verb.DISMISS_APPEAL,
        FORWARD,
        at(S.APPEAL_OPEN),
        S.APPEAL_DISMISSED,
        PRISON_DECIDES,
        needs=MAY_DECIDE,
        checks=(checks.decision_dated,),
    ),
)
COMING_IN = (
    Step(
        Verb.START_ONBOARDING,
        FORWARD,
        at(S.APPROVED, S.APPROVED_CONDITIONS),
        S.ONBOARDING,
        PROGRESS,
        pathways=NEW_HERE,
        is_bulk=True,
    ),
    Step(
        Verb.FINISH_RENEWAL,
        FORWARD,
        at(S.APPROVED, S.APPROVED_CONDITIONS),
        S.CLOSED,
        PROGRESS,
        pathways=frozenset({Pathway.RENEWAL}),
        is_bulk=True,
    ),
    Step(Verb.ACTIVATE, FORWARD, at(S.ONBOARDING), S.ACTIVE, PROGRESS, needs=CAN_COME_IN, is_bulk=True),
    Step(
        Verb.MARK_RENEWAL_DUE,
        SIDE,
        at(S.ACTIVE),
        S.RENEWAL_DUE,
        PROGRESS,
        needs=(guards.renewal_due,),
        is_bulk=True,
    ),
    Step(
        Verb.RENEW,
        FORWARD,
        at(S.RENEWAL_DUE),
        S.ACTIVE,
        PROGRESS,
        needs=(*CAN_COME_IN, guards.renewal_no_longer_due),
        is_bulk=True,
    ),
    Step(
        Verb.RENEW,
        SIDE,
        at(S.EXPIRED),
        S.ACTIVE,
        PROGRESS,
        needs=CAN_COME_IN,
        pathways=NEW_HERE,
        is_bulk=True,
    ),
    Step(
        Verb.EXPIRE,
        ENDING,
        CLEARED | at(S.RENEWAL_DUE),
        S.EXPIRED,
        PROGRESS,
        needs=(guards.clearance_run_out,),
        is_bulk=True,
    ),
    Step(Verb.SUSPEND, SIDE, at(S.ACTIVE, S.RENEWAL_DUE), S.SUSPENDED, PRISON_DECIDES),
    Step(Verb.REINSTATE, FORWARD, at(S.SUSPENDED), S.ACTIVE, PRISON_DECIDES, needs=CAN_COME_IN),
)
ENDINGS = (
    Step(Verb.REVOKE, ENDING, at(S.SUSPENDED), S.REVOKED, PRISON_DECIDES),
    Step(
        Verb.RECORD_LEAVING,
        ENDING,
        at(S.ACTIVE, S.RENEWAL_DUE),
        S.CLOSED,
        PROGRESS,
        needs=(guards.keys_returned,),
    ),
    Step(
        Verb.RECORD_LEAVING, ENDING, at(S.SUSPENDED), S.CLOSED, PRISON_DECIDES, needs=(guards.keys_returned,)
    ),
    Step(Verb.WITHDRAW, ENDING, OPEN, S.WITHDRAWN, PROGRESS),
    Step(
        Verb.LAPSE,
        ENDING,
        AWAITING_REPLY,
        S.LAPSED,
        PROGRESS,
        needs=(guards.silent_long_enough,),
        is_bulk=True,
    ),
    Step(Verb.REOPEN, SIDE, at(S.LAPSED), S.DRAFT, PROGRESS),
    Step(Verb.CLOSE, FORWARD, TO_CLOSE, S.CLOSED, PROGRESS, is_bulk=True),
    Step(Verb.PURGE, ENDING, at(S.CLOSED), S.PURGED, (CASE_PURGE,), needs=(guards.kept_long_enough,)),
)
STEPS: tuple[Step, ...] = (*PREPARATION, *CHECKING, *DECIDING, *COMING_IN, *ENDINGS)
EVERY_STEP: tuple[Guard, ...] = (checks.nothing_unexpected, checks.date_in_order)
"""Holds for every move, whichever step."""
