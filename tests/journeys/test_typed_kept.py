"""A session that ends while somebody types: they sign in again, and the form is as they left it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from infra.embedded.personas import COORDINATOR, GOVERNOR, SECURITY_VETTING
from tests.journeys.conftest import Visit
from tests.journeys.steps import follow
from tests.journeys.test_accessibility import complaints

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]


@pytest.mark.parametrize("script", [False, True], ids=["no script", "script"])
def test_what_was_typed_is_there_again_after_signing_in(visit: Visit, *, script: bool) -> None:
    page, governor = visit(COORDINATOR, script=script, checked=script), visit(GOVERNOR)
    page.goto("/exi/people/add")
    page.get_by_label("First name").fill("Rosalind")
    page.get_by_label("Surname").fill("Quillfeather")
    page.locator("input[name=kind][value=VOLUNTEER]").check(force=True)

    governor.goto("/exi/access?role=COORDINATOR")
    follow(governor, COORDINATOR.name)
    follow(governor, "Sign them out everywhere")
    governor.get_by_role("button", name="Sign them out everywhere").click()
    page.get_by_role("button", name="Add this person").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Your session has ended")
    assert "Quillfeather" not in page.url
    assert not script or complaints(page) == []
    page.get_by_role("link", name="Sign in and go on").click()
    page.get_by_role("button", name=COORDINATOR.name).click()

    expect(page.locator("main")).to_contain_text("What you typed is here again")
    assert not script or complaints(page) == []
    expect(page.get_by_label("Surname")).to_have_value("Quillfeather")
    assert page.locator("input[name=kind][value=VOLUNTEER]").is_checked()
    page.get_by_role("button", name="Add this person").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Rosalind Quillfeather")


def test_somebody_else_at_the_same_browser_sees_nothing_of_it(visit: Visit) -> None:
    page, governor = visit(COORDINATOR), visit(GOVERNOR)
    page.goto("/exi/people/add")
    page.get_by_label("Surname").fill("Quillfeather")
    governor.goto("/exi/access?role=COORDINATOR")
    follow(governor, COORDINATOR.name)
    follow(governor, "Sign them out everywhere")
    governor.get_by_role("button", name="Sign them out everywhere").click()
    page.get_by_role("button", name="Add this person").click()
    page.get_by_role("link", name="Sign in and go on").click()
    page.get_by_role("button", name=SECURITY_VETTING.name).click()

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert "Quillfeather" not in page.content()
