"""What vetting keeps about people: of refusals the fact alone, of convictions nothing."""

from __future__ import annotations

from core.sdk import PersonalData
from core.sdk import lazy_gettext as _
from plugins.vetting.enums import VettingStage

WITH_CASE = _("the case may be deleted by data protection staff 6 months after it was closed")
WITH_DECISION = _("the prison's own period is over, which begins with the decision it was for")
WITH_PERSON = _("it stays with the record of the person")
AFTER_PASSPORT = _(
    "the prison's own period is over, which begins when the passport ran out or was taken back"
)
PERSONAL_DATA = (
    PersonalData(
        table="vetting_case",
        columns=(
            "person_id",
            "pathway",
            "is_leap",
            "stage",
            "role_title",
            "decided_on",
            "decision_level",
            "decision_reference",
            "decision_source",
            "submitted_by",
            "decided_by",
        ),
        keep=None,
        after=WITH_CASE,
        words={
            "pathway": _("Pathway"),
            "is_leap": _("Lived experience assessment"),
            "stage": _("Stage"),
            "role_title": _("Role"),
            "decided_on": _("Decided on"),
            "decision_level": _("Level decided"),
            "decision_reference": _("Reference"),
            "decision_source": _("Decided by"),
            "opened_on": _("Opened on"),
            "shown_stage": _("Stage"),
            "stage_since": _("Since"),
        },
        own=("role_title", "opened_on", "shown_stage", "stage_since"),
        codes={"shown_stage": VettingStage},
        label=_("A vetting case: levels, stage, dates, who sent and decided it, the decision's reference"),
    ),
    PersonalData(
        table="vetting_stage_event",
        columns=("person_id", "stage", "happened_on", "account_id"),
        keep=None,
        after=WITH_DECISION,
        words={
            "stage": _("Stage"),
            "happened_on": _("Day"),
        },
        own=(),
        label=_("When a case came to each stage, and by whose hand"),
    ),
    PersonalData(
        table="vetting_chase",
        columns=("person_id", "chased_on", "account_id"),
        keep=None,
        after=WITH_DECISION,
        words={
            "chased_on": _("Day"),
        },
        label=_("When somebody was asked again"),
    ),
    PersonalData(
        table="vetting_reference",
        columns=(
            "person_id",
            "referee_name",
            "referee_email",
            "relation",
            "asked_by",
            "answered_on",
            "known_for",
            "knows_as",
            "reliable",
            "suitable",
        ),
        keep=None,
        after=WITH_DECISION,
        own=(),
        label=_("References: who was asked, their e-mail address, and which answers they chose"),
    ),
    PersonalData(
        table="vetting_document",
        columns=("person_id", "type", "outcome", "seen_on", "seen_by"),
        keep=None,
        after=WITH_DECISION,
        label=_("Which kinds of identity document were seen, when and by whom; never a number or an image"),
    ),
    PersonalData(
        table="vetting_forecast",
        columns=("person_id", "given_on", "came_on"),
        keep=None,
        after=WITH_CASE,
        label=_("When a decision was expected, and when it came"),
    ),
    PersonalData(
        table="vetting_clearance",
        columns=(
            "person_id",
            "level",
            "scope",
            "granted_on",
            "expires_on",
            "reference",
            "revoked_on",
            "confirmed_by",
        ),
        keep=None,
        after=WITH_PERSON,
        words={
            "level": _("Level"),
            "scope": _("Good for"),
            "granted_on": _("Granted on"),
            "expires_on": _("Ends on"),
            "reference": _("Reference"),
            "revoked_on": _("Revoked on"),
        },
        label=_("Clearances: level, where they are good, dates, reference, who confirmed them"),
    ),
    PersonalData(
        table="vetting_training",
        columns=("person_id", "type", "status", "completed_on", "booked_on", "exempted_on", "exempted_by"),
        keep=None,
        after=WITH_PERSON,
        words={
            "type": _("Course"),
            "status": _("State"),
            "completed_on": _("Completed on"),
            "booked_on": _("Booked for"),
        },
        label=_("Training: course, state, dates, who granted an exemption"),
    ),
    PersonalData(
        table="vetting_booking",
        columns=("person_id", "state", "asked_at", "booked_by"),
        keep=None,
        after=WITH_PERSON,
        label=_("Places in training: booked, waited for, attended or not"),
    ),
    PersonalData(
        table="vetting_passport",
        columns=("person_id", "consent", "consented_on", "expires_on", "revoked_on", "made_by"),
        keep=None,
        after=AFTER_PASSPORT,
        label=_("That somebody agreed to show another prison their clearance, until when, or took it back"),
    ),
    PersonalData(
        table="vetting_passport_use",
        columns=("person_id", "by_prison", "used_at"),
        keep=None,
        after=AFTER_PASSPORT,
        label=_("Which prison looked through a clearance passport, and when"),
    ),
    PersonalData(
        table="vetting_recognition",
        columns=("person_id", "level", "deciding_office", "granted_on", "expires_on", "seen_on", "seen_by"),
        keep=None,
        after=WITH_DECISION,
        label=_("What a clearance passport showed of a clearance held elsewhere: level, office, dates"),
    ),
    PersonalData(
        table="vetting_policy",
        columns=("drafted_by", "published_by"),
        keep=None,
        after=_("it stays: cases are judged by the version they were opened under"),
        label=_("Versions of the vetting policy, who drafted them and who put them in force"),
    ),
)
