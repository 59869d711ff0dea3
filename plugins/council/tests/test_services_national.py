"""What crosses to HMPPS: nothing that the gate did not let out, and no planted name however it is written."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from core.sdk import Conflict, Role, today
from core.testkit import make_person, viewer
from plugins.council import services
from plugins.council.enums import ProposalStatus, SourceKind, Theme
from plugins.council.metrics import METRICS
from plugins.council.models import Shared
from plugins.council.services.national import share_everything
from plugins.council.services.proposals import Wording

S = ProposalStatus
TABLED = today() - timedelta(days=40)
PLANTED = (
    "Zebedee Quillfeather",
    "zebedee  QUILLFEATHER",
    "Z. Quillfeather",
    "Zébedée\nQuillfeather",
    "Q1234ZQ",
)
"""A name that is on the prison's books, in ways it hides; and what looks like a prison number."""
PLACES = ("problem", "idea", "reason")


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("planted", PLANTED)
async def test_no_published_row_holds_a_planted_name(
    planted: str, place: str, database: Any, registry: Any, prison: Any
) -> None:
    who = viewer(registry, prison, Role.COORDINATOR)
    await make_person(database, who, first_name="Zebedee", surname="Quillfeather")
    said = {"problem": "It is dark.", "idea": "Mend the light.", "reason": "There is no money."}
    said[place] = f"{said[place]} Ask {planted} about it."
    async with database.write(who) as session:
        council = await services.set_up_council(session, who, name="Prison council", quorum=6, on=TABLED)
        wording = Wording(theme=Theme.SAFETY, problem=said["problem"], idea=said["idea"])
        made = await services.raise_proposal(session, who, council.id, wording=wording, on=TABLED)
        for status in (S.TABLED, S.NOT_ACCEPTED):
            reason = said["reason"] if status is S.NOT_ACCEPTED else ""
            await services.record_step(session, who, made.id, status=status, on=TABLED, reason=reason)
    with pytest.raises(Conflict):
        async with database.write(who) as session:
            await services.publish(session, who, SourceKind.PROPOSAL, made.id)
    async with database.write(who) as session:
        assert await share_everything(session, METRICS) == 1
        row = (await session.execute(select(Shared.__table__))).mappings().one()
    assert [row[name] for name in ("problem", "idea", "answer", "words", "published_on")] == [None] * 5
    assert "quillfeather" not in str(dict(row)).lower()
    assert (row["theme"], row["days"]) == (Theme.SAFETY, 0)


async def test_what_is_withdrawn_by_the_council_leaves_the_count(
    database: Any, registry: Any, prison: Any
) -> None:
    who = viewer(registry, prison, Role.COORDINATOR)
    wording = Wording(theme=Theme.SAFETY, problem="It is dark.", idea="Mend the light.")
    async with database.write(who) as session:
        council = await services.set_up_council(session, who, name="Prison council", quorum=6, on=TABLED)
        made = await services.raise_proposal(session, who, council.id, wording=wording, on=TABLED)
        await share_everything(session, METRICS)
        assert await session.scalar(select(Shared.proposal_id)) == made.id
        await services.record_step(session, who, made.id, status=S.WITHDRAWN, reason="Not any more.")
        await share_everything(session, METRICS)
        assert await session.scalar(select(Shared.proposal_id)) is None
