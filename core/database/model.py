"""What every table has. A tenant table belongs to one prison: `(tenant_id, id)` is its key."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import DateTime, Enum, ForeignKey, ForeignKeyConstraint, MetaData, func, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TEXT

from core.identifiers import uuid7

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The one metadata: plugins hang their tables on the core's by composite key."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {  # noqa: RUF012 -- the name and form are SQLAlchemy's
        str: TEXT,
        datetime: DateTime(timezone=True),
        list[str]: ARRAY(TEXT),
        dict[str, object]: JSONB,
    }


class GlobalModel(Base):
    """A row that stands above prisons. There are few: see docs/security.md."""

    __abstract__ = True

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class TenantModel(Base):
    """A row of one prison, guarded by row-level security."""

    __abstract__ = True

    tenant_id: Mapped[UUID] = mapped_column(
        ForeignKey("prison.id"),
        primary_key=True,
        server_default=text("current_setting('app.tenant_id')::uuid"),
    )
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


def codes(kind: type[StrEnum], name: str) -> Enum:
    """Store a code list as text with a check, so that a new code is a small migration."""
    return Enum(
        kind,
        native_enum=False,
        create_constraint=True,
        name=name,
        length=60,
        values_callable=lambda members: [member.value for member in members],
    )


def same_tenant(column: str, target: str, *, ondelete: str | None = None) -> ForeignKeyConstraint:
    """Reference another row of the same prison: a key on `id` alone would reach across prisons."""
    return ForeignKeyConstraint(
        ["tenant_id", column],
        [f"{target}.tenant_id", f"{target}.id"],
        ondelete=ondelete,
    )
