"""Writes the cases of the year: a few statements for hundreds of cases, audited like any other."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from core.clock import LONDON, add_working_days
from infra.year.cases import Walk
from infra.year.partnership import Member
from plugins.vetting import models, rules

Row = dict[str, object]
CHASED_AFTER = 15
"""Working days of waiting after which the desk asks again."""


async def write_cases(session: AsyncSession, members: Sequence[Member], today: date) -> None:
    """Write cases with their history, and what their people showed, learnt and were granted."""
    rows: dict[type, list[Row]] = {
        model: []
        for model in (
            *(models.Case, models.StageEvent, models.Document),
            *(models.Clearance, models.Training, models.Chase),
        )
    }
    for member in members:
        _add_rows(rows, member, today)
    for model, found in rows.items():
        if found:
            await session.execute(insert(model), found)


def _add_rows(rows: dict[type, list[Row]], member: Member, today: date) -> None:
    walk = member.walk
    whose: Row = {"person_id": member.person.id, "partner_id": member.person.partner_id}
    chase, case_id = _chase(walk, today), member.case_id
    of_case = {"case_id": case_id, **whose}
    last = chase[0]["chased_on"] if chase else None
    rows[models.Case].append({"id": case_id, **whose, **_case(walk), "last_chased_on": last})
    rows[models.StageEvent] += [{**of_case, **row} for row in _events(walk)]
    rows[models.Document] += [{**of_case, **row} for row in _documents(walk)]
    rows[models.Clearance] += [{**of_case, **row} for row in _clearances(walk)]
    rows[models.Chase] += [{**of_case, **row} for row in chase]
    rows[models.Training] += [{**whose, **row} for row in _trainings(walk)]


def _case(walk: Walk) -> Row:
    facts, decision = walk.facts, walk.decision
    return {
        "pathway": facts.pathway,
        "is_leap": facts.is_leap,
        "stage": facts.stage,
        "stage_since": rules.shown_history(facts.history)[-1].on,
        "opened_on": walk.opened_on,
        "policy": walk.policy.version,
        "required_levels": sorted(facts.required_levels),
        "access_mode": facts.access_mode,
        "volunteer": facts.volunteer,
        "submitted_by": facts.submitted_by,
        "submitted_on": rules.submitted_on(facts),
        "decided_on": decision.decided_on if decision else None,
        "decided_by": decision.decided_by if decision else None,
        "decider_role": decision.decider_role if decision else None,
        "decision_level": decision.level if decision else None,
        "decision_reference": decision.reference if decision else None,
        "decision_source": decision.source if decision else None,
        "appeal_route": walk.appeal_route,
    }


def _events(walk: Walk) -> list[Row]:
    history = walk.facts.history
    shown = [len(rules.shown_history(history[:place])) for place in range(len(history) + 1)]
    return [
        {
            "position": place + 1,
            "stage": event.stage,
            "verb": event.verb,
            "happened_on": event.on,
            "account_id": event.by,
            "is_folded": shown[place] == shown[place + 1],
        }
        for place, event in enumerate(history)
    ]


def _documents(walk: Walk) -> list[Row]:
    groups = walk.policy.documents.groups
    return [
        {
            "type": seen.type,
            "document_group": groups[seen.type],
            "outcome": seen.outcome,
            "seen_on": seen.seen_on,
            "seen_by": walk.facts.history[0].by,
            "shows_address": seen.shows_address,
            "is_recent": seen.is_recent,
            "shows_birth_date": seen.shows_birth_date,
            "has_photograph": seen.has_photograph,
            "in_current_name": seen.in_current_name,
        }
        for seen in walk.facts.documents
    ]


def _clearances(walk: Walk) -> list[Row]:
    decider = walk.decision.decided_by if walk.decision else None
    return [
        {
            "level": held.level,
            "scope": held.scope,
            "granted_on": held.granted_on,
            "expires_on": held.expires_on,
            "reference": held.reference,
            "revoked_on": held.revoked_on,
            "confirmed_at": at_noon(held.granted_on) if held.granted_on and held.is_confirmed else None,
            "confirmed_by": decider if held.is_confirmed else None,
        }
        for held in walk.facts.clearances
    ]


def _trainings(walk: Walk) -> list[Row]:
    return [
        {
            "type": done.type,
            "status": done.status,
            "completed_on": done.completed_on,
            "expires_on": rules.training_expires_on(done, walk.policy),
        }
        for done in walk.facts.trainings
    ]


def _chase(walk: Walk, today: date) -> list[Row]:
    """Return that whoever keeps a case waiting was asked again, once it has waited so long."""
    shown = rules.shown_history(walk.facts.history)[-1]
    turn = rules.turn_of(shown.stage, walk.facts.pathway)
    asked = add_working_days(shown.on, CHASED_AFTER)
    if turn not in rules.CHASED or asked > today:
        return []
    return [{"turn": turn, "chased_on": asked, "account_id": walk.facts.history[0].by}]


def at_noon(day: date) -> datetime:
    return datetime.combine(day, time(12), LONDON)
