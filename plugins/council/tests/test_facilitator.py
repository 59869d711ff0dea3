"""What the facilitator may do: run the council, and nothing of the prison's business beside it."""

from __future__ import annotations

from typing import Any

import pytest

from core.sdk import Forbidden, Role
from core.testkit import viewer
from plugins.council import services
from plugins.council.enums import WingSize
from plugins.council.permissions import PERMISSIONS
from plugins.council.tests.council import Hall
from plugins.council.tests.poll import Poll

NOT_THEIRS = {
    "council.proposal.answer",  # the prison answers
    "council.wing.change",  # how many people live on a wing is the prison's to say
    "council.bulletin.approve",
    "council.board.decide",
    "council.national.read",
    "council.board.look",
    "council.member.copy",  # whoever looks after data protection
    "council.calendar.read",  # nobody's: whoever has the address
}
"""Of councils; all else of a council is the facilitator's."""


def test_facilitator_does_everything_of_a_council_but_what_is_the_prisons(registry: Any, prison: Any) -> None:
    held = viewer(registry, prison, Role.COUNCIL_FACILITATOR).permissions
    assert {one.code for one in PERMISSIONS} - held == NOT_THEIRS


def test_facilitator_is_shown_nobody_who_comes_into_the_prison(registry: Any, prison: Any) -> None:
    """They may work for a charity: beside councils, they see partners and their own reports."""
    held = viewer(registry, prison, Role.COUNCIL_FACILITATOR).permissions
    beside = {code for code in held if not code.startswith("council.")}
    assert beside == {"core.prison.read", "core.partner.read", "core.job.read", "core.report.read"}


async def test_facilitator_runs_an_election_and_names_no_wing(hall: Hall) -> None:
    """Everything from the term to the count by the facilitator; sizes of wings by the co-ordinator."""
    facilitator = hall.role(Role.COUNCIL_FACILITATOR)
    poll = await Poll.open(Hall(hall.database, hall.registry, hall.prison, {Role.COORDINATOR: facilitator}))
    assert (await poll.key(1, 2, 3, by=Role.COORDINATOR)).keyed_by == facilitator.account_id
    with pytest.raises(Forbidden):
        await hall.do(services.set_wing, by=facilitator, name="C wing", size=WingSize.SMALL)
