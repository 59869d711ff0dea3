"""What a connection is opened with: straight to PostgreSQL, or through a pooler in transaction mode."""

from __future__ import annotations

from typing import Any

from core.database.keepalive import SERVER_SETTINGS

NAMED = {"application_name": "gatehouse", "timezone": "UTC"}
STRAIGHT: dict[str, Any] = {"server_settings": {**NAMED, "jit": "off", **SERVER_SETTINGS}}
STRAIGHT_READING: dict[str, Any] = {
    # A second lock on the door: on these connections no transaction may write.
    "server_settings": {**STRAIGHT["server_settings"], "default_transaction_read_only": "on"},
}
POOLED: dict[str, Any] = {
    # PgBouncer gives a server these before it lends it, and refuses any other. The encoding is there because
    # PgBouncer does not know it again as asyncpg writes it, and would set it before every transaction.
    "server_settings": {**NAMED, "client_encoding": "UTF8"},
    # What is prepared stays with its server, and the next transaction may be another server's.
    "statement_cache_size": 0,
}
POOLED_ENGINE: dict[str, Any] = {**POOLED, "prepared_statement_cache_size": 0}
"""SQLAlchemy keeps prepared statements of its own."""
