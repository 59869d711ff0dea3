"""Tables of retention: rules as the database has them, a prison's periods, holds, runs and tombstones."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from core.database.model import GlobalModel, TenantModel, codes, same_tenant
from core.retention.declarations import Then, Unit
from core.retention.enums import HoldReason


class RetentionRuleRow(GlobalModel):
    """A rule as the database carries it out. Migrations write it, nothing else can."""

    __tablename__ = "retention_rule"
    __table_args__ = (
        CheckConstraint("least BETWEEN 0 AND keep AND keep <= most", name="periods"),
        CheckConstraint("(assignments IS NOT NULL) = (action IN ('BLANK', 'ARCHIVE'))", name="assignments"),
    )

    code: Mapped[str] = mapped_column(unique=True)
    table_name: Mapped[str]
    since: Mapped[str]
    only_where: Mapped[str]
    person: Mapped[str]
    record: Mapped[str]
    action: Mapped[Then] = mapped_column(codes(Then, "action"))
    assignments: Mapped[str | None]
    counted_by: Mapped[str | None]
    unit: Mapped[Unit] = mapped_column(codes(Unit, "unit"))
    keep: Mapped[int]
    least: Mapped[int]
    most: Mapped[int]
    keeps_person: Mapped[bool]


class RetentionPeriod(TenantModel):
    """For how long a prison keeps one kind of record, from then on: the newest counts, none is changed."""

    __tablename__ = "retention_period"

    rule_code: Mapped[str]
    keep: Mapped[int]
    set_by: Mapped[UUID]


class Hold(TenantModel):
    """Somebody's records, or one of them, that must stay whatever the rules say."""

    __tablename__ = "retention_hold"
    __table_args__ = (
        same_tenant("person_id", "person", ondelete="CASCADE"),
        Index("ix_retention_hold_tenant_id_person_id", "tenant_id", "person_id"),
        CheckConstraint("(lifted_at IS NULL) = (lifted_by IS NULL)", name="lifted"),
        CheckConstraint("(reviewed_at IS NULL) = (reviewed_by IS NULL)", name="reviewed"),
    )

    person_id: Mapped[UUID]
    record_id: Mapped[UUID | None]
    """The one record, such as a case; everything of the person when absent."""
    reason: Mapped[HoldReason] = mapped_column(codes(HoldReason, "reason"))
    reference: Mapped[str]
    """Of the file that says why, kept elsewhere."""
    placed_by: Mapped[UUID]
    review_on: Mapped[date]
    reviewed_at: Mapped[datetime | None]
    reviewed_by: Mapped[UUID | None]
    lifted_at: Mapped[datetime | None]
    lifted_by: Mapped[UUID | None]


class Run(TenantModel):
    """One asking for what is due by one rule; the database carries it out as the row is added."""

    __tablename__ = "retention_run"

    rule_code: Mapped[str]
    at_most: Mapped[int]
    of_person: Mapped[UUID | None]
    """For the erasure of one person; the database empties it as it carries it out."""
    gone_count: Mapped[int | None]


class Tombstone(TenantModel):
    """What is left of records that went: of which kind, how many, when, by which rule. Nothing personal."""

    __tablename__ = "tombstone"
    __table_args__ = (Index("ix_tombstone_tenant_id_rule_code", "tenant_id", "rule_code", "created_at"),)

    rule_code: Mapped[str]
    table_name: Mapped[str]
    action: Mapped[str]
    kept: Mapped[int]
    """The version of the rule: for how long it had them kept."""
    unit: Mapped[str]
    gone_count: Mapped[int]
    digest: Mapped[str]
    """SHA-256 over the ids, in order: whoever has an id's list can prove that it was these."""
    figures: Mapped[dict[str, object]] = mapped_column(JSONB)
    """How many of each kind, where figures are kept."""
    account_id: Mapped[UUID | None]
    asked_for: Mapped[bool]
    """By an erasure of one person, not by the night."""
