"""Changes to organisations: partners and whom to reach there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.viewer import Viewer
from core.database.failures import explain_constraint
from core.errors import Invalid
from core.partnership.enums import ContactPurpose, FundingBasis, PartnerStatus
from core.partnership.existing import existing_partner
from core.partnership.models import (
    Organisation,
    Partner,
    PartnerContact,
)
from core.partnership.permissions import PARTNER_CHANGE
from core.texts import fold_organisation, tidy
from core.translation import Text, translate
from core.translation import lazy_gettext as _

IDENTIFIER = re.compile(r"GB-(CHC|COH|SC|NIC|MPR|GOR)-[0-9A-Z-]{4,12}")
"""An org-id.guide identifier of a British list."""
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")

explain_constraint(
    "uq_partner_tenant_id_name_key",
    _("There is a partner of this name already. Open that one, or give this one another name."),
    "name",
)


def required_text(value: str, field: str, message: Text) -> str:
    """Return the text tidied; raise Invalid when nothing is left."""
    text = tidy(value)
    if not text:
        raise Invalid(message, field)
    return text


async def add_partner(
    session: AsyncSession,
    viewer: Viewer,
    *,
    name: str,
    funding_basis: FundingBasis | None = None,
    identifier: str | None = None,
    on_mailing_list: bool = False,
) -> Partner:
    """Add an organisation to this prison, and to the registry when it has an identifier."""
    viewer.require(PARTNER_CHANGE)
    text = required_text(name, "name", translate("Enter the organisation's name."))
    organisation_id = await registered_organisation(session, identifier, text) if identifier else None
    partner = Partner(
        name=text,
        name_key=fold_organisation(text),
        funding_basis=funding_basis,
        organisation_id=organisation_id,
        on_mailing_list=on_mailing_list,
    )
    session.add(partner)
    await session.flush()
    return partner


async def change_partner(
    session: AsyncSession,
    viewer: Viewer,
    partner_id: UUID,
    *,
    name: str,
    status: PartnerStatus,
    funding_basis: FundingBasis | None = None,
    on_mailing_list: bool = False,
) -> Partner:
    """Write down what a partner is called, on what footing it works here, and whether it does."""
    viewer.require(PARTNER_CHANGE)
    partner = await existing_partner(session, partner_id)
    partner.name = required_text(name, "name", translate("Enter the organisation's name."))
    partner.name_key = fold_organisation(partner.name)
    partner.status, partner.funding_basis = status, funding_basis
    partner.on_mailing_list = on_mailing_list
    await session.flush()
    return partner


async def registered_organisation(session: AsyncSession, identifier: str, name: str) -> UUID:
    """Return the registry's organisation of this identifier, adding it when it is new."""
    code = identifier.strip().upper()
    if not IDENTIFIER.fullmatch(code):
        raise Invalid(
            translate(
                "Enter the identifier like GB-CHC-1234567 for a charity or GB-COH-01234567 for a company."
            ),
            "identifier",
        )
    added = insert(Organisation).values(identifier=code, name=name).on_conflict_do_nothing()
    await session.execute(added)
    return (
        await session.execute(select(Organisation.id).where(Organisation.identifier == code))
    ).scalar_one()


async def add_contact(
    session: AsyncSession,
    viewer: Viewer,
    partner_id: UUID,
    *,
    name: str,
    email: str | None = None,
    phone: str | None = None,
    purposes: Sequence[ContactPurpose] = (),
) -> PartnerContact:
    """Add somebody to reach at a partner."""
    viewer.require(PARTNER_CHANGE)
    await existing_partner(session, partner_id)
    if email and not EMAIL.fullmatch(email.strip()):
        raise Invalid(translate("Enter an e-mail address like name@example.org."), "email")
    contact = PartnerContact(
        partner_id=partner_id,
        name=required_text(name, "name", translate("Enter the contact's name.")),
        email=email.strip().lower() if email else None,
        phone=tidy(phone) if phone else None,
        purposes=[purpose.value for purpose in purposes],
    )
    session.add(contact)
    await session.flush()
    return contact
