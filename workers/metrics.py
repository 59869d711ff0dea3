"""Figures of the worker for Prometheus, on a port of their own."""

from __future__ import annotations

from prometheus_client import Counter, Gauge, Histogram

from core.jobs.queue import QueueHealth
from core.jobs.runner import Outcome

ATTEMPTS = Counter("gatehouse_job_attempts", "Attempts of jobs", ("job", "outcome"))
ATTEMPT_SECONDS = Histogram(
    "gatehouse_job_attempt_seconds",
    "Time one attempt of a job took",
    ("job",),
    buckets=(0.05, 0.1, 0.5, 1, 5, 15, 60, 300, 900),
)
DUE = Gauge("gatehouse_job_queue_due", "Entries of the queue that wait for a worker")
OLDEST = Gauge("gatehouse_job_queue_oldest_seconds", "How long the oldest due entry has been waiting")
DEAD = Gauge("gatehouse_job_dead_letters", "Jobs whose every attempt failed")
WORKERS = Gauge("gatehouse_workers", "Worker processes seen in the last half minute")
BUSY = Gauge("gatehouse_worker_busy_slots", "Jobs that this process is doing")


def watch_attempt(kind: str, outcome: Outcome, seconds: float) -> None:
    """Count one attempt."""
    ATTEMPTS.labels(kind, outcome.value).inc()
    ATTEMPT_SECONDS.labels(kind).observe(seconds)


def show_health(health: QueueHealth, *, busy: int) -> None:
    """Show the state of the queue, and of this process."""
    DUE.set(health.due)
    OLDEST.set(health.oldest_seconds)
    DEAD.set(health.dead_letters)
    WORKERS.set(health.workers)
    BUSY.set(busy)
