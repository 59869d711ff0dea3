"""An issue of "You said, we did" that is out, on paper and for everybody, and the next one begun."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Viewer, today
from plugins.council import services
from plugins.council.enums import BulletinStatus, LeftOut
from plugins.council.models import Bulletin, BulletinEntry, Council
from plugins.council.permissions import BOARD_DECIDE, BULLETIN_APPROVE
from plugins.council.queries.bulletins import entries_of
from plugins.council.rules.bulletins import Words
from plugins.council.services.bulletin_entries import Rewording

PLAIN: dict[str, tuple[Words, Words, Words]] = {
    "Put the length": (
        Words(
            "Nobody knows how long the wait for the dentist is.",
            "Healthcare will put the wait on every wing, every two months.",
        ),
        Words(
            "We do not know how long we wait for the dentist.",
            "Healthcare will tell us. There will be a note on each wing. A new one comes every two months.",
        ),
        Words(
            "Does neb yn gwybod pa mor hir yw'r aros am y deintydd.",
            "Bydd Gofal Iechyd yn rhoi'r amser aros ar bob adain, bob deufis.",
        ),
    ),
    "Open the library": (
        Words(
            "The library is closed when we are out of work. Open it on Saturday mornings.",
            "There is nobody to staff it on Saturdays this year.",
        ),
        Words("The library is shut when we are free.", "There are no staff on Saturdays."),
        Words(
            "Mae'r llyfrgell ar gau pan nad ydym yn gweithio. Agorwch hi ar fore Sadwrn.",
            "Nid oes neb i'w staffio ar ddydd Sadwrn eleni.",
        ),
    ),
    "Hold one evening class": (
        Words(
            "Those who work outside get back when the classes are over.",
            "There will be an evening class in number work, twice a month.",
        ),
        Words(
            "We work outside. We miss the classes.", "There is a class in the evening. It is twice a month."
        ),
        Words("", ""),
    ),
    "Put every notice up": (
        Words(
            "Notices come in English first, and in Welsh weeks later.",
            "From April every notice comes in both languages on the same day.",
        ),
        Words("Notices come in English first.", "From April they come in both. They come on the same day."),
        Words(
            "Daw hysbysiadau yn Saesneg yn gyntaf, ac yn Gymraeg wythnosau wedyn.",
            "O fis Ebrill daw pob hysbysiad yn y ddwy iaith ar yr un diwrnod.",
        ),
    ),
}


async def load_bulletins(session: AsyncSession, viewer: Viewer) -> None:
    """Publish an issue, let everybody see it, and begin the next with what was left for it."""
    council = await session.scalar(select(Council).order_by(Council.first_on).limit(1))
    if council is None:
        return
    rights = viewer.permissions | {BULLETIN_APPROVE.code, BOARD_DECIDE.code}
    governor = replace(viewer, permissions=rights)
    first = await services.compose_bulletin(session, viewer, council.id)
    for entry in await entries_of(session, first.id):
        await _reword(session, viewer, entry)
    await services.check_bulletin(session, viewer, first.id)
    if first.status is not BulletinStatus.CHECKED:
        return
    await services.approve_bulletin(session, governor, first.id)
    out: Bulletin = await services.publish_bulletin(session, viewer, first.id)
    if out.status is BulletinStatus.PUBLISHED:
        await services.decide_notice_board(session, governor, is_open=True)
        await services.compose_bulletin(session, viewer, council.id)


async def _reword(session: AsyncSession, viewer: Viewer, entry: BulletinEntry) -> None:
    """Say in plain, easy and Welsh words what there are words for; leave the rest for the next issue."""
    known = next((words for begin, words in PLAIN.items() if entry.you_said.startswith(begin)), None)
    as_drawn = Words(entry.you_said, entry.we_did)
    plain, easy, welsh = known or (as_drawn, Words("", ""), Words("", ""))
    await services.reword_entry(
        session,
        viewer,
        entry.id,
        rewording=Rewording(
            told=entry.told,
            plain=plain,
            easy=easy,
            welsh=welsh,
            until=None if entry.until_on is None else today() + timedelta(days=45),
            left_out=None if known else LeftOut.NEXT_TIME,
        ),
    )
