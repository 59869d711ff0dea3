"""The tracker importer, on small files written here. Everybody in them is fictional."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.sdk import imports
from plugins.vetting.enums import TrainingStatus, VettingLevel, VettingStage
from plugins.vetting.imports import TRACKER_IMPORTER
from plugins.vetting.imports.cells import read_level, read_status, status_without_reason
from plugins.vetting.imports.kinds import TrackerKind
from plugins.vetting.imports.people import split_name

HEADINGS = (
    "Surname;First name;Org;Role;Level;Date form sent;Sent to SSCL;Cleared?;Clearance expires;"
    "Key talk;SASH;Notes"
)
AS_AT = date(2026, 11, 2)
CONTEXT = imports.ImportContext(as_at=AS_AT, organisations=frozenset({"harbourlights", "lanterntable"}))


def read(*lines: str) -> imports.Interpretation:
    data = "\n".join([HEADINGS, *lines]).encode()
    tables = imports.find_tables(TRACKER_IMPORTER, imports.open_workbook("tracker.csv", data))
    return imports.interpret_tables(TRACKER_IMPORTER, tables, CONTEXT)[0]


def one(line: str) -> imports.Record:
    return read(line).records[0]


def codes(record: imports.Record) -> set[str]:
    return {problem.kind.value for problem in record.problems}


def test_row_is_understood() -> None:
    line = (
        "Ashdown;Robin;The Harbour Lights Ltd;Mentor;EL1;2026-01-05;2026-02-03;Cleared 12/3/26;2031-03-12;"
        "2026-04-01;booked 12/1/27;rings on Tues"
    )
    record = one(line)
    assert codes(record) == {"date_as_text"}
    assert record.values == {
        "surname": "Ashdown",
        "first_name": "Robin",
        "organisation": "The Harbour Lights Ltd",
        "organisation_key": "harbourlights",
        "role": "Mentor",
        "levels": ("HMPPS_EL1",),
        "form_sent_on": date(2026, 1, 5),
        "sent_on": date(2026, 2, 3),
        "stage": "APPROVED",
        "cleared_on": date(2026, 3, 12),
        "expires_on": date(2031, 3, 12),
        "key_talk_status": "COMPLETED",
        "key_talk_on": date(2026, 4, 1),
        "sash_status": "BOOKED",
        "sash_on": date(2027, 1, 12),
        "notes": "rings on Tues",
    }


@pytest.mark.parametrize(
    ("text", "levels", "kind"),
    [
        ("EL 1", (VettingLevel.HMPPS_EL1,), None),
        ("enhanced l2", (VettingLevel.HMPPS_EL2,), None),
        ("Escort", (VettingLevel.ESCORTED_VISITOR,), None),
        ("DBS enhanced", (VettingLevel.DBS_ENHANCED,), None),
        ("Std+", (VettingLevel.LEGACY_STANDARD_PLUS,), TrackerKind.LEVEL_RETIRED),
        ("EL2 + CTC", (VettingLevel.HMPPS_EL2, VettingLevel.CTC), TrackerKind.LEVEL_MULTIPLE),
        ("EL2 and CTC", (VettingLevel.HMPPS_EL2, VettingLevel.CTC), TrackerKind.LEVEL_MULTIPLE),
        ("DBS", (), TrackerKind.LEVEL_AMBIGUOUS),
        ("EL1/EL2", (), TrackerKind.LEVEL_AMBIGUOUS),
        ("EL1 or 2", (), TrackerKind.LEVEL_AMBIGUOUS),
        ("Silver", (), TrackerKind.LEVEL_UNRECOGNISED),
        ("EL1 + Silver", (), TrackerKind.LEVEL_UNRECOGNISED),
        ("", (), TrackerKind.LEVEL_MISSING),
    ],
)
def test_level(text: str, levels: tuple[VettingLevel, ...], kind: imports.Kind | None) -> None:
    reading = read_level(text)
    assert (reading.levels, reading.kind) == (levels, kind)


@pytest.mark.parametrize(
    ("text", "stage", "cleared_on", "kind"),
    [
        ("CLEARED", VettingStage.APPROVED, None, None),
        ("y 5.5.26", VettingStage.APPROVED, date(2026, 5, 5), None),
        ("Cleared 31/2/26", VettingStage.APPROVED, None, imports.CommonKind.IMPOSSIBLE_DATE),
        ("not cleared", None, None, imports.CommonKind.STATUS_UNRECOGNISED),
        ("cleared by Kit", None, None, imports.CommonKind.STATUS_UNRECOGNISED),
        ("filling  in form", VettingStage.FORM_IN_PROGRESS, None, None),
        ("Refused", VettingStage.REFUSED, None, None),
        ("refused - ask security", VettingStage.REFUSED, None, None),
        ("w/d", VettingStage.WITHDRAWN, None, None),
        ("appeal", VettingStage.APPEAL_OPEN, None, None),
        ("", None, None, TrackerKind.STATUS_MISSING),
    ],
)
def test_status(
    text: str,
    stage: VettingStage | None,
    cleared_on: date | None,
    kind: imports.Kind | None,
) -> None:
    reading = read_status(text, sent=False)
    assert (reading.stage, reading.cleared_on, reading.kind) == (stage, cleared_on, kind)


def test_whom_one_chases_depends_on_where_the_form_is() -> None:
    assert read_status("chasing", sent=True).stage is VettingStage.IN_CHECKS
    assert read_status("chasing", sent=False).stage is VettingStage.FORM_IN_PROGRESS
    assert one("Ashdown;Robin;Harbour Lights;;EL1;;tbc;chasing;;;;").values["stage"] == "FORM_IN_PROGRESS"
    assert one("Ashdown;Robin;Harbour Lights;;EL1;;3/4/26;chasing;;;;").values["stage"] == "IN_CHECKS"


@given(st.text(max_size=50), st.booleans())
def test_readers_of_words_never_fail_and_keep_no_reason(text: str, sent: bool) -> None:  # noqa: FBT001
    level, status = read_level(text), read_status(text, sent=sent)
    assert level.levels or level.kind is not None
    assert status.stage is not None or status.kind is not None
    assert status_without_reason(f"Refused ({text})") == "Refused"


def test_reason_beside_a_refusal_is_nowhere() -> None:
    kept = one("Ashdown;Robin;Harbour Lights;;EL1;;;Refused (PNC, zebra);;;;")
    assert codes(kept) == {"sensitive_text"}
    assert kept.values["stage"] == "REFUSED"
    rejected = one(";Robin;Harbour Lights;;EL1;;;refused - zebra;;;;")
    assert rejected.rejected
    assert rejected.source["Cleared?"] == "Refused"
    assert "zebra" not in repr((kept, rejected)).lower()


def test_clearance_that_ends_before_it_began_is_rejected() -> None:
    record = one("Ashdown;Robin;Harbour Lights;;EL1;;;Cleared 12/3/26;11/3/26;;;")
    assert [problem.kind for problem in record.problems if problem.kind.severity == "error"] == [
        TrackerKind.EXPIRY_BEFORE_CLEARANCE,
    ]
    assert not one("Ashdown;Robin;Harbour Lights;;EL1;;;Cleared 12/3/26;12/3/26;;;").rejected


def test_end_date_of_a_clearance_that_was_refused_is_not_kept() -> None:
    record = one("Ashdown;Robin;Harbour Lights;;EL1;;;withdrawn;2029-05-09;;;")
    assert "status_conflict" in codes(record)
    assert record.values["expires_on"] is None


@pytest.mark.parametrize(
    ("level", "expires", "flagged"),
    [
        ("EL1", "", True),
        ("EL1", "tbc", True),
        ("EL2 + CTC", "", True),
        ("Escorted", "", False),
        ("BPSS", "", False),
        ("DBS", "", False),
        ("EL1", "May 2027", False),
        ("EL1", "2027-05-01", False),
    ],
)
def test_clearance_without_an_end(level: str, expires: str, flagged: bool) -> None:  # noqa: FBT001
    record = one(f"Ashdown;Robin;Harbour Lights;;{level};;;cleared;{expires};;;")
    assert ("cleared_without_expiry" in codes(record)) is flagged


@pytest.mark.parametrize(
    ("text", "status", "day", "code"),
    [
        ("3/4/26", TrainingStatus.COMPLETED, date(2026, 4, 3), "date_as_text"),
        ("done", TrainingStatus.COMPLETED, None, "training_date_missing"),
        ("✓", TrainingStatus.COMPLETED, None, "training_date_missing"),
        ("booked 12/1/27", TrainingStatus.BOOKED, date(2027, 1, 12), None),
        ("booked", TrainingStatus.BOOKED, None, None),
        ("n/a", TrainingStatus.EXEMPT, None, None),
        ("needs", TrainingStatus.REQUIRED, None, None),
        ("tbc", None, None, "date_placeholder"),
        ("DNA 3/4/26", None, None, "did_not_attend"),
        ("3/12/26", None, None, "completion_in_future"),
        ("ask Kit", None, None, "training_unrecognised"),
        ("May 26", None, None, "date_incomplete"),
    ],
)
def test_training(text: str, status: TrainingStatus | None, day: date | None, code: str | None) -> None:
    record = one(f"Ashdown;Robin;Harbour Lights;;BPSS;;;cleared;;{text};;")
    assert record.values["key_talk_status"] == (status.value if status else None)
    assert record.values["key_talk_on"] == day
    assert (code is None and codes(record) == set()) or code in codes(record)


def test_people_are_compared_by_name_organisation_and_level() -> None:
    lines = [
        "O'Dell;Zoë;Harbour Lights;;EL1;;;submitted;;;;",
        "O\u2019DELL;Zoe;The Harbour Lights Ltd;;Enhanced 1;;;with SSCL;;;;",
        "Odell;Zoe;Harbour Lights;;CTC;;;submitted;;;;",
        "Zoe;Odell;Harbour Lights;;EL1;;;submitted;;;;",
        "O'Dell;Zoë;Lantern Table;;EL1;;;submitted;;;;",
        ";Zoë;Harbour Lights;;EL1;;;submitted;;;;",
        "Odell;Zoey;Harbour Lights;;EL1;;;submitted;;;;",
    ]
    found = [codes(record) for record in read(*lines).records]
    assert found == [
        set(),
        {"duplicate_in_file"},
        {"same_person_other_level"},
        {"possible_duplicate"},
        {"possible_duplicate"},
        {"missing_surname"},
        set(),
    ]


def test_organisation_is_compared_with_the_partners() -> None:
    assert "organisation_unknown" in codes(one("Ashdown;Robin;HL;;EL1;;;submitted;;;;"))
    assert "organisation_missing" in codes(one("Ashdown;Robin;;Mentor;EL1;;;submitted;;;;"))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ashdown, Robin Jo", ("Ashdown", "Robin Jo")),
        ("Robin Jo Ashdown", ("Ashdown", "Robin Jo")),
        ("Ashdown", ("Ashdown", "")),
        ("", ("", "")),
    ],
)
def test_name_in_one_cell(text: str, name: tuple[str, str]) -> None:
    assert split_name(text) == name


def test_leavers_have_a_table_of_their_own_and_no_reason() -> None:
    data = (
        "Name,Organisation,Role,Left,Pass / keys back?,Why\n"
        '"Ashdown, Robin",Harbour Lights,Mentor,3/4/26,N - chase,zebra\n'
        '"Birch, Kit",Harbour Lights,Mentor,4/4/26,Y,moved\n'
        ",Harbour Lights,Mentor,4/4/26,Y,moved\n"
    )
    tables = imports.find_tables(TRACKER_IMPORTER, imports.open_workbook("leavers.csv", data.encode()))
    leavers = imports.interpret_tables(TRACKER_IMPORTER, tables, CONTEXT)[0]
    assert leavers.layout == "vetting_leavers"
    assert [record.values.get("pass_returned") for record in leavers.importable()] == [False, True]
    assert [codes(record) for record in leavers.records] == [
        {"date_as_text", "pass_not_returned"},
        {"date_as_text"},
        {"missing_name", "date_as_text"},
    ]
    assert "zebra" not in repr(leavers.records)


def test_tracker_with_the_name_in_one_column() -> None:
    data = (
        "Name;Organisation;Level;Status\n"
        "Robin Ashdown;Harbour Lights;EL1;submitted\n"
        ";Harbour Lights;EL1;LEAP\n"
    )
    tables = imports.find_tables(TRACKER_IMPORTER, imports.open_workbook("tracker.csv", data.encode()))
    records = imports.interpret_tables(TRACKER_IMPORTER, tables, CONTEXT)[0].records
    assert (records[0].values["surname"], records[0].values["first_name"]) == ("Ashdown", "Robin")
    assert codes(records[1]) == {"missing_surname"}
