"""The audit trail: rows that only triggers write."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Computed, Index, Text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from core.database.model import GlobalModel, TenantModel


class AuditEntry(TenantModel):
    """One change of one row of this prison, before and after, with masked columns left out."""

    __tablename__ = "audit_entry"
    __table_args__ = (
        Index("ix_audit_entry_tenant_id_table_name_row_id", "tenant_id", "table_name", "row_id"),
        Index("ix_audit_entry_tenant_id_person_key", "tenant_id", "person_key"),
    )

    account_id: Mapped[UUID | None]
    correlation_id: Mapped[str | None]
    operation: Mapped[str]
    table_name: Mapped[str]
    row_id: Mapped[UUID]
    before: Mapped[dict[str, object] | None] = mapped_column(JSONB)
    after: Mapped[dict[str, object] | None] = mapped_column(JSONB)
    person_key: Mapped[str | None] = mapped_column(
        Computed("coalesce(after ->> 'person_id', before ->> 'person_id')", persisted=True)
    )
    """Whose row it was, for as long as the values are kept: so that what is erased can be found."""


class ReadEntry(TenantModel):
    """One reading of one sensitive record: who looked at what, in the transaction that answered."""

    __tablename__ = "read_entry"
    __table_args__ = (
        Index("ix_read_entry_tenant_id_node_row_id", "tenant_id", "node", "row_id"),
        Index("ix_read_entry_tenant_id_row_id", "tenant_id", "row_id"),
    )

    account_id: Mapped[UUID]
    correlation_id: Mapped[str | None]
    node: Mapped[str]
    """The type that was read, such as `Person`."""
    row_id: Mapped[UUID]


class ExportEntry(TenantModel):
    """One file of rows that was taken away: who, which list, how narrowed, how many; never whose rows."""

    __tablename__ = "export_entry"
    __table_args__ = (Index("ix_export_entry_tenant_id_list_name", "tenant_id", "list_name", "created_at"),)

    account_id: Mapped[UUID]
    correlation_id: Mapped[str | None]
    list_name: Mapped[str]
    """Module and list, such as `vetting.cases`."""
    about: Mapped[UUID | None]
    """The one thing that the list belongs to, such as an import."""
    filters: Mapped[list[str]] = mapped_column(ARRAY(Text))
    """Names alone: what was typed into a filter may be somebody's name."""
    row_count: Mapped[int]
    format: Mapped[str]


class GlobalAuditEntry(GlobalModel):
    """The same for the few tables that stand above prisons."""

    __tablename__ = "global_audit_entry"

    account_id: Mapped[UUID | None]
    correlation_id: Mapped[str | None]
    operation: Mapped[str]
    table_name: Mapped[str]
    row_id: Mapped[UUID]
    before: Mapped[dict[str, object] | None] = mapped_column(JSONB)
    after: Mapped[dict[str, object] | None] = mapped_column(JSONB)
