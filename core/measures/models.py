"""What a prison gives to HMPPS of its measures: figures, worked out and released by itself."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, SmallInteger, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.database.model import TenantModel, codes
from core.measures.figures import State


class PublishedFigure(TenantModel):
    """One measure in one period. The national role reads it across prisons; see create_published_table()."""

    __tablename__ = "published_figure"
    __table_args__ = (
        UniqueConstraint("tenant_id", "metric", "first_on", "last_on"),
        CheckConstraint("first_on <= last_on", name="period"),
        CheckConstraint("above >= 0 AND below >= 0", name="counts"),
        CheckConstraint("state = 'COUNTED' OR (above = 0 AND below = 0)", name="uncounted"),
    )

    metric: Mapped[str]
    """The measure's name, `council.answered_in_time`."""
    version: Mapped[int] = mapped_column(SmallInteger)
    """Of its definition."""
    first_on: Mapped[date]
    last_on: Mapped[date]
    above: Mapped[int]
    below: Mapped[int]
    state: Mapped[State] = mapped_column(codes(State, "state"))
    reported_on: Mapped[date]
    """When the prison worked it out last."""
