"""Codes of the councils, with the words a person sees: one file for each room."""

from plugins.council.enums.answers import AnswerOwner, EscalationKind, SlipPaper
from plugins.council.enums.bulletin import BulletinStatus, Layout, LeftOut, Paper, Told, Tongue
from plugins.council.enums.meetings import (
    ActionStatus,
    AttendanceState,
    DueReason,
    ItemKind,
    MeetingState,
    OutcomeKind,
    Rhythm,
)
from plugins.council.enums.minutes import AmendmentState, CorrectionReason, MinutesPaper, MinutesState
from plugins.council.enums.proposal import MemberRole, ProposalStatus, SeatMethod, Theme
from plugins.council.enums.publication import (
    HitKind,
    Release,
    Resolution,
    SourceKind,
    WithdrawReason,
    WordUse,
)
from plugins.council.enums.roll import (
    ConsentPurpose,
    ElectionPaper,
    ElectionStatus,
    Electorate,
    Keying,
    NominationStatus,
    WingSize,
)

__all__ = [
    "ActionStatus",
    "AmendmentState",
    "AnswerOwner",
    "AttendanceState",
    "BulletinStatus",
    "ConsentPurpose",
    "CorrectionReason",
    "DueReason",
    "ElectionPaper",
    "ElectionStatus",
    "Electorate",
    "EscalationKind",
    "HitKind",
    "ItemKind",
    "Keying",
    "Layout",
    "LeftOut",
    "MeetingState",
    "MemberRole",
    "MinutesPaper",
    "MinutesState",
    "NominationStatus",
    "OutcomeKind",
    "Paper",
    "ProposalStatus",
    "Release",
    "Resolution",
    "Rhythm",
    "SeatMethod",
    "SlipPaper",
    "SourceKind",
    "Theme",
    "Told",
    "Tongue",
    "WingSize",
    "WithdrawReason",
    "WordUse",
]
