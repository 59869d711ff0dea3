"""The API of the councils: what can be read, and what can be done."""

from __future__ import annotations

from core.sdk import connection, lookup
from plugins.council.graphql.mutations import Mutation
from plugins.council.graphql.nodes import CouncilBody, CouncilProposal

__all__ = ["Mutation", "Query"]


class Query:
    council_bodies = connection(
        CouncilBody,
        filters=("is_running",),
        orders=("name", "first_on"),
        description="Councils of this prison, those that ended too.",
    )
    council_body = lookup(CouncilBody)
    council_proposals = connection(
        CouncilProposal,
        filters=(
            "council_id",
            "theme",
            "status",
            "is_waiting",
            "is_closed",
            "is_held_back",
            "raised_on",
            "answer_due_on",
            "until_on",
        ),
        orders=("number", "raised_on", "answer_due_on", "status_on", "theme"),
        description="What councils of this prison proposed, and what was answered.",
    )
    council_proposal = lookup(CouncilProposal)
