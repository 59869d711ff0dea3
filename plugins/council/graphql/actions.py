"""What the API says of what meetings agreed: outcomes, and what is to be done by whom and by when."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, case, func
from strawberry import ID

from core.sdk import Account, computed, node, through, today
from plugins.council import models
from plugins.council.enums import ActionStatus, DueReason, MemberRole, OutcomeKind
from plugins.council.graphql.nodes import MODULE
from plugins.council.permissions import MEETING_READ


@node(models.DueChange, permission=MEETING_READ, module=MODULE, sorted_by=("id",))
class CouncilDueChange:
    id: ID
    from_on: date
    to_on: date
    reason: DueReason
    created_at: datetime


def _is_overdue(row: Any) -> ColumnElement[bool]:
    return case(((row.status == ActionStatus.OPEN) & (row.due_on < today()), True), else_=False)


def _is_mine(row: Any) -> ColumnElement[bool]:
    me = func.nullif(func.current_setting("app.account_id"), "")
    return func.coalesce(func.cast(row.owner_account, models.Action.words.type) == me, False)


@node(models.Action, permission=MEETING_READ, module=MODULE, sorted_by=("due_on", "id"))
class CouncilAction:
    id: ID
    council_id: ID
    outcome_id: ID | None
    proposal_id: ID | None
    words: str
    owner_role: MemberRole | None
    due_on: date
    status: ActionStatus
    closed_on: date | None
    line: str | None
    due_changes: list[CouncilDueChange]
    owner_name: str | None = computed(through("owner_account", Account, "name"))
    is_mine: bool = computed(_is_mine)
    is_overdue: bool = computed(_is_overdue)
    is_open: bool = computed(lambda row: row.status == ActionStatus.OPEN)
    meeting_id: ID | None = computed(through("outcome_id", models.Outcome, "meeting_id"))
    council_name: str = computed(through("council_id", models.Council, "name"))


@node(models.Outcome, permission=MEETING_READ, module=MODULE, sorted_by=("item_id", "position", "id"))
class CouncilOutcome:
    id: ID
    meeting_id: ID
    item_id: ID
    position: int
    kind: OutcomeKind
    words: str
    is_for_next: bool
    votes_for: int | None
    votes_against: int | None
    actions: list[CouncilAction]
