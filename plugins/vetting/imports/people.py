"""What both sheets of a tracker say of a person: the name, the organisation and the role."""

from __future__ import annotations

from collections.abc import Mapping

from core.sdk import imports
from core.sdk import lazy_gettext as _
from plugins.vetting.imports.kinds import TrackerKind

Field = imports.Field

ORGANISATION = Field(
    name="organisation",
    label=_("Organisation"),
    headings=(
        "Org",
        "Organisation",
        "Organisation name",
        "Partner",
        "Agency",
        "Group",
        "Charity",
        "Provider",
    ),
)
ROLE = Field(
    name="role",
    label=_("Role"),
    headings=("Role", "Job title", "Position", "Volunteer role", "What they do"),
)


def split_name(text: str) -> tuple[str, str]:
    """Return surname and first names of a name written `Surname, First` or `First Surname`."""
    if "," in text:
        surname, _comma, first = text.partition(",")
        return surname.strip(), first.strip()
    first, _space, surname = text.rpartition(" ")
    return surname.strip(), first.strip()


def read_person(row: imports.RowReader, *, missing: imports.Kind) -> Mapping[str, imports.Plain]:
    """Read the name, from two columns or from one; without a surname the row is rejected."""
    if row.has_column("surname"):
        surname, first_name = row.name("surname"), row.name("first_name")
        if not first_name:
            row.flag(TrackerKind.FIRST_NAME_MISSING, "first_name")
        if not imports.fold_name(surname):
            row.flag(missing, "surname")
    else:
        surname, first_name = split_name(row.name("name"))
        if not imports.fold_name(surname):
            row.flag(missing, "name")
        elif not first_name:
            row.flag(TrackerKind.FIRST_NAME_MISSING, "name")
    return {"surname": surname, "first_name": first_name}


def name_key(record: imports.Record) -> str:
    """Return what two rows about people of the same name have in common."""
    return f"{imports.fold_name(record.text('surname'))}|{imports.fold_name(record.text('first_name'))}"


def called(record: imports.Record) -> str:
    """Say whom a row is about: `Hale, Maria (Bridge Trust)`."""
    name = ", ".join(filter(None, (record.text("surname"), record.text("first_name"))))
    organisation = record.text("organisation")
    return f"{name} ({organisation})" if organisation else name


def check_organisation(row: imports.RowReader, context: imports.ImportContext) -> str:
    """Read the organisation, noting when there is none or when it is not among the prison's partners."""
    organisation = row.name("organisation")
    key = imports.fold_organisation(organisation)
    if not key:
        row.flag(imports.CommonKind.ORGANISATION_MISSING, "organisation")
        return ""
    if context.organisations is not None and key not in context.organisations:
        row.flag(imports.CommonKind.ORGANISATION_UNKNOWN, "organisation")
    return organisation
