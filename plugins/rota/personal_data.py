"""What the rota keeps about people: when they are expected, when they came, and when they are away."""

from __future__ import annotations

from core.sdk import PersonalData
from core.sdk import lazy_gettext as _

WITH_PERSON = _("it stays with the record of the person")
PERSONAL_DATA = (
    PersonalData(
        table="rota_regular",
        columns=("person_id", "first_on", "last_on"),
        keep=None,
        after=WITH_PERSON,
        words={
            "first_on": _("From"),
            "last_on": _("To"),
        },
        label=_("Which sessions somebody comes to regularly, and from when to when"),
    ),
    PersonalData(
        table="rota_stand_in",
        columns=("person_id",),
        keep=None,
        after=WITH_PERSON,
        label=_("At which sessions somebody stood in"),
    ),
    PersonalData(
        table="rota_absence",
        columns=("person_id", "first_on", "last_on", "recorded_by"),
        keep=None,
        after=WITH_PERSON,
        words={
            "first_on": _("From"),
            "last_on": _("To"),
        },
        label=_("On which days somebody is away; never why"),
    ),
    PersonalData(
        table="rota_visit",
        columns=(
            "person_id",
            "held_on",
            "code",
            "answer",
            "answered_at",
            "outcome",
            "cause",
            "arrived_at",
            "left_at",
            "dropped_at",
        ),
        keep=None,
        after=WITH_PERSON,
        words={
            "held_on": _("Day"),
            "code": _("Code on the sheet"),
            "answer": _("Answer at the gate"),
            "answered_at": _("Answered on"),
            "outcome": _("Outcome"),
            "cause": _("Cause"),
            "arrived_at": _("Arrived at"),
            "left_at": _("Left at"),
            "dropped_at": _("Taken off the list on"),
        },
        label=_("On which days somebody was expected and came in"),
    ),
    PersonalData(
        table="rota_gate_list",
        columns=("made_by",),
        keep=None,
        after=_("the prison's own period is over, which begins on the day of the list"),
        label=_("Who made the gate list of a day"),
    ),
)
