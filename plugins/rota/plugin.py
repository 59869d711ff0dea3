"""The manifest of the rota module: only the names of what stands in the files beside it."""

from __future__ import annotations

from pathlib import Path

from core.sdk import Contribution, hookimpl
from core.sdk import lazy_gettext as _
from plugins.rota import models  # noqa: F401 -- the tables belong to the one metadata
from plugins.rota.jobs import MAKE_SESSIONS, NIGHTLY_MAKING
from plugins.rota.permissions import PERMISSIONS
from plugins.rota.personal_data import PERSONAL_DATA

FOLDER = Path(__file__).parent


@hookimpl
def contribute() -> Contribution:
    return Contribution(
        name="rota",
        title=_("Rota and gate"),
        folder=FOLDER,
        permissions=PERMISSIONS,
        jobs=(MAKE_SESSIONS,),
        schedules=(NIGHTLY_MAKING,),
        personal_data=PERSONAL_DATA,
        migrations=FOLDER / "migrations" / "versions",
    )
