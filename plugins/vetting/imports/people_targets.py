"""The rows of a person and their role, as a tracker or a list of leavers wants them."""

from __future__ import annotations

from core.sdk import PersonKind, PersonStatus, imports, translate
from plugins.vetting.imports.index import PeopleIndex

Ids = imports.Ids
Record = imports.Record
Target = imports.Target
Values = imports.Values


def partner_of(index: PeopleIndex, record: Record) -> str | None:
    """Return the id of the record's partner, as text; None for an organisation that is not one."""
    return index.partners.get(record.text("organisation_key"))


def person_target(index: PeopleIndex, record: Record, ids: Ids) -> Target:
    """Return the person; an organisation that is no partner is kept in the note, to be matched by hand."""
    values: Values = {**_name(record), "partner_id": partner_of(index, record), "team": record.section}
    values["note"] = _note(index, record)
    return _person(index, record, ids, values, {"status": PersonStatus.CURRENT.value})


def _name(record: Record) -> Values:
    first, surname = record.text("first_name"), record.text("surname")
    return {
        "first_name": first,
        "surname": surname,
        "name_key": imports.fold_name(f"{first} {surname}"),
    }


def _note(index: PeopleIndex, record: Record) -> str | None:
    lines = [record.text("notes")]
    organisation = record.text("organisation")
    if organisation and partner_of(index, record) is None:
        lines.append(translate("Organisation in the list: {name}").format(name=organisation))
    return "\n".join(filter(None, lines)) or None


def _person(index: PeopleIndex, record: Record, ids: Ids, values: Values, fixed: Values) -> Target:
    index.people[index.person_of(record)] = ids.setdefault("person", imports.new_id())
    return Target("person", "person", values, fixed)


def role_target(index: PeopleIndex, record: Record, ids: Ids) -> Target:
    """Return what the person does: a role without an end."""
    values: Values = {"title": record.text("role") or None}
    return _role(index, record, ids, values)


def _role(index: PeopleIndex, record: Record, ids: Ids, values: Values) -> Target:
    fixed: Values = {
        "person_id": ids["person"],
        "partner_id": partner_of(index, record),
        "kind": PersonKind.VOLUNTEER.value,
    }
    if "role" not in ids:
        ids["role"] = imports.new_id()
        index.roles[ids["person"]].append((ids["role"], {**fixed, **values}))
    return Target("role", "person_role", values, fixed)


def leaver_targets(index: PeopleIndex, record: Record, ids: Ids) -> list[Target]:
    """Return the person who left, and the role that ended.

    Whoever is on the tracker as well has left one role and has another: they stay.
    """
    left = imports.as_json(record.values.get("left_on"))
    gone: Values = {
        "status": PersonStatus.LEFT.value,
        "left_on": left,
        "pass_returned": imports.as_json(record.values.get("pass_returned")),
    }
    is_new = "person" not in ids
    stays = record.has(imports.CommonKind.ALSO_ON_OTHER_SHEET)
    name: Values = {**_name(record), "partner_id": partner_of(index, record)}
    if stays and is_new:
        name["note"] = _note(index, record)
    person = _person(
        index,
        record,
        ids,
        {} if stays else {**name, **gone, "note": _note(index, record)},
        {**name, **gone} if stays else {},
    )
    return [person, _role(index, record, ids, {"title": record.text("role") or None, "ends_on": left})]
