"""The word `gatehouse worker`."""

from __future__ import annotations

import click

from infra.commands.refusals import sentences_for_refusals
from workers.__main__ import main


@click.command(help="Do what was put off: jobs, schedules, reports.")
@sentences_for_refusals
def command() -> None:
    main()
