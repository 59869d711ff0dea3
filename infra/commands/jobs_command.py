"""The word `gatehouse jobs`: what failed for good, by ids and times alone, and one more attempt at it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from uuid import UUID

import click

from core.accounts.system import system_viewer
from core.database.unit_of_work import Database
from core.jobs.queries import DeadLetter, dead_letters
from core.jobs.services import retry_jobs
from core.plugins.loader import load
from core.settings import settings_from_environment
from infra.commands.refusals import sentences_for_refusals
from infra.commands.servers import servers
from infra.errors import CannotStart


@click.group(help="List the jobs that failed for good, or have them tried again.")
def command() -> None:
    pass


@command.command("list", help="Print id, prison, kind, times and reference of each job that failed for good.")
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON.")
@sentences_for_refusals
def list_jobs(*, as_json: bool) -> None:
    with servers():
        found = asyncio.run(read_letters())
    click.echo(json.dumps([as_row(letter) for letter in found]) if as_json else in_words(found))


@command.command("retry", help="Have these jobs, given by id, tried once more.")
@click.argument("job_ids", type=click.UUID, nargs=-1, required=True)
@sentences_for_refusals
def retry(job_ids: tuple[UUID, ...]) -> None:
    with servers():
        done = asyncio.run(try_again(job_ids))
    click.echo(f"{done} job tried once more." if done == 1 else f"{done} jobs tried once more.")


async def read_letters() -> list[DeadLetter]:
    database = Database.from_settings(settings_from_environment())
    try:
        return await dead_letters(database)
    finally:
        await database.close()


async def try_again(job_ids: Sequence[UUID]) -> int:
    """Give each job one more attempt, prison by prison; an id that is not in the list refuses them all."""
    registry = load()
    database = Database.from_settings(settings_from_environment())
    try:
        letters = {letter.job_id: letter for letter in await dead_letters(database)}
        for job_id in job_ids:
            if job_id not in letters:
                raise CannotStart(
                    f"No job that failed for good has the id {job_id}: see `gatehouse jobs list`."
                )
        done = 0
        for prison_id in sorted({letters[job_id].prison_id for job_id in job_ids}):
            here = [job_id for job_id in job_ids if letters[job_id].prison_id == prison_id]
            viewer = system_viewer(prison_id, registry.permissions)
            async with database.write(viewer) as session:
                done += await retry_jobs(session, viewer, here, known=registry.jobs)
        return done
    finally:
        await database.close()


def as_row(letter: DeadLetter) -> dict[str, object]:
    """Return a letter as JSON says it."""
    row = asdict(letter) | {
        "job_id": str(letter.job_id),
        "asked_at": letter.asked_at.isoformat(timespec="seconds"),
        "gave_up_at": letter.gave_up_at.isoformat(timespec="seconds"),
    }
    del row["prison_id"]
    return row


def in_words(letters: Iterable[DeadLetter]) -> str:
    lines = [
        f"{letter.job_id}  {letter.prison_code}  {letter.kind}  "
        f"asked for {letter.asked_at:%Y-%m-%d %H:%M} UTC  given up {letter.gave_up_at:%Y-%m-%d %H:%M} UTC  "
        f"attempts {letter.attempts}  reference {letter.reference or '-'}"
        for letter in letters
    ]
    return "\n".join(lines or ["No job has failed for good."])
