"""Ids: time-ordered UUIDs (RFC 9562, version 7), one named type for each thing they point at."""

from __future__ import annotations

from typing import NewType
from uuid import UUID

from uuid_utils import compat

TenantId = NewType("TenantId", UUID)
AccountId = NewType("AccountId", UUID)
PartnerId = NewType("PartnerId", UUID)
PersonId = NewType("PersonId", UUID)
JobId = NewType("JobId", UUID)


def uuid7() -> UUID:
    """Return a new id that sorts by the time it was made."""
    return UUID(int=compat.uuid7().int)
