"""`python -m workers`: does what was put off, for every prison, until it is told to stop."""

from __future__ import annotations

import uvloop

from core.jobs.work import Work
from core.logs import configure_logs
from core.plugins.loader import load
from core.settings import settings_from_environment
from workers.process import run_worker


def main() -> None:
    settings = settings_from_environment()
    configure_logs(settings.log_level, service="worker")
    registry = load(settings.blocked)
    uvloop.run(run_worker(settings, Work.of(registry.contributions)))


if __name__ == "__main__":
    main()
