"""What Python computes beside the tables, said a second time: what somebody may ask to be made or read in."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from core.accounts.viewer import Viewer
from core.plugins.contribution import Contribution
from core.plugins.loader import Registry
from tests.core.reads.differential.meaning import Wrong

Computed = Callable[[Registry, Viewer], list[Any]]


def _switched_on(registry: Registry, viewer: Viewer, permission: str) -> list[Contribution]:
    """Return the modules that are on in the viewer's prison; raise Wrong without the right to ask."""
    if permission not in viewer.permissions:
        raise Wrong(code="FORBIDDEN")
    return [part for part in registry.contributions if part.name not in viewer.disabled_modules]


def report_offers(registry: Registry, viewer: Viewer) -> list[Any]:
    return [
        SimpleNamespace(
            code=report.code,
            title=str(report.title),
            description=str(report.description),
            formats=[kind.name for kind in report.formats],
        )
        for part in _switched_on(registry, viewer, "core.report.read")
        for report in part.reports
        if report.permission.code in viewer.permissions and not report.asked_elsewhere
    ]


def import_offers(registry: Registry, viewer: Viewer) -> list[Any]:
    return [
        SimpleNamespace(name=importer.name, label=str(importer.label))
        for part in _switched_on(registry, viewer, "core.import.run")
        for importer in part.imports
        if {right.code for right in importer.permissions} <= viewer.permissions
    ]


COMPUTED: dict[str, Computed] = {"reportOffers": report_offers, "importOffers": import_offers}
"""By the root field that asks for them."""
