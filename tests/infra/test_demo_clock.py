"""The demo's calendar: every process follows what it is told, real time stays, and production refuses."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Select, select

from core import clock
from core.accounts.system import system_viewer
from core.database.unit_of_work import Database, engine_for
from core.errors import RefusedStart
from core.jobs.models import JobRow, JobState
from core.partnership.models import Person
from core.prisons.queries import prison_by_code
from core.settings import Environment, Settings
from core.testkit import NOBODY
from core.told_day import LOOK_SECONDS, follow_told_day, tell_day
from infra.errors import CannotStart
from infra.jumps import Jump, parse_jump
from plugins.vetting.models import Clearance, StageEvent
from tests.bench.visitor import Visitor
from tests.infra.conftest import Launch
from tests.infra.launched import PATIENCE_SECONDS, Launched
from tests.infra.test_cli import gatehouse
from tests.servers import run_apart

DAY = timedelta(days=1)
WITHIN_SECONDS = 1.0


@pytest.fixture
def told_file(tmp_path: Path) -> Iterator[Path]:
    """Let this process follow a file, and the real calendar again afterwards."""
    file = tmp_path / "clock.json"
    follow_told_day(str(file))
    yield file
    follow_told_day("")


def ahead(days: int) -> date:
    return datetime.now(clock.LONDON).date() + days * DAY


def test_calendar_follows_and_real_time_does_not(told_file: Path) -> None:
    tell_day(told_file, 71)
    assert clock.today() == ahead(71)
    assert clock.calendar_now().astimezone(clock.LONDON).date() == ahead(71)
    assert abs(clock.now() - datetime.now(UTC)) < DAY


def test_a_process_that_looked_already_hears_of_another_day_and_of_the_way_back(told_file: Path) -> None:
    seen = [clock.today()]
    for days in (10, 20, 0):
        tell_day(told_file, days)
        time.sleep(LOOK_SECONDS)
        seen.append(clock.today())
    assert seen == [ahead(0), ahead(10), ahead(20), ahead(0)]


def test_the_time_of_day_in_london_is_kept_when_the_clocks_change_between(told_file: Path) -> None:
    tell_day(told_file, 210)
    winter = datetime(2026, 11, 22, 0, 10, tzinfo=UTC)
    assert clock.by_calendar(winter).astimezone(clock.LONDON).isoformat() == "2027-06-20T00:10:00+01:00"


@pytest.mark.parametrize("content", ["", "{", "[]", '{"days_ahead": "soon", "told_at": ""}', "null"])
def test_a_file_that_nobody_understands_leaves_the_real_calendar(told_file: Path, content: str) -> None:
    told_file.write_text(content, encoding="utf-8")
    assert clock.today() == ahead(0)


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("30 days before expiry", -30),
        ("1 day after expiry", 1),
        ("on expiry", 0),
        (" 7  Days before EXPIRY ", -7),
    ],
)
def test_a_jump_is_read(words: str, days: int) -> None:
    assert parse_jump(words) == Jump(days)


@pytest.mark.parametrize("words", ["", "expiry", "before expiry", "-3 days before expiry", "30 days"])
def test_a_jump_that_is_none_is_refused_with_what_can_be_written(words: str) -> None:
    with pytest.raises(CannotStart, match="Write"):
        parse_jump(words)


def test_production_refuses_to_be_given_a_clock_that_can_be_set() -> None:
    given: dict[str, Any] = {
        "database_url": "postgresql://nobody@localhost/none",
        "secret_key": "x" * 32,
        "oidc_issuer": "https://id.example",
        "oidc_client_id": "gatehouse",
        "oidc_client_secret": "a secret",
        "public_url": "https://gatehouse.example",
        "mail": "notify",
        "notify_api_key": f"key-{'0' * 8}-0000-0000-0000-{'0' * 12}-{'0' * 8}-0000-0000-0000-{'0' * 12}",
        "notify_template_id": "00000000-0000-0000-0000-000000000000",
    }
    assert Settings(environment=Environment.PRODUCTION, **given).clock_file == ""
    with pytest.raises(RefusedStart, match="Unset GATEHOUSE_CLOCK_FILE"):
        Settings(environment=Environment.PRODUCTION, clock_file="var/clock.json", **given)


def test_the_word_refuses_production_in_a_sentence() -> None:
    done = gatehouse(
        *("demo", "clock", "--to", "2027-02-01"),
        GATEHOUSE_ENVIRONMENT="production",
        GATEHOUSE_DATABASE_URL="postgresql://nobody@localhost/none",
        GATEHOUSE_SECRET_KEY="x" * 32,
        GATEHOUSE_OIDC_ISSUER="https://id.example",
        GATEHOUSE_OIDC_CLIENT_ID="gatehouse",
        GATEHOUSE_OIDC_CLIENT_SECRET="a secret",
        GATEHOUSE_PUBLIC_URL="https://gatehouse.example",
        GATEHOUSE_MAIL="smtp",
        GATEHOUSE_SMTP_HOST="mail.example",
        GATEHOUSE_MAIL_FROM="desk@gatehouse.example",
    )
    assert done.returncode == 1
    assert "This is production" in done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--to", "2020-01-01"), "cannot be today"),
        (("--to", "2027-02-01", "--back"), "Give one of"),
        (("--jump", "to the moon"), "names no day"),
    ],
)
def test_what_cannot_be_is_said_and_the_calendar_stays(
    told_file: Path, words: tuple[str, ...], said: str
) -> None:
    done = gatehouse(
        *("demo", "clock", *words),
        GATEHOUSE_DATABASE_URL="postgresql://nobody@localhost/none",
        GATEHOUSE_CLOCK_FILE=str(told_file),
    )
    assert done.returncode == 1
    assert said in done.stderr
    assert not told_file.exists()


@pytest.mark.processes
@pytest.mark.timeout(300)
def test_web_and_worker_of_a_run_follow_to_another_day_and_back(launch: Launch) -> None:
    launched = launch().wait_ready().wait_said("Stop with Ctrl-C")
    visitor = Visitor.signed_in(f"http://localhost:{launched.port}")
    assert banner(visitor) == long(ahead(0))

    said = launched.tell_day("--to", ahead(71).isoformat())
    wait_until(lambda: banner(visitor) == long(ahead(71)), WITHIN_SECONDS)
    assert said == f"Today is {long(ahead(71))}.\n"
    # Just after midnight the latest of the nights between is the one before.
    wait_until(lambda: bool(nights_done(launched) & {ahead(71), ahead(70)}), PATIENCE_SECONDS)
    assert events_dated_after_today(launched) > 0

    said = launched.tell_day("--jump", "30 days before expiry")
    found = re.fullmatch(r"Today is (.+?)\. That is 30 days before .+?, (.+)\.\n", said)
    assert found is not None
    assert banner(visitor) == found[1]
    name = name_with_end(launched, datetime.strptime(found[2], "%d %B %Y").replace(tzinfo=UTC).date())
    assert "Clearances running out in 30 days" in visitor.open("/exi").words
    assert name in visitor.open("/exi/vetting/expiring?within=30").words

    assert launched.tell_day("--back").startswith(f"Today is {long(ahead(0))}.")
    wait_until(lambda: banner(visitor) == long(ahead(0)), WITHIN_SECONDS)


def long(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def banner(visitor: Visitor) -> str:
    """Return the day that the demo's banner says."""
    found = re.search(r"Demo Today is (.+?)\.", visitor.open("/exi").words)
    assert found is not None
    return found[1]


