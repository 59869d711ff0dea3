"""What came of a meeting, and who does what by when. A due date moves only with a reason that stays."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, SmallInteger, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.sdk import TenantModel, codes, same_tenant
from plugins.council.enums import MemberRole
from plugins.council.enums.meetings import ActionStatus, DueReason, OutcomeKind
from plugins.council.models.meetings import Item, Meeting


class Outcome(TenantModel):
    """What came of a point: told, decided, or somebody does something."""

    __tablename__ = "council_outcome"
    __table_args__ = (
        same_tenant("meeting_id", "council_meeting", ondelete="CASCADE"),
        same_tenant("item_id", "council_item"),
        UniqueConstraint("tenant_id", "item_id", "position"),
        Index("ix_council_outcome_tenant_id_meeting_id", "tenant_id", "meeting_id"),
        CheckConstraint("position >= 1", name="position"),
        CheckConstraint("votes_for >= 0 AND votes_against >= 0", name="votes"),
        CheckConstraint("kind = 'DECISION' OR NOT is_for_next", name="is_for_next"),
    )

    meeting_id: Mapped[UUID]
    item_id: Mapped[UUID]
    position: Mapped[int] = mapped_column(SmallInteger)
    kind: Mapped[OutcomeKind] = mapped_column(codes(OutcomeKind, "kind"))
    words: Mapped[str]
    is_for_next: Mapped[bool] = mapped_column(default=False)
    """A decision that waits for the next meeting, because too few members were there to decide."""
    votes_for: Mapped[int | None] = mapped_column(SmallInteger)
    votes_against: Mapped[int | None] = mapped_column(SmallInteger)
    recorded_by: Mapped[UUID]

    meeting: Mapped[Meeting] = relationship(lazy="raise", viewonly=True)
    item: Mapped[Item] = relationship(lazy="raise", viewonly=True)
    actions: Mapped[list[Action]] = relationship(lazy="raise", viewonly=True)


class Action(TenantModel):
    """Something that a role, or somebody with an account here, does by a day."""

    __tablename__ = "council_action"
    __table_args__ = (
        same_tenant("council_id", "council_council"),
        same_tenant("outcome_id", "council_outcome"),
        same_tenant("proposal_id", "council_proposal"),
        same_tenant("item_id", "council_item"),
        Index("ix_council_action_tenant_id_item_id", "tenant_id", "item_id"),
        Index("ix_council_action_tenant_id_council_id", "tenant_id", "council_id"),
        Index("ix_council_action_tenant_id_outcome_id", "tenant_id", "outcome_id"),
        Index("ix_council_action_tenant_id_proposal_id", "tenant_id", "proposal_id"),
        Index("ix_council_action_tenant_id_due_on", "tenant_id", "due_on", "id"),
        Index("ix_council_action_tenant_id_owner_account", "tenant_id", "owner_account"),
        CheckConstraint("num_nonnulls(outcome_id, proposal_id) >= 1", name="source"),
        CheckConstraint("num_nonnulls(owner_role, owner_account) = 1", name="owner"),
        CheckConstraint("(status = 'OPEN') = (closed_on IS NULL)", name="closed"),
    )

    council_id: Mapped[UUID]
    outcome_id: Mapped[UUID | None]
    proposal_id: Mapped[UUID | None]
    item_id: Mapped[UUID | None]
    """The point of an agenda at which it was last put up to be looked at."""
    words: Mapped[str]
    owner_role: Mapped[MemberRole | None] = mapped_column(codes(MemberRole, "owner_role"))
    owner_account: Mapped[UUID | None]
    """The account of whoever works here and does it; people in prison do it by role."""
    due_on: Mapped[date]
    status: Mapped[ActionStatus] = mapped_column(codes(ActionStatus, "status"), default=ActionStatus.OPEN)
    closed_on: Mapped[date | None]
    line: Mapped[str | None]
    """What was done, or why it is not."""
    recorded_by: Mapped[UUID]

    due_changes: Mapped[list[DueChange]] = relationship(lazy="raise", viewonly=True)


class DueChange(TenantModel):
    """A due date that was moved: from when, to when, why. The app may add one, and nothing else."""

    __tablename__ = "council_due_change"
    __table_args__ = (
        same_tenant("action_id", "council_action", ondelete="CASCADE"),
        Index("ix_council_due_change_tenant_id_action_id", "tenant_id", "action_id"),
        CheckConstraint("from_on <> to_on", name="days"),
    )

    action_id: Mapped[UUID]
    from_on: Mapped[date]
    to_on: Mapped[date]
    reason: Mapped[DueReason] = mapped_column(codes(DueReason, "reason"))
    recorded_by: Mapped[UUID]
