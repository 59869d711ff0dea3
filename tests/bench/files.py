"""The two files a co-ordinator would bring, written down: the partners' list and the vetting tracker."""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from xlsxwriter import Workbook

from tests.bench.people import PARTNERS, Applicant, applicant, name

HEADINGS = (
    *("Surname", "First name(s)", "Org", "Role", "Level", "Date form sent", "Sent to SSCL", "Cleared?"),
    *("Clearance expires", "Days left", "Key talk", "SASH/ACCT", "Disclosed?", "Notes"),
)
HEADING_ROW = 3
SECTION_EVERY = 500
NAMELESS_EVERY = 200
"""One row in so many has lost its surname, and cannot be imported."""
TWICE_EVERY = 100
"""One row in so many is the one above it once more."""
SECTIONS = ("Chaplaincy", "Education", "Families", "Resettlement", "Library")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What importing a file must come to."""

    new: int
    merged: int
    unreadable: int

    def headline(self) -> str:
        """Return the words the page of a plan says it in."""
        counts = (
            (self.new, "new"),
            (self.merged, "merged into an earlier row"),
            (self.unreadable, "cannot be read"),
        )
        return " · ".join(f"{count} {words}" for count, words in counts if count)


def write_partners(file: Path) -> Outcome:
    """Write the partners' list as CSV."""
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(["Organisation", "Charity no", "Lead contact", "Email", "Tel", "Funding", "Notes"])
        for number, partner in enumerate(PARTNERS):
            first, surname = name(40_000 - number)
            address = f"{first}.{surname}@{partner.split()[0]}.example".lower()
            telephone = f"01632 960{number:03}"
            funding = ("Contract", "Grant", "Unfunded")[number % 3]
            writer.writerow([partner, "", f"{first} {surname}", address, telephone, funding, ""])
    return Outcome(len(PARTNERS), 0, 0)


def write_tracker(file: Path, rows: int, today: date) -> Outcome:
    """Write a tracker of so many people, with a title above the headings and sections between the rows."""
    merged = unreadable = 0
    with Workbook(str(file), {"constant_memory": True}) as book:
        tracker = Tracker(book, today)
        for number in range(rows):
            if number % SECTION_EVERY == 0:
                tracker.write_section(SECTIONS[number // SECTION_EVERY % len(SECTIONS)])
            is_twice, is_nameless = number % TWICE_EVERY == 50, number % NAMELESS_EVERY == 120
            person = applicant(number - is_twice, today)
            tracker.write(replace(person, surname="") if is_nameless else person)
            merged, unreadable = merged + is_twice, unreadable + is_nameless
    return Outcome(rows - merged - unreadable, merged, unreadable)


class Tracker:
    """The sheet, written from top to bottom."""

    def __init__(self, book: Workbook, today: date) -> None:
        self._today = today
        self._day = book.add_format({"num_format": "dd/mm/yyyy"})
        self._sheet = book.add_worksheet("Tracker")
        hidden = HEADINGS.index("Disclosed?")
        self._sheet.set_column(hidden, hidden, None, None, {"hidden": True})
        self._sheet.write(0, 0, "Volunteers and partner staff: vetting tracker")
        self._sheet.write(1, 0, f"Last updated {today:%d/%m/%Y}")
        self._sheet.write_row(HEADING_ROW, 0, HEADINGS, book.add_format({"bold": True}))
        self._row = HEADING_ROW + 1

    def write_section(self, name: str) -> None:
        self._sheet.write(self._row, 0, name)
        self._row += 1

    def write(self, person: Applicant) -> None:
        """Write a row; the column of days left is a formula with the value it had when it was saved."""
        cells = (
            *(person.surname, person.first_name, person.organisation, person.role, person.level),
            *(person.form_sent, person.sent, person.status, person.expires, None),
            *(person.key_talk, person.training, "No", person.note),
        )
        for column, value in enumerate(cells):
            if isinstance(value, date):
                self._sheet.write_datetime(self._row, column, value, self._day)
            elif value:
                self._sheet.write_string(self._row, column, value)
        if person.expires is not None:
            left = (person.expires - self._today).days
            self._sheet.write_formula(
                self._row, HEADINGS.index("Days left"), f"=I{self._row + 1}-TODAY()", None, left
            )
        self._row += 1
