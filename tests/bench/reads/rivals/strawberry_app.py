"""The Strawberry rival behind Litestar, on the server that Gatehouse has. Nobody signs in."""

from __future__ import annotations

import os
from typing import Any

import strawberry
from litestar import Litestar, Request, get
from sqlalchemy.ext.asyncio import create_async_engine
from strawberry.litestar import make_graphql_controller

from tests.bench.reads.rivals.strawberry_types import Query, Rows

POOL = 8
engine = create_async_engine(
    os.environ["BENCH_DATABASE_URL"].replace("postgresql://", "postgresql+asyncpg://", 1),
    pool_size=POOL,
    max_overflow=0,
    connect_args={"server_settings": {"jit": "off", "timezone": "UTC"}},
)


async def context(request: Request[Any, Any, Any]) -> dict[str, Rows]:
    """Return the way to the rows of the prison that the header names."""
    return {"rows": Rows(engine, request.headers["x-tenant"])}


@get("/ready")
async def ready() -> dict[str, str]:
    return {}


app = Litestar(
    [
        ready,
        make_graphql_controller(
            strawberry.Schema(Query), path="/graphql", context_getter=context, graphql_ide=None
        ),
    ],
    openapi_config=None,
)
