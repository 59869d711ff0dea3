"""The word `gatehouse run`."""

from __future__ import annotations

import sys

import click

from infra.launcher.home import home_from_environment
from infra.launcher.run import run


@click.command(help="Start everything on this machine and watch over it until Ctrl-C.")
def command() -> None:
    sys.exit(run(home_from_environment()))
