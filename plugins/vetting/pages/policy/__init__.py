"""The vetting policy: its versions, each in words, the forms of a draft, and whom it would block."""

from __future__ import annotations

from plugins.vetting.pages.policy.card import POLICY_CARD
from plugins.vetting.pages.policy.course import CHANGE_CLOCK
from plugins.vetting.pages.policy.forms import FORMS
from plugins.vetting.pages.policy.kinds import CHANGE_KINDS
from plugins.vetting.pages.policy.level import CHANGE_LEVEL
from plugins.vetting.pages.policy.preview import PREVIEW
from plugins.vetting.pages.policy.putting import DRAFT_POLICY, PUT_IN_FORCE
from plugins.vetting.pages.policy.training import CHANGE_ROLES, CHANGE_TRAINING
from plugins.vetting.pages.policy.version import POLICIES, POLICY

__all__ = ["POLICIES", "POLICY_CARD", "POLICY_PAGES"]

POLICY_PAGES = (
    POLICIES,
    POLICY,
    DRAFT_POLICY,
    PUT_IN_FORCE,
    PREVIEW,
    *FORMS,
    CHANGE_LEVEL,
    CHANGE_KINDS,
    CHANGE_TRAINING,
    CHANGE_ROLES,
    CHANGE_CLOCK,
)
