"""Codes of requests as the cells a person reads."""

from __future__ import annotations

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


def own(request: PageRequest) -> Variables:
    """Ask for the record of whoever asks."""
    return {"id": str(request.viewer.person_id)}


def state_tag(code: str) -> Tag:
    state = CorrectionState(code)
    return Tag(state.label, COLOURS[state])


def part_words(row: Row) -> Text:
    return CorrectionPart(row["part"]).label
