"""What is kept of telling people: messages, reminders, and links without an account."""

from __future__ import annotations

from core.plugins.contribution import PersonalData
from core.translation import lazy_gettext as _

REMINDERS_STAY = _("the prison's own period is over, which begins when it was done")
LINKS_STAY = _("the prison's own period is over, which begins when the link is dead")
TELLING = (
    PersonalData(
        table="message",
        columns=(
            "account_id",
            "member_id",
            "person_id",
            "contact_id",
            "address",
            "state",
            "state_at",
            "handed_over_at",
            "provider_id",
        ),
        keep=None,
        after=_(
            "the prison's own period is over, which begins when the message was asked for; the address goes "
            "when it has arrived, within seven days"
        ),
        words={
            "address": _("Address"),
            "state": _("State"),
            "state_at": _("In this state since"),
            "handed_over_at": _("Handed over"),
            "provider_id": _("Number of the sending service"),
        },
        label=_("Messages by mail: to whom, when, and whether they arrived; never what they said"),
    ),
    PersonalData(
        table="reminder_item",
        columns=(
            "person_id",
            "owner_id",
            "due_on",
            "closed_on",
        ),
        keep=None,
        after=REMINDERS_STAY,
        words={
            "due_on": _("Due on"),
            "closed_on": _("Done on"),
        },
        label=_("What somebody has to do, and by when: never what kind of thing"),
    ),
    PersonalData(
        table="reminder_extension",
        columns=(
            "person_id",
            "from_on",
            "to_on",
            "noticed_on",
            "account_id",
        ),
        keep=None,
        after=REMINDERS_STAY,
        words={
            "from_on": _("From"),
            "to_on": _("To"),
            "noticed_on": _("Noticed on"),
        },
        label=_("Dates that moved, and who moved them"),
    ),
    PersonalData(
        table="reminder_notice",
        columns=(
            "person_id",
            "recipient",
            "told",
            "due_on",
            "sent_on",
            "code",
        ),
        keep=None,
        after=REMINDERS_STAY,
        words={
            "recipient": _("To"),
            "told": _("Who was told"),
            "due_on": _("Due on"),
            "sent_on": _("Sent on"),
            "code": _("What came of it"),
        },
        label=_("Who was reminded, and when"),
    ),
    PersonalData(
        table="reminder_refusal",
        columns=("person_id", "since", "lifted_on"),
        keep=None,
        after=_("it stays with the person's record, and goes with it"),
        words={"since": _("From"), "lifted_on": _("To")},
        label=_("That somebody asked not to be reminded by mail"),
    ),
    PersonalData(
        table="reminder_snooze",
        columns=("person_id", "snoozed_on", "until", "reason", "account_id", "ended_on"),
        keep=None,
        after=REMINDERS_STAY,
        words={
            "snoozed_on": _("From"),
            "until": _("To"),
            "reason": _("Why"),
            "ended_on": _("Ended on"),
        },
        label=_("Reminders that were made to wait: until when, why, and who said so"),
    ),
    PersonalData(
        table="mail_reach",
        columns=(
            "account_id",
            "member_id",
            "person_id",
            "contact_id",
            "digest",
            "failures",
            "stopped_at",
        ),
        keep=None,
        after=_(
            "mail reached the address again, or the prison's own period is over, which begins when mail "
            "first did not reach it"
        ),
        words={
            "failures": _("How often mail did not arrive"),
            "stopped_at": _("Stopped on"),
        },
        label=_("Addresses that mail did not reach: whose, and how often"),
    ),
    PersonalData(
        table="link",
        columns=("person_id", "made_by", "expires_at", "revoked_at", "used_at"),
        keep=None,
        after=LINKS_STAY,
        words={
            "expires_at": _("Good until"),
            "revoked_at": _("Taken back on"),
            "used_at": _("Used on"),
        },
        label=_("Secret links: what for, who made them and until when they are good; never the secret"),
    ),
    PersonalData(
        table="link_use",
        columns=("person_id", "used_on", "last_used_at", "uses"),
        keep=None,
        after=LINKS_STAY,
        words={
            "used_on": _("Day"),
            "last_used_at": _("Last used"),
            "uses": _("How often"),
        },
        label=_("On which days a secret link was opened, and how often"),
    ),
)
