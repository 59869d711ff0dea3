"""Templates a module brings: they fill the house's layouts, and a misspelt name does not pass unseen."""

from __future__ import annotations

from tests.frontend_api.pages.conftest import Reader


async def test_task_list_shows_steps_and_their_states(reader: Reader) -> None:
    page = await reader.open("/probe/steps")
    assert page.heading == "Getting ready"
    assert f"To do at {reader.prison.code}." in page.words
    assert page.links["Add a partner"] == reader.path("/probe/add")
    for said in ("To do now", "When the partner is there.", "Later", "Choose a prison Done"):
        assert said in page.words


async def test_report_carries_its_own_marking(reader: Reader) -> None:
    page = await reader.open("/probe/figures")
    assert page.links["1,234 cases"] == reader.path("/probe/partners")
    assert "Read on." in page.words
    assert "gh-marked--official" in page.text
    assert "OFFICIAL-SENSITIVE" not in page.words


async def test_misspelt_name_in_a_template_is_a_fault(reader: Reader) -> None:
    page = await reader.open("/probe/misspelt", status=500)
    assert page.heading == "Something went wrong"
