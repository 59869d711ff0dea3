"""What the API says of councils: types over their tables."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, case, func, select
from strawberry import ID

from core.sdk import computed, node, through, today
from plugins.council import models
from plugins.council.enums import AnswerOwner, EscalationKind, MemberRole, ProposalStatus, SourceKind, Theme
from plugins.council.graphql.publication import has_open_hits
from plugins.council.permissions import PROPOSAL_READ
from plugins.council.rules.proposals import CLOSED, WAITING

MODULE = "council"


@node(models.Council, permission=PROPOSAL_READ, module=MODULE, sorted_by=("name", "id"))
class CouncilBody:
    id: ID
    name: str
    quorum: int | None
    first_on: date
    ended_on: date | None
    is_running: bool = computed(lambda row: row.ended_on.is_(None))
    proposals_waiting: int = computed(
        lambda row: (
            select(func.count())
            .select_from(models.Proposal)
            .where(
                models.Proposal.tenant_id == row.tenant_id,
                models.Proposal.council_id == row.id,
                models.Proposal.status.in_(WAITING),
            )
            .correlate(row)
            .scalar_subquery()
        )
    )


@node(models.Step, permission=PROPOSAL_READ, module=MODULE, sorted_by=("position", "id"))
class CouncilStep:
    id: ID
    position: int
    status: ProposalStatus
    happened_on: date | None
    reason: str | None
    until_on: date | None
    created_at: datetime


@node(models.Escalation, permission=PROPOSAL_READ, module=MODULE, sorted_by=("position", "id"))
class CouncilEscalation:
    """A question to HMPPS: handed over as published, and what came back."""

    id: ID
    position: int
    kind: EscalationKind
    happened_on: date
    said: str | None


def _is_late(row: Any) -> ColumnElement[bool]:
    return case((row.status.in_(WAITING), row.answer_due_on < today()), else_=False)


@node(models.Proposal, permission=PROPOSAL_READ, module=MODULE, sorted_by=("-number", "id"))
class CouncilProposal:
    id: ID
    council_id: ID
    number: int
    theme: Theme
    problem: str
    idea: str
    who_benefits: str | None
    cost: str | None
    support: int | None
    raised_by: MemberRole
    raised_on: date
    status: ProposalStatus
    status_on: date
    answer_due_on: date | None
    answered_on: date | None
    until_on: date | None
    earlier_id: ID | None
    owner_role: AnswerOwner
    steps: list[CouncilStep]
    escalations: list[CouncilEscalation]
    is_given_to_one: bool = computed(lambda row: row.owner_id.is_not(None))
    council_name: str = computed(through("council_id", models.Council, "name"))
    earlier_number: int | None = computed(through("earlier_id", models.Proposal, "number"))
    is_waiting: bool = computed(lambda row: row.status.in_(WAITING))
    is_closed: bool = computed(lambda row: row.status.in_(CLOSED))
    is_late: bool = computed(_is_late)
    is_held_back: bool = computed(has_open_hits(SourceKind.PROPOSAL))
