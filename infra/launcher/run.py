"""One run from beginning to end: what must be true before it, what it says, and how it ends."""

from __future__ import annotations

import errno
import os
import sys

from infra.embedded import interrupt
from infra.embedded.personas import PERSONAS
from infra.embedded.ports import is_free
from infra.errors import CannotStart
from infra.launcher.home import ROOT, Home
from infra.launcher.ledger import Ledger
from infra.launcher.parts import Parts, compose, wanted_port
from infra.launcher.supervisor import Supervisor

NOT_WRITABLE = {errno.EACCES, errno.EPERM, errno.EROFS}


def run(home: Home) -> int:
    """Run until told to stop; return 0 when a person ended it, 1 when it could not go on."""
    interrupt.listen()
    # Without compiled files every start of a process takes some five seconds longer.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    try:
        return _run_locked(home)
    except CannotStart as error:
        print(f"\n{error}", file=sys.stderr)
    except OSError as error:
        if error.errno not in NOT_WRITABLE:
            raise
        print(
            f"\nGatehouse may not write {error.filename or home.folder} ({error.strerror}). It keeps its "
            f"data in {home.folder}: make that writable, or name another folder in GATEHOUSE_HOME.",
            file=sys.stderr,
        )
    except KeyboardInterrupt:
        return 0
    return 1


def _run_locked(home: Home) -> int:
    lock = home.lock
    if not lock.acquire():
        raise CannotStart(
            f"Gatehouse already runs with the data in {home.folder} (process {lock.holder()}). Stop it there "
            "with Ctrl-C, or name another folder in GATEHOUSE_HOME and another port in GATEHOUSE_PORT.",
        )
    try:
        _end_leftovers(home)
        _refuse_port_in_use(wanted_port(os.environ))
        return _supervise(home, compose(home, os.environ))
    finally:
        lock.release()


def _end_leftovers(home: Home) -> None:
    ended = Ledger(home.children).end_leftovers()
    if ended:
        print(f"An earlier run was killed; ended what it left: {', '.join(ended)}.", flush=True)


def _refuse_port_in_use(port: int) -> None:
    if not is_free(port):
        raise CannotStart(
            f"Port {port} is in use by another program. Stop that program, or choose another port: "
            f"GATEHOUSE_PORT={port + 1} make run",
        )


def _supervise(home: Home, parts: Parts) -> int:
    supervisor = Supervisor(home, parts)
    try:
        supervisor.start()
        _announce(home, parts)
        supervisor.watch()
    except KeyboardInterrupt:
        pass
    finally:
        if interrupt.requested.is_set():
            print("\nStopping ...", flush=True)
        supervisor.stop()
    print("Stopped. The data is kept.", flush=True)
    return 0


def _announce(home: Home, parts: Parts) -> None:
    print(f"\nGatehouse is ready: {parts.environment['GATEHOUSE_PUBLIC_URL']}")
    if parts.identity:
        print("Choose at sign-in who you are:")
        for persona in PERSONAS:
            print(f"  {persona.name:<16}{persona.part}")
    if parts.captures_mail:
        print(f"Mail leaves the machine nowhere: it is in {_shown(home)}/mail, one .eml file each.")
    print(f"Logs: {_shown(home)}/log. Stop with Ctrl-C.", flush=True)


def _shown(home: Home) -> str:
    return str(home.folder.relative_to(ROOT)) if home.folder.is_relative_to(ROOT) else str(home.folder)
