"""Messages and their fate, and addresses that mail does not reach. Neither subject line nor text is kept."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.database.model import TenantModel, codes, same_tenant
from core.messages.enums import MessageCode, MessageState

if TYPE_CHECKING:
    from core.reminders.models import ReminderNotice


class Message(TenantModel):
    """Something told to somebody by mail: who, what kind, when, and what became of it."""

    __tablename__ = "message"
    __table_args__ = (
        same_tenant("person_id", "person", ondelete="CASCADE"),
        same_tenant("contact_id", "partner_contact", ondelete="CASCADE"),
        same_tenant("partner_id", "partner", ondelete="CASCADE"),
        UniqueConstraint("tenant_id", "dedupe_key"),
        Index("ix_message_tenant_id_created_at", "tenant_id", "created_at"),
        Index("ix_message_tenant_id_person_id", "tenant_id", "person_id"),
        Index("ix_message_tenant_id_partner_id", "tenant_id", "partner_id"),
        Index("ix_message_tenant_id_contact_id", "tenant_id", "contact_id"),
    )

    template: Mapped[str]
    title: Mapped[str] = mapped_column(server_default="")
    """What its template is called, in English as the catalogues have it: said in the reader's language."""
    subject_id: Mapped[UUID | None]
    """The row it is about, of a kind that its template knows."""
    account_id: Mapped[UUID | None]
    member_id: Mapped[UUID | None]
    person_id: Mapped[UUID | None]
    contact_id: Mapped[UUID | None]
    partner_id: Mapped[UUID | None]
    """Where it was told to somebody of an organisation: what that organisation's accounts may see."""
    language: Mapped[str]
    """`en`, `cy`, or `cy+en` for both."""
    address: Mapped[str | None]
    """Only until its fate is known."""
    state: Mapped[MessageState] = mapped_column(codes(MessageState, "state"), default=MessageState.QUEUED)
    state_at: Mapped[datetime]
    code: Mapped[MessageCode | None] = mapped_column(codes(MessageCode, "code"))
    attempts: Mapped[int] = mapped_column(default=0)
    handed_over_at: Mapped[datetime | None]
    """When an attempt began to hand it over. Set on a message in the queue, that attempt was cut off."""
    provider_id: Mapped[str | None]
    dedupe_key: Mapped[str]

    notices: Mapped[list[ReminderNotice]] = relationship(lazy="raise", viewonly=True)


class MailReach(TenantModel):
    """How often in a row an address refused mail, and since when nothing is sent there."""

    __tablename__ = "mail_reach"
    __table_args__ = (
        same_tenant("person_id", "person", ondelete="CASCADE"),
        same_tenant("contact_id", "partner_contact", ondelete="CASCADE"),
        same_tenant("partner_id", "partner", ondelete="CASCADE"),
        UniqueConstraint("tenant_id", "digest"),
        Index("ix_mail_reach_tenant_id_person_id", "tenant_id", "person_id"),
        Index("ix_mail_reach_tenant_id_contact_id", "tenant_id", "contact_id"),
        Index("ix_mail_reach_tenant_id_partner_id", "tenant_id", "partner_id"),
    )

    digest: Mapped[str]
    """Of the address, so that a corrected one starts afresh; the address itself stays where it belongs."""
    account_id: Mapped[UUID | None]
    member_id: Mapped[UUID | None]
    person_id: Mapped[UUID | None]
    contact_id: Mapped[UUID | None]
    partner_id: Mapped[UUID | None]
    failures: Mapped[int] = mapped_column(default=0)
    stopped_at: Mapped[datetime | None]
