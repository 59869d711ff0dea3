"""`python -m workers`: does what was put off, for every prison, until it is told to stop."""

from __future__ import annotations

import uvloop

from core.catalogues import start_languages
from core.jobs.work import Work
from core.logs import configure_logs
from core.plugins.contribution import folders_of
from core.plugins.loader import load
from core.settings import Settings, settings_from_environment
from workers.process import run_worker


def main() -> None:
    settings = settings_from_environment()
    configure_logs(settings.log_level, service="worker")
    uvloop.run(run_worker(settings, work_of_all_modules(settings)))


def work_of_all_modules(settings: Settings) -> Work:
    """Load the modules and their words: what a job writes is in the language of whoever asked."""
    modules = load(settings.blocked).contributions
    start_languages(folders_of(modules))
    return Work.of(modules)


if __name__ == "__main__":
    main()
