"""Asking for a correction of one's own record, and answering it."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.viewer import Viewer
from core.clock import today
from core.errors import Conflict, Forbidden, Invalid, NotFound
from core.identifiers import PersonId
from core.mirror.enums import ANSWERS, CorrectionPart, CorrectionState
from core.mirror.letters import tell_answered
from core.mirror.models import Correction
from core.mirror.permissions import CORRECTION_ANSWER, MIRROR_READ
from core.mirror.rules import one_month_after
from core.translation import translate

LONGEST = 500
MOST_OPEN = 10
"""Of one person at a time: enough for every part of a record, too few to bury the desk."""


def own_person(viewer: Viewer) -> PersonId:
    """Return whose record this account's own is; Forbidden for an account that is nobody's own."""
    viewer.require(MIRROR_READ)
    if viewer.person_id is None:
        raise Forbidden(translate("This account does not belong to one person's record."))
    return viewer.person_id


async def ask_correction(
    session: AsyncSession, viewer: Viewer, *, part: CorrectionPart, words: str
) -> Correction:
    """Ask for a part of one's own record to be put right: answered within a month."""
    person_id = own_person(viewer)
    said = _checked(words, translate("Say what is wrong and what is right."), "words")
    waiting = select(func.count()).where(
        Correction.person_id == person_id, Correction.state == CorrectionState.OPEN
    )
    if (await session.scalar(waiting) or 0) >= MOST_OPEN:
        raise Conflict(
            translate("You have asked for {count} corrections already. Wait for an answer first.").format(
                count=MOST_OPEN
            )
        )
    asked = Correction(
        person_id=person_id,
        partner_id=viewer.partner_id,
        part=part,
        words=said,
        asked_by=viewer.account_id,
        asked_on=today(),
        due_on=one_month_after(today()),
    )
    session.add(asked)
    await session.flush()
    return asked


async def answer_correction(
    session: AsyncSession, viewer: Viewer, correction_id: UUID, *, outcome: CorrectionState, answer: str
) -> Correction:
    """Say what became of a request, in a sentence that the person reads."""
    viewer.require(CORRECTION_ANSWER)
    wanted = select(Correction).where(Correction.id == correction_id).with_for_update()
    asked = await session.scalar(wanted)
    if asked is None:
        raise NotFound(translate("There is no such request in this prison."), "correctionId")
    if outcome not in ANSWERS:
        raise Invalid(translate("Choose whether the record was corrected."), "outcome")
    said = _checked(answer, translate("Write a sentence for the person: they read it."), "answer")
    if asked.state is not CorrectionState.OPEN:
        raise Conflict(translate("This request was answered already."))
    asked.state, asked.answer = outcome, said
    asked.answered_on, asked.answered_by = today(), viewer.account_id
    await session.flush()
    await tell_answered(session, viewer, asked)
    return asked


def _checked(words: str, absent: str, field: str) -> str:
    """Return what was written, each line tidied, so that it can be read as it was meant."""
    said = "\n".join(line.strip() for line in words.replace("\x00", "").strip().splitlines())
    if not said:
        raise Invalid(absent, field)
    if len(said) > LONGEST:
        raise Invalid(translate("Use {count} characters or fewer.").format(count=LONGEST), field)
    return said
