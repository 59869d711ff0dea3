"""The manifest of the council module: only the names of what stands in the files beside it."""

from __future__ import annotations

from pathlib import Path

from core.sdk import Contribution, hookimpl
from core.sdk import lazy_gettext as _
from plugins.council import models  # noqa: F401 -- the tables belong to the one metadata
from plugins.council.demo import load_demo
from plugins.council.graphql import Mutation, Query
from plugins.council.pages import CARDS, NAVIGATION, PAGES
from plugins.council.permissions import PERMISSIONS
from plugins.council.personal_data import PERSONAL_DATA

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
        personal_data=PERSONAL_DATA,
        demo=load_demo,
        migrations=FOLDER / "migrations" / "versions",
    )
