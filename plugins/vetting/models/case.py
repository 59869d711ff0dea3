"""A case, its history, and who was asked again."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, Computed, Index, SmallInteger, and_
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from core.sdk import Person, Role, TenantModel, codes, same_tenant
from plugins.vetting.enums import (
    AccessMode,
    AppealRoute,
    DecisionSource,
    KeyStatus,
    Pathway,
    Turn,
    Verb,
    VettingLevel,
    VettingStage,
)
from plugins.vetting.models.clearance import Clearance
from plugins.vetting.models.training import Training

SHOWN_STAGE = (
    "CASE WHEN stage IN ('LEAP_RISK_ASSESSMENT', 'GOVERNOR_DECISION') THEN 'DECISION_PENDING' ELSE stage END"
)
"""What those see who may not know of the lived-experience pathway: a decision like any other."""
TURN = (
    "CASE WHEN stage IN ('APPROVED', 'APPROVED_CONDITIONS') AND decided_by IS NULL THEN 'NOBODY'"
    " WHEN pathway = 'TRANSFER_RECOGNITION' AND stage IN ('SUBMITTED', 'IN_CHECKS') THEN 'PRISON_SECURITY'"
    " WHEN stage IN ('DRAFT', 'DOCUMENTS_BOOKED', 'DOCUMENTS_VERIFIED', 'APPROVED', 'APPROVED_CONDITIONS',"
    " 'ONBOARDING', 'RENEWAL_DUE') THEN 'COORDINATOR'"
    " WHEN stage IN ('LEAP_RISK_ASSESSMENT', 'GOVERNOR_DECISION', 'DECISION_PENDING', 'APPEAL_OPEN',"
    " 'APPEAL_UPHELD', 'SUSPENDED') THEN 'PRISON_SECURITY'"
    " WHEN stage IN ('INVITED', 'FORM_IN_PROGRESS', 'QUERY_RAISED') THEN 'APPLICANT'"
    " WHEN stage = 'SPONSOR_REVIEW' THEN 'PARTNER'"
    " WHEN stage IN ('SUBMITTED', 'IN_CHECKS') THEN 'VETTING_TEAM'"
    " ELSE 'NOBODY' END"
)
"""Whose turn it is, as `rules.turn_of` says, from the stage as everybody may see it; on record, nobody's."""
TURN_PLACE = (
    f"CASE {TURN} WHEN 'COORDINATOR' THEN 0 WHEN 'PRISON_SECURITY' THEN 1 WHEN 'GOVERNOR' THEN 2"
    " WHEN 'APPLICANT' THEN 3 WHEN 'PARTNER' THEN 4 WHEN 'VETTING_TEAM' THEN 5 ELSE 6 END"
)
"""The desk's own turns first, then those of others, then what has come to rest: the order of the list."""
TURN_PLACES = {
    Turn.COORDINATOR: 0,
    Turn.PRISON_SECURITY: 1,
    Turn.GOVERNOR: 2,
    Turn.APPLICANT: 3,
    Turn.PARTNER: 4,
    Turn.VETTING_TEAM: 5,
    Turn.NOBODY: 6,
}
"""The same, for what is computed by the day."""
IS_OPEN = (
    "stage NOT IN ('ACTIVE', 'RENEWAL_DUE', 'SUSPENDED', 'REFUSED', 'APPEAL_DISMISSED', 'EXPIRED', 'REVOKED',"
    " 'WITHDRAWN', 'LAPSED', 'CLOSED', 'PURGED')"
    " AND NOT (stage IN ('APPROVED', 'APPROVED_CONDITIONS') AND decided_by IS NULL)"
)
"""Somebody has to act: neither final nor live, nor cleared by the records taken over."""
SHOWN_VERB = "CASE WHEN verb = 'start_leap' THEN 'record_checks_complete' ELSE verb END"
SHOWN_ACCOUNT = (
    "CASE WHEN stage IN ('APPROVED', 'APPROVED_CONDITIONS', 'REFUSED') THEN NULL ELSE account_id END"
)


