"""The sheet of people who have left, beside the tracker."""

from __future__ import annotations

from collections.abc import Mapping

from core.sdk import imports
from core.sdk import lazy_gettext as _
from plugins.vetting.imports.kinds import TrackerKind
from plugins.vetting.imports.people import ORGANISATION, ROLE, check_organisation, read_person
from plugins.vetting.imports.words import RETURNED

Field = imports.Field

LEAVERS = imports.Layout(
    name="vetting_leavers",
    label=_("People who have left"),
    fields=(
        Field(name="surname", label=_("Surname"), headings=("Surname", "Last name", "Family name")),
        Field(
            name="first_name",
            label=_("First name"),
            headings=("First name", "First name(s)", "First names", "Forename", "Forename(s)"),
        ),
        Field(name="name", label=_("Name"), headings=("Name", "Full name", "Volunteer")),
        ORGANISATION,
        ROLE,
        Field(
            name="left",
            label=_("Left on"),
            headings=("Left", "Date left", "Left on", "Leaving date", "Leave date", "End date", "Finished"),
        ),
        Field(
            name="returned",
            label=_("Pass and keys returned"),
            headings=(
                *(
                    "Pass / keys back?",
                    "Pass back",
                    "Keys back",
                    "Pass returned",
                    "Keys returned",
                    "ID returned",
                ),
                *("Pass and keys returned",),
            ),
        ),
        Field(
            name="why",
            label=_("Why they left"),
            headings=("Why", "Reason", "Reason for leaving", "Why left", "Leaving reason"),
            left_out=_("Why a person left is theirs to say. It is not kept."),
        ),
    ),
    needs=(("surname", "name"), ("left",)),
    fewest_fields=3,
    never=imports.NEVER_READ,
)


def read_row(row: imports.RowReader, context: imports.ImportContext) -> Mapping[str, imports.Plain]:
    """Read one person who has left."""
    person = read_person(row, missing=imports.CommonKind.MISSING_NAME)
    organisation = check_organisation(row, context)
    return {
        **person,
        "organisation": organisation or None,
        "organisation_key": imports.fold_organisation(organisation),
        "role": row.text("role") or None,
        "left_on": row.date("left"),
        "pass_returned": _read_returned(row),
    }


def _read_returned(row: imports.RowReader) -> bool | None:
    """Read whether the pass came back; any other words than a yes are a no, and blank says nothing."""
    text = row.word("returned")
    if not text:
        return None
    returned = RETURNED.meaning_of(text) is True
    if not returned:
        row.flag(TrackerKind.PASS_NOT_RETURNED, "returned")
    return returned
