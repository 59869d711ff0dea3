"""The copy that is handed to a person who asks what is held about them: to read, and for a program."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.viewer import Viewer
from core.clock import now
from core.plugins.contribution import Contribution
from core.prisons.models import Prison
from core.reports.declarations import Report
from core.reports.document import Classification, Column, ReportDocument, Section, Table
from core.reports.formats import Format
from core.retention.exporting import Held, PersonExport, export_of
from core.retention.permissions import PERSON_EXPORT
from core.translation import Text, translate
from core.translation import lazy_gettext as _

CODE = "core.person_record"
ALL = _("This is all that {prison} holds about you in Gatehouse. Ask for what is wrong to be put right.")
OWN = _(
    "This is what {prison} shows you of your record in Gatehouse. How a decision was come to and what "
    "others said in confidence is not in it: ask the prison's data protection for that. "
    "Ask for what is wrong to be put right."
)
MOST_COLUMNS = 6
"""Of one table on paper; the rest of a row's columns follow in a second table."""


def person_report(modules: Sequence[Contribution]) -> Report:
    """Return the report over what these modules hold."""

    async def build(session: AsyncSession, viewer: Viewer, parameters: Mapping[str, Any]) -> ReportDocument:
        found = await export_of(session, viewer, UUID(str(parameters["person_id"])), modules)
        return _document(found, await _prison(session, viewer), viewer, ALL)

    return Report(
        code=CODE,
        title=_("What is held about one person"),
        description=_("Everything that Gatehouse holds about somebody, to be handed to them."),
        permission=PERSON_EXPORT,
        build=build,
        formats=(Format.PDF, Format.ODS, Format.JSON),
        asked_elsewhere=True,
    )


async def own_document(
    session: AsyncSession, viewer: Viewer, person_id: UUID, modules: Sequence[Contribution]
) -> ReportDocument:
    """Return the copy that somebody takes of their own record."""
    found = await export_of(session, viewer, person_id, modules)
    return _document(found, await _prison(session, viewer), viewer, OWN)


async def copy_document(
    session: AsyncSession, viewer: Viewer, name: str, kinds: Sequence[Held]
) -> ReportDocument:
    """Return the copy for somebody of whom a module alone holds records: who is not in the books."""
    found = PersonExport(name, tuple(kind for kind in kinds if kind.rows))
    return _document(found, await _prison(session, viewer), viewer, ALL)


async def _prison(session: AsyncSession, viewer: Viewer) -> Prison:
    return (await session.execute(select(Prison).where(Prison.id == viewer.tenant_id))).scalar_one()


def _document(found: PersonExport, prison: Prison, viewer: Viewer, summary: Text) -> ReportDocument:
    moment = now()
    return ReportDocument(
        title=translate("What is held about {name}").format(name=found.name),
        prison_name=prison.name,
        prison_code=prison.code,
        as_at=moment,
        produced_at=moment,
        produced_by=viewer.name,
        classification=Classification.OFFICIAL_SENSITIVE,
        summary=(str(summary).format(prison=prison.name),),
        sections=tuple(Section(kind.what, _tables(kind)) for kind in found.kinds),
        notes=(
            translate("Names of other people are left out, such as who recorded something."),
            translate(
                "Numbers by which Gatehouse finds its own records say nothing about you and are left out."
            ),
        ),
    )


def _tables(kind: Held) -> tuple[Table, ...]:
    parts = range(0, len(kind.headings), MOST_COLUMNS)
    return tuple(
        Table(
            caption=str(kind.what) if not start else translate("{what}, continued").format(what=kind.what),
            columns=tuple(Column(heading) for heading in kind.headings[start : start + MOST_COLUMNS]),
            rows=[row[start : start + MOST_COLUMNS] for row in kind.rows],
        )
        for start in parts
    )
