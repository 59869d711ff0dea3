"""The codes of the councils as the API names them; read before any type that shows one."""

from __future__ import annotations

import strawberry

from plugins.council.enums import (
    AmendmentState,
    AnswerOwner,
    CorrectionReason,
    EscalationKind,
    HitKind,
    MemberRole,
    MinutesPaper,
    MinutesState,
    ProposalStatus,
    Release,
    Resolution,
    SourceKind,
    Theme,
    WithdrawReason,
    WordUse,
)

strawberry.enum(AmendmentState, name="CouncilAmendmentState")
strawberry.enum(CorrectionReason, name="CouncilCorrectionReason")
strawberry.enum(HitKind, name="CouncilHitKind")
strawberry.enum(MemberRole, name="CouncilMemberRole")
strawberry.enum(MinutesPaper, name="CouncilMinutesPaper")
strawberry.enum(MinutesState, name="CouncilMinutesState")
strawberry.enum(ProposalStatus, name="CouncilProposalStatus")
strawberry.enum(Release, name="CouncilRelease")
strawberry.enum(Resolution, name="CouncilResolution")
strawberry.enum(SourceKind, name="CouncilSourceKind")
strawberry.enum(Theme, name="CouncilTheme")
strawberry.enum(WithdrawReason, name="CouncilWithdrawReason")
strawberry.enum(WordUse, name="CouncilWordUse")
strawberry.enum(AnswerOwner, name="CouncilAnswerOwner")
strawberry.enum(EscalationKind, name="CouncilEscalationKind")
