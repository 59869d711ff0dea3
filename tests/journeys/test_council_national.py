"""HMPPS's reader in a real browser: themes and days across prisons, published answers, and no person."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from infra.embedded.personas import NATIONAL
from tests.journeys.conftest import Visit
from tests.journeys.steps import follow
from tests.journeys.test_accessibility import wrong_on_a_telephone

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]


def test_a_national_reader_sees_themes_and_no_person(visit: Visit) -> None:
    page = visit(NATIONAL, checked=True)
    expect(page.get_by_role("heading", level=1)).to_have_text("What prisons tell HMPPS")
    follow(page, "Councils")
    main = page.locator("main")
    expect(main).to_contain_text("of 12 prisons give their figures")
    expect(main).to_contain_text("Resettlement")
    expect(main).to_contain_text("All prisons")
    assert wrong_on_a_telephone(page) == []
    follow(page, "Answers")
    expect(main).to_contain_text("Open the library on Saturday mornings.")
    follow(page, "Waiting for HMPPS")
    expect(main).to_contain_text("Give the release address in writing two weeks before.")
    page.get_by_role("link", name="Give the release address").first.click()
    expect(main).to_contain_text("Two weeks is for probation to decide.")
    assert wrong_on_a_telephone(page) == []
    expect(main).not_to_contain_text("Lindqvist")


def test_a_national_reader_opens_no_page_of_a_prison(visit: Visit) -> None:
    page = visit(NATIONAL, script=False)
    for path in ("/exi/", "/exi/council", "/exi/people"):
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 403
    answer = page.goto("/hmpps/people")
    assert answer is not None
    assert answer.status == 404
