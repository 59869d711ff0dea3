"""Who may do what with councils. People in prison have no account: a facilitator writes for them."""

from __future__ import annotations

from core.sdk import COORDINATORS, NATIONAL_READERS, PRISON_ROLES, Permission, Role
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
ROLL_READ = Permission(
    "council.roll.read",
    _("See who is on the council by role and wing, without names, and how elections stand"),
    PRISON_ROLES | {Role.COUNCIL_FACILITATOR, Role.DPO_RECORDS},
)
MEMBER_READ = Permission(
    "council.member.read", _("See the names of the members of a council"), RUN_BY | {Role.DPO_RECORDS}
)
MEMBER_CHANGE = Permission(
    "council.member.change", _("Write down who is on a council, and what they agreed to"), RUN_BY
)
MEMBER_COPY = Permission(
    "council.member.copy",
    _("Copy what is held about a member of a council, and keep it on hold"),
    frozenset({Role.DPO_RECORDS}),
)
MEMBER_ERASE = Permission(
    "council.member.erase",
    _("Delete somebody from the roll of a council who asks for it"),
    RUN_BY | {Role.DPO_RECORDS},
)
WING_CHANGE = Permission("council.wing.change", _("Say how large the wings are"), COORDINATORS)
ELECTION_RUN = Permission("council.election.run", _("Run an election of a council, and draw a lot"), RUN_BY)
BALLOT_COUNT = Permission(
    "council.ballot.count",
    _("Type in what was counted from ballot papers"),
    RUN_BY | {Role.GOVERNOR, Role.SMT_LEAD},
)
REDACT = Permission(
    "council.text.redact", _("Decide what is left out of a text before it is published"), RUN_BY
)
MINUTES_READ = Permission(
    "council.minutes.read",
    _("See minutes that are not published yet"),
    RUN_BY | {Role.GOVERNOR, Role.SMT_LEAD},
)
MINUTES_WRITE = Permission(
    "council.minutes.write", _("Write the minutes of a council, and take them further"), RUN_BY
)
PUBLISH = Permission(
    "council.text.publish",
    _("Publish what was looked over, and take it back"),
    RUN_BY | {Role.GOVERNOR, Role.SMT_LEAD},
)
PUBLISHED_READ = Permission(
    "council.published.read",
    _("See what the council published"),
    PRISON_ROLES | {Role.COUNCIL_FACILITATOR},
)
MEETING_READ = Permission(
    "council.meeting.read",
    _("See when councils meet, what is on the agenda and who does what"),
    PRISON_ROLES | {Role.COUNCIL_FACILITATOR},
)
MEETING_RUN = Permission("council.meeting.run", _("Plan meetings, and record what came of them"), RUN_BY)
CALENDAR_SHARE = Permission(
    "council.calendar.share", _("Share the meetings of a council as a calendar"), RUN_BY
)
CALENDAR_READ = Permission(
    "council.calendar.read", _("Read a calendar of meetings by its address"), frozenset()
)
ACTION_CLOSE = Permission(
    "council.action.close",
    _("Say that an action of one's own is done, or why it is not"),
    PRISON_ROLES | {Role.COUNCIL_FACILITATOR},
)
BULLETIN_WRITE = Permission(
    "council.bulletin.write", _("Write, check and publish “You said, we did”, and take it back"), RUN_BY
)
BULLETIN_APPROVE = Permission(
    "council.bulletin.approve",
    _("Approve “You said, we did” for the prison"),
    frozenset({Role.GOVERNOR, Role.SMT_LEAD}),
)
BOARD_DECIDE = Permission(
    "council.board.decide",
    _("Decide whether everybody may see what the council published"),
    frozenset({Role.GOVERNOR, Role.SMT_LEAD}),
)
ELSEWHERE_READ = Permission(
    "council.elsewhere.read",
    _("See what other prisons published of their councils' proposals and answers"),
    PRISON_ROLES | {Role.COUNCIL_FACILITATOR},
)
NATIONAL_READ = Permission(
    "council.national.read",
    _("See across prisons what councils ask for and what was published of the answers"),
    NATIONAL_READERS,
)
BOARD_LOOK = Permission(
    "council.board.look", _("See what the council shows to everybody, without sign-in"), frozenset()
)

PERMISSIONS = (
    PROPOSAL_READ,
    PROPOSAL_RAISE,
    PROPOSAL_ANSWER,
    COUNCIL_CHANGE,
    ROLL_READ,
    MEMBER_READ,
    MEMBER_CHANGE,
    MEMBER_COPY,
    MEMBER_ERASE,
    WING_CHANGE,
    ELECTION_RUN,
    BALLOT_COUNT,
    MEETING_READ,
    MEETING_RUN,
    ACTION_CLOSE,
    CALENDAR_SHARE,
    CALENDAR_READ,
    REDACT,
    MINUTES_READ,
    MINUTES_WRITE,
    PUBLISH,
    PUBLISHED_READ,
    BULLETIN_WRITE,
    BULLETIN_APPROVE,
    BOARD_DECIDE,
    ELSEWHERE_READ,
    NATIONAL_READ,
    BOARD_LOOK,
)