class Case(TenantModel):
    """One person's way to a clearance in this prison, and the clearance's life after it."""

    __tablename__ = "vetting_case"
    __table_args__ = (
        same_tenant("person_id", "person", ondelete="CASCADE"),
        same_tenant("partner_id", "partner"),
        Index("ix_vetting_case_tenant_id_shown_stage", "tenant_id", "shown_stage", "stage_since", "id"),
        Index("ix_vetting_case_tenant_id_turn_place", "tenant_id", "turn_place", "stage_since", "id"),
        Index("ix_vetting_case_tenant_id_is_open", "tenant_id", "is_open", "stage_since", "id"),
        Index("ix_vetting_case_tenant_id_person_id", "tenant_id", "person_id"),
        CheckConstraint("decision_source IS NULL OR decided_on IS NOT NULL", name="source"),
    )

    person_id: Mapped[UUID]
    partner_id: Mapped[UUID | None]
    pathway: Mapped[Pathway] = mapped_column(codes(Pathway, "pathway"))
    is_leap: Mapped[bool] = mapped_column(default=False)
    stage: Mapped[VettingStage] = mapped_column(codes(VettingStage, "stage"))
    shown_stage: Mapped[str] = mapped_column(Computed(SHOWN_STAGE, persisted=True))
    turn: Mapped[str] = mapped_column(Computed(TURN, persisted=True))
    turn_place: Mapped[int] = mapped_column(SmallInteger, Computed(TURN_PLACE, persisted=True))
    is_open: Mapped[bool] = mapped_column(Computed(IS_OPEN, persisted=True))
    stage_since: Mapped[date]
    opened_on: Mapped[date]
    policy: Mapped[str]
    """The version of the vetting policy the case is worked under."""
    required_levels: Mapped[list[str]]
    access_mode: Mapped[AccessMode] = mapped_column(codes(AccessMode, "access_mode"))
    volunteer: Mapped[bool]
    role_title: Mapped[str | None]
    key_status: Mapped[KeyStatus] = mapped_column(codes(KeyStatus, "key_status"), default=KeyStatus.NONE)
    submitted_by: Mapped[UUID | None]
    submitted_on: Mapped[date | None]
    last_heard_on: Mapped[date | None]
    last_chased_on: Mapped[date | None]
    decided_on: Mapped[date | None]
    decided_by: Mapped[UUID | None]
    decider_role: Mapped[Role | None] = mapped_column(codes(Role, "decider_role"))
    decision_level: Mapped[VettingLevel | None] = mapped_column(codes(VettingLevel, "decision_level"))
    decision_reference: Mapped[str | None]
    decision_source: Mapped[DecisionSource | None] = mapped_column(codes(DecisionSource, "decision_source"))
    appeal_route: Mapped[AppealRoute | None] = mapped_column(codes(AppealRoute, "appeal_route"))

    person: Mapped[Person] = relationship(lazy="raise", viewonly=True)
    # What the case's person holds, by the key of the person: who may read a case need not read people.
    person_clearances: Mapped[list[Clearance]] = relationship(
        lazy="raise",
        viewonly=True,
        primaryjoin=lambda: and_(
            Case.tenant_id == foreign(Clearance.tenant_id), Case.person_id == foreign(Clearance.person_id)
        ),
    )
    person_training: Mapped[list[Training]] = relationship(
        lazy="raise",
        viewonly=True,
        primaryjoin=lambda: and_(
            Case.tenant_id == foreign(Training.tenant_id), Case.person_id == foreign(Training.person_id)
        ),
    )


class StageEvent(TenantModel):
    """A case came to a stage: who brought it there, and when. Never changed, never taken back."""

    __tablename__ = "vetting_stage_event"
    __table_args__ = (
        same_tenant("case_id", "vetting_case", ondelete="CASCADE"),
        same_tenant("person_id", "person", ondelete="CASCADE"),
        same_tenant("partner_id", "partner"),
        Index("ix_vetting_stage_event_tenant_id_case_id", "tenant_id", "case_id", "position"),
        Index("ix_vetting_stage_event_tenant_id_person_id", "tenant_id", "person_id"),
    )

    case_id: Mapped[UUID]
    person_id: Mapped[UUID]
    partner_id: Mapped[UUID | None]
    position: Mapped[int]
    """Counts from 1 in the order recorded; dates may be recorded late."""
    stage: Mapped[VettingStage] = mapped_column(codes(VettingStage, "stage"))
    shown_stage: Mapped[str] = mapped_column(Computed(SHOWN_STAGE, persisted=True))
    verb: Mapped[Verb | None] = mapped_column(codes(Verb, "verb"))
    shown_verb: Mapped[str | None] = mapped_column(Computed(SHOWN_VERB, persisted=True))
    happened_on: Mapped[date]
    account_id: Mapped[UUID | None]
    shown_account_id: Mapped[UUID | None] = mapped_column(Computed(SHOWN_ACCOUNT, persisted=True))
    is_folded: Mapped[bool] = mapped_column(default=False)
    """Part of a lived-experience assessment that shows as one wait with the event before it."""


class Chase(TenantModel):
    """Somebody was asked again: who had the turn, when, by whom."""

    __tablename__ = "vetting_chase"
    __table_args__ = (
        same_tenant("case_id", "vetting_case", ondelete="CASCADE"),
        same_tenant("person_id", "person", ondelete="CASCADE"),
        same_tenant("partner_id", "partner"),
        Index("ix_vetting_chase_tenant_id_case_id", "tenant_id", "case_id"),
        Index("ix_vetting_chase_tenant_id_person_id", "tenant_id", "person_id"),
    )

    case_id: Mapped[UUID]
    person_id: Mapped[UUID]
    partner_id: Mapped[UUID | None]
    turn: Mapped[Turn] = mapped_column(codes(Turn, "turn"))
    chased_on: Mapped[date]
    account_id: Mapped[UUID]
