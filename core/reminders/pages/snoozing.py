"""Letting a reminder wait, with a reason from a list, and ending that."""

from __future__ import annotations

from collections.abc import Sequence

from core.pages import (
    Data,
    Date,
    DateField,
    FormPage,
    Link,
    Outcome,
    PageRequest,
    RadioField,
    Section,
    Table,
    Words,
    each_of,
    long_date,
    url,
)
from core.pages.dates import day_of
from core.reminders.enums import SnoozeReason
from core.reminders.pages.words import DOCUMENTS
from core.reminders.permissions import REMINDER_SNOOZE
from core.translation import Text, translate
from core.translation import lazy_gettext as _


def paused(data: Data) -> Sequence[Section]:
    """Show what waits because the desk said so, with the way to end that."""
    rows = data["reminderSnoozes"]["nodes"]
    if not rows:
        return ()
    table = Table(
        caption=_("Not told for the time being"),
        headings=(_("What"), _("About"), _("Told again from"), _("Why"), _("By"), _("Change")),
        rows=tuple(
            (
                Words(translate(row["title"])),
                Words(row["personName"] or ""),
                Date(row["until"]),
                Words(SnoozeReason(row["reason"]).label),
                Words(row["byName"] or ""),
                Link(_("Tell them again"), url("core.end_snooze", snooze_id=row["id"])),
            )
            for row in rows
        ),
    )
    return (
        Section(
            heading=_("Not told for the time being"),
            text=_("When these are due did not move."),
            table=table,
        ),
    )


def _lead(data: Data, _request: PageRequest) -> Text:
    due = data["reminderDue"]
    said = translate("Due on {day}, and that stays so. Nobody is reminded of it until the day you give.")
    whom = due["personName"] or due["partnerName"]
    said = said.format(day=long_date(day_of(due["dueOn"])))
    return f"{whom}. {said}" if whom else said


def _snoozed(data: Data, _request: PageRequest) -> Outcome:
    day = long_date(day_of(data["snoozeReminder"]["until"]))
    return Outcome(
        url("core.reminders_ahead"), translate("Nobody is reminded of it until {day}.").format(day=day)
    )


SNOOZE = FormPage(
    name="core.snooze",
    path="/reminders/coming/{name:str}/{subject_id:uuid}/wait",
    title=_("Let a reminder wait"),
    heading=lambda data, _request: translate("Let it wait: {title}").format(
        title=data["reminderDue"]["title"]
    ),
    permission=REMINDER_SNOOZE,
    document=DOCUMENTS["reminder_due"],
    variables=lambda request: {"name": request.path["name"], "subjectId": request.path["subject_id"]},
    found="reminderDue",
    lead=_lead,
    mutation=DOCUMENTS["snooze"],
    fields=(
        DateField(
            name="until",
            label=_("From which day are they told again?"),
            hint=_("Within the next 60 days, for example 27 3 2027."),
        ),
        RadioField(
            name="reason",
            label=_("Why does it wait?"),
            choices=each_of(SnoozeReason),
        ),
    ),
    arguments=lambda form, request: {
        "given": {
            "name": request.path["name"],
            "subjectId": request.path["subject_id"],
            "until": form["until"].isoformat(),  # type: ignore[union-attr]
            "reason": form["reason"],
        }
    },
    success=_snoozed,
    submit=_("Let it wait"),
    back=lambda _data, _request: url("core.reminders_ahead"),
)


def _again(data: Data, _request: PageRequest) -> Text:
    title = data["reminderSnooze"]["title"]
    return translate(
        "{title}: reminders go out again from the next working day on, those that were missed among them."
    ).format(title=translate(title))


END = FormPage(
    name="core.end_snooze",
    path="/reminders/waiting/{snooze_id:uuid}/end",
    title=_("Tell them again?"),
    permission=REMINDER_SNOOZE,
    document=DOCUMENTS["snoozed"],
    variables=lambda request: {"id": request.path["snooze_id"]},
    found="reminderSnooze",
    lead=_again,
    mutation=DOCUMENTS["end_snooze"],
    arguments=lambda _form, request: {"id": request.path["snooze_id"]},
    success=lambda _data, _request: Outcome(url("core.reminders_ahead"), translate("They are told again.")),
    submit=_("Tell them again"),
    back=lambda _data, _request: url("core.reminders_ahead"),
)
