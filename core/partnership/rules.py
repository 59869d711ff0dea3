"""What follows from the partnership's records on a day. Pure: no database."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Protocol, TypeVar
from uuid import UUID

from core.partnership.enums import AgreementType, ServiceStatus

WORKS_UNDER = frozenset(
    {AgreementType.PARTNERSHIP, AgreementType.GRANT, AgreementType.CONTRACT, AgreementType.SUBCONTRACT}
)
"""Agreements under which somebody may work here; one about sharing information is none of them."""


class StatusChange(Protocol):
    """A service's status from a day on."""

    @property
    def id(self) -> UUID: ...
    @property
    def status(self) -> ServiceStatus: ...
    @property
    def effective_from(self) -> date: ...


Change = TypeVar("Change", bound=StatusChange)


def change_on(changes: Iterable[Change], on: date) -> Change | None:
    """Return the change that holds on a day: the latest to take effect, of several the last recorded."""
    begun = [change for change in changes if change.effective_from <= on]
    return max(begun, key=lambda change: (change.effective_from, change.id), default=None)


def status_on(changes: Iterable[StatusChange], on: date) -> tuple[ServiceStatus, date] | None:
    """Return the status on a day and since when; None where nothing says."""
    change = change_on(changes, on)
    return None if change is None else (change.status, change.effective_from)


def covers(starts_on: date | None, ends_on: date | None, on: date) -> bool:
    """Tell whether a day lies between two, both included; an end that is not given is open."""
    return (starts_on is None or starts_on <= on) and (ends_on is None or on <= ends_on)
