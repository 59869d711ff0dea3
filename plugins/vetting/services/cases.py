"""Opening a case and moving it: what the rules decide, written down."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import AccountId, Person, Viewer, now, refuse, today, uuid7
from plugins.vetting import models, queries, rules
from plugins.vetting.enums import AccessMode, KeyStatus, Pathway, Verb, VettingLevel, VettingStage
from plugins.vetting.permissions import CASE_OPEN, CASE_READ
from plugins.vetting.policy import Policy, policy_of_version
from plugins.vetting.rules.stages import OPEN

NOTHING = rules.Inputs()


async def open_case(
    session: AsyncSession,
    viewer: Viewer,
    person_id: UUID,
    *,
    pathway: Pathway,
    required_levels: Iterable[VettingLevel],
    access_mode: AccessMode,
    volunteer: bool = True,
    role_title: str | None = None,
    on: date | None = None,
) -> models.Case:
    """Open a case for a person, for the organisation they are with."""
    viewer.require(CASE_OPEN)
    person = await queries.person_by_id(session, person_id)
    on = on or today()
    policy = await queries.policy_on(session, on)
    others = await queries.cases_beside(session, person)
    opening = rules.Opening(
        pathway=pathway,
        required_levels=frozenset(required_levels),
        access_mode=access_mode,
        other_stages=tuple(other.stage for other in others),
        levels_in_progress=frozenset(
            VettingLevel(level) for other in others if other.stage in OPEN for level in other.required_levels
        ),
    )
    refuse(rules.opening_faults(opening, viewer, policy))
    case = _case_row(person, opening, policy, on=on, volunteer=volunteer, role_title=role_title)
    session.add(case)
    await session.flush()
    opened = rules.StageEvent(stage=VettingStage.DRAFT, on=on, by=viewer.account_id)
    session.add(event_row(case, opened, position=1, is_folded=False))
    await session.flush()
    return case


def _case_row(
    person: Person,
    opening: rules.Opening,
    policy: Policy,
    *,
    on: date,
    volunteer: bool,
    role_title: str | None,
) -> models.Case:
    return models.Case(
        id=uuid7(),
        person_id=person.id,
        partner_id=person.partner_id,
        pathway=Pathway.STANDARD if opening.pathway is Pathway.LEAP else opening.pathway,
        is_leap=opening.pathway is Pathway.LEAP,
        stage=VettingStage.DRAFT,
        stage_since=on,
        opened_on=on,
        policy=policy.version,
        required_levels=sorted(opening.required_levels),
        access_mode=opening.access_mode,
        volunteer=volunteer,
        role_title=(role_title or "").strip() or None,
    )


async def move_case(
    session: AsyncSession,
    viewer: Viewer,
    case_id: UUID,
    *,
    verb: Verb,
    inputs: rules.Inputs = NOTHING,
    on: date | None = None,
) -> models.Case:
    """Take one step with a case; the rules say whether it may be taken, and all that is wrong at once."""
    viewer.require(CASE_READ)
    case = await queries.case_to_change(session, case_id)
    facts = await queries.whole_facts(session, case)
    policy = policy_of_version(await queries.policies_of(session), case.policy)
    await take_step(session, viewer, case, facts, policy, verb=verb, inputs=inputs, on=on or today())
    return case


async def take_step(
    session: AsyncSession,
    viewer: Viewer,
    case: models.Case,
    facts: rules.CaseFacts,
    policy: Policy,
    *,
    verb: Verb,
    inputs: rules.Inputs,
    on: date,
) -> rules.CaseFacts:
    """Move a locked case by the rules, and write everything that the move changes."""
    viewer.require(CASE_READ)
    outcome = rules.move(facts, viewer, verb, inputs, on, policy)
    after = rules.apply(facts, outcome)
    # The shown history tells since when the case waits in the eyes of those who may not know of LEAP.
    shown, before = rules.shown_history(after.history), rules.shown_history(facts.history)
    session.add(
        event_row(
            case,
            outcome.event,
            # A tombstone does not tell how long the way was; the database deletes the events before it.
            position=1 if outcome.stage is VettingStage.PURGED else queries.next_position(case.id),
            is_folded=len(shown) == len(before),
        ),
    )
    case.stage, case.stage_since = after.stage, shown[-1].on
    case.is_leap, case.access_mode = after.is_leap, after.access_mode
    case.submitted_by, case.submitted_on = after.submitted_by, _submitted_on(case, after)
    case.appeal_route = outcome.appeal_route or case.appeal_route
    if outcome.decision is not None:
        _keep_decision(case, outcome.decision)
    if outcome.revokes_clearances:
        await queries.revoke_clearances(session, case.person_id, outcome.event.on)
    if outcome.clearance is not None:
        granted, by = outcome.clearance, viewer.account_id
        session.add(clearance_row(granted, case.person_id, case.partner_id, case.id, recorded_by=by))
    if outcome.stage is VettingStage.PURGED:
        _blank(case)
    await session.flush()
    return after


def _submitted_on(case: models.Case, after: rules.CaseFacts) -> date | None:
    if after.stage is VettingStage.SUBMITTED:
        return after.entered_on
    return None if after.stage is VettingStage.DRAFT else case.submitted_on


def _keep_decision(case: models.Case, decision: rules.Decision) -> None:
    case.decided_on, case.decided_by = decision.decided_on, decision.decided_by
    case.decider_role, case.decision_level = decision.decider_role, decision.level
    case.decision_reference, case.decision_source = decision.reference, decision.source


def _blank(case: models.Case) -> None:
    """Leave a tombstone: that there was a case, and nothing of what was in it."""
    case.is_leap, case.role_title, case.appeal_route = False, None, None
    case.required_levels, case.key_status = [], KeyStatus.NONE
    case.submitted_on = case.decided_on = case.last_heard_on = case.last_chased_on = None
    case.decided_by = case.decider_role = case.decision_level = None
    case.decision_reference = case.decision_source = case.submitted_by = None


def event_row(
    case: models.Case, event: rules.StageEvent, *, position: int | ColumnElement[int], is_folded: bool
) -> models.StageEvent:
    """Make the row of an event."""
    return models.StageEvent(
        case_id=case.id,
        person_id=case.person_id,
        partner_id=case.partner_id,
        position=position,
        stage=event.stage,
        verb=event.verb,
        happened_on=event.on,
        account_id=event.by,
        is_folded=is_folded,
    )


def clearance_row(
    granted: rules.Clearance,
    person_id: UUID,
    partner_id: UUID | None,
    case_id: UUID | None,
    *,
    recorded_by: AccountId,
) -> models.Clearance:
    """Make the row of a clearance; whoever records a decision stands by it, a list stands by nothing."""
    return models.Clearance(
        person_id=person_id,
        partner_id=partner_id,
        case_id=case_id,
        level=granted.level,
        scope=granted.scope,
        granted_on=granted.granted_on,
        expires_on=granted.expires_on,
        reference=granted.reference,
        revoked_on=granted.revoked_on,
        confirmed_at=now() if granted.is_confirmed else None,
        confirmed_by=recorded_by if granted.is_confirmed else None,
    )
