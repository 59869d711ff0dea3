"""The words co-ordinators write in a tracker, and what they mean. The lists have versions."""

from __future__ import annotations

from core.sdk import imports
from plugins.vetting.enums import TrainingStatus, VettingLevel, VettingStage

Vocabulary = imports.Vocabulary

LEVELS: imports.Vocabulary[VettingLevel] = Vocabulary(
    "2026-11",
    {
        VettingLevel.HMPPS_EL1: (
            *("el1", "el 1", "enh l1", "enh 1", "enhanced 1", "enhanced l1", "enhanced level 1", "e1", "l1"),
        ),
        VettingLevel.HMPPS_EL2: (
            *("el2", "el 2", "enh l2", "enh 2", "enhanced 2", "enhanced l2", "enhanced level 2", "e2", "l2"),
        ),
        VettingLevel.CTC: ("ctc", "counter-terrorist check", "counter terrorist check"),
        VettingLevel.SC: ("sc", "security check"),
        VettingLevel.NPPV2: ("nppv2", "nppv 2"),
        VettingLevel.NPPV3: ("nppv3", "nppv 3"),
        VettingLevel.BPSS: ("bpss", "baseline"),
        VettingLevel.ESCORTED_VISITOR: (
            "escort",
            "escorted",
            "escort only",
            "escorted only",
            "escorted visitor",
        ),
        VettingLevel.LEGACY_STANDARD_PLUS: ("standard plus", "std plus", "std+", "standard+"),
        VettingLevel.DBS_ENHANCED: ("dbs enhanced", "enh dbs", "enhanced dbs", "dbs enh"),
        VettingLevel.DBS_STANDARD: ("dbs standard", "std dbs", "standard dbs"),
        VettingLevel.DBS_BASIC: ("dbs basic", "basic dbs"),
    },
)
AMBIGUOUS_LEVELS = frozenset({"dbs", "crb", "enhanced", "enh", "el", "nppv", "standard", "std", "basic"})

RETIRED_LEVELS = frozenset({VettingLevel.LEGACY_STANDARD, VettingLevel.LEGACY_STANDARD_PLUS})
"""Levels of the scheme before 2018 (PSI 27/2014)."""

LEVELS_WITHOUT_END = frozenset({VettingLevel.ESCORTED_VISITOR, VettingLevel.BPSS})
"""An escorted visitor is let in per visit, and the baseline standard does not run out."""

STAGES: imports.Vocabulary[VettingStage] = Vocabulary(
    "2026-11",
    {
        VettingStage.APPROVED: ("cleared", "y", "yes", "approved", "clear"),
        VettingStage.IN_CHECKS: ("with sscl", "at sscl", "with vetting", "in checks"),
        VettingStage.SUBMITTED: ("submitted", "sent to sscl"),
        VettingStage.FORM_IN_PROGRESS: ("filling in form", "form in progress"),
        VettingStage.INVITED: ("form out", "form sent", "invited"),
        VettingStage.DOCUMENTS_BOOKED: ("id check booked", "docs booked", "id booked"),
        VettingStage.DOCUMENTS_VERIFIED: ("docs seen", "id done", "id seen", "documents seen"),
        VettingStage.QUERY_RAISED: ("query", "sscl query"),
        VettingStage.WITHDRAWN: ("pulled out", "w/d", "withdrawn", "withdrew"),
        VettingStage.REFUSED: ("refused",),
        VettingStage.LEAP_RISK_ASSESSMENT: ("leap",),
        VettingStage.APPEAL_OPEN: ("appeal", "appealing"),
        VettingStage.EXPIRED: ("expired",),
        VettingStage.RENEWAL_DUE: ("renewal due", "renewing", "renewal"),
        VettingStage.LAPSED: ("lapsed", "no reply"),
    },
)
CHASING = "chasing"
"""Whom one chases depends on where the form is."""

TRAINING: imports.Vocabulary[TrainingStatus] = Vocabulary(
    "2026-11",
    {
        TrainingStatus.COMPLETED: ("y", "yes", "done", "✓", "✔", "completed"),
        TrainingStatus.BOOKED: ("booked",),
        TrainingStatus.EXEMPT: ("n/a", "exempt", "not needed"),
        TrainingStatus.REQUIRED: ("no", "n", "needs", "due", "required"),
    },
)
RETURNED: imports.Vocabulary[bool] = Vocabulary(
    "2026-11",
    {True: ("y", "yes", "returned", "back", "✓"), False: ("n", "no", "not yet", "n - chase", "no - chase")},
)
