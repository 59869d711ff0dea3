"""The form of a draft's targets, alerts and reminders, and of how long things wait."""

from __future__ import annotations

from collections.abc import Iterator

from core.sdk import Text, pages, translate
from core.sdk import lazy_gettext as _
from plugins.vetting.enums import LivedExperience, ReminderRecipient
from plugins.vetting.pages.policy.drafts import Row, draft_form, draft_of

ALERTS, REMINDERS, STEPS = 3, 4, 5
"""For how many the form has room at least."""


def _fields(data: pages.Data, _request: pages.PageRequest) -> tuple[pages.Field, ...]:
    draft = draft_of(data)
    return (
        pages.RadioField(
            name="route", label=_("Route for lived experience"), choices=pages.each_of(LivedExperience)
        ),
        _number("targetWorkingDays", _("Target for a decision, in working days"), 1, 250),
        *_several("alertPercents", max(ALERTS, len(draft["alertPercents"])), 500),
        *_several("renewalReminderDays", max(REMINDERS, len(draft["renewalReminderDays"])), 1500),
        *_ladder(max(STEPS, len(draft["ladder"]))),
        _number("lapseAfterDays", _("Days of silence after which a case lapses"), 1, 1500),
        _number("referencesNeeded", _("References that a case wants"), 0, 10),
    )


def _number(name: str, label: Text, least: int, most: int) -> pages.NumberField:
    return pages.NumberField(name=name, label=label, least=least, most=most)


def _several(name: str, count: int, most: int) -> Iterator[pages.Field]:
    words = {
        "alertPercents": translate("Alert {number}, in per cent of the target"),
        "renewalReminderDays": translate("Reminder {number}, in days before the end"),
    }[name]
    for number in range(1, count + 1):
        yield pages.NumberField(
            name=f"{name}_{number}",
            label=words.format(number=number),
            argument=name if number == 1 else "",
            least=1,
            most=most,
            required=number == 1,
        )


def _ladder(count: int) -> Iterator[pages.Field]:
    for number in range(1, count + 1):
        yield pages.NumberField(
            name=f"after_{number}",
            label=translate("Step {number} of the ladder: after how many working days").format(number=number),
            argument="ladder" if number == 1 else "",
            least=1,
            most=250,
            required=False,
        )
        yield pages.SelectField(
            name=f"recipient_{number}",
            label=translate("Step {number} of the ladder: who is reminded").format(number=number),
            choices=pages.each_of(ReminderRecipient),
            required=False,
        )


def _now(draft: Row) -> pages.Form:
    single = ("route", "targetWorkingDays", "lapseAfterDays", "referencesNeeded")
    return {
        **{name: draft[name] for name in single},
        **{
            f"{name}_{number}": value
            for name in ("alertPercents", "renewalReminderDays")
            for number, value in enumerate(draft[name], start=1)
        },
        **{f"after_{place}": step["afterWorkingDays"] for place, step in enumerate(draft["ladder"], start=1)},
        **{f"recipient_{place}": step["recipient"] for place, step in enumerate(draft["ladder"], start=1)},
    }


def _given(form: pages.Form, name: str) -> list[object]:
    """Return the answers to the questions of one kind, in their order, without those left empty."""
    return [value for key, value in form.items() if key.startswith(f"{name}_") and value is not None]


def _arguments(form: pages.Form) -> pages.Variables:
    places = [name.removeprefix("after_") for name in form if name.startswith("after_")]
    steps = [(form[f"after_{place}"], form[f"recipient_{place}"]) for place in places]
    return {
        "clock": {
            "route": form["route"],
            "targetWorkingDays": form["targetWorkingDays"],
            "alertPercents": _given(form, "alertPercents"),
            "renewalReminderDays": _given(form, "renewalReminderDays"),
            "lapseAfterDays": form["lapseAfterDays"],
            "referencesNeeded": form["referencesNeeded"],
            "ladder": [
                {"afterWorkingDays": after, "recipient": recipient or ReminderRecipient.COORDINATOR.value}
                for after, recipient in steps
                if after is not None
            ],
        }
    }


CHANGE_CLOCK = draft_form("clock", _("Targets, alerts and reminders"), _fields, _now, _arguments, dense=True)
