"""The word `gatehouse import`."""

from __future__ import annotations

import asyncio
import json
from datetime import datetime
from pathlib import Path

import click

from core.database.unit_of_work import Database
from core.imports.command import Outcome, run
from core.imports.importer import Importer
from core.plugins.loader import Registry, load
from core.settings import settings_from_environment
from infra.commands.operator import operator_in
from infra.commands.refusals import sentences_for_refusals
from infra.commands.servers import servers
from infra.errors import CannotStart


@click.command(help="Check a prison's own list, such as `partners` or `vetting`; with --commit, import it.")
@click.argument("kind")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--prison", required=True, help="The prison's code, such as EXI.")
@click.option("--sheet", help="Read only this sheet of the file.")
@click.option("--as-at", type=click.DateTime(["%Y-%m-%d"]), help="Judge dates as on this day, not today.")
@click.option("--commit", is_flag=True, help="Import what can be imported; otherwise nothing is written.")
@click.option("--json", "as_json", is_flag=True, help="Print counts by kind and every row as JSON.")
@sentences_for_refusals
def command(
    kind: str,
    file: Path,
    *,
    prison: str,
    sheet: str | None,
    as_at: datetime | None,
    commit: bool,
    as_json: bool,
) -> None:
    with servers():
        registry = load(settings_from_environment().blocked)
        importer = importer_named(registry, kind)
        outcome = asyncio.run(
            import_list(
                registry,
                importer,
                file,
                prison=prison,
                sheet=sheet,
                commit=commit,
                as_at=as_at,
            )
        )
    click.echo(json.dumps(outcome.as_json(), ensure_ascii=False) if as_json else "\n".join(outcome.lines()))


def importer_named(registry: Registry, name: str) -> Importer:
    if name not in registry.importers:
        known = ", ".join(sorted(registry.importers))
        raise CannotStart(f"There is no importer '{name}'. There are: {known}.")
    return registry.importers[name]


async def import_list(
    registry: Registry,
    importer: Importer,
    file: Path,
    *,
    prison: str,
    sheet: str | None,
    commit: bool,
    as_at: datetime | None,
) -> Outcome:
    """Check or import a file as the system itself, in one prison."""
    database = Database.from_settings(settings_from_environment())
    try:
        viewer = await operator_in(database, registry, prison.upper())
        day = as_at.date() if as_at else None
        return await run(database, viewer, importer, file, sheet=sheet, commit=commit, as_at=day)
    finally:
        await database.close()
