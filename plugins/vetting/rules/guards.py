"""What must be true of a case before a step: each guard gives every reason, with what to do about it."""

from __future__ import annotations

from collections.abc import Iterator

from core.sdk import DomainError, long_date, translate
from plugins.vetting.enums import ClearanceState, KeyStatus, VettingStage
from plugins.vetting.errors import (
    ClearanceInDate,
    ClearanceMissing,
    ClearanceUnconfirmed,
    DeciderUnknown,
    DocumentsMissing,
    KeptTooShort,
    KeysNotReturned,
    NotSilentLongEnough,
    RenewalNotDue,
    RenewalStillDue,
    SameHands,
    TrainingMissing,
)
from plugins.vetting.permissions import CASE_DECIDE
from plugins.vetting.rules.clearances import (
    clearance_state,
    levels_elsewhere,
    levels_missing,
    levels_unconfirmed,
    runs_out_on,
    trainings_missing,
)
from plugins.vetting.rules.clocks import heard_last_on, lapses_on
from plugins.vetting.rules.documents import document_check, is_taken_over, missing_words
from plugins.vetting.rules.renewals import renewal_due_on
from plugins.vetting.rules.stages import CLEARED
from plugins.vetting.rules.steps import Attempt


def clearances_current(attempt: Attempt) -> Iterator[DomainError]:
    """Every required level is covered by a clearance in date."""
    case, on, policy = attempt.case, attempt.on, attempt.policy
    for level in levels_missing(case, on, policy):
        standing = policy.standing_for(level)
        states = {clearance_state(held, on, policy) for held in case.clearances if held.level in standing}
        if ClearanceState.UNDATED in states:
            message = translate("{level} has no end date. Record the end date of the clearance first.")
            message += _whose(attempt)
        elif ClearanceState.EXPIRED in states:
            message = _run_out(case.stage)
        else:
            message = translate("No clearance for {level} is in date. Record that clearance first.")
            message += _whose(attempt)
        yield ClearanceMissing(message.format(level=level.label), "clearances")
    for level in levels_elsewhere(case, on, policy):
        message = translate(
            "{level} is recorded for named prisons, not whether this is one of them. "
            "Ask security to record it for this prison first."
        )
        yield ClearanceMissing(message.format(level=level.label), "clearances")


def clearances_confirmed(attempt: Attempt) -> Iterator[DomainError]:
    """Security stands by a clearance for every required level: a list alone lets nobody be made active."""
    for level in levels_unconfirmed(attempt.case, attempt.on, attempt.policy):
        message = translate(
            "{level} was recorded from a spreadsheet and is not confirmed by security. "
            "Ask security to confirm it first."
        )
        yield ClearanceUnconfirmed(message.format(level=level.label), "clearances")


def _whose(attempt: Attempt) -> str:
    """Name who records clearances, to those who may not."""
    if attempt.viewer.may(CASE_DECIDE):
        return ""
    who = ", ".join(sorted(str(role.label) for role in CASE_DECIDE.roles))
    return " " + translate("In this prison that is for: {who}.").format(who=who)


def _run_out(stage: VettingStage) -> str:
    if stage in CLEARED:
        return translate("{level} has run out. Mark the clearance as expired, then start a renewal.")
    return translate("{level} has run out. Start a renewal; the case can go on once it is granted.")


def documents_complete(attempt: Attempt) -> Iterator[DomainError]:
    """The documents seen prove who the person is; of a case that was taken over, others saw them."""
    if is_taken_over(attempt.case):
        return
    rules = attempt.policy.documents
    check = document_check(attempt.case, rules, attempt.on)
    for finding in check.lacking:
        yield DocumentsMissing(missing_words(finding, check, rules), "documents")


def training_complete(attempt: Attempt) -> Iterator[DomainError]:
    """Every mandatory training of the access mode stands."""
    for kind in trainings_missing(attempt.case, attempt.on, attempt.policy):
        message = translate("{training} is not done, or its date is missing or too old. Record it first.")
        yield TrainingMissing(message.format(training=kind.label), "trainings")


def clearance_run_out(attempt: Attempt) -> Iterator[DomainError]:
    """Some required level is no longer covered."""
    if levels_missing(attempt.case, attempt.on, attempt.policy):
        return
    end = runs_out_on(attempt.case, attempt.on, attempt.policy)
    if end is None:
        message = translate("The clearance has no end date, so it cannot expire.")
    else:
        message = translate("The clearance is good until {day}. It can be marked as expired after that day.")
        message = message.format(day=long_date(end))
    yield ClearanceInDate(message, "clearances")


def renewal_due(attempt: Attempt) -> Iterator[DomainError]:
    """The day to start the renewal has come."""
    if levels_missing(attempt.case, attempt.on, attempt.policy):
        return
    due = renewal_due_on(attempt.case, attempt.on, attempt.policy)
    if due is None:
        yield RenewalNotDue(translate("The clearance has no end date, so no renewal is due."), "clearances")
    elif due > attempt.on:
        message = translate("The renewal is due from {day}. Nothing has to be done before.")
        yield RenewalNotDue(message.format(day=long_date(due)), "clearances")


def renewal_no_longer_due(attempt: Attempt) -> Iterator[DomainError]:
    """The clearance has been renewed: its next renewal lies ahead."""
    due = renewal_due_on(attempt.case, attempt.on, attempt.policy)
    if due is not None and due <= attempt.on:
        end = runs_out_on(attempt.case, attempt.on, attempt.policy) or due
        message = translate("The clearance still runs out on {day}. Record the renewed clearance first.")
        yield RenewalStillDue(message.format(day=long_date(end)), "clearances")


def silent_long_enough(attempt: Attempt) -> Iterator[DomainError]:
    """Nothing has been heard for as long as the policy says."""
    heard, lapses = heard_last_on(attempt.case), lapses_on(attempt.case, attempt.policy)
    if attempt.on < lapses:
        message = translate(
            "They were last heard from on {heard}. The case can lapse from {day}; chase first."
        )
        yield NotSilentLongEnough(
            message.format(heard=long_date(heard), day=long_date(lapses)), "lastHeardOn"
        )


def keys_returned(attempt: Attempt) -> Iterator[DomainError]:
    """Nobody leaves with keys."""
    if attempt.case.key_status is KeyStatus.ISSUED:
        message = translate("Keys are still issued to this person. Take them back and record it first.")
        yield KeysNotReturned(message, "keyStatus")


def kept_long_enough(attempt: Attempt) -> Iterator[DomainError]:
    """The prison's own period for closed cases is over: the same by which the night takes them."""
    until = attempt.case.kept_until
    if until is None:
        yield KeptTooShort(translate("A case is kept while it is not closed."))
    elif attempt.on < until:
        message = translate("A closed case is kept until {day}. It can be deleted from then on.")
        yield KeptTooShort(message.format(day=long_date(until)))


def another_submitted(attempt: Attempt) -> Iterator[DomainError]:
    """Whoever sent the case does not decide it."""
    if attempt.case.submitted_by == attempt.viewer.account_id:
        message = translate(
            "You sent this case to the vetting team, so somebody else has to record the decision: {who}.",
        )
        who = ", ".join(str(role.label) for role in attempt.step.roles)
        yield SameHands(message.format(who=who))


def decider_known(attempt: Attempt) -> Iterator[DomainError]:
    """A decision is kept with the role that made it."""
    if attempt.step.role_of(attempt.viewer) is None:
        message = translate("A decision is recorded with a role. Sign in as: {who}.")
        yield DeciderUnknown(message.format(who=", ".join(str(role.label) for role in attempt.step.roles)))
