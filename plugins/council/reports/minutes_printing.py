"""Puts minutes on paper: what is out for everybody who may read it, a draft for those who check it."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Conflict, Invalid, NotFound, Viewer, prison_names, reports, translate
from plugins.council.enums import MinutesPaper, SourceKind, Tongue
from plugins.council.models import Minutes
from plugins.council.permissions import MINUTES_READ, PUBLISHED_READ
from plugins.council.queries.published import what_is_out
from plugins.council.reports import DRAFT, MINUTES


async def print_minutes(
    session: AsyncSession,
    viewer: Viewer,
    minutes_id: UUID,
    *,
    paper: MinutesPaper,
    tongue: Tongue = Tongue.ENGLISH,
) -> UUID:
    """Ask for minutes that are out; the worker sets them. Return which report it is."""
    viewer.require(PUBLISHED_READ)
    if await what_is_out(session, SourceKind.MINUTES, minutes_id) is None:
        raise Conflict(translate("These minutes are not published, so there is nothing to print."))
    return await _ask(session, viewer, MINUTES, minutes_id, paper, tongue)


async def print_draft(
    session: AsyncSession,
    viewer: Viewer,
    minutes_id: UUID,
    *,
    paper: MinutesPaper,
    tongue: Tongue = Tongue.ENGLISH,
) -> UUID:
    """Ask for the last version of minutes to be checked on paper. Return which report it is."""
    viewer.require(MINUTES_READ)
    if await session.scalar(select(Minutes.id).where(Minutes.id == minutes_id)) is None:
        raise NotFound(translate("Those minutes are not in this prison."), "minutesId")
    return await _ask(session, viewer, DRAFT, minutes_id, paper, tongue)


async def _ask(
    session: AsyncSession,
    viewer: Viewer,
    report: reports.Report,
    minutes_id: UUID,
    paper: MinutesPaper,
    tongue: Tongue,
) -> UUID:
    if tongue is not Tongue.ENGLISH and not (await prison_names(session, viewer)).is_welsh:
        raise Invalid(translate("This prison tells it in English alone. Choose English."), "tongue")
    if tongue is Tongue.BOTH:
        raise Invalid(translate("Minutes are written once: choose the language of their headings."), "tongue")
    given = {"minutes_id": minutes_id, "paper": paper, "tongue": tongue}
    return (await reports.request_report(session, viewer, report, parameters=given)).id
