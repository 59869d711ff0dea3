"""The partners importer, on small files written here. Every organisation in them is fictional."""

from __future__ import annotations

from datetime import date

import pytest

from core.imports import ImportContext, Interpretation, Record, find_tables, interpret_tables, open_workbook
from core.partnership.imports import PARTNER_IMPORTER

HEADINGS = "Organisation name;Charity no;Lead contact;Email;Phone;Funding;On mailing list?;Notes"


def read(*lines: str) -> Interpretation:
    data = "\n".join([HEADINGS, *lines]).encode()
    tables = find_tables(PARTNER_IMPORTER, open_workbook("partners.csv", data))
    return interpret_tables(PARTNER_IMPORTER, tables, ImportContext(as_at=date(2026, 11, 2)))[0]


def codes(record: Record) -> set[str]:
    return {problem.kind.value for problem in record.problems}


def test_row_is_understood() -> None:
    record = read(
        "Harbour Lights Ltd;1912-345;Robin Ashdown;robin@example.org;01632 960001;GRANT;y;ok"
    ).records[0]
    assert codes(record) == set()
    assert record.values == {
        "organisation": "Harbour Lights Ltd",
        "organisation_key": "harbourlights",
        "register": "charity",
        "registration": "1912-345",
        "identifier": "GB-CHC-1912345",
        "contact": "Robin Ashdown",
        "email": "robin@example.org",
        "phone": "01632960001",
        "funding": "GRANT",
        "mailing": True,
        "notes": "ok",
    }


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (";;;;;;n;x", "missing_organisation"),
        ("!!;;;;;;n;x", "missing_organisation"),
        ("A;12345;;;;;n;", "identifier_malformed"),
        ("A;pending;;;;;n;", "identifier_pending"),
        ("A;none;;;;;n;", "identifier_none"),
        ("A;;tbc;;;;n;", "contact_placeholder"),
        ("A;;R?bin Ashdown;;;;n;", "lost_character"),
        ("A;;;robin;;;n;", "email_invalid"),
        ("A;;;;12;;n;", "phone_invalid"),
        ("A;;;;;contract + grant;n;", "funding_unrecognised"),
        ("A;;;;;;maybe;", "mailing_unclear"),
        ("A;;;;;;y;", "mailing_without_email"),
        ("A;;;;;;n;told us of a conviction", "sensitive_text"),
        ("A;;;;;;n;=see other sheet", "formula_like_text"),
    ],
)
def test_what_is_said_of_a_row(line: str, code: str) -> None:
    record = read(line).records[0]
    assert codes(record) == {code}
    assert record.rejected is (code == "missing_organisation")


@pytest.mark.parametrize("answer", ["", "?", "x", "ask Kit", "N", "no", "not now"])
def test_anything_but_yes_is_no_consent(answer: str) -> None:
    assert read(f"A;;;a@example.org;;;{answer};x").records[0].values["mailing"] is False


def test_list_that_does_not_ask_for_consent_says_nothing_of_it() -> None:
    tables = find_tables(PARTNER_IMPORTER, open_workbook("p.csv", b"Organisation,Email\nA,a@example.org\n"))
    record = interpret_tables(PARTNER_IMPORTER, tables, ImportContext(as_at=date(2026, 11, 2)))[0].records[0]
    assert record.values["mailing"] is None
    assert codes(record) == set()


def test_question_mark_at_the_end_is_no_lost_letter() -> None:
    assert codes(read("A;;Robin Ashdown?;;;;n;").records[0]) == set()


def test_organisations_are_compared() -> None:
    lines = [
        "Bread & Roses;1912345;Robin Ashdown;office@example.org;;;n;",
        "The Bread and Roses CIC;1912345;Kit Birch;kit@example.org;;;n;",
        "Roses Devon;1912345;Jo Carr;office@example.org;;;n;",
        "Bread;1912346-1;Jo Carr;jo@example.org;;;n;",
        "Loaf;1912346-2;Jo Carr;jo@example.org;;;n;",
    ]
    assert [codes(record) for record in read(*lines).records] == [
        set(),
        {"duplicate_in_file"},
        {"possible_duplicate", "email_shared"},
        set(),
        set(),
    ]
