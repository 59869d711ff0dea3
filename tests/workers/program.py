"""`python -m tests.workers.program`: the real worker, with the jobs of the tests."""

from __future__ import annotations

import uvloop

from core.jobs.work import Work
from core.logs import configure_logs
from core.settings import settings_from_environment
from tests.workers.jobs import EVERYTHING
from workers.process import run_worker

if __name__ == "__main__":
    settings = settings_from_environment()
    configure_logs(settings.log_level, service="worker")
    uvloop.run(run_worker(settings, Work(EVERYTHING.jobs)))
