"""What is recorded beside the moves: clearances held already, training, keys. What must be true of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from core.sdk import DomainError, Viewer, long_date, translate
from plugins.vetting.enums import (
    AccessMode,
    KeyStatus,
    TrainingStatus,
    TrainingType,
    VettingLevel,
    VettingStage,
)
from plugins.vetting.errors import (
    DateInFuture,
    DateMissing,
    DateTooEarly,
    DateTooLate,
    KeysInvalid,
    LevelInvalid,
    NobodyToAnswer,
    SameHands,
)
from plugins.vetting.permissions import CASE_DECIDE
from plugins.vetting.policy import Policy
from plugins.vetting.rules.checks import reference_faults
from plugins.vetting.rules.clearances import (
    levels_missing,
    levels_unconfirmed,
    months_after,
    trainings_missing,
)
from plugins.vetting.rules.facts import CaseFacts, Clearance, Training
from plugins.vetting.rules.stages import AWAITING_REPLY, CLEARED, OPEN, as_seen_by


def clearance_faults(held: Clearance, on: date, policy: Policy, *, volunteer: bool) -> Iterator[DomainError]:
    """Give every reason why a clearance cannot be recorded as held."""
    rule = policy.levels[held.level]
    if not rule.grantable:
        message = translate(
            "{level} comes from old records and is no longer granted. Choose a present level."
        )
        yield LevelInvalid(message.format(level=held.level.label), "level")
    yield from reference_faults(held.reference)
    if held.granted_on is None:
        yield DateMissing(translate("Give the day on which the clearance was granted."), "grantedOn")
    elif held.granted_on > on:
        message = translate("{day} has not come yet. Give the day on which the clearance was granted.")
        yield DateInFuture(message.format(day=long_date(held.granted_on)), "grantedOn")
    if held.expires_on is None:
        if rule.needs_end_date:
            yield DateMissing(translate("Give the end date of the clearance."), "expiresOn")
        return
    yield from end_date_faults(held, held.expires_on, policy, volunteer=volunteer)


def same_hands_faults(
    cases: Iterable[CaseFacts], viewer: Viewer, level: VettingLevel, policy: Policy
) -> Iterator[DomainError]:
    """Whoever sent a case does not decide it, and recording the clearance beside it would be deciding it."""
    for case in cases:
        asked = any(level in policy.standing_for(required) for required in case.required_levels)
        if asked and case.stage in OPEN - CLEARED and case.submitted_by == viewer.account_id:
            message = translate(
                "You sent this person's case to the vetting team, so somebody else has to record this: {who}."
            )
            who = ", ".join(sorted(str(role.label) for role in CASE_DECIDE.roles))
            yield SameHands(message.format(who=who), "level")
            return


def end_date_faults(held: Clearance, end: date, policy: Policy, *, volunteer: bool) -> Iterator[DomainError]:
    """Give every reason why a clearance cannot end on a day; the past is allowed, for the record."""
    if held.granted_on is None:
        return
    if end <= held.granted_on:
        message = translate(
            "The clearance ends on {end}, which is not after its start on {start}. Check both dates."
        )
        message = message.format(end=long_date(end), start=long_date(held.granted_on))
        yield DateTooEarly(message, "expiresOn")
    years = policy.levels[held.level].validity_years(volunteer=volunteer)
    latest = None if years is None else months_after(held.granted_on, 12 * years)
    if latest is not None and end > latest:
        message = translate("This level lasts until {day} at most. Give that day or an earlier one.")
        yield DateTooLate(message.format(day=long_date(latest)), "expiresOn")


def training_faults(record: Training, on: date) -> Iterator[DomainError]:
    """Give every reason why a training cannot be recorded so."""
    done = record.completed_on
    if record.status is TrainingStatus.COMPLETED and done is None:
        yield DateMissing(translate("Give the day on which the training was done."), "completedOn")
    if done is not None and done > on:
        message = translate(
            "{day} has not come yet. Record the training as booked, or give the day it was done."
        )
        yield DateInFuture(message.format(day=long_date(done)), "completedOn")
    if record.status is TrainingStatus.BOOKED and record.booked_on is None:
        yield DateMissing(translate("Give the day for which the training is booked."), "bookedOn")
    if record.status is TrainingStatus.EXEMPT and record.expires_on is not None and record.expires_on < on:
        message = translate("The exemption ends before today. Give a day to come, or leave it open.")
        yield DateTooEarly(message, "expiresOn")
    if done is not None and record.expires_on is not None and record.expires_on <= done:
        yield DateTooEarly(translate("The training ends before it was done. Check both dates."), "expiresOn")


def reply_faults(
    case: CaseFacts, viewer: Viewer, opened_on: date, heard_on: date, on: date
) -> Iterator[DomainError]:
    """Give every reason why a reply of applicant or sponsor cannot be recorded so."""
    seen = as_seen_by(case, viewer)
    if seen.stage not in AWAITING_REPLY:
        message = translate(
            "Nobody has to answer while the case is at “{stage}”. A reply is recorded while one is awaited.",
        )
        yield NobodyToAnswer(message.format(stage=seen.stage.label))
    if heard_on > on:
        yield DateInFuture(translate("That day has not come yet. Give the day of the reply."), "heardOn")
    if heard_on < opened_on:
        message = translate("The case was opened on {day}. Give the day of a reply since then.")
        yield DateTooEarly(message.format(day=long_date(opened_on)), "heardOn")


def key_faults(case: CaseFacts, wanted: KeyStatus, on: date, policy: Policy) -> Iterator[DomainError]:
    """Give every reason why keys cannot be recorded as issued."""
    if wanted is not KeyStatus.ISSUED:
        return
    if case.stage not in {VettingStage.ACTIVE, VettingStage.RENEWAL_DUE}:
        message = translate("Keys are issued to people who are active here; this case is at “{stage}”.")
        yield KeysInvalid(message.format(stage=case.stage.label), "keyStatus")
    if case.access_mode is not AccessMode.KEY_HOLDER:
        message = translate(
            "This person's access is “{access}”. Keys need the access “{keys}”: open a case that asks for it."
        )
        message = message.format(access=case.access_mode.label, keys=AccessMode.KEY_HOLDER.label)
        yield KeysInvalid(message, "keyStatus")
    for level in levels_missing(case, on, policy):
        message = translate("{level} is not in date, so no keys are issued. Record the clearance first.")
        yield KeysInvalid(message.format(level=level.label), "keyStatus")
    for level in levels_unconfirmed(case, on, policy):
        message = translate("{level} is not confirmed by security, so no keys are issued.")
        yield KeysInvalid(message.format(level=level.label), "keyStatus")
    if TrainingType.KEY_TRAINING in trainings_missing(case, on, policy):
        message = translate("Key training is not done, or its date is missing or too old. Record it first.")
        yield KeysInvalid(message, "keyStatus")
