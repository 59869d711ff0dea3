"""The clearance passport: consent given and taken back here, looked through from another prison."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Conflict, Forbidden, Invalid, NotFound, Person, Viewer, long_date, today, translate
from plugins.vetting import models, queries
from plugins.vetting.enums import AccessMode, Consent, Pathway, VettingLevel
from plugins.vetting.permissions import CASE_OPEN, PASSPORT_GIVE
from plugins.vetting.rules.passports import VALID_DAYS, PassportCode, new_code, read_code
from plugins.vetting.services.cases import open_case

LOOK = text("SELECT * FROM vetting_look_through_passport(:prison, :digest, :surname)")


@dataclass(frozen=True, slots=True)
class NewPassport:
    """A passport with its code, which is told this once and never again."""

    passport: models.Passport
    code: PassportCode


async def give_passport(
    session: AsyncSession, viewer: Viewer, person_id: UUID, *, agreed: bool
) -> NewPassport:
    """Record the person's consent and return the code that stands for it; an earlier one ends with it."""
    viewer.require(PASSPORT_GIVE)
    if viewer.person_id not in {None, person_id}:
        raise Forbidden(translate("Only the person themselves can agree to show their clearance."))
    if not agreed:
        raise Invalid(
            translate(
                "Without the person's agreement there is no passport. Ask them first; once they have agreed, "
                "say so and make it."
            ),
            "agreed",
        )
    person = await queries.person_by_id(session, person_id)
    for earlier in await _open_passports(session, person_id):
        earlier.revoked_on = today()
    code = new_code(viewer.tenant_code or "")
    passport = models.Passport(
        person_id=person_id,
        partner_id=person.partner_id,
        digest=code.digest,
        consent=Consent.SELF if viewer.person_id == person_id else Consent.WRITTEN,
        consented_on=today(),
        expires_on=today() + timedelta(days=VALID_DAYS),
        made_by=viewer.account_id,
    )
    session.add(passport)
    await session.flush()
    return NewPassport(passport, code)


async def revoke_passport(session: AsyncSession, viewer: Viewer, passport_id: UUID) -> models.Passport:
    """Take consent back: from now on the code opens nothing."""
    viewer.require(PASSPORT_GIVE)
    passport = await session.scalar(select(models.Passport).where(models.Passport.id == passport_id))
    if passport is None:
        raise NotFound(translate("That passport is not in this prison."))
    if passport.revoked_on is None:
        passport.revoked_on = today()
        await session.flush()
    return passport


async def look_through_passport(
    session: AsyncSession, viewer: Viewer, person_id: UUID, *, code: str
) -> list[models.Recognition]:
    """Read what another prison's record says of somebody who agreed to it, and keep what was seen.

    The other prison writes down that this one looked. Wrong, taken back, run out or of somebody else: the
    answer is the same, and says nothing of which.
    """
    viewer.require(CASE_OPEN)
    person = await queries.person_by_id(session, person_id)
    read = _code_from_elsewhere(viewer, code)
    surname = await session.scalar(select(Person.sort_key).where(Person.id == person_id))
    found = await session.execute(
        LOOK, {"prison": read.prison, "digest": read.digest, "surname": surname or ""}
    )
    seen = [_recognition_row(viewer, person, row) for row in found]
    if not seen:
        raise NotFound(
            translate(
                "This code shows nothing for {name}. Check it with them, letter by letter: it may have run "
                "out or been taken back, or nothing is in date. Ask them for a new one."
            ).format(name=person.name),
            "code",
        )
    session.add_all(seen)
    await session.flush()
    return seen


def _code_from_elsewhere(viewer: Viewer, code: str) -> PassportCode:
    """Read a code; raise Invalid where it is none, or one of this prison's own."""
    read = read_code(code)
    if read is None:
        raise Invalid(
            translate(
                "That is not a passport code. It looks like EXI-7K3MR-9QPTW-2WXTA-C5NBH, "
                "without the letters I, L, O or the figures 0 and 1."
            ),
            "code",
        )
    if read.prison == viewer.tenant_code:
        raise Invalid(translate("That code is of this prison: look at the person's record here."), "code")
    return read


def _recognition_row(viewer: Viewer, person: Person, shown: Any) -> models.Recognition:
    return models.Recognition(
        person_id=person.id,
        partner_id=person.partner_id,
        level=VettingLevel(shown.level),
        deciding_office=shown.deciding_office,
        granted_on=shown.granted_on,
        expires_on=shown.expires_on,
        seen_on=today(),
        seen_by=viewer.account_id,
    )


async def request_recognition(
    session: AsyncSession, viewer: Viewer, recognition_id: UUID, *, access_mode: AccessMode
) -> models.Recognition:
    """Ask this prison's security to recognise a clearance that a passport showed: a case of its own."""
    viewer.require(CASE_OPEN)
    recognition = await session.scalar(
        select(models.Recognition).where(models.Recognition.id == recognition_id).with_for_update()
    )
    if recognition is None:
        raise NotFound(translate("That passport was not shown in this prison."))
    if recognition.case_id is not None:
        raise Conflict(translate("Its recognition was asked for already: open that case."))
    if recognition.expires_on is not None and recognition.expires_on < today():
        raise Conflict(
            translate(
                "The clearance ended on {day}, so there is nothing left to recognise. Open a case of the "
                "ordinary kind, or ask the person for a new passport if it was renewed."
            ).format(day=long_date(recognition.expires_on))
        )
    case = await open_case(
        session,
        viewer,
        recognition.person_id,
        pathway=Pathway.TRANSFER_RECOGNITION,
        required_levels=[recognition.level],
        access_mode=access_mode,
        volunteer=await queries.is_volunteer(session, recognition.person_id),
    )
    recognition.case_id = case.id
    await session.flush()
    return recognition


async def _open_passports(session: AsyncSession, person_id: UUID) -> list[models.Passport]:
    statement = select(models.Passport).where(
        models.Passport.person_id == person_id, models.Passport.revoked_on.is_(None)
    )
    return list((await session.scalars(statement)).all())
