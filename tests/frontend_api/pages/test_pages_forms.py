"""Forms: what was typed is read, refused in words at its field, and never lost."""

from __future__ import annotations

from typing import Any

import pytest

from tests.frontend_api.pages.conftest import Reader
from tests.frontend_api.pages.reading import Page

GOOD: dict[str, Any] = {
    "words": "Reading circle",
    "start-day": "3",
    "start-month": "3",
    "start-year": "2026",
    "number": "12",
    "kind": "GRANT",
    "days": ["MON", "TUE"],
}
SHEET = ("places.csv", b"a,b\n1,2\n", "text/csv")


async def test_form_shows_what_stands_there_at_first(reader: Reader) -> None:
    page = await reader.open("/probe/add?suggested=Harbour+Lights")
    assert page.heading == "Add a partner"
    assert page.fields["partner_name"] == ["Harbour Lights"]
    assert page.fields["mailing"] == ["yes"]
    assert page.fields["funding_basis"] == []
    assert page.links["Cancel"] == reader.path("/probe/partners")


async def test_form_runs_its_mutation_and_leads_on(reader: Reader) -> None:
    page = await reader.open("/probe/add")
    answer = await reader.send("/probe/add", page, partner_name="Harbour Lights", funding_basis="GRANT")
    shown = await reader.follow(answer)
    assert shown.heading == "Harbour Lights"
    assert "Harbour Lights was added." in shown.words


async def test_missing_answer_is_said_at_the_top_and_at_its_field(reader: Reader) -> None:
    page = await reader.open("/probe/add?suggested=x")
    answer = await reader.send("/probe/add?suggested=x", page, identifier="GB-CHC-1")
    again = Page(answer.text)
    assert answer.status_code == 422
    assert again.title.startswith("Error: Add a partner")
    assert again.links["Enter the partner's name."] == "#partner_name"
    assert "partner_name" in again.ids
    assert "partner_name-error" in again.ids
    assert again.fields["identifier"] == ["GB-CHC-1"]
    assert again.fields["mailing"] == [], "an unticked box stays unticked"


async def test_refusal_of_the_api_lands_at_the_field_it_names(reader: Reader) -> None:
    page = await reader.open("/probe/add")
    await reader.send("/probe/add", page, partner_name="Harbour Lights")
    answer = await reader.send("/probe/add", page, partner_name="Harbour Lights", funding_basis="GRANT")
    again = Page(answer.text)
    assert answer.status_code == 422
    assert "partner_name-error" in again.ids
    assert again.fields["partner_name"] == ["Harbour Lights"]
    assert again.fields["funding_basis"] == ["GRANT"]


async def test_choice_that_was_not_offered_is_refused(reader: Reader) -> None:
    page = await reader.open("/probe/add")
    answer = await reader.send("/probe/add", page, partner_name="Harbour", funding_basis="BRIBE")
    assert answer.status_code == 422
    assert "Funding must be one of the choices. Choose again." in Page(answer.text).words


async def test_every_kind_of_answer_reaches_the_mutation(reader: Reader) -> None:
    page = await reader.open("/probe/every")
    answer = await reader.send("/probe/every", page, files={"file": SHEET}, **GOOD)
    shown = await reader.follow(answer)
    assert "Reading circle 2026-03-03|12|GRANT|MON,TUE|8" in shown.words


@pytest.mark.parametrize(
    ("changed", "sentence", "target"),
    [
        ({"kind": "LOTTERY"}, "Which kind? Choose one of the answers shown.", "kind"),
        ({"words": "x" * 41}, "Words must be 40 characters or fewer. It is 41 now.", "words"),
        (
            {"start-day": "31", "start-month": "2"},
            "Start date must be a real date, such as 27 3 2026.",
            "start-day",
        ),
        ({"start-year": "26"}, "Start date must be a real date, such as 27 3 2026.", "start-day"),
        ({"start-day": "", "start-month": "", "start-year": ""}, "Fill in “Start date”.", "start-day"),
        ({"number": "21"}, "Number of places must be a whole number from 1 to 20.", "number"),
        ({"number": "many"}, "Number of places must be a whole number from 1 to 20.", "number"),
        ({"number": "\u00b2"}, "Number of places must be a whole number from 1 to 20.", "number"),
        ({"kind": ""}, 'Answer the question "Which kind?"', "kind"),
        ({"days": []}, "Choose one under “Days”.", "days"),
        ({"days": ["MON", "SUN"]}, "Days must be one of the choices. Choose again.", "days"),
    ],
)
async def test_wrong_answer_is_said_in_words(
    reader: Reader, changed: dict[str, Any], sentence: str, target: str
) -> None:
    page = await reader.open("/probe/every")
    answer = await reader.send("/probe/every", page, files={"file": SHEET}, **{**GOOD, **changed})
    again = Page(answer.text)
    assert answer.status_code == 422
    assert again.links[sentence] == f"#{target}"
    assert target in again.ids
    assert again.fields["words"] == [""] or "Reading circle" in again.text or "x" * 41 in again.text


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (
            ("places.exe", b"MZ", "application/x"),
            '"places.exe" cannot be used here. Choose a file that ends in .csv, .xlsx.',
        ),
        (("places.csv", b"", "text/csv"), '"places.csv" is empty. Choose another file.'),
        (
            ("places.csv", b"x" * 2001, "text/csv"),
            '"places.csv" is larger than 0 MB. Choose a smaller file, or split it.',
        ),
    ],
)
async def test_file_that_cannot_be_used_is_said_in_words(
    reader: Reader, file: tuple[str, bytes, str], sentence: str
) -> None:
    page = await reader.open("/probe/every")
    answer = await reader.send("/probe/every", page, files={"file": file}, **GOOD)
    again = Page(answer.text)
    assert answer.status_code == 422
    assert sentence in again.words


async def test_body_beyond_any_file_is_refused_in_style(reader: Reader) -> None:
    page = await reader.open("/probe/every")
    huge = ("places.csv", b"x" * 1_200_000, "text/csv")
    answer = await reader.send("/probe/every", page, files={"file": huge}, **GOOD)
    assert answer.status_code == 413
    assert Page(answer.text).heading == "The file is too large"


async def test_form_of_another_site_is_refused(reader: Reader) -> None:
    page = await reader.open("/probe/add")
    forged = await reader.browser.post(
        reader.path("/probe/add"), data={"csrf_token": "x" * 40, "partner_name": "Harbour"}
    )
    assert forged.status_code == 403
    assert Page(forged.text).heading == "This form could not be accepted"
    assert page.token


async def test_file_without_headings_is_said_in_words_and_is_no_fault_of_ours(reader: Reader) -> None:
    new = await reader.open("/imports/new")
    answer = await reader.send(
        "/imports/new", new, files={"file": ("list.csv", b"1,2,3\n4,5,6\n")}, importer="partners"
    )
    shown = await reader.browser.get(answer.headers["location"])
    page = Page(shown.text)
    assert shown.status_code == 422
    assert page.heading == "This cannot be shown as it is"
    assert "list.csv" in page.words
    assert "heading" in page.words
