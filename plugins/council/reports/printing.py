"""Puts an issue that is out on paper: poster or booklet, for whom, and in which language."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Conflict, Invalid, Viewer, prison_names, reports, translate
from plugins.council.enums import Layout, Paper, Tongue
from plugins.council.permissions import PUBLISHED_READ
from plugins.council.queries.bulletins import issue_that_is_out
from plugins.council.reports import PAPERS


async def print_bulletin(
    session: AsyncSession,
    viewer: Viewer,
    bulletin_id: UUID,
    *,
    paper: Paper,
    layout: Layout,
    tongue: Tongue = Tongue.ENGLISH,
) -> UUID:
    """Ask for an issue on paper; the worker sets it. Return which report it is."""
    viewer.require(PUBLISHED_READ)
    if await issue_that_is_out(session, bulletin_id) is None:
        raise Conflict(translate("This issue is not published, so there is nothing to print."))
    if tongue is not Tongue.ENGLISH and not (await prison_names(session, viewer)).is_welsh:
        raise Invalid(translate("This prison tells it in English alone. Choose English."), "tongue")
    if tongue is Tongue.BOTH and layout is not Layout.PLAIN:
        said = translate("Large print and easy read need the whole page for one language. Print each apart.")
        raise Invalid(said, "tongue")
    given = {"bulletin_id": bulletin_id, "paper": paper, "layout": layout, "tongue": tongue}
    asked = await reports.request_report(session, viewer, PAPERS[paper], parameters=given)
    return asked.id
