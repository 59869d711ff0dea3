"""Planning as pure calculation: what becomes of a value, and that a list carried out is known again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.identifiers import AccountId, uuid7
from core.imports.actions import Action, Json, Operation, Values
from core.imports.choices import Choices
from core.imports.comparing import Verdict, fingerprint, judge
from core.imports.importer import Importer
from core.imports.planning import MATCHES, Existing, Match
from core.imports.preparation import Prepared, prepare
from core.partnership.imports import PARTNER_IMPORTER
from plugins.vetting.imports import TRACKER_IMPORTER

DAY = date(2026, 11, 2)
WRITE, LEAVE, CONFLICT = Verdict.WRITE, Verdict.LEAVE, Verdict.CONFLICT


@pytest.mark.parametrize(
    ("seen", "current", "value", "verdict"),
    [
        (None, None, "new", WRITE),
        (None, "here", "list", WRITE),
        (None, "here", None, LEAVE),
        (None, "same", "same", LEAVE),
        ("old", "old", "new", WRITE),
        ("old", "old", None, WRITE),
        ("old", "here", "old", LEAVE),
        ("old", "here", "new", CONFLICT),
        ("old", "new", "new", LEAVE),
        ("old", None, "old", LEAVE),
    ],
)
def test_value_is_judged_by_what_is_here_and_what_was_last_imported(
    seen: str | None, current: Json, value: Json, verdict: Verdict
) -> None:
    assert judge(fingerprint(seen) if seen else None, current, value) is verdict


@given(
    st.one_of(st.none(), st.booleans(), st.integers(0, 9), st.text(max_size=8), st.lists(st.text(max_size=3)))
)
def test_fingerprint_tells_values_apart_and_not_what_they_are(value: Json) -> None:
    figures = fingerprint(value)
    assert figures == fingerprint(value)
    assert len(figures) == 10
    assert fingerprint("x") != fingerprint("y")
    assert fingerprint(True) != fingerprint(1)


class House:
    """The tables of a prison in memory, which a plan can be carried out on."""

    def __init__(self, importer: Importer) -> None:
        self.importer = importer
        self.account = AccountId(uuid7())
        self.tables: dict[str, dict[str, Values]] = {}

    def plan(self, content: str) -> Prepared:
        planner = self.importer.planner(DAY, self.account)
        rows = {
            table.name: {row_id: dict(row) for row_id, row in self.tables.get(table.name, {}).items()}
            for table in planner.tables
        }
        return prepare(
            self.importer,
            planner,
            Existing(rows, self._matches()),
            file="list.csv",
            content=content.encode(),
            choices=Choices(),
            remembered={},
        )

    def _matches(self) -> dict[str, Match]:
        found = {}
        for row_id, row in self.tables.get(MATCHES, {}).items():
            ids, seen = row["ids"], row["seen"]
            assert isinstance(ids, dict)
            assert isinstance(seen, dict)
            found[str(row["key"])] = Match(row_id, dict(ids), dict(seen))
        return found

    def carry_out(self, prepared: Prepared) -> None:
        for row in prepared.rows():
            for change in row.changes:
                table = self.tables.setdefault(change.table, {})
                if change.operation is Operation.UPDATE:
                    assert change.before is not None
                    was = table[change.id]
                    assert {name: was.get(name) for name in change.before} == change.before
                    table[change.id] = {**was, **change.values}
                else:
                    assert change.id not in table
                    table[change.id] = dict(change.values)


NAME = st.sampled_from(["Harbour Lights", "The Harbour Lights Ltd", "Lantern Table", "Ångström", "Elsewhere"])
SURNAME = st.sampled_from(["Ashdown", "ASHDOWN", "O'Dell", "Odell", "Zoë", "x y", ""])
LEVEL = st.sampled_from(["EL1", "EL2", "Enhanced 1", "EL2 + CTC", "DBS", "", "Escort"])
STATUS = st.sampled_from(["Cleared 12/3/26", "cleared", "with SSCL", "refused", "??", "", "LEAP", "EXPIRED"])
DATE = st.sampled_from(["", "3/4/26", "2027-05-06", "tbc", "May 24", "31/02/2026"])
TRACKER_ROW = st.tuples(SURNAME, SURNAME, NAME, LEVEL, DATE, DATE, STATUS, DATE, DATE).map(";".join)
TRACKER_HEAD = (
    "Surname;First name;Org;Level;Date form sent;Sent to SSCL;Cleared?;Clearance expires;Key talk\n"
)
PARTNER_ROW = st.tuples(
    NAME | st.just(""),
    st.sampled_from(["", "1912345", "1912346", "n/a", "12"]),
    st.sampled_from(["", "Robin Ashdown", "tbc"]),
    st.sampled_from(["", "robin@example.org", "nonsense"]),
    st.sampled_from(["y", "n", ""]),
).map(";".join)
PARTNER_HEAD = "Organisation;Charity no;Contact;Email;Mailing list\n"


def check_known_again(importer: Importer, head: str, rows: list[str]) -> None:
    house = House(importer)
    first = house.plan(head + "\n".join(rows))
    house.carry_out(first)
    again = house.plan(head + "\n".join(rows))
    assert [row.changes for row in again.rows() if row.changes] == []
    assert [row.action for row in again.rows()] == [
        Action.UNCHANGED if row.action in {Action.CREATE, Action.UPDATE} else row.action
        for row in first.rows()
    ]


@settings(max_examples=60, deadline=None)
@given(st.lists(PARTNER_ROW, min_size=1, max_size=8))
def test_partners_carried_out_are_known_again(rows: list[str]) -> None:
    check_known_again(PARTNER_IMPORTER, PARTNER_HEAD, rows)


@settings(max_examples=80, deadline=None)
@given(st.lists(TRACKER_ROW, min_size=1, max_size=8))
def test_tracker_carried_out_is_known_again(rows: list[str]) -> None:
    check_known_again(TRACKER_IMPORTER, TRACKER_HEAD, rows)


@settings(max_examples=60, deadline=None)
@given(st.lists(TRACKER_ROW, min_size=1, max_size=6), st.lists(TRACKER_ROW, min_size=1, max_size=6))
def test_one_list_after_another_leaves_one_row_for_each_record(first: list[str], second: list[str]) -> None:
    house = House(TRACKER_IMPORTER)
    for rows in (first, second):
        house.carry_out(house.plan(TRACKER_HEAD + "\n".join(rows)))
    cases: Mapping[str, Values] = house.tables.get("vetting_case", {})
    events = house.tables.get("vetting_stage_event", {}).values()
    for case_id, case in cases.items():
        own = [event for event in events if event["case_id"] == case_id]
        assert sorted(int(str(event["position"])) for event in own) == list(range(1, len(own) + 1))
        last = max(own, key=lambda event: int(str(event["position"])))
        assert (last["stage"], last["happened_on"]) == (case["stage"], case["stage_since"])
    keys = [row["key"] for row in house.tables.get(MATCHES, {}).values()]
    assert len(keys) == len(set(keys))
