"""Drafts of the policy that name their day: what waits for whoever may put it in force."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import and_
from strawberry import ID

from core.sdk import connection, node
from plugins.vetting import models
from plugins.vetting.graphql.nodes import MODULE
from plugins.vetting.permissions import POLICY_PUBLISH


@node(
    models.PolicyVersion,
    permission=POLICY_PUBLISH,
    module=MODULE,
    sorted_by=("effective_from", "id"),
    only=lambda row: and_(row.published_at.is_(None), row.effective_from.is_not(None)),
)
class VettingPolicyWaiting:
    id: ID
    version: str
    title: str
    effective_from: date
    drafted_by: ID
    """Who wrote it last, and so does not put it in force."""


read_waiting: Any = connection(
    VettingPolicyWaiting,
    filters=("drafted_by", "effective_from"),
    orders=("effective_from",),
    description="Drafts of the vetting policy with the day they are meant to hold from, not in force yet.",
)
