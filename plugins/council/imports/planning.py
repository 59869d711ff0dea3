"""What importing a council's log writes: proposals with their history, and a council where there is none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from textwrap import shorten

from core.sdk import AccountId, Text, imports, long_date, translate
from core.sdk import lazy_gettext as _
from plugins.council.enums import AnswerOwner, MemberRole, ProposalStatus, SourceKind, Theme
from plugins.council.imports.kinds import LogKind
from plugins.council.imports.log import LogContext, again
from plugins.council.imports.story import Outcome, further_steps, tell_steps
from plugins.council.rules.proposals import Step, answer_due_on, answered_on, last_known_day
from plugins.council.rules.redaction import digest_of
from plugins.council.rules.scan import Known, KnownName, scan

Ids = imports.Ids
PlannedTable = imports.PlannedTable
Record = imports.Record
Target = imports.Target
Values = imports.Values
LONGEST_LABEL = 90
"""A log does not say how many have to be there."""
LABELS: dict[str, Text] = {
    "theme": _("Theme"),
    "raised_by": _("Raised by"),
    "raised_on": _("Raised on"),
    "status": _("Where it stands"),
    "status_on": _("Since"),
    "answered_on": _("Answered on"),
}
CODES: dict[str, type[Theme | MemberRole | ProposalStatus]] = {
    "theme": Theme,
    "raised_by": MemberRole,
    "status": ProposalStatus,
}


class LogPlanner:
    """Compares rows of a log with what the prison's councils proposed."""

    tables = (
        PlannedTable(name="person", is_written=False, reads=("first_name", "surname")),
        PlannedTable(name="council_member", is_written=False, reads=("first_name", "last_name")),
        PlannedTable(name="council_council", unique=("name",)),
        PlannedTable(name="council_proposal", unique=("number",)),
        PlannedTable(name="council_step", is_history=True, reads=("proposal_id", "position", "status")),
        PlannedTable(name="council_hit", is_history=True, reads=("source_id",)),
    )

    def __init__(self, as_at: date, account_id: AccountId) -> None:
        self._as_at = as_at
        self._account_id = account_id
        self._rows: imports.Existing
        self._council_id: str | None = None
        self._known = Known()
        self._last_number = 0
        self._asked: dict[tuple[str, str], str] = {}
        self._steps: dict[str, list[tuple[int, str]]] = {}

    def prepare(self, existing: imports.Existing) -> imports.ImportContext:
        self._rows = existing
        running = [
            (str(row["first_on"]), row_id)
            for row_id, row in existing.rows["council_council"].items()
            if not row.get("ended_on")
        ]
        self._council_id = min(running)[1] if running else None
        for row_id, row in existing.rows["council_proposal"].items():
            self._last_number = max(self._last_number, _number(row))
            self._asked[(imports.fold_phrase(str(row["idea"])), str(row["raised_on"]))] = row_id
        for row in existing.rows["council_step"].values():
            found = self._steps.setdefault(str(row["proposal_id"]), [])
            found.append((_whole(row["position"]), str(row["status"])))
        names = (
            *_names(existing.rows["council_member"], "last_name", is_staff=False),
            *_names(existing.rows["person"], "surname", is_staff=True),
        )
        self._known = Known(names=names)
        return LogContext(as_at=self._as_at, known=self._known)

    def key(self, layout: str, record: Record) -> str:
        del layout
        return imports.fold_phrase(_said(record, "proposal", _time_of(record)))

    def label(self, layout: str, record: Record) -> str:
        """Say theme and day, and of the words the first: none of them where they seem to name somebody."""
        del layout
        time = _time_of(record)
        words = translate("{theme}, {day}").format(
            theme=Theme(_said(record, "theme", time)).label, day=long_date(_day(record, "day", time))
        )
        if record.values.get(again("is_held_back", time)):
            return words
        return shorten(f"{words}: {_said(record, 'proposal', time)}", LONGEST_LABEL, placeholder="…")

    def primary(self, layout: str) -> str:
        del layout
        return "proposal"

    def find(self, layout: str, record: Record) -> Ids:
        """Return the proposal of the same words and day, written down here by hand."""
        del layout
        key = (imports.fold_phrase(_said(record, "proposal", 1)), _day(record, "day", 1).isoformat())
        return {"proposal": self._asked[key]} if key in self._asked else {}

    def targets(self, layout: str, record: Record, ids: Ids) -> Sequence[Target]:
        del layout
        found = [self._council(record, ids)]
        earlier: str | None = None
        for time in _times(record):
            found += self._asking(record, ids, time, earlier)
            earlier = ids[_alias(time)]
        return sorted(found, key=lambda target: TABLE_ORDER.index(target.table))

    def _council(self, record: Record, ids: Ids) -> Target:
        """Return the council that has run longest: a log does not say whose it is."""
        first_on = _day(record, "day", 1).isoformat()
        if self._council_id is None:
            self._council_id = imports.new_id()
        ids["council"] = ids.get("council", self._council_id)
        fixed: Values = {
            "name": translate("Prison council"),
            "quorum": None,
            "first_on": first_on,
            "ended_on": None,
        }
        return Target("council", "council_council", {}, fixed)

    def _asking(self, record: Record, ids: Ids, time: int, earlier: str | None) -> Iterator[Target]:
        """Return one asking: the proposal, linked to the asking before, and the steps it took."""
        alias = _alias(time)
        proposal_id = ids.setdefault(alias, imports.new_id())
        day, response = _day(record, "day", time), _said(record, "response", time)
        steps = tell_steps(_outcome(record, time), day, response)
        here = tuple(status for _position, status in sorted(self._steps.get(proposal_id, [])))
        further = further_steps(here, steps)
        current = self._rows.row("council_proposal", proposal_id)
        yield Target(
            alias,
            "council_proposal",
            self._columns(record, time, steps),
            {
                "council_id": ids["council"],
                "number": self._next_number() if current is None else None,
                "problem": "",
                "owner_role": AnswerOwner.GOVERNOR.value,
                "idea": _said(record, "proposal", time),
                "earlier_id": earlier,
            },
            kept=frozenset() if current is None else _kept(current, has_moved_on=bool(further)),
            kept_because=LogKind.HISTORY_STANDS,
        )
        if current is None:
            yield from self._hits(ids, alias, "idea", _said(record, "proposal", time))
        for position, step in enumerate(further, start=len(here) + 1):
            yield self._step(ids, alias, position, step)
            yield from self._hits(ids, alias, f"step/{position}", step.reason)

    def _columns(self, record: Record, time: int, steps: tuple[Step, ...]) -> Values:
        return {
            "theme": _said(record, "theme", time),
            "raised_by": _said(record, "raised_by", time),
            "raised_on": _day(record, "day", time).isoformat(),
            "status": steps[-1].status.value,
            "status_on": imports.as_json(last_known_day(steps)),
            "answer_due_on": imports.as_json(answer_due_on(steps)),
            "answered_on": imports.as_json(answered_on(steps)),
        }

    def _step(self, ids: Ids, alias: str, position: int, step: Step) -> Target:
        name = f"{alias}.step.{position}"
        ids[name] = imports.new_id()
        fixed: Values = {
            "proposal_id": ids[alias],
            "position": position,
            "status": step.status.value,
            "happened_on": imports.as_json(step.on),
            "reason": step.reason or None,
            "recorded_by": str(self._account_id),
        }
        return Target(name, "council_step", {}, fixed)

    def _hits(self, ids: Ids, alias: str, field: str, text: str) -> Iterator[Target]:
        """Hold a text back wherever the scan finds something in it, until a person has decided."""
        for place, hit in enumerate(scan(text, self._known), start=1):
            name = f"{alias}.hit.{field}.{place}"
            ids[name] = imports.new_id()
            fixed: Values = {
                "source_kind": SourceKind.PROPOSAL.value,
                "source_id": ids[alias],
                "field": field,
                "digest": digest_of(text),
                "kind": hit.kind.value,
                "first": hit.start,
                "past": hit.end,
                "is_current": True,
            }
            yield Target(name, "council_hit", {}, fixed)

    def _next_number(self) -> int:
        self._last_number += 1
        return self._last_number

    def describe(self, table: str, column: str) -> Text | None:
        return LABELS.get(column) if table == "council_proposal" else None

    def show(self, table: str, column: str, value: imports.Json) -> str:
        del table
        if value in (None, ""):
            return translate("(blank)")
        if column.endswith("_on"):
            return long_date(date.fromisoformat(str(value)))
        return str(CODES[column](str(value)).label) if column in CODES else str(value)


