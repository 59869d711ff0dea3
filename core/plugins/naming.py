"""What a plugin may call its things: its own name comes first, and nothing is named twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from core.plugins.contribution import Contribution


class BadContribution(ValueError):
    """A plugin that cannot be loaded as it declares itself."""


def names(contribution: Contribution) -> Iterator[tuple[str, str]]:
    """Yield every (kind, name) that must be unique in the house."""
    yield from (("permission", item.code) for item in contribution.permissions)
    yield from (("page", item.name) for item in contribution.pages)
    yield from (("record part", item.name) for item in contribution.record_parts)
    yield from (("job", item.name) for item in contribution.jobs)
    yield from (("schedule", item.name) for item in contribution.schedules)
    yield from (("report", item.code) for item in contribution.reports)


def check_names(plugin: str, contribution: Contribution, others: Iterable[Contribution]) -> None:
    """Raise BadContribution unless every name begins with the plugin's and is new."""
    if not isinstance(contribution, Contribution):
        raise BadContribution(f"contribute() of {plugin} returned no Contribution.")
    if contribution.name != plugin:
        raise BadContribution(
            f"The plugin {plugin} calls itself {contribution.name}; the names must be equal."
        )
    taken = {item for other in others for item in names(other)}
    if any(other.name == contribution.name for other in others):
        raise BadContribution(f"There is a module named {contribution.name} already.")
    seen: set[tuple[str, str]] = set()
    for kind, name in names(contribution):
        if not name.startswith(f"{plugin}."):
            raise BadContribution(f"The {kind} {name} must begin with “{plugin}.”.")
        if (kind, name) in taken or (kind, name) in seen:
            raise BadContribution(f"The {kind} {name} is declared twice.")
        seen.add((kind, name))
