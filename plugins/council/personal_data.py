"""What the councils keep about people: the roll, who wrote something down, and who is to do it."""

from __future__ import annotations

from datetime import timedelta

from core.sdk import PersonalData
from core.sdk import lazy_gettext as _

WITH_ROLL = _("it goes with the roll, six months after the end of the term")
PERSONAL_DATA = (
    PersonalData(
        table="council_member",
        columns=(
            "first_name",
            "last_name",
            "role",
            "theme",
            "party_id",
            "wing_id",
            "joined_on",
            "left_on",
            "inducted_on",
            "forget_on",
            "hold_reference",
            "hold_review_on",
        ),
        keep=timedelta(days=183),
        after=_("the end of the term"),
        label=_("Who is on a council, in which role, and from when to when"),
    ),
    PersonalData(
        table="council_consent",
        columns=("purpose", "given_on", "withdrawn_on", "recorded_by"),
        keep=None,
        after=WITH_ROLL,
        label=_("What a member of a council agreed to, and took back"),
    ),
    PersonalData(
        table="council_nomination",
        columns=("status", "status_on"),
        keep=None,
        after=WITH_ROLL,
        label=_("Who was put forward for a council, and whether they were accepted"),
    ),
    PersonalData(
        table="council_election",
        columns=("lot_drawn_by",),
        keep=None,
        after=_("it stays with the election"),
        label=_("Who drew a lot"),
    ),
    PersonalData(
        table="council_count",
        columns=("keyed_by", "set_aside_by"),
        keep=None,
        after=_("it stays with the election"),
        label=_("Who typed in a count"),
    ),
    PersonalData(
        table="council_step",
        columns=("recorded_by",),
        keep=None,
        after=_("it stays with the proposal"),
        label=_("Who wrote down a step of a proposal"),
    ),
    PersonalData(
        table="council_attendance",
        columns=("member_id", "role", "wing_size", "state", "declared_item_id"),
        keep=None,
        after=_("whose it was goes with the roll; that somebody in this role was there stays"),
        label=_("Which members of a council were at a meeting"),
    ),
    PersonalData(
        table="council_pack",
        columns=("issued_by",),
        keep=None,
        after=_("it stays with the meeting"),
        label=_("Who issued the papers of a meeting"),
    ),
    PersonalData(
        table="council_outcome",
        columns=("recorded_by",),
        keep=None,
        after=_("it stays with the meeting"),
        label=_("Who wrote down what came of a meeting"),
    ),
    PersonalData(
        table="council_action",
        columns=("owner_account", "recorded_by"),
        keep=None,
        after=_("it stays with the meeting"),
        label=_("Who is to do what a council agreed, and who wrote it down"),
    ),
    PersonalData(
        table="council_due_change",
        columns=("recorded_by",),
        keep=None,
        after=_("it stays with the meeting"),
        label=_("Who moved the due date of an action"),
    ),
    PersonalData(
        table="council_proposal",
        columns=("owner_id",),
        keep=None,
        after=_("it stays with the proposal"),
        label=_("Who owes the council an answer"),
    ),
    PersonalData(
        table="council_escalation",
        columns=("recorded_by",),
        keep=None,
        after=_("it stays with the proposal"),
        label=_("Who handed a question to HMPPS, and wrote down what came back"),
    ),
    PersonalData(
        table="council_slip",
        columns=("printed_by",),
        keep=None,
        after=_("it stays with the slip"),
        label=_("Who printed a slip for proposals"),
    ),
    PersonalData(
        table="council_hit",
        columns=("resolved_by",),
        keep=None,
        after=_("it stays with the text"),
        label=_("Who decided what is left out of a text"),
    ),
    PersonalData(
        table="council_publication",
        columns=("published_by",),
        keep=None,
        after=_("it stays with what was published"),
        label=_("Who published a text, or took it back"),
    ),
    PersonalData(
        table="council_word",
        columns=("added_by",),
        keep=None,
        after=_("it stays with the word"),
        label=_("Who said that a word is no name here, or touches security"),
    ),
    PersonalData(
        table="council_bulletin",
        columns=("composed_by", "checked_by", "approved_by", "published_by", "taken_back_by"),
        keep=None,
        after=_("it stays with the issue"),
        label=_("Who wrote, checked, approved, published or took back an issue of “You said, we did”"),
    ),
    PersonalData(
        table="council_notice_board",
        columns=("decided_by",),
        keep=None,
        after=_("it stays while there is a council"),
        label=_("Who decided whether everybody may see what the council published"),
    ),
    PersonalData(
        table="council_version",
        columns=("written_by",),
        keep=None,
        after=_("it stays with the minutes"),
        label=_("Who wrote a version of minutes"),
    ),
    PersonalData(
        table="council_amendment",
        columns=("recorded_by",),
        keep=None,
        after=_("it stays with the minutes"),
        label=_("Who wrote down a change that was asked for in minutes"),
    ),
    PersonalData(
        table="council_mention",
        columns=("member_id",),
        keep=None,
        after=_("it goes with the member's place on the roll"),
        label=_("Whose own words a passage carries"),
    ),
)
