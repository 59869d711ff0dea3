"""The core as a module: it declares itself with the same value as every plugin."""

from __future__ import annotations

from pathlib import Path

from core.jobs.retention import FORGET_JOBS, NIGHTLY_FORGETTING
from core.partnership import graphql as partnership
from core.partnership.pages import NAVIGATION, PAGES
from core.partnership.permissions import PERMISSIONS
from core.plugins.contribution import Contribution
from core.reports import graphql as reports
from core.reports.jobs import EXPIRE_REPORTS, NIGHTLY_EXPIRY
from core.reports.permissions import REPORT_READ
from core.translation import lazy_gettext as _

CORE = Contribution(
    name="core",
    title=_("Partnership"),
    folder=Path(__file__).parent,
    permissions=(*PERMISSIONS, REPORT_READ),
    query=type("Query", (), {**vars(partnership.Query), **vars(reports.Query)}),
    mutation=partnership.Mutation,
    pages=PAGES,
    navigation=NAVIGATION,
    jobs=(EXPIRE_REPORTS, FORGET_JOBS),
    schedules=(NIGHTLY_EXPIRY, NIGHTLY_FORGETTING),
)