def _names(rows: Mapping[str, Values], last: str, *, is_staff: bool) -> Iterator[KnownName]:
    for row in rows.values():
        if row.get(last):
            yield KnownName(str(row.get("first_name") or ""), str(row[last]), is_staff=is_staff)


def _kept(current: Values, *, has_moved_on: bool) -> frozenset[str]:
    """Return what no list changes: the day an answer is owed by, and where it stands, without a next step."""
    known = {name for name in ("raised_on", "answer_due_on", "answered_on") if current.get(name)}
    return frozenset(known if has_moved_on else known | {"status", "status_on", "answered_on"})


TABLE_ORDER = tuple(table.name for table in LogPlanner.tables)


def _alias(time: int) -> str:
    return again("proposal", time)


def _times(record: Record) -> tuple[int, ...]:
    """Return how often it was asked, from 1; the rows of a second asking stand beside the first."""
    asked = [name for name in record.values if name.split(".")[0] == "proposal"]
    return tuple(sorted(_time(name) for name in asked))


def _time(name: str) -> int:
    _name, _dot, time = name.partition(".")
    return int(time or 1)


def _time_of(record: Record) -> int:
    return _times(record)[0]


def _said(record: Record, name: str, time: int) -> str:
    return record.text(again(name, time))


def _day(record: Record, name: str, time: int) -> date:
    value = record.values.get(again(name, time))
    if not isinstance(value, date):
        raise TypeError(f"a row without a {name} is rejected when it is read")
    return value


def _outcome(record: Record, time: int) -> Outcome:
    answer, doing = _said(record, "answer", time), _said(record, "doing", time)
    done_on = record.values.get(again("done_on", time))
    return Outcome(
        ProposalStatus(answer) if answer else None,
        ProposalStatus(doing) if doing else None,
        done_on if isinstance(done_on, date) else None,
    )


def _whole(value: imports.Json) -> int:
    return value if isinstance(value, int) else 0


def _number(row: Values) -> int:
    return _whole(row["number"])
