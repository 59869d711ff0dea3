"""The gate's page of another day: typed in three boxes, written in a link, or no day at all."""

from __future__ import annotations

from datetime import timedelta

from core.clock import today
from core.pages.dates import weekday_date
from tests.frontend_api.pages.conftest import Reader
from tests.frontend_api.pages.reading import Page

TOMORROW = today() + timedelta(days=1)


def typed(page: Page) -> list[str]:
    return [page.fields[f"on-{part}"][0] for part in ("day", "month", "year")]


async def test_day_is_typed_as_everywhere_else(reader: Reader) -> None:
    asked = f"on-day={TOMORROW.day}&on-month={TOMORROW.month}&on-year={TOMORROW.year}"
    page = await reader.open(f"/gate?{asked}")
    assert page.heading == f"Who is coming in on {weekday_date(TOMORROW)}?"
    assert typed(page) == [str(TOMORROW.day), str(TOMORROW.month), str(TOMORROW.year)]
    linked = await reader.open(f"/gate/{TOMORROW.isoformat()}")
    assert (linked.heading, typed(linked)) == (page.heading, typed(page))


async def test_what_is_no_day_is_said_and_stays_in_its_boxes(reader: Reader) -> None:
    page = await reader.open("/gate?on-day=31&on-month=2&on-year=2026")
    assert page.title.startswith("Error: ")
    assert "Which day? Enter a real date" in page.words
    assert typed(page) == ["31", "2", "2026"]
    assert page.heading == f"Who is coming in today, {weekday_date(today())}?"
