"""The roles an account can hold in a prison, and the few that stand above prisons."""

from __future__ import annotations

from enum import StrEnum

from core.translation import Text
from core.translation import lazy_gettext as _


class Role(StrEnum):
    COORDINATOR = "COORDINATOR"
    COORDINATOR_DEPUTY = "COORDINATOR_DEPUTY"
    SMT_LEAD = "SMT_LEAD"
    GOVERNOR = "GOVERNOR"
    SECURITY_VETTING = "SECURITY_VETTING"
    PRISON_STAFF_READER = "PRISON_STAFF_READER"
    PARTNER_ADMIN = "PARTNER_ADMIN"
    PARTNER_WORKER = "PARTNER_WORKER"
    VOLUNTEER_SELF = "VOLUNTEER_SELF"
    COUNCIL_FACILITATOR = "COUNCIL_FACILITATOR"
    HMPPS_NATIONAL = "HMPPS_NATIONAL"
    HMPPS_REGION = "HMPPS_REGION"
    HMPPS_REFDATA_ADMIN = "HMPPS_REFDATA_ADMIN"
    DPO_RECORDS = "DPO_RECORDS"
    AUDITOR = "AUDITOR"

    @property
    def label(self) -> Text:
        return LABELS[self]


NATIONAL_ROLES = frozenset({Role.HMPPS_NATIONAL, Role.HMPPS_REGION, Role.HMPPS_REFDATA_ADMIN})
"""Held without a prison: they read published aggregates, never a case."""

NATIONAL_READERS = frozenset({Role.HMPPS_NATIONAL, Role.HMPPS_REGION})
"""Who reads what prisons give to HMPPS: of all prisons, or of one group."""

PARTNER_ROLES = frozenset({Role.PARTNER_ADMIN, Role.PARTNER_WORKER})
"""Held for one partner organisation: the database shows them rows of their own organisation only."""

PRISON_ROLES = frozenset(
    {
        Role.COORDINATOR,
        Role.COORDINATOR_DEPUTY,
        Role.SMT_LEAD,
        Role.GOVERNOR,
        Role.SECURITY_VETTING,
        Role.PRISON_STAFF_READER,
    },
)
"""Held by the prison's own staff and its co-ordinator, who may be seconded from a charity."""

COORDINATORS = frozenset({Role.COORDINATOR, Role.COORDINATOR_DEPUTY})

LABELS: dict[Role, Text] = {
    Role.COORDINATOR: _("Co-ordinator"),
    Role.COORDINATOR_DEPUTY: _("Deputy co-ordinator"),
    Role.SMT_LEAD: _("Senior lead"),
    Role.GOVERNOR: _("Governor"),
    Role.SECURITY_VETTING: _("Security vetting contact"),
    Role.PRISON_STAFF_READER: _("Prison staff"),
    Role.PARTNER_ADMIN: _("Partner lead"),
    Role.PARTNER_WORKER: _("Partner worker"),
    Role.VOLUNTEER_SELF: _("Volunteer"),
    Role.COUNCIL_FACILITATOR: _("Council facilitator"),
    Role.HMPPS_NATIONAL: _("HMPPS national"),
    Role.HMPPS_REGION: _("HMPPS group"),
    Role.HMPPS_REFDATA_ADMIN: _("HMPPS reference data"),
    Role.DPO_RECORDS: _("Data protection"),
    Role.AUDITOR: _("Auditor"),
}
