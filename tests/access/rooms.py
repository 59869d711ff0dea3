"""What stands in each room of the house: one row of every kind that a page or a question asks about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core import clock
from core.accounts.roles import Role
from core.accounts.viewer import Viewer
from core.database.unit_of_work import Database
from core.entry.deciding import Decision, decide_visits
from core.entry.declarations import Visit
from core.identifiers import uuid7
from core.messages.models import MailReach
from core.mirror.enums import CorrectionPart
from core.mirror.reminders import CORRECTION_DUE
from core.mirror.services import ask_correction
from core.partnership.enums import AgreementType, PersonKind
from core.partnership.services import add_person, describe_role, record_agreement
from core.plugins.loader import Registry
from core.prisons.models import Prison
from core.reminders.enums import SnoozeReason
from core.reminders.services import snooze_reminder
from core.retention.enums import HoldReason
from core.retention.services import place_hold
from core.testkit import entry_checks, viewer
from plugins.council.enums import (
    AttendanceState,
    ElectionStatus,
    MemberRole,
    ProposalStatus,
    SourceKind,
    Theme,
    WingSize,
    WordUse,
)
from plugins.council.models import BulletinEntry, Minutes
from plugins.council.services import (
    add_meeting,
    add_party,
    add_word,
    ask_amendment,
    compose_bulletin,
    draft_minutes,
    hold_meeting,
    move_election,
    nominate_member,
    plan_election,
    publish,
    raise_proposal,
    record_attendance,
    record_step,
    set_term,
    set_up_council,
    set_wing,
)
from plugins.council.services.attendance import Line
from plugins.council.services.parties import Programme
from plugins.council.services.proposals import Wording
from plugins.council.services.series import WhenWhere
from plugins.rota import services as rota
from plugins.rota.enums import FrictionCause, NoticeBearing
from plugins.rota.models import Session
from plugins.rota.services import Timing, add_session, add_stand_in
from plugins.rota.services.gate_friction import record_loss
from plugins.rota.services.gate_lists import make_gate_list
from plugins.vetting.enums import TrainingType, VettingLevel
from plugins.vetting.enums.reference import KnownFor, ReferenceState, Relation, Verdict
from plugins.vetting.models import Booking, Recognition, Reference
from plugins.vetting.services import draft_policy, give_passport, record_clearance, training

Ids = dict[str, str]
"""What is there of each kind, by the name an address gives it."""


async def clear_person(database: Database, registry: Registry, prison: Prison, of: Ids) -> Ids:
    """Record a clearance for the person who is asked about; make a passport, and look through another."""
    by = viewer(registry, prison, Role.SECURITY_VETTING)
    async with database.write(by) as session:
        held = await record_clearance(
            session,
            by,
            UUID(of["person_id"]),
            level=VettingLevel.BPSS,
            granted_on=clock.today(),
            expires_on=None,
            reference="SSCL-2026-0042",
        )
        desk = viewer(registry, prison, Role.COORDINATOR)
        given = await give_passport(session, desk, UUID(of["person_id"]), agreed=True)
        seen = Recognition(
            person_id=UUID(of["person_id"]),
            partner_id=UUID(of["partner_id"]),
            level=VettingLevel.BPSS,
            deciding_office="Another prison",
            seen_on=clock.today(),
            seen_by=desk.account_id,
        )
        session.add(seen)
        await session.flush()
    return {
        "clearance_id": str(held.id),
        "passport_id": str(given.passport.id),
        "recognition_id": str(seen.id),
    }


async def ask_for_reference(database: Database, registry: Registry, prison: Prison, of: Ids) -> str:
    """Add a reference that somebody gave for the person whose rows the personas ask for."""
    by = viewer(registry, prison, Role.COORDINATOR)
    given = Reference(
        case_id=UUID(of["case_id"]),
        person_id=UUID(of["person_id"]),
        partner_id=UUID(of["partner_id"]),
        referee_name="Frances Hollow",
        referee_email="frances.hollow@example.org",
        relation=Relation.COLLEAGUE,
        asked_on=clock.today(),
        asked_by=by.account_id,
        answer_by=clock.today(),
        state=ReferenceState.GIVEN,
        answered_on=clock.today(),
        known_for=KnownFor.OVER_5_YEARS,
        knows_as=Relation.COLLEAGUE,
        reliable=Verdict.YES,
        suitable=Verdict.YES,
    )
    async with database.write(by) as session:
        session.add(given)
    return str(given.id)


async def come_and_go(database: Database, registry: Registry, prison: Prison, of: Ids) -> Ids:
    """Let the person be away once, and somebody else of the organisation stand in once."""
    by = viewer(registry, prison, Role.COORDINATOR)
    async with database.write(by) as session:
        later = clock.today() + timedelta(days=300)
        away = await rota.record_absence(session, by, UUID(of["person_id"]), first_on=later)
        another = await add_person(
            session,
            by,
            first_name="Robin",
            surname="Ashdown",
            kind=PersonKind.VOLUNTEER,
            partner_id=UUID(of["partner_id"]),
        )
        standing = await rota.add_stand_in(session, by, UUID(of["session_id"]), another.id)
    return {"absence_id": str(away.id), "stand_in_id": str(standing.id)}


async def lose_time(database: Database, registry: Registry, prison: Prison, of: Ids) -> Ids:
    """Hold a session today, expect the same person, make the gate's list, and record time that was lost."""
    by = viewer(registry, prison, Role.COORDINATOR)
    timing = Timing(starts_at=time(10), ends_at=time(12), place="Chapel", entrance="Main gate")

    async def decide(session: AsyncSession, visits: Sequence[Visit]) -> list[Decision]:
        return await decide_visits(session, by, entry_checks(registry), visits)

    async with database.write(by) as session:
        held = await add_session(session, by, UUID(of["service_id"]), held_on=clock.today(), timing=timing)
        await add_stand_in(session, by, held.id, UUID(of["person_id"]))
        await make_gate_list(session, by, decide, clock.today())
        lost = await record_loss(session, by, held.id, cause=FrictionCause.LATE_UNLOCK, minutes=10, people=1)
        taken_back = await record_loss(
            session, by, held.id, cause=FrictionCause.NO_SPACE, minutes=20, people=1
        )
    return {"friction_id": str(lost.id), "taken_back_id": str(taken_back.id)}


