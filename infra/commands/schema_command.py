"""The word `gatehouse schema`."""

from __future__ import annotations

from pathlib import Path

import click

from core.plugins.loader import load
from frontend_api.graphql.schema import compose_schema
from infra.commands.refusals import sentences_for_refusals
from infra.errors import CannotStart
from infra.launcher.home import ROOT

COMMITTED = ROOT / "schema.graphql"


@click.command(help="Print the GraphQL schema composed of all modules.")
@click.option("--write", is_flag=True, help="Write schema.graphql instead.")
@click.option("--check", is_flag=True, help="Fail when schema.graphql says something else.")
@sentences_for_refusals
def command(*, write: bool, check: bool) -> None:
    schema = compose_schema(load().contributions).as_str().rstrip() + "\n"
    if write:
        COMMITTED.write_text(schema, encoding="utf-8")
    elif check:
        refuse_stale(COMMITTED, schema)
    else:
        click.echo(schema, nl=False)


def refuse_stale(committed: Path, schema: str) -> None:
    """Fail when the committed schema is not the one the modules make."""
    if not committed.exists() or committed.read_text(encoding="utf-8") != schema:
        raise CannotStart(f"{committed.name} is stale. Run `gatehouse schema --write` and commit it.")
