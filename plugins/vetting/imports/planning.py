"""What importing a tracker writes: people, their roles, cases with their history, clearances and training."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from core.sdk import AccountId, Text, imports, long_date, translate
from plugins.vetting.imports.cases import CaseTargets
from plugins.vetting.imports.index import PeopleIndex
from plugins.vetting.imports.people import called
from plugins.vetting.imports.people_targets import leaver_targets, person_target, role_target
from plugins.vetting.imports.wording import LABELS, show_code
from plugins.vetting.policy import Policy, every_version, policy_in_force, policy_on_record

Ids = imports.Ids
Record = imports.Record
TRACKER = "vetting_tracker"
PlannedTable = imports.PlannedTable


def policies_in(existing: imports.Existing) -> tuple[Policy, ...]:
    """Return the versions of the policy among the rows that were read."""
    put_in_force = [row for row in existing.rows["vetting_policy"].values() if row.get("published_at")]
    put_in_force.sort(key=lambda row: str(row["published_at"]))
    return every_version(_policy_of(row) for row in put_in_force)


def _policy_of(row: imports.Values) -> Policy:
    terms, source_on = row["terms"], row.get("source_on")
    return policy_on_record(
        terms if isinstance(terms, dict) else {},
        version=str(row["version"]),
        title=str(row["title"]),
        effective_from=date.fromisoformat(str(row["effective_from"])),
        source=str(row["source"]),
        source_on=date.fromisoformat(str(source_on)) if source_on else None,
    )


class TrackerPlanner:
    """Compares rows of a tracker with the prison's people and their vetting."""

    tables = (
        PlannedTable(name="partner", is_written=False, reads=("name", "name_key")),
        PlannedTable(name="person", unique=("name_key", "partner_id")),
        PlannedTable(name="person_role"),
        PlannedTable(name="vetting_case", unique=("person_id",)),
        PlannedTable(name="vetting_stage_event", is_history=True, reads=("case_id",)),
        PlannedTable(name="vetting_clearance"),
        PlannedTable(name="vetting_training"),
        PlannedTable(name="vetting_policy", is_written=False),
    )

    def __init__(self, as_at: date, account_id: AccountId) -> None:
        self._as_at = as_at
        self._account_id = account_id
        self._index: PeopleIndex
        self._cases: CaseTargets

    def prepare(self, existing: imports.Existing) -> imports.ImportContext:
        self._index = PeopleIndex(existing)
        policy = policy_in_force(policies_in(existing), self._as_at)
        self._cases = CaseTargets(self._index, self._as_at, str(self._account_id), policy)
        return imports.ImportContext(as_at=self._as_at, organisations=frozenset(self._index.partners))

    def key(self, layout: str, record: Record) -> str:
        """Return name and organisation, and of a tracker's row the levels: one person can have two rows."""
        name, organisation = self._index.person_of(record)
        levels = record.values.get("levels")
        held = "+".join(sorted(levels)) if layout == TRACKER and isinstance(levels, tuple) else ""
        return f"{name}|{organisation}|{held}"

    def label(self, layout: str, record: Record) -> str:
        del layout
        return called(record)

    def primary(self, layout: str) -> str:
        return "case" if layout == TRACKER else "role"

    def find(self, layout: str, record: Record) -> Ids:
        person = self._index.people.get(self._index.person_of(record))
        if person is None:
            return {}
        found: Ids = {"person": person}
        if layout == TRACKER:
            levels = record.values.get("levels")
            case = self._index.case(person, frozenset(levels if isinstance(levels, tuple) else ()))
            barring = self._index.barring_case(person)
            role = self._index.role(person, ended=False)
            if barring is not None:
                found["case"] = barring
            elif case is not None and self._index.claim(case):
                found["case"] = case
        else:
            role = self._leaving_role(record, person)
        return {**found, **({"role": role} if role is not None else {})}

    def _leaving_role(self, record: Record, person: str) -> str | None:
        """Return the role that ended: as recorded, else the open one of somebody not on the tracker."""
        left = record.values.get("left_on")
        ended = self._index.role(person, ended=True, on=str(left)) if left else None
        if ended is not None or record.has(imports.CommonKind.ALSO_ON_OTHER_SHEET):
            return ended
        return self._index.role(person, ended=False)

    def targets(self, layout: str, record: Record, ids: Ids) -> Sequence[imports.Target]:
        if layout != TRACKER:
            return leaver_targets(self._index, record, ids)
        return [
            person_target(self._index, record, ids),
            role_target(self._index, record, ids),
            *self._cases.of(record, ids),
        ]

    def describe(self, table: str, column: str) -> Text | None:
        return LABELS.get((table, column))

    def show(self, table: str, column: str, value: imports.Json) -> str:
        if value in (None, "", []):
            return translate("(blank)")
        if isinstance(value, list):
            return ", ".join(show_code(table, column, item) for item in value)
        if column.endswith("_on"):
            return long_date(date.fromisoformat(str(value)))
        return show_code(table, column, str(value))
