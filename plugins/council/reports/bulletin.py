"""Poster and booklet of an issue, made of what was published of it and of nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Conflict, Viewer, now, prison_names, reports, speaking, translate
from plugins.council.enums import Layout, Paper, Tongue
from plugins.council.queries.bulletins import issue_that_is_out
from plugins.council.reports.paper import paper_words

HERE = Path(__file__).parent


async def build_bulletin(
    session: AsyncSession, viewer: Viewer, parameters: Mapping[str, Any]
) -> reports.ReportDocument:
    """Build the paper that was asked for. It names nobody, whoever asked for it neither."""
    issue = await issue_that_is_out(session, UUID(str(parameters["bulletin_id"])))
    if issue is None:
        raise Conflict(translate("This issue is not published, so there is nothing to print."))
    tongue = Tongue(str(parameters["tongue"]))
    names = await prison_names(session, viewer)
    language = "cy" if tongue is Tongue.WELSH else "en"
    words = paper_words(
        issue,
        names,
        paper=Paper(str(parameters["paper"])),
        layout=Layout(str(parameters["layout"])),
        tongue=tongue,
    )
    moment = now()
    with speaking(language):
        title = translate("You said, we did: issue {number}").format(number=issue.number)
    return reports.ReportDocument(
        title=title,
        prison_name=names.in_language(language),
        prison_code=viewer.tenant_code or "",
        as_at=moment,
        produced_at=moment,
        produced_by=names.in_language(language),
        classification=reports.Classification.OFFICIAL,
        summary=(),
        paper=reports.Paper(layout=HERE / "bulletin.typ", words=words),
        language=language,
    )
