"""What importing a tracker writes, over a real database. Everybody in it is fictional."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from core.imports.actions import Action
from core.imports.command import run
from core.imports.pages.carrying_out import in_order
from core.jobs.runner import Outcome
from core.partnership.imports import PARTNER_IMPORTER
from plugins.vetting.imports import TRACKER_IMPORTER
from tests.core.imports.conftest import Desk
from tests.core.imports.workbooks import xlsx

HEAD = (
    "Surname;First name;Org;Role;Level;Date form sent;Sent to SSCL;Cleared?;Clearance expires;"
    "Key talk;SASH;Notes\n"
)
CLEARED = (
    "Ashdown;Robin;Harbour Lights;Mentor;EL1;2026-01-05;2026-02-03;Cleared 12/3/26;2031-03-12;1/4/26;n/a;ok\n"
)
CHECKED = "Birch;Kit;Lantern Table;Tutor;EL2 + CTC;2026-08-03;2026-09-01;with SSCL;;needs;booked 12/1/27;\n"
UNCLEAR = "Carr;Jo;Elsewhere;;?;;;nearly;;;;\n"
PARTNERS = b"Organisation,Funding\nHarbour Lights,grant\nLantern Table,grant\n"
COUNT = "SELECT count(*) FROM {table}"
CREATE, UPDATE, UNCHANGED = Action.CREATE, Action.UPDATE, Action.UNCHANGED


def tracker(*lines: str) -> bytes:
    return (HEAD + "".join(lines)).encode()


async def bring_in(desk: Desk, content: bytes) -> list[Action]:
    plan_id = await desk.bring_in(content, importer=TRACKER_IMPORTER)
    return await desk.actions(plan_id)


async def cases(desk: Desk) -> list[tuple[object, ...]]:
    return await desk.query(
        "SELECT p.surname, c.stage, c.stage_since, c.required_levels, c.access_mode, c.submitted_on"
        " FROM vetting_case c JOIN person p ON p.id = c.person_id ORDER BY p.surname, c.required_levels"
    )


async def test_people_cases_clearances_and_training_come_in(desk: Desk) -> None:
    await desk.bring_in(PARTNERS)
    assert await bring_in(desk, tracker(CLEARED, CHECKED, UNCLEAR)) == [CREATE, CREATE, CREATE]
    followed = "SELECT count(*) FROM job WHERE kind = 'council.rescan_published'"
    assert await desk.query(followed) == [(1,)], "what is published is looked through for the new names"
    assert await desk.query("SELECT surname, first_name, note, status FROM person ORDER BY surname") == [
        ("Ashdown", "Robin", "ok", "CURRENT"),
        ("Birch", "Kit", None, "CURRENT"),
        ("Carr", "Jo", "Organisation in the list: Elsewhere", "CURRENT"),
    ]
    found = await cases(desk)
    assert found[:2] == [
        ("Ashdown", "APPROVED", date(2026, 3, 12), ["HMPPS_EL1"], "UNESCORTED_NO_KEYS", date(2026, 2, 3)),
        (
            "Birch",
            "IN_CHECKS",
            date(2026, 9, 1),
            ["CTC", "HMPPS_EL2"],
            "UNESCORTED_NO_KEYS",
            date(2026, 9, 1),
        ),
    ]
    assert found[2][1:2] + found[2][3:] == ("DRAFT", [], "ESCORTED", None)
    assert await desk.query("SELECT level, granted_on, expires_on FROM vetting_clearance") == [
        ("HMPPS_EL1", date(2026, 3, 12), date(2031, 3, 12)),
    ]
    training = (
        "SELECT type, status, completed_on, booked_on, expires_on FROM vetting_training ORDER BY type, status"
    )
    assert await desk.query(training) == [
        ("KEY_TRAINING", "COMPLETED", date(2026, 4, 1), None, date(2027, 4, 1)),
        ("KEY_TRAINING", "REQUIRED", None, None, None),
        ("SASH_ACCT", "BOOKED", None, date(2027, 1, 12), None),
        ("SASH_ACCT", "EXEMPT", None, None, None),
    ]
    assert await desk.query("SELECT count(*) FROM person WHERE partner_id IS NULL") == [(1,)]


async def test_history_tells_the_way_and_whoever_imports_cannot_decide(desk: Desk) -> None:
    await desk.bring_in(PARTNERS)
    await bring_in(desk, tracker(CHECKED))
    events = (
        "SELECT position, stage, happened_on, verb, account_id FROM vetting_stage_event ORDER BY position"
    )
    keeper = desk.viewer.account_id
    assert await desk.query(events) == [
        (1, "INVITED", date(2026, 8, 3), None, keeper),
        (2, "SUBMITTED", date(2026, 9, 1), None, keeper),
        (3, "IN_CHECKS", date(2026, 9, 1), None, keeper),
    ]
    assert await desk.query("SELECT submitted_by FROM vetting_case") == [(keeper,)]


async def test_sheets_are_shown_in_the_order_of_the_file(desk: Desk) -> None:
    """A JSON object in the database forgets its order and gives short names first."""

    def add_leavers(workbook: Any) -> None:
        workbook.active.title = "Tracker 2026"
        leavers = workbook.create_sheet("Left")
        leavers.append(["Name", "Org", "Left"])
        leavers.append(["Dale, Sam", "Harbour Lights", date(2026, 9, 1)])

    rows = [line.split(";") for line in (HEAD + CLEARED).strip().split("\n")]
    plan_id = await desk.plan(xlsx(rows, add_leavers), importer=TRACKER_IMPORTER, name="tracker.xlsx")
    counts = (await desk.plan_row(plan_id)).counts
    assert list(counts) == ["Left", "Tracker 2026"]
    assert [name for name, _figures in in_order({"counts": counts})] == ["Tracker 2026", "Left"]


async def test_same_tracker_a_second_time_changes_nothing(desk: Desk) -> None:
    await desk.bring_in(PARTNERS)
    lines = (CLEARED, CHECKED, UNCLEAR)
    await bring_in(desk, tracker(*lines))
    plan_id = await desk.plan(tracker(*lines), importer=TRACKER_IMPORTER)
    rows = await desk.rows(plan_id)
    assert [row.action for row in rows] == [UNCHANGED] * 3
    assert await desk.planned_changes(plan_id) == 0


async def test_new_stage_in_the_tracker_moves_the_case_and_its_history(desk: Desk) -> None:
    await desk.bring_in(PARTNERS)
    await bring_in(desk, tracker(CHECKED))
    later = CHECKED.replace("with SSCL;;", "Cleared 2/11/26;2031-11-02;")
    plan_id = await desk.plan(tracker(later), importer=TRACKER_IMPORTER)
    (row,) = await desk.rows(plan_id)
    assert row.action is UPDATE
    assert {"label": "Stage", "old": "With the vetting team", "new": "Cleared"} in row.differences
    assert await desk.commit(plan_id, importer=TRACKER_IMPORTER) is Outcome.DONE
    assert [case[1:3] for case in await cases(desk)] == [("APPROVED", date(2026, 11, 2))]
    stages = "SELECT stage FROM vetting_stage_event ORDER BY position"
    assert (await desk.query(stages))[-1] == ("APPROVED",)
    levels = "SELECT level, expires_on FROM vetting_clearance ORDER BY level"
    assert await desk.query(levels) == [("CTC", date(2031, 11, 2)), ("HMPPS_EL2", date(2031, 11, 2))]

    assert await desk.undo(plan_id, importer=TRACKER_IMPORTER) is Outcome.DONE
    assert [case[1] for case in await cases(desk)] == ["IN_CHECKS"]
    assert await desk.query("SELECT count(*) FROM vetting_clearance") == [(0,)]
    assert (await desk.query(stages))[-2:] == [("APPROVED",), ("IN_CHECKS",)]


async def test_case_moved_on_here_is_not_taken_back_by_an_old_list(desk: Desk) -> None:
    await desk.bring_in(PARTNERS)
    await bring_in(desk, tracker(CLEARED))
    await desk.change("UPDATE vetting_case SET stage = 'ACTIVE'")
    assert await bring_in(desk, tracker(CLEARED)) == [UNCHANGED]
    moved = CLEARED.replace("Cleared 12/3/26", "with SSCL")
    plan_id = await desk.plan(tracker(moved), importer=TRACKER_IMPORTER)
    (row,) = await desk.rows(plan_id)
    assert "changed_here" in [problem["kind"] for problem in row.problems]
    assert await desk.commit(plan_id, importer=TRACKER_IMPORTER) is Outcome.DONE
    assert [case[1] for case in await cases(desk)] == ["ACTIVE"]


async def test_one_person_at_two_levels_has_two_cases(desk: Desk) -> None:
    await desk.bring_in(PARTNERS)
    other = CLEARED.replace(";EL1;", ";CTC;")
    assert await bring_in(desk, tracker(CLEARED, other)) == [CREATE, CREATE]
    assert await desk.query("SELECT count(*) FROM person") == [(1,)]
    assert await desk.query("SELECT count(*) FROM person_role") == [(1,)]
    assert await desk.query("SELECT count(*) FROM vetting_training") == [(2,)]
    assert [case[3] for case in await cases(desk)] == [["CTC"], ["HMPPS_EL1"]]


async def test_people_of_one_name_with_unknown_organisations_stay_apart(desk: Desk) -> None:
    lines = ("Carr;Jo;Elsewhere;;EL1;;;submitted;;;;\n", "Carr;Jo;Nowhere;;EL1;;;submitted;;;;\n")
    assert await bring_in(desk, tracker(*lines)) == [CREATE, CREATE]
    assert await desk.query("SELECT count(*) FROM person") == [(2,)]
    assert await bring_in(desk, tracker(*lines)) == [UNCHANGED, UNCHANGED]


async def test_lived_experience_stays_hidden_in_the_case(desk: Desk) -> None:
    await desk.bring_in(PARTNERS)
    await bring_in(desk, tracker("Ashdown;Robin;Harbour Lights;;EL1;;3/8/26;LEAP;;;;\n"))
    hidden = "SELECT pathway, is_leap, stage, shown_stage FROM vetting_case"
    assert await desk.query(hidden) == [("STANDARD", True, "LEAP_RISK_ASSESSMENT", "DECISION_PENDING")]


LEAVERS = "Name,Organisation,Role,Left,Pass back,Why\n"


async def test_leavers_come_in_as_people_who_left(desk: Desk) -> None:
    await desk.bring_in(PARTNERS)
    content = (LEAVERS + '"Dane, Sam",Harbour Lights,Mentor,2026-05-01,N - chase,zebra\n').encode()
    assert await bring_in(desk, content) == [CREATE]
    people = "SELECT surname, status, left_on, pass_returned FROM person"
    assert await desk.query(people) == [("Dane", "LEFT", date(2026, 5, 1), False)]
    assert await desk.query("SELECT title, ends_on FROM person_role") == [("Mentor", date(2026, 5, 1))]
    assert await bring_in(desk, content) == [UNCHANGED]


async def test_person_on_the_tracker_who_is_listed_as_a_leaver_has_left(desk: Desk) -> None:
    await desk.bring_in(PARTNERS)
    await bring_in(desk, tracker(CLEARED))
    content = (LEAVERS + '"Ashdown, Robin",Harbour Lights,Mentor,2026-10-01,Y,\n').encode()
    assert await bring_in(desk, content) == [UPDATE]
    assert await desk.query("SELECT status, left_on FROM person") == [("LEFT", date(2026, 10, 1))]
    assert await desk.query("SELECT ends_on FROM person_role") == [(date(2026, 10, 1),)]


async def test_import_of_a_tracker_is_undone_whole(desk: Desk) -> None:
    await desk.bring_in(PARTNERS)
    plan_id = await desk.bring_in(tracker(CLEARED, CHECKED, UNCLEAR), importer=TRACKER_IMPORTER)
    assert await desk.undo(plan_id, importer=TRACKER_IMPORTER) is Outcome.DONE
    for table in ("person", "person_role", "vetting_case", "vetting_stage_event", "vetting_training"):
        assert (table, await desk.query(COUNT.format(table=table))) == (table, [(0,)])
    assert await desk.query("SELECT count(*) FROM partner") == [(2,)]


async def test_import_of_a_tracker_is_not_undone_once_a_case_moved(desk: Desk) -> None:
    await desk.bring_in(PARTNERS)
    plan_id = await desk.bring_in(tracker(CHECKED), importer=TRACKER_IMPORTER)
    await desk.change(
        "INSERT INTO vetting_stage_event (id, case_id, person_id, position, stage, happened_on, is_folded)"
        " SELECT uuidv7(), id, person_id, 4, 'DECISION_PENDING', current_date, false FROM vetting_case"
    )
    assert await desk.undo(plan_id, importer=TRACKER_IMPORTER) is Outcome.REFUSED


async def test_command_checks_and_commits_one_sheet_without_a_worker(desk: Desk, tmp_path: Path) -> None:
    partners, path = tmp_path / "partners.csv", tmp_path / "tracker.csv"
    partners.write_bytes(PARTNERS)
    path.write_bytes(tracker(CLEARED, CHECKED, ";Jo;Harbour Lights;;EL1;;;submitted;;;;\n"))
    checked = await run(desk.database, desk.viewer, PARTNER_IMPORTER, partners)
    assert (checked.committed, await desk.query("SELECT count(*) FROM partner")) == (False, [(0,)])
    assert checked.lines()[-1] == "Checked only: nothing was imported."
    await run(desk.database, desk.viewer, PARTNER_IMPORTER, partners, commit=True)
    done = await run(
        desk.database,
        desk.viewer,
        TRACKER_IMPORTER,
        path,
        sheet="tracker.csv",
        commit=True,
        as_at=date(2026, 11, 2),
    )
    tables: Any = done.as_json()["tables"]
    (table,) = tables
    assert table["actions"] == {"CREATE": 2, "UPDATE": 0, "UNCHANGED": 0, "MERGE": 0, "SKIP": 1}
    assert table["errors"]["missing_surname"]["at"] == [[4, "Surname"]]
    assert table["rows"][2]["problems"][0]["message"] == "The row has no surname. Give the person's surname."
    assert "Ashdown" not in repr(done.as_json())
    assert done.lines()[-1] == "Imported."
    assert await desk.query("SELECT count(*) FROM vetting_case") == [(2,)]


@pytest.mark.parametrize("sheet", ["Nowhere", "tracker"])
async def test_command_names_the_sheets_there_are(desk: Desk, tmp_path: Path, sheet: str) -> None:
    path = tmp_path / "tracker.csv"
    path.write_bytes(tracker(CLEARED))
    with pytest.raises(Exception, match=r"The sheets are: tracker\.csv"):
        await run(desk.database, desk.viewer, TRACKER_IMPORTER, path, sheet=sheet)
