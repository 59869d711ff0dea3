"""The importer of a prison's partners: a list of organisations, one row each, with the person to reach."""

from __future__ import annotations

from core.imports.importer import Importer, TableReader
from core.imports.permissions import IMPORT_RUN
from core.partnership.imports.planning import PartnerPlanner
from core.partnership.imports.reading import PARTNERS, PartnerKind, compare_partners, read_partner
from core.partnership.permissions import PARTNER_CHANGE
from core.translation import lazy_gettext as _

__all__ = ["PARTNER_IMPORTER", "PartnerKind"]

PARTNER_IMPORTER = Importer(
    module="core",
    name="partners",
    label=_("Partner organisations"),
    permissions=(IMPORT_RUN, PARTNER_CHANGE),
    tables=(
        TableReader(
            layout=PARTNERS,
            read_row=read_partner,
            compare_rows=compare_partners,
            identity=("organisation", "organisation_key"),
        ),
    ),
    planner=lambda as_at, _account: PartnerPlanner(as_at),
)