async def book_training(database: Database, registry: Registry, prison: Prison, of: Ids) -> Ids:
    """Book a place in training for the person whose rows the personas ask for."""
    by = viewer(registry, prison, Role.COORDINATOR)
    async with database.write(by) as session:
        course = await training.add_course(
            session, by, type=TrainingType.PRISON_LIFE, title=f"Prison life {prison.code}"
        )
        held = await training.plan_session(
            session,
            by,
            course.id,
            held_on=clock.today() + timedelta(days=14),
            starts_at="09:30",
            ends_at="12:00",
            place="Training room",
            places=8,
        )
        outcome = await training.book_places(session, by, held.id, [UUID(of["person_id"])])
        booking = await session.scalar(select(Booking.id).where(Booking.session_id == held.id))
    assert outcome.booked == 1, outcome
    return {
        "course_id": str(course.id),
        "training_session_id": str(held.id),
        "booking_id": str(booking),
    }


async def give_papers(database: Database, registry: Registry, prison: Prison, of: Ids) -> Ids:
    """Describe a role of the service, and record an agreement with its organisation."""
    by = viewer(registry, prison, Role.COORDINATOR)
    async with database.write(by) as session:
        role = await describe_role(
            session, by, UUID(of["service_id"]), title="Mentor", purpose="Meets people on the wing."
        )
        agreement = await record_agreement(
            session,
            by,
            UUID(of["partner_id"]),
            agreement_type=AgreementType.PARTNERSHIP,
            starts_on=clock.today(),
        )
    return {"role_id": str(role.id), "agreement_id": str(agreement.id)}


async def hold_sessions(database: Database, registry: Registry, prison: Prison, of: Ids) -> Ids:
    """Give the service a regular time, let the person come to it, and put up a notice."""
    by = viewer(registry, prison, Role.COORDINATOR)
    timing = Timing(starts_at=time(14), ends_at=time(16), place="Chapel", entrance="Main gate")
    tomorrow = clock.today() + timedelta(days=1)
    async with database.write(by) as session:
        pattern = await rota.add_pattern(
            session,
            by,
            UUID(of["service_id"]),
            weekday=tomorrow.weekday(),
            timing=timing,
            first_on=tomorrow,
        )
        regular = await rota.add_regular(session, by, pattern.id, UUID(of["person_id"]), first_on=tomorrow)
        notice = await rota.put_up_notice(
            session, by, bearing=NoticeBearing.BE_AWARE, words="Use the east door.", first_on=tomorrow
        )
        held = await session.scalar(select(Session.id).where(Session.pattern_id == pattern.id).limit(1))
    return {
        "pattern_id": str(pattern.id),
        "regular_id": str(regular.id),
        "notice_id": str(notice.id),
        "session_id": str(held),
    }


async def keep_on_hold(database: Database, registry: Registry, prison: Prison, of: Ids) -> Ids:
    """Keep everything about the person until somebody lifts the hold."""
    by = viewer(registry, prison, Role.DPO_RECORDS)
    async with database.write(by) as session:
        hold = await place_hold(
            session,
            by,
            UUID(of["person_id"]),
            reason=next(iter(HoldReason)),
            reference="DP/2026/7",
            review_on=clock.today() + timedelta(days=60),
        )
    return {"hold_id": str(hold.id)}


async def draft_a_policy(database: Database, registry: Registry, prison: Prison, _of: Ids) -> Ids:
    """Draft a version of the vetting policy from the shipped one."""
    by = viewer(registry, prison, Role.COORDINATOR)
    async with database.write(by) as session:
        draft = await draft_policy(session, by, from_version="2026-04-01", title="Shorter")
    return {"version": draft.version}


