"""What the API says of retention: what will go and went, what is held of somebody, and what may be done."""

from __future__ import annotations

from typing import Any

import strawberry

from core.retention.graphql import kinds, people
from core.retention.graphql.mutations import Mutation


class Query:
    retention: Any = strawberry.field(
        resolver=kinds.retention_lines,
        description="Each kind of record: how long it is kept here, and what is due.",
    )
    retention_kind: Any = strawberry.field(
        resolver=kinds.retention_kind,
        description="One kind of record: what goes within so many days, and what went.",
    )
    open_holds: Any = strawberry.field(
        resolver=people.open_holds,
        description="What is kept on hold in this prison, the soonest to be looked at first.",
    )
    held_about: Any = strawberry.field(
        resolver=people.held_about,
        description="What is held about one person: what an erasure would take, what has to stay and why.",
    )


__all__ = ["Mutation", "Query"]
