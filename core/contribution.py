"""The core as a module: it declares itself with the same value as every plugin."""

from __future__ import annotations

from pathlib import Path

from core.partnership import graphql as partnership
from core.partnership.pages import NAVIGATION, PAGES
from core.partnership.permissions import PERMISSIONS
from core.plugins.contribution import Contribution
from core.translation import lazy_gettext as _

CORE = Contribution(
    name="core",
    title=_("Partnership"),
    folder=Path(__file__).parent,
    permissions=PERMISSIONS,
    query=partnership.Query,
    mutation=partnership.Mutation,
    pages=PAGES,
    navigation=NAVIGATION,
)
