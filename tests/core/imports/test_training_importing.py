"""What importing a training matrix writes, takes back and says. Everybody in it is fictional."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from core.imports.actions import Action
from core.imports.choices import Choices, SheetChoice
from core.imports.queries import PlanState
from core.jobs.runner import Outcome
from plugins.vetting.imports import TRAINING_IMPORTER
from tests.core.imports.conftest import Desk
from tests.core.imports.lists import state_of

HEAD = "Name,Organisation,Security induction,Key talk,SASH,Food hygiene\n"
LASTS = "Lasts,,12m,12m,3 yrs,36m\n"
ROBIN = '"Ashdown, Robin",Harbour Lights,3/2/2026,needs,2026-03-04,1/2/2026\n'
KIT = '"Birch, Kit",Lantern Table,booked 12/1/2027,,n/a,\n'
PARTNERS = b"Organisation,Funding\nHarbour Lights,grant\nLantern Table,grant\n"
CREATE, UPDATE, UNCHANGED, SKIP = Action.CREATE, Action.UPDATE, Action.UNCHANGED, Action.SKIP
LEARNT = (
    "SELECT p.surname, t.type, t.status, t.completed_on, t.booked_on, t.expires_on FROM vetting_training t"
    " JOIN person p ON p.tenant_id = t.tenant_id AND p.id = t.person_id ORDER BY p.surname, t.type, t.status"
)
EVERYTHING = (
    "SELECT to_jsonb(t)::text FROM vetting_training t"
    " UNION ALL SELECT to_jsonb(c)::text FROM vetting_course c"
    " UNION ALL SELECT to_jsonb(p)::text FROM person p ORDER BY 1"
)


def matrix(*lines: str, head: str = HEAD) -> bytes:
    return (head + "".join(lines)).encode()


async def plan(desk: Desk, content: bytes, choices: Choices | None = None) -> UUID:
    return await desk.plan(content, importer=TRAINING_IMPORTER, choices=choices)


async def bring_in(desk: Desk, content: bytes) -> UUID:
    return await desk.bring_in(content, importer=TRAINING_IMPORTER)


async def test_preview_writes_nothing_and_commit_what_the_preview_said(desk: Desk) -> None:
    await desk.bring_in(PARTNERS)
    plan_id = await plan(desk, matrix(LASTS, ROBIN, KIT))
    shown = [(row.label, row.action, row.differences) for row in await desk.rows(plan_id)]
    assert [(label, action) for label, action, _differences in shown] == [
        ("Ashdown, Robin (Harbour Lights)", CREATE),
        ("Birch, Kit (Lantern Table)", CREATE),
    ]
    assert await desk.query(EVERYTHING) == []
    assert await desk.commit(plan_id, importer=TRAINING_IMPORTER) is Outcome.DONE
    after = [(row.label, row.action, row.differences) for row in await desk.rows(plan_id)]
    assert after == shown
    assert await desk.query(LEARNT) == [
        ("Ashdown", "KEY_TRAINING", "REQUIRED", None, None, None),
        ("Ashdown", "OTHER_LOCAL", "COMPLETED", date(2026, 2, 1), None, date(2029, 2, 1)),
        ("Ashdown", "SASH_ACCT", "COMPLETED", date(2026, 3, 4), None, date(2029, 3, 4)),
        ("Ashdown", "SECURITY_INDUCTION", "COMPLETED", date(2026, 2, 3), None, date(2027, 2, 3)),
        ("Birch", "SASH_ACCT", "EXEMPT", None, None, None),
        ("Birch", "SECURITY_INDUCTION", "BOOKED", None, date(2027, 1, 12), None),
    ]


async def test_preview_of_a_change_names_the_cells_and_commit_changes_those_alone(desk: Desk) -> None:
    await bring_in(desk, matrix(ROBIN, KIT))
    before = dict.fromkeys(await desk.query(EVERYTHING))
    plan_id = await plan(desk, matrix(ROBIN.replace("needs", "5/6/2026"), KIT))
    robin, kit = await desk.rows(plan_id)
    assert (robin.action, kit.action) == (UPDATE, UNCHANGED)
    assert robin.differences == [
        {"label": "Training", "old": "Needed", "new": "Done"},
        {"label": "Training done", "old": "(blank)", "new": "5 June 2026"},
    ]
    assert await desk.commit(plan_id, importer=TRAINING_IMPORTER) is Outcome.DONE
    changed = [row for row in await desk.query(EVERYTHING) if row not in before]
    assert len(changed) == 1
    assert '"completed_on": "2026-06-05"' in str(changed[0])


async def test_second_import_changes_nothing(desk: Desk) -> None:
    await bring_in(desk, matrix(LASTS, ROBIN, KIT))
    before = await desk.query(EVERYTHING)
    plan_id = await plan(desk, matrix(LASTS, ROBIN, KIT))
    assert await desk.actions(plan_id) == [UNCHANGED, UNCHANGED]
    assert await desk.planned_changes(plan_id) == 0
    assert await desk.commit(plan_id, importer=TRAINING_IMPORTER) is Outcome.DONE
    assert await desk.query(EVERYTHING) == before


async def test_undo_of_the_first_import_leaves_nothing_of_it(desk: Desk) -> None:
    await desk.bring_in(PARTNERS)
    plan_id = await bring_in(desk, matrix(ROBIN, KIT))
    assert await desk.query(EVERYTHING) != []
    assert await desk.undo(plan_id, importer=TRAINING_IMPORTER) is Outcome.DONE
    assert await state_of(desk, plan_id) is PlanState.UNDONE
    assert await desk.query(EVERYTHING) == []
    assert await desk.query("SELECT count(*) FROM partner") == [(2,)]


async def test_undo_restores_what_was_changed_and_takes_back_what_was_added(desk: Desk) -> None:
    await bring_in(desk, matrix(ROBIN))
    before = await desk.query(EVERYTHING)
    later = ROBIN.replace("needs", "5/6/2026").replace("2026-03-04", "2026-09-09")
    plan_id = await bring_in(desk, matrix(later, KIT))
    assert len(await desk.query(EVERYTHING)) > len(before)
    assert await desk.undo(plan_id, importer=TRAINING_IMPORTER) is Outcome.DONE
    assert await desk.query(EVERYTHING) == before


@pytest.mark.parametrize(
    "touch",
    [
        "UPDATE vetting_training SET completed_on = '2026-04-04' WHERE type = 'SASH_ACCT'",
        "UPDATE vetting_course SET validity_months = 12",
        "DELETE FROM vetting_training WHERE type = 'KEY_TRAINING'",
    ],
)
async def test_import_that_was_worked_with_is_not_undone(desk: Desk, touch: str) -> None:
    plan_id = await bring_in(desk, matrix(ROBIN))
    await desk.change(touch)
    before = await desk.query(EVERYTHING)
    assert await desk.undo(plan_id, importer=TRAINING_IMPORTER) is Outcome.REFUSED
    assert "can no longer be undone" in await desk.refusal(plan_id)
    assert await desk.query(EVERYTHING) == before


async def test_rows_that_fail_are_named_with_why_and_the_others_come_in(desk: Desk) -> None:
    nameless = ",Harbour Lights,3/2/2026,,,\n"
    impossible = '"Carr, Jo",Harbour Lights,31/2/2026,,4/3/2026,\n'
    unclear = '"Dale, Sam",Harbour Lights,ask security,,5/3/2026,\n'
    plan_id = await bring_in(desk, matrix(nameless, impossible, unclear))
    rows = await desk.rows(plan_id)
    assert [(row.row_number, row.action) for row in rows] == [(2, SKIP), (3, CREATE), (4, CREATE)]
    said = [{str(problem["kind"]) for problem in row.problems} for row in rows]
    assert "missing_name" in said[0]
    assert "impossible_date" in said[1]
    assert "training_unrecognised" in said[2]
    assert rows[0].source is not None
    assert [row[:3] for row in await desk.query(LEARNT)] == [
        ("Carr", "SASH_ACCT", "COMPLETED"),
        ("Dale", "SASH_ACCT", "COMPLETED"),
    ]


async def test_chosen_columns_are_remembered_for_the_next_matrix(desk: Desk) -> None:
    head = HEAD.replace("SASH", "Course seven")
    chosen = Choices(sheets={"list.csv": SheetChoice(columns={"4": "sash"})})
    plan_id = await plan(desk, matrix(ROBIN, head=head), chosen)
    assert await desk.commit(plan_id, importer=TRAINING_IMPORTER) is Outcome.DONE
    remembered = "SELECT layout, heading, field FROM import_mapping ORDER BY heading"
    assert await desk.query(remembered) == [("vetting_training_matrix", "course seven", "sash")]
    again = await plan(desk, matrix(ROBIN, KIT, head=head))
    assert await desk.actions(again) == [UNCHANGED, CREATE]
    assert await desk.commit(again, importer=TRAINING_IMPORTER) is Outcome.DONE
    exempt = "SELECT count(*) FROM vetting_training WHERE type = 'SASH_ACCT' AND status = 'EXEMPT'"
    assert await desk.query(exempt) == [(1,)]
