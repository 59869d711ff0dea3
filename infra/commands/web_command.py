"""The word `gatehouse web`."""

from __future__ import annotations

import gc

import click
from granian.constants import Interfaces, Loops
from granian.log import LogLevels
from granian.server import Server

from core.settings import settings_from_environment
from infra.commands.refusals import sentences_for_refusals

APPLICATION = "frontend_api.app:serve"
STOP_SECONDS = 5


@click.command(help="Serve pages and the API on GATEHOUSE_HOST and GATEHOUSE_PORT.")
@click.option("--workers", default=1, show_default=True, help="Processes that answer requests.")
@sentences_for_refusals
def command(workers: int) -> None:
    settings = settings_from_environment()
    # A process that answers is made as this one is, and turns it on again once it has started.
    gc.disable()
    Server(
        APPLICATION,
        factory=True,
        address=settings.host,
        port=settings.port,
        interface=Interfaces.ASGI,
        loop=Loops.uvloop,
        workers=workers,
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_SECONDS,
    ).serve()
