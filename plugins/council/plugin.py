"""The manifest of the council module: only the names of what stands in the files beside it."""

from __future__ import annotations

from pathlib import Path

from core.sdk import Contribution, hookimpl, import_jobs
from core.sdk import lazy_gettext as _
from plugins.council import models  # noqa: F401 -- the tables belong to the one metadata
from plugins.council.demo import load_demo
from plugins.council.graphql import Mutation, Query
from plugins.council.graphql.national import NationalQuery
from plugins.council.imports import LOG_IMPORTER
from plugins.council.jobs import JOBS, SCHEDULES
from plugins.council.metrics import METRICS
from plugins.council.pages import CARDS, LINKS, NAVIGATION, PAGES, RECORD_PARTS, SEARCH
from plugins.council.pages.national import NATIONAL_NAVIGATION, NATIONAL_PAGES
from plugins.council.pages.notice_board import NOTICE_BOARD
from plugins.council.permissions import PERMISSIONS
from plugins.council.personal_data import PERSONAL_DATA
from plugins.council.reminders import REMINDERS
from plugins.council.reports import BUILDING, REPORTS
from plugins.council.retention import RULES

FOLDER = Path(__file__).parent


@hookimpl
def contribute() -> Contribution:
    return Contribution(
        name="council",
        title=_("Council"),
        folder=FOLDER,
        permissions=PERMISSIONS,
        query=Query,
        mutation=Mutation,
        pages=PAGES,
        navigation=NAVIGATION,
        cards=CARDS,
        links=LINKS,
        jobs=(*JOBS, *import_jobs(LOG_IMPORTER).all(), *BUILDING),
        schedules=SCHEDULES,
        record_parts=RECORD_PARTS,
        search=SEARCH,
        public=(NOTICE_BOARD,),
        metrics=METRICS,
        reports=REPORTS,
        imports=(LOG_IMPORTER,),
        national_query=NationalQuery,
        national_pages=NATIONAL_PAGES,
        national_navigation=NATIONAL_NAVIGATION,
        reminders=REMINDERS,
        personal_data=PERSONAL_DATA,
        retention=RULES,
        demo=load_demo,
        migrations=FOLDER / "migrations" / "versions",
    )
