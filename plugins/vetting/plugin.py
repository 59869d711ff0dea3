"""The manifest of the vetting module: only the names of what stands in the files beside it."""

from __future__ import annotations

from pathlib import Path

from core.sdk import Contribution, hookimpl
from core.sdk import lazy_gettext as _
from plugins.vetting import models as _tables  # noqa: F401 -- hangs the tables on the metadata
from plugins.vetting.permissions import PERMISSIONS
from plugins.vetting.reports import BUILD_POSITION, POSITION

FOLDER = Path(__file__).parent


@hookimpl
def contribute() -> Contribution:
    return Contribution(
        name="vetting",
        title=_("Vetting"),
        folder=FOLDER,
        permissions=PERMISSIONS,
        jobs=(BUILD_POSITION,),
        reports=(POSITION,),
        migrations=FOLDER / "migrations" / "versions",
    )
