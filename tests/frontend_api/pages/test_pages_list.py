"""A list over the real API: sentence, chips, order, pages, groups, bulk actions and files."""

from __future__ import annotations

import csv
import io
import re

import openpyxl

from core.accounts.roles import Role
from core.accounts.viewer import Viewer
from core.database.unit_of_work import Database
from core.plugins.loader import Registry
from core.prisons.models import Prison
from core.testkit import make_partner
from core.testkit import viewer as make_viewer
from tests.frontend_api.conftest import Browser, Person
from tests.frontend_api.pages.conftest import Reader
from tests.frontend_api.pages.reading import Page

NAMES = re.compile(r"Partner \d\d")


def row_names(page: Page) -> list[str]:
    """Return the names of the rows in their order: the link in each row's head."""
    return re.findall(r'<th scope="row"[^>]*><a[^>]*>([^<]+)</a>', page.text)


def row_ids(page: Page) -> list[str]:
    return re.findall(r'name="row" id="row-([0-9a-f-]{36})"', page.text)


async def test_list_sums_up_and_shows_the_first_rows(reader: Reader, partners: list[str]) -> None:
    page = await reader.open("/probe/partners")
    assert page.title == f"Partners - {reader.called} - Gatehouse"
    assert "30 partners work here." in page.words
    assert "1 to 25 of 30 rows" in page.words
    assert row_names(page) == partners[:25]
    assert page.targets.count(reader.path("/probe/add")) == 3  # both rows of the navigation, and the action


async def test_empty_list_says_what_to_do_next(reader: Reader) -> None:
    page = await reader.open("/probe/partners")
    assert "No partner yet. Add the first one." in page.words
    assert "<table" not in page.text


async def test_pages_lead_on_and_back_over_every_row_once(reader: Reader, partners: list[str]) -> None:
    first = await reader.open("/probe/partners")
    second = Page((await reader.browser.get(first.links["Next page"])).text)
    assert row_names(first) + row_names(second) == partners
    assert "26 to 30 of 30 rows" in second.words
    assert "Next page" not in second.links
    back = Page((await reader.browser.get(second.links["Previous page"])).text)
    assert row_names(back) == partners[:25]
    assert "1 to 25 of 30 rows" in back.words


async def test_page_size_is_one_of_three(reader: Reader, partners: list[str]) -> None:
    page = await reader.open("/probe/partners")
    fifty = Page((await reader.browser.get(page.links["50"])).text)
    assert row_names(fifty) == partners
    unknown = await reader.open("/probe/partners?per=7")
    assert row_names(unknown) == partners[:25]


async def test_heading_sorts_and_says_so(reader: Reader, partners: list[str]) -> None:
    page = await reader.open("/probe/partners")
    assert 'aria-sort="ascending"' in page.text
    down = Page((await reader.browser.get(page.links["Name"])).text)
    assert 'aria-sort="descending"' in down.text
    assert row_names(down) == partners[:4:-1]
    up = Page((await reader.browser.get(down.links["Name"])).text)
    assert row_names(up) == partners[:25]
    unknown = await reader.open("/probe/partners?sort=password")
    assert row_names(unknown) == partners[:25]


async def test_filters_become_chips_that_can_be_taken_off(reader: Reader, partners: list[str]) -> None:
    page = await reader.open("/probe/partners?name=partner+0&status=ACTIVE&status=PAUSED")
    assert row_names(page) == partners[:9]
    assert "Filter this list (3 in use)" in page.words
    without = page.links["Remove this filter: State: Paused"]
    assert without == reader.path("/probe/partners?name=partner+0&status=ACTIVE")
    less = Page((await reader.browser.get(without)).text)
    assert "Remove this filter: State: Paused" not in less.links
    assert less.links["Clear all filters"] == reader.path("/probe/partners")


async def test_filter_keeps_its_answers_order_and_size(reader: Reader, partners: list[str]) -> None:
    page = await reader.open("/probe/partners?name=partner&funding=GRANT&sort=-name&per=50")
    assert "Nothing matches these filters." in page.words
    assert page.fields["name"] == ["partner"]
    assert page.fields["funding"] == ["GRANT"]
    assert page.fields["sort"] == ["-name"]
    assert page.fields["per"] == ["50"]
    assert partners


async def test_made_up_filter_value_and_cursor_are_not_a_fault(reader: Reader, partners: list[str]) -> None:
    page = await reader.open("/probe/partners?status=<script>&funding=x&from=-5")
    assert row_names(page) == partners[:25]
    await reader.open("/probe/partners?after=nonsense", status=400)
    await reader.open("/probe/partners?before=%00", status=400)


async def test_words_of_rows_are_never_markup(
    reader: Reader, database: Database, registry: Registry, prison: Prison
) -> None:
    by: Viewer = make_viewer(registry, prison, Role.COORDINATOR)
    await make_partner(database, by, '<img src=x onerror="alert(1)">')
    page = await reader.open("/probe/partners")
    assert "&lt;img src=x onerror=&#34;alert(1)&#34;&gt;" in page.text
    assert not [one for tag, one in page.attributes if tag == "img"]


