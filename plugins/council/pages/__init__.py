"""The pages of the councils: what was asked, what was answered, and what became of it."""

from __future__ import annotations

from core.sdk import lazy_gettext as _
from core.sdk import pages
from plugins.council.pages.actions import ACTION_CARD, ACTION_PAGES, ACTIONS
from plugins.council.pages.agenda import AGENDA_PAGES
from plugins.council.pages.answer_forms import ANSWER_FORMS
from plugins.council.pages.bulletin import BULLETIN
from plugins.council.pages.bulletin_forms import BULLETIN_FORMS
from plugins.council.pages.bulletins import BOARD, BULLETINS, COMPOSE
from plugins.council.pages.card import CARD
from plugins.council.pages.councils import COUNCIL_PAGES, COUNCILS
from plugins.council.pages.counts import COUNT_PAGES
from plugins.council.pages.easy_read import EASY_READ
from plugins.council.pages.election import ELECTION
from plugins.council.pages.election_forms import ELECTION_FORMS
from plugins.council.pages.election_paper import PRINT
from plugins.council.pages.elections import ELECTIONS
from plugins.council.pages.elsewhere import ELSEWHERE
from plugins.council.pages.feed import FEED_PAGES, LINKS
from plugins.council.pages.measures import MEASURES, MEASURES_PAGES
from plugins.council.pages.meeting import MEETING
from plugins.council.pages.meeting_forms import MEETING_FORMS
from plugins.council.pages.meetings import MEETINGS
from plugins.council.pages.member_data import FIND_MEMBER, MEMBER_DATA_PAGES
from plugins.council.pages.minutes import MINUTES_LIST, ONE_MINUTES
from plugins.council.pages.minutes_card import MINUTES_CARD
from plugins.council.pages.minutes_forms import MINUTES_FORMS
from plugins.council.pages.minutes_paper import MINUTES_PAPER
from plugins.council.pages.party_forms import PARTY_FORMS
from plugins.council.pages.proposal import PROPOSAL
from plugins.council.pages.proposal_forms import PROPOSAL_FORMS
from plugins.council.pages.proposals import PROPOSALS
from plugins.council.pages.published import MASKED_CARD, PUBLICATIONS, PUBLISHED_PAGES
from plugins.council.pages.recording import RECORDING_PAGES
from plugins.council.pages.review import REVIEW
from plugins.council.pages.roll import MEMBER, MEMBERS
from plugins.council.pages.roll_forms import ROLL_FORMS
from plugins.council.pages.security_words import WORD_PAGES, WORDS
from plugins.council.pages.series import SERIES_PAGES
from plugins.council.pages.slips import SLIP_PAGES, SLIPS
from plugins.council.pages.terms import TERM_PAGES, TERMS_PART
from plugins.council.pages.topics import TOPIC_PAGES

__all__ = ["CARDS", "LINKS", "NAVIGATION", "PAGES", "RECORD_PARTS", "SEARCH"]

PAGES = (
    PROPOSALS,
    *PROPOSAL_FORMS,
    *ANSWER_FORMS,
    *SLIP_PAGES,
    PROPOSAL,
    *COUNCIL_PAGES,
    *MEASURES_PAGES,
    MEETINGS,
    *MEETING_FORMS,
    *SERIES_PAGES,
    *FEED_PAGES,
    MEETING,
    *AGENDA_PAGES,
    *RECORDING_PAGES,
    *ACTION_PAGES,
    MEMBERS,
    *ROLL_FORMS,
    MEMBER,
    *MEMBER_DATA_PAGES,
    *TERM_PAGES,
    ELECTIONS,
    *ELECTION_FORMS,
    *PARTY_FORMS,
    ELECTION,
    PRINT,
    *COUNT_PAGES,
    MINUTES_LIST,
    *MINUTES_FORMS,
    *MINUTES_PAPER,
    ONE_MINUTES,
    REVIEW,
    *PUBLISHED_PAGES,
    *TOPIC_PAGES,
    *WORD_PAGES,
    BULLETINS,
    COMPOSE,
    BOARD,
    BULLETIN,
    EASY_READ,
    ELSEWHERE,
    *BULLETIN_FORMS,
)
SECTION = _("Council")
NAVIGATION = (
    pages.NavigationLink(label=_("Proposals"), page=PROPOSALS.name, section=SECTION, position=45),
    pages.NavigationLink(label=_("Meetings"), page=MEETINGS.name, section=SECTION, position=46),
    pages.NavigationLink(label=_("Actions"), page=ACTIONS.name, section=SECTION, position=47),
    pages.NavigationLink(label=_("Minutes"), page=MINUTES_LIST.name, section=SECTION, position=48),
    pages.NavigationLink(
        label=_("Published"), page=PUBLICATIONS.name, section=SECTION, position=49, below=("/council/topic",)
    ),
    pages.NavigationLink(label=_("You said, we did"), page=BULLETINS.name, section=SECTION, position=50),
    pages.NavigationLink(
        label=_("Members"), page=MEMBERS.name, section=SECTION, position=51, below=("/council/wings",)
    ),
    pages.NavigationLink(label=_("Elections"), page=ELECTIONS.name, section=SECTION, position=52),
    pages.NavigationLink(label=_("Slips"), page=SLIPS.name, section=SECTION, position=53),
    pages.NavigationLink(label=_("Words"), page=WORDS.name, section=SECTION, position=54),
    pages.NavigationLink(label=_("Measures"), page=MEASURES.name, section=SECTION, position=55),
    pages.NavigationLink(label=_("Other prisons"), page=ELSEWHERE.name, section=SECTION, position=56),
    pages.NavigationLink(label=_("Councils"), page=COUNCILS.name, section=SECTION, position=57),
)
CARDS = (CARD, ACTION_CARD, MINUTES_CARD, MASKED_CARD)
RECORD_PARTS = (TERMS_PART,)
SEARCH = (FIND_MEMBER,)
