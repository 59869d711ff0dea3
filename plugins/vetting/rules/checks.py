"""What must be true of what a person gives with a step: dates, level, reference, source, conditions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from core.sdk import DomainError, long_date, translate
from plugins.vetting.enums import AccessMode, ActionKind, Pathway, VettingLevel, VettingStage
from plugins.vetting.errors import (
    AccessInvalid,
    ConditionMissing,
    DateInFuture,
    DateMissing,
    DateTooEarly,
    DateTooLate,
    InputUnexpected,
    LevelInvalid,
    ReferenceInvalid,
    SourceInvalid,
)
from plugins.vetting.rules.clearances import held_for, months_after
from plugins.vetting.rules.clocks import submitted_on
from plugins.vetting.rules.facts import Clearance
from plugins.vetting.rules.stages import as_seen_by
from plugins.vetting.rules.steps import Attempt

LONGEST_REFERENCE = 30
FEWEST_DIGITS = 3
REFERENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9/.-]*")
PRISON_NUMBER = re.compile(r"(?<![A-Z0-9])[A-Z]\d{4}[A-Z]{2}(?![A-Z0-9])")
LATE_RECORDS = frozenset(
    {VettingStage.IN_CHECKS, VettingStage.DECISION_PENDING, VettingStage.GOVERNOR_DECISION}
)
"""A decision may have been made before the move that led here was recorded."""


def argument(name: str) -> str:
    """Return an input's name as a client of the API writes it."""
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)


def nothing_unexpected(attempt: Attempt) -> Iterator[DomainError]:
    """A step takes what it says it takes: above all, nothing beside a refusal."""
    for name in sorted(attempt.inputs.given() - attempt.step.accepted(attempt.case)):
        message = translate("“{what}” takes no such detail. Leave it empty.").format(what=attempt.step.label)
        yield InputUnexpected(message, argument(name))


def date_in_order(attempt: Attempt) -> Iterator[DomainError]:
    """A move happened today or earlier, and not before the case came to where it stands."""
    given = attempt.inputs.happened_on
    if given is None:
        return
    if given > attempt.on:
        message = translate("{day} has not come yet. Give the day on which it happened.")
        yield DateInFuture(message.format(day=long_date(given)), "happenedOn")
    earliest = _earliest(attempt)
    if earliest is not None and given < earliest:
        message = translate(
            "It cannot have happened before {day}, when the case came this far. Check the date."
        )
        yield DateTooEarly(message.format(day=long_date(earliest)), "happenedOn")


def _earliest(attempt: Attempt) -> date | None:
    # The dates of a LEAP case that this viewer is not shown must not show through an error either.
    seen = as_seen_by(attempt.case, attempt.viewer)
    if attempt.step.kind is ActionKind.DECISION and attempt.case.stage in LATE_RECORDS:
        return submitted_on(seen)
    return seen.entered_on


def decision_dated(attempt: Attempt) -> Iterator[DomainError]:
    if attempt.inputs.happened_on is None:
        yield DateMissing(
            translate("Give the date of the decision, as it stands in the letter."), "happenedOn"
        )


def reference_given(attempt: Attempt) -> Iterator[DomainError]:
    yield from reference_faults(attempt.inputs.reference)


def reference_faults(given: str | None) -> Iterator[DomainError]:
    """A reference is a file number, not a sentence, and never a prison number."""
    reference = given or ""
    if not reference.strip():
        yield ReferenceInvalid(
            translate("Give the reference of the decision, as it stands in the letter."), "reference"
        )
        return
    digits = sum(character.isdigit() for character in reference)
    if len(reference) > LONGEST_REFERENCE or digits < FEWEST_DIGITS or not REFERENCE.fullmatch(reference):
        message = translate(
            "The reference is up to 30 letters, digits, hyphens, slashes and full stops, "
            "such as SSCL-2026-0042. Leave out everything else.",
        )
        yield ReferenceInvalid(message, "reference")
    if PRISON_NUMBER.search(reference.upper()):
        message = translate(
            "This looks like the number of a person in prison. Give the reference of the decision."
        )
        yield ReferenceInvalid(message, "reference")


def level_decided(attempt: Attempt) -> Iterator[DomainError]:
    """A decision is about a level that the case asks for, and one that can still be granted."""
    level, policy, case = attempt.inputs.level, attempt.policy, attempt.case
    if level is None:
        yield LevelInvalid(translate("Choose the level that was decided."), "level")
        return
    if not policy.levels[level].grantable:
        message = translate(
            "{level} comes from old records and is no longer granted. Choose a present level."
        )
        yield LevelInvalid(message.format(level=level.label), "level")
    if not any(level in policy.standing_for(required) for required in case.required_levels):
        message = translate("This case asks for {required}. Check the letter, or choose one of these.")
        yield LevelInvalid(message.format(required=_labels(case.required_levels)), "level")


def levels_complete(attempt: Attempt) -> Iterator[DomainError]:
    """With this clearance the person holds every level the case asks for."""
    case, policy, level = attempt.case, attempt.policy, attempt.inputs.level
    left = {
        required
        for required in case.required_levels
        if level not in policy.standing_for(required)
        and not any(held_for(required, case.clearances, attempt.on, policy))
    }
    if level is not None and left:
        message = translate(
            "The case also asks for {levels}. Record that clearance first, then this decision."
        )
        yield LevelInvalid(message.format(levels=_labels(left)), "level")


