"""Slips of paper are typed back: each becomes a proposal, once."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Invalid, Viewer, translate
from plugins.council.enums import Theme
from plugins.council.models import Proposal, Slip
from plugins.council.permissions import PROPOSAL_RAISE
from plugins.council.rules.slip_codes import Misread, as_printed, read_code
from plugins.council.services.proposals import Wording, raise_proposal

THEMES = tuple(Theme)
"""In the order of the boxes on a slip: the first is 1."""


async def type_back_slip(
    session: AsyncSession,
    viewer: Viewer,
    *,
    code: str,
    box: int,
    problem: str,
    idea: str,
    who_benefits: str = "",
    cost: str = "",
    earlier_number: int | None = None,
    is_new: bool = True,
) -> Proposal:
    """Write down what stands on a slip; its code is used by that, and by nothing else.

    Where nobody has said that it is a new one, Invalid tells which earlier ones read alike.
    """
    viewer.require(PROPOSAL_RAISE)
    slip = await _slip(session, code)
    if not 1 <= box <= len(THEMES):
        said = translate("Give the number of the box that is ticked, from 1 to {most}.")
        raise Invalid(said.format(most=len(THEMES)), "box")
    wording = Wording(theme=THEMES[box - 1], problem=problem, idea=idea, who_benefits=who_benefits, cost=cost)
    proposal = await raise_proposal(
        session, viewer, slip.council_id, wording=wording, earlier_number=earlier_number, is_new=is_new
    )
    slip.proposal_id = proposal.id
    await session.flush()
    return proposal


async def _slip(session: AsyncSession, typed: str) -> Slip:
    """Return the slip of a code that was not typed back yet; Invalid says what is wrong with the code."""
    code, shown = read_code(typed), " ".join(typed.split())[:10]
    if isinstance(code, Misread):
        raise Invalid(str(code.label).format(typed=shown), "code")
    slip = await session.scalar(select(Slip).where(Slip.code == code).with_for_update())
    if slip is None:
        said = translate("No slip with the code {code} was printed in this prison. Look at the slip again.")
        raise Invalid(said.format(code=as_printed(code)), "code")
    if slip.proposal_id is not None:
        number = await session.scalar(select(Proposal.number).where(Proposal.id == slip.proposal_id))
        said = translate("Slip {code} is typed in already: it is proposal {number}. Take the next slip.")
        raise Invalid(said.format(code=as_printed(code), number=number), "code")
    return slip
