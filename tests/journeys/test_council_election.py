"""An election in a real browser: lists closed, ballots printed, counted by two, a slip settled, a poster."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from infra.embedded.personas import COUNCIL_FACILITATOR, GOVERNOR
from tests.journeys.conftest import Visit
from tests.journeys.steps import follow, read_paper
from tests.journeys.test_accessibility import wrong_on_a_telephone

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]
SEATS = (9, 7, 2, 2)
"""Maidstone's council of February 2011: twenty seats; 60% of people in prison voted, and 26% of staff."""
PRISONERS, STAFF = (162, 126, 36, 36), (23, 18, 6, 5)
MAY_VOTE = {"prisoners_eligible": 600, "staff_eligible": 200}
SURNAMES = ("Meadowby", "Larkmoor", "Thornacre", "Fernhallow")


def open_election(page: Page) -> str:
    """Give the coming term Maidstone's twenty seats, and open its election; return its address."""
    page.goto("/exi/council/councils")
    page.locator("tbody a").first.click()
    page.locator("a[href*='/council/terms/']").first.click()
    page.locator("[name=seats]").fill(str(sum(SEATS)))
    page.get_by_role("button", name="Put it right").click()
    page.goto("/exi/council/elections")
    page.get_by_role("link", name="Election 2").click()
    return page.url


def close_lists(page: Page, election: str) -> None:
    """Put somebody forward where nobody is, accept everybody, and go on to the campaign."""
    lists = page.locator("a[href*='/council/parties/']:has-text('accepted')")
    addresses = [str(link.get_attribute("href")) for link in lists.all()]
    assert len(addresses) == len(SEATS)
    for address, surname in zip(addresses, SURNAMES, strict=True):
        page.goto(address)
        follow(page, "Put somebody forward")
        page.locator("[name=first_name]").fill("Lee")
        page.locator("[name=last_name]").fill(surname)
        page.get_by_role("button", name="Put them forward").click()
        page.wait_for_url(f"**{address}")
        waiting = page.locator("tbody tr:has-text('Put forward') a[href*='/council/nominations/']")
        for decide in [str(link.get_attribute("href")) for link in waiting.all()]:
            page.goto(decide)
            page.get_by_label("Accepted", exact=True).check()
            page.get_by_role("button", name="Write it down").click()
    go_on(page, election)


def go_on(page: Page, election: str) -> None:
    page.goto(election)
    follow(page, "Go on to the next step")
    page.get_by_role("button", name="Go on").click()


def print_paper(page: Page, election: str, paper: str) -> str:
    page.goto(election)
    follow(page, "Print")
    page.get_by_label(paper).check()
    page.get_by_role("button", name="Make the PDF").click()
    return " ".join(read_paper(page, script=True).split())


def key(page: Page, election: str, whose: str, figures: tuple[int, ...], spoilt: int = 0) -> None:
    """Type a count in, from box to box, as the sheet has it; no box of it is filled in before."""
    page.goto(election)
    follow(page, f"Type in the count of {whose}")
    boxes = page.locator("main input[inputmode=numeric]")
    assert [box.input_value() for box in boxes.all()] == [""] * (len(figures) + 1)
    for box, figure in zip(boxes.all(), (*figures, spoilt), strict=True):
        box.fill(str(figure))
    boxes.last.press("Enter")
    page.wait_for_url(election)


def test_election_runs_from_its_lists_to_the_poster(visit: Visit) -> None:
    facilitator, governor = visit(COUNCIL_FACILITATOR, checked=True), visit(GOVERNOR)
    election = open_election(facilitator)
    close_lists(facilitator, election)
    ballot = print_paper(facilitator, election, "Ballot papers, A5")
    assert ballot.count("Put one cross, in one box.") == 2
    assert not [surname for surname in SURNAMES if surname in ballot]

    facilitator.goto(election)
    follow(facilitator, "Go on to the next step")
    for name, count in MAY_VOTE.items():
        facilitator.locator(f"[name={name}]").fill(str(count))
    facilitator.get_by_role("button", name="Go on").click()
    key(facilitator, election, "people in prison", PRISONERS)
    key(facilitator, election, "staff", STAFF)
    expect(facilitator.locator("main")).to_contain_text("waits for the second count")
    assert facilitator.get_by_text("Type in the count of").count() == 0
    assert wrong_on_a_telephone(facilitator) == []

    governor.goto(election)
    for figure in PRISONERS[:2]:
        expect(governor.locator("main")).not_to_contain_text(str(figure))
    key(governor, election, "staff", STAFF)
    key(governor, election, "people in prison", (PRISONERS[0] - 10, *PRISONERS[1:]))
    expect(governor.locator("main")).to_contain_text("1 figure differs")
    facilitator.goto(election)
    follow(facilitator, "Close the count")
    facilitator.get_by_role("button", name="Go on").click()
    expect(facilitator.locator("main")).to_contain_text("does not stand yet")
    facilitator.goto(election)
    follow(facilitator, "Settle the count of people in prison")
    facilitator.locator("main input[inputmode=numeric]").fill(str(PRISONERS[0]))
    facilitator.get_by_role("button", name="Settle it").click()

    follow(facilitator, "Close the count")
    facilitator.get_by_role("button", name="Go on").click()
    seats = facilitator.locator("main table").first.locator("tbody tr td:last-child")
    assert [int(words.split()[-1]) for words in seats.all_inner_texts()] == list(SEATS)
    go_on(facilitator, election)
    poster = print_paper(facilitator, election, "Poster of the result, A4")
    assert "60%" in poster
    assert "26%" in poster
    assert [seats for seats in SEATS if f"{seats} seats" not in poster] == []
    assert not [surname for surname in SURNAMES if surname in poster]
