"""What a person said of rows that may be the same as earlier ones, now or in an earlier import."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.imports.actions import Decision
from core.imports.choices import Choices
from core.imports.importer import TableReader
from core.imports.planning import SETTLED, Match, Planner, record_key
from core.imports.records import Interpretation, Record


class Settling:
    """Applies the answers before rows are compared, so that all the rest sees the rows as they are meant."""

    def __init__(
        self, importer: str, planner: Planner, matches: Mapping[str, Match], choices: Choices
    ) -> None:
        self._importer = importer
        self._planner = planner
        self._marks = {key: match.seen[SETTLED] for key, match in matches.items() if SETTLED in match.seen}
        self._answers = choices.answers

    def settle(self, reader: TableReader, interpretation: Interpretation) -> None:
        """Give each record its answer; one that is the same takes over who the earlier one is about."""
        given = self._answers.get(interpretation.table.sheet.name, {})
        if not given and not self._marks:
            return
        layout, records = interpretation.layout, interpretation.importable()
        keys = [record_key(self._importer, layout, self._planner.key(layout, record)) for record in records]
        by_row = {record.row: record for record in records}
        by_key = dict(zip(reversed(keys), reversed(records), strict=True))
        for record, key in zip(records, keys, strict=True):
            decision, earlier = self._remembered(key, by_key)
            answer = given.get(str(record.row))
            if answer is not None:
                decision, earlier = answer.decision, by_row.get(answer.perhaps)
            if decision is not None and earlier is not None and earlier.row < record.row:
                record.decision, record.perhaps = decision, earlier
        for record in records:
            if record.decision is Decision.SAME and record.perhaps is not None:
                self._take_over(reader, layout, record, record.perhaps, records)

    def _remembered(self, key: str, by_key: Mapping[str, Record]) -> tuple[Decision | None, Record | None]:
        mark = self._marks.get(key)
        if mark is None:
            return None, None
        decision, _colon, earlier = mark.partition(":")
        return Decision(decision), by_key.get(earlier)

    def _take_over(
        self, reader: TableReader, layout: str, record: Record, earlier: Record, records: Sequence[Record]
    ) -> None:
        """Let the record, and others about the same, be about whom the earlier one is about."""
        own = [record.values.get(name) for name in reader.identity]
        for other in records:
            told_apart = other is not record and other.decision is not None
            if not told_apart and [other.values.get(name) for name in reader.identity] == own:
                other.own_key = other.own_key or self._planner.key(layout, other)
                other.values |= {name: earlier.values.get(name) for name in reader.identity}
