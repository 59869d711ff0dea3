"""Taking a step: what this viewer may do, what stands in the way, and what the step changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from core.sdk import DomainError, Role, Text, Viewer, refuse, translate
from plugins.vetting.enums import ActionKind, AppealRoute, ClearanceScope, Verb, VettingStage
from plugins.vetting.errors import ActionNotYours, ActionUnavailable
from plugins.vetting.policy import Policy
from plugins.vetting.rules.checks import expires_on, starts_on
from plugins.vetting.rules.facts import CaseFacts, Clearance, Decision, Inputs, Outcome, StageEvent
from plugins.vetting.rules.stages import as_seen_by
from plugins.vetting.rules.steps import Attempt, Step
from plugins.vetting.rules.transitions import EVERY_STEP, STEPS

NOTHING = Inputs()


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """Something this viewer may do with the case now."""

    verb: Verb
    label: Text
    kind: ActionKind
    takes: frozenset[str]
    is_bulk: bool
    blockers: tuple[DomainError, ...]
    """What has to be put right in the case first; none when it can be taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsentAction:
    """Something the case allows but this viewer does not, and who can."""

    verb: Verb
    label: Text
    roles: tuple[Role, ...]


def actions(case: CaseFacts, viewer: Viewer, on: date, policy: Policy) -> tuple[Action, ...]:
    """Return what this viewer may do with the case today, the next step first."""
    return tuple(
        Action(
            verb=step.verb,
            label=step.label,
            kind=step.kind,
            takes=step.accepted(case),
            is_bulk=step.is_bulk,
            blockers=_blockers(
                Attempt(case=case, viewer=viewer, step=step, inputs=NOTHING, on=on, policy=policy)
            ),
        )
        for step in STEPS
        if step.fits(case) and step.is_open_to(viewer)
    )


def absent_actions(case: CaseFacts, viewer: Viewer) -> tuple[AbsentAction, ...]:
    """Return what others may do with the case, as far as this viewer may know of it."""
    seen = as_seen_by(case, viewer)
    own = {step.verb for step in STEPS if step.fits(case) and step.is_open_to(viewer)}
    return tuple(
        AbsentAction(verb=step.verb, label=step.label, roles=step.roles)
        for step in STEPS
        if step.fits(seen) and step.is_announced and step.verb not in own
    )


def move(case: CaseFacts, viewer: Viewer, verb: Verb, inputs: Inputs, on: date, policy: Policy) -> Outcome:
    """Take a step today, or raise: the wrong stage, the wrong person, or everything that is wrong at once."""
    step = _step_for(case, viewer, verb)
    attempt = Attempt(case=case, viewer=viewer, step=step, inputs=inputs, on=on, policy=policy)
    refuse((*_blockers(attempt), *_faults(attempt)))
    return _outcome(attempt)


def _step_for(case: CaseFacts, viewer: Viewer, verb: Verb) -> Step:
    for step in STEPS:
        if step.verb is verb and step.fits(case) and step.is_open_to(viewer):
            return step
    # What is said to somebody who may not know of LEAP is worked out from the case as they see it.
    seen = as_seen_by(case, viewer)
    known = next((step for step in STEPS if step.verb is verb and step.fits(seen)), None)
    if known is None or known.is_open_to(viewer):
        message = translate(
            "“{action}” cannot be done: the case is at “{stage}”. Reload the page to see what can."
        )
        raise ActionUnavailable(message.format(action=verb.label, stage=seen.stage.label))
    message = translate("You cannot do this: {what}. In this prison it is for: {who}.")
    who = ", ".join(str(role.label) for role in known.roles)
    raise ActionNotYours(message.format(what=verb.label, who=who))


def _blockers(attempt: Attempt) -> tuple[DomainError, ...]:
    return tuple(error for need in attempt.step.needs for error in need(attempt))


def _faults(attempt: Attempt) -> tuple[DomainError, ...]:
    return tuple(error for check in (*EVERY_STEP, *attempt.step.checks) for error in check(attempt))


def _outcome(attempt: Attempt) -> Outcome:
    case, step, inputs = attempt.case, attempt.step, attempt.inputs
    sends = step.verb is Verb.SEND_TO_VETTING_TEAM
    return Outcome(
        event=StageEvent(
            stage=step.target,
            on=attempt.happened_on,
            verb=step.verb,
            by=attempt.viewer.account_id,
        ),
        is_leap=case.is_leap or step.verb is Verb.START_LEAP,
        access_mode=inputs.access_mode or case.access_mode,
        submitted_by=attempt.viewer.account_id if sends else case.submitted_by,
        decision=_decision(attempt) if step.kind is ActionKind.DECISION else None,
        clearance=_clearance(attempt) if "expires_on" in step.takes else None,
        appeal_route=_appeal_route(attempt) if step.target is VettingStage.APPEAL_OPEN else None,
        revokes_clearances=step.target is VettingStage.REVOKED,
    )


def _decision(attempt: Attempt) -> Decision | None:
    inputs, role = attempt.inputs, attempt.step.role_of(attempt.viewer)
    if inputs.level is None or inputs.reference is None or role is None:
        return None
    return Decision(
        outcome=attempt.step.target,
        level=inputs.level,
        decided_on=attempt.happened_on,
        decider_role=role,
        decided_by=attempt.viewer.account_id,
        reference=inputs.reference,
        source=inputs.source,
    )


def _clearance(attempt: Attempt) -> Clearance | None:
    inputs = attempt.inputs
    if inputs.level is None:
        return None
    return Clearance(
        level=inputs.level,
        granted_on=starts_on(attempt),
        expires_on=expires_on(attempt),
        scope=inputs.scope or ClearanceScope.THIS_PRISON,
        reference=inputs.reference,
    )


def _appeal_route(attempt: Attempt) -> AppealRoute:
    """Return the route: a version may give the lived-experience route its own; else as PSI 05/2015 says."""
    if attempt.case.is_leap:
        return attempt.policy.appeal_route
    return AppealRoute.RECONSIDERATION_DEPUTY_DIRECTOR
