"""Codes of requests as the cells a person reads."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from core.mirror.enums import CorrectionPart, CorrectionState
from core.pages import Colour, PageRequest, Row, Tag, Variables, read_documents
from core.translation import Text

DOCUMENTS = read_documents(Path(__file__).parents[1] / "documents")
COLOURS = {
    CorrectionState.OPEN: Colour.BLUE,
    CorrectionState.CORRECTED: Colour.GREEN,
    CorrectionState.NOT_CHANGED: Colour.GREY,
}


SOON = timedelta(days=14)


def own(request: PageRequest) -> Variables:
    """Ask for the record of whoever asks, and for what comes in the next two weeks."""
    return {
        "id": str(request.viewer.person_id),
        "today": request.today.isoformat(),
        "soon": (request.today + SOON).isoformat(),
    }


def state_tag(code: str) -> Tag:
    state = CorrectionState(code)
    return Tag(state.label, COLOURS[state])


def part_words(row: Row) -> Text:
    return CorrectionPart(row["part"]).label
