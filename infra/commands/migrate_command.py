"""The word `gatehouse migrate`."""

from __future__ import annotations

import asyncio

import click

import core.models
from core.database.migrate import differences, upgrade
from core.plugins.loader import load
from core.settings import Settings, settings_from_environment
from infra.commands.refusals import sentences_for_refusals
from infra.commands.servers import servers
from infra.demo import load_demo_when_empty
from infra.errors import CannotStart


@click.command(help="Bring the database to where this code needs it, as the role gatehouse_owner.")
@click.option("--check", is_flag=True, help="Then fail if the models say more than the migrations make.")
@click.option("--demo", is_flag=True, help="Then load the demo's data when the database is empty.")
@sentences_for_refusals
def command(*, check: bool, demo: bool) -> None:
    with servers():
        settings = settings_from_environment()
        asyncio.run(migrate(settings))
        if check:
            asyncio.run(refuse_differences(settings))
        if demo:
            asyncio.run(load_demo_when_empty(settings))


async def migrate(settings: Settings) -> None:
    """Move every module's history to its head."""
    registry = load(settings.blocked)
    moved = await upgrade(owner_url(settings), registry.histories)
    click.echo(f"Migrated: {', '.join(moved)}." if moved else "Nothing to migrate.")


LONGEST_LINE = 200
WHOLE_METADATA = core.models
"""Named here because the comparison needs every model of the core to have been imported."""


async def refuse_differences(settings: Settings) -> None:
    """Fail when a model has no migration, or a migration no model."""
    registry = load(settings.blocked)
    found = await differences(owner_url(settings), registry.histories)
    if found:
        shown = "\n".join(line[:LONGEST_LINE] for line in found)
        raise CannotStart(f"The models and the migrated database differ:\n{shown}")


def owner_url(settings: Settings) -> str:
    if settings.owner_database_url is None:
        raise CannotStart("Set GATEHOUSE_OWNER_DATABASE_URL to the database as the role gatehouse_owner.")
    return settings.owner_database_url.get_secret_value()