async def test_bulk_action_acts_on_ticked_rows_and_says_so(reader: Reader, partners: list[str]) -> None:
    page = await reader.open("/probe/partners")
    ids = row_ids(page)
    assert len(ids) == 25
    answer = await reader.send("/probe/partners/bulk", page, row=ids[:2], action="drop_in")
    done = await reader.follow(answer)
    assert f"Added in {reader.called}." in done.words
    record = await reader.open(f"/probe/partners/{ids[0]}")
    assert "Drop-in for 2" in record.words
    assert f"Added in {reader.called}." not in record.words, "a notice is shown once"
    assert partners


async def test_bulk_action_without_a_row_says_what_to_do(reader: Reader, partners: list[str]) -> None:
    page = await reader.open("/probe/partners?per=50")
    answer = await reader.send("/probe/partners/bulk?per=50", page, action="drop_in")
    again = Page(answer.text)
    assert answer.status_code == 422
    assert again.title.startswith("Error: ")
    assert "Tick at least one row first." in again.words
    assert row_names(again) == partners


async def test_bulk_action_that_cannot_be_undone_asks_first(reader: Reader, partners: list[str]) -> None:
    page = await reader.open("/probe/partners")
    ids = row_ids(page)[:3]
    asked = Page((await reader.send("/probe/partners/bulk", page, row=ids, action="careful")).text)
    assert asked.heading == "Start a drop-in for 3?"
    assert asked.fields["row"] == ids
    answer = await reader.send(
        "/probe/partners/bulk",
        asked,
        row=asked.fields["row"],
        action=asked.fields["action"][0],
        confirmed=asked.fields["confirmed"][0],
    )
    assert "Added in" in (await reader.follow(answer)).words
    assert partners


async def test_refused_bulk_action_keeps_the_ticks(reader: Reader, partners: list[str]) -> None:
    page = await reader.open("/probe/partners")
    first = row_ids(page)[0]
    foreign = "01900000-0000-7000-8000-000000000000"
    answer = await reader.send("/probe/partners/bulk", page, row=[foreign, first], action="drop_in")
    again = Page(answer.text)
    assert answer.status_code == 422
    assert "There is a problem" in again.words
    assert f'value="{first}" checked' in again.text
    assert partners


async def test_export_holds_the_whole_view(reader: Reader, partners: list[str]) -> None:
    page = await reader.open("/probe/partners?sort=-name")
    link = page.links["CSV"]
    assert link == reader.path("/probe/partners/export?sort=-name&format=csv")
    answer = await reader.browser.get(link)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/csv")
    assert "content-encoding" not in answer.headers, "a file keeps the length it announces"
    assert re.fullmatch(
        rf'attachment; filename="probe-partners-{reader.prison.code.lower()}-\d{{4}}-\d\d-\d\d\.csv"',
        answer.headers["content-disposition"],
    )
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["Name"] for row in rows] == partners[::-1]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", rows[0]["Since"])


async def test_export_to_excel_follows_the_filter(reader: Reader, partners: list[str]) -> None:
    answer = await reader.browser.get(reader.path("/probe/partners/export?name=partner+1&format=xlsx"))
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    said = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value}
    assert sorted(one for one in said if NAMES.fullmatch(one)) == partners[9:19]


async def test_export_in_an_unknown_format_is_not_found(reader: Reader, partners: list[str]) -> None:
    await reader.open("/probe/partners/export?format=exe", status=404)
    assert partners


async def test_viewer_without_the_right_sees_no_buttons_and_no_boxes(
    browser: Browser, person: Person, prison: Prison, partners: list[str]
) -> None:
    await person.join(prison, Role.PRISON_STAFF_READER)
    await browser.sign_in()
    reader = Reader(browser, prison)
    page = await reader.open("/probe/partners")
    assert row_names(page) == partners[:25]
    assert not row_ids(page)
    assert reader.path("/probe/add") not in page.targets
    refused = await reader.send("/probe/partners/bulk", page, row="x", action="drop_in")
    assert refused.status_code == 403
    assert "For Co-ordinator" not in page.words


async def test_a_hundred_rows_stay_below_200_kb(
    reader: Reader, database: Database, registry: Registry, prison: Prison
) -> None:
    by: Viewer = make_viewer(registry, prison, Role.COORDINATOR)
    for number in range(100):
        await make_partner(database, by, f"A partner with quite a long name, branch number {number:03d}")
    answer = await reader.browser.get(reader.path("/probe/partners?per=100"))
    assert "1 to 100 of 100 rows" in Page(answer.text).words
    assert len(answer.content) < 200_000


async def test_bulk_action_leads_back_to_the_view_it_was_taken_in(
    reader: Reader, partners: list[str]
) -> None:
    page = await reader.open("/probe/partners?status=ACTIVE&per=50&sort=-name")
    assert partners
    ids = row_ids(page)
    answer = await reader.send(
        "/probe/partners/bulk?status=ACTIVE&per=50&sort=-name", page, row=ids[:2], action="drop_in"
    )
    assert answer.headers["location"] == reader.path("/probe/partners?status=ACTIVE&sort=-name&per=50")
