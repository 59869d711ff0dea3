"""Who is on a council: added, put right, shown how it works, left, and what they agreed to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Conflict, DomainError, Invalid, InvalidInput, Viewer, today, translate
from plugins.council.enums import ConsentPurpose, MemberRole, Theme
from plugins.council.models import Consent, Member, Term
from plugins.council.permissions import MEMBER_CHANGE
from plugins.council.queries import roll as queries
from plugins.council.rules import consents
from plugins.council.rules.roll import NOT_IN_PRISON
from plugins.council.services.rescanning import ask_rescan

LONGEST_NAME = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """What is written down of a member: the name for the roll alone, the rest may be said."""

    first_name: str
    last_name: str
    role: MemberRole = MemberRole.COUNCIL_MEMBER
    theme: Theme | None = None
    party_id: UUID | None = None
    wing_id: UUID | None = None
    joined_on: date | None = None
    inducted_on: date | None = None


async def add_member(
    session: AsyncSession,
    viewer: Viewer,
    term_id: UUID,
    *,
    particulars: Particulars,
    agreed: tuple[ConsentPurpose, ...] = (),
) -> Member:
    """Write somebody on the roll of a term, and what they agreed to on the day they joined."""
    viewer.require(MEMBER_CHANGE)
    term = await queries.term_to_change(session, term_id)
    await _check(session, term, particulars)
    member = Member(
        council_id=term.council_id, term_id=term.id, number=await queries.next_member_number(session)
    )
    _write(member, particulars)
    session.add(member)
    await session.flush()
    on = min(particulars.joined_on or today(), today())
    for purpose in dict.fromkeys(agreed):
        await _add_consent(session, viewer, member.id, consents.Entry(purpose, on, is_given=True))
    await ask_rescan(session, viewer)
    return member


async def change_member(
    session: AsyncSession, viewer: Viewer, member_id: UUID, *, particulars: Particulars
) -> Member:
    """Put right what is written down of a member."""
    viewer.require(MEMBER_CHANGE)
    member = await queries.member_to_change(session, member_id)
    term = await queries.term_to_change(session, member.term_id)
    await _check(session, term, particulars)
    if member.left_on is not None and (particulars.joined_on or date.max) > member.left_on:
        raise Invalid(translate("They left before that day. Give the day on which they joined."), "joinedOn")
    _write(member, particulars)
    await session.flush()
    await ask_rescan(session, viewer)
    return member


async def leave_council(
    session: AsyncSession, viewer: Viewer, member_id: UUID, *, on: date | None = None
) -> Member:
    """Write down that a member left. Why is nobody's business."""
    viewer.require(MEMBER_CHANGE)
    member = await queries.member_to_change(session, member_id)
    day = on or today()
    if member.joined_on is None:
        raise Conflict(translate("They are not on the council, so they cannot leave it."))
    if not member.joined_on <= day <= today():
        raise Invalid(translate("Give a day between the one they joined on and today."), "on")
    member.left_on = day
    await session.flush()
    return member


async def record_consent(
    session: AsyncSession,
    viewer: Viewer,
    member_id: UUID,
    *,
    purpose: ConsentPurpose,
    is_given: bool,
    on: date | None = None,
) -> Consent:
    """Add to a member's history that they agreed to a purpose, or took it back."""
    viewer.require(MEMBER_CHANGE)
    member = await queries.member_to_change(session, member_id)
    if not is_given:
        await ask_rescan(session, viewer)
    return await _add_consent(session, viewer, member.id, consents.Entry(purpose, on or today(), is_given))


async def _add_consent(
    session: AsyncSession, viewer: Viewer, member_id: UUID, entry: consents.Entry
) -> Consent:
    history = await queries.consents_of(session, member_id)
    faults = tuple(consents.entry_faults(history, entry, today=today()))
    if faults:
        raise InvalidInput(faults)
    row = Consent(
        member_id=member_id,
        position=len(history) + 1,
        purpose=entry.purpose,
        given_on=entry.on if entry.is_given else None,
        withdrawn_on=None if entry.is_given else entry.on,
        recorded_by=viewer.account_id,
    )
    session.add(row)
    await session.flush()
    return row


async def _check(session: AsyncSession, term: Term, given: Particulars) -> None:
    faults = tuple(_faults(term, given))
    if faults:
        raise InvalidInput(faults)
    if given.wing_id is not None:
        await queries.wing_to_change(session, given.wing_id)
    if given.party_id is not None:
        await queries.require_party(session, given.party_id, term.id)


def _faults(term: Term, given: Particulars) -> Iterator[DomainError]:
    for field, name in (("firstName", given.first_name), ("lastName", given.last_name)):
        if not 1 <= len(" ".join(name.split())) <= LONGEST_NAME:
            yield Invalid(translate("Give the name in 60 characters at most."), field)
    if given.role is MemberRole.THEME_REP and given.theme is None:
        yield Invalid(translate("Say which theme they represent."), "theme")
    if given.role is MemberRole.WING_REP and given.wing_id is None:
        yield Invalid(translate("Say which wing they represent."), "wingId")
    if given.role in NOT_IN_PRISON and given.wing_id is not None:
        yield Invalid(translate("Somebody who works here lives on no wing. Leave the wing out."), "wingId")
    yield from _day_faults(term, given)


def _day_faults(term: Term, given: Particulars) -> Iterator[DomainError]:
    if given.joined_on is not None and not term.starts_on <= given.joined_on <= term.ends_on:
        yield Invalid(translate("That day is not in this term. Give a day in it."), "joinedOn")
    if given.inducted_on is not None and given.inducted_on > today():
        yield Invalid(translate("That day is still to come. Leave it empty until then."), "inductedOn")


def _write(member: Member, given: Particulars) -> None:
    member.first_name = " ".join(given.first_name.split())
    member.last_name = " ".join(given.last_name.split())
    member.role, member.theme = given.role, given.theme
    member.party_id, member.wing_id = given.party_id, given.wing_id
    member.joined_on, member.inducted_on = given.joined_on, given.inducted_on
