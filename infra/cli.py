"""The command `gatehouse`. Its words live in `infra/commands`."""

from __future__ import annotations

import importlib
import sys

import click

from core.garbage import without_collection

COMMANDS = {
    "run": "Start everything on this machine and watch over it.",
    "migrate": "Bring the database to where this code needs it.",
    "web": "Serve pages and the API.",
    "worker": "Do what was put off: jobs, schedules, reports.",
    "accounts": "Give somebody access, take it away, end their sessions.",
    "prisons": "Bring prisons up to date from the register.",
    "import": "Check or import a prison's own spreadsheet.",
    "jobs": "List the jobs that failed for good, or have them tried again.",
    "demo": "Tell the demo another day, or give it a year of life.",
    "schema": "Print the GraphQL schema, or tell whether the committed one is stale.",
    "documents": "Print the trusted documents, or those of a client, by their hashes.",
    "plugins": "List the modules that are found.",
}


class Words(click.Group):
    """Loads a word's module when it is given, so that no command waits for what another needs."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 -- as above
        if cmd_name not in COMMANDS:
            return None
        with without_collection():
            command: click.Command = importlib.import_module(f"infra.commands.{cmd_name}_command").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 -- as above
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=Words)
@click.version_option(package_name="gatehouse")
def main() -> None:
    """Gatehouse: the working desk of a prison's voluntary sector co-ordinator."""


if __name__ == "__main__":
    sys.exit(main())
