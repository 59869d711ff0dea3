"""What else stands on a desk: passports, notices at the gate, holds, calendars, a drafted policy."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.viewer import Viewer
from core.database.tenancy import enter_tenant
from core.retention.enums import HoldReason
from core.retention.services import place_hold
from infra.year.casework import Row
from infra.year.partnership import Member
from plugins.rota.enums import NoticeBearing
from plugins.rota.rules.feeds import FeedKind
from plugins.rota.services import put_up_notice
from plugins.rota.services.feeds import make_feed
from plugins.vetting import models
from plugins.vetting.enums import AccessMode, Consent, VettingLevel, VettingStage
from plugins.vetting.policy import POLICY_2026_04
from plugins.vetting.rules.passports import VALID_DAYS
from plugins.vetting.services import draft_policy
from plugins.vetting.services.passports import LOOK, give_passport, request_recognition

PASSPORTS, SEEN, ASKED_FOR, LOOKED_THROUGH = 14, 4, 2, 3
OTHERS = ("Exeter (HMP)", "Dartmoor (HMP)")
NOTICES = (
    (NoticeBearing.BE_AWARE, "The car park by the gate is closed: use the one in the lane.", -3, 18),
    (NoticeBearing.ESCORTED_ONLY, "Works in the corridor of B wing.", 5, 9),
    (NoticeBearing.BE_AWARE, "Winter hours in the visits hall.", -60, -20),
)


async def furnish(
    session: AsyncSession,
    loader: Viewer,
    desk: Viewer,
    chance: Random,
    members: Sequence[Member],
    today: date,
    other: Viewer,
) -> None:
    """Add all of it, by the services that the pages use."""
    active = [member for member in members if member.walk.facts.stage is VettingStage.ACTIVE]
    chosen = chance.sample(active, PASSPORTS + SEEN + LOOKED_THROUGH)
    rows = [_passport(chance, member, desk, today) for member in chosen[:PASSPORTS]]
    await session.execute(insert(models.Passport), rows)
    await _recognitions(session, loader, desk, chosen[PASSPORTS : PASSPORTS + SEEN], today)
    await _look_through(session, loader, desk, other, chosen[PASSPORTS + SEEN :])
    for bearing, words, first, last in NOTICES:
        await put_up_notice(
            session,
            loader,
            bearing=bearing,
            words=words,
            first_on=today + timedelta(days=first),
            last_on=today + timedelta(days=last),
            on=today + timedelta(days=first),
        )
    for member, reason in zip(members[:2], (HoldReason.COMPLAINT, HoldReason.SUBJECT_REQUEST), strict=True):
        await place_hold(
            session,
            loader,
            member.person.id,
            reason=reason,
            reference=f"FILE-{today.year}-{chance.randint(100, 999)}",
            review_on=today + timedelta(days=chance.randint(20, 200)),
        )
    for member in active[:3]:
        await make_feed(session, loader, member.person.id, kind=FeedKind.PERSON)
    await draft_policy(
        session, desk, from_version=POLICY_2026_04.version, title=f"Our policy for {today.year + 1}"
    )


def _passport(chance: Random, member: Member, desk: Viewer, today: date) -> Row:
    """Record a consent of these months. Nobody has its code, so it opens nothing."""
    agreed = today - timedelta(days=chance.randint(0, 120))
    last = agreed + timedelta(days=VALID_DAYS)
    taken_back = agreed + timedelta(days=chance.randint(1, 20)) if chance.randrange(4) == 0 else None
    return {
        "person_id": member.person.id,
        "partner_id": member.person.partner_id,
        "made_by": desk.account_id,
        "digest": hashlib.sha256(chance.randbytes(32)).digest(),
        "consent": Consent.WRITTEN,
        "consented_on": agreed,
        "expires_on": last,
        "revoked_on": taken_back if taken_back and taken_back <= today else None,
    }


async def _look_through(
    session: AsyncSession, loader: Viewer, desk: Viewer, other: Viewer, members: Sequence[Member]
) -> None:
    """Let another prison look through some passports, by codes that nobody keeps."""
    given = [await give_passport(session, desk, member.person.id, agreed=True) for member in members]
    await enter_tenant(session, other)
    for member, passport in zip(members, given, strict=True):
        asked = {"prison": passport.code.prison, "digest": passport.code.digest}
        await session.execute(LOOK, {**asked, "surname": member.person.sort_key})
    await enter_tenant(session, loader)


async def _recognitions(
    session: AsyncSession, loader: Viewer, desk: Viewer, members: Sequence[Member], today: date
) -> None:
    """Keep what others' passports showed; of some, recognition is asked for today."""
    for number, member in enumerate(members):
        row = models.Recognition(
            person_id=member.person.id,
            partner_id=member.person.partner_id,
            level=VettingLevel.HMPPS_EL2,
            deciding_office=OTHERS[number % len(OTHERS)],
            granted_on=today - timedelta(days=400 + 10 * number),
            expires_on=today + timedelta(days=900),
            seen_on=today - timedelta(days=number),
            seen_by=desk.account_id,
        )
        session.add(row)
        await session.flush()
        if number < ASKED_FOR:
            await request_recognition(session, loader, row.id, access_mode=AccessMode.UNESCORTED_NO_KEYS)
