"""Minutes on paper: what is out, read from what was published; and a draft, marked as one, to be checked."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Conflict, Viewer, now, prison_names, reports, speaking, translate
from plugins.council.enums import MinutesPaper, SourceKind, Tongue
from plugins.council.queries.published import what_is_out
from plugins.council.reports.draft_words import draft_words
from plugins.council.reports.minutes_words import published_words, title_of
from plugins.council.reports.paper import LANGUAGES

HERE = Path(__file__).parent


async def build_minutes(
    session: AsyncSession, viewer: Viewer, parameters: Mapping[str, Any]
) -> reports.ReportDocument:
    """Build minutes as they are out at this moment, in the house's words of one language."""
    out = await what_is_out(session, SourceKind.MINUTES, UUID(str(parameters["minutes_id"])))
    if out is None:
        raise Conflict(translate("These minutes are not published, so there is nothing to print."))
    language = LANGUAGES[Tongue(str(parameters["tongue"]))][0]
    with speaking(language):
        words = published_words(out, MinutesPaper(str(parameters["paper"])))
        title = title_of(out.publication.about_on)
    return await paper_document(session, viewer, language, title, words)


async def build_draft(
    session: AsyncSession, viewer: Viewer, parameters: Mapping[str, Any]
) -> reports.ReportDocument:
    """Build the last version of minutes to be checked: each page says that it is not published."""
    language = LANGUAGES[Tongue(str(parameters["tongue"]))][0]
    minutes_id, paper = UUID(str(parameters["minutes_id"])), MinutesPaper(str(parameters["paper"]))
    with speaking(language):
        words = await draft_words(session, minutes_id, paper)
        title = translate("Draft, not published: {title}").format(title=words["title"])
    return await paper_document(session, viewer, language, title, words)


async def paper_document(
    session: AsyncSession, viewer: Viewer, language: str, title: str, words: Mapping[str, Any]
) -> reports.ReportDocument:
    names, moment = await prison_names(session, viewer), now()
    is_draft = words["draft"] is not None
    return reports.ReportDocument(
        title=title,
        prison_name=names.in_language(language),
        prison_code=viewer.tenant_code or "",
        as_at=moment,
        produced_at=moment,
        produced_by=names.in_language(language),
        classification=reports.Classification.OFFICIAL_SENSITIVE
        if is_draft
        else reports.Classification.OFFICIAL,
        summary=(),
        paper=reports.Paper(layout=HERE / "minutes.typ", words=words),
        language=language,
    )
