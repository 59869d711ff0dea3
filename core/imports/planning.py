"""From records to planned changes: each is compared with what is here and with what was last imported."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from hashlib import sha256
from typing import Protocol

import uuid_utils

from core.imports.actions import Action, Change, Decision, Difference, Json, Operation, RowPlan, Values
from core.imports.comparing import Verdict, fingerprint, judge
from core.imports.importer import ImportContext
from core.imports.problems import CommonKind, Kind, Problem
from core.imports.records import Interpretation, Record
from core.translation import Text

Ids = dict[str, str]
"""The rows that make up a record, by what they are to it: `person`, `case`, `clearance.CTC`."""

MATCHES = "import_match"
SETTLED = "="
"""Among what was seen of a record: that it is the same as an earlier one, or left out, and which that is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedTable:
    """A table that an importer writes, in the order in which rows must be added."""

    name: str
    unique: tuple[str, ...] = ()
    """Columns that find a new row's twin: one added by somebody else since makes the plan stale."""
    reads: tuple[str, ...] | None = None
    """The columns the planner looks at; None for all."""
    is_written: bool = True
    """False for a table that is only looked at."""
    is_history: bool = False
    """Nobody may take a row back: it goes when the row it belongs to goes."""
    is_shared: bool = False
    """Above prisons: rows are added, and stay when an import is undone."""


Consequences = Callable[[Values, Values], list[Change]]


@dataclass(slots=True)
class Target:
    """A row as the file wants it."""

    alias: str
    table: str
    values: Values
    """Columns that the file speaks of."""
    fixed: Values = field(default_factory=dict)
    """Further columns of a new row."""
    consequences: Consequences | None = None
    """Given the columns to be written, which it may add to, and the row as it was: what else is written."""
    kept: frozenset[str] = frozenset()
    """Columns that no list changes once the row is here."""
    kept_because: Kind = CommonKind.CHANGED_HERE


@dataclass(frozen=True, slots=True)
class Match:
    """What became of a record when it was last imported."""

    id: str
    ids: Ids
    seen: Mapping[str, str]


class Existing:
    """The prison's rows of the tables an importer writes, by table and id; the plan's own join them."""

    def __init__(self, rows: Mapping[str, dict[str, Values]], matches: Mapping[str, Match]) -> None:
        self.rows = rows
        self.matches = matches

    def row(self, table: str, row_id: str) -> Values | None:
        return self.rows[table].get(row_id)

    def has(self, row_id: str) -> bool:
        return any(row_id in rows for rows in self.rows.values())


class Planner(Protocol):
    """What an importer knows of the tables behind its records. Everything here is pure."""

    @property
    def tables(self) -> tuple[PlannedTable, ...]: ...

    def prepare(self, existing: Existing) -> ImportContext:
        """Take in what the prison has; return what the reading of rows depends on."""

    def key(self, layout: str, record: Record) -> str:
        """Return what makes the record the same one in another file."""

    def label(self, layout: str, record: Record) -> str:
        """Return who or what the record is about, in a few words."""

    def primary(self, layout: str) -> str:
        """Return the alias of the row that is the record itself."""

    def find(self, layout: str, record: Record) -> Ids:
        """Return the rows the record is about, where there are any, by their names and keys."""

    def targets(self, layout: str, record: Record, ids: Ids) -> Sequence[Target]:
        """Return the rows as the file wants them, in the order of the tables; new ones are given ids."""

    def describe(self, table: str, column: str) -> Text | None:
        """Return what a column is called in a comparison; None for one that is not shown."""

    def show(self, table: str, column: str, value: Json) -> str:
        """Return a value in words."""


def as_json(value: object) -> Json:
    """Return a value as PostgreSQL's `to_jsonb` writes it."""
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (tuple, list)):
        return [str(as_json(item)) for item in value]
    if value is None or isinstance(value, (str, int, bool)):
        return value
    raise TypeError(f"a plan cannot hold {type(value).__name__}")


def new_id() -> str:
    """Return the id of a row to be added, as a plan holds it: made as text, for there are many."""
    return str(uuid_utils.uuid7())


def record_key(importer: str, layout: str, key: str) -> str:
    return sha256(f"{importer}\0{layout}\0{key}".encode()).hexdigest()


