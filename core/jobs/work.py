"""Everything that can be done later: the jobs, schedules, mail and reminders of all modules, by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol, Self

from core.accounts.permissions import Permission
from core.entry.declarations import EntryCheck
from core.jobs.declarations import Job, Schedule
from core.messages.declarations import MailTemplate
from core.reminders.declarations import Reminder


class Declares(Protocol):
    """The part of a module's contribution that is for later."""

    @property
    def permissions(self) -> tuple[Permission, ...]: ...
    @property
    def jobs(self) -> tuple[Job, ...]: ...
    @property
    def schedules(self) -> tuple[Schedule, ...]: ...
    @property
    def entry_checks(self) -> tuple[EntryCheck, ...]: ...
    @property
    def mail(self) -> tuple[MailTemplate, ...]: ...
    @property
    def reminders(self) -> tuple[Reminder, ...]: ...


@dataclass(frozen=True, slots=True)
class Work:
    jobs: Mapping[str, Job]
    schedules: tuple[Schedule, ...] = ()
    permissions: tuple[Permission, ...] = ()
    entry_checks: tuple[EntryCheck, ...] = ()
    mail: Mapping[str, MailTemplate] = field(default_factory=dict)
    reminders: tuple[Reminder, ...] = ()

    @classmethod
    def of(cls, modules: Iterable[Declares]) -> Self:
        """Gather what the modules declare; raise LookupError for a schedule whose job nobody declares."""
        found = tuple(modules)
        jobs = {job.name: job for module in found for job in module.jobs}
        schedules = tuple(schedule for module in found for schedule in module.schedules)
        for schedule in schedules:
            if jobs.get(schedule.job.name) is not schedule.job:
                raise LookupError(f"The schedule {schedule.name} asks for a job that no module declares.")
        permissions = tuple(permission for module in found for permission in module.permissions)
        checks = tuple(check for module in found for check in module.entry_checks)
        mail = {template.code: template for module in found for template in module.mail}
        reminders = tuple(reminder for module in found for reminder in module.reminders)
        return cls(jobs, schedules, permissions, checks, mail, reminders)


def module_of(name: str) -> str:
    """Return the module that a job's or schedule's name begins with."""
    return name.partition(".")[0]
