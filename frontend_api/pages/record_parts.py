"""What other modules add to a record: asked in the record's own operation, shown below its own sections."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from core.pages.declarations import Page, RecordPart
from core.pages.request import Data
from core.pages.views import Record
from core.plugins.activation import enabled
from frontend_api.pages.documents import Part, merged, part_of, prefixed
from frontend_api.pages.visit import Visit


def parts_of(visit: Visit, page: Page) -> tuple[RecordPart, ...]:
    """Return the parts this viewer may see of the modules that are on."""
    viewer = visit.visitor.viewer
    return tuple(
        part
        for module, part in visit.desk.record_parts
        if part.page == page.name and enabled(viewer, module) and viewer.may(part.permission)
    )


def with_parts(visit: Visit, parts: tuple[RecordPart, ...]) -> tuple[str, dict[str, Any]]:
    """Return one document, and its variables, for the record and all its parts."""
    page, variables = visit.page, dict(visit.page.variables(visit.asked))
    if not parts:
        return page.document, variables
    prefixes = [f"p{number}_" for number, _part in enumerate((page, *parts))]
    documents = (page.document, *(part.document for part in parts))
    pieces = tuple(Part(prefix, text) for prefix, text in zip(prefixes, documents, strict=True))
    own = [part.variables(visit.asked) if part.variables else {} for part in parts]
    given: dict[str, Any] = {}
    for prefix, more in zip(prefixes, ({}, *own), strict=True):
        given |= prefixed(prefix, variables | dict(more))
    return merged(pieces), given


def apart(data: Data, parts: tuple[RecordPart, ...]) -> dict[str, Any]:
    """Return the record's own data, with each part's under the part's name."""
    own = part_of("p0_", data)
    return own | {part.name: part_of(f"p{number}_", data) for number, part in enumerate(parts, 1)}


def completed(record: Record, data: Data, visit: Visit) -> Record:
    """Return the record with the sentences and sections of its parts."""
    parts = [(part, data[part.name]) for part in parts_of(visit, visit.page) if part.name in data]
    sections = [section for part, own in parts for section in part.sections(own, visit.asked)]
    leads = [str(part.lead(own, visit.asked)) for part, own in parts if part.lead is not None]
    lead = " ".join(said for said in (str(record.lead), *leads) if said)
    return replace(record, lead=lead, sections=(*record.sections, *sections))
