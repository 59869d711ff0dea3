"""Identity documents that were seen: kind, by whom, when, and what each showed, as yes or no."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from core.sdk import TenantModel, codes, same_tenant
from plugins.vetting.enums import DocumentGroup, DocumentOutcome, DocumentType


class Document(TenantModel):
    """An original that somebody held in their hands. Nothing here could hold its number or its image."""

    __tablename__ = "vetting_document"
    __table_args__ = (
        same_tenant("case_id", "vetting_case", ondelete="CASCADE"),
        same_tenant("person_id", "person", ondelete="CASCADE"),
        same_tenant("partner_id", "partner"),
        Index("ix_vetting_document_tenant_id_case_id", "tenant_id", "case_id"),
        Index("ix_vetting_document_tenant_id_person_id", "tenant_id", "person_id"),
        CheckConstraint("shows_address OR NOT is_recent", name="recent"),
    )

    case_id: Mapped[UUID]
    person_id: Mapped[UUID]
    partner_id: Mapped[UUID | None]
    type: Mapped[DocumentType] = mapped_column(codes(DocumentType, "type"))
    document_group: Mapped[DocumentGroup] = mapped_column(codes(DocumentGroup, "document_group"))
    """By the rule set of the day it was seen."""
    outcome: Mapped[DocumentOutcome] = mapped_column(codes(DocumentOutcome, "outcome"))
    seen_on: Mapped[date]
    seen_by: Mapped[UUID]
    shows_address: Mapped[bool]
    is_recent: Mapped[bool]
    """Whether it was dated within the months the rules say: judged when seen, its date is not kept."""
    shows_birth_date: Mapped[bool]
    has_photograph: Mapped[bool]
    in_current_name: Mapped[bool]
