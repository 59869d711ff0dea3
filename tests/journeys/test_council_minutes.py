"""Minutes in a real browser: a name is caught and left out; approved, published, corrected, nobody named."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from core.clock import today
from core.pages.dates import long_date
from infra.embedded.personas import COUNCIL_FACILITATOR, GOVERNOR
from tests.journeys.conftest import Visit
from tests.journeys.steps import fill_day, follow, read_paper
from tests.journeys.test_accessibility import wrong_on_a_telephone
from tests.journeys.test_council_meeting import point, record_outcome

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]
POINT = "Kettles on the landings"
DECIDED = "New kettles are asked for before the winter."
MARK = "[name left out]"


def hold_meeting(page: Page, day: date) -> None:
    """Call a meeting that took place on a day, and write down that everybody came and what was decided."""
    page.goto("/exi/council/meetings/add")
    fill_day(page, "on", day)
    for name, value in (("starts_at", "10:00"), ("ends_at", "11:00"), ("place", "Chapel")):
        page.locator(f"[name={name}]").fill(value)
    page.get_by_role("button", name="Call the meeting").click()
    follow(page, "Add a point")
    page.get_by_label("What is the point?").fill(POINT)
    page.get_by_role("button", name="Add the point").click()
    follow(page, "Record who was there")
    for there in page.locator("input[type=radio][value=PRESENT]").all():
        there.check(force=True)
    page.get_by_role("button", name="Record it").click()
    record_outcome(page, POINT, "Decision", DECIDED)
    point(page, POINT).get_by_role("button", name="Close").click()
    follow(page, "The meeting is over")
    page.get_by_role("button", name="The meeting is over").click()
    expect(page.locator("main")).to_contain_text("It was held.")


def somebody_on_the_roll(page: Page) -> tuple[str, str]:
    """Return the first name and the surname of a member, as the facilitator reads them."""
    page.goto("/exi/council/members")
    first, _blank, last = page.locator("tbody a").first.inner_text().strip().rpartition(" ")
    assert first
    assert last
    return first, last


def draft_minutes(page: Page, day: date) -> str:
    """Draft the minutes of the meeting of a day from what was recorded; return their address."""
    page.goto("/exi/council/minutes")
    follow(page, "Draft minutes")
    page.get_by_label(long_date(day)).check()
    page.get_by_role("button", name="Draft the minutes").click()
    expect(page.locator("main")).to_contain_text(DECIDED)
    return page.url


def write_point(page: Page, words: str) -> None:
    """Write the point anew in the form that is open: it is told at once that somebody may be named."""
    page.get_by_label(POINT).fill(words)
    page.get_by_role("button", name="Write this down").click()
    expect(page.get_by_role("alert")).to_contain_text("Something in it looks like a name")


def decide(page: Page, words: str, what: str, instead: str = "") -> None:
    """Decide about the one place in which a name stands."""
    follow(page, "Look over the text")
    expect(page.locator("main")).to_contain_text("1 place still waits for a decision.")
    expect(page.locator("mark")).to_contain_text(words)
    expect(page.locator("main")).to_contain_text("A name on the council's roll")
    assert wrong_on_a_telephone(page) == []
    page.get_by_label(what, exact=True).check()
    page.locator("[name^=instead-]").fill(instead)
    page.get_by_role("button", name="Keep these decisions").click()
    expect(page.locator("main")).to_contain_text("Every place is decided.")


def print_published(page: Page, published: str) -> str:
    """Fetch the PDF of what is out, and read it."""
    page.goto(published)
    follow(page, "Print them")
    page.get_by_label("A4", exact=True).check()
    page.get_by_role("button", name="Make the PDF").click()
    return " ".join(read_paper(page, script=True).split())


def publish(page: Page) -> str:
    page.get_by_role("button", name="Publish them").click()
    expect(page.locator("main")).to_contain_text("Published. Print it for the wings.")
    return page.url


def test_minutes_are_published_once_nobody_is_named_and_corrected_afterwards(visit: Visit) -> None:
    page, reader = visit(COUNCIL_FACILITATOR, checked=True), visit(GOVERNOR, script=False)
    main, held, approved = page.locator("main"), today() - timedelta(days=2), today() - timedelta(days=1)
    hold_meeting(page, held)
    hold_meeting(page, approved)
    first, last = somebody_on_the_roll(page)
    minutes = draft_minutes(page, held)
    follow(page, "Change the text")
    write_point(page, f"{DECIDED} {first.upper()}\n{last} has counted them.")
    page.get_by_role("button", name="They are checked").click()
    page.get_by_role("button", name="Hand them on to be looked over").click()

    # With an open place they can be neither approved nor published.
    expect(main).to_contain_text("Somebody or something may be named in them")
    expect(page.get_by_role("link", name="The council approved them")).to_have_count(0)
    expect(page.get_by_role("button", name="Publish them")).to_have_count(0)
    assert wrong_on_a_telephone(page) == []
    decide(page, last, "Leave it out, with a mark that something was left out")
    follow(page, "The council approved them")
    page.get_by_label(long_date(approved)).first.check()
    page.get_by_role("button", name="Record it").click()
    expect(main).to_contain_text("Approved, and locked.")
    published = publish(page)
    assert wrong_on_a_telephone(page) == []
    reader.goto(published)
    expect(reader.locator("main")).to_contain_text(f"{DECIDED} {MARK} has counted them.")
    expect(reader.locator("main")).not_to_contain_text(last, ignore_case=True)
    paper = print_published(page, published)
    assert f"{MARK} has counted them." in paper
    assert last.casefold() not in paper.casefold()
    reader.goto(f"/exi/council/published?words={last}")
    expect(reader.locator("main")).to_contain_text("0 texts are published.")

    # A correction is scanned as the first draft was: until it is decided, what is out stays.
    page.goto(minutes)
    follow(page, "Correct them")
    page.get_by_label("Why is this needed").select_option(label="Something was left out")
    write_point(page, f"{DECIDED} {first[0]}. {last} has counted twelve.")
    expect(page.get_by_role("button", name="Publish them")).to_have_count(0)
    reader.goto(published)
    expect(reader.locator("main")).to_contain_text(f"{MARK} has counted them.")
    decide(page, last, "Say it more generally", "A member")
    expect(main).to_contain_text("They were corrected: what is out is an earlier version.")
    corrected = publish(page)
    reader.goto(corrected)
    expect(reader.locator("main")).to_contain_text(f"{DECIDED} A member has counted twelve.")
    expect(reader.locator("main")).not_to_contain_text(last, ignore_case=True)
    paper = print_published(page, corrected)
    assert f"Corrected on {long_date(today())}." in paper
    assert "A member has counted twelve." in paper
    assert last.casefold() not in paper.casefold()


def test_words_of_a_member_are_noted_without_a_script_and_nobody_else_learns_whose(visit: Visit) -> None:
    page, reader = visit(COUNCIL_FACILITATOR, script=False), visit(GOVERNOR, script=False)
    held = today() - timedelta(days=3)
    hold_meeting(page, held)
    minutes = draft_minutes(page, held)
    follow(page, "Note whose own words they carry")
    page.get_by_role("button", name="Note it").click()
    expect(page.locator("main")).to_contain_text("Choose who said it.")
    page.get_by_label(POINT).check()
    somebody = page.locator("[name=member]").first
    name = page.locator(f"label[for={somebody.get_attribute('id')}]").inner_text().strip()
    somebody.check()
    page.get_by_role("button", name="Note it").click()
    expect(page.locator("main")).to_contain_text("Noted: the words stay as long as they agree.")

    follow(page, "Note whose own words they carry")
    page.get_by_label(POINT).check()
    page.locator("[name=member]").first.check()
    page.get_by_role("button", name="Note it").click()
    expect(page.locator("main")).to_contain_text("It is noted already")

    looked = visit(COUNCIL_FACILITATOR, checked=True)
    looked.goto(f"{minutes}/quote")
    assert wrong_on_a_telephone(looked) == []
    reader.goto(minutes)
    expect(reader.locator("main")).to_contain_text("Somebody's own words stand here")
    expect(reader.locator("main")).not_to_contain_text(name)
    expect(reader.get_by_role("link", name="Note whose own words they carry")).to_have_count(0)
