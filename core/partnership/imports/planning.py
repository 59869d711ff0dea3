"""What importing partners writes: the partner, its entry in the registry, and the person to reach."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from core.imports.actions import Json, Values
from core.imports.importer import ImportContext
from core.imports.planning import Existing, Ids, PlannedTable, Target, new_id
from core.imports.problems import CommonKind
from core.imports.records import Record
from core.imports.registration import Register
from core.partnership.enums import ContactPurpose, FundingBasis, PartnerStatus
from core.translation import Text, translate
from core.translation import lazy_gettext as _

LABELS: dict[tuple[str, str], Text] = {
    ("partner", "name"): _("Organisation"),
    ("partner", "funding_basis"): _("Funding"),
    ("partner", "registration"): _("Charity or company number"),
    ("partner", "on_mailing_list"): _("On the mailing list"),
    ("partner", "note"): _("Notes"),
    ("partner_contact", "name"): _("Lead contact"),
    ("partner_contact", "email"): _("E-mail"),
    ("partner_contact", "phone"): _("Telephone"),
}


class PartnerPlanner:
    """Compares records of organisations with the prison's partners."""

    tables = (
        PlannedTable(name="organisation", unique=("identifier",), is_shared=True),
        PlannedTable(name="partner", unique=("name_key",)),
        PlannedTable(name="partner_contact"),
    )

    def __init__(self, as_at: date) -> None:
        self._as_at = as_at
        self._partners: dict[str, str] = {}
        self._organisations: dict[str, str] = {}
        self._leads: dict[str, str] = {}

    def prepare(self, existing: Existing) -> ImportContext:
        rows = existing.rows
        self._partners = {str(row["name_key"]): row_id for row_id, row in rows["partner"].items()}
        self._organisations = {str(row["identifier"]): row_id for row_id, row in rows["organisation"].items()}
        self._leads = {
            str(row["partner_id"]): row_id
            for row_id, row in sorted(rows["partner_contact"].items(), reverse=True)
            if isinstance(purposes := row.get("purposes"), list) and ContactPurpose.LEAD.value in purposes
        }
        return ImportContext(as_at=self._as_at)

    def key(self, layout: str, record: Record) -> str:
        del layout
        return record.text("organisation_key")

    def label(self, layout: str, record: Record) -> str:
        del layout
        return record.text("organisation")

    def primary(self, layout: str) -> str:
        del layout
        return "partner"

    def find(self, layout: str, record: Record) -> Ids:
        partner = self._partners.get(self.key(layout, record))
        if partner is None:
            return {}
        lead = self._leads.get(partner)
        return {"partner": partner, **({"contact": lead} if lead is not None else {})}

    def targets(self, layout: str, record: Record, ids: Ids) -> Sequence[Target]:
        del layout
        targets = []
        partner = self._partner(record, ids)
        identifier = "" if record.has(CommonKind.POSSIBLE_DUPLICATE) else record.text("identifier")
        if identifier:
            if identifier not in self._organisations:
                targets.append(self._new_organisation(identifier, record, ids))
            partner.values["organisation_id"] = self._organisations[identifier]
        targets.append(partner)
        contact = _contact(record, ids)
        return [*targets, contact] if contact is not None else targets

    def _new_organisation(self, identifier: str, record: Record, ids: Ids) -> Target:
        """Return an entry of the registry, for a number that stands under one name only.

        Whether two names with one number are one organisation is for a person to say.
        """
        self._organisations[identifier] = ids["organisation"] = new_id()
        name = record.text("organisation")
        return Target("organisation", "organisation", {"identifier": identifier}, {"name": name})

    def _partner(self, record: Record, ids: Ids) -> Target:
        self._partners[record.text("organisation_key")] = ids.setdefault("partner", new_id())
        values: Values = {
            "name": record.text("organisation"),
            "name_key": record.text("organisation_key"),
            "registration": _unlisted_number(record),
            "funding_basis": record.text("funding") or None,
            "note": record.text("notes") or None,
        }
        fixed: Values = {"status": PartnerStatus.ACTIVE.value, "on_mailing_list": False}
        if record.values["mailing"] is not None:
            values["on_mailing_list"] = record.values["mailing"] is True
        return Target("partner", "partner", values, fixed)

    def describe(self, table: str, column: str) -> Text | None:
        return LABELS.get((table, column))

    def show(self, table: str, column: str, value: Json) -> str:
        del table
        if value is None or value == "":
            return translate("(blank)")
        if isinstance(value, bool):
            return translate("Yes") if value else translate("No")
        return str(FundingBasis(str(value)).label) if column == "funding_basis" else str(value)


def _unlisted_number(record: Record) -> str | None:
    """Return a number that is kept as written: one of the wrong shape, or one that another name has."""
    kept = record.text("register") == Register.MALFORMED or record.has(CommonKind.POSSIBLE_DUPLICATE)
    return record.text("registration") if kept else None


def _contact(record: Record, ids: Ids) -> Target | None:
    """Return the lead contact; an address without a name is the organisation's own."""
    name, email, phone = record.text("contact"), record.text("email"), record.text("phone")
    if not (name or email or phone):
        return None
    ids.setdefault("contact", new_id())
    values: Values = {"email": email or None, "phone": phone or None, "partner_id": ids["partner"]}
    if name:
        values["name"] = name
    fixed: Values = {"name": record.text("organisation"), "purposes": [ContactPurpose.LEAD.value]}
    return Target("contact", "partner_contact", values, fixed)
