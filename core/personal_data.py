"""What the core keeps about people, and for how long: the privacy notice says it in these words."""

from __future__ import annotations

from core.imports.undoing import UNDO_FOR
from core.jobs.retention import FAILED_KEPT_FOR
from core.plugins.contribution import PersonalData
from core.reports.jobs import REMEMBERED_FOR
from core.translation import lazy_gettext as _

AFTER_IMPORT = _("the import, the night after if it was given up; the file itself goes within a day")
REMINDERS_STAY = _("the prison's own period is over, which begins when it was done")
LINKS_STAY = _("the prison's own period is over, which begins when the link is dead")
STAYS = _("it stays until whoever runs this website removes it")
CORE_PERSONAL_DATA = (
    PersonalData(
        table="account",
        columns=("issuer", "subject", "name", "email", "language", "last_signed_in_at"),
        keep=None,
        after=STAYS,
        label=_("People who sign in: name, work e-mail address, language, and when they last signed in"),
    ),
    PersonalData(
        table="membership",
        columns=("account_id", "name", "email", "role", "person_id", "starts_on", "ends_on"),
        keep=None,
        after=STAYS,
        label=_("Who has which role in which prison, and the name and address it was given to"),
    ),
    PersonalData(
        table="person",
        columns=(
            "first_name",
            "surname",
            "name_key",
            "sort_key",
            "team",
            "email",
            "status",
            "left_on",
            "note",
        ),
        keep=None,
        after=_("the prison's own period is over, which begins when they left"),
        words={
            "first_name": _("First name"),
            "surname": _("Surname"),
            "team": _("Team"),
            "email": _("E-mail"),
            "status": _("Status"),
            "left_on": _("Left on"),
            "note": _("Note"),
        },
        label=_("Volunteers and staff of partner organisations: name, team, e-mail address, notes"),
    ),
    PersonalData(
        table="person_role",
        columns=("person_id", "kind", "title", "starts_on", "ends_on"),
        keep=None,
        after=_("it stays with the record of the person"),
        words={
            "kind": _("What they are"),
            "title": _("Role"),
            "starts_on": _("From"),
            "ends_on": _("To"),
        },
        label=_("Which roles somebody has: what they are called, and from when to when"),
    ),
    PersonalData(
        table="assignment",
        columns=("person_id", "role_id", "role_title", "starts_on", "ends_on"),
        keep=None,
        after=_("it stays with the record of the person"),
        words={
            "role_title": _("Part"),
            "starts_on": _("From"),
            "ends_on": _("To"),
        },
        label=_("What somebody does in which service, and from when to when"),
    ),
    PersonalData(
        table="partner",
        columns=("note",),
        keep=None,
        after=_("it stays until the prison removes it"),
        label=_("Notes about partner organisations, which may name people"),
    ),
    PersonalData(
        table="partner_contact",
        columns=("name", "email", "phone", "purposes"),
        keep=None,
        after=_("it stays until the prison removes it"),
        label=_("Contacts of partner organisations: name, e-mail address, telephone number, and what for"),
    ),
    PersonalData(
        table="service_status_change",
        columns=("account_id",),
        keep=None,
        after=STAYS,
        label=_("Changes of a service's status, and who recorded them"),
    ),
    PersonalData(
        table="partner_insurance",
        columns=("seen_by",),
        keep=None,
        after=_("it stays with the record of the partner"),
        label=_("Insurance certificates of partners that were seen, and by whom"),
    ),
    PersonalData(
        table="import_row",
        columns=("label", "differences", "source"),
        keep=UNDO_FOR,
        after=AFTER_IMPORT,
        label=_("Rows of a spreadsheet that was imported"),
    ),
    PersonalData(
        table="import_batch",
        columns=("changes",),
        keep=UNDO_FOR,
        after=AFTER_IMPORT,
        label=_("What an import will write or has written, for as long as it can be undone"),
    ),
    PersonalData(
        table="import_plan",
        columns=("requested_by",),
        keep=None,
        after=STAYS,
        label=_("Imports, and who asked for them"),
    ),
    PersonalData(
        table="import_file",
        columns=("name", "uploaded_by"),
        keep=None,
        after=STAYS,
        label=_("Names of imported files, and who uploaded them"),
    ),
    PersonalData(
        table="import_match",
        columns=("key", "ids", "seen"),
        keep=None,
        after=STAYS,
        label=_("Traces of imported rows, to know them again: no names, but figures worked out from them"),
    ),
    PersonalData(
        table="report_file",
        columns=("requested_by", "title"),
        keep=REMEMBERED_FOR,
        after=_("its files were deleted, which happens 7 days after they were made"),
        label=_("Reports, and who asked for them"),
    ),
    PersonalData(
        table="job",
        columns=("requested_by",),
        keep=FAILED_KEPT_FOR,
        after=_("it failed, or 30 days after it was done"),
        label=_("Work that was put off, and who asked for it"),
    ),
    PersonalData(
        table="message",
        columns=(
            "account_id",
            "member_id",
            "person_id",
            "contact_id",
            "address",
            "state",
            "handed_over_at",
            "provider_id",
        ),
        keep=None,
        after=_(
            "the prison's own period is over, which begins when the message was asked for; the address goes "
            "when it has arrived, within seven days"
        ),
        label=_("Messages by mail: to whom, when, and whether they arrived; never what they said"),
    ),
    PersonalData(
        table="reminder_item",
        columns=("person_id", "due_on", "closed_on"),
        keep=None,
        after=REMINDERS_STAY,
        label=_("What somebody has to do, and by when: never what kind of thing"),
    ),
    PersonalData(
        table="reminder_extension",
        columns=("person_id", "from_on", "to_on", "account_id"),
        keep=None,
        after=REMINDERS_STAY,
        label=_("Dates that moved, and who moved them"),
    ),
    PersonalData(
        table="reminder_notice",
        columns=("person_id", "recipient", "due_on", "sent_on"),
        keep=None,
        after=REMINDERS_STAY,
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
        words={"snoozed_on": _("From"), "until": _("To"), "reason": _("Why")},
        label=_("Reminders that were made to wait: until when, why, and who said so"),
    ),
    PersonalData(
        table="mail_reach",
        columns=("account_id", "member_id", "person_id", "contact_id", "digest", "failures"),
        keep=None,
        after=_(
            "mail reached the address again, or the prison's own period is over, which begins when mail "
            "first did not reach it"
        ),
        label=_("Addresses that mail did not reach: whose, and how often"),
    ),
    PersonalData(
        table="link",
        columns=("person_id", "made_by", "expires_at", "revoked_at", "used_at"),
        keep=None,
        after=LINKS_STAY,
        label=_("Secret links: what for, who made them and until when they are good; never the secret"),
    ),
    PersonalData(
        table="link_use",
        columns=("person_id", "used_on", "last_used_at", "uses"),
        keep=None,
        after=LINKS_STAY,
        label=_("On which days a secret link was opened, and how often"),
    ),
    PersonalData(
        table="correction_request",
        columns=(
            "person_id",
            "part",
            "words",
            "asked_by",
            "asked_on",
            "due_on",
            "state",
            "answer",
            "answered_on",
            "answered_by",
        ),
        keep=None,
        after=_("it was answered, and the prison's period for it is over"),
        words={
            "part": _("What"),
            "words": _("What you wrote"),
            "asked_on": _("Asked on"),
            "due_on": _("To be answered by"),
            "state": _("State"),
            "answer": _("Answer"),
            "answered_on": _("Answered on"),
        },
        label=_("Corrections that somebody asked for: what they wrote, and what they were answered"),
    ),
    PersonalData(
        table="retention_hold",
        columns=("person_id", "reference", "placed_by", "reviewed_by", "lifted_by"),
        keep=None,
        after=_("it stays with the record of the person"),
        label=_("Whose records are kept on hold, and who said so"),
    ),
    PersonalData(
        table="retention_period",
        columns=("set_by",),
        keep=None,
        after=STAYS,
        label=_("Who set for how long records are kept"),
    ),
    PersonalData(
        table="retention_run",
        columns=("of_person",),
        keep=None,
        after=_("whose records they were is emptied at once"),
        label=_("Deletions that were asked for"),
    ),
    PersonalData(
        table="tombstone",
        columns=("account_id",),
        keep=None,
        after=_("it proves that records were deleted, and holds nothing of them"),
        label=_("That records were deleted: how many, when, by which rule, and who asked"),
    ),
    PersonalData(
        table="audit_entry",
        columns=("account_id", "before", "after", "person_key"),
        keep=None,
        after=_("nobody can change the trail; of what is deleted it gives up the values"),
        label=_("Who changed what and when, with the values before and after"),
    ),
    PersonalData(
        table="read_entry",
        columns=("account_id", "row_id"),
        keep=None,
        after=_("the trail shows what was done, so nobody can change it"),
        label=_("Who looked at whose record and when"),
    ),
    PersonalData(
        table="export_entry",
        columns=("account_id",),
        keep=None,
        after=_("the trail shows what was done, so nobody can change it"),
        label=_("Who took which list away as a file and when"),
    ),
)
