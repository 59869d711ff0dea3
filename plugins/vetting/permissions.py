"""Who may do what in vetting. Knowing of a lived-experience case is a right of its own (UK GDPR Art. 10)."""

from __future__ import annotations

from core.sdk import Permission, Role
from core.sdk import lazy_gettext as _

_DESK = frozenset({Role.COORDINATOR, Role.COORDINATOR_DEPUTY, Role.SECURITY_VETTING})
_OVERSIGHT = _DESK | {Role.GOVERNOR, Role.SMT_LEAD}
_READERS = _OVERSIGHT | {Role.PARTNER_ADMIN, Role.VOLUNTEER_SELF, Role.DPO_RECORDS}

CASE_READ = Permission("vetting.case.read", _("See vetting cases"), _READERS)
"""Partner and volunteer accounts are narrowed by the database to their own rows."""
CASE_OPEN = Permission("vetting.case.open", _("Open a vetting case"), _DESK)
CASE_PROGRESS = Permission("vetting.case.progress", _("Move a vetting case on"), _DESK)
CASE_DECIDE = Permission(
    "vetting.case.decide",
    _("Record a vetting decision"),
    frozenset({Role.SECURITY_VETTING}),
)
CASE_LEAP = Permission(
    "vetting.case.leap",
    _("See and run lived experience assessments"),
    frozenset({Role.SECURITY_VETTING, Role.GOVERNOR}),
)
"""Not the co-ordinator's: a charity may hold the post, and the pathway itself says that there is a record."""
CASE_GOVERNOR_DECIDE = Permission(
    "vetting.case.governor_decide",
    _("Decide a vetting case as governor"),
    frozenset({Role.GOVERNOR}),
)
CASE_CHASE = Permission("vetting.case.chase", _("Chase vetting cases"), _DESK)
CASE_EXPORT = Permission("vetting.case.export", _("Download lists of vetting cases"), _DESK | {Role.GOVERNOR})
CASE_PURGE = Permission(
    "vetting.case.purge",
    _("Delete vetting cases past their date"),
    frozenset({Role.DPO_RECORDS}),
)
CASE_READERS = Permission(
    "vetting.case.readers",
    _("See who has looked at a vetting case"),
    frozenset({Role.SECURITY_VETTING, Role.GOVERNOR, Role.DPO_RECORDS}),
)
"""Not the co-ordinator's: that a governor looked may tell of an assessment."""
DECISION_READ = Permission("vetting.decision.read", _("See who made a vetting decision"), _OVERSIGHT)
CLEARANCE_READ = Permission("vetting.clearance.read", _("See clearances and training"), _READERS)
TRAINING_READ = Permission("vetting.training.read", _("See training sessions and who is booked"), _READERS)
TRAINING_PLAN = Permission("vetting.training.plan", _("Plan training sessions"), _DESK)
TRAINING_BOOK = Permission(
    "vetting.training.book", _("Book places in training"), _DESK | {Role.PARTNER_ADMIN}
)
"""The database narrows a partner's account to its own people."""
ROLE_CHANGE = Permission("vetting.role.change", _("Say what a role asks of people"), _DESK)
TRAINING_RECORD = Permission("vetting.training.record", _("Record training"), _DESK)
REFERENCE_READ = Permission("vetting.reference.read", _("See references"), _DESK)
REFERENCE_ASK = Permission("vetting.reference.ask", _("Ask for references"), _DESK)
REFERENCE_GIVE = Permission("vetting.reference.give", _("Give a reference"), frozenset())
"""No role's: whoever was sent a link may do it once."""
PASSPORT_GIVE = Permission(
    "vetting.passport.give",
    _("Agree that another prison may see a clearance, or record that somebody agreed"),
    frozenset({Role.COORDINATOR, Role.COORDINATOR_DEPUTY, Role.VOLUNTEER_SELF}),
)
"""A volunteer for themselves alone: the database shows them no other row."""
POLICY_READ = Permission("vetting.policy.read", _("See the versions of the vetting policy"), _OVERSIGHT)
POLICY_DRAFT = Permission("vetting.policy.draft", _("Draft a version of the vetting policy"), _DESK)
POLICY_PUBLISH = Permission(
    "vetting.policy.publish",
    _("Put a version of the vetting policy in force"),
    frozenset({Role.SECURITY_VETTING, Role.GOVERNOR}),
)
"""Not the co-ordinator's, and never of whoever wrote the draft last: that is refused by the service."""
REPORT = Permission("vetting.report", _("Ask for vetting reports"), _OVERSIGHT)

PERMISSIONS = (
    CASE_READ,
    CASE_OPEN,
    CASE_PROGRESS,
    CASE_DECIDE,
    CASE_LEAP,
    CASE_GOVERNOR_DECIDE,
    CASE_CHASE,
    CASE_EXPORT,
    CASE_PURGE,
    CASE_READERS,
    DECISION_READ,
    CLEARANCE_READ,
    TRAINING_READ,
    TRAINING_PLAN,
    TRAINING_BOOK,
    ROLE_CHANGE,
    TRAINING_RECORD,
    REFERENCE_READ,
    REFERENCE_ASK,
    REFERENCE_GIVE,
    PASSPORT_GIVE,
    POLICY_READ,
    POLICY_DRAFT,
    POLICY_PUBLISH,
    REPORT,
)
