"""A paper of the councils: one PDF about one thing, asked for where that is shown."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Permission, Text, Viewer, reports

Build = Callable[[AsyncSession, Viewer, Mapping[str, Any]], Awaitable[reports.ReportDocument]]


def on_paper(
    code: str, *, title: Text, description: Text, permission: Permission, build: Build
) -> reports.Report:
    """Return the report of a paper that is printed for one thing, not offered among the reports."""
    return reports.Report(
        code=code,
        title=title,
        description=description,
        permission=permission,
        build=build,
        formats=(reports.Format.PDF,),
        asked_elsewhere=True,
    )
