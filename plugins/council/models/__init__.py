"""The tables of the councils."""

from plugins.council.models.bulletin import Bulletin, BulletinEntry
from plugins.council.models.election import Count, Election, Nomination, Party, Tally
from plugins.council.models.meetings import Attendance, Item, Meeting, Pack, PackPart, Paper, Series
from plugins.council.models.minutes import Amendment, Mention, Minutes, Version, VersionSection
from plugins.council.models.national import Shared
from plugins.council.models.notice_board import NoticeBoard
from plugins.council.models.outcomes import Action, DueChange, Outcome
from plugins.council.models.proposal import Council, Escalation, Proposal, Step
from plugins.council.models.publication import Hit, Passage, Publication, Word
from plugins.council.models.roll import Consent, Member, Term, Wing
from plugins.council.models.shown import ShownAnswer
from plugins.council.models.slips import Slip

__all__ = [
    "Action",
    "Amendment",
    "Attendance",
    "Bulletin",
    "BulletinEntry",
    "Consent",
    "Council",
    "Count",
    "DueChange",
    "Election",
    "Escalation",
    "Hit",
    "Item",
    "Meeting",
    "Member",
    "Mention",
    "Minutes",
    "Nomination",
    "NoticeBoard",
    "Outcome",
    "Pack",
    "PackPart",
    "Paper",
    "Party",
    "Passage",
    "Proposal",
    "Publication",
    "Series",
    "Shared",
    "ShownAnswer",
    "Slip",
    "Step",
    "Tally",
    "Term",
    "Version",
    "VersionSection",
    "Wing",
    "Word",
]
