"""A line in the log for what happens at the door: who by id, what and why; never a name or a token."""

from __future__ import annotations

import structlog

SECURITY: structlog.typing.FilteringBoundLogger = structlog.get_logger("gatehouse.security")
