"""The manifest of the rota module: only the names of what stands in the files beside it."""

from __future__ import annotations

from pathlib import Path

from core.sdk import Contribution, hookimpl
from core.sdk import lazy_gettext as _
from plugins.rota import models  # noqa: F401 -- the tables belong to the one metadata
from plugins.rota.demo import load_demo
from plugins.rota.entry import ROTA_CHECK
from plugins.rota.graphql import Mutation, Query
from plugins.rota.graphql.nodes import PersonRota
from plugins.rota.jobs import MAKE_GATE_LIST, MAKE_SESSIONS, MORNING_LIST, NIGHTLY_MAKING
from plugins.rota.pages import CARDS, LINKS, NAVIGATION, PAGES, RECORD_PARTS
from plugins.rota.permissions import PERMISSIONS
from plugins.rota.personal_data import PERSONAL_DATA
from plugins.rota.reports import BUILDING, REPORTS
from plugins.rota.retention import RULES

FOLDER = Path(__file__).parent


@hookimpl
def contribute() -> Contribution:
    return Contribution(
        name="rota",
        title=_("Rota and gate"),
        folder=FOLDER,
        permissions=PERMISSIONS,
        query=Query,
        mutation=Mutation,
        node_extensions=(PersonRota,),
        pages=PAGES,
        navigation=NAVIGATION,
        cards=CARDS,
        record_parts=RECORD_PARTS,
        entry_checks=(ROTA_CHECK,),
        links=LINKS,
        jobs=(MAKE_SESSIONS, MAKE_GATE_LIST, *BUILDING),
        schedules=(NIGHTLY_MAKING, MORNING_LIST),
        reports=REPORTS,
        personal_data=PERSONAL_DATA,
        demo=load_demo,
        retention=RULES,
        migrations=FOLDER / "migrations" / "versions",
    )
