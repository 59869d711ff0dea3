"""Changes to councils, proposals and the roll: each takes a session and a viewer, and writes by the rules."""

from plugins.council.services.actions import (
    add_action,
    cancel_action,
    finish_action,
    list_colleagues,
    move_due_date,
)
from plugins.council.services.agenda import add_item, change_item, close_item, move_item, remove_item
from plugins.council.services.amendments import ask_amendment, decide_amendment, mark_words_of
from plugins.council.services.answers import give_answer_to
from plugins.council.services.attendance import record_attendance
from plugins.council.services.bulletin_entries import reword_entry
from plugins.council.services.bulletin_releases import publish_bulletin, take_back_bulletin
from plugins.council.services.bulletins import (
    approve_bulletin,
    check_bulletin,
    compose_bulletin,
    drop_bulletin,
    reopen_bulletin,
)
from plugins.council.services.councils import end_council, set_quorum, set_up_council
from plugins.council.services.counts import agree_count, key_count, set_counts_aside
from plugins.council.services.elections import draw_lot, move_election, plan_election, seat_elected
from plugins.council.services.escalations import record_national_answer
from plugins.council.services.feed import calendar_standing, end_calendar, make_calendar
from plugins.council.services.meetings import (
    add_meeting,
    cancel_meeting,
    change_meeting,
    hold_meeting,
    postpone_meeting,
)
from plugins.council.services.member_data import erase_member, hold_member, release_member
from plugins.council.services.members import add_member, change_member, leave_council, record_consent
from plugins.council.services.minutes import (
    approve_minutes,
    correct_minutes,
    draft_minutes,
    edit_minutes,
    move_minutes_on,
    write_minutes,
)
from plugins.council.services.notice_boards import decide_notice_board
from plugins.council.services.outcomes import record_outcome, remove_outcome
from plugins.council.services.packs import issue_pack
from plugins.council.services.papers import remove_paper, write_paper
from plugins.council.services.parties import (
    add_party,
    change_party,
    decide_nomination,
    nominate_member,
    remove_party,
)
from plugins.council.services.proposals import raise_proposal, record_step
from plugins.council.services.publication import publish, withdraw
from plugins.council.services.redaction import look_over, open_hits, resolve_hits
from plugins.council.services.rescanning import rescan_published
from plugins.council.services.reviewing import decide_places, read_review
from plugins.council.services.series import (
    change_series,
    end_series,
    make_all_meetings,
    make_meetings,
    start_series,
)
from plugins.council.services.slips import type_back_slip
from plugins.council.services.terms import change_term, remove_wing, set_term, set_wing
from plugins.council.services.ticking import Expected, Tick, expected_members, guests_at, tick_attendance
from plugins.council.services.words import add_word, remove_word

__all__ = [
    "Expected",
    "Tick",
    "add_action",
    "add_item",
    "add_meeting",
    "add_member",
    "add_party",
    "add_word",
    "agree_count",
    "approve_bulletin",
    "approve_minutes",
    "ask_amendment",
    "calendar_standing",
    "cancel_action",
    "cancel_meeting",
    "change_item",
    "change_meeting",
    "change_member",
    "change_party",
    "change_series",
    "change_term",
    "check_bulletin",
    "close_item",
    "compose_bulletin",
    "correct_minutes",
    "decide_amendment",
    "decide_nomination",
    "decide_notice_board",
    "decide_places",
    "draft_minutes",
    "draw_lot",
    "drop_bulletin",
    "edit_minutes",
    "end_calendar",
    "end_council",
    "end_series",
    "erase_member",
    "expected_members",
    "finish_action",
    "give_answer_to",
    "guests_at",
    "hold_meeting",
    "hold_member",
    "issue_pack",
    "key_count",
    "leave_council",
    "list_colleagues",
    "look_over",
    "make_all_meetings",
    "make_calendar",
    "make_meetings",
    "mark_words_of",
    "move_due_date",
    "move_election",
    "move_item",
    "move_minutes_on",
    "nominate_member",
    "open_hits",
    "plan_election",
    "postpone_meeting",
    "publish",
    "publish_bulletin",
    "raise_proposal",
    "read_review",
    "record_attendance",
    "record_consent",
    "record_national_answer",
    "record_outcome",
    "record_step",
    "release_member",
    "remove_item",
    "remove_outcome",
    "remove_paper",
    "remove_party",
    "remove_wing",
    "remove_word",
    "reopen_bulletin",
    "rescan_published",
    "resolve_hits",
    "reword_entry",
    "seat_elected",
    "set_counts_aside",
    "set_quorum",
    "set_term",
    "set_up_council",
    "set_wing",
    "start_series",
    "take_back_bulletin",
    "tick_attendance",
    "type_back_slip",
    "withdraw",
    "write_minutes",
    "write_paper",
]
