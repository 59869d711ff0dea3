"""The vetting tracker: one row for each person, from the form sent out to the end of the clearance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from core.sdk import imports
from core.sdk import lazy_gettext as _
from plugins.vetting.enums import VettingLevel, VettingStage
from plugins.vetting.imports.cells import (
    StatusReading,
    read_level,
    read_status,
    read_training,
    status_without_reason,
)
from plugins.vetting.imports.kinds import TrackerKind
from plugins.vetting.imports.people import (
    ORGANISATION,
    ROLE,
    check_organisation,
    name_key,
    read_person,
)
from plugins.vetting.imports.words import LEVELS_WITHOUT_END

CommonKind = imports.CommonKind
Field = imports.Field

ENDED_WITHOUT = frozenset({VettingStage.REFUSED, VettingStage.WITHDRAWN})
"""Stages in which there is no clearance, and so no end of one."""

TRACKER = imports.Layout(
    name="vetting_tracker",
    label=_("Vetting tracker"),
    fields=(
        Field(name="surname", label=_("Surname"), headings=("Surname", "Last name", "Family name")),
        Field(
            name="first_name",
            label=_("First name"),
            headings=("First name", "First name(s)", "First names", "Forename", "Forename(s)", "Given name"),
        ),
        Field(
            name="name",
            label=_("Name"),
            headings=("Name", "Full name", "Volunteer", "Applicant", "Name of volunteer"),
        ),
        ORGANISATION,
        ROLE,
        Field(
            name="level",
            label=_("Level"),
            headings=("Level", "Vetting level", "Clearance level", "Clearance", "Type of check", "Check"),
        ),
        Field(
            name="form_sent",
            label=_("Form sent out"),
            headings=("Date form sent", "Form sent", "Form sent out", "Date form out", "Forms sent"),
        ),
        Field(
            name="sent",
            label=_("Sent to the vetting team"),
            headings=("Sent to SSCL", "To SSCL", "SSCL", "Date sent to SSCL", "Submitted", "Date submitted"),
        ),
        Field(
            name="status",
            label=_("Status"),
            headings=("Cleared?", "Cleared", "Status", "Vetting status", "Outcome", "Stage"),
            keep=status_without_reason,
        ),
        Field(
            name="expires",
            label=_("Clearance ends"),
            headings=(
                "Clearance expires",
                "Expires",
                "Expiry",
                "Expiry date",
                "Clearance expiry",
                "Valid until",
            ),
        ),
        Field(
            name="days_left",
            label=_("Days left"),
            headings=("Days left", "Days to expiry", "Days remaining"),
            left_out=_("Worked out from the end date, here as in your spreadsheet."),
        ),
        Field(
            name="key_talk",
            label=_("Key talk"),
            headings=("Key talk", "Keys talk", "Key training", "Key talk date"),
        ),
        Field(
            name="sash",
            label=_("SASH / ACCT"),
            headings=("SASH/ACCT", "SASH", "ACCT", "SASH training", "ACCT training"),
        ),
        Field(name="notes", label=_("Notes"), headings=("Notes", "Note", "Comments", "Comment", "Remarks")),
    ),
    needs=(("surname", "name"), ("status",)),
    fewest_fields=4,
    never=imports.NEVER_READ,
)


def read_row(row: imports.RowReader, context: imports.ImportContext) -> Mapping[str, imports.Plain]:
    """Read one person's row."""
    person = read_person(row, missing=TrackerKind.MISSING_SURNAME)
    organisation = check_organisation(row, context)
    level = read_level(row.text("level"))
    if level.kind is not None:
        row.flag(level.kind, "level")
    form_sent, sent = row.date("form_sent"), row.date("sent")
    if form_sent and sent and sent < form_sent:
        row.flag(TrackerKind.DATES_OUT_OF_ORDER, "sent")
    status = _read_status(row, sent=sent is not None)
    expires = _read_expiry(row, status, level.levels)
    return {
        **person,
        "organisation": organisation or None,
        "organisation_key": imports.fold_organisation(organisation),
        "role": row.text("role") or None,
        "levels": tuple(code.value for code in level.levels),
        "form_sent_on": form_sent,
        "sent_on": sent,
        "stage": status.stage.value if status.stage else None,
        "cleared_on": status.cleared_on,
        "expires_on": expires,
        **_read_training(row, "key_talk", context.as_at),
        **_read_training(row, "sash", context.as_at),
        "notes": row.note("notes") or None,
    }


def _read_status(row: imports.RowReader, *, sent: bool) -> StatusReading:
    text = row.word("status")
    if imports.has_sensitive_words(text):
        row.flag(CommonKind.SENSITIVE_TEXT, "status")
    status = read_status(text, sent=sent)
    if status.kind is not None:
        row.flag(status.kind, "status")
    return status


def _read_expiry(
    row: imports.RowReader,
    status: StatusReading,
    levels: tuple[VettingLevel, ...],
) -> date | None:
    """Read the end of the clearance against the status, the day of the clearance and the level."""
    expires = row.date("expires")
    if expires is None:
        blank = row.date_reading("expires").kind in {None, CommonKind.DATE_PLACEHOLDER}
        runs_out = any(level not in LEVELS_WITHOUT_END for level in levels)
        if blank and runs_out and status.stage is VettingStage.APPROVED:
            row.flag(TrackerKind.CLEARED_WITHOUT_EXPIRY, "expires")
        return None
    if status.stage in ENDED_WITHOUT:
        row.flag(TrackerKind.STATUS_CONFLICT, "expires")
        return None
    if status.cleared_on and expires < status.cleared_on:
        row.flag(TrackerKind.EXPIRY_BEFORE_CLEARANCE, "expires")
    return expires


def _read_training(row: imports.RowReader, field: str, as_at: date) -> Mapping[str, imports.Plain]:
    reading = read_training(row, field, as_at=as_at)
    for kind in reading.kinds:
        row.flag(kind, field)
    return {f"{field}_status": reading.status.value if reading.status else None, f"{field}_on": reading.day}


def compare_rows(
    table: imports.Table,
    records: Sequence[imports.Record],
    context: imports.ImportContext,
) -> None:
    """Find the same record, the same person at another level, and names with the same words."""
    del context
    column = table.columns.get("surname") or table.columns.get("name")
    levels_held: dict[tuple[str, str], dict[imports.Plain, imports.Record]] = {}
    words_seen: dict[tuple[str, ...], imports.Record] = {}
    for record in records:
        person = (name_key(record), record.text("organisation_key"))
        words = imports.name_words(f"{record.text('first_name')} {record.text('surname')}")
        level = record.values.get("levels")
        if level in levels_held.get(person, {}):
            record.same_as = levels_held[person][level]
            record.flag(CommonKind.DUPLICATE_IN_FILE, column)
        elif person in levels_held:
            record.flag(TrackerKind.SAME_PERSON_OTHER_LEVEL, column)
        elif words in words_seen:
            record.flag_possible_duplicate(words_seen[words], column)
        levels_held.setdefault(person, {}).setdefault(level, record)
        words_seen.setdefault(words, record)
