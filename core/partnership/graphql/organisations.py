"""Changes to organisations, by the API."""

from __future__ import annotations

from datetime import date

import strawberry
from strawberry import ID, Info

from core.partnership import services
from core.partnership.enums import AgreementType, ContactPurpose, FundingBasis, InsuranceKind, PartnerStatus
from core.partnership.graphql.nodes import Partner, PartnerAgreement, PartnerContact, PartnerInsurance
from core.reads.filters import as_uuid
from core.reads.mutations import Context, answer, mutation, writing


@strawberry.input
class NewPartner:
    name: str
    funding_basis: FundingBasis | None = None
    identifier: str | None = None
    on_mailing_list: bool = False


@strawberry.input
class PartnerDetails:
    partner_id: ID
    name: str
    status: PartnerStatus
    funding_basis: FundingBasis | None = None
    on_mailing_list: bool = False


@strawberry.input
class NewContact:
    partner_id: ID
    name: str
    email: str | None = None
    phone: str | None = None
    purposes: list[ContactPurpose] = strawberry.field(default_factory=list)


@strawberry.input
class NewAgreement:
    partner_id: ID
    type: AgreementType
    starts_on: date
    ends_on: date | None = None
    service_id: ID | None = None
    reference: str | None = None


@strawberry.input
class NewInsurance:
    partner_id: ID
    kind: InsuranceKind
    starts_on: date
    expires_on: date
    cover_pounds: int | None = None
    seen_on: date | None = None


class OrganisationMutation:
    @mutation("Add an organisation that works with this prison.")
    async def add_partner(self, info: Info[Context, None], given: NewPartner) -> Partner:
        async with writing(info) as (session, viewer):
            partner = await services.add_partner(
                session,
                viewer,
                name=given.name,
                funding_basis=given.funding_basis,
                identifier=given.identifier,
                on_mailing_list=given.on_mailing_list,
            )
        return await answer(info, Partner, partner.id)  # type: ignore[no-any-return]

    @mutation("Write down what a partner is called, on what footing it works here, and whether it does.")
    async def change_partner(self, info: Info[Context, None], given: PartnerDetails) -> Partner:
        async with writing(info) as (session, viewer):
            partner = await services.change_partner(
                session,
                viewer,
                as_uuid(given.partner_id),
                name=given.name,
                status=given.status,
                funding_basis=given.funding_basis,
                on_mailing_list=given.on_mailing_list,
            )
        return await answer(info, Partner, partner.id)  # type: ignore[no-any-return]

    @mutation("Add somebody to reach at a partner.")
    async def add_contact(self, info: Info[Context, None], given: NewContact) -> PartnerContact:
        async with writing(info) as (session, viewer):
            contact = await services.add_contact(
                session,
                viewer,
                as_uuid(given.partner_id),
                name=given.name,
                email=given.email,
                phone=given.phone,
                purposes=given.purposes,
            )
        return await answer(info, PartnerContact, contact.id)  # type: ignore[no-any-return]

    @mutation("Record what was agreed with a partner, from when to when.")
    async def record_agreement(self, info: Info[Context, None], given: NewAgreement) -> PartnerAgreement:
        async with writing(info) as (session, viewer):
            agreement = await services.record_agreement(
                session,
                viewer,
                as_uuid(given.partner_id),
                agreement_type=given.type,
                starts_on=given.starts_on,
                ends_on=given.ends_on,
                service_id=as_uuid(given.service_id) if given.service_id else None,
                reference=given.reference,
            )
        return await answer(info, PartnerAgreement, agreement.id)  # type: ignore[no-any-return]

    @mutation("Set the last day of an agreement: ended early, or carried on.")
    async def end_agreement(
        self, info: Info[Context, None], agreement_id: ID, ends_on: date
    ) -> PartnerAgreement:
        async with writing(info) as (session, viewer):
            agreement = await services.end_agreement(session, viewer, as_uuid(agreement_id), ends_on=ends_on)
        return await answer(info, PartnerAgreement, agreement.id)  # type: ignore[no-any-return]

    @mutation("Record an insurance of a partner whose certificate was seen.")
    async def record_insurance(self, info: Info[Context, None], given: NewInsurance) -> PartnerInsurance:
        async with writing(info) as (session, viewer):
            insurance = await services.record_insurance(
                session,
                viewer,
                as_uuid(given.partner_id),
                kind=given.kind,
                starts_on=given.starts_on,
                expires_on=given.expires_on,
                cover_pounds=given.cover_pounds,
                seen_on=given.seen_on,
            )
        return await answer(info, PartnerInsurance, insurance.id)  # type: ignore[no-any-return]
