"""A co-ordinator's first morning: her own spreadsheets in, a case moved on, a report for the governor out."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from infra.embedded.personas import COORDINATOR, GOVERNOR, PARTNER_LEAD, SECURITY_VETTING, VOLUNTEER
from tests.journeys.conftest import Visit
from tests.journeys.steps import follow, import_file, step, upload, wait_for_work

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]

PARTNERS_SAID = "62 new · 3 merged into an earlier row · 3 cannot be read"
TRACKER_SAID = "430 new · 13 merged into an earlier row · 14 cannot be read"
"""What the samples' README states: 395 on the tracker and 35 who left; 13 rows twice; 13 and 1 refused."""


def open_case(page: Page, stage: str) -> None:
    """Open the first case at a stage from the list."""
    page.goto(f"/exi/vetting?stage={stage}")
    page.locator("tbody a").first.click()


def test_own_spreadsheets_become_a_working_desk(visit: Visit, samples: Path) -> None:
    page = visit(COORDINATOR)

    assert import_file(page, "partners", samples / "partners-exeter.csv", script=True) == PARTNERS_SAID
    assert import_file(page, "vetting", samples / "vetting-tracker-exeter.xlsx", script=True) == TRACKER_SAID
    upload(page, "vetting", samples / "vetting-tracker-exeter.xlsx")
    expect(page.get_by_text("Never read: “Disclosed?”")).to_be_visible()
    page.get_by_role("button", name="Show me what will happen").click()
    wait_for_work(page, "**/plan", script=True)

    assert " new" not in page.locator(".gh-lead").inner_text()
    page.get_by_role("button", name="Give it up").click()
    expect(page.get_by_text("The import was given up, and its file deleted.")).to_be_visible()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_case_is_moved_on_and_its_decision_is_another_persons(visit: Visit, *, script: bool) -> None:
    page = visit(COORDINATOR, script=script)
    open_case(page, "DOCUMENTS_VERIFIED")
    name = page.get_by_role("heading", level=1).inner_text()
    address = page.url

    step(page, "Send to vetting team")

    expect(page.get_by_text(f"Done: Send to vetting team, for {name}.")).to_be_visible()
    expect(page.locator(".gh-record-head")).to_contain_text("Sent to the vetting team")
    step(page, "Record that checks have started")
    expect(page.get_by_role("button", name="Approve")).to_have_count(0)
    refused = page.goto(f"{address}/approve")
    assert refused is not None
    assert refused.status == 403
    expect(page.locator("main")).to_contain_text("it is for: Security vetting contact")


def test_security_decides_without_a_word_of_why(visit: Visit) -> None:
    page = visit(SECURITY_VETTING)
    open_case(page, "IN_CHECKS")

    follow(page, "Refuse")

    assert page.locator("textarea").count() == 0
    page.get_by_label("Level of clearance").select_option(label="Enhanced Level 2")
    page.get_by_label("Reference of the decision").fill("EXI-2026-118")
    page.get_by_label("HMPPS vetting team (SSCL)").check(force=True)
    page.get_by_role("button", name="Record this step").click()
    expect(page.locator(".gh-record-head")).to_contain_text("Refused")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_governor_reads_the_position(visit: Visit, *, script: bool) -> None:
    page = visit(GOVERNOR, script=script)
    page.goto("/exi/reports")
    follow(page, "Ask for a report")
    page.get_by_label("Vetting position").check(force=True)
    page.get_by_role("button", name="Ask for this report").click()
    wait_for_work(page, "**/files", script=script)

    with page.expect_download() as download:
        page.get_by_role("link", name="PDF").first.click()
    document = PdfReader(io.BytesIO(Path(download.value.path()).read_bytes()))
    text = " ".join(sheet.extract_text() for sheet in document.pages)

    assert "Vetting position" in text
    assert "HMP Exeter" in text
    assert "OFFICIAL-SENSITIVE" in text


def test_partner_and_volunteer_see_their_own_and_nothing_else(visit: Visit) -> None:
    lead, volunteer = visit(PARTNER_LEAD), visit(VOLUNTEER)

    lead.goto("/exi/people")
    organisations = set(lead.locator("tbody td:nth-child(2)").all_inner_texts())
    volunteer.goto("/exi/people")
    names = volunteer.locator("tbody tr").all_inner_texts()

    assert {words.split("\n")[-1].strip() for words in organisations} == {"Lamplight Mentoring"}
    assert len(names) == 1
    assert "Ada Lindqvist" in names[0]


def test_another_prison_is_closed_and_an_unknown_page_says_so(visit: Visit) -> None:
    page = visit(GOVERNOR)

    closed = page.goto("/dai/vetting")
    assert closed is not None
    assert closed.status == 403
    expect(page.locator("main")).to_contain_text("You do not have access to HMP Dartmoor")
    unknown = page.goto("/exi/nowhere")
    assert unknown is not None
    assert unknown.status == 404
