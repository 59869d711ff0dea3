"""The manifest of the weather module."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Contribution, Viewer, hookimpl, import_jobs
from core.sdk import lazy_gettext as _

from .demo import load_demo
from .graphql import Mutation, PersonWeather, Query
from .imports import SIGHTINGS_IMPORTER
from .jobs import CLEAR_UP, EACH_MORNING
from .pages import CARDS, NAVIGATION, PAGES, RECORD_PARTS
from .permissions import PERMISSIONS
from .personal_data import PERSONAL_DATA
from .reports import BUILD_SUMMARY, SUMMARY
from .services import begin_watching

FOLDER = Path(__file__).parent


@hookimpl
def contribute() -> Contribution:
    return Contribution(
        name="weather",
        title=_("Weather"),
        folder=FOLDER,
        permissions=PERMISSIONS,
        query=Query,
        mutation=Mutation,
        node_extensions=(PersonWeather,),
        pages=PAGES,
        navigation=NAVIGATION,
        cards=CARDS,
        record_parts=RECORD_PARTS,
        jobs=(CLEAR_UP, BUILD_SUMMARY, *import_jobs(SIGHTINGS_IMPORTER).all()),
        schedules=(EACH_MORNING,),
        reports=(SUMMARY,),
        imports=(SIGHTINGS_IMPORTER,),
        personal_data=PERSONAL_DATA,
        demo=load_demo,
        migrations=FOLDER / "migrations" / "versions",
    )


@hookimpl
async def tenant_enabled(session: AsyncSession, viewer: Viewer) -> None:
    await begin_watching(session, viewer)
