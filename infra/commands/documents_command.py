"""The word `gatehouse documents`."""

from __future__ import annotations

from pathlib import Path

import click
from graphql import NoSchemaIntrospectionCustomRule, specified_rules

from core.plugins.loader import load
from frontend_api.graphql.documents import Reader
from frontend_api.graphql.manifests import read_folder, read_manifests, write_manifest
from frontend_api.graphql.schema import compose_schema, core_schema
from infra.commands.refusals import sentences_for_refusals
from infra.errors import CannotStart


@click.command(help="Print all modules' documents by their hashes; with FOLDER, its *.graphql files.")
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--check", metavar="FILE", help="Fail when a web process would not start with this file.")
@sentences_for_refusals
def command(folder: Path | None, check: str | None) -> None:
    contributions = load().contributions
    # As in production, whatever is set here: a client must not live on asking for the schema.
    rules = (*specified_rules, NoSchemaIntrospectionCustomRule)
    reader = Reader(contributions, core_schema(compose_schema(contributions)), rules)
    if check is not None:
        count = len(list(reader.of_clients(read_manifests(check))))
        click.echo(f"{count} document(s) can be answered.")
        return
    found = list(reader.of_modules() if folder is None else reader.of_clients(read_folder(folder)))
    if not found:
        raise CannotStart(f"There is no *.graphql in {folder}.")
    click.echo(write_manifest(one.text for one in found), nl=False)
