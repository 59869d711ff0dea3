"""The clearance passport in the API."""

from __future__ import annotations

from datetime import date, datetime

import strawberry
from strawberry import ID, Info

from core.sdk import (
    Context,
    PersonNode,
    answer,
    as_uuid,
    computed,
    extend,
    mutation,
    name_of_prison,
    node,
    writing,
)
from plugins.vetting import models, services
from plugins.vetting.enums import AccessMode, Consent, VettingLevel
from plugins.vetting.permissions import CLEARANCE_READ

strawberry.enum(Consent, name="VettingConsent")


@node(models.PassportUse, permission=CLEARANCE_READ, module="vetting", sorted_by=("used_at", "id"))
class VettingPassportUse:
    id: ID
    by_prison: str
    used_at: datetime
    by_prison_name: str | None = computed(lambda use: name_of_prison(use.by_prison))


@node(models.Passport, permission=CLEARANCE_READ, module="vetting", sorted_by=("consented_on", "id"))
class VettingPassport:
    id: ID
    person_id: ID
    consent: Consent
    consented_on: date
    expires_on: date
    revoked_on: date | None
    uses: list[VettingPassportUse]


@node(models.Recognition, permission=CLEARANCE_READ, module="vetting", sorted_by=("seen_on", "id"))
class VettingRecognition:
    id: ID
    person_id: ID
    case_id: ID | None
    level: VettingLevel
    deciding_office: str
    granted_on: date | None
    expires_on: date | None
    seen_on: date


@extend(PersonNode, module="vetting")
class PersonPassports:
    vetting_passports: list[VettingPassport]
    vetting_recognitions: list[VettingRecognition]


@strawberry.type
class VettingNewPassport:
    """A passport with its code, which is told this once and never again."""

    code: str
    passport_id: ID
    expires_on: date


@strawberry.type
class VettingPassportShown:
    """What a passport showed: as many clearances, each kept as a recognition that may be asked for."""

    person_id: ID
    recognition_ids: list[ID]


@strawberry.input
class VettingPassportLook:
    person_id: ID
    code: str


class PassportMutation:
    @mutation("Agree that whoever is given the code may see somebody's clearances: level, office, dates.")
    async def vetting_give_passport(
        self, info: Info[Context, None], person_id: ID, *, agreed: bool
    ) -> VettingNewPassport:
        async with writing(info) as (session, viewer):
            given = await services.give_passport(session, viewer, as_uuid(person_id), agreed=agreed)
        return VettingNewPassport(
            code=str(given.code),
            passport_id=ID(str(given.passport.id)),
            expires_on=given.passport.expires_on,
        )

    @mutation("Take consent back: the code opens nothing any more.")
    async def vetting_revoke_passport(self, info: Info[Context, None], passport_id: ID) -> VettingPassport:
        async with writing(info) as (session, viewer):
            passport = await services.revoke_passport(session, viewer, as_uuid(passport_id))
        return await answer(info, VettingPassport, passport.id)  # type: ignore[no-any-return]

    @mutation("See, by the code somebody was given elsewhere, what they are cleared for there.")
    async def vetting_look_through_passport(
        self, info: Info[Context, None], given: VettingPassportLook
    ) -> VettingPassportShown:
        person_id = as_uuid(given.person_id)
        async with writing(info) as (session, viewer):
            seen = await services.look_through_passport(session, viewer, person_id, code=given.code)
        return VettingPassportShown(
            person_id=given.person_id, recognition_ids=[ID(str(one.id)) for one in seen]
        )

    @mutation("Ask security to recognise a clearance that a passport showed: opens a case.")
    async def vetting_request_recognition(
        self, info: Info[Context, None], recognition_id: ID, access_mode: AccessMode
    ) -> VettingRecognition:
        async with writing(info) as (session, viewer):
            recognition = await services.request_recognition(
                session, viewer, as_uuid(recognition_id), access_mode=access_mode
            )
        return await answer(info, VettingRecognition, recognition.id)  # type: ignore[no-any-return]
