"""What falls due, every move of its date, and who was told on which step. None says what the matter is."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from core.database.model import TenantModel, codes, same_tenant
from core.reminders.declarations import Told
from core.reminders.enums import NoticeCode, SnoozeReason


class ReminderItem(TenantModel):
    """One thing that falls due, with its date as it stood when it was last looked at."""

    __tablename__ = "reminder_item"
    __table_args__ = (
        same_tenant("person_id", "person", ondelete="CASCADE"),
        same_tenant("partner_id", "partner", ondelete="CASCADE"),
        UniqueConstraint("tenant_id", "name", "subject_id"),
        Index("ix_reminder_item_tenant_id_person_id", "tenant_id", "person_id"),
        Index("ix_reminder_item_tenant_id_partner_id", "tenant_id", "partner_id"),
    )

    name: Mapped[str]
    title: Mapped[str]
    """As the catalogues have it, in English: said in the reader's language."""
    permission: Mapped[str] = mapped_column(server_default="")
    """Who may read on a page that it is due."""
    subject_id: Mapped[UUID]
    person_id: Mapped[UUID | None]
    partner_id: Mapped[UUID | None]
    owner_id: Mapped[UUID | None]
    """The account at the prison that is to do it."""
    owner_role: Mapped[str | None] = mapped_column(String(60))
    """The code of the role whose turn it is."""
    due_on: Mapped[date]
    closed_on: Mapped[date | None]
    """When it was no longer found: done, or no longer asked for."""


class ReminderExtension(TenantModel):
    """A due date moved: from when to when, noticed on which day, changed by whom."""

    __tablename__ = "reminder_extension"
    __table_args__ = (
        same_tenant("item_id", "reminder_item", ondelete="CASCADE"),
        same_tenant("person_id", "person", ondelete="CASCADE"),
        same_tenant("partner_id", "partner", ondelete="CASCADE"),
        Index("ix_reminder_extension_tenant_id_item_id", "tenant_id", "item_id"),
        Index("ix_reminder_extension_tenant_id_person_id", "tenant_id", "person_id"),
        Index("ix_reminder_extension_tenant_id_partner_id", "tenant_id", "partner_id"),
    )

    item_id: Mapped[UUID]
    person_id: Mapped[UUID | None]
    partner_id: Mapped[UUID | None]
    from_on: Mapped[date]
    to_on: Mapped[date]
    noticed_on: Mapped[date]
    account_id: Mapped[UUID | None]
    """Who changed the row that the date rests on, as the audit trail has it."""


class ReminderNotice(TenantModel):
    """A step of the ladder was taken for somebody, by a message or, where that could not be, without one."""

    __tablename__ = "reminder_notice"
    __table_args__ = (
        same_tenant("item_id", "reminder_item", ondelete="CASCADE"),
        same_tenant("message_id", "message", ondelete="CASCADE"),
        same_tenant("person_id", "person", ondelete="CASCADE"),
        same_tenant("partner_id", "partner", ondelete="CASCADE"),
        UniqueConstraint("tenant_id", "item_id", "due_on", "step", "recipient"),
        Index("ix_reminder_notice_tenant_id_message_id", "tenant_id", "message_id"),
        Index("ix_reminder_notice_tenant_id_sent_on", "tenant_id", "sent_on", "id"),
        Index("ix_reminder_notice_tenant_id_person_id", "tenant_id", "person_id"),
        Index("ix_reminder_notice_tenant_id_partner_id", "tenant_id", "partner_id"),
    )

    item_id: Mapped[UUID]
    message_id: Mapped[UUID | None]
    person_id: Mapped[UUID | None]
    """Whom the message is to, where that is a person; the item says whom it is about."""
    partner_id: Mapped[UUID | None]
    due_on: Mapped[date]
    step: Mapped[str]
    told: Mapped[Told] = mapped_column(codes(Told, "told"))
    recipient: Mapped[str]
    sent_on: Mapped[date]
    code: Mapped[NoticeCode | None] = mapped_column(codes(NoticeCode, "code"))


class ReminderRefusal(TenantModel):
    """Somebody asked that no reminders be sent to them; whoever comes next on the ladder is told instead."""

    __tablename__ = "reminder_refusal"
    __table_args__ = (
        same_tenant("person_id", "person", ondelete="CASCADE"),
        same_tenant("partner_id", "partner", ondelete="CASCADE"),
        Index(
            "uq_reminder_refusal_tenant_id_person_id",
            "tenant_id",
            "person_id",
            unique=True,
            postgresql_where=text("lifted_on IS NULL"),
        ),
        Index("ix_reminder_refusal_tenant_id_partner_id", "tenant_id", "partner_id"),
    )

    person_id: Mapped[UUID]
    partner_id: Mapped[UUID | None]
    since: Mapped[date]
    lifted_on: Mapped[date | None]
    """When they asked for reminders again."""


class ReminderSnooze(TenantModel):
    """The desk lets the reminders of one thing wait until a day: who, until when and why. Its date stays."""

    __tablename__ = "reminder_snooze"
    __table_args__ = (
        same_tenant("item_id", "reminder_item", ondelete="CASCADE"),
        same_tenant("person_id", "person", ondelete="CASCADE"),
        same_tenant("partner_id", "partner", ondelete="CASCADE"),
        Index("ix_reminder_snooze_tenant_id_item_id", "tenant_id", "item_id"),
        Index("ix_reminder_snooze_tenant_id_person_id", "tenant_id", "person_id"),
        Index("ix_reminder_snooze_tenant_id_partner_id", "tenant_id", "partner_id"),
        CheckConstraint("until > snoozed_on", name="until"),
    )

    item_id: Mapped[UUID]
    person_id: Mapped[UUID | None]
    partner_id: Mapped[UUID | None]
    snoozed_on: Mapped[date]
    until: Mapped[date]
    """The first day on which it is told again."""
    reason: Mapped[SnoozeReason] = mapped_column(codes(SnoozeReason, "reason"))
    account_id: Mapped[UUID]
    ended_on: Mapped[date | None]
    """When somebody ended it before its day."""
