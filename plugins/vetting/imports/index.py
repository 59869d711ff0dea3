"""The prison's people and their vetting as an import finds them: by name and organisation."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from core.sdk import imports
from plugins.vetting.enums import VettingStage
from plugins.vetting.imports.people import name_key
from plugins.vetting.rules.taking_over import bars_a_list, may_be_told

Person = tuple[str, str]
"""A person's folded name and their organisation's."""
Values = imports.Values


@dataclass(frozen=True, slots=True)
class CaseHere:
    """A case as it stood before the import."""

    stage: VettingStage
    may_be_told: bool
    """Whether a list may still move it."""
    bars: bool
    """Whether it keeps a list from calling the person cleared by another case."""


class PeopleIndex:
    """Everything by what identifies it in a list; the rows a plan adds are found too."""

    def __init__(self, existing: imports.Existing) -> None:
        self.rows = existing
        partners = existing.rows["partner"]
        self.partners = {str(row["name_key"]): row_id for row_id, row in partners.items()}
        names = {row_id: key for key, row_id in self.partners.items()}
        self.people: dict[Person, str] = {}
        for row_id, row in existing.rows["person"].items():
            partner = names.get(str(row.get("partner_id")))
            if partner is not None:
                self.people.setdefault((_name_of(row), partner), row_id)
        self.roles = _grouped(existing.rows["person_role"])
        self.cases = _grouped(existing.rows["vetting_case"])
        self.trainings = _grouped(existing.rows["vetting_training"])
        self.clearances = _grouped(existing.rows["vetting_clearance"])
        self.events: dict[str, int] = defaultdict(int)
        for event in existing.rows["vetting_stage_event"].values():
            self.events[str(event["case_id"])] += 1
        self._claimed: set[str] = set()
        self._before = _cases_here(existing.rows["vetting_case"])

    def person_of(self, record: imports.Record) -> Person:
        return (name_key(record), record.text("organisation_key"))

    def claim(self, row_id: str) -> bool:
        """Take a row for one record of the file; False when another has it."""
        free = row_id not in self._claimed
        self._claimed.add(row_id)
        return free

    def role(self, person_id: str, *, ended: bool, on: str | None = None) -> str | None:
        """Return a role of the person: an open one, or one that ended (on a day)."""
        for row_id, row in self.roles[person_id]:
            end = row.get("ends_on")
            if (end is not None) is ended and (on is None or end == on) and row_id not in self._claimed:
                return row_id
        return None

    def case(self, person_id: str, levels: frozenset[str]) -> str | None:
        """Return the person's latest case at these levels, unless another record of the file has it."""
        found = [
            (str(row["opened_on"]), row_id)
            for row_id, row in self.cases[person_id]
            if _levels(row) == levels and row_id not in self._claimed
        ]
        return max(found)[1] if found else None

    def case_here(self, case_id: str) -> CaseHere | None:
        """Return a case as it stood before the import; None for one that the import opens."""
        return self._before.get(case_id)

    def barring_case(self, person_id: str) -> str | None:
        """Return the case that keeps any list from calling this person cleared."""
        barring = [row_id for row_id, _row in self.cases[person_id] if self._before[row_id].bars]
        return max(barring, default=None)

    def clearance(self, case_id: str, person_id: str, level: str) -> str | None:
        for row_id, row in self.clearances[person_id]:
            if row["level"] == level and row.get("case_id") in {case_id, None}:
                return row_id
        return None

    def training(self, person_id: str, kind: str) -> str | None:
        found = [row_id for row_id, row in self.trainings[person_id] if row["type"] == kind]
        return max(found) if found else None


def _name_of(row: Values) -> str:
    surname, first = str(row["surname"]), str(row["first_name"])
    return f"{imports.fold_name(surname)}|{imports.fold_name(first)}"


def _cases_here(rows: dict[str, Values]) -> dict[str, CaseHere]:
    """Return what a list may do to each case; to none of a person whom one case keeps from coming in."""
    facts = {
        row_id: (VettingStage(str(row["stage"])), row.get("decided_by") is not None)
        for row_id, row in rows.items()
    }
    bars = {row_id: bars_a_list(stage, decided_here=decided) for row_id, (stage, decided) in facts.items()}
    barred = {rows[row_id]["person_id"] for row_id, is_bar in bars.items() if is_bar}
    return {
        row_id: CaseHere(
            stage,
            may_be_told(stage, decided_here=decided) and rows[row_id]["person_id"] not in barred,
            bars[row_id],
        )
        for row_id, (stage, decided) in facts.items()
    }


def _levels(row: Values) -> frozenset[str]:
    levels = row.get("required_levels")
    return frozenset(levels) if isinstance(levels, list) else frozenset()


def _grouped(rows: dict[str, Values]) -> dict[str, list[tuple[str, Values]]]:
    grouped: dict[str, list[tuple[str, Values]]] = defaultdict(list)
    for row_id, row in rows.items():
        grouped[str(row["person_id"])].append((row_id, row))
    return grouped
