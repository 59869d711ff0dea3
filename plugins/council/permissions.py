"""Who may do what with councils. People in prison have no account: a facilitator writes for them."""

from __future__ import annotations

from core.sdk import COORDINATORS, PRISON_ROLES, Permission, Role
from core.sdk import lazy_gettext as _

RUN_BY = COORDINATORS | {Role.COUNCIL_FACILITATOR}
PROPOSAL_READ = Permission(
    "council.proposal.read",
    _("See what the council proposed and what was answered"),
    PRISON_ROLES | {Role.COUNCIL_FACILITATOR},
)
PROPOSAL_RAISE = Permission(
    "council.proposal.raise", _("Write down what the council proposes, and take it further"), RUN_BY
)
PROPOSAL_ANSWER = Permission(
    "council.proposal.answer",
    _("Answer a proposal, and say when it is done"),
    COORDINATORS | {Role.GOVERNOR, Role.SMT_LEAD},
)
COUNCIL_CHANGE = Permission("council.council.change", _("Set up a council, and end it"), RUN_BY)

PERMISSIONS = (PROPOSAL_READ, PROPOSAL_RAISE, PROPOSAL_ANSWER, COUNCIL_CHANGE)
