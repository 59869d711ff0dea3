"""The manifest of the vetting module: only the names of what stands in the files beside it."""

from __future__ import annotations

from pathlib import Path

from core.sdk import Contribution, hookimpl, import_jobs
from core.sdk import lazy_gettext as _
from plugins.vetting.demo import load_demo
from plugins.vetting.entry import VETTING_CHECK
from plugins.vetting.graphql import Mutation, Query
from plugins.vetting.graphql.nodes import PersonVetting
from plugins.vetting.graphql.passports import PersonPassports
from plugins.vetting.graphql.training import PersonBookings
from plugins.vetting.imports import TRACKER_IMPORTER, TRAINING_IMPORTER
from plugins.vetting.jobs import (
    AFTER_THE_DUE_MOVES,
    IN_THE_MORNING,
    KEEP_FORECASTS,
    MOVE_DUE_CASES,
    REMIND_REFEREES,
    SHORTLY_AFTER_MIDNIGHT,
)
from plugins.vetting.pages import CARDS, LINKS, NAVIGATION, PAGES, RECORD_PARTS
from plugins.vetting.permissions import PERMISSIONS
from plugins.vetting.personal_data import PERSONAL_DATA
from plugins.vetting.reminders import REMINDERS
from plugins.vetting.reports import BUILDING, REPORTS
from plugins.vetting.retention import RULES
from plugins.vetting.services.letters import AGAIN, ASKED

FOLDER = Path(__file__).parent


@hookimpl
def contribute() -> Contribution:
    return Contribution(
        name="vetting",
        title=_("Vetting"),
        folder=FOLDER,
        permissions=PERMISSIONS,
        query=Query,
        mutation=Mutation,
        node_extensions=(PersonVetting, PersonPassports, PersonBookings),
        pages=PAGES,
        navigation=NAVIGATION,
        cards=CARDS,
        record_parts=RECORD_PARTS,
        links=LINKS,
        entry_checks=(VETTING_CHECK,),
        jobs=(
            *BUILDING,
            MOVE_DUE_CASES,
            KEEP_FORECASTS,
            REMIND_REFEREES,
            *import_jobs(TRACKER_IMPORTER).all(),
            *import_jobs(TRAINING_IMPORTER).all(),
        ),
        schedules=(SHORTLY_AFTER_MIDNIGHT, AFTER_THE_DUE_MOVES, IN_THE_MORNING),
        reports=REPORTS,
        mail=(ASKED, AGAIN),
        reminders=REMINDERS,
        imports=(TRACKER_IMPORTER, TRAINING_IMPORTER),
        personal_data=PERSONAL_DATA,
        retention=RULES,
        demo=load_demo,
        migrations=FOLDER / "migrations" / "versions",
    )