class Planning:
    """Plans the rows of one import, in the order of the file."""

    def __init__(self, importer: str, planner: Planner, existing: Existing) -> None:
        self.importer = importer
        self.planner = planner
        self.existing = existing
        self._changes: dict[str, Change] = {}
        self._ids: dict[int, Ids] = {}
        """The rows that each record of the file became, by the number of its row on the sheet."""

    def plan_table(self, interpretation: Interpretation) -> list[RowPlan]:
        """Plan every record of a table."""
        merge_duplicates(interpretation)
        self._ids.clear()
        sheet = interpretation.table.sheet.name
        return [self._plan(interpretation.layout, sheet, record) for record in interpretation.records]

    def _plan(self, layout: str, sheet: str, record: Record) -> RowPlan:
        plan = RowPlan(sheet, record.row, Action.SKIP, problems=record.spoken_problems())
        if record.rejected:
            plan.source = record.source
            return plan
        plan.label = self.planner.label(layout, record)
        plan.decision = record.decision
        if record.left_out:
            plan.action = Action.LEFT_OUT
        elif record.same_as is not None:
            plan.action, plan.merged_into = Action.MERGE, record.same_as.row
        else:
            self._plan_record(layout, record, plan)
        if record.perhaps is not None and (record.decision is not None or plan.action is Action.CREATE):
            plan.perhaps = record.perhaps.row
        if record.decision in {Decision.SAME, Decision.SKIP}:
            self._remember_decision(layout, record, plan)
        return plan

    def _plan_record(self, layout: str, record: Record, plan: RowPlan) -> None:
        key = record_key(self.importer, layout, self.planner.key(layout, record))
        match = self.existing.matches.get(key)
        known = self._known(match, record)
        ids = {**self.planner.find(layout, record), **known}
        is_new = self.planner.primary(layout) not in ids
        before = {} if match is None else match.seen
        if SETTLED in before:
            before = {name: figures for name, figures in before.items() if name != SETTLED}
        seen: dict[str, str] = {}
        touched = False
        for target in self.planner.targets(layout, record, ids):
            seen |= {f"{target.alias}.{name}": fingerprint(value) for name, value in target.values.items()}
            touched |= self._plan_target(target, ids[target.alias], before, plan)
        plan.action = Action.CREATE if is_new else Action.UPDATE if touched else Action.UNCHANGED
        self._ids[record.row] = ids
        self._remember(key, match, Match(new_id(), ids, {**before, **seen}), plan)

    def _known(self, match: Match | None, record: Record) -> Ids:
        """Return the rows that the record became before; none where it was taken for another by mistake."""
        if match is None or (SETTLED in match.seen and record.decision is Decision.OTHER):
            return {}
        return {alias: row_id for alias, row_id in match.ids.items() if self.existing.has(row_id)}

    def _remember_decision(self, layout: str, record: Record, plan: RowPlan) -> None:
        """Plan to know what was decided, so that the same list a second time needs no answer."""
        own_key = record.own_key or self.planner.key(layout, record)
        if record.perhaps is None or record.decision is None:
            return
        earlier = record_key(self.importer, layout, self.planner.key(layout, record.perhaps))
        key = record_key(self.importer, layout, own_key)
        same = record.same_as.row if record.same_as is not None else record.row
        ids = self._ids.get(same, {}) if record.decision is Decision.SAME else {}
        seen = {SETTLED: f"{record.decision.value}:{earlier}"}
        if key != earlier:
            self._remember(key, self.existing.matches.get(key), Match(new_id(), ids, seen), plan)

    def _plan_target(self, target: Target, row_id: str, seen: Mapping[str, str], plan: RowPlan) -> bool:
        """Plan one row; say whether anything is written."""
        current = self.existing.row(target.table, row_id)
        if current is None:
            values = {**target.fixed, **target.values}
            further = target.consequences(values, {}) if target.consequences is not None else []
            self._write(Change(target.table, Operation.INSERT, row_id, values), plan)
            plan.changes += further
            return True
        wanted: Values = {}
        for name, value in target.values.items():
            verdict = judge(seen.get(f"{target.alias}.{name}"), current.get(name), value)
            if verdict is Verdict.WRITE and name in target.kept:
                plan.say(Problem(target.kept_because))
            elif verdict is Verdict.CONFLICT:
                plan.say(Problem(CommonKind.CHANGED_HERE))
            elif verdict is Verdict.WRITE:
                wanted[name] = value
        if wanted:
            self._update(target, row_id, wanted, current, plan)
        return bool(wanted)

    def _update(self, target: Target, row_id: str, wanted: Values, current: Values, plan: RowPlan) -> None:
        was = dict(current)
        for name, value in wanted.items():
            label = self.planner.describe(target.table, name)
            if label is not None:
                old = self.planner.show(target.table, name, was.get(name))
                plan.differences.append(
                    Difference(str(label), old, self.planner.show(target.table, name, value)),
                )
        further = target.consequences(wanted, was) if target.consequences is not None else []
        before = {name: was.get(name) for name in wanted}
        self._write(Change(target.table, Operation.UPDATE, row_id, wanted, before), plan)
        plan.changes += further

    def _write(self, change: Change, plan: RowPlan) -> None:
        """Add a change to the plan, or to the earlier change of the same row."""
        earlier = self._changes.get(change.id)
        if earlier is None:
            self._changes[change.id] = change
            plan.changes.append(change)
        else:
            earlier.values |= change.values
            if earlier.before is not None:
                earlier.before = {**(change.before or {}), **earlier.before}
        rows = self.existing.rows[change.table]
        rows[change.id] = {**rows.get(change.id, {}), **change.values}

    def _remember(self, key: str, match: Match | None, now: Match, plan: RowPlan) -> None:
        """Plan to know the record again."""
        values = _match_values(now)
        if match is None:
            values |= {"importer": self.importer, "key": key}
            plan.changes.append(Change(MATCHES, Operation.INSERT, now.id, values))
        elif match.ids != now.ids or match.seen != now.seen:
            plan.changes.append(Change(MATCHES, Operation.UPDATE, match.id, values, _match_values(match)))


def _match_values(match: Match) -> Values:
    return {"ids": dict(match.ids), "seen": dict(match.seen)}


def merge_duplicates(interpretation: Interpretation) -> None:
    """Let a record that is the same as an earlier one update it: what it leaves out stays."""
    for record in interpretation.importable():
        if record.same_as is not None:
            said = {name: value for name, value in record.values.items() if value not in (None, "", ())}
            record.same_as.values |= said
