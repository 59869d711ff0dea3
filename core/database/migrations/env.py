"""Alembic runs this for each module's history; `core.database.migrate` hands it an open connection."""

from __future__ import annotations

from alembic import context

from core.database.migrate import configure

configure(context.config.attributes)
with context.begin_transaction():
    context.run_migrations()
