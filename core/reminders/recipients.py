"""Whom a step reaches: a person, whoever speaks for their organisation, or the desk."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.reachable import Holder, holders_here
from core.accounts.roles import COORDINATORS, Role
from core.messages.declarations import Recipient
from core.partnership.models import PartnerContact, Person
from core.reminders.declarations import Due, Told
from core.reminders.models import ReminderRefusal

LEADS = frozenset({Role.GOVERNOR, Role.SMT_LEAD})
NEXT = {Told.PERSON: Told.PARTNER, Told.PARTNER: Told.COORDINATOR, Told.OWNER: Told.COORDINATOR}
"""Whose turn it is to be told where nobody of a rung can be."""


@dataclass(frozen=True, slots=True)
class Directory:
    """Everybody who can be reached in a prison, read once for a day's work."""

    holders: tuple[Holder, ...]
    addresses: dict[UUID, str]
    """Of people, as their records have them."""
    partner_of: dict[UUID, UUID | None]
    contacts: dict[UUID, tuple[tuple[UUID, str], ...]]
    """Of organisations: their contacts that have an address."""
    declined: frozenset[UUID] = frozenset()
    """People who asked not to be reminded."""

    def tells(self, told: Told, due: Due) -> Told:
        """Return who is told on a step: for a person who asked not to be, whoever comes next."""
        if told is not Told.PERSON or due.person_id not in self.declined:
            return told
        return Told.PARTNER if self._partner(due) else Told.COORDINATOR

    def reached(self, told: Told, due: Due) -> tuple[Recipient, ...]:
        """Return whom a step reaches; nobody where there is no address."""
        match self.tells(told, due):
            case Told.PERSON:
                return self._person(due)
            case Told.PARTNER:
                return self._partner(due)
            case Told.COORDINATOR:
                return self._desk(COORDINATORS)
            case Told.SECURITY:
                return self._desk({Role.SECURITY_VETTING})
            case Told.OWNER:
                return self._owner(due)
            case Told.LEADS:
                return self._desk(LEADS)

    def instead(self, told: Told, due: Due) -> tuple[Recipient, ...]:
        """Return who is told where somebody of a step is gone: others on its rung, else on the next."""
        while not (found := self.reached(told, due)) and told in NEXT:
            told = NEXT[told]
        return found

    def _person(self, due: Due) -> tuple[Recipient, ...]:
        if due.person_id is None:
            return ()
        own = [
            one
            for one in self.holders
            if one.role is Role.VOLUNTEER_SELF and one.person_id == due.person_id and one.address
        ]
        if own:
            return (_of(own[0]),)
        address = self.addresses.get(due.person_id)
        partner = self.partner_of.get(due.person_id)
        to = Recipient(address=address, person_id=due.person_id, partner_id=partner)
        return (to,) if address else ()

    def _partner(self, due: Due) -> tuple[Recipient, ...]:
        """Whoever leads the organisation signs in; where nobody does, its first contact is written to."""
        if due.partner_id is None:
            return ()
        leads = [
            one
            for one in self.holders
            if one.role is Role.PARTNER_ADMIN and one.partner_id == due.partner_id and one.address
        ]
        if leads:
            return tuple(_of(one) for one in leads)
        return tuple(
            Recipient(address=address, contact_id=contact_id, partner_id=due.partner_id)
            for contact_id, address in self.contacts.get(due.partner_id, ())[:1]
        )

    def _owner(self, due: Due) -> tuple[Recipient, ...]:
        own = [one for one in self.holders if one.account_id == due.owner_id and one.address]
        if own:
            return (_of(own[0]),)
        return self._desk({due.owner_role} if due.owner_role else LEADS)

    def _desk(self, roles: Collection[Role]) -> tuple[Recipient, ...]:
        found = {one.account_id: _of(one) for one in self.holders if one.role in roles and one.address}
        return tuple(found.values())


def _of(holder: Holder) -> Recipient:
    return Recipient(
        address=holder.address,
        language=holder.language,
        account_id=holder.account_id,
        person_id=holder.person_id,
        partner_id=holder.partner_id,
    )


async def read_directory(session: AsyncSession, dues: Collection[Due]) -> Directory:
    """Read whoever can be reached about these."""
    person_ids = {due.person_id for due in dues if due.person_id}
    partner_ids = {due.partner_id for due in dues if due.partner_id}
    people = (
        await session.execute(
            select(Person.id, Person.email, Person.partner_id).where(Person.id.in_(person_ids))
        )
    ).all()
    contacts = await session.execute(
        select(PartnerContact.partner_id, PartnerContact.id, PartnerContact.email)
        .where(PartnerContact.partner_id.in_(partner_ids), PartnerContact.email.is_not(None))
        .order_by(PartnerContact.id)
    )
    declined = await session.scalars(
        select(ReminderRefusal.person_id).where(
            ReminderRefusal.person_id.in_(person_ids), ReminderRefusal.lifted_on.is_(None)
        )
    )
    by_partner: dict[UUID, tuple[tuple[UUID, str], ...]] = {}
    for partner_id, contact_id, email in contacts:
        by_partner[partner_id] = (*by_partner.get(partner_id, ()), (contact_id, str(email)))
    return Directory(
        holders=tuple(await holders_here(session)),
        addresses={row.id: row.email for row in people if row.email},
        partner_of={row.id: row.partner_id for row in people},
        contacts=by_partner,
        declined=frozenset(declined),
    )
