"""The word `gatehouse prisons`."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import click

from core.database.unit_of_work import Database
from core.plugins.loader import load
from core.prisons.register import Outcome, import_register, read_register
from core.settings import settings_from_environment
from infra.commands.operator import operator
from infra.commands.refusals import sentences_for_refusals
from infra.commands.servers import servers
from infra.errors import CannotStart


@click.group(help="Bring prisons up to date from the register.")
def command() -> None:
    pass


@command.command("import", help="Read the prison register: its CSV, or the JSON of its GET /prisons.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
@sentences_for_refusals
def import_file(file: Path, *, as_json: bool) -> None:
    text = read_text(file)
    with servers():
        outcome = asyncio.run(bring_up_to_date(text, file.name))
    click.echo(json.dumps(outcome.as_dict()) if as_json else in_words(outcome))


def read_text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise CannotStart(
            f"{file.name} is not text in UTF-8 (byte {error.start}). Save it as UTF-8."
        ) from None


async def bring_up_to_date(text: str, name: str) -> Outcome:
    """Import the register in one transaction."""
    settings = settings_from_environment()
    database = Database.from_settings(settings)
    try:
        async with database.write(operator(load(settings.blocked))) as session:
            return await import_register(session, read_register(text, name))
    finally:
        await database.close()


def in_words(outcome: Outcome) -> str:
    """Say the outcome, and where an administrator's correction stands against the register."""
    said = (
        f"{outcome.read} prisons read, {outcome.active} of them active; "
        f"{outcome.added} added, {outcome.changed} changed."
    )
    kept = [f"  {place} was corrected here and stays as it is." for place in outcome.kept_corrections]
    return "\n".join([said, *kept])