def dates_of_clearance(attempt: Attempt) -> Iterator[DomainError]:
    """A clearance starts, then ends, and ends neither in the past nor later than the policy allows."""
    inputs = attempt.inputs
    if attempt.case.pathway is Pathway.TRANSFER_RECOGNITION:
        yield from _dates_of_recognition(attempt)
    end, start = expires_on(attempt), starts_on(attempt)
    if end is None:
        yield from _end_left_open(attempt)
        return
    if end <= start:
        message = translate(
            "The clearance ends on {end}, which is not after its start on {start}. Check both dates."
        )
        yield DateTooEarly(message.format(end=long_date(end), start=long_date(start)), "expiresOn")
    elif end < attempt.on:
        message = translate("A clearance that ran out on {end} cannot be granted. Check both dates.")
        yield DateTooEarly(message.format(end=long_date(end)), "expiresOn")
    latest = latest_end(attempt)
    if latest is not None and inputs.expires_on is not None and inputs.expires_on > latest:
        message = translate("This level lasts until {day} at most. Give that day or an earlier one.")
        yield DateTooLate(message.format(day=long_date(latest)), "expiresOn")


def _end_left_open(attempt: Attempt) -> Iterator[DomainError]:
    """A level that runs out, and whose years the policy does not say, needs its end from the letter."""
    level = attempt.inputs.level
    recognises = attempt.case.pathway is Pathway.TRANSFER_RECOGNITION
    if level is None or recognises or not attempt.policy.levels[level].grantable:
        return
    if attempt.policy.levels[level].needs_end_date:
        yield DateMissing(
            translate("Give the last day this level is good for, as it stands in the letter."), "expiresOn"
        )


def _dates_of_recognition(attempt: Attempt) -> Iterator[DomainError]:
    """Recognising a clearance does not make it longer: it keeps its own dates."""
    inputs = attempt.inputs
    if inputs.granted_on is None:
        yield DateMissing(
            translate("Give the day on which the other prison granted the clearance."), "grantedOn"
        )
    elif inputs.granted_on > attempt.happened_on:
        message = translate("The clearance was granted before it was recognised. Check both dates.")
        yield DateTooLate(message, "grantedOn")
    if _end_is_asked(attempt) and inputs.expires_on is None:
        message = translate(
            "Give the end date of the clearance that is recognised; recognising does not extend it."
        )
        yield DateMissing(message, "expiresOn")
    if attempt.case.shown is not None:
        yield from _not_as_shown(attempt, attempt.case.shown)


def _not_as_shown(attempt: Attempt, shown: Clearance) -> Iterator[DomainError]:
    """What is recognised is what the passport showed: that level, that day, and no later an end."""
    inputs = attempt.inputs
    if inputs.level not in {None, shown.level}:
        message = translate("The passport showed {level}. That level is recognised, or none.")
        yield LevelInvalid(message.format(level=shown.level.label), "level")
    if shown.granted_on is not None and inputs.granted_on not in {None, shown.granted_on}:
        message = translate("The passport showed that it was granted on {day}. Give that day.")
        yield DateTooLate(message.format(day=long_date(shown.granted_on)), "grantedOn")
    if shown.expires_on is None:
        return
    message = translate("The passport showed that it ends on {day}. Give that day or an earlier one.")
    if inputs.expires_on is not None and inputs.expires_on > shown.expires_on:
        yield DateTooLate(message.format(day=long_date(shown.expires_on)), "expiresOn")
    elif inputs.expires_on is None and not _end_is_asked(attempt):
        yield DateMissing(message.format(day=long_date(shown.expires_on)), "expiresOn")


def _end_is_asked(attempt: Attempt) -> bool:
    """Say whether the policy wants an end for this level, and said so already."""
    level = attempt.inputs.level
    return level is not None and attempt.policy.levels[level].needs_end_date


def starts_on(attempt: Attempt) -> date:
    """Return the day the clearance counts from."""
    return attempt.inputs.granted_on or attempt.happened_on


def latest_end(attempt: Attempt) -> date | None:
    """Return the last day the policy allows; None where the level does not run out."""
    level = attempt.inputs.level
    years = attempt.policy.levels[level].validity_years(volunteer=attempt.case.volunteer) if level else None
    return None if years is None else months_after(starts_on(attempt), 12 * years)


def expires_on(attempt: Attempt) -> date | None:
    """Return the end of the clearance: as given, or by the policy."""
    return attempt.inputs.expires_on or latest_end(attempt)


def source_named(attempt: Attempt) -> Iterator[DomainError]:
    """A refusal says who refused, and nothing else."""
    if attempt.inputs.source in attempt.step.refused_by:
        return
    names = ", ".join(str(source.label) for source in sorted(attempt.step.refused_by))
    yield SourceInvalid(translate("Choose who refused: {names}.").format(names=names), "source")


def condition_stated(attempt: Attempt) -> Iterator[DomainError]:
    """A condition is less access than was asked for, or an earlier end: never words."""
    asked, given = attempt.case.access_mode, attempt.inputs.access_mode
    order = list(AccessMode)
    if given is not None and order.index(given) > order.index(asked):
        message = translate("The case asks for {asked}. A condition can only be less than that.")
        yield AccessInvalid(message.format(asked=asked.label), "accessMode")
    latest = latest_end(attempt)
    sooner = attempt.inputs.expires_on is not None and (latest is None or attempt.inputs.expires_on < latest)
    if not sooner and (given is None or given is asked):
        message = translate(
            "Say what the condition is: less access than was asked for, or an earlier end date."
        )
        yield ConditionMissing(message, "accessMode")


def _labels(levels: set[VettingLevel] | frozenset[VettingLevel]) -> str:
    return ", ".join(str(level.label) for level in sorted(levels))
