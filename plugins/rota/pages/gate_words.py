"""What the pages of the gate share: their documents, the day they are about, and the answer as a tag."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from core.sdk import entry, pages
from core.sdk import lazy_gettext as _
from plugins.rota.rules.gate_lines import sign_of

DOCUMENTS = pages.read_documents(Path(__file__).parent.parent / "documents")
A = entry.EntryAnswer
COLOURS = {A.YES: pages.Colour.GREEN, A.YES_ESCORTED: pages.Colour.ORANGE, A.NO: pages.Colour.RED}


ANOTHER_DAY = pages.DateField(name="on", label=_("Which day?"), hint=_("For example, 24 11 2026."))
"""What the page is shown for; in a link it is `on=2026-11-24`."""


def day_asked(request: pages.PageRequest) -> date:
    """Return the day in the address or typed; today where there is none, or none that can be read."""
    return pages.asked_day(request, ANOTHER_DAY).on


def day_page(day: date) -> pages.Address:
    return pages.url("rota.gate_day", on=day.isoformat())


def answer_tag(code: str) -> pages.Tag:
    answer = A(code)
    return pages.Tag(sign_of(answer), COLOURS[answer])
