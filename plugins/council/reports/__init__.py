"""What the councils put on paper."""

from __future__ import annotations

from core.sdk import lazy_gettext as _
from core.sdk import reports
from plugins.council.enums import ElectionPaper, Paper
from plugins.council.permissions import (
    ELECTION_RUN,
    MEMBER_COPY,
    MINUTES_READ,
    PROPOSAL_RAISE,
    PUBLISHED_READ,
)
from plugins.council.reports.bulletin import build_bulletin
from plugins.council.reports.election import build_ballot, build_count_sheets, build_result
from plugins.council.reports.member_record import build_member_record
from plugins.council.reports.minutes import build_draft, build_minutes
from plugins.council.reports.on_paper import on_paper
from plugins.council.reports.pack import PACK
from plugins.council.reports.slips import build_slips
from plugins.council.reports.topic import build_topic

__all__ = [
    "BUILDING",
    "DRAFT",
    "ELECTION_PAPERS",
    "MEMBER_RECORD",
    "MINUTES",
    "PACK",
    "PAPERS",
    "REPORTS",
    "SLIPS",
    "TOPIC",
]

POSTER = on_paper(
    "council.poster",
    title=_("Poster: You said, we did"),
    description=_("What people asked and what became of it, for the notice boards of the wings."),
    permission=PUBLISHED_READ,
    build=build_bulletin,
)
BOOKLET = on_paper(
    "council.booklet",
    title=_("Booklet: You said, we did"),
    description=_("What people asked and what became of it, to be handed out."),
    permission=PUBLISHED_READ,
    build=build_bulletin,
)
PAPERS = {
    Paper.POSTER_A4: POSTER,
    Paper.POSTER_A3: POSTER,
    Paper.BOOKLET: BOOKLET,
    Paper.BOOKLET_TO_FOLD: BOOKLET,
}
SLIPS = on_paper(
    "council.slips",
    title=_("Slips for proposals"),
    description=_("Slips on which people write what is wrong and what they ask for, each with a code."),
    permission=PROPOSAL_RAISE,
    build=build_slips,
)
BALLOT = on_paper(
    "council.ballot",
    title=_("Ballot papers"),
    description=_("A ballot paper of an election for each electorate."),
    permission=ELECTION_RUN,
    build=build_ballot,
)
COUNT_SHEETS = on_paper(
    "council.count_sheets",
    title=_("Count sheets"),
    description=_("The sheets on which ballot papers are counted, twice for each electorate."),
    permission=ELECTION_RUN,
    build=build_count_sheets,
)
RESULT = on_paper(
    "council.result",
    title=_("Poster of a result"),
    description=_("Parties, votes, seats and turnout of an election, for the notice boards. No names."),
    permission=ELECTION_RUN,
    build=build_result,
)
MEMBER_RECORD = reports.Report(
    code="council.member_record",
    title=_("What is held about one member of a council"),
    description=_("Everything that is held about somebody on a council's roll, to be handed to them."),
    permission=MEMBER_COPY,
    build=build_member_record,
    formats=(reports.Format.PDF, reports.Format.ODS, reports.Format.JSON),
    asked_elsewhere=True,
)
ELECTION_PAPERS = {
    ElectionPaper.BALLOT: BALLOT,
    ElectionPaper.COUNT_SHEETS: COUNT_SHEETS,
    ElectionPaper.RESULT_A4: RESULT,
    ElectionPaper.RESULT_A5: RESULT,
}
MINUTES = on_paper(
    "council.minutes",
    title=_("Minutes, as published"),
    description=_("Minutes of a council as they are out, for notice boards and for everybody who was there."),
    permission=PUBLISHED_READ,
    build=build_minutes,
)
DRAFT = on_paper(
    "council.minutes_draft",
    title=_("Minutes, a draft to be checked"),
    description=_("The last version of minutes on paper, each page marked as not published."),
    permission=MINUTES_READ,
    build=build_draft,
)
TOPIC = on_paper(
    "council.topic",
    title=_("History of a topic"),
    description=_("What was asked, answered and done about one theme, as far as it is published."),
    permission=PUBLISHED_READ,
    build=build_topic,
)
REPORTS = (
    POSTER,
    BOOKLET,
    SLIPS,
    BALLOT,
    COUNT_SHEETS,
    RESULT,
    MINUTES,
    DRAFT,
    TOPIC,
    PACK,
    MEMBER_RECORD,
)
BUILDING = tuple(reports.report_job(report) for report in REPORTS)
