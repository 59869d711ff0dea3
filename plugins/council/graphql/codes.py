"""The codes of the councils as the API names them; read before any type that shows one."""

from __future__ import annotations

import strawberry

from plugins.council import enums
from plugins.council.rules.agenda import Way

CODES = (
    enums.ActionStatus,
    enums.AmendmentState,
    enums.AnswerOwner,
    enums.AttendanceState,
    enums.BulletinStatus,
    enums.ConsentPurpose,
    enums.CorrectionReason,
    enums.DueReason,
    enums.ElectionPaper,
    enums.ElectionStatus,
    enums.Electorate,
    enums.EscalationKind,
    enums.HitKind,
    enums.ItemKind,
    enums.Keying,
    enums.Layout,
    enums.LeftOut,
    enums.MeetingState,
    enums.MemberRole,
    enums.MinutesPaper,
    enums.MinutesState,
    enums.NominationStatus,
    enums.OutcomeKind,
    enums.Paper,
    enums.ProposalStatus,
    enums.Release,
    enums.Resolution,
    enums.Rhythm,
    enums.SeatMethod,
    enums.SlipPaper,
    enums.SourceKind,
    enums.Theme,
    enums.Told,
    enums.Tongue,
    Way,
    enums.WingSize,
    enums.WithdrawReason,
    enums.WordUse,
)

for codes in CODES:
    strawberry.enum(codes, name=f"Council{codes.__name__}")
