"""`python3 -m infra.setup run|test`: make what is missing, and say nothing when nothing is."""

from __future__ import annotations

import errno
import sys
from concurrent.futures import ThreadPoolExecutor

from infra.errors import CannotStart
from infra.setup import assets, browser, environment, pooler
from infra.setup.node import system_node
from infra.setup.steps import ROOT

NOT_WRITABLE = {errno.EACCES, errno.EPERM, errno.EROFS}


def main() -> int:
    """Prepare for the purpose named on the command line."""
    purpose = sys.argv[1]
    try:
        prepare(purpose)
    except CannotStart as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    except OSError as error:
        if error.errno not in NOT_WRITABLE:
            raise
        print(
            f"\nGatehouse may not write {error.filename or ROOT} ({error.strerror}). It keeps .venv, "
            "node_modules and var in its own folder: copy that to where you may write.",
            file=sys.stderr,
        )
        return 1
    except KeyboardInterrupt:
        print("\nStopped while setting up; the next run goes on from here.", file=sys.stderr)
        return 130
    return 0


def prepare(purpose: str) -> None:
    """Prepare the environment and the assets; side by side when the machine brings its own Node.js."""
    if system_node() is None:
        environment.prepare(purpose)
        assets.prepare()
    else:
        with ThreadPoolExecutor(1) as beside:
            building = beside.submit(assets.prepare)
            environment.prepare(purpose)
            building.result()
    if purpose == "test":
        browser.prepare()
        pooler.prepare()


if __name__ == "__main__":
    sys.exit(main())
