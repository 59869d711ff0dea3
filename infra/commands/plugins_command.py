"""The word `gatehouse plugins`."""

from __future__ import annotations

import click

from core.plugins.loader import load
from infra.commands.refusals import sentences_for_refusals


@click.group(help="The modules that are found.")
def command() -> None:
    pass


@command.command("list", help="List each module, and why one was left out.")
@sentences_for_refusals
def list_plugins() -> None:
    registry = load()
    for contribution in registry.contributions:
        click.echo(f"{contribution.name:<16}{contribution.title}")
    for name, reason in registry.quarantined.items():
        click.echo(f"{name:<16}left out: {reason}")
