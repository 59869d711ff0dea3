"""What importing a training matrix writes: training of people who are here, and people who are not yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from core.sdk import AccountId, PersonStatus, Text, fold_name, imports, long_date, translate
from plugins.vetting import rules
from plugins.vetting.enums import TrainingStatus, TrainingType
from plugins.vetting.imports.people import called
from plugins.vetting.imports.planning import policies_in
from plugins.vetting.imports.training_matrix import COURSES, CourseColumn, words_of
from plugins.vetting.imports.wording import LABELS, show_code
from plugins.vetting.policy import Policy, policy_in_force

Ids = imports.Ids
PlannedTable = imports.PlannedTable
Record = imports.Record
Target = imports.Target
Values = imports.Values
S = TrainingStatus
ROW = "row"
"""The first row that a line of the matrix became: by it the line is known again."""
UNFINISHED = frozenset({S.REQUIRED.value, S.BOOKED.value})


class MatrixPlanner:
    """Compares rows of a matrix with the prison's people and what they have learnt."""

    tables = (
        PlannedTable(name="partner", is_written=False, reads=("name", "name_key")),
        PlannedTable(name="person", unique=("name_key", "partner_id")),
        PlannedTable(name="vetting_course", unique=("title_key",)),
        PlannedTable(name="vetting_training"),
        PlannedTable(name="vetting_policy", is_written=False),
    )

    def __init__(self, as_at: date, _account_id: AccountId) -> None:
        self._as_at = as_at
        self._policy: Policy
        self._rows: imports.Existing
        self._partners: dict[str, str] = {}
        self._people: dict[tuple[str, ...], list[tuple[str, str]]] = defaultdict(list)
        self._courses: dict[str, str] = {}
        self._trainings: dict[tuple[str, str, str], list[str]] = defaultdict(list)

    def prepare(self, existing: imports.Existing) -> imports.ImportContext:
        self._rows = existing
        self._policy = policy_in_force(policies_in(existing), self._as_at)
        self._partners = {str(row["name_key"]): key for key, row in existing.rows["partner"].items()}
        names = {row_id: key for key, row_id in self._partners.items()}
        for row_id, row in sorted(existing.rows["person"].items()):
            words = imports.name_words(f"{row['first_name']} {row['surname']}")
            self._people[words].append((row_id, names.get(str(row.get("partner_id")), "")))
        self._courses = {
            str(row["title_key"]): row_id for row_id, row in existing.rows["vetting_course"].items()
        }
        for row_id, row in sorted(existing.rows["vetting_training"].items()):
            self._trainings[_place(row)].append(row_id)
        people = {words: tuple(key for _id, key in found) for words, found in self._people.items()}
        return imports.ImportContext(
            as_at=self._as_at, organisations=frozenset(self._partners), people=people
        )

    def key(self, layout: str, record: Record) -> str:
        del layout
        return f"{' '.join(words_of(record))}|{record.text('organisation_key')}"

    def label(self, layout: str, record: Record) -> str:
        del layout
        return called(record)

    def primary(self, layout: str) -> str:
        del layout
        return ROW

    def find(self, layout: str, record: Record) -> Ids:
        """Return the one person of that name, told apart by the organisation where several have it."""
        del layout
        found = self._people.get(words_of(record), [])
        if len(found) > 1:
            found = [one for one in found if one[1] == record.text("organisation_key")]
        return {"person": found[0][0]} if len(found) == 1 else {}

    def targets(self, layout: str, record: Record, ids: Ids) -> Sequence[Target]:
        del layout
        found = [] if "person" in ids else [self._person(record, ids)]
        for course in COURSES:
            if isinstance(record.values.get(course.name), tuple):
                found += self._course(course, record, ids)
        ids.setdefault(ROW, next((ids[one.alias] for one in reversed(found)), ids["person"]))
        return sorted(found, key=_order)

    def _person(self, record: Record, ids: Ids) -> Target:
        """Return somebody whom this prison does not have yet, or whom only a person can tell apart."""
        first, surname = record.text("first_name"), record.text("surname")
        ids["person"] = imports.new_id()
        fixed: Values = {
            "first_name": first,
            "surname": surname,
            "name_key": fold_name(f"{first} {surname}"),
            "partner_id": self._partners.get(record.text("organisation_key")),
            "status": PersonStatus.CURRENT.value,
        }
        return Target("person", "person", {}, fixed)

    def _course(self, course: CourseColumn, record: Record, ids: Ids) -> Iterator[Target]:
        status, day = _cell(record, course.name)
        course_id = None
        if course.type is TrainingType.OTHER_LOCAL:
            local = self._local(course, record, ids)
            course_id = ids[local.alias]
            yield local
        alias = f"training.{course.name}"
        place = (ids["person"], course.type.value, course_id or "")
        if alias not in ids:
            chosen = self._chosen(place, status, day)
            if chosen is None:
                return
            ids[alias] = chosen or imports.new_id()
            if not chosen:
                self._trainings[place].append(ids[alias])
        yield Target(
            alias,
            "vetting_training",
            self._training(course, status, day, record),
            {
                "person_id": ids["person"],
                "partner_id": self._partner_of(ids["person"], record),
                "type": course.type.value,
                "course_id": course_id,
            },
        )

    def _partner_of(self, person_id: str, record: Record) -> imports.Json:
        row = self._rows.row("person", person_id)
        return row.get("partner_id") if row else self._partners.get(record.text("organisation_key"))

    def _local(self, course: CourseColumn, record: Record, ids: Ids) -> Target:
        """Return a course of the prison's own: its title tells it from the others."""
        title = record.text(f"{course.name}_title")
        key, alias = fold_name(title), f"course.{course.name}"
        months = record.values.get(f"{course.name}_months")
        ids[alias] = self._courses.setdefault(key, imports.new_id())
        fixed: Values = {
            "type": course.type.value,
            "title": title,
            "title_key": key,
            "length_minutes": None,
            "validity_months": months if isinstance(months, int) else None,
            "prerequisites": [],
            "suits": [],
        }
        return Target(alias, "vetting_course", {}, fixed)

    def _training(
        self, course: CourseColumn, status: TrainingStatus, day: date | None, record: Record
    ) -> Values:
        done = day if status is S.COMPLETED else None
        months = record.values.get(f"{course.name}_months")
        ends = None
        if done is not None:
            lasting = months if isinstance(months, int) else None
            ends = rules.trained_until(course.type, done, lasting, self._policy)
        return {
            "status": status.value,
            "completed_on": imports.as_json(done),
            "booked_on": imports.as_json(day if status is S.BOOKED else None),
            "expires_on": imports.as_json(ends),
        }

    def _chosen(self, place: tuple[str, str, str], status: TrainingStatus, day: date | None) -> str | None:
        """Return the record that a cell speaks of, '' for a new one, None where the one here says more."""
        known = self._trainings[place]
        rows = [(row_id, self._rows.row("vetting_training", row_id) or {}) for row_id in known]
        unfinished = [row_id for row_id, row in rows if row.get("status") in UNFINISHED]
        same = [row_id for row_id, row in rows if row.get("status") == status.value]
        done = {row_id: row.get("completed_on") for row_id, row in rows if row.get("status") == S.COMPLETED}
        if status is S.COMPLETED:
            return _done_before(done, imports.as_json(day), unfinished)
        if status is S.REQUIRED and known:
            # A list goes on saying "due" after a place was booked, or the training done, here.
            return same[0] if same else None
        if status is S.EXEMPT and same:
            return same[-1]
        return next(iter(unfinished), "")

    def describe(self, table: str, column: str) -> Text | None:
        return LABELS.get((table, column))

    def show(self, table: str, column: str, value: imports.Json) -> str:
        if value in (None, "", []):
            return translate("(blank)")
        if column.endswith("_on"):
            return long_date(date.fromisoformat(str(value)))
        return show_code(table, column, str(value))


TABLE_ORDER = tuple(table.name for table in MatrixPlanner.tables)


def _order(target: Target) -> int:
    return TABLE_ORDER.index(target.table)


def _place(row: Values) -> tuple[str, str, str]:
    return (str(row["person_id"]), str(row["type"]), str(row.get("course_id") or ""))


def _cell(record: Record, name: str) -> tuple[TrainingStatus, date | None]:
    pair = record.values[name]
    status, day = pair if isinstance(pair, tuple) else ("", "")
    return TrainingStatus(status), date.fromisoformat(day) if day else None


def _done_before(
    done: Mapping[str, imports.Json], day: imports.Json, unfinished: Sequence[str]
) -> str | None:
    """Return the record of training done on a day, '' for a new one; None where it was done again since."""
    for row_id, earlier in reversed(list(done.items())):
        if earlier in {day, None}:
            return row_id
    if done and (day is None or any(str(earlier) > str(day) for earlier in done.values())):
        return None
    return next(iter(unfinished), "")
