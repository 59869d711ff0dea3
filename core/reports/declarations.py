"""How a module declares a report: its name, who may have it, its formats and what builds it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.permissions import Permission
from core.accounts.viewer import Viewer
from core.reports.document import ReportDocument
from core.reports.formats import Format
from core.translation import Text

BuildReport = Callable[[AsyncSession, Viewer, Mapping[str, Any]], Awaitable[ReportDocument]]
"""Reads what it needs as the person who asked; the parameters hold ids and choices, never names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report that may be asked for from a page, built later by the worker and downloaded."""

    code: str
    """Module and name, `vetting.position`; also the stem of the file's name."""
    title: Text
    description: Text
    """One sentence: the question it answers."""
    permission: Permission
    """Who may ask for it, and who may download what was asked for in their prison."""
    build: BuildReport
    formats: tuple[Format, ...] = (Format.PDF, Format.XLSX, Format.ODS)
    asked_elsewhere: bool = False
    """It is about one thing, and asked for where that is shown: not among the reports offered."""
