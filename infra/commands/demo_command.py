"""The word `gatehouse demo`: another day for its calendar, or a year of life. Refused in production."""

from __future__ import annotations

import asyncio
from datetime import date, datetime
from pathlib import Path

import click

from core.clock import LONDON, now, today
from core.database.unit_of_work import Database
from core.pages.dates import long_date
from core.plugins.loader import load
from core.settings import Settings, settings_from_environment
from core.told_day import follow_told_day, tell_day
from infra.commands.operator import operator_in
from infra.commands.refusals import sentences_for_refusals
from infra.commands.servers import servers
from infra.demo import HOME
from infra.errors import CannotStart
from infra.jumps import Jump, day_of_jump, parse_jump
from infra.year.loading import PRISON, SEED, Loaded, load_year

LATEST = date(2200, 1, 1)


@click.group(help="Tell the demo another day, or give it a year of life. Refused in production.")
def command() -> None:
    pass


@command.command("clock")
@click.option("--to", type=click.DateTime(["%Y-%m-%d"]), help="Make it this day, such as 2027-02-01.")
@click.option("--jump", metavar="WORDS", help='"30 days before expiry", "on expiry", "1 day after expiry".')
@click.option("--back", is_flag=True, help="Go back to the real day.")
@click.option("--prison", default=HOME, show_default=True, help="Whose clearances --jump looks at.")
@sentences_for_refusals
def set_clock(*, to: datetime | None, jump: str | None, back: bool, prison: str) -> None:
    """Say which day it is for every page and job of the demo, or make it another.

    Due dates, renewals, reminders and the rota follow within a second, and what the nights between would have
    done is done. The days go on from there. --jump goes by the next clearance that ends. Sign-ins, links and
    the record of who did what keep real time.
    """
    if sum((to is not None, jump is not None, back)) > 1:
        raise CannotStart("Give one of --to, --jump and --back.")
    with servers():
        settings = settings_from_environment()
        file = clock_file(settings)
        said = []
        if back:
            tell_day(file, 0)
            said.append("The demo goes by the real calendar again.")
        elif to is not None:
            set_day(file, to.date())
        elif jump is not None:
            day, why = asyncio.run(find_day(settings, parse_jump(jump), prison))
            set_day(file, day)
            said.append(why)
        # A look at the file counts for a moment; what is said next must be what was just told.
        follow_told_day(settings.clock_file)
        click.echo(" ".join((f"Today is {long_date(today())}.", *said)))


@command.command("year")
@click.option("--seed", default=SEED, show_default=True, help="Another number makes another year.")
@click.option("--prison", default=PRISON, show_default=True, help="An empty prison of the demo to fill.")
@sentences_for_refusals
def add_year(*, seed: int, prison: str) -> None:
    """Fill one empty prison with a made-up year: partners, people, cases, sessions, the gate.

    Nobody in it is real. The same seed makes the same year on the same day. The co-ordinator, the security
    contact and the governor of the demo can sign in to it afterwards; the rest of the demo stays as it is.
    """
    with servers():
        settings = settings_from_environment()
        if settings.is_production:
            raise CannotStart("This is production: nothing made up is put into it.")
        loaded = asyncio.run(fill_year(settings, seed, prison))
    said = "The year is in" if loaded.is_new else "Nothing was added: there are partners already in"
    click.echo(
        f"{said} {prison}: {loaded.partners} partners, {loaded.people} people, {loaded.cases} cases, "
        f"{loaded.sessions} sessions."
    )


async def fill_year(settings: Settings, seed: int, prison: str) -> Loaded:
    database = Database.from_settings(settings)
    try:
        return await load_year(database, load(settings.blocked), seed=seed, prison=prison)
    finally:
        await database.close()


def clock_file(settings: Settings) -> Path:
    """Return where the day is told; CannotStart where it must not be, or nobody would hear."""
    if settings.is_production:
        raise CannotStart("This is production: it goes by the real calendar, and has no demo to change.")
    if not settings.clock_file:
        raise CannotStart("Set GATEHOUSE_CLOCK_FILE to the file that all processes of this demo follow.")
    return Path(settings.clock_file)


def set_day(file: Path, day: date) -> None:
    """Tell the calendar this day; CannotStart for one that is over."""
    real = now().astimezone(LONDON).date()
    if not real <= day < LATEST:
        raise CannotStart(
            f"{long_date(day)} cannot be today: give a day from {long_date(real)}, the real one, "
            f"to the year {LATEST.year - 1}."
        )
    tell_day(file, (day - real).days)


async def find_day(settings: Settings, jump: Jump, prison: str) -> tuple[date, str]:
    """Look in one prison for the day that was described."""
    database = Database.from_settings(settings)
    try:
        viewer = await operator_in(database, load(settings.blocked), prison)
        async with database.read(viewer) as session:
            return await day_of_jump(session, jump)
    finally:
        await database.close()