async def ask_for_correction(database: Database, registry: Registry, prison: Prison, of: Ids) -> Ids:
    """Let the person ask for something in their record to be put right, and the desk let it wait."""
    ids = {"partner_id": UUID(of["partner_id"]), "person_id": UUID(of["person_id"])}
    by = viewer(registry, prison, Role.VOLUNTEER_SELF, **ids)
    async with database.write(by) as session:
        asked = await ask_correction(session, by, part=CorrectionPart.NAME, words="One n is missing.")
    desk = viewer(registry, prison, Role.COORDINATOR)
    later = clock.today() + timedelta(days=20)
    async with database.write(desk) as session:
        waits = await snooze_reminder(
            session, desk, CORRECTION_DUE, asked.id, until=later, reason=SnoozeReason.IN_HAND
        )
    return {"correction_id": str(asked.id), "snooze_id": str(waits.id)}


async def stop_mail(database: Database, registry: Registry, prison: Prison, of: Ids) -> Ids:
    """Let the person's address have refused mail until nothing was sent there any more."""
    by = viewer(registry, prison, Role.COORDINATOR)
    reach = MailReach(
        digest=uuid7().hex,
        person_id=UUID(of["person_id"]),
        partner_id=UUID(of["partner_id"]),
        failures=3,
        stopped_at=clock.now(),
    )
    async with database.write(by) as session:
        session.add(reach)
    return {"reach_id": str(reach.id)}


async def propose(database: Database, registry: Registry, prison: Prison, _of: Ids) -> Ids:
    """Set up a council, and let it wait for an answer."""
    by = viewer(registry, prison, Role.COORDINATOR)
    wording = Wording(theme=Theme.HEALTH, problem="Nobody knows how long the wait is.", idea="Say how long.")
    async with database.write(by) as session:
        council = await set_up_council(session, by, name=f"Council {prison.code}", quorum=5)
        asked = await raise_proposal(session, by, council.id, wording=wording)
        await record_step(session, by, asked.id, status=ProposalStatus.TABLED)
        told = await raise_proposal(session, by, council.id, wording=wording)
        await record_step(session, by, told.id, status=ProposalStatus.TABLED)
        await record_step(session, by, told.id, status=ProposalStatus.NOT_ACCEPTED, reason="Nobody has it.")
        out = await publish(session, by, SourceKind.PROPOSAL, told.id)
        where = Wording(theme=Theme.HEALTH, problem="Ask in cell 14.", idea="Say how long.")
        await raise_proposal(session, by, council.id, wording=where)
        word = await add_word(session, by, word="kettle", use=WordUse.SECURITY)
        minutes = await meet(session, by, council.id)
        amended = await ask_amendment(
            session, by, minutes.id, role=MemberRole.CHAIR, field="opening", text="In the library."
        )
        issue = await compose_bulletin(session, by, council.id)
        entry = await session.scalar(select(BulletinEntry.id).where(BulletinEntry.bulletin_id == issue.id))
    ids = {"council_id": council.id, "proposal_id": asked.id, "source_id": told.id, "word_id": word.id}
    ids |= {"bulletin_id": issue.id, "entry_id": entry or issue.id}
    ids |= {"publication_id": out.id, "minutes_id": minutes.id, "amendment_id": amended.id}
    return {name: str(one) for name, one in ids.items()}


async def meet(session: AsyncSession, by: Viewer, council_id: UUID) -> Minutes:
    """Hold a meeting of a council, and draft its minutes."""
    at = WhenWhere(starts_at=time(14), ends_at=time(15), place="Library")
    held = await add_meeting(session, by, council_id, on=clock.today() - timedelta(days=9), at=at)
    there = [Line(role=MemberRole.CHAIR, state=AttendanceState.PRESENT)]
    await record_attendance(session, by, held.id, lines=there)
    await hold_meeting(session, by, held.id)
    return await draft_minutes(session, by, held.id)


async def elect(database: Database, registry: Registry, prison: Prison, of: Ids) -> Ids:
    """Set a term for the council, and let its election come to the count; somebody is put forward."""
    by = viewer(registry, prison, Role.COORDINATOR)
    council_id, day = UUID(of["council_id"]), clock.today()
    async with database.write(by) as session:
        term = await set_term(
            session, by, council_id, starts_on=day, ends_on=day + timedelta(days=300), seats=5
        )
        wing = await set_wing(session, by, name="C wing", size=WingSize.LARGE)
        election = await plan_election(session, by, term.id, votes_on=day)
        programme = Programme(name="A Fair Day", theme=Theme.HEALTH)
        party = await add_party(session, by, election.id, programme=programme)
        await move_election(session, by, election.id, status=ElectionStatus.NOMINATIONS)
        put = await nominate_member(session, by, party.id, first_name="Ilan", last_name="Quarkson")
    ids = {
        "term_id": term.id,
        "wing_id": wing.id,
        "election_id": election.id,
        "party_id": party.id,
        "nomination_id": put.id,
        "councillor_id": put.member_id,
    }
    return {name: str(one) for name, one in ids.items()}
