"""What the pages of the gate share: their documents, the day they are about, and the answer as a tag."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from core.sdk import entry, pages
from plugins.rota.rules.gate_lines import sign_of

DOCUMENTS = pages.read_documents(Path(__file__).parent.parent / "documents")
A = entry.EntryAnswer
COLOURS = {A.YES: pages.Colour.GREEN, A.YES_ESCORTED: pages.Colour.ORANGE, A.NO: pages.Colour.RED}


def day_asked(request: pages.PageRequest) -> date:
    """Return the day in the address; today where there is none, or none that can be read."""
    written = str(request.path.get("on") or request.first("on"))
    try:
        return date.fromisoformat(written)
    except ValueError:
        return request.today


def day_page(day: date) -> pages.Address:
    return pages.url("rota.gate_day", on=day.isoformat())


def answer_tag(code: str) -> pages.Tag:
    answer = A(code)
    return pages.Tag(sign_of(answer), COLOURS[answer])
