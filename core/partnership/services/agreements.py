"""Changes to what was agreed with partners, and to the insurance they have shown."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.viewer import Viewer
from core.clock import today
from core.database.failures import explain_constraint
from core.errors import Invalid, NotFound
from core.partnership.enums import AgreementType, InsuranceKind
from core.partnership.existing import existing_partner
from core.partnership.models import PartnerAgreement, PartnerInsurance, Service
from core.partnership.permissions import PARTNER_CHANGE
from core.texts import tidy
from core.translation import lazy_gettext as _
from core.translation import translate

explain_constraint("ck_partner_agreement_dates", _("The agreement would end before it begins."), "endsOn")
explain_constraint("ck_partner_insurance_dates", _("The insurance would end before it begins."), "expiresOn")
explain_constraint(
    "ck_partner_insurance_cover", _("Enter the cover in whole pounds, or leave it empty."), "coverPounds"
)


async def record_agreement(
    session: AsyncSession,
    viewer: Viewer,
    partner_id: UUID,
    *,
    agreement_type: AgreementType,
    starts_on: date,
    ends_on: date | None = None,
    service_id: UUID | None = None,
    reference: str | None = None,
) -> PartnerAgreement:
    """Record an agreement with a partner, for all it does here or for one of its services."""
    viewer.require(PARTNER_CHANGE)
    await existing_partner(session, partner_id)
    if service_id is not None:
        known = select(Service.id).where(Service.id == service_id, Service.partner_id == partner_id)
        if await session.scalar(known) is None:
            raise NotFound(translate("That service is not one of this partner."), "serviceId")
    agreement = PartnerAgreement(
        partner_id=partner_id,
        service_id=service_id,
        type=agreement_type,
        reference=tidy(reference) or None if reference else None,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    session.add(agreement)
    await session.flush()
    return agreement


async def end_agreement(
    session: AsyncSession, viewer: Viewer, agreement_id: UUID, *, ends_on: date
) -> PartnerAgreement:
    """Set the last day of an agreement: ended early, or carried on."""
    viewer.require(PARTNER_CHANGE)
    agreement = await session.scalar(select(PartnerAgreement).where(PartnerAgreement.id == agreement_id))
    if agreement is None:
        raise NotFound(translate("That agreement is not in this prison."), "agreementId")
    agreement.ends_on = ends_on
    await session.flush()
    return agreement


async def record_insurance(
    session: AsyncSession,
    viewer: Viewer,
    partner_id: UUID,
    *,
    kind: InsuranceKind,
    starts_on: date,
    expires_on: date,
    cover_pounds: int | None = None,
    seen_on: date | None = None,
) -> PartnerInsurance:
    """Record that a certificate of insurance was seen; the certificate itself is not kept."""
    viewer.require(PARTNER_CHANGE)
    await existing_partner(session, partner_id)
    seen = seen_on or today()
    if seen > today():
        raise Invalid(translate("Give the day the certificate was seen: today or earlier."), "seenOn")
    insurance = PartnerInsurance(
        partner_id=partner_id,
        kind=kind,
        cover_pounds=cover_pounds,
        starts_on=starts_on,
        expires_on=expires_on,
        seen_on=seen,
        seen_by=viewer.account_id,
    )
    session.add(insurance)
    await session.flush()
    return insurance
