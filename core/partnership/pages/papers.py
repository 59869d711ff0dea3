"""What of a partner's papers stands on its page: agreements and insurance."""

from __future__ import annotations

from core.pages import Colour, Date, Link, Number, Row, Section, Table, Tag, Words, url
from core.partnership.enums import AgreementType, InsuranceKind
from core.translation import lazy_gettext as _


def in_force(row: Row) -> Tag:
    """Say whether a paper is good today."""
    return Tag(_("In force"), Colour.GREEN) if row["isCurrent"] else Tag(_("Not in force"), Colour.GREY)


def agreements_section(partner: Row) -> Section:
    """Return the agreements, the newest first."""
    rows = tuple(
        (
            Words(AgreementType(row["type"]).label, hint=row["reference"] or ""),
            Words(row["service"]["name"] if row["service"] else _("All they do here")),
            Date(row["startsOn"], near=False),
            Date(row["endsOn"], empty=_("Open")),
            in_force(row),
            Link(
                _("Set its last day"),
                url("core.end_agreement", partner_id=partner["id"], agreement_id=row["id"]),
            ),
        )
        for row in reversed(partner["agreements"])
    )
    return Section(
        heading=_("Agreements"),
        table=Table(
            caption=_("What was agreed with this partner"),
            headings=(_("Agreement"), _("For"), _("From"), _("To"), _("Today"), _("Change")),
            rows=rows,
            empty=_("No agreement is recorded."),
        ),
    )


def insurance_section(partner: Row) -> Section:
    """Return the insurances whose certificates were seen, the newest first."""
    rows = tuple(
        (
            Words(InsuranceKind(row["kind"]).label),
            Number(row["coverPounds"], unit=_("pounds")) if row["coverPounds"] else Words(_("Not recorded")),
            Date(row["expiresOn"]),
            Date(row["seenOn"], near=False),
            in_force(row),
        )
        for row in reversed(partner["insurances"])
    )
    return Section(
        heading=_("Insurance"),
        table=Table(
            caption=_("Insurance of this partner whose certificate was seen"),
            headings=(_("Insurance"), _("Cover"), _("Good until"), _("Seen on"), _("Today")),
            rows=rows,
            empty=_("No certificate was seen."),
        ),
    )
