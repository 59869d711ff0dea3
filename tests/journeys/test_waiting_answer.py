"""The last of all journeys, as days pass in it: the council waits for an answer, and the governor is chased.

What the nights between do stays done when the demo goes back to the real day, so no journey may follow.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from playwright.sync_api import expect

from core.clock import add_working_days, today
from core.pages.dates import long_date
from infra.embedded.personas import COORDINATOR, GOVERNOR, Persona
from plugins.council.demo.roll import LISTS
from plugins.council.rules.proposals import ANSWER_WITHIN
from tests.infra.launched import PATIENCE_SECONDS, Launched
from tests.journeys.conftest import Visit
from tests.journeys.steps import fill_day, follow
from tests.journeys.test_council_answers import table_long_ago

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]
NAMED = " ".join(LISTS[0][0])
PROBLEM = f"{NAMED} has waited for reading glasses since the spring."
IDEA = "Let the optician come each month."
TABLED = timedelta(days=190)
"""Ago: nothing else that the governor owes in the demo waits as long."""
MAIL = re.compile(
    r"Hello, Something in Gatehouse at [\w ]+ waits for you\. Sign in to see it: (?P<link>http://\S+) "
    r"How many things: \d+\. The first date among them: (?P<day>\d+ \w+ \d{4})\. "
    r"This comes once a working day at most, and stops when nothing waits any more\. "
    r"Gatehouse sent this by itself\. Nobody reads answers to this address: "
    r"write to whoever you know at [\w ]+\."
)
"""All that a reminder says: how many things, and one date."""


@pytest.fixture
def days_later(gatehouse: Launched) -> Iterator[Launched]:
    """Give a house whose calendar may be told another day; afterwards it goes by the real one again."""
    own = Path(__file__)
    assert max(one.name for one in own.parent.glob("test_*.py")) == own.name, "a journey follows this one"
    yield gatehouse
    gatehouse.tell_day("--back")


def mail_to(gatehouse: Launched, persona: Persona, *, day: str) -> re.Match[str]:
    """Wait for the mail that tells somebody of a day; return what it says, which is nothing else."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        for file in (gatehouse.home / "mail").glob("*.eml"):
            letter = message_from_bytes(file.read_bytes(), policy=policy.default)
            words = " ".join(letter.get_content().split())
            if letter["To"] == persona.email and day in words:
                assert letter["Subject"] == "Something in Gatehouse waits for you"
                said = MAIL.fullmatch(words)
                assert said is not None, words
                return said
        time.sleep(0.5)
    pytest.fail(f"No mail told {persona.part} of {day}.")


def test_governor_who_answers_late_is_chased_and_the_mail_names_nobody(
    visit: Visit, days_later: Launched
) -> None:
    desk, tabled_on = visit(COORDINATOR, script=False), today() - TABLED
    table_long_ago(desk, tabled_on, problem=PROBLEM, idea=IDEA)
    days_later.tell_day("--to", add_working_days(today(), 2).isoformat())
    said = mail_to(days_later, GOVERNOR, day=long_date(tabled_on + ANSWER_WITHIN))

    governor = visit(GOVERNOR)
    governor.goto(said["link"])
    governor.goto("/exi/")
    owed = governor.locator("tr", has_text=IDEA)
    expect(owed).to_contain_text("You")
    desk.goto("/exi/reminders?per=100")
    told = desk.locator("tbody tr", has_text="The council waits for an answer")
    expect(told.filter(has_text=GOVERNOR.name).first).to_be_visible()
    expect(desk.locator("main")).not_to_contain_text(NAMED)

    owed.get_by_role("link").first.click()
    follow(governor, "Record what the prison says")
    governor.locator("input[name=status][value=ACCEPTED]").check(force=True)
    fill_day(governor, "until", today() + timedelta(days=60))
    governor.get_by_role("button", name="Record it").click()
    expect(governor.locator("main")).to_contain_text("Recorded: Accepted.")
    governor.goto("/exi/")
    expect(governor.locator("tr", has_text=IDEA)).to_have_count(0)