def wait_until(reached: Callable[[], bool], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not reached():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def ask(launched: Launched, statement: Select[Any]) -> list[object]:
    """Read from the run's database as the system in the home prison."""

    async def read() -> list[object]:
        database = Database(engine_for(launched.environment()["GATEHOUSE_DATABASE_URL"], pool_size=1))
        try:
            async with database.read(NOBODY) as session:
                prison = await prison_by_code(session, "EXI")
            assert prison is not None
            async with database.read(system_viewer(prison.id)) as session:
                return list(await session.scalars(statement))
        finally:
            await database.close()

    return run_apart(read())


def nights_done(launched: Launched) -> set[date]:
    """Return the nights whose moves the worker has made since the calendar was told another day."""
    key = JobRow.dedupe_key.regexp_match("^vetting.nightly_due_moves:[0-9-]{10}:")
    keys = ask(launched, select(JobRow.dedupe_key).where(key, JobRow.state == JobState.DONE))
    return {date.fromisoformat(str(found).split(":")[1]) for found in keys}


def events_dated_after_today(launched: Launched) -> int:
    return len(ask(launched, select(StageEvent.id).where(StageEvent.happened_on > ahead(0))))


def name_with_end(launched: Launched, ends: date) -> str:
    """Return the name of somebody whose clearance ends on this day."""
    name = Person.first_name + " " + Person.surname
    held = select(name).join(Clearance, Clearance.person_id == Person.id)
    return str(ask(launched, held.where(Clearance.expires_on == ends))[0])
