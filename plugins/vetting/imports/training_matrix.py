"""A training matrix: people down, courses across, and in each cell when somebody did the course."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.sdk import imports
from core.sdk import lazy_gettext as _
from plugins.vetting.enums import TrainingType
from plugins.vetting.imports.cells import TrainingReading, read_completion, read_training
from plugins.vetting.imports.kinds import TrackerKind
from plugins.vetting.imports.people import ORGANISATION, read_person

CommonKind = imports.CommonKind
Field = imports.Field
T = TrainingType
TWO = re.compile(r"\s*(?:&|\+|;|,|\band\b)\s*")
LASTS = re.compile(r"\(?(?:lasts|valid for|validity|duration)\)?:?")
MONTHS = re.compile(r"(\d+) ?m(?:ths?|onths?)?")
YEARS = re.compile(r"(\d+) ?y(?:rs?|ears?)?")


@dataclass(frozen=True, slots=True)
class CourseColumn:
    """A column of the matrix, and the training it stands for."""

    name: str
    type: TrainingType
    headings: tuple[str, ...]

    def field(self) -> imports.Field:
        label = self.type.label
        if self.type is T.OTHER_LOCAL:
            label = _("Another local course")
        return Field(name=self.name, label=label, headings=self.headings)


COURSES = (
    CourseColumn("security", T.SECURITY_INDUCTION, ("Security induction", "Security", "Induction")),
    CourseColumn("keys", T.KEY_TRAINING, ("Key talk", "Keys talk", "Key training", "Keys")),
    CourseColumn("sash", T.SASH_ACCT, ("SASH / ACCT", "SASH", "ACCT", "Suicide and self-harm")),
    CourseColumn("protection", T.PERSONAL_PROTECTION, ("Personal protection", "PPT", "Breakaway")),
    CourseColumn(
        "corruption", T.CORRUPTION_PREVENTION, ("Corruption prev.", "Corruption prevention", "Corruption")
    ),
    CourseColumn(
        "conditioning",
        T.CONDITIONING_MANIPULATION,
        ("Conditioning", "Conditioning and manipulation", "Manipulation"),
    ),
    CourseColumn("violence", T.VIOLENCE_REDUCTION, ("VR", "Violence reduction")),
    CourseColumn("safe_systems", T.SAFE_SYSTEMS_OF_WORK, ("Safe systems", "Safe systems of work", "SSOW")),
    CourseColumn(
        "fire", T.HEALTH_SAFETY_FIRE, ("H&S and fire", "H&S", "Health and safety", "Fire", "Fire safety")
    ),
    CourseColumn("safeguarding", T.SAFEGUARDING, ("Safeguarding",)),
    CourseColumn(
        "information", T.INFORMATION_SECURITY, ("Info security", "Information security", "Data protection")
    ),
    CourseColumn("equality", T.EQUALITY_INCLUSION, ("Equality", "Equality and inclusion", "E&D", "EDI")),
    CourseColumn("prevent", T.PREVENT, ("Prevent",)),
    CourseColumn("prison_life", T.PRISON_LIFE, ("Prison Life",)),
    CourseColumn("local_1", T.OTHER_LOCAL, ("Food hygiene", "Food safety")),
    CourseColumn("local_2", T.OTHER_LOCAL, ("Minibus", "Minibus driving", "Driving")),
    CourseColumn("local_3", T.OTHER_LOCAL, ("First aid", "First aid at work")),
    CourseColumn("local_4", T.OTHER_LOCAL, ("Manual handling",)),
    CourseColumn("local_5", T.OTHER_LOCAL, ("Local induction", "Site induction")),
    CourseColumn("local_6", T.OTHER_LOCAL, ("Local course", "Other training", "Other")),
)
LOCAL = tuple(course.name for course in COURSES if course.type is T.OTHER_LOCAL)
"""Local courses are known by their heading; a heading that is not known can be given one of the last."""


def says_how_long(text: str) -> bool:
    """Say whether a row tells how long the courses last: it is about nobody."""
    return LASTS.fullmatch(imports.fold_phrase(text)) is not None


MATRIX = imports.Layout(
    name="vetting_training_matrix",
    label=_("Training matrix"),
    fields=(
        Field(name="name", label=_("Name"), headings=("Name", "Full name", "Volunteer", "Who")),
        Field(name="surname", label=_("Surname"), headings=("Surname", "Last name", "Family name")),
        Field(name="first_name", label=_("First name"), headings=("First name", "Forename", "Given name")),
        ORGANISATION,
        *(course.field() for course in COURSES),
    ),
    needs=(("name", "surname"), tuple(course.name for course in COURSES)),
    fewest_fields=4,
    skip=says_how_long,
    never=imports.NEVER_READ,
)


def read_row(row: imports.RowReader, context: imports.ImportContext) -> Mapping[str, imports.Plain]:
    """Read one person's row: of each course the state and the day, as a pair."""
    person = read_person(row, missing=CommonKind.MISSING_NAME)
    organisation = row.name("organisation")
    found: dict[str, imports.Plain] = {
        **person,
        "organisation": organisation or None,
        "organisation_key": imports.fold_organisation(organisation),
    }
    for course in COURSES:
        reading = _read_cell(row, course.name, context)
        for kind in reading.kinds:
            # A date that does not exist loses its own cell; the rest of the row is as good as ever.
            row.flag(kind, course.name, cell_only=True)
        if reading.status is not None:
            day = reading.day.isoformat() if reading.day else ""
            found[course.name] = (reading.status.value, day)
    return found


