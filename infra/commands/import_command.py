"""The word `gatehouse import`."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click

from core.accounts.viewer import Viewer
from core.database.unit_of_work import Database
from core.imports.command import Outcome, run, system_in
from core.imports.importer import Importer
from core.plugins.loader import Registry, load
from core.prisons.queries import prison_by_code
from core.settings import settings_from_environment
from infra.commands.refusals import sentences_for_refusals
from infra.commands.servers import servers
from infra.demo import system_viewer
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
    registry = load()
    importer = importer_named(registry, kind)
    with servers():
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
    importers: dict[str, Importer] = {
        importer.name: importer for part in registry.contributions for importer in part.imports
    }
    if name not in importers:
        raise CannotStart(f"There is no importer '{name}'. There are: {', '.join(sorted(importers))}.")
    return importers[name]


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
        viewer = await viewer_in(database, registry, prison.upper())
        day = as_at.date() if as_at else None
        return await run(database, viewer, importer, file, sheet=sheet, commit=commit, as_at=day)
    finally:
        await database.close()


async def viewer_in(database: Database, registry: Registry, code: str) -> Viewer:
    """Return the system in the prison with this code."""
    async with database.read(system_viewer(registry, None, None)) as session:
        found = await prison_by_code(session, code)
    if found is None:
        raise CannotStart(
            f"There is no active prison with the code {code}. Import the prison register first."
        )
    return replace(
        system_in(found.id, registry.permissions),
        tenant_code=found.code,
        disabled_modules=frozenset(found.disabled_modules),
    )
