"""A vetting desk in a test prison: who works at it, and cases at it, through the services themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Partner, Person, Role, Viewer
from core.testkit import make_partner, make_person, viewer
from plugins.vetting import models, services
from plugins.vetting.enums import (
    AccessMode,
    DocumentType,
    Pathway,
    TrainingStatus,
    TrainingType,
    Verb,
    VettingLevel,
    VettingStage,
)
from plugins.vetting.rules import Clearance, Inputs, SeenDocument

V = Verb
TO_THE_TEAM = (
    V.ASK_SPONSOR,
    V.SEND_FORM,
    V.RECORD_FORM_STARTED,
    V.BOOK_DOCUMENTS,
    V.ACCEPT_DOCUMENTS,
    V.SEND_TO_VETTING_TEAM,
    V.RECORD_CHECKS_STARTED,
)
STARTED = date(2026, 4, 20)
DECIDED = date(2026, 6, 1)


@dataclass(frozen=True, slots=True)
class Desk:
    """The people of one prison's desk, and one person to be vetted."""

    database: Any
    registry: Any
    prison: Any
    coordinator: Viewer
    security: Viewer
    governor: Viewer
    records: Viewer
    partner: Partner
    person: Person

    def partner_lead(self, partner_id: UUID) -> Viewer:
        return viewer(self.registry, self.prison, Role.PARTNER_ADMIN, partner_id=partner_id)

    def volunteer(self, person_id: UUID) -> Viewer:
        return viewer(
            self.registry,
            self.prison,
            Role.VOLUNTEER_SELF,
            partner_id=self.partner.id,
            person_id=person_id,
        )

    async def another(self, surname: str, partner_id: UUID | None = None) -> Person:
        """Add another person of the partner, or of another one."""
        return await make_person(
            self.database,
            self.coordinator,
            partner_id=partner_id or self.partner.id,
            surname=surname,
        )

    async def opened(self, person: Person | None = None, **more: Any) -> models.Case:
        """Open a case, as the co-ordinator."""
        given: dict[str, Any] = {
            "pathway": Pathway.STANDARD,
            "required_levels": [VettingLevel.HMPPS_EL2],
            "access_mode": AccessMode.UNESCORTED_NO_KEYS,
            "on": STARTED,
        }
        by = self.coordinator
        async with self.database.write(by) as session:
            return await services.open_case(session, by, (person or self.person).id, **(given | more))

    async def taken_over(self, stage: VettingStage, person: Person | None = None, **more: Any) -> models.Case:
        """Take a case over at a stage."""
        given: dict[str, Any] = {
            "since": STARTED,
            "required_levels": [VettingLevel.HMPPS_EL2],
            "access_mode": AccessMode.UNESCORTED_NO_KEYS,
        }
        async with self.database.write(self.coordinator) as session:
            return await services.take_over_case(
                session, self.coordinator, person or self.person, stage=stage, **(given | more)
            )

    async def moved(
        self,
        case: models.Case,
        verb: Verb,
        by: Viewer | None = None,
        *,
        on: date = DECIDED,
        **inputs: Any,
    ) -> models.Case:
        """Take a step in a transaction of its own."""
        who = by or self.coordinator
        if verb is V.ACCEPT_DOCUMENTS:
            await self.documents_seen(case, on=on)
        async with self.database.write(who) as session:
            return await services.move_case(session, who, case.id, verb=verb, inputs=Inputs(**inputs), on=on)

    async def documents_seen(self, case: models.Case, *, on: date = DECIDED) -> None:
        """Record three documents that prove who the person is."""
        for document in three_documents(on):
            async with self.database.write(self.coordinator) as session:
                await services.record_document(session, self.coordinator, case.id, document, on=on)

    async def with_the_team(self, case: models.Case) -> models.Case:
        """Take a new case to the checks, each step by the co-ordinator."""
        for verb in TO_THE_TEAM:
            case = await self.moved(case, verb, on=STARTED)
        return case

    async def approved(self, case: models.Case) -> models.Case:
        return await self.moved(
            await self.with_the_team(case),
            V.APPROVE,
            self.security,
            happened_on=DECIDED,
            level=VettingLevel.HMPPS_EL2,
            reference="SSCL-2026-0042",
        )

    async def active(self, case: models.Case) -> models.Case:
        """Take a new case all the way in."""
        case = await self.moved(await self.approved(case), V.START_ONBOARDING)
        for kind in (TrainingType.SECURITY_INDUCTION, TrainingType.SASH_ACCT):
            await self.trained(case.person_id, kind)
        return await self.moved(case, V.ACTIVATE)

    async def trained(self, person_id: UUID, kind: TrainingType, on: date = DECIDED) -> models.Training:
        async with self.database.write(self.coordinator) as session:
            return await services.record_training(
                session,
                self.coordinator,
                person_id,
                type=kind,
                status=TrainingStatus.COMPLETED,
                completed_on=on,
                on=on,
            )

    async def rows(self, kind: Any, *where: Any, by: Viewer | None = None) -> Sequence[Any]:
        """Read rows as the app role, oldest first."""
        async with self.database.read(by or self.coordinator) as session:
            return await all_of(session, kind, *where)

    async def case(self, case: models.Case, by: Viewer | None = None) -> models.Case:
        (found,) = await self.rows(models.Case, models.Case.id == case.id, by=by)
        assert isinstance(found, models.Case)
        return found

    async def events(self, case: models.Case, by: Viewer | None = None) -> Sequence[models.StageEvent]:
        found = await self.rows(models.StageEvent, models.StageEvent.case_id == case.id, by=by)
        return sorted(found, key=lambda event: event.position)


async def all_of(session: AsyncSession, kind: Any, *where: Any) -> Sequence[Any]:
    return (await session.scalars(select(kind).where(*where).order_by(kind.id))).all()


async def make_desk(database: Any, registry: Any, prison: Any) -> Desk:
    """Put a desk in a prison."""
    coordinator = viewer(registry, prison, Role.COORDINATOR)
    partner = await make_partner(database, coordinator)
    person = await make_person(database, coordinator, partner_id=partner.id)
    return Desk(
        database=database,
        registry=registry,
        prison=prison,
        coordinator=coordinator,
        security=viewer(registry, prison, Role.SECURITY_VETTING),
        governor=viewer(registry, prison, Role.GOVERNOR),
        records=viewer(registry, prison, Role.DPO_RECORDS),
        partner=partner,
        person=person,
    )


def held(expires_on: date | None, level: VettingLevel = VettingLevel.HMPPS_EL2) -> Clearance:
    return Clearance(level=level, granted_on=date(2024, 1, 8), expires_on=expires_on)


def three_documents(on: date) -> tuple[SeenDocument, ...]:
    """Return a set that is enough: one of Group 1, and two that show the address."""
    return (
        SeenDocument(type=DocumentType.PASSPORT, seen_on=on, shows_birth_date=True, has_photograph=True),
        SeenDocument(type=DocumentType.UTILITY_BILL, seen_on=on, shows_address=True, is_recent=True),
        SeenDocument(type=DocumentType.BANK_STATEMENT, seen_on=on, shows_address=True),
    )