def _read_cell(row: imports.RowReader, field: str, context: imports.ImportContext) -> TrainingReading:
    """Read a cell as a tracker's; two dates are the one day and then the other, of which the later counts."""
    phrase = imports.fold_phrase(row.word(field))
    parts = [imports.read_date_text(part) for part in TWO.split(phrase)] if phrase else []
    days = [part.day for part in parts if part.day is not None]
    if len(parts) > 1 and len(days) == len(parts):
        later = read_completion(imports.DateReading(max(days)), context.as_at)
        return TrainingReading(later.status, later.day, (*later.kinds, TrackerKind.TWO_DATES))
    reading = read_training(row, field, as_at=context.as_at)
    if reading.kinds == (CommonKind.DATE_PLACEHOLDER,):
        return TrainingReading(None, kinds=(TrackerKind.TRAINING_UNRECOGNISED,))
    return reading


def compare_rows(
    table: imports.Table, records: Sequence[imports.Record], context: imports.ImportContext
) -> None:
    """Match people by the words of their names, find who is there twice, and say what local courses are."""
    column = table.columns.get("name") or table.columns.get("surname")
    seen: dict[tuple[tuple[str, ...], str], imports.Record] = {}
    lasting = _lasting(table)
    for record in records:
        words = words_of(record)
        earlier = seen.setdefault((words, record.text("organisation_key")), record)
        if earlier is not record:
            record.same_as = earlier
            record.flag(CommonKind.DUPLICATE_IN_FILE, column)
        if context.people is not None:
            _match(record, context.people.get(words, ()), column)
        for name in LOCAL:
            if name in record.values:
                record.values[f"{name}_title"] = table.columns[name].heading
                record.values[f"{name}_months"] = lasting.get(name)


def words_of(record: imports.Record) -> tuple[str, ...]:
    """Return the words of a name in any order: `Surname, First` and `First Surname` are one."""
    return imports.name_words(f"{record.text('first_name')} {record.text('surname')}")


def _match(record: imports.Record, organisations: Sequence[str], column: imports.Column | None) -> None:
    """Say when nobody here has the name, or several have and the organisation does not tell them apart."""
    if not organisations:
        record.flag(TrackerKind.PERSON_NOT_ON_TRACKER, column)
    elif len(organisations) > 1 and organisations.count(record.text("organisation_key")) != 1:
        record.flag(TrackerKind.PERSON_AMBIGUOUS, column)


def _lasting(table: imports.Table) -> dict[str, int]:
    """Return for how many months each local course is good, where a row of the sheet says so."""
    found: dict[str, int] = {}
    skipped = [row for row in table.sheet.rows if row.number in table.skipped_rows()]
    for row in skipped:
        for name in LOCAL:
            column = table.columns.get(name)
            months = months_of(str(row.value(column.index) or "")) if column else None
            if months:
                found[name] = months
    return found


def months_of(text: str) -> int | None:
    """Read `12m` or `3 yrs` as months; None for anything else."""
    phrase = imports.fold_phrase(text)
    if found := MONTHS.fullmatch(phrase):
        return int(found[1]) or None
    if found := YEARS.fullmatch(phrase):
        return 12 * int(found[1]) or None
    return None
